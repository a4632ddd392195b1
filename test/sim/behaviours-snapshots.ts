import {
  decode,
  encode,
  type Frame,
  sameBytes,
  wire,
  type WireFrame,
} from "@quorate/protocol";
import { type BehaviourMaker, type Liar, nameOfParty } from "./liar.ts";

type Bytes = Uint8Array<ArrayBufferLike>;
type Part = NonNullable<WireFrame["snapshot"]>;

/** A snapshot that there is not, told to all: whoever believes one liar stops to wait for it. */
const lure: BehaviourMaker = ({ world: { chance } }, did) => ({
  out: (to, frame) => {
    const { tips } = frame;
    if (!tips || to.kind !== "agent" || !chance.happens(0.7)) return null;
    did();
    const far = chance.pick([3, 1000, 1e9]);
    const snapshot = tips.block + chance.pick([1, far]);
    const ahead = { decidedRound: tips.decidedRound + far, keptFrom: tips.decidedRound + far };
    return [{ tips: { ...tips, ...ahead, snapshot } }];
  },
});

/** What a teacher gives in place of a part that it was asked for; null: it gives nothing at all. */
type Lesson = (part: Part, liar: Liar) => Bytes | null;

const teach =
  (lesson: () => Lesson): BehaviourMaker =>
  (liar, did) => {
    const changed = lesson();
    return {
      out: (to, frame) => {
        const { snapshot } = frame;
        if (to.kind !== "agent" || !snapshot || !liar.world.chance.happens(0.7)) return null;
        const bytes = changed(snapshot, liar);
        if (bytes !== null && sameBytes(bytes, snapshot.bytes)) return null;
        did();
        return bytes === null ? [] : [{ snapshot: { ...snapshot, bytes } } as Frame];
      },
    };
  };

/** An entry of the state that is not what the others have there. */
const wrongState = (): Lesson => ({ part, bytes }, { world: { chance } }) => {
  if (part === 0 || bytes.length === 0) return bytes;
  const { entries, blocks } = decode(wire.SnapshotPart, bytes, "SIM");
  const at = chance.below(entries.length);
  const entry = entries[at];
  if (entry === undefined) return bytes;
  const value = Uint8Array.from(entry.value);
  if (value.length > 0) value[chance.below(value.length)] = chance.below(256);
  const others = entries.filter((one) => one !== entry);
  const left = chance.happens(0.5) ? others : [...others.slice(0, at), { ...entry, value }];
  return encode(wire.SnapshotPart, { entries: left, blocks });
};

/** Another part than the one that was asked for, or noise. */
const wrongPart = (): Lesson => {
  const given: Bytes[] = [];
  return ({ bytes }, { world: { chance } }) => {
    if (given.length < 20) given.push(bytes);
    return chance.happens(0.3) ? chance.bytes(chance.below(300) + 1) : chance.pick(given);
  };
};

const truncated = (): Lesson => ({ bytes }, { world: { chance } }) =>
  bytes.subarray(0, chance.below(bytes.length));

/** What it gave of an older snapshot, under the number of the new one. */
const stale = (): Lesson => {
  const oldest = new Map<number, { readonly block: number; readonly bytes: Bytes }>();
  return ({ block, part, bytes }, { agent }) => {
    const known = oldest.get(part);
    if (known === undefined || known.block > block) oldest.set(part, { block, bytes });
    const kept = (agent() as unknown as { snapshots: { kept: { bytes: { head: Bytes } }[] } })
      .snapshots.kept;
    return part === 0 && kept.length > 1
      ? (kept.at(-1)?.bytes.head ?? bytes)
      : (oldest.get(part)?.bytes ?? bytes);
  };
};

const silent = (): Lesson => () => null;

/** Says that it has it no more, again and again. */
const empty = (): Lesson => () => new Uint8Array();

/** Blocks of the log that are not the next ones, changed, or none. */
const falseBlocks: BehaviourMaker = ({ world: { chance } }, did) => ({
  out: (to, frame) => {
    if (to.kind !== "agent" || !frame.blocks || !chance.happens(0.7)) return null;
    did();
    const { blocks } = frame.blocks;
    const way = chance.below(4);
    if (way === 0) return [{ blocks: { blocks: [] } }];
    if (way === 1) return [];
    if (way === 2) return [{ blocks: { blocks: blocks.slice(1) } }];
    const changed = blocks.map((block) => ({ ...block, ballots: block.ballots.slice(1) }));
    return [{ blocks: { blocks: changed } }];
  },
});

/** Asks for snapshots and blocks without end, so that there is no time for those who need them. */
const greedyLearner: BehaviourMaker = (liar, did) => {
  const { chance } = liar.world;
  const newest = new Map<string, number>();
  return {
    takes: (from, frame) => {
      if (frame.tips && frame.tips.snapshot > 0)
        newest.set(nameOfParty(from), frame.tips.snapshot);
      return true;
    },
    act: () => {
      const peers = liar.others.filter(({ kind }) => kind === "agent");
      if (!chance.happens(0.3)) return;
      const to = chance.pick(peers);
      const block = newest.get(nameOfParty(to)) ?? 1;
      for (let count = 100; count > 0; count -= 1) {
        liar.send(to, { wantSnapshot: { block, part: chance.below(3) } });
        liar.send(to, { wantBlocks: { from: chance.pick([0, 1, 1, 1e9]) } });
      }
      did();
    },
  };
};

/** Lies to agents that were away, and of what agents would have been away from. */
export const snapshotBehaviours = {
  lure,
  "teach-wrong-state": teach(wrongState),
  "teach-wrong-part": teach(wrongPart),
  "teach-truncated": teach(truncated),
  "teach-stale": teach(stale),
  "teach-silence": teach(silent),
  "teach-empty": teach(empty),
  "false-blocks": falseBlocks,
  "greedy-learner": greedyLearner,
} as const satisfies Record<string, BehaviourMaker>;
