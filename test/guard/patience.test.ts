import assert from "node:assert/strict";
import type { Interlock, PointWrite } from "@quorate/protocol";
import { patienceWith } from "../../guard/src/patience.ts";
import { GuardWorld } from "./world.ts";

const timeoutMs = 8000;
const dry: Interlock = { require: "intake['level'] > 1.0", because: "the pump must not run dry" };

/** A guard whose device takes `readMs` for an answer, and may by its site file. */
const started = async (
  readMs: number,
  interlocks: readonly Interlock[] = [],
): Promise<GuardWorld> => {
  const world = new GuardWorld();
  const rule = { points: ["intake/*"], roles: ["operator"], approvals: 1, interlocks };
  Object.assign(world.site.policy, { rules: [rule] });
  Object.assign(world.plc.spec, { timeoutMs });
  world.plc.values.set("level", 4);
  world.plc.readMs = readMs;
  world.boot();
  await world.clock.pass(10);
  return world;
};

const run = async (world: GuardWorld, write: PointWrite): Promise<string> => {
  const ruling = world.council.permit("intake", [write]);
  world.vote(ruling);
  await world.clock.pass(40_000);
  return world.outcome(ruling);
};

describe("guard: a device that is slow by its site file", () => {
  it("is waited for before the write, and at the read-back", async () => {
    const world = await started(7000);
    assert.equal(await run(world, { point: "valve", value: 20 }), "confirmed");
    assert.deepEqual(world.written(), [20]);
  });

  it("is waited for where interlocks read it", async () => {
    const world = await started(7000, [dry]);
    assert.equal(await run(world, { point: "pump", value: true }), "confirmed");
  });

  it("has more time, and a quick one no less than others", () => {
    const usual = patienceWith();
    assert.deepEqual(patienceWith({ timeoutMs: 100 }), usual);
    const { settleWithinMs, answerGraceMs } = patienceWith({ timeoutMs });
    assert.ok(settleWithinMs > usual.settleWithinMs && answerGraceMs > timeoutMs);
  });

  it("is not waited for without end", async () => {
    const world = await started(1_000_000, [dry]);
    assert.match(await run(world, { point: "pump", value: true }), /^refused ACTUATION_INTERLOCK/);
  });
});
