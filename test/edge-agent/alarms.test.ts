import assert from "node:assert/strict";
import { type AlarmActionFields, decodeHeader, limits } from "@quorate/protocol";
import type { BuiltBlock } from "../../edge-agent/src/machine.ts";
import { restoreState } from "../../edge-agent/src/state-restore.ts";
import { type GivenAction, MachineRun } from "./machine-run.ts";
import { edgeSite, keyOf } from "./site.ts";

type Fields = Partial<AlarmActionFields>;

const high = "tank/level/high";
const drift = edgeSite().policy.clockDriftMs;

/** Orders one action; answers what the log says of it. */
const order = (run: MachineRun, given: GivenAction): string => {
  const [block] = run.round([given.transaction]).blocks;
  const item = block?.entries[0]?.item;
  assert.equal(item?.kind, "alarm");
  if (item?.kind !== "alarm") return "";
  assert.equal(item.id, given.id);
  assert.deepEqual(item.action, given.envelope);
  const end = run.ended.findLast(({ id }) => id === given.id);
  assert.equal(end?.code, item.code);
  const outcome = item.decision === "permit" ? "confirmed" : end?.outcome;
  return `${outcome} ${item.code}`.trim();
};

const shelve = (run: MachineRun, forMs: number): Fields => ({
  ...{ action: "shelve", raisedMs: 0, untilMs: run.nowMs + forMs, reason: "valve is repaired" },
});

const marksOf = (run: MachineRun) => run.machine.state.alarms.get(high);

describe("alarms: who may do what", () => {
  const cases: readonly [string, string, (run: MachineRun) => Fields, string][] = [
    ["an operator acknowledges", "ann", () => ({}), "confirmed"],
    ["a supervisor does", "sue", () => ({}), "confirmed"],
    ["a viewer does not", "eve", () => ({}), "refused ALARM_ROLE"],
    ["an alarm that is none", "ann", () => ({ alarm: "tank/level/low" }), "refused ALARM_UNKNOWN"],
    ["a point that is none", "ann", () => ({ alarm: "tank/x/high" }), "refused ALARM_UNKNOWN"],
    ["a device that is none", "ann", () => ({ alarm: "x" }), "refused ALARM_UNKNOWN"],
    ["too late", "ann", ({ nowMs }) => ({ notAfterMs: nowMs }), "expired ALARM_EXPIRED"],
    ["a long life", "ann", ({ nowMs }) => ({ notAfterMs: nowMs + 90_000 }), "refused ALARM_TTL"],
    [
      ...["an occurrence that is still to come", "ann"] as const,
      ({ nowMs }) => ({ raisedMs: nowMs + drift + 50 }),
      "refused ALARM_RAISED_AHEAD",
    ],
    ["shelves for an hour", "ann", (run) => shelve(run, 3_600_000), "confirmed"],
    ["shelves for a day", "ann", (run) => shelve(run, limits.alarmShelveMs), "confirmed"],
    [
      ...["shelves for longer", "ann"] as const,
      (run) => shelve(run, limits.alarmShelveMs + drift + 50),
      "refused ALARM_SHELVE_TOO_LONG",
    ],
    ["shelves into the past", "ann", (run) => shelve(run, 0), "refused ALARM_SHELVE_PAST"],
    [
      ...["shelves without a reason", "ann"] as const,
      (run) => ({ ...shelve(run, 5000), reason: "  " }),
      "refused ALARM_REASON",
    ],
    ["a viewer shelves", "eve", (run) => shelve(run, 5000), "refused ALARM_ROLE"],
    [
      ...["takes back what is not shelved", "ann"] as const,
      () => ({ action: "unshelve", raisedMs: 0 }),
      "refused ALARM_NOT_SHELVED",
    ],
    [
      ...["an operator takes it out of service", "ann"] as const,
      () => ({ action: "out-of-service", raisedMs: 0, reason: "no sensor" }),
      "refused ALARM_ROLE",
    ],
    [
      ...["a supervisor takes it out of service", "sue"] as const,
      () => ({ action: "out-of-service", raisedMs: 0, reason: "no sensor" }),
      "confirmed",
    ],
    [
      ...["out of service without a reason", "sue"] as const,
      () => ({ action: "out-of-service", raisedMs: 0 }),
      "refused ALARM_REASON",
    ],
    [
      ...["into service what is there", "sue"] as const,
      () => ({ action: "in-service", raisedMs: 0 }),
      "refused ALARM_IN_SERVICE",
    ],
  ];
  for (const [title, by, fields, expected] of cases)
    it(`${title}: ${expected}`, () => {
      const run = new MachineRun();
      const before = run.machine.state.root();
      assert.equal(order(run, run.alarm(fields(run), by)), expected);
      assert.equal(run.machine.state.alarms.size, expected === "confirmed" ? 1 : 0);
      assert.notEqual(run.machine.state.root(), before, "the id is remembered at least");
    });
});

describe("alarms: one action after the other", () => {
  it("acknowledges up to the occurrence that was seen, never back", () => {
    const run = new MachineRun();
    const seenMs = run.nowMs;
    assert.equal(order(run, run.alarm({ raisedMs: seenMs })), "confirmed");
    assert.equal(marksOf(run)?.acknowledgedMs, seenMs);
    assert.equal(marksOf(run)?.acknowledgedBy, keyOf("ann"));
    const again = run.alarm({ raisedMs: seenMs }, "bob");
    assert.equal(order(run, again), "refused ALARM_ACKNOWLEDGED");
    const older = run.alarm({ raisedMs: seenMs - 1 }, "bob");
    assert.equal(order(run, older), "refused ALARM_ACKNOWLEDGED");
    assert.equal(marksOf(run)?.acknowledgedBy, keyOf("ann"));
    assert.equal(order(run, run.alarm({ raisedMs: seenMs + 1 }, "bob")), "confirmed");
    assert.equal(marksOf(run)?.acknowledgedBy, keyOf("bob"));
  });

  it("shelving ends by time or by hand, and does not touch the acknowledge", () => {
    const run = new MachineRun();
    const unshelve: Fields = { action: "unshelve", raisedMs: 0 };
    order(run, run.alarm({ raisedMs: run.nowMs }));
    assert.equal(order(run, run.alarm(shelve(run, 5000), "bob")), "confirmed");
    assert.ok((marksOf(run)?.acknowledgedMs ?? 0) > 0);
    assert.equal(order(run, run.alarm(unshelve)), "confirmed");
    assert.equal(marksOf(run)?.shelvedUntilMs, 0);
    assert.equal(order(run, run.alarm(shelve(run, 5000))), "confirmed");
    run.round([], 6000);
    assert.equal(order(run, run.alarm(unshelve)), "refused ALARM_NOT_SHELVED");
  });

  it("out of service and back", () => {
    const run = new MachineRun();
    const out: Fields = { action: "out-of-service", raisedMs: 0, reason: "no sensor" };
    assert.equal(order(run, run.alarm(out, "sue")), "confirmed");
    assert.equal(marksOf(run)?.outOfServiceBy, keyOf("sue"));
    assert.equal(order(run, run.alarm(out, "sue")), "refused ALARM_OUT_OF_SERVICE");
    assert.equal(order(run, run.alarm({ action: "in-service", raisedMs: 0 }, "sue")), "confirmed");
    assert.equal(marksOf(run)?.outOfServiceBy, "");
  });

  it("a repeated one is passed over, a forgotten one is refused with an entry", () => {
    const run = new MachineRun();
    const given = run.alarm({ raisedMs: run.nowMs });
    order(run, given);
    assert.equal(run.round([given.transaction]).blocks.length, 0);
    run.round([], 200_000);
    assert.equal(order(run, given), "refused ALARM_FORGOTTEN");
  });

  it("of a gateway, which is nobody's hand, is no transaction at all", () => {
    const run = new MachineRun();
    assert.throws(() => run.alarm({}, "gateway"), /does not check out/);
  });

  it("marks are in the state root, and come back from a snapshot", () => {
    const run = new MachineRun();
    order(run, run.alarm({ raisedMs: run.nowMs }));
    order(run, run.alarm(shelve(run, 5000), "bob"));
    const out = run.alarm({ action: "out-of-service", raisedMs: 0, reason: "no sensor" }, "sue");
    order(run, out);
    const block = run.blocks.at(-1) as BuiltBlock;
    const state = restoreState(
      edgeSite(),
      ...([decodeHeader(block.header), block.header, block.hash] as const),
      [...run.machine.state.entriesUnder(block.number)],
    );
    assert.deepEqual(state.alarms, run.machine.state.alarms);
    assert.equal(state.root(), run.machine.state.root());
  });
});
