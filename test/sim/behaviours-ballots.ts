import {
  type Ballot,
  decodeEntry,
  encodeEntry,
  encodeHeader,
  type Envelope,
  type Frame,
  readBallot,
  readCommand,
  signBallot,
  signCommand,
  type Veto,
  type WireCertificate,
  type WireFrame,
} from "@quorate/protocol";
import type { BehaviourMaker, Liar } from "./liar.ts";

const resign = (liar: Liar, ballot: Ballot, changes: Partial<Ballot>): Envelope => {
  const { agent, headerBytes, clockUs, vetoes } = ballot;
  return signBallot(liar.chain, liar.signer, { agent, headerBytes, clockUs, vetoes, ...changes });
};

const otherRoot = ({ header }: Ballot, root: string): Uint8Array =>
  encodeHeader({ ...header, stateRoot: root });

/** Its own ballots in a frame to agents or to the guard, changed. */
const changeOwn = (
  liar: Liar,
  frame: WireFrame,
  change: (ballot: Ballot) => Envelope,
): readonly Frame[] | null => {
  const map = (envelope: Envelope): Envelope => {
    const ballot = readBallot(envelope);
    return ballot.agent === liar.self ? change(ballot) : envelope;
  };
  if (frame.ballots)
    return [{ ...(frame as Frame), ballots: { ballots: frame.ballots.ballots.map(map) } }];
  if (!frame.certificates) return null;
  const certificates = frame.certificates.certificates.map((certificate) => ({
    ...{ ...certificate, ballots: certificate.ballots.map(map) },
  }));
  return [{ ...(frame as Frame), certificates: { certificates } }];
};

/** Two ballots for one block: another to some than to the others. */
const doubleBallot: BehaviourMaker = (liar, did) => {
  const { chance } = liar.world;
  const lied = new Set(liar.site.agents.map((_, index) => index).filter(() => chance.happens(0.5)));
  return {
    out: (to, frame) => {
      const isLied = to.kind === "agent" ? lied.has(to.index) : chance.happens(0.5);
      if (!isLied) return null;
      return changeOwn(liar, frame, (ballot) => {
        did();
        const veto = { sequence: ballot.header.firstSequence, code: "INTERLOCK", detail: "lie" };
        return resign(liar, ballot, { vetoes: [veto], clockUs: ballot.clockUs + 1 });
      });
    },
  };
};

/** A state root that nobody has, told to all. */
const wrongRoot: BehaviourMaker = (liar, did) => {
  let untilMs = 0;
  return {
    out: (_, frame) => {
      const { chance, nowMs } = liar.world;
      if (nowMs > untilMs && !chance.happens(0.02)) return null;
      if (nowMs > untilMs) untilMs = nowMs + chance.between(50, 800);
      return changeOwn(liar, frame, (ballot) => {
        did();
        return resign(liar, ballot, { headerBytes: otherRoot(ballot, "ab".repeat(32)) });
      });
    },
  };
};

/** Holds something against everything. */
const vetoAll: BehaviourMaker = (liar, did) => ({
  vetoes: (block): readonly Veto[] => {
    if (!liar.world.chance.happens(0.6)) return [];
    did();
    return block.entries.map(({ sequence }) => ({ sequence, code: "INTERLOCK", detail: "a lie" }));
  },
});

type Forgery = (liar: Liar, certificate: WireCertificate) => WireCertificate;

/** A command that no operator gave, under a verdict that nobody reached. */
const otherEntry: Forgery = (liar, certificate) => {
  const entry = decodeEntry(certificate.entry);
  if (entry.item.kind !== "verdict") return { ...certificate, index: certificate.index + 1 };
  const { notAfterMs, device, writes } = readCommand(liar.chain, entry.item.command);
  const value = 777_000 + liar.world.chance.below(1000);
  const command = signCommand(liar.chain, liar.signer, {
    ...{ device, notAfterMs: notAfterMs + 60_000, nonce: liar.world.chance.bytes(16) },
    writes: writes.map(({ point }) => ({ point, value })),
  });
  const bytes = encodeEntry({ ...entry, item: { ...entry.item, command } });
  return { ...certificate, entry: bytes, path: [] };
};

/** Its own signature in everybody's name. */
const ballotsOfAll: Forgery = (liar, certificate) => {
  const [first] = certificate.ballots;
  if (first === undefined) return certificate;
  const ballot = readBallot(first);
  const ballots = liar.site.agents.map((_, agent) => resign(liar, ballot, { agent, vetoes: [] }));
  return { ...certificate, ballots };
};

const forgeries: readonly Forgery[] = [
  otherEntry,
  ballotsOfAll,
  (liar, certificate) => ballotsOfAll(liar, otherEntry(liar, certificate)),
  // One agent, many times: S1 counts agents, not signatures.
  (liar, certificate) => {
    const own = certificate.ballots.filter((one) => readBallot(one).agent === liar.self);
    return { ...certificate, ballots: liar.site.agents.flatMap(() => own) };
  },
  (_, certificate) => ({ ...certificate, index: certificate.index + 1 }),
  (_, certificate) => ({ ...certificate, path: certificate.path.slice(1) }),
  (_, certificate) => ({ ...certificate, ballots: [] }),
];

/** Certificates to the guard that certify nothing. */
const forgeCertificate: BehaviourMaker = (liar, did) => ({
  out: (to, frame) => {
    const { chance } = liar.world;
    if (to.kind !== "guard" || !frame.certificates || !chance.happens(0.4)) return null;
    did();
    const { certificates } = frame.certificates;
    const forged = certificates.map((one) => chance.pick(forgeries)(liar, one));
    const kept = chance.happens(0.5) ? certificates : [];
    return [{ certificates: { certificates: [...forged, ...kept] } }];
  },
});

export const ballotBehaviours = {
  "double-ballot": doubleBallot,
  "wrong-root": wrongRoot,
  "veto-all": vetoAll,
  "forge-certificate": forgeCertificate,
} as const satisfies Record<string, BehaviourMaker>;
