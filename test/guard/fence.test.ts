import assert from "node:assert/strict";
import { Fence, shortenFence } from "@quorate/guard";
import { type PointWrite, toHex, utf8 } from "@quorate/protocol";
import type { Ruling } from "./council.ts";
import { chain, signerOf } from "./site.ts";
import { GuardWorld } from "./world.ts";

const set = (point: string, value: PointWrite["value"]): PointWrite => ({ point, value });

const certify = (world: GuardWorld, ...writes: readonly PointWrite[]): Ruling => {
  const ruling = world.council.permit("intake", writes);
  world.vote(ruling);
  return ruling;
};

/** What the agents bring again to a guard that asks. */
const restart = async (
  world: GuardWorld,
  rulings: readonly Ruling[],
  kept = 0,
): Promise<void> => {
  await world.restart(kept);
  for (const ruling of rulings) world.vote(ruling);
};

describe("guard: crash (S4: at most once)", () => {
  it("before the attempt is durable: it is written when the certificate comes again", async () => {
    const world = await GuardWorld.started();
    world.disk.syncMs = 100;
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(50);
    assert.deepEqual(world.written(), []);
    await restart(world, [ruling]);
    await world.clock.pass(1000);
    assert.equal(world.outcome(ruling), "confirmed");
    assert.deepEqual(world.written(), [7]);
  });

  it("when the attempt reached the disk, and the device did not hear of it", async () => {
    const world = await GuardWorld.started();
    world.disk.syncMs = 100;
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(50);
    await restart(world, [ruling], 2);
    await world.clock.pass(5000);
    assert.equal(world.outcome(ruling), "failed OUTCOME_UNKNOWN");
    assert.deepEqual(world.written(), []);
  });

  it("while the write is on its way, that does not arrive", async () => {
    const world = await GuardWorld.started();
    world.plc.writeMs = 100;
    world.plc.fault = "lost";
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(20);
    await restart(world, [ruling]);
    await world.clock.pass(5000);
    assert.equal(world.outcome(ruling), "failed OUTCOME_UNKNOWN");
    assert.deepEqual(world.written(), []);
  });

  it("while the write is on its way, that arrives", async () => {
    const world = await GuardWorld.started();
    world.plc.writeMs = 100;
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(20);
    await restart(world, [ruling]);
    await world.clock.pass(5000);
    assert.equal(world.outcome(ruling), "confirmed");
    assert.deepEqual(world.written(), [7]);
  });

  it("while it is read back", async () => {
    const world = await GuardWorld.started();
    world.plc.stuck = true;
    const ruling = certify(world, set("valve", 20));
    await world.clock.pass(300);
    world.plc.values.set("valve-position", 20);
    await restart(world, [ruling]);
    await world.clock.pass(300);
    assert.equal(world.outcome(ruling), "confirmed");
    assert.deepEqual(world.written(), [20]);
  });

  it("before the outcome is durable", async () => {
    const world = await GuardWorld.started();
    world.disk.syncMs = 100;
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(150);
    assert.deepEqual(world.written(), [7]);
    await restart(world, [ruling]);
    await world.clock.pass(500);
    assert.equal(world.outcome(ruling), "confirmed");
    assert.deepEqual(world.written(), [7]);
  });

  it("lets later commands wait for the resolution, while the device is away", async () => {
    const world = await GuardWorld.started();
    world.plc.writeMs = 100;
    const first = certify(world, set("speed", 7));
    await world.clock.pass(20);
    world.plc.bad.add("speed");
    const second = world.council.permit("intake", [set("pump", true)]);
    await restart(world, [first, second]);
    await world.clock.pass(20_000);
    assert.equal(world.outcome(first), "none");
    world.plc.bad.clear();
    await world.clock.pass(1000);
    assert.equal(world.outcome(first), "confirmed");
    assert.deepEqual(world.written(), [7, true]);
  });

  it("ends an attempt whose device cannot be read any more", async () => {
    const world = await GuardWorld.started();
    world.plc.writeMs = 100;
    const first = certify(world, set("speed", 7));
    await world.clock.pass(20);
    world.plc.bad.add("speed");
    await restart(world, [first]);
    await world.clock.pass(31_000);
    assert.equal(world.outcome(first), "failed OUTCOME_UNKNOWN");
  });

  it("keeps refusals and skips", async () => {
    const world = await GuardWorld.started();
    const refused = certify(world, set("speed", 9999));
    const skipped = world.council.permit("intake", [set("speed", 1)]);
    const closing = world.council.close("intake", skipped, refused.id, "CERTIFICATE_LATE");
    world.vote(closing);
    await world.clock.pass(300);
    await restart(world, [refused, skipped]);
    await world.clock.pass(300);
    assert.equal(world.outcome(refused), "refused ACTUATION_LIMIT");
    assert.equal(world.outcome(skipped), "skipped CERTIFICATE_LATE skipped");
    assert.deepEqual(world.written(), []);
  });

  it("of the disk: nothing is written any more, and it says so", async () => {
    const world = await GuardWorld.started();
    world.disk.error = new Error("no space left on device");
    const ruling = certify(world, set("speed", 7));
    await world.clock.pass(1000);
    world.disk.error = null;
    certify(world, set("speed", 8));
    await world.clock.pass(1000);
    assert.deepEqual(world.written(), []);
    assert.equal(world.outcome(ruling), "none");
    assert.ok(world.logs.some(({ code }) => code === "FENCE_SYNC"));
  });
});

describe("guard: fence file", () => {
  const owner = { chain: toHex(chain), guard: toHex(signerOf("g").publicKey) };
  const nothing = { append: () => {}, sync: () => {} };
  const open = (records: readonly Uint8Array[], who = owner): Fence =>
    new Fence(who, nothing, records, () => {});

  const used = async (): Promise<Uint8Array[]> => {
    const world = await GuardWorld.started();
    for (const agent of [0, 1]) world.ordering.add(agent);
    for (const value of [1, 2, 3]) certify(world, set("speed", value));
    certify(world, set("speed", 9999));
    await world.clock.pass(1000);
    certify(world, set("speed", 4));
    await world.clock.pass(20);
    return world.disk.durable;
  };

  it("holds where the device stands", async () => {
    const { sequence, entries } = open(await used()).device("intake");
    assert.equal(sequence, 5);
    assert.deepEqual(
      [...entries.values()].map(({ attempted, ordered }) => [attempted, ordered]),
      [[true, true], [true, true], [true, true], [false, true], [true, false]],
    );
  });

  it("refuses another site's, another guard's and a damaged file", async () => {
    const records = await used();
    const code = (expected: string) => ({ code: expected });
    assert.throws(() => open(records, { ...owner, chain: "00" }), code("FENCE_CHAIN"));
    assert.throws(() => open(records, { ...owner, guard: "00" }), code("FENCE_GUARD"));
    assert.throws(() => open(records.slice(1)), code("FENCE_DAMAGED"));
    const gap = [...records.slice(0, 1), ...records.slice(-2)];
    assert.throws(() => open(gap), code("FENCE_DAMAGED"));
    const twice = [...records, records.find((record) => record[0] === 4) as Uint8Array];
    assert.throws(() => open(twice), code("FENCE_DAMAGED"));
    for (const bytes of [[], [0], [9], [3, 123], [4, 1], [1]])
      assert.throws(() => open([...records, Uint8Array.from(bytes)]), code("FENCE_DAMAGED"));
    const text = utf8("\x03{\"device\":\"x\"}");
    assert.throws(() => open([...records, text]), code("FENCE_DAMAGED"));
  });

  it("can be shortened to the latest history and all that is open", async () => {
    const world = await GuardWorld.started();
    for (const agent of [0, 1]) world.ordering.add(agent);
    for (let index = 0; index < 300; index += 1) certify(world, set("speed", index));
    await world.clock.pass(1000);
    certify(world, set("speed", 9999));
    await world.clock.pass(1000);
    const long = world.disk.durable;
    const short = shortenFence(long);
    assert.ok(short.length < long.length);
    assert.equal(shortenFence(short).length, short.length);
    const [before, after] = [open(long).device("intake"), open(short).device("intake")];
    assert.deepEqual([after.sequence, after.id], [before.sequence, before.id]);
    assert.deepEqual([...after.entries.keys()], [...before.entries.keys()]);
    world.crash();
    world.disk.durable = short;
    world.boot();
    await world.clock.pass(10);
    const next = certify(world, set("speed", 5));
    await world.clock.pass(300);
    assert.equal(world.outcome(next), "confirmed");
  });

  it("is shortened to itself when little happened", async () => {
    const records = await used();
    assert.deepEqual(shortenFence(records), records);
    assert.deepEqual(shortenFence([]), []);
  });
});
