import assert from "node:assert/strict";
import { readEvent, signCommand } from "@quorate/protocol";
import { statusOf } from "../../edge-agent/src/status.ts";
import type { Cluster, SimAgent } from "../sim/cluster.ts";
import { allEnded, calmCluster, pass, until } from "./calm.ts";
import { Lone } from "./lone.ts";
import { beginMs, chain, signerOf } from "./site.ts";

const hourMs = 3_600_000;

const run = async (cluster: Cluster, commands: number): Promise<void> => {
  for (let value = 1; value <= commands; value += 1) {
    cluster.command("x", value, 20_000);
    await pass(cluster, 200);
  }
};

describe("clocks: set ahead, and right again", function () {
  this.timeout(60_000);

  it("one agent's events are in the order all the time", async () => {
    const cluster = calmCluster();
    const one = cluster.agents[3] as SimAgent;
    await run(cluster, 3);
    one.skewMs += hourMs;
    await run(cluster, 10);
    one.skewMs -= hourMs;
    await run(cluster, 3);
    await until(cluster, "all to end", () => allEnded(cluster));
    for (const { agent } of cluster.agents)
      assert.equal(agent?.store.tip(3).sequence, one.agent?.ownTip?.sequence);
    // With two others it is needed.
    cluster.killAgent(0);
    cluster.command("y", 1, 20_000);
    await until(cluster, "a command with three", () => allEnded(cluster));
    assert.equal(cluster.followings.at(-1)?.outcome, "confirmed");
  });

  it("all together: they say so, and go on when their time has come", async () => {
    const cluster = calmCluster();
    await run(cluster, 3);
    for (const place of cluster.agents) place.skewMs += 40_000;
    await run(cluster, 3);
    for (const place of cluster.agents) place.skewMs -= 40_000;
    await pass(cluster, 5000);
    const codes = (): string[] =>
      cluster.agents.flatMap(({ agent }) => {
        if (agent === null) return [];
        const sources = { guardIsUp: () => true, guardIsTwice: () => false, links: 1 };
        const { evidence, peers } = agent;
        const status = statusOf(agent, peers, { ...sources, heldEvents: 0, evidence });
        return [status.whyCode];
      });
    assert.deepEqual(new Set(codes()), new Set(["TIME_AHEAD"]));
    await pass(cluster, 40_000);
    assert.deepEqual(new Set(codes()), new Set([""]));
    cluster.command("y", 1, 20_000);
    await until(cluster, "a command", () => allEnded(cluster));
    assert.equal(cluster.followings.at(-1)?.outcome, "confirmed");
  });
});

describe("clocks: the time of an own event", () => {
  /** Of an event that agent0 makes when the others' clocks are off by this, ms. */
  const offset = (others: readonly number[]): number => {
    const lone = new Lone();
    lone.greet(others.map((_, index) => index + 1));
    const nowUs = lone.clock.nowUs();
    for (const [index, ms] of others.entries())
      lone.says(index + 1, { tips: { tips: [], clockUs: nowUs + ms * 1000 } });
    const command = signCommand(chain, signerOf("ann"), {
      ...{ device: "tank", writes: [{ point: "set", value: 1 }], notAfterMs: beginMs + 10_000 },
      nonce: new Uint8Array(16),
    });
    lone.client("ann").says({ request: 1, submit: { command } });
    const [own] = lone.ownEvents().map((envelope) => readEvent(chain, envelope));
    return ((own?.timeUs ?? 0) - nowUs) / 1000;
  };

  for (const [what, others, expected] of [
    ["is its own clock's while that may be right", [-hourMs, -hourMs, -4000], 0],
    ["or may be, by what is known", [-hourMs, hourMs], 0],
    ["is the others' when an honest one of those that told is behind", [-hourMs, -6000], -6000],
    ["or is behind", [hourMs, hourMs, hourMs], 0],
    ["is the others' when n-f of them are behind", [-hourMs, -6000, -7000], -6000],
  ] as const)
    it(what, () => assert.equal(offset(others), expected));
});
