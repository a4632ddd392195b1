import assert from "node:assert/strict";
import type { Interlock, PointWrite } from "@quorate/protocol";
import type { Ruling } from "./council.ts";
import { GuardWorld } from "./world.ts";

const dry: Interlock = {
  ...{ when: "value == true", require: "intake['level'] > 1.0" },
  because: "the pump must not run dry",
};
const start: readonly PointWrite[] = [{ point: "pump", value: true }];

/** A guard whose site file has these interlocks over the intake's pump. */
const started = async (
  interlocks: readonly Interlock[],
  points = ["intake/pump"],
): Promise<GuardWorld> => {
  const world = new GuardWorld();
  const rule = { points, roles: ["operator"], approvals: 1, interlocks };
  Object.assign(world.site.policy, { rules: [rule] });
  world.boot();
  await world.clock.pass(10);
  return world;
};

const run = async (world: GuardWorld, writes = start, device = "intake"): Promise<Ruling> => {
  const ruling = world.council.permit(device, writes);
  world.vote(ruling);
  await world.clock.pass(400);
  return ruling;
};

const detail = (world: GuardWorld): string => world.reports().at(-1)?.detail ?? "";

describe("guard: interlocks by its own read", () => {
  it("refuses what a fresh read of its device forbids, whatever was certified", async () => {
    const world = await started([dry]);
    world.plc.values.set("level", 1);
    const ruling = await run(world);
    assert.equal(world.outcome(ruling), "refused ACTUATION_INTERLOCK");
    assert.equal(detail(world), "the pump must not run dry; intake/level=1");
    assert.deepEqual(world.written(), []);
  });

  it("writes what the read allows, and where the interlock does not apply", async () => {
    const world = await started([dry]);
    world.plc.values.set("level", 2);
    assert.equal(world.outcome(await run(world)), "confirmed");
    world.plc.values.set("level", 0);
    assert.equal(world.outcome(await run(world, [{ point: "pump", value: false }])), "confirmed");
    assert.deepEqual(world.written(), [true, false]);
  });

  it("a reading that is bad or does not come is no permission", async () => {
    const world = await started([dry]);
    world.plc.values.set("level", 4);
    world.plc.bad.add("level");
    const ruling = await run(world);
    assert.equal(world.outcome(ruling), "refused ACTUATION_INTERLOCK");
    assert.match(detail(world), /intake\/level=no good reading/);
    world.plc.bad.clear();
    world.plc.readMs = 1_000_000;
    const silent = await run(world);
    await world.clock.pass(3000);
    assert.equal(world.outcome(silent), "refused ACTUATION_INTERLOCK");
    assert.deepEqual(world.written(), []);
  });

  it("reads all of its devices that an interlock names", async () => {
    const world = await started([{ require: "mixer['speed'] < 100", because: "too fast" }]);
    world.mixer.values.set("speed", 100);
    assert.equal(world.outcome(await run(world)), "refused ACTUATION_INTERLOCK");
    assert.match(detail(world), /^too fast; mixer\/speed=100$/);
    world.mixer.values.set("speed", 99);
    assert.equal(world.outcome(await run(world)), "confirmed");
  });

  it("leaves to the agents what it cannot read itself", async () => {
    const world = await started([{ require: "far['speed'] < 100", because: "far too fast" }]);
    assert.equal(world.outcome(await run(world)), "confirmed");
  });

  it("judges its own interlocks where others of the rule are not its own", async () => {
    const world = await started([{ require: "far['speed'] < 100", because: "far" }, dry]);
    assert.equal(world.outcome(await run(world)), "refused ACTUATION_INTERLOCK");
    assert.match(detail(world), /must not run dry/);
  });

  it("judges what needs no reading too, as the agents should have", async () => {
    const world = await started([{ require: "value == false", because: "never" }]);
    assert.equal(world.outcome(await run(world)), "refused ACTUATION_INTERLOCK");
    assert.equal(world.plc.reads, 0);
  });

  it("a time that runs out during the read ends as expired", async () => {
    const world = await started([dry]);
    world.plc.values.set("level", 2);
    world.plc.readMs = 300;
    const notAfterMs = Math.floor(world.clock.nowUs() / 1000) + 100;
    const ruling = world.council.permit("intake", start, { notAfterMs });
    world.vote(ruling);
    await world.clock.pass(1000);
    assert.equal(world.outcome(ruling), "expired ACTUATION_EXPIRED");
    assert.deepEqual(world.written(), []);
  });

  it("a device whose read never settles does not hold the device's chain for ever", async () => {
    const world = await started([dry]);
    world.adapter.read = () => new Promise(() => {});
    const ruling = await run(world);
    await world.clock.pass(3000);
    assert.equal(world.outcome(ruling), "refused ACTUATION_INTERLOCK");
  });

  it("only the interlocks of the written point count", async () => {
    const world = await started([dry]);
    assert.equal(world.outcome(await run(world, [{ point: "speed", value: 5 }])), "confirmed");
  });
});
