import {
  decodeFrame,
  encodeFrame,
  type Envelope,
  type Frame,
  signBallot,
  type WireFrame,
} from "@quorate/protocol";
import { type BehaviourMaker, nameOfParty } from "./liar.ts";

/** Says nothing to some of the others for a while. */
const silence: BehaviourMaker = ({ world, others }, did) => {
  const silentUntil = new Map<string, number>();
  return {
    out: (to) => {
      const isSilent = world.nowMs < (silentUntil.get(nameOfParty(to)) ?? 0);
      if (!isSilent) return null;
      did();
      return [];
    },
    act: () => {
      if (!world.chance.happens(0.15)) return;
      const party = nameOfParty(world.chance.pick(others));
      silentUntil.set(party, world.nowMs + world.chance.between(100, 3000));
    },
  };
};

const keptFrames = 100;

/** What it or others said before, once more, to anybody. */
const replay: BehaviourMaker = (liar, did) => {
  const { chance } = liar.world;
  const old: WireFrame[] = [];
  const keep = (frame: WireFrame): void => {
    if (old.length < keptFrames) old.push(frame);
    else if (chance.happens(0.1)) old[chance.below(keptFrames)] = frame;
  };
  return {
    out: (_, frame) => {
      keep(frame);
      return null;
    },
    takes: (_, frame) => {
      keep(frame);
      return true;
    },
    act: () => {
      if (old.length === 0 || !chance.happens(0.5)) return;
      for (let count = chance.below(4) + 1; count > 0; count -= 1)
        liar.send(chance.pick(liar.others), chance.pick(old) as Frame);
      did();
    },
  };
};

/** Noise: nothing at all, nonsense, frames cut off or with a changed bit. */
const garbage: BehaviourMaker = (liar, did) => {
  const { chance } = liar.world;
  let last: Uint8Array = Uint8Array.of(1, 2, 3);
  /** Bytes that are no frame, whatever one reads into them. */
  const nonsense = (): Uint8Array => {
    const bytes = chance.bytes(chance.below(200) + 1);
    try {
      decodeFrame(bytes);
      return Uint8Array.of(0x07);
    } catch {
      return bytes;
    }
  };
  const spoiled = (): Uint8Array => {
    const bytes = Uint8Array.from(last);
    if (chance.happens(0.3)) return bytes.subarray(0, chance.below(bytes.length));
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << chance.below(8));
    return bytes;
  };
  return {
    out: (_, frame) => {
      if (chance.happens(0.2)) last = encodeFrame(frame as Frame);
      return null;
    },
    act: () => {
      if (!chance.happens(0.5)) return;
      const to = chance.pick(liar.others);
      liar.sendGarbage(to, nonsense());
      liar.sendBytes(to, spoiled());
      did();
    },
  };
};

/** More than there is time for: tips that ask for tips, wants, known events, ballots far ahead. */
const flood: BehaviourMaker = (liar, did) => {
  const { chance } = liar.world;
  let events: readonly Envelope[] = [];
  const far = (): Envelope => {
    const header = liar.agent()?.machine.state.header(1) ?? chance.bytes(20);
    const fields = { agent: liar.self, headerBytes: header, clockUs: 1, vetoes: [] };
    return signBallot(liar.chain, liar.signer, fields);
  };
  const tips: Frame = {
    tips: { tips: [], decidedRound: 0, block: 0, clockUs: 0, reply: true },
  };
  const kinds: readonly (() => Frame)[] = [
    () => ({ want: { hashes: Array.from({ length: 300 }, () => chance.bytes(4)) } }),
    () => ({ events: { events, more: chance.happens(0.5) } }),
    () => ({ ballots: { ballots: Array.from({ length: 20 }, far) } }),
  ];
  return {
    out: (_, frame) => {
      if (frame.events && chance.happens(0.2)) ({ events } = frame.events);
      return null;
    },
    act: () => {
      if (!chance.happens(0.05)) return;
      const to = chance.pick(liar.others.filter(({ kind }) => kind === "agent"));
      liar.send(to, tips);
      for (let count = 10; count > 0; count -= 1) liar.send(to, chance.pick(kinds)());
      did();
    },
  };
};

/** Tips of events that there are not, of fewer than there are, of too many agents. */
const falseTips: BehaviourMaker = ({ world: { chance }, site }, did) => ({
  out: (to, frame) => {
    const { tips } = frame;
    if (!tips || to.kind !== "agent" || !chance.happens(0.15)) return null;
    did();
    const off = chance.pick([1, 3, 1000, -2, -1e9]);
    const victim = chance.below(site.agents.length);
    const changed = tips.tips.map(({ hash, sequence }, index) => {
      const isChanged = index === victim || chance.happens(0.3);
      return isChanged ? { hash, sequence: Math.max(0, sequence + off) } : { hash, sequence };
    });
    const far = chance.happens(0.3) ? 1e9 : 0;
    return [
      {
        tips: {
          tips: chance.happens(0.1) ? [...changed, ...changed] : changed,
          ...{ decidedRound: tips.decidedRound + far, block: tips.block + far },
          ...{ clockUs: chance.happens(0.3) ? 1 : tips.clockUs, reply: chance.happens(0.5) },
        },
      },
    ];
  },
});

/** Takes commands and reports, says that it has them, and does nothing. */
const swallow: BehaviourMaker = (liar, did) => ({
  takes: (from, frame) => {
    if (from.kind === "agent" || !liar.world.chance.happens(0.6)) return true;
    if (!frame.submit && !frame.report) return true;
    did();
    return false;
  },
});

/** Other stages and outcomes than there were, to whoever gave a command. */
const lieToClient: BehaviourMaker = ({ world: { chance } }, did) => ({
  out: (to, frame) => {
    const { progress } = frame;
    if (to.kind !== "operator" || !progress || !chance.happens(0.5)) return null;
    did();
    const stage = chance.pick(["received", "ordered", "certified", "refused", "ended", "nonsense"]);
    const outcome = chance.pick(["confirmed", "failed", "refused", "expired", ""]);
    const code = chance.pick(["", "POLICY_EXPIRED", "COMMAND_REPEATED"]);
    return [{ ...(frame as Frame), progress: { ...progress, stage, outcome, code } }];
  },
});

/** Clocks far off, and reports called ordered that are not, to the guard. */
const lieToGuard: BehaviourMaker = ({ world: { chance } }, did) => ({
  out: (to, frame) => {
    if (to.kind !== "guard" || !chance.happens(0.7)) return null;
    if (frame.clockAnswer) {
      did();
      const offUs = chance.pick([-86_400e6, -5e6, 5e6, 86_400e6]);
      const clockUs = Math.max(0, frame.clockAnswer.clockUs + offUs);
      const nonce = chance.happens(0.1) ? chance.bytes(16) : frame.clockAnswer.nonce;
      return [{ clockAnswer: { nonce, clockUs } }];
    }
    if (!frame.certificates) return null;
    did();
    const deviceSequence = chance.below(40);
    return [{ ordered: { device: chance.pick(["x", "y"]), deviceSequence } }, frame as Frame];
  },
});

export const linkBehaviours = {
  silence,
  replay,
  garbage,
  flood,
  "false-tips": falseTips,
  swallow,
  "lie-to-client": lieToClient,
  "lie-to-guard": lieToGuard,
} as const satisfies Record<string, BehaviourMaker>;
