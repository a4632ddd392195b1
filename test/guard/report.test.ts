import assert from "node:assert/strict";
import { guardLimits } from "@quorate/guard";
import {
  type Envelope,
  openReading,
  type PointWrite,
  type Reading,
  type Report,
  signatureBytes,
  toHex,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import type { Ruling } from "./council.ts";
import type { WriteFault } from "./plc.ts";
import { chain } from "./site.ts";
import { beginMs } from "./virtual-clock.ts";
import { GuardWorld } from "./world.ts";

const set = (point: string, value: PointWrite["value"]): PointWrite => ({ point, value });

const certify = (world: GuardWorld, ...writes: readonly PointWrite[]): Ruling => {
  const ruling = world.council.permit("intake", writes);
  world.vote(ruling);
  return ruling;
};

const codes = (report: Report | undefined): unknown[] =>
  report?.points.map(({ point, code }) => [point, code]) ?? [];

describe("guard: read-back", () => {
  it("confirms when the read-back point comes within tolerance", async () => {
    const world = await GuardWorld.started();
    world.plc.stuck = true;
    const ruling = certify(world, set("valve", 20));
    await world.clock.pass(4000);
    assert.equal(world.outcome(ruling), "none");
    assert.equal(world.reports()[0]?.outcome, "written");
    world.plc.values.set("valve-position", 19.1);
    await world.clock.pass(600);
    assert.equal(world.outcome(ruling), "confirmed");
  });

  it("fails with READBACK_MISMATCH when the time is over", async () => {
    const world = await GuardWorld.started();
    world.plc.stuck = true;
    const ruling = certify(world, set("valve", 20));
    await world.clock.pass(9900);
    assert.equal(world.outcome(ruling), "none");
    await world.clock.pass(200);
    assert.equal(world.outcome(ruling), "failed READBACK_MISMATCH");
  });

  it("fails with READBACK_BAD when the point cannot be read", async () => {
    const world = await GuardWorld.started();
    world.plc.bad.add("valve-position");
    const ruling = certify(world, set("valve", 20));
    await world.clock.pass(10_100);
    assert.equal(world.outcome(ruling), "failed READBACK_BAD");
  });

  it("reads the written point where the site file names no other, rounding apart", async () => {
    const world = await GuardWorld.started();
    const ruling = certify(world, set("speed", 0.1), set("share", 1.23456), set("pump", true));
    world.plc.values.set("share", 0);
    await world.clock.pass(5);
    world.plc.values.set("share", Math.round((1.23456 / 5) * 27_648) / 27_648 / 0.2);
    await world.clock.pass(2000);
    assert.equal(world.outcome(ruling), "confirmed");
  });

  it("runs beside later writes to other points", async () => {
    const world = await GuardWorld.started();
    world.plc.stuck = true;
    const first = certify(world, set("valve", 20));
    const second = certify(world, set("speed", 7));
    await world.clock.pass(300);
    assert.equal(world.outcome(first), "none");
    assert.equal(world.outcome(second), "confirmed");
    world.plc.values.set("valve-position", 20);
    await world.clock.pass(1000);
    assert.equal(world.outcome(first), "confirmed");
  });

  it("ends as SUPERSEDED by a later write to the same point", async () => {
    const world = await GuardWorld.started();
    world.plc.stuck = true;
    const first = certify(world, set("valve", 20), set("pump", true));
    await world.clock.pass(300);
    const second = certify(world, set("valve", 25));
    world.plc.stuck = false;
    await world.clock.pass(300);
    assert.equal(world.outcome(first), "failed SUPERSEDED");
    assert.equal(world.outcome(second), "confirmed");
    const report = world.reports().find(({ outcome }) => outcome === "failed");
    assert.deepEqual(codes(report), [["valve", "SUPERSEDED"], ["pump", ""]]);
    assert.deepEqual(world.written(), [20, true, 25]);
  });

  const answers: readonly [WriteFault, string, unknown[]][] = [
    ["refused", "failed ACTUATION_DEVICE_REFUSED", []],
    ["not-sent", "failed ACTUATION_NOT_SENT", []],
    ["silent", "confirmed", [7]],
    ["lost", "failed OUTCOME_UNKNOWN", []],
    ["throws", "failed OUTCOME_UNKNOWN", []],
  ];
  for (const [fault, expected, written] of answers)
    it(`a write that is ${fault} ends: ${expected}`, async () => {
      const world = await GuardWorld.started();
      world.plc.fault = fault;
      const ruling = certify(world, set("speed", 7));
      await world.clock.pass(3000);
      assert.equal(world.outcome(ruling), expected);
      assert.deepEqual(world.written(), written);
      const next = certify(world, set("speed", 8));
      await world.clock.pass(300);
      assert.equal(world.outcome(next), "confirmed");
      assert.deepEqual(world.written(), [...written, 8]);
    });

  it("does not take a lost write for written because the plant was near it", async () => {
    const world = await GuardWorld.started();
    certify(world, set("valve", 20));
    await world.clock.pass(300);
    world.plc.fault = "lost";
    const ruling = certify(world, set("valve", 20.5));
    await world.clock.pass(11_000);
    assert.equal(world.outcome(ruling), "failed OUTCOME_UNKNOWN");
  });

  it("lets the next command wait until a write without answer is resolved", async () => {
    const world = await GuardWorld.started();
    world.plc.fault = "lost";
    certify(world, set("speed", 7));
    certify(world, set("pump", true));
    await world.clock.pass(1500);
    assert.deepEqual(world.written(), []);
    await world.clock.pass(1500);
    assert.deepEqual(world.written(), [true]);
  });

  it("reports every point of a command that was written in part", async () => {
    const world = await GuardWorld.started();
    [world.plc.fault, world.plc.faultAt] = ["refused", 1];
    const ruling = certify(world, set("speed", 7), set("valve", 5), set("pump", true));
    await world.clock.pass(3000);
    assert.equal(world.outcome(ruling), "failed ACTUATION_DEVICE_REFUSED");
    assert.deepEqual(codes(world.reports().at(-1)), [
      ["speed", ""],
      ["valve", "ACTUATION_DEVICE_REFUSED"],
      ["pump", "ACTUATION_NOT_SENT"],
    ]);
    assert.match(world.reports().at(-1)?.detail ?? "", /ILLEGAL_DATA_VALUE/);
  });
});

describe("guard: closing verdicts", () => {
  const closings: readonly [string, string][] = [
    ["POLICY_EXPIRED", "expired POLICY_EXPIRED skipped"],
    ["CERTIFICATE_VETOED", "refused CERTIFICATE_VETOED skipped"],
    ["CERTIFICATE_LATE", "skipped CERTIFICATE_LATE skipped"],
  ];
  for (const [code, expected] of closings)
    it(`skips the next command: ${code}`, async () => {
      const world = await GuardWorld.started();
      const skipped = world.council.permit("intake", [set("valve", 20)]);
      const next = certify(world, set("valve", 25));
      world.vote(world.council.close("intake", skipped, "", code));
      await world.clock.pass(300);
      assert.equal(world.outcome(skipped), expected);
      assert.equal(world.outcome(next), "confirmed");
      world.vote(skipped);
      await world.clock.pass(300);
      assert.deepEqual(world.written(), [25]);
    });

  it("says already-written of what was confirmed, without a second outcome", async () => {
    const world = await GuardWorld.started();
    const ruling = certify(world, set("valve", 20));
    await world.clock.pass(300);
    const records = world.disk.durable.length;
    world.vote(world.council.close("intake", ruling, ""));
    await world.clock.pass(300);
    assert.equal(world.outcome(ruling), "confirmed  already-written");
    assert.equal(world.disk.durable.length, records);
    assert.deepEqual(world.written(), [20]);
  });

  it("says already-written in the later report of what is still read back", async () => {
    const world = await GuardWorld.started();
    world.plc.stuck = true;
    const ruling = certify(world, set("valve", 20));
    await world.clock.pass(300);
    world.vote(world.council.close("intake", ruling, ""));
    await world.clock.pass(300);
    assert.equal(world.outcome(ruling), "none");
    await world.clock.pass(10_000);
    assert.equal(world.outcome(ruling), "failed READBACK_MISMATCH already-written");
  });

  it("says already-written after a restart", async () => {
    const world = await GuardWorld.started();
    const ruling = certify(world, set("valve", 20));
    await world.clock.pass(300);
    await world.restart();
    world.vote(world.council.close("intake", ruling, ""));
    await world.clock.pass(300);
    assert.equal(world.outcome(ruling), "confirmed  already-written");
  });

  it("skips a command whose turn has come and that is not attempted yet", async () => {
    const world = await GuardWorld.started();
    world.plc.readMs = 200;
    const ruling = certify(world, set("valve", 20));
    await world.clock.pass(50);
    world.vote(world.council.close("intake", ruling, ""));
    await world.clock.pass(1000);
    assert.equal(world.outcome(ruling), "expired POLICY_EXPIRED skipped");
    assert.deepEqual(world.written(), []);
  });

  it("needs no clock, no freshness and no limits", async () => {
    const world = new GuardWorld();
    world.clockOff.fill(null);
    world.boot();
    await world.clock.pass(10);
    const ruling = world.council.permit("intake", [set("valve", 999)], { notAfterMs: 1 });
    world.vote(ruling);
    await world.clock.pass(1000);
    assert.equal(world.outcome(ruling), "none");
    world.vote(world.council.close("intake", ruling, ""));
    await world.clock.pass(300);
    assert.equal(world.outcome(ruling), "expired POLICY_EXPIRED skipped");
  });

  it("cannot be vetoed", async () => {
    const world = await GuardWorld.started();
    const ruling = world.council.permit("intake", [set("valve", 20)]);
    const closing = world.council.close("intake", ruling, "");
    const { sequence } = closing;
    const vetoes = [{ sequence, code: "INTERLOCK", detail: "" }];
    const ballots = [0, 1, 2].map((agent) => world.council.ballot(closing, agent, { vetoes }));
    world.bring(world.council.with(closing, ballots));
    await world.clock.pass(300);
    assert.equal(world.outcome(ruling), "expired POLICY_EXPIRED skipped");
  });
});

describe("guard: report", () => {
  it("comes after its outcome is durable (S4)", async () => {
    const world = await GuardWorld.started();
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(50);
    assert.equal(world.outcome(ruling), "confirmed");
    world.disk.syncMs = 1000;
    const next = certify(world, set("speed", 8));
    await world.clock.pass(1900);
    assert.equal(world.outcome(next), "none");
    world.vote(world.council.close("intake", next, ruling.id));
    await world.clock.pass(50);
    assert.equal(world.outcome(next), "none", "not even for a closing");
    await world.clock.pass(1000);
    assert.equal(world.outcome(next), "confirmed  already-written");
  });

  it("comes to a new link with a few others at once, and with all of them in the end", async () => {
    const world = await GuardWorld.started();
    world.guard.agentDown(3);
    const count = 2 * guardLimits.linkUpReports;
    for (let value = 1; value <= count; value += 1) certify(world, set("speed", value));
    await world.clock.pass(3000);
    const ends = (): number =>
      new Set(world.reports(3).filter(({ outcome }) => outcome !== "written").map(({ id }) => id))
        .size;
    assert.equal(ends(), 0);
    world.connect(3);
    assert.equal(ends(), guardLimits.linkUpReports);
    await world.clock.pass(10_000);
    assert.equal(ends(), count);
  });

  it("is sent again, backing off, until f+1 agents have ordered it", async () => {
    const world = await GuardWorld.started();
    const count = (agent: number): number =>
      world.reports(agent).filter(({ outcome }) => outcome !== "written").length;
    certify(world, set("speed", 7));
    await world.clock.pass(10_000);
    assert.ok(count(0) >= 6 && count(0) <= 8, `${count(0)} times`);
    world.ordering.add(0);
    await world.clock.pass(2100);
    const [ordered, open] = [count(0), count(1)];
    await world.clock.pass(10_000);
    assert.equal(count(0), ordered, "an agent that has ordered it is left alone");
    assert.ok(count(1) > open, "one agent may lie");
    world.ordering.add(2);
    await world.clock.pass(2100);
    const last = count(1);
    await world.clock.pass(10_000);
    assert.equal(count(1), last);
  });

  it("of many that nobody orders, few are sent again at a time, each in its turn", async () => {
    const world = await GuardWorld.started();
    const many = 60;
    for (let value = 1; value <= many; value += 1) certify(world, set("speed", value));
    await world.clock.pass(300);
    assert.equal(world.reports().filter(({ outcome }) => outcome !== "written").length, many);
    world.got[1] = [];
    const sent = (): number => world.got[1]?.filter(({ report }) => report).length ?? 0;
    const { resendReports, resendPauseMs } = guardLimits;
    for (let step = 0, before = 0; step < 100; step += 1, before = sent()) {
      await world.clock.pass(resendPauseMs / 2);
      assert.ok(sent() - before <= resendReports, `${sent() - before} at once`);
    }
    const again = world.reports(1).map(({ id }) => id);
    assert.equal(new Set(again).size, many, "every one was sent again");
    assert.ok(again.length >= 2 * many, `${again.length}`);
  });

  it("shares its signature with those that come close on it; one alone comes at once", async () => {
    const world = await GuardWorld.started();
    const signatures = (): string[] =>
      [...new Set(world.got.flat().flatMap(({ report }) => (report ? [signed(report)] : [])))];
    const signed = ({ signature }: Envelope): string => toHex(signature.slice(0, signatureBytes));
    certify(world, set("speed", 7));
    await world.clock.pass(5);
    assert.deepEqual(world.reports().map(({ outcome }) => outcome), ["written", "confirmed"]);
    await world.clock.pass(100);
    const before = signatures().length;
    for (let value = 1; value <= 40; value += 1) certify(world, set("speed", value));
    await world.clock.pass(200);
    const reports = world.reports().slice(2);
    assert.equal(reports.filter(({ outcome }) => outcome !== "written").length, 40);
    const used = signatures().length - before;
    assert.ok(used < reports.length / 4, `${used} signatures of ${reports.length} reports`);
  });

  it("of a write is left out where the one of its end comes with it", async () => {
    const world = await GuardWorld.started();
    const outcomes = ({ id: of }: Ruling): string[] =>
      world.reports().filter(({ id }) => id === of).map(({ outcome }) => outcome);
    certify(world, set("speed", 7));
    const quick = certify(world, set("speed", 8));
    await world.clock.pass(200);
    assert.deepEqual(outcomes(quick), ["confirmed"]);
    world.plc.stuck = true;
    certify(world, set("speed", 9));
    const slow = certify(world, set("valve", 20));
    await world.clock.pass(200);
    assert.deepEqual(outcomes(slow), ["written"]);
  });

  it("is not taken for ordered because a later one is", async () => {
    const world = await GuardWorld.started();
    world.plc.stuck = true;
    const first = certify(world, set("valve", 20));
    const second = certify(world, set("speed", 7));
    await world.clock.pass(300);
    assert.equal(world.outcome(second), "confirmed");
    for (const agent of [0, 1, 2, 3])
      world.send(agent, { ordered: { device: "intake", deviceSequence: 2 } });
    await world.clock.pass(20_000);
    assert.equal(world.outcome(first), "failed READBACK_MISMATCH");
    assert.ok(world.reports(0).filter(({ id }) => id === first.id).length > 2);
  });

  it("is sent again after a restart, and not when it was ordered", async () => {
    const world = await GuardWorld.started();
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(300);
    world.got[0] = [];
    await world.restart();
    assert.equal(world.outcome(ruling, 0), "confirmed");
    for (const agent of [0, 1]) world.ordering.add(agent);
    await world.clock.pass(2100);
    certify(world, set("speed", 8));
    await world.clock.pass(300);
    await world.restart();
    world.got[3] = [];
    await world.restart();
    assert.equal(world.outcome(ruling, 3), "none");
  });

  it("is sent to an agent that brings an old certificate again", async () => {
    const world = await GuardWorld.started();
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(60_000);
    await world.clock.pass(600);
    const before = world.reports(1).length;
    world.vote(ruling, [1]);
    assert.equal(world.reports(1).length, before + 1);
    world.vote(ruling, [1]);
    assert.equal(world.reports(1).length, before + 1, "not twice at once");
  });

  it("also when it was let go of, with too many others", async () => {
    const world = await GuardWorld.started();
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(1000);
    const { pending } = Reflect.get(world.guard, "reporter") as { pending: Map<string, unknown> };
    pending.clear();
    const before = world.reports(2).length;
    world.vote(ruling, [1, 2]);
    await world.clock.pass(100);
    assert.equal(world.reports(2).length, before + 1);
    assert.equal(pending.size, 1);
  });
});

describe("guard: readings", () => {
  const readings = (world: GuardWorld): number =>
    world.got[0]?.filter(({ reading }) => reading).length ?? 0;

  it("publishes a scan that changed, and every second one that did not", async () => {
    const world = await GuardWorld.started();
    const sent = (act: () => void): number => {
      const before = readings(world);
      act();
      return readings(world) - before;
    };
    assert.equal(sent(() => world.adapter.scan()), 1);
    assert.equal(sent(() => world.adapter.scan()), 0);
    assert.equal(sent(() => world.adapter.scan()), 1);
    world.plc.values.set("level", 3);
    assert.equal(sent(() => world.adapter.scan()), 1);
    world.plc.bad.add("level");
    assert.equal(sent(() => world.adapter.scan()), 1);
    assert.equal(sent(() => world.adapter.setUp(false)), 1);
    assert.equal(sent(() => world.adapter.setUp(true)), 1);
  });

  it("gives an agent that comes up the latest", async () => {
    const world = await GuardWorld.started();
    world.adapter.scan();
    const before = readings(world);
    world.guard.agentDown(0);
    world.connect(0);
    assert.equal(readings(world), before + 1);
  });

  /** What agent 0 got of `intake`. */
  const opened = (world: GuardWorld): Reading[] =>
    (world.got[0] ?? []).flatMap(({ reading }) => {
      if (!reading) return [];
      const one = openReading({ chain, verify: nodeVerify }, reading, 0);
      return one.device === "intake" ? [one] : [];
    });
  const lastOf = (world: GuardWorld): Reading => opened(world).at(-1) as Reading;
  const agesOf = ({ timeMs, samples }: Reading): number[] => [
    ...new Set(samples.map(({ sourceTimeMs }) => timeMs - sourceTimeMs)),
  ];
  const hourMs = 3_600_000;

  it("no two of a device have the same time", async () => {
    const world = await GuardWorld.started();
    for (let level = 1; level <= 5; level += 1) {
      world.plc.values.set("level", level);
      world.adapter.scan();
    }
    const times = opened(world).map(({ timeMs }) => timeMs);
    assert.equal(times.length, 5);
    assert.ok(times.every((timeMs, index) => index === 0 || timeMs > (times[index - 1] ?? 0)));
  });

  it("keep to the agents' time when the own clock steps ahead, though none answers", async () => {
    const world = await GuardWorld.started();
    for (const answers of [true, false]) {
      if (!answers) world.clockOff.fill(null);
      await world.clock.pass(60_000);
      world.clock.offsetMs += hourMs;
      world.adapter.scan();
      world.adapter.scan();
      const ahead = lastOf(world);
      const trueMs = beginMs + world.clock.monotonicMs();
      assert.ok(Math.abs(ahead.timeMs - trueMs) <= 20, `${ahead.timeMs - trueMs} ms ahead`);
      assert.ok(agesOf(ahead).every((ageMs) => ageMs >= 0 && ageMs <= 5), `${agesOf(ahead)}`);
      world.clock.offsetMs -= hourMs;
      world.adapter.scan();
      world.adapter.scan();
      assert.ok(lastOf(world).timeMs > ahead.timeMs);
    }
  });

  it("of a clock ahead from the start are dated anew once agents told theirs", async () => {
    const world = new GuardWorld();
    world.clockOff.fill(null);
    world.clock.offsetMs += hourMs;
    world.boot();
    world.adapter.scan();
    assert.ok(lastOf(world).timeMs >= beginMs + hourMs);
    world.clockOff.fill(0);
    await world.clock.pass(2000);
    world.guard.agentDown(0);
    world.connect(0);
    const reading = lastOf(world);
    const trueMs = beginMs + world.clock.monotonicMs();
    assert.ok(Math.abs(reading.timeMs - trueMs) <= 20, `${reading.timeMs - trueMs} ms ahead`);
    assert.ok(agesOf(reading).every((ageMs) => ageMs >= 0));
  });
});
