import {
  encodeFrame,
  type Envelope,
  eventHash,
  type EventFields,
  type EventParent,
  type Frame,
  type Hex,
  signCommand,
  signEvent,
  type SignedEvent,
  toHex,
  type WireFrame,
  type WireTransaction,
} from "@quorate/protocol";
import type { Behaviour, BehaviourMaker, Liar, Party } from "./liar.ts";

/** A further event in place of, or beside, one that the agent made; signed with its key. */
const variant = (liar: Liar, event: SignedEvent, changes: Partial<EventFields>): Envelope => {
  const { creator, sequence, birthRound, timeUs, coin, parents, transactions } = event;
  const fields = { creator, sequence, birthRound, timeUs, coin, parents, transactions };
  const envelope = signEvent(liar.chain, liar.signer, { ...fields, ...changes });
  liar.disown(eventHash(liar.chain, envelope));
  return envelope;
};

const mapEvents = (frame: WireFrame, map: (one: Envelope) => readonly Envelope[]): Frame[] => {
  const events = (frame.events?.events ?? []).flatMap(map);
  if (events.length === 0) return [];
  return [{ ...(frame as Frame), events: { events, more: frame.events?.more ?? false } }];
};

const wasMadeJustNow = (liar: Liar, { sequence }: SignedEvent): boolean =>
  sequence >= (liar.agent()?.ownTip?.sequence ?? 0);

/** Its branches as far as they go: what stands in place of an event, for each group of peers. */
class Branches {
  readonly byHash = new Map<Hex, Envelope>();
  private readonly liar: Liar;
  private readonly shadows = new Map<string, Envelope | null>();
  private readonly did: () => void;

  constructor(liar: Liar, did: () => void) {
    this.liar = liar;
    this.did = did;
  }

  /** The event of this branch in place of the agent's own; null where they have not parted. */
  shadow(event: SignedEvent, branch: number): Envelope | null {
    const name = `${branch} ${event.hash}`;
    const known = this.shadows.get(name);
    if (known !== undefined) return known;
    const { world, self, chain } = this.liar;
    const [first, ...others] = event.parents;
    const before = first?.creator === self ? this.shadows.get(`${branch} ${first.hash}`) : null;
    if (!world.chance.happens(before == null ? 0.08 : 0.7)) {
      this.shadows.set(name, null);
      return null;
    }
    const parents =
      before == null
        ? event.parents
        : [{ ...(first as EventParent), hash: eventHash(chain, before) }, ...others];
    const silent = world.chance.happens(0.3);
    const envelope = variant(this.liar, event, {
      ...{ parents, coin: (event.coin ^ (branch * 2 - 1)) >>> 0 },
      ...(silent ? { transactions: [] } : {}),
      timeUs: event.timeUs + branch,
    });
    this.shadows.set(name, envelope);
    this.byHash.set(eventHash(chain, envelope), envelope);
    this.did();
    return envelope;
  }
}

/** Two or more events with one self-parent, for a run of them, told to different peers. */
const fork: BehaviourMaker = (liar, did) => {
  const { chance } = liar.world;
  const branches = new Branches(liar, did);
  const count = chance.pick([2, 2, 3, liar.site.agents.length]);
  const groups = liar.site.agents.map((_, index) => (index + chance.below(2)) % count);
  return {
    out: (to, frame) => {
      const branch = to.kind === "agent" ? (groups[to.index] as number) : 0;
      if (!frame.events || branch === 0) return null;
      return mapEvents(frame, (envelope) => {
        const event = liar.ownEvent(envelope);
        return [(event === null ? null : branches.shadow(event, branch)) ?? envelope];
      });
    },
    takes: (from, frame) => {
      const events = (frame.want?.hashes ?? [])
        .map((hash) => branches.byHash.get(toHex(hash)))
        .filter((envelope) => envelope !== undefined);
      if (events.length > 0 && chance.happens(0.7)) liar.send(from, { events: { events } });
      return true;
    },
  };
};

/** Shows an event to one peer alone for a while, and what it made on top of it to all. */
const withhold: BehaviourMaker = (liar, did) => {
  const { world } = liar;
  const hidden = new Map<Hex, { readonly from: number; readonly untilMs: number } | null>();
  const isHidden = (to: number, event: SignedEvent): boolean => {
    let hiding = hidden.get(event.hash);
    if (hiding === undefined) {
      const hides = world.chance.happens(0.12) && wasMadeJustNow(liar, event);
      const untilMs = world.nowMs + world.chance.between(100, 1500);
      hiding = hides ? { from: world.chance.below(liar.site.agents.length), untilMs } : null;
      hidden.set(event.hash, hiding);
      if (hides) did();
    }
    return hiding !== null && hiding.from !== to && world.nowMs < hiding.untilMs;
  };
  return {
    out: (to, frame) => {
      if (!frame.events || to.kind !== "agent") return null;
      return mapEvents(frame, (envelope) => {
        const event = liar.ownEvent(envelope);
        return event !== null && isHidden(to.index, event) ? [] : [envelope];
      });
    },
  };
};

/** An event beside the agent's own, wrong in one way, told along with it. */
const beside =
  (changesOf: (event: SignedEvent, liar: Liar) => Partial<EventFields>): BehaviourMaker =>
  (liar, did) => ({
    out: (to, frame) => {
      if (!frame.events || to.kind !== "agent" || !liar.world.chance.happens(0.04)) return null;
      return mapEvents(frame, (envelope) => {
        const event = liar.ownEvent(envelope);
        if (event === null || !wasMadeJustNow(liar, event)) return [envelope];
        did();
        return [envelope, variant(liar, event, changesOf(event, liar))];
      });
    },
  });

const falseBirthRound = beside(({ birthRound }, { world }) => {
  const off = world.chance.pick([1, 2, 5, 1000, 2 ** 40, -1, -5, -1000]);
  return { birthRound: Math.max(1, birthRound + off) };
});

/**
 * Parents that are not what the event says of them, or not in their order, or twice; or a sequence
 * that leaps, so that whoever is shown it alone seems to have all that lies between.
 */
const falseParents = beside((event, { self, world: { chance } }) => {
  const { parents, birthRound: own } = event;
  const changed = [...parents];
  const at = chance.below(Math.max(1, parents.length));
  const parent = parents[at];
  if (parent === undefined) return { sequence: 7 };
  const { sequence, birthRound } = parent;
  const way = chance.below(6);
  if (way === 5 && parent.creator === self && at === 0) {
    changed[0] = { ...parent, sequence: sequence + 4 };
    return { parents: changed, sequence: sequence + 5 };
  }
  if (way === 0) changed[at] = { ...parent, sequence: sequence + 1 };
  else if (way === 1)
    changed[at] = { ...parent, birthRound: chance.pick([Math.max(1, birthRound - 1), own]) };
  else if (way === 2) changed.reverse();
  else if (way === 3) changed.push(parent);
  else changed[at] = { ...parent, creator: (parent.creator + 1) % 4 };
  return { parents: changed };
});

/** A clock at the bound of what others take, beyond it, far behind, and now and then a day off. */
const falseTime: BehaviourMaker = ({ world, site }, did) => {
  const driftMs = site.policy.clockDriftMs;
  const offMs = world.chance.pick([driftMs - 30, driftMs - 5, driftMs + 20, -driftMs, -86_400_000]);
  let untilMs = 0;
  return {
    skewMs: () => {
      if (world.nowMs > untilMs && world.chance.happens(0.01))
        untilMs = world.nowMs + world.chance.between(50, 600);
      if (world.nowMs > untilMs) return 0;
      did();
      // A day ahead would silence it for the rest of the run: only what can be caught up with.
      return offMs + world.chance.between(-10, 10);
    },
  };
};

const madeUp = (liar: Liar, creator: number): Envelope => {
  const { chance, nowMs } = liar.world;
  const graph = liar.agent()?.order.hashgraph;
  const [base, birthRound] = [liar.agent()?.ownTip?.sequence ?? 0, graph?.pendingRound ?? 1];
  const parents = [creator, (creator + 1) % liar.site.agents.length].map((by, place) => ({
    hash: toHex(chance.bytes(32)),
    ...{ creator: by, sequence: base + 1 - place, birthRound },
  }));
  const timeUs = Math.floor((liar.agent()?.io.clock.nowUs() ?? nowMs) + chance.below(1000));
  return signEvent(liar.chain, liar.signer, {
    ...{ creator, sequence: base + 2, birthRound, timeUs, coin: chance.next32(), parents },
    transactions: [],
  });
};

/** Signed events on parents that do not exist: more than anybody keeps. */
const orphanFlood: BehaviourMaker = (liar, did) => ({
  act: () => {
    if (!liar.world.chance.happens(0.05)) return;
    const events = Array.from({ length: liar.world.chance.below(40) + 15 }, () =>
      madeUp(liar, liar.self),
    );
    for (const to of liar.others) if (to.kind === "agent") liar.send(to, { events: { events } });
    did();
  },
});

/** Events in the name of others, which their keys did not sign. */
const impersonate: BehaviourMaker = (liar, did) => ({
  act: () => {
    const { chance } = liar.world;
    if (!chance.happens(0.2)) return;
    const to = chance.pick(liar.others.filter(({ kind }) => kind === "agent"));
    const creator = (to as Extract<Party, { kind: "agent" }>).index;
    const events = [madeUp(liar, creator)];
    liar.sendGarbage(to, encodeFrame({ events: { events } }));
    did();
  },
});

/** Commands, reports and ballots that nobody signed, in events that it does sign. */
const forgeTransactions: BehaviourMaker = (liar, did) => {
  const { chance } = liar.world;
  const seen: WireTransaction[] = [];
  const forged = (): WireTransaction => {
    const envelope = signCommand(liar.chain, liar.signer, {
      ...{ device: "x", writes: [{ point: "a", value: 666_000 + chance.below(1000) }] },
      ...{ notAfterMs: 1_767_225_630_000, nonce: chance.bytes(16) },
    });
    const kind = chance.pick(["command", "approval", "report", "ballot"]);
    if (chance.happens(0.3)) return { [kind]: { ...envelope, body: chance.bytes(40) } } as never;
    return { [kind]: envelope } as never;
  };
  return {
    takes: (_, frame) => {
      if (frame.submit?.command && seen.length < 50)
        seen.push({ command: frame.submit.command } as WireTransaction);
      return true;
    },
    act: () => {
      if (!chance.happens(0.15)) return;
      // Old ones again, as they were signed: the order must know them.
      const transaction = seen.length > 0 && chance.happens(0.5) ? chance.pick(seen) : forged();
      const id = toHex(chance.bytes(32));
      liar.agent()?.pool.add({ id, transaction, weighty: true });
      did();
    },
  } satisfies Behaviour;
};

export const eventBehaviours = {
  fork,
  withhold,
  "false-birth-round": falseBirthRound,
  "false-parents": falseParents,
  "false-time": falseTime,
  "orphan-flood": orphanFlood,
  impersonate,
  "forge-transactions": forgeTransactions,
} as const satisfies Record<string, BehaviourMaker>;
