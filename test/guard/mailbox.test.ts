import assert from "node:assert/strict";
import type { PointWrite } from "@quorate/protocol";
import type { Ruling } from "./council.ts";
import { MailboxPlc } from "./mailbox-plc.ts";
import { GuardWorld } from "./world.ts";

const set = (point: string, value: PointWrite["value"]): PointWrite => ({ point, value });
const never = <T>(): Promise<T> => new Promise(() => {});

const scene = async (): Promise<{ world: GuardWorld; plc: MailboxPlc }> => {
  const world = await GuardWorld.started(4, true);
  assert.ok(world.plc instanceof MailboxPlc);
  return { world, plc: world.plc };
};

const certify = (world: GuardWorld, ...writes: readonly PointWrite[]): Ruling => {
  const ruling = world.council.permit("intake", writes);
  world.vote(ruling);
  return ruling;
};

const run = async (
  world: GuardWorld,
  writes: readonly PointWrite[],
  ms = 6000,
): Promise<string> => {
  const ruling = certify(world, ...writes);
  await world.clock.pass(ms);
  return world.outcome(ruling);
};

const sequences = (plc: MailboxPlc): number[] => plc.looked.map(([sequence]) => sequence);

describe("guard: mailbox", () => {
  it("gives the program the device sequence, the points as one", async () => {
    const { world, plc } = await scene();
    assert.equal(await run(world, [set("speed", 7), set("pump", true)], 100), "confirmed");
    assert.equal(await run(world, [set("valve", 20)], 100), "confirmed");
    assert.deepEqual(plc.looked, [[1, 1], [2, 1]]);
    assert.deepEqual(plc.journal, [set("speed", 7), set("pump", true), set("valve", 20)]);
  });

  for (const [result, code] of [
    [2, "MAILBOX_ARGUMENT"],
    [3, "MAILBOX_SEQUENCE"],
    [4, "MAILBOX_FORBIDDEN"],
  ] as const)
    it(`reports result ${result} as ${code}, and puts the arguments back`, async () => {
      const { world, plc } = await scene();
      await run(world, [set("valve", 5)], 100);
      plc.verdict = result;
      assert.equal(await run(world, [set("valve", 20), set("speed", 9)]), `failed ${code}`);
      const report = world.reports().at(-1);
      assert.deepEqual(report?.points.map((point) => point.code), [code, code]);
      assert.deepEqual([plc.values.get("valve"), plc.values.get("speed")], [5, 0]);
      assert.equal(await run(world, [set("pump", true)]), "confirmed");
      assert.deepEqual(plc.journal, [set("valve", 5), set("pump", true)]);
    });

  it("a swapped guard, whose fence is behind, writes nothing that the PLC has seen", async () => {
    const { world, plc } = await scene();
    const rulings = [certify(world, set("valve", 5)), certify(world, set("valve", 6))];
    await world.clock.pass(500);
    assert.deepEqual(sequences(plc), [1, 2]);
    world.disk.durable = world.disk.durable.slice(0, 1);
    world.crash();
    world.boot();
    await world.clock.pass(10);
    for (const got of world.got) got.length = 0;
    for (const ruling of rulings) world.vote(ruling);
    await world.clock.pass(6000);
    for (const ruling of rulings) assert.equal(world.outcome(ruling), "failed MAILBOX_AHEAD");
    assert.deepEqual(sequences(plc), [1, 2]);
    assert.deepEqual(plc.journal, [set("valve", 5), set("valve", 6)]);
    assert.equal(await run(world, [set("valve", 7)]), "confirmed", "the next number is free");
  });

  it("takes back what a stopped program did not look at, before it starts again", async () => {
    const { world, plc } = await scene();
    await run(world, [set("valve", 5)], 100);
    plc.runs = false;
    assert.equal(await run(world, [set("valve", 20)], 15_000), "failed MAILBOX_NOT_TAKEN");
    plc.runs = true;
    plc.scan();
    assert.deepEqual(plc.journal, [set("valve", 5)]);
    assert.equal(await run(world, [set("pump", true)]), "confirmed");
    assert.deepEqual(plc.journal, [set("valve", 5), set("pump", true)]);
  });

  it("waits for a slow program, and believes it", async () => {
    const { world, plc } = await scene();
    await run(world, [set("valve", 5)], 100);
    plc.runs = false;
    const ruling = certify(world, set("valve", 20));
    await world.clock.pass(3000);
    assert.equal(world.outcome(ruling), "none");
    plc.runs = true;
    await world.clock.pass(1000);
    assert.equal(world.outcome(ruling), "confirmed");
    assert.deepEqual(sequences(plc), [1, 2]);
  });

  it("an argument that the device refuses ends the command before its sequence", async () => {
    const { world, plc } = await scene();
    await run(world, [set("valve", 5)], 100);
    const speed = plc.spec.points.find(({ name }) => name === "speed")?.register;
    plc.onRequest = ({ kind, register }) =>
      kind === "write" && register === speed ? { kind: "exception", exception: 3 } : null;
    await run(world, [set("valve", 20), set("speed", 9)]);
    plc.onRequest = () => null;
    assert.equal(await run(world, [set("pump", true)]), "confirmed");
    assert.ok(!sequences(plc).includes(2), "its sequence was never written");
    assert.deepEqual(plc.journal, [set("valve", 5), set("pump", true)]);
  });

  it("writes nothing while a mailbox cannot say what became of the last command", async () => {
    const { world, plc } = await scene();
    await run(world, [set("valve", 5)], 100);
    let isLost = false;
    plc.onRequest = ({ kind, register }) => {
      isLost ||= kind === "write" && register === 900;
      return isLost ? { kind: "no-answer", code: "TIMEOUT" } : null;
    };
    const lost = certify(world, set("valve", 20));
    await world.clock.pass(60_000);
    assert.equal(world.outcome(lost), "failed OUTCOME_UNKNOWN");
    const unsettled = certify(world, set("pump", true));
    await world.clock.pass(20_000);
    assert.equal(world.outcome(unsettled), "refused ACTUATION_MAILBOX_UNSETTLED");
    await world.restart();
    const still = certify(world, set("pump", true));
    await world.clock.pass(20_000);
    assert.equal(world.outcome(still), "refused ACTUATION_MAILBOX_UNSETTLED");
    plc.onRequest = () => null;
    assert.equal(await run(world, [set("pump", true)]), "confirmed");
    assert.deepEqual(plc.journal, [set("valve", 5), set("pump", true)]);
  });

  it("judges a step by what the plant shows too, not by an argument alone", async () => {
    const { world, plc } = await scene();
    plc.values.set("valve-position", 0);
    plc.values.set("valve", 20);
    assert.equal(await run(world, [set("valve", 40)]), "refused ACTUATION_STEP");
  });
});

describe("guard: adapters that never answer", () => {
  it("a write ends by what is read, and the next command goes (S8)", async () => {
    const world = await GuardWorld.started();
    const write = world.adapter.write.bind(world.adapter);
    world.adapter.write = () => never();
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(30_000);
    assert.equal(world.outcome(ruling), "failed OUTCOME_UNKNOWN");
    world.adapter.write = write;
    assert.equal(await run(world, [set("speed", 8)]), "confirmed");
    assert.deepEqual(world.written(), [8]);
  });

  it("a read before the write refuses, a read-back ends as bad", async () => {
    const world = await GuardWorld.started();
    const read = world.adapter.read.bind(world.adapter);
    world.adapter.read = () => never();
    assert.equal(await run(world, [set("valve", 7)], 8000), "refused ACTUATION_READ_BAD");
    assert.equal(await run(world, [set("speed", 7)], 20_000), "failed READBACK_BAD");
    world.adapter.read = read;
    assert.equal(await run(world, [set("speed", 8)]), "confirmed");
  });

  it("gives the adapter no more time than the command has (S5)", async () => {
    const world = await GuardWorld.started();
    const given: unknown[] = [];
    const write = world.adapter.write.bind(world.adapter);
    world.adapter.write = (order, ...rest: unknown[]) => {
      given.push(...rest);
      return write(order);
    };
    const notAfterMs = Math.floor(world.clock.nowUs() / 1000) + 3000;
    world.vote(world.council.permit("intake", [set("speed", 7)], { notAfterMs }));
    await world.clock.pass(100);
    const [withinMs] = given as [number];
    assert.ok(withinMs > 2900 && withinMs <= 3000, `${withinMs} ms`);
  });
});
