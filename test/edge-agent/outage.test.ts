import assert from "node:assert/strict";
import type { Cluster } from "../sim/cluster.ts";
import { allEnded, calmCluster, pass, until } from "./calm.ts";

const minutes = 60_000;
const sequences = (cluster: Cluster): number[] =>
  cluster.agents.map(({ agent }) => agent?.ownTip?.sequence ?? 0);

/** Every cable between the first `left` agents and the others, in both directions. */
const split = (cluster: Cluster, left: number): void => {
  const names = cluster.agents.map(({ name }) => name);
  for (const one of names.slice(0, left))
    for (const other of names.slice(left)) {
      cluster.network.cutCable(one, other);
      cluster.network.cutCable(other, one);
    }
};

describe("outage: no quorum for ten minutes", () => {
  for (const [n, left] of [[4, 2], [7, 3], [7, 4]] as const)
    it(`at most n events each, then ordered in 2 s (n=${n}, ${left} | ${n - left})`, async () => {
      const cluster = calmCluster(n);
      await until(cluster, "the site", () => cluster.client.agentsUp.length === n);
      await pass(cluster, 500);
      cluster.command("x", 1, 20_000);
      await until(cluster, "the first command", () => allEnded(cluster));
      split(cluster, left);
      await pass(cluster, 1000);
      const before = sequences(cluster);
      // Somebody tries again and again, at every agent.
      for (let turn = 0; turn < 120; turn += 1) {
        cluster.command("x", 100 + turn, 30_000);
        await pass(cluster, 5000);
      }
      assert.ok(cluster.world.nowMs >= 10 * minutes);
      sequences(cluster).forEach((sequence, index) => {
        const made = sequence - (before[index] as number);
        assert.ok(made <= n, `${cluster.agents[index]?.name} made ${made} events`);
      });
      cluster.network.mend();
      const mendedMs = cluster.world.nowMs;
      cluster.command("y", 999, 20_000);
      const last = cluster.followings.at(-1);
      await until(cluster, "its order", () => last?.at["ordered"] !== undefined);
      const tookMs = cluster.world.nowMs - mendedMs;
      assert.ok(tookMs <= 2000, `ordered after ${tookMs} ms`);
      await until(cluster, "all ends", () => allEnded(cluster));
      assert.equal(last?.outcome, "confirmed");
    });
});

describe("outage: nothing to do", () => {
  it("an idle site makes no events at all, and wakes at once", async () => {
    const cluster = calmCluster();
    await until(cluster, "the site", () => cluster.client.agentsUp.length === 4);
    await pass(cluster, 500);
    cluster.command("x", 1, 20_000);
    await until(cluster, "its end", () => allEnded(cluster));
    await pass(cluster, 5000);
    const before = sequences(cluster);
    const frames = cluster.network.frames;
    await pass(cluster, 5 * minutes);
    assert.deepEqual(sequences(cluster), before);
    const perSecond = (cluster.network.frames - frames) / 300;
    assert.ok(perSecond < 40, `${perSecond} frames a second between all`);
    const begunMs = cluster.world.nowMs;
    cluster.command("x", 2, 20_000);
    await until(cluster, "its end", () => allEnded(cluster));
    assert.ok(cluster.world.nowMs - begunMs < 1000);
  });

  it("a guard that is off: its closed command waits for it, and makes no events (S9)", async () => {
    const cluster = calmCluster();
    await until(cluster, "the site", () => cluster.client.agentsUp.length === 4);
    cluster.killGuard();
    cluster.command("x", 1, 2000);
    const isClosed = ({ agent }: (typeof cluster.agents)[number]): boolean =>
      [...(agent?.machine.state.commands.values() ?? [])].some(({ closing }) => closing !== "");
    await until(cluster, "its closing", () => cluster.agents.every(isClosed));
    await pass(cluster, 5000);
    const before = sequences(cluster);
    await pass(cluster, 2 * minutes);
    assert.deepEqual(sequences(cluster), before);
    cluster.startGuard();
    await until(cluster, "its end", () => allEnded(cluster));
    assert.equal(cluster.followings.at(-1)?.outcome, "expired");
  });
});
