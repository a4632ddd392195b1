import assert from "node:assert/strict";
import { type AgentStatus, signReading } from "@quorate/protocol";
import { Lone, makeEvent } from "./lone.ts";
import { MachineRun } from "./machine-run.ts";
import { beginMs, chain, edgeSite, signerOf } from "./site.ts";

const status = (lone: Lone): AgentStatus => {
  const desk = lone.client("desk");
  desk.says({ request: 1, query: { status: true } as never });
  desk.down();
  return JSON.parse(desk.heard.of("answer")[0]?.json ?? "") as AgentStatus;
};

describe("status: why nothing is ordered", () => {
  it("nobody was heard yet", () => {
    const { ordering, why } = status(new Lone());
    assert.ok(!ordering);
    assert.equal(
      why,
      "agent0 is cut off: clients reach it, but it hears none of the other 3 agents and 3 of 4 " +
        "are needed; missing: agent1 (not heard yet, no event of it is known); " +
        "agent2 (not heard yet, no event of it is known); " +
        "agent3 (not heard yet, no event of it is known); 0 waiting",
    );
  });

  it("two are missing: who, since when, and their last event", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const { envelope } = makeEvent({ creator: 3, timeUs: lone.clock.nowUs() });
    lone.says(3, { events: { events: [envelope] } });
    assert.ok(status(lone).ordering);
    await lone.clock.pass(4200);
    lone.tips(1);
    const { ordering, why } = status(lone);
    assert.ok(!ordering);
    assert.match(why, /^2 of 4 agents answer and 3 are needed; missing: /);
    assert.match(why, /agent2 \(silent for 4\.2 s, no event of it is known\)/);
    assert.match(why, /agent3 \(silent for 4\.2 s, last event 1 at 2026-01-01T00:00:00\.000Z\)/);
    assert.doesNotMatch(why, /agent1/);
  });

  it("one missing of four does no harm", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    await lone.clock.pass(4000);
    for (const peer of [1, 3]) lone.tips(peer);
    const { ordering, why, agents } = status(lone);
    assert.deepEqual([ordering, why], [true, ""]);
    assert.deepEqual(agents.map(({ up }) => up), [true, true, false, true]);
  });

  it("a link that is gone counts as missing at once", () => {
    const lone = new Lone();
    lone.greet([1, 2]);
    assert.ok(status(lone).ordering);
    lone.agent.peerDown(2, lone.peers[2] as never);
    assert.ok(!status(lone).ordering);
  });

  it("how many are needed is exact (n=4 to 10)", () => {
    for (const [n, needed] of [[4, 3], [5, 4], [6, 5], [7, 5], [8, 6], [9, 7], [10, 7]] as const) {
      const lone = new Lone({ site: edgeSite({ n }) });
      assert.ok(status(lone).why.includes(`and ${needed} of ${n} are needed;`));
      const others = Array.from({ length: needed - 1 }, (_, index) => index + 1);
      lone.greet(others.slice(1));
      assert.ok(!status(lone).ordering);
      lone.greet(others.slice(0, 1));
      assert.ok(status(lone).ordering);
    }
  });

  it("an agent that only watches says so first", () => {
    const lone = new Lone();
    lone.agent.observer = "STATE_DIVERGED";
    assert.match(status(lone).why, /^agent0 only watches: STATE_DIVERGED/);
  });

  it("an agent that has just started waits for tips", () => {
    const lone = new Lone();
    for (const peer of [1, 2]) {
      lone.agent.peerUp(peer, lone.peers[peer] as never);
      lone.says(peer, { want: { hashes: [] } });
    }
    assert.match(status(lone).why, /^agent0 has just started and waits for the others' tips/);
  });
});

describe("status: what it shows", () => {
  it("what waits: accepted, unordered and uncertified", () => {
    const lone = new Lone();
    lone.agent.pool.add({ id: "a", transaction: {} as never, weighty: true });
    const run = new MachineRun(lone.site);
    run.give(run.command(), run.command());
    for (const round of run.rounds) lone.agent.machine.apply(round);
    const { pending, why, devices, block } = status(lone);
    assert.equal(pending, 3);
    assert.match(why, /; 3 waiting$/);
    assert.equal(block, 1);
    assert.deepEqual(devices[0], {
      ...{ name: "tank", guard: "g", up: false, sequence: 2, open: 2 },
    });
  });

  it("at rest nothing waits: the ballot of the last block has an event to come", () => {
    const lone = new Lone();
    const ballot = { ballot: { body: new Uint8Array(1), signature: new Uint8Array(64) } };
    lone.agent.pool.add({ id: "b", transaction: ballot as never, weighty: false });
    assert.equal(status(lone).pending, 0);
  });

  it("clocks, equivocators and strays of each agent", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(2, { tips: { tips: [], clockUs: lone.clock.nowUs() + 1_500_000, block: 7 } });
    lone.agent.equivocators.add(1);
    lone.agent.mismatches.set(3, 5);
    const { agents } = status(lone);
    assert.deepEqual(agents.map(({ skewMs }) => skewMs), [0, 0, 1500, 0]);
    assert.deepEqual(agents.map(({ equivocated }) => equivocated), [false, true, false, false]);
    assert.deepEqual(agents.map(({ diverged }) => diverged), [false, false, false, true]);
    assert.equal(agents[2]?.block, 7);
    assert.equal(agents[0]?.lagMs, 0);
  });

  it("guards that are connected, devices that their guard reads", () => {
    const lone = new Lone();
    const guard = lone.client("g");
    const fields = { device: "tank", timeMs: beginMs, up: true, samples: [] };
    guard.says({ reading: signReading(chain, signerOf("g"), fields) });
    lone.client("g");
    const { guards, devices } = status(lone);
    assert.deepEqual(guards, [
      { name: "g", up: true, twice: true },
      { name: "far-guard", up: false, twice: false },
    ]);
    assert.deepEqual(devices.map(({ up }) => up), [true, false, false]);
  });
});
