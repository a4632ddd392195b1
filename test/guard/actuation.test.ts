import assert from "node:assert/strict";
import { limits, type PointWrite } from "@quorate/protocol";
import { type PermitOptions, type Ruling, veto } from "./council.ts";
import { signerOf } from "./site.ts";
import { guardLimits } from "../../guard/src/limits.ts";
import { beginMs } from "./virtual-clock.ts";
import { GuardWorld } from "./world.ts";

const set = (point: string, value: PointWrite["value"]): PointWrite => ({ point, value });

const permit = (
  world: GuardWorld,
  writes: readonly PointWrite[],
  options: PermitOptions = {},
): Ruling => world.council.permit("intake", writes, options);

/** Has a command certified and gives it time; tells how it ended. */
const run = async (
  world: GuardWorld,
  writes: readonly PointWrite[],
  options: PermitOptions = {},
  ms = 400,
): Promise<string> => {
  const ruling = permit(world, writes, options);
  world.vote(ruling);
  await world.clock.pass(ms);
  return world.outcome(ruling);
};

describe("guard: order of a device (S3)", () => {
  it("writes in device order, whatever order certificates come in", async () => {
    const world = await GuardWorld.started();
    const rulings = [5, 10, 15, 20].map((value) => permit(world, [set("valve", value)]));
    for (const index of [3, 1, 2]) world.vote(rulings[index] as Ruling);
    await world.clock.pass(300);
    assert.deepEqual(world.written(), []);
    world.vote(rulings[0] as Ruling);
    await world.clock.pass(300);
    assert.deepEqual(world.written(), [5, 10, 15, 20]);
  });

  it("asks on while agents have more than they send at a time, whatever f liars say", async () => {
    const world = new GuardWorld();
    const values = Array.from({ length: 40 }, (_, index) => index + 1);
    const rulings = values.map((value) => permit(world, [set("speed", value)]));
    const last = { sequence: rulings.length, id: rulings.at(-1)?.id ?? "" };
    world.lastPlaces.push(last, last, last, { sequence: 900, id: last.id });
    const asked: number[] = [];
    world.onSend = ({ fence }) => {
      if (fence?.device !== "intake") return;
      const from = fence.deviceSequence;
      asked.push(from);
      if (asked.filter((place) => place === from).length > 1) return;
      const some = rulings.slice(from, from + limits.catchUpCertificates);
      world.clock.after(5, () => some.forEach((ruling) => world.vote(ruling)));
    };
    world.boot();
    await world.clock.pass(5000);
    assert.deepEqual(world.written(), values);
    asked.length = 0;
    await world.clock.pass(10_000);
    assert.deepEqual(asked, []);
  });

  it("asks for what a gap lacks, about once a second, until it is filled", async () => {
    const world = await GuardWorld.started();
    const [first, second] = [permit(world, [set("valve", 5)]), permit(world, [set("valve", 6)])];
    world.vote(second);
    const asked = (): number => world.got[0]?.filter(({ fence }) => fence).length ?? 0;
    const before = asked();
    await world.clock.pass(10_000);
    assert.ok(asked() - before >= 7 && asked() - before <= 14, `${asked() - before} times`);
    assert.deepEqual(world.got[0]?.findLast(({ fence }) => fence)?.fence?.deviceSequence, 0);
    world.vote(first);
    await world.clock.pass(500);
    assert.deepEqual(world.written(), [5, 6]);
    const filled = asked();
    await world.clock.pass(5000);
    assert.equal(asked(), filled);
  });

  it("says on link up where its fence stands", async () => {
    const world = await GuardWorld.started();
    await run(world, [set("valve", 5)]);
    world.got[1] = [];
    world.guard.agentDown(1);
    world.connect(1);
    const fences = world.got[1].flatMap(({ fence }) => (fence ? [fence] : []));
    assert.deepEqual(
      fences.map(({ device, deviceSequence, catchUp }) => [device, deviceSequence, catchUp]),
      [["intake", 1, true], ["mixer", 0, true]],
    );
  });

  it("does not let one device wait for another", async () => {
    const world = await GuardWorld.started();
    permit(world, [set("valve", 5)]);
    world.vote(permit(world, [set("valve", 6)]));
    world.vote(world.council.permit("mixer", [set("speed", 7)]));
    await world.clock.pass(300);
    assert.deepEqual(world.mixer.journal, [set("speed", 7)]);
  });

  it("bounds what waits, and fetches what overflowed (S9)", async () => {
    const world = await GuardWorld.started();
    for (const agent of [0, 1]) world.ordering.add(agent);
    const rulings = Array.from({ length: 1030 }, () => permit(world, [set("pump", true)]));
    for (const ruling of rulings.slice(1))
      world.bring(world.council.certificate(ruling, [0, 1, 2]));
    assert.equal(world.count("ACTUATION_OVERFLOW"), 5);
    world.vote(rulings[0] as Ruling);
    await world.clock.pass(5000);
    assert.equal(world.written().length, 1024);
    assert.ok(world.count("ACTUATION_CATCH_UP") > 0);
    for (const ruling of rulings.slice(-6)) world.vote(ruling);
    await world.clock.pass(1000);
    assert.equal(world.written().length, 1030);
  });

  it("stops a device for which two certified commands stand at one place", async () => {
    const world = await GuardWorld.started();
    await run(world, [set("valve", 5)]);
    world.vote(permit(world, [set("valve", 9)], { place: 1, previous: "" }));
    await world.clock.pass(100);
    assert.equal(world.count("ACTUATION_CONFLICT"), 1);
    await run(world, [set("valve", 6)]);
    await world.restart();
    world.vote(permit(world, [set("valve", 7)]));
    await world.clock.pass(1000);
    assert.deepEqual(world.written(), [5]);
    assert.ok(world.count("ACTUATION_STOPPED") > 0);
  });
});

describe("guard: freshness (S5)", () => {
  const none = new Uint8Array();
const notAfterMs = beginMs + 2000;

  it("writes up to notAfter and not after it", async () => {
    const world = await GuardWorld.started();
    await world.clock.pass(1900);
    assert.equal(await run(world, [set("valve", 5)], { notAfterMs }, 50), "confirmed");
    await world.clock.pass(100);
    assert.equal(await run(world, [set("valve", 6)], { notAfterMs }), "expired ACTUATION_EXPIRED");
    assert.deepEqual(world.written(), [5]);
  });

  it("does not revive a command by a clock that was set back", async () => {
    const world = await GuardWorld.started();
    await world.clock.pass(5000);
    world.clock.offsetMs -= 3_600_000;
    assert.equal(await run(world, [set("valve", 5)], { notAfterMs }), "expired ACTUATION_EXPIRED");
    assert.deepEqual(world.written(), []);
  });

  it("what is about to lack clocks waits for them, and is not begun to end unsent", async () => {
    const world = await GuardWorld.started();
    world.disk.syncMs = 50;
    await world.clock.pass(1000);
    const answering = [...world.clockOff];
    world.clockOff.fill(null);
    await world.clock.pass(1780);
    const ending = run(world, [set("valve", 5)], { notAfterMs: beginMs + 10_000 }, 2000);
    world.clockOff.splice(0, answering.length, ...answering);
    assert.equal(await ending, "confirmed");
  });

  it("counts the time since the agents were asked", async () => {
    const world = await GuardWorld.started();
    world.clock.offsetMs -= 3_600_000;
    await world.clock.pass(1880);
    const options = { notAfterMs: beginMs + 1500 };
    assert.equal(await run(world, [set("valve", 5)], options, 50), "expired ACTUATION_EXPIRED");
  });

  it("takes its own clock when that is the later one", async () => {
    const world = await GuardWorld.started();
    world.clock.offsetMs += 3_600_000;
    assert.equal(await run(world, [set("valve", 5)], { notAfterMs }), "expired ACTUATION_EXPIRED");
  });

  it("stands f agents with clocks far ahead or far behind", async () => {
    for (const off of [-3_600_000, 3_600_000]) {
      const world = new GuardWorld();
      world.clockOff[0] = off;
      world.boot();
      await world.clock.pass(10);
      assert.equal(await run(world, [set("valve", 5)], { notAfterMs }), "confirmed");
      world.clock.offsetMs -= 3_600_000;
      await world.clock.pass(3000);
      const late = await run(world, [set("valve", 6)], { notAfterMs });
      assert.equal(late, "expired ACTUATION_EXPIRED");
    }
  });

  it("writes nothing without n-f fresh clocks, and goes on when they are back", async () => {
    const world = await GuardWorld.started();
    world.clockOff.fill(null, 2);
    await world.clock.pass(2100);
    const ruling = permit(world, [set("valve", 5)]);
    world.vote(ruling);
    await world.clock.pass(5000);
    assert.deepEqual(world.written(), []);
    assert.equal(world.outcome(ruling), "none");
    assert.ok(world.logs.some(({ code }) => code === "ACTUATION_CLOCK"));
    world.clockOff[2] = 0;
    await world.clock.pass(1100);
    assert.deepEqual(world.written(), [5]);
  });

  it("asks for clocks so often that one answer may be lost, and the next one slow", () => {
    const { clockEveryMs, clockFreshMs } = guardLimits;
    assert.ok(2 * clockEveryMs + 300 <= clockFreshMs);
  });

  it("begins nothing before n-f agents have told what has ended (S4)", async () => {
    const world = new GuardWorld();
    world.endedPlaces.fill(undefined, 2);
    world.boot();
    await world.clock.pass(10);
    const ruling = permit(world, [set("valve", 5)]);
    world.vote(ruling);
    await world.clock.pass(3000);
    assert.deepEqual(world.written(), []);
    assert.equal(world.outcome(ruling), "none");
    world.send(2, { fence: { device: "intake", deviceSequence: 0, id: none, catchUp: false } });
    world.send(2, { fence: { device: "mixer", deviceSequence: 0, id: none, catchUp: false } });
    await world.clock.pass(100);
    assert.deepEqual(world.written(), [5]);
  });

  it("one liar cannot make its fence look old; f+1 can, and nothing is written", async () => {
    const world = new GuardWorld();
    world.endedPlaces[0] = 9;
    world.boot();
    await world.clock.pass(10);
    assert.equal(await run(world, [set("valve", 5)], { notAfterMs }), "confirmed");
    world.send(1, { fence: { device: "intake", deviceSequence: 9, id: none, catchUp: false } });
    assert.equal(world.count("FENCE_OLD"), 1);
    assert.equal(await run(world, [set("valve", 6)], { notAfterMs }), "none");
    assert.deepEqual(world.written(), [5]);
  });

  it("agents that are behind and a liar cannot hide together an old fence (S4)", async () => {
    const world = new GuardWorld();
    world.endedPlaces.fill(undefined);
    world.endedPlaces[2] = 1;
    world.endedPlaces.fill(0, 0, 2);
    world.boot();
    await world.clock.pass(10);
    assert.equal(await run(world, [set("valve", 5)], { notAfterMs }), "none");
    assert.deepEqual(world.written(), []);
    world.endedPlaces[3] = 0;
    await world.clock.pass(9000);
    assert.equal(world.guard.view().isNewest, true);
  });

  it("asks ever more rarely how new its fence is, and no more once it is old", async () => {
    const world = new GuardWorld();
    world.endedPlaces.fill(undefined, 2);
    world.boot();
    await world.clock.pass(60_000);
    const asked = (): number => world.got[0]?.filter(({ fence }) => fence).length ?? 0;
    const devices = 2;
    assert.ok(asked() <= 12 * devices, `asked ${asked()} times in a minute`);
    for (const agent of [0, 1])
      world.send(agent, { fence: { device: "intake", deviceSequence: 9, id: none } });
    const before = asked();
    await world.clock.pass(60_000);
    assert.equal(asked(), before);
  });

  it("takes no answer to another nonce, and none twice", async () => {
    const world = await GuardWorld.started();
    const nonce = world.got[0]?.find(({ clockRequest }) => clockRequest)?.clockRequest?.nonce;
    world.send(0, { clockAnswer: { nonce: nonce as Uint8Array, clockUs: 1 } });
    world.send(0, { clockAnswer: { nonce: new Uint8Array(16), clockUs: 1 } });
    assert.equal(world.count("CLOCK_NONCE"), 2);
  });

  it("looks at the time again when the fence took long to become durable", async () => {
    const world = await GuardWorld.started();
    world.disk.syncMs = 3000;
    const outcome = await run(world, [set("valve", 5)], { notAfterMs }, 10_000);
    assert.equal(outcome, "expired ACTUATION_EXPIRED");
    assert.deepEqual(world.written(), []);
  });

  it("looks at the time again when the read before the write took long", async () => {
    const world = await GuardWorld.started();
    world.plc.readMs = 3000;
    const outcome = await run(world, [set("valve", 5)], { notAfterMs }, 10_000);
    assert.equal(outcome, "expired ACTUATION_EXPIRED");
    assert.equal(world.disk.durable.length, 2, "an outcome without an attempt");
  });
});

describe("guard: checks of its own", () => {
  const cases: readonly [string, readonly PointWrite[], PermitOptions?][] = [
    ["ACTUATION_LIMIT", [set("speed", 3001)]],
    ["ACTUATION_LIMIT", [set("speed", -1)]],
    ["ACTUATION_POINT", [set("nothing", 1)]],
    ["ACTUATION_ACCESS", [set("level", 1)]],
    ["ACTUATION_TYPE", [set("pump", 1)]],
    ["ACTUATION_TYPE", [set("share", 6)]],
    ["ACTUATION_STEP", [set("valve", 26)]],
    ["ACTUATION_EXPECT", [set("speed", 5)], { expect: [set("level", 7)] }],
    ["ACTUATION_POINT", [set("speed", 5)], { expect: [set("nothing", 7)] }],
    ["ACTUATION_OPERATOR", [set("speed", 5)], { signer: signerOf("nobody") }],
  ];
  for (const [code, writes, options] of cases) {
    const about = [...writes, ...(options?.expect ?? [])].map(({ point, value }) => [point, value]);
    it(`refuses ${code}: ${about.join(" ")}`, async () => {
      const world = await GuardWorld.started();
      assert.equal(await run(world, writes, options), `refused ${code}`);
      assert.deepEqual(world.written(), []);
      assert.equal(await run(world, [set("speed", 7)]), "confirmed", "the next one goes");
    });
  }

  it("refuses when a point that matters cannot be read", async () => {
    const world = await GuardWorld.started();
    world.plc.bad.add("valve");
    assert.equal(await run(world, [set("valve", 5)]), "refused ACTUATION_READ_BAD");
    assert.deepEqual(world.written(), []);
  });

  it("writes when the expected value is there, float32 rounding apart", async () => {
    const world = await GuardWorld.started();
    assert.equal(await run(world, [set("speed", 0.1)]), "confirmed");
    const expect = [set("speed", 0.1)];
    assert.equal(await run(world, [set("speed", 0.2)], { expect }), "confirmed");
  });

  it("judges a step against the value read just before the write", async () => {
    const world = await GuardWorld.started();
    const rulings = [25, 50, 75].map((value) => permit(world, [set("valve", value)]));
    for (const ruling of rulings.reverse()) world.vote(ruling);
    await world.clock.pass(300);
    assert.deepEqual(world.written(), [25, 50, 75]);
  });

  it("reports every point of a refused command", async () => {
    const world = await GuardWorld.started();
    await run(world, [set("speed", 5), set("valve", 99)]);
    assert.deepEqual(
      world.reports().at(-1)?.points.map(({ point, code }) => [point, code]),
      [["speed", "ACTUATION_NOT_SENT"], ["valve", "ACTUATION_STEP"]],
    );
  });
});

describe("guard: merging ballots", () => {
  it("needs more than two thirds, from whomever they come", async () => {
    for (const [n, quorum] of [[4, 3], [6, 5], [7, 5]] as const) {
      const world = await GuardWorld.started(n);
      const ruling = permit(world, [set("valve", 5)]);
      world.vote(ruling, [...Array(quorum - 1).keys()]);
      world.vote(ruling, [...Array(quorum - 1).keys()]);
      await world.clock.pass(400);
      assert.deepEqual(world.written(), [], `${quorum - 1} of ${n}`);
      world.vote(ruling, [n - 1]);
      await world.clock.pass(400);
      assert.deepEqual(world.written(), [5], `${quorum} of ${n}`);
    }
  });

  it("lets no bad ballot of one agent stand in the way of the others", async () => {
    const world = await GuardWorld.started();
    const { council } = world;
    const ruling = permit(world, [set("valve", 5)]);
    const other = permit(world, [set("valve", 6)]);
    world.bring({ ...council.certificate(ruling, [3]), path: [] }, 3);
    for (const ballot of [
      council.ballot(ruling, 1, { signer: signerOf("agent3") }),
      council.ballot(ruling, 3, { vetoes: [veto(ruling)] }),
      council.ballot(ruling, 3),
      council.ballot(ruling, 3, { header: other.header }),
    ])
      world.bring(council.with(ruling, [ballot]), 3);
    world.vote(ruling, [0, 1, 2]);
    await world.clock.pass(400);
    assert.deepEqual(world.written(), [5]);
  });

  it("lets no fat ballot make a certificate too large", async () => {
    const world = await GuardWorld.started();
    const { council } = world;
    const ruling = permit(world, [set("valve", 5)]);
    const vetoes = Array.from({ length: 250 }, (_, index) => ({
      ...{ sequence: 1000 + index, code: "INTERLOCK", detail: "x".repeat(500) },
    }));
    world.bring(council.with(ruling, [council.ballot(ruling, 3, { vetoes })]), 3);
    world.vote(ruling, [0, 1]);
    world.vote(ruling, [2]);
    await world.clock.pass(400);
    assert.deepEqual(world.written(), [5]);
  });

  it("takes a liar's clean ballot for its veto: the order may count it too", async () => {
    const world = await GuardWorld.started();
    const { council } = world;
    const ruling = permit(world, [set("valve", 5)]);
    const vetoes = [veto(ruling)];
    for (const agent of [2, 3])
      world.bring(council.with(ruling, [council.ballot(ruling, agent, { vetoes })]));
    world.vote(ruling, [0, 1]);
    await world.clock.pass(400);
    assert.deepEqual(world.written(), []);
    world.bring(council.with(ruling, [council.ballot(ruling, 3)]));
    await world.clock.pass(400);
    assert.deepEqual(world.written(), [5]);
  });

  it("writes when a quorum stands beside a veto", async () => {
    const world = await GuardWorld.started();
    const { council } = world;
    const ruling = permit(world, [set("valve", 5)]);
    world.bring(council.with(ruling, [council.ballot(ruling, 3, { vetoes: [veto(ruling)] })]));
    world.vote(ruling, [0, 1]);
    await world.clock.pass(400);
    assert.deepEqual(world.written(), []);
    assert.equal(world.count("CERTIFICATE_VETOED"), 1);
    world.vote(ruling, [2]);
    await world.clock.pass(400);
    assert.deepEqual(world.written(), [5]);
  });

  it("evicts a flooder's entries first, and asks for what was evicted", async () => {
    const world = await GuardWorld.started();
    const ruling = permit(world, [set("valve", 5)]);
    world.vote(ruling, [0]);
    for (let index = 0; index < 1100; index += 1)
      world.vote(permit(world, [set("valve", 5)], { place: 9, previous: ruling.id }), [3]);
    assert.ok(world.count("CERTIFICATE_EVICTED") >= 77);
    world.vote(ruling, [1, 2]);
    await world.clock.pass(1500);
    assert.deepEqual(world.written(), [5]);
    assert.ok(world.count("ACTUATION_CATCH_UP") > 0);
  });

  it("asks for the missing ballots of a certificate, and forgets it in the end", async () => {
    const world = await GuardWorld.started();
    world.vote(permit(world, [set("valve", 5)]), [0]);
    await world.clock.pass(10_000);
    const asked = world.count("ACTUATION_CATCH_UP");
    assert.ok(asked >= 7, `${asked} times`);
    await world.clock.pass(120_000);
    const forgotten = world.count("ACTUATION_CATCH_UP");
    await world.clock.pass(60_000);
    assert.equal(world.count("ACTUATION_CATCH_UP"), forgotten);
  });
});
