import assert from "node:assert/strict";
import { Fence, guardLimits, shortenFence } from "@quorate/guard";
import { encodeReport, hexBytes, type PointWrite, toHex } from "@quorate/protocol";
import { encodeRecord } from "../../guard/src/fence-record.ts";
import type { Ruling } from "./council.ts";
import { chain, signerOf } from "./site.ts";
import { GuardWorld } from "./world.ts";

const noPlace = { deviceSequence: 0, id: new Uint8Array() };

const set = (point: string, value: PointWrite["value"]): PointWrite => ({ point, value });

/** A guard that wrote three commands, and whose fence was put back to where it knew `kept`. */
const setBack = async (kept: number): Promise<{ world: GuardWorld; rulings: Ruling[] }> => {
  const world = await GuardWorld.started();
  const rulings: Ruling[] = [];
  let copy = world.disk.durable;
  for (const value of [1, 2, 3]) {
    if (rulings.length === kept) copy = world.disk.durable;
    const ruling = world.council.permit("intake", [set("speed", value)]);
    rulings.push(ruling);
    world.vote(ruling);
    await world.clock.pass(500);
    assert.equal(world.outcome(ruling), "confirmed");
  }
  if (kept === rulings.length) copy = world.disk.durable;
  world.crash();
  world.disk.durable = kept === 0 ? [] : copy;
  return { world, rulings };
};

const told = (world: GuardWorld, agents: readonly number[], sequence: number, id: string): void => {
  for (const agent of agents) world.lastPlaces[agent] = { sequence, id };
};

const start = async (world: GuardWorld): Promise<{ resumed: number }> => {
  const seen = { resumed: 0 };
  world.onResumed = () => {
    seen.resumed += 1;
  };
  world.boot();
  await world.clock.pass(3000);
  return seen;
};

/** Told all rulings again it writes none of them, and the next one once. */
const goesOn = async (world: GuardWorld, rulings: readonly Ruling[]): Promise<void> => {
  for (const ruling of rulings) world.vote(ruling);
  const next = world.council.permit("intake", [set("speed", 4)]);
  world.vote(next);
  await world.clock.pass(1000);
  assert.equal(world.outcome(next), "confirmed");
  assert.deepEqual(world.written(), [1, 2, 3, 4]);
};

describe("guard: a fence that was lost or is old (S4)", () => {
  it("goes to where a quorum's order is, and writes only what comes after", async () => {
    const { world, rulings } = await setBack(1);
    const [, second, third] = rulings as [Ruling, Ruling, Ruling];
    world.endedPlaces.fill(2);
    told(world, [0, 1, 2], 3, third.id);
    const seen = await start(world);
    assert.equal(seen.resumed, 1);
    await goesOn(world, rulings);
    assert.equal(world.outcome(second), "failed OUTCOME_UNKNOWN");
    assert.equal(world.outcome(third), "failed OUTCOME_UNKNOWN");
    assert.equal(world.count("FENCE_OLD"), 0);
  });

  it("begins nothing while fewer than a quorum say the same, whatever a liar says", async () => {
    const { world, rulings } = await setBack(0);
    const third = rulings[2] as Ruling;
    world.endedPlaces.fill(0);
    told(world, [0, 1], 3, third.id);
    told(world, [2], 0, "");
    told(world, [3], 900, third.id);
    const seen = await start(world);
    for (const ruling of rulings) world.vote(ruling);
    await world.clock.pass(2000);
    assert.equal(seen.resumed, 0);
    assert.deepEqual(world.written(), [1, 2, 3]);
    told(world, [2], 3, third.id);
    await world.clock.pass(9000);
    assert.equal(seen.resumed, 1);
    assert.deepEqual(world.written(), [1, 2, 3]);
  });

  it("never goes back, and takes no word of agents that name no place", async () => {
    const { world, rulings } = await setBack(3);
    world.endedPlaces.fill(0);
    told(world, [0, 1, 2, 3], 1, rulings[0]?.id ?? "");
    assert.equal((await start(world)).resumed, 0);
    assert.equal(world.guard.view().devices[0]?.sequence, 3);
    const other = new GuardWorld();
    other.onResumed = () => assert.fail("resumed");
    other.endedPlaces.fill(undefined);
    other.boot();
    for (const agent of [0, 1, 2, 3])
      for (const device of ["intake", "mixer"])
        other.send(agent, { fence: { device, deviceSequence: 0 } });
    await other.clock.pass(100);
  });

  it("answers a closing of a lost place as what may have been written", async () => {
    const { world, rulings } = await setBack(0);
    const third = rulings[2] as Ruling;
    told(world, [0, 1, 2], 3, third.id);
    await start(world);
    const second = rulings[1] as Ruling;
    const previous = rulings[0]?.id ?? "";
    world.vote(world.council.close("intake", second, previous, "POLICY_EXPIRED"));
    await world.clock.pass(500);
    assert.equal(world.outcome(second), "failed OUTCOME_UNKNOWN already-written");
    assert.deepEqual(world.written(), [1, 2, 3]);
  });

  it("ends a place once whose closing comes before it is durable where it goes on", async () => {
    const { world, rulings } = await setBack(0);
    const [first, second, third] = rulings as [Ruling, Ruling, Ruling];
    told(world, [0, 1, 2], 3, third.id);
    world.endedPlaces.fill(undefined);
    world.onResumed = () => {};
    world.boot();
    await world.clock.pass(10);
    for (const ruling of rulings) world.vote(ruling);
    world.disk.syncMs = 500;
    for (const agent of [0, 1, 2])
      for (const device of ["intake", "mixer"]) {
        const isIntake = device === "intake";
        const last = isIntake ? { deviceSequence: 3, id: hexBytes(third.id) } : noPlace;
        const none = new Uint8Array();
        world.send(agent, { fence: { device, deviceSequence: 0, id: none, catchUp: false, last } });
      }
    await world.clock.pass(100);
    world.vote(world.council.close("intake", second, first.id, "POLICY_EXPIRED"));
    await world.clock.pass(2000);
    for (const ruling of rulings) assert.match(world.outcome(ruling), /^failed OUTCOME_UNKNOWN/);
    assert.match(world.outcome(second), /already-written/);
    assert.deepEqual(world.written(), [1, 2, 3]);
  });

  it("remembers over a restart where it went on, in a shortened file too", async () => {
    const { world, rulings } = await setBack(1);
    const third = rulings[2] as Ruling;
    told(world, [0, 1, 2], 3, third.id);
    await start(world);
    world.crash();
    const records = shortenFence(world.disk.durable);
    world.disk.durable = records;
    world.onResumed = undefined;
    world.endedPlaces.fill(3);
    world.boot();
    await world.clock.pass(500);
    await goesOn(world, rulings);
    const owner = { chain: world.site.chain, guard: toHex(signerOf("g").publicKey) };
    const quiet = { append: () => {}, sync: () => {} };
    const fence = new Fence(owner, quiet, shortenFence(world.disk.durable), () => {});
    assert.equal(fence.device("intake").sequence, 4);
  });

  it("tells of a lost place again and again, and its file does not grow by it (S9)", async () => {
    const { world, rulings } = await setBack(0);
    const [first, second, third] = rulings as [Ruling, Ruling, Ruling];
    told(world, [0, 1, 2], 3, third.id);
    await start(world);
    const records = world.disk.durable.length;
    const closing = world.council.close("intake", second, first.id, "POLICY_EXPIRED");
    for (let time = 0; time < 5; time += 1) {
      for (const ruling of [first, second, third, closing]) world.vote(ruling);
      await world.clock.pass(200);
    }
    assert.equal(world.disk.durable.length, records);
    for (const ruling of rulings) assert.match(world.outcome(ruling), /^failed OUTCOME_UNKNOWN/);
    assert.deepEqual(world.written(), [1, 2, 3]);
  });

  it("knows all lost places over every shortening, of an earlier loss as well (S8)", async () => {
    const { world, rulings } = await setBack(1);
    const [first, second, third] = rulings as [Ruling, Ruling, Ruling];
    told(world, [0, 1, 2], 3, third.id);
    await start(world);
    world.onResumed = undefined;
    world.endedPlaces.fill(undefined);
    for (const agent of [0, 1, 2]) world.ordering.add(agent);
    let last = third;
    for (let count = 0; count <= guardLimits.historyPerDevice; count += 1) {
      last = world.council.permit("intake", [set("speed", 10 + count)]);
      world.vote(last);
      await world.clock.pass(100);
    }
    await world.clock.pass(60_000);
    const written = world.written().length;
    world.crash();
    const short = shortenFence(world.disk.durable);
    assert.ok(short.length < world.disk.durable.length);
    world.disk.durable = shortenFence(short);
    world.boot();
    await world.clock.pass(500);
    const closing = world.council.close("intake", second, first.id, "POLICY_EXPIRED");
    for (const ruling of [second, closing, last]) world.vote(ruling);
    await world.clock.pass(1000);
    assert.match(world.outcome(second), /^failed OUTCOME_UNKNOWN/);
    assert.equal(world.written().length, written);
  });

  it("starts from a file that has outcomes of lost places", () => {
    const owner = { chain: toHex(chain), guard: toHex(signerOf("g").publicKey) };
    const id = "ab".repeat(32);
    const body = encodeReport(hexBytes(owner.guard), {
      ...{ device: "intake", deviceSequence: 2, id, outcome: "failed", code: "OUTCOME_UNKNOWN" },
      ...{ detail: "", points: [], writtenMs: 0, finishedMs: 2, closing: "" },
    });
    const records = [
      encodeRecord({ kind: "head", ...owner }),
      encodeRecord({ kind: "resumed", device: "intake", from: 0, sequence: 3, id }),
      encodeRecord({ kind: "outcome", body }),
      encodeRecord({ kind: "ordered", device: "intake", sequence: 2 }),
    ];
    const quiet = { append: () => {}, sync: () => {} };
    const fence = new Fence(owner, quiet, shortenFence(records), () => {});
    assert.equal(fence.device("intake").sequence, 3);
  });
});
