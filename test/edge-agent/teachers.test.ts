import assert from "node:assert/strict";
import type { BehaviourName } from "../sim/byzantine.ts";
import { Cluster } from "../sim/cluster.ts";
import { allEnded, calmNetwork, pass, until } from "./calm.ts";

let value = 0;

/** A calm site in which agent 3 lies in one way, and histories are short. */
const siteWith = (...behaviours: BehaviourName[]): Cluster =>
  new Cluster(5, {
    ...{ n: 4, network: calmNetwork, syncMs: [0.2, 1], skewMs: 0, snapshotRounds: 5 },
    consensus: { roundsNonAncient: 4 },
    byzantine: new Map([[3, behaviours]]),
  });

/** Commands until `rounds` more rounds are decided at agent 0. */
const run = async (cluster: Cluster, rounds: number): Promise<void> => {
  const decided = (): number => cluster.agents[0]?.agent?.order.hashgraph.decidedRound ?? 0;
  const goal = decided() + rounds;
  while (decided() < goal) {
    value += 1;
    cluster.command("x", value, 20_000);
    await pass(cluster, 60);
  }
};

describe("catch-up with liars", function () {
  this.timeout(60_000);

  it("one liar with a snapshot that there is not stops nobody", async () => {
    const cluster = siteWith("lure", "teach-silence");
    await pass(cluster, 500);
    for (let times = 0; times < 5; times += 1) {
      value += 1;
      const began = cluster.world.nowMs;
      cluster.command("x", value, 20_000);
      await until(cluster, "a command", () => allEnded(cluster));
      const tookMs = cluster.world.nowMs - began;
      assert.ok(tookMs < 1000, `took ${tookMs} ms`);
      await pass(cluster, 300);
    }
    assert.ok((cluster.behaved.get("lure") ?? 0) > 5);
  });

  for (const lie of [
    ...(["teach-wrong-state", "teach-wrong-part", "teach-truncated", "teach-stale"] as const),
    ...(["teach-silence", "teach-empty", "false-blocks", "greedy-learner"] as const),
  ])
    it(`an agent that was away comes back past a teacher with ${lie}`, async () => {
      const cluster = siteWith("lure", lie);
      await run(cluster, 10);
      cluster.killAgent(2);
      await run(cluster, 40);
      cluster.startAgent(2);
      await run(cluster, 10);
      await until(cluster, "all to have one log", () => {
        const [first, , back] = cluster.agents.map(({ agent }) => agent);
        if (!allEnded(cluster) || first?.log.last !== back?.log.last) return false;
        return first?.machine.state.root() === back?.machine.state.root();
      });
      const back = cluster.agents[2]?.agent;
      assert.ok((cluster.counts.get("SNAPSHOT_ADOPTED") ?? 0) >= 1);
      assert.equal(back?.observer, "");
    });
});
