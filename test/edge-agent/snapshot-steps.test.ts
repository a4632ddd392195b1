import assert from "node:assert/strict";
import { decode, encodeHeader, isCoded, limits, wire, type WireBlock } from "@quorate/protocol";
import { type SnapshotBytes, snapshotSteps } from "../../edge-agent/src/snapshot.ts";
import type { StateEntry } from "../../edge-agent/src/state-restore.ts";
import { StateTree, type TreeCopy } from "../../edge-agent/src/state-tree.ts";

const hash = "11".repeat(32);
const block: WireBlock = {
  header: encodeHeader({
    ...{ chain: hash, number: 7, previous: hash, round: 9, timeUs: 1 },
    ...{ firstSequence: 1, entries: 0, root: hash, stateRoot: hash },
  }),
  ...{ ballots: [], entries: [] },
};

const copyOf = (count: number, valueBytes: number): TreeCopy => {
  const tree = new StateTree();
  for (let index = 0; index < count; index += 1) {
    const id = index.toString(16).padStart(64, "0");
    tree.set(`seen/${id}`, new Uint8Array(valueBytes).fill(index));
  }
  return tree.copy("");
};

type Entries = Parameters<typeof snapshotSteps>[1];

const run = (entries: Entries): { steps: number; made: SnapshotBytes } => {
  const making = snapshotSteps(block, entries, [block, block]);
  for (let steps = 1; ; steps += 1) {
    const { done, value } = making.next();
    if (done === true) return { steps, made: value };
  }
};

describe("a snapshot is made in steps", () => {
  it("all entries in the order of their keys, then the blocks, in parts that are bounded", () => {
    const { steps, made } = run(copyOf(2000, 1000));
    assert.equal(made.block, 7);
    assert.equal(decode(wire.SnapshotHead, made.head, "SNAPSHOT").parts, made.parts.length);
    const parts = made.parts.map((part) => decode(wire.SnapshotPart, part, "SNAPSHOT"));
    const keys = parts.flatMap((part) => part.entries.map(({ key }) => key));
    assert.equal(keys.length, 2000);
    assert.deepEqual(keys, [...keys].sort());
    assert.deepEqual(parts.map((part) => part.blocks.length).filter((count) => count > 0), [2]);
    for (const part of parts.slice(0, -2)) {
      const bytes = part.entries.map(({ key, value }) => key.length + value.length);
      const sum = bytes.reduce((left, right) => left + right, 0);
      assert.ok(sum >= limits.snapshotPartBytes && sum < limits.snapshotPartBytes + 2000, `${sum}`);
    }
    assert.ok(steps > 2000 / 128 && steps < 100, `${steps} steps`);
  });

  it("a large state takes no more steps than a bound, a small one few", () => {
    assert.ok(run(copyOf(100_000, 9)).steps < 700);
    assert.ok(run(copyOf(3, 9)).steps <= 4);
  });

  it("one that is too large is none", () => {
    const huge = new Uint8Array(limits.snapshotPartBytes);
    const many = Array<StateEntry>(1200).fill(["k", huge]);
    const entries = { size: many.length, [Symbol.iterator]: () => many.values() };
    assert.throws(() => run(entries), (error) => isCoded(error) && error.code === "SNAPSHOT_SIZE");
  });
});
