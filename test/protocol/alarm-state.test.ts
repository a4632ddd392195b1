import assert from "node:assert/strict";
import {
  type AlarmKind,
  type AlarmMarks,
  type AlarmPlace,
  alarmState,
  alarmStateBelow,
  type AlarmWatch,
  type Quality,
  unmarked,
  unraised,
  watchAlarm,
} from "@quorate/protocol";
import fc from "fast-check";

const place = (changes: Partial<AlarmPlace> = {}): AlarmPlace => ({
  ...{ id: "tank/level/high", device: "tank", point: "level", kind: "high", limit: 4 },
  ...{ priority: 2, deadband: 0.5, delayMs: 0, units: "m" },
  ...changes,
});

interface Scan {
  readonly value: number | null;
  readonly quality?: Quality;
  readonly atMs: number;
  /** The guard's clock where it is another than the device's. */
  readonly clockMs?: number;
}

const begin = (kind: AlarmKind = "high"): AlarmWatch => unraised("level", kind);

const scan = (spec: AlarmPlace, before: AlarmWatch, given: Scan): AlarmWatch => {
  const { value, quality = value === null ? "bad" : "good", atMs, clockMs = atMs } = given;
  return watchAlarm(spec, before, { value, quality, sourceTimeMs: atMs }, clockMs);
};

const after = (spec: AlarmPlace, scans: readonly Scan[]): AlarmWatch =>
  scans.reduce((watch, one) => scan(spec, watch, one), begin(spec.kind));

const told = ({ condition }: AlarmWatch): string => {
  const { active, raisedMs, clearedMs, held } = condition;
  return `${active ? "active" : "normal"} ${raisedMs} ${clearedMs}${held ? " held" : ""}`;
};

const values = (...given: readonly (number | null)[]): Scan[] =>
  given.map((value, index) => ({ value, atMs: 1000 * (index + 1) }));

describe("alarm conditions", () => {
  const cases: readonly [string, Partial<AlarmPlace>, readonly Scan[], string][] = [
    ["at the limit nothing is raised", {}, values(4, 4), "normal 0 0"],
    ["beyond it the source time is the raise time", {}, values(4, 4.1, 5), "active 2000 0"],
    ["within the deadband it stays active", {}, values(4.1, 3.6), "active 1000 0"],
    ["past the deadband it has returned", {}, values(4.1, 3.5), "normal 1000 2000"],
    ["a re-trip is a new occurrence", {}, values(4.1, 3, 4.2), "active 3000 0"],
    ["low is the other way", { kind: "low" }, values(4, 3.9, 4.4), "active 2000 0"],
    ["low returns above its deadband", { kind: "low" }, values(3.9, 4.5), "normal 1000 2000"],
    ["without a deadband, at the limit", { deadband: 0 }, values(5, 4), "normal 1000 2000"],
    ["a value that is not known keeps it active", {}, values(5, null, null), "active 1000 0 held"],
    ["a value that is not known keeps it normal", {}, values(1, null), "normal 0 0 held"],
    ["what was missed meanwhile is seen after", {}, values(5, null, 1), "normal 1000 3000"],
    ["an active one goes on after a gap", {}, values(5, null, 5), "active 1000 0"],
    ["delayed: not before the delay is over", { delayMs: 2000 }, values(5, 5), "normal 0 0"],
    ["delayed: raised since it began", { delayMs: 2000 }, values(1, 5, 5, 5), "active 2000 0"],
    ["delayed: back in between begins anew", { delayMs: 2000 }, values(5, 1, 5, 5), "normal 0 0"],
    ["delayed: a gap does not begin anew", { delayMs: 2000 }, values(5, null, 5), "active 1000 0"],
  ];
  for (const [title, changes, scans, expected] of cases)
    it(title, () => assert.equal(told(after(place(changes), scans)), expected));

  it("the delay runs while the source time of a resting value rests", () => {
    const spec = place({ delayMs: 2000 });
    const rest = [0, 1000, 2000].map((late) => ({ value: 5, atMs: 1000, clockMs: 1000 + late }));
    assert.equal(told(after(spec, rest.slice(0, 2))), "normal 0 0");
    assert.equal(told(after(spec, rest)), "active 1000 0");
  });

  it("a device's clock that is set back gives a re-trip no earlier name", () => {
    const scans = [
      ...[{ value: 5, atMs: 9000, clockMs: 9000 }, { value: 1, atMs: 100, clockMs: 9100 }],
      { value: 5, atMs: 200, clockMs: 9200 },
    ];
    assert.equal(told(after(place(), scans)), "active 9001 0");
  });

  it("a device's clock that is ahead raises nothing in the future", () => {
    const scans = [{ value: 5, atMs: 99_000, clockMs: 1000 }];
    assert.equal(told(after(place(), scans)), "active 1000 0");
  });

  const anyScan = fc.record({
    value: fc.option(fc.double({ min: 3, max: 5, noNaN: true })),
    stepMs: fc.integer({ min: 1, max: 3000 }),
    skewMs: fc.integer({ min: -5000, max: 5000 }),
  });
  const anySpec = fc.record({
    kind: fc.constantFrom("high" as const, "low" as const),
    deadband: fc.constantFrom(0, 0.3),
    delayMs: fc.constantFrom(0, 2000),
  });

  it("whatever comes: times are in order and every trip has a name of its own", () =>
    fc.assert(
      fc.property(anySpec, fc.array(anyScan, { maxLength: 60 }), (changes, scans) => {
        const spec = place(changes);
        let [watch, clockMs] = [begin(spec.kind), 10_000];
        for (const { value, stepMs, skewMs } of scans) {
          clockMs += stepMs;
          const before = watch.condition;
          watch = scan(spec, watch, { value, atMs: clockMs + skewMs, clockMs });
          const { active, raisedMs, clearedMs, held } = watch.condition;
          assert.equal(held, value === null);
          const tripped = active && !before.active;
          assert.ok(tripped ? raisedMs > before.raisedMs : raisedMs === before.raisedMs);
          assert.ok(active ? clearedMs === 0 && raisedMs > 0 : clearedMs >= raisedMs);
          if (value === null) assert.equal(active, before.active);
          else if (active && !before.active)
            assert.ok(spec.kind === "high" ? value > 4 : value < 4);
        }
      }),
    ));

  it("without a delay, what is beyond its limit is active and what is far back is not", () =>
    fc.assert(
      fc.property(fc.array(anyScan, { minLength: 1, maxLength: 30 }), (scans) => {
        const spec = place();
        const end = after(
          spec,
          scans.map(({ value }, index) => ({ value, atMs: 1000 * (index + 1) })),
        );
        const last = scans.at(-1)?.value ?? null;
        if (last === null) return;
        if (last > 4) assert.ok(end.condition.active);
        if (last <= 3.5) assert.ok(!end.condition.active);
      }),
    ));
});

describe("alarm states", () => {
  const [never, on] = [{ active: false, raisedMs: 0 }, { active: true, raisedMs: 100 }];
  const off = { active: false, raisedMs: 100 };
  const acked = (ms: number): AlarmMarks => ({ ...unmarked, acknowledgedMs: ms });
  const shelved = { ...unmarked, shelvedUntilMs: 500 };
  const out = { ...shelved, outOfServiceBy: "00" };

  const table = [
    ["never raised", never, unmarked, 0, "NORMAL", "NORMAL"],
    ["raised", on, unmarked, 0, "UNACK", "UNACK"],
    ["an earlier occurrence acknowledged", on, acked(99), 0, "UNACK", "UNACK"],
    ["this occurrence acknowledged", on, acked(100), 0, "ACK", "ACK"],
    ["returned before anybody saw it", off, unmarked, 0, "RTN_UNACK", "RTN_UNACK"],
    ["returned and acknowledged", off, acked(100), 0, "NORMAL", "NORMAL"],
    ["shelved", on, shelved, 499, "SHELVED", "UNACK"],
    ["its shelving over", on, shelved, 500, "UNACK", "UNACK"],
    ["returned while shelved", off, shelved, 499, "SHELVED", "RTN_UNACK"],
    ["shelved before it was ever raised", never, shelved, 0, "SHELVED", "NORMAL"],
    ["acknowledged and shelved", on, { ...shelved, acknowledgedMs: 100 }, 0, "SHELVED", "ACK"],
    ["out of service, and shelved", on, out, 0, "OUT_OF_SERVICE", "UNACK"],
    ["out of service for long", off, out, 999, "OUT_OF_SERVICE", "RTN_UNACK"],
  ] as const;
  for (const [title, condition, marks, nowMs, state, below] of table)
    it(`${title}: ${state}, below ${below}`, () => {
      assert.equal(alarmState(condition, marks, nowMs), state);
      assert.equal(alarmStateBelow(condition, marks), below);
    });

  it("a re-trip of an acknowledged alarm wants to be acknowledged again", () => {
    const marks = acked(100);
    assert.equal(alarmState({ active: true, raisedMs: 101 }, marks, 0), "UNACK");
  });
});
