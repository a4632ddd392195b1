import assert from "node:assert/strict";
import { decodeHeader, limits } from "@quorate/protocol";
import fc from "fast-check";
import { Machine } from "../../edge-agent/src/machine.ts";
import { ReplicatedState } from "../../edge-agent/src/state.ts";
import { restoreState } from "../../edge-agent/src/state-restore.ts";
import { type Given, MachineRun } from "./machine-run.ts";
import { edgeSite } from "./site.ts";

const { deniedBytes, deniedBytesPerSecond, denialBytes } = limits;
const { ttlMaxMs, clockDriftMs } = edgeSite().policy;

/** Large ones: few of them are too many. Long texts are sooner made and read than many points. */
const none = { writes: [{ point: "none", value: "x".repeat(15_500) }] };
/** Three bytes a character. */
const reason = "€".repeat(limits.textChars);
const takes = ({ envelope }: Given): number => envelope.body.length + denialBytes;

const give = {
  command: (run: MachineRun, by = "eve"): Given => run.command(none, by),
  alarm: (run: MachineRun, by = "eve"): Given =>
    run.alarm({ alarm: "tank/level/none", reason }, by),
};

/** Entries of the state under keys that begin so. */
const held = ({ machine: { state } }: MachineRun, prefix: string): number =>
  [...state.entriesUnder(state.clock.block)].filter(([key]) => key.startsWith(prefix)).length;

/** More than has room at a stretch; answers how many were denied. */
const flood = (run: MachineRun, make: () => Given): number => {
  const count = Math.ceil((2 * deniedBytes) / takes(make()));
  const all = Array.from({ length: count }, make);
  return run.give(...all).ended.length;
};

for (const kind of ["command", "alarm"] as const)
  describe(`denied ${kind}s, in the order`, () => {
    const make = give[kind];

    it("one signer's take so much of log and memory, and no more (S9)", () => {
      const run = new MachineRun();
      const denied = flood(run, () => make(run));
      assert.equal(denied, Math.floor(deniedBytes / takes(make(run))));
      assert.deepEqual([held(run, "seen/"), held(run, "denials/")], [denied, 1]);
      // The same again has no room, and later as much as time has let off.
      run.nowUs += 10_000_000;
      const later = flood(run, () => make(run));
      const room = (10 * deniedBytesPerSecond) / takes(make(run));
      assert.ok(Math.abs(later - room) <= 2, `${later} of ${room}`);
    });

    it("another signer's have their own room", () => {
      const run = new MachineRun();
      flood(run, () => make(run));
      const other = make(run, "ann");
      assert.deepEqual(run.give(other).ended.map(({ id }) => id), [other.id]);
    });

    it("one without room is judged like any other when it is ordered again (S8)", () => {
      const run = new MachineRun();
      flood(run, () => make(run));
      const one = make(run);
      assert.equal(run.round([one.transaction], 0).ended.length, 0);
      assert.ok(!run.machine.state.hasSeen(one.id));
      run.round([], 1000);
      assert.deepEqual(run.give(one).ended.map(({ id }) => id), [one.id]);
      assert.equal(run.give(one).ended.length, 0, "once");
    });

    it("those that are too old to be remembered share one room, whoever signed them", () => {
      const run = new MachineRun();
      const count = Math.ceil((2 * deniedBytes) / takes(make(run)));
      const old = Array.from({ length: count }, (_, index) =>
        make(run, index % 2 === 0 ? "eve" : "bob"),
      );
      run.round([], 2 * (ttlMaxMs + clockDriftMs) + 10_000);
      run.round([], 1000);
      const { ended } = run.give(...old);
      assert.ok(ended.every(({ code }) => code.endsWith("_FORGOTTEN")));
      assert.ok(ended.length <= old.length / 2, `${ended.length} of ${old.length}`);
      // It takes nothing from those who signed them.
      assert.equal(run.give(make(run, "eve"), make(run, "bob")).ended.length, 2);
    });
  });

describe("denied commands, in the order", () => {
  it("their signer's good ones are permitted all the same", () => {
    const run = new MachineRun();
    flood(run, () => run.command(none, "ann"));
    const good = run.command({}, "ann");
    run.give(good);
    assert.ok(run.open(good.id));
  });

  it("those that wait for approvals and get none have the same room, for two lines each", () => {
    const run = new MachineRun();
    const fields = { device: "mixer", writes: [{ point: "heat", value: 1 }], reason };
    const make = (): Given => run.command({ ...fields, notAfterMs: run.nowMs + 20 }, "ann");
    const each = 2 * takes(make());
    let lines = 0;
    for (let round = 0; round * 500 * each < 2 * deniedBytes; round += 1) {
      const step = run.give(...Array.from({ length: 500 }, make));
      lines += step.blocks.reduce((sum, { entries }) => sum + entries.length, 0);
      for (let wait = 0; wait < 3; wait += 1) {
        const { blocks } = run.round();
        lines += blocks.reduce((sum, { entries }) => sum + entries.length, 0);
      }
    }
    const seconds = (run.nowUs - (run.rounds[0]?.timeUs ?? 0)) / 1_000_000;
    const most = 2 * ((deniedBytes + seconds * deniedBytesPerSecond) / each);
    assert.ok(lines > 2000 && lines <= most, `${lines} of ${most}`);
    assert.equal(run.machine.state.commands.size, 0);
  });

  it("a share that time has let off is out of the state", () => {
    const run = new MachineRun();
    run.give(run.command(none));
    assert.equal(held(run, "denials/"), 1);
    run.round([], 1000);
    run.give(run.command({}, "ann"));
    assert.equal(held(run, "denials/"), 0);
  });

  it("a state from a snapshot goes on with the same shares", () => {
    const run = new MachineRun();
    flood(run, () => run.command(none));
    const block = run.round([run.command({}, "ann").transaction]).covering;
    assert.ok(block);
    const { state } = run.machine;
    const copy = [...state.entriesUnder(block.number)];
    const header = decodeHeader(block.header);
    const restored = restoreState(edgeSite(), header, block.header, block.hash, copy);
    const other = new Machine(edgeSite(), restored);
    const step = run.give(run.command(none), run.command(none, "bob"));
    const again = other.apply(run.rounds.at(-1) as (typeof run.rounds)[number]);
    assert.deepEqual(again.ended.map(({ id }) => id), step.ended.map(({ id }) => id));
    assert.deepEqual(again.blocks.map(({ hash }) => hash), step.blocks.map(({ hash }) => hash));
  });

  it("whatever is denied and when, a signer's denials stay within its share", () => {
    const asked = fc.array(
      fc.record({
        bytes: fc.oneof(fc.nat(20_000), fc.constant(limits.deniedBytes / 4)),
        afterUs: fc.constantFrom(0, 1, 1000, 500_000, 20_000_000, 300_000_000),
        signer: fc.constantFrom("ann", "old"),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(asked, (all) => {
        const state = new ReplicatedState(edgeSite());
        const taken: { readonly atUs: number; readonly bytes: number }[] = [];
        for (const { bytes, afterUs, signer } of all) {
          state.clock.timeUs += afterUs;
          state.forget();
          const has = state.takeDenial(signer, bytes);
          if (signer === "ann" && has) taken.push({ atUs: state.clock.timeUs, bytes });
        }
        for (const [first, { atUs }] of taken.entries()) {
          let bytes = 0;
          for (const one of taken.slice(first)) {
            bytes += one.bytes;
            const seconds = (one.atUs - atUs) / 1_000_000;
            const most = deniedBytes + seconds * deniedBytesPerSecond;
            assert.ok(bytes <= most, `${bytes} of ${most}`);
          }
        }
      }),
    );
  });
});
