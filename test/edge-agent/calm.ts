import assert from "node:assert/strict";
import { Cluster, type ClusterOptions } from "../sim/cluster.ts";

/** A network that loses, doubles and reorders nothing. */
export const calmNetwork = {
  ...{ delayMs: [2, 6] as const, lossRate: 0, stallMs: 0, noticeMs: 300, reconnectMs: 100 },
  ...{ dropRate: 0, duplicateRate: 0, reorderRate: 0 },
};

/** A cluster in which nothing fails unless the test does it. */
export const calmCluster = (
  n = 4,
  seed = 1,
  more: Partial<ClusterOptions> = {},
): Cluster =>
  new Cluster(seed, {
    ...{ n, ...more },
    network: calmNetwork,
    ...{ syncMs: [0.2, 1], skewMs: 0 },
  });

/** Lets virtual time pass. */
export const pass = (cluster: Cluster, ms: number): Promise<void> =>
  cluster.world.run(cluster.world.nowMs + ms);

/** Runs until the condition holds; fails, naming it, when it does not within a virtual minute. */
export const until = async (
  cluster: Cluster,
  what: string,
  condition: () => boolean,
): Promise<void> => {
  await cluster.world.run(cluster.world.nowMs + 60_000, condition);
  assert.ok(condition(), `waited in vain for ${what}`);
};

export const allEnded = (cluster: Cluster): boolean =>
  cluster.followings.every(({ stage }) => stage === "ended");

/** Every running agent holds the same last block, state root and has nothing left to do. */
export const isQuiet = (cluster: Cluster): boolean => {
  const agents = cluster.agents.flatMap(({ agent }) => (agent === null ? [] : [agent]));
  const roots = new Set(agents.map((agent) => agent.machine.state.root()));
  const done = agents.every((agent) => agent.log.last === agent.machine.state.clock.block);
  return roots.size === 1 && done && agents.every((agent) => agent.pendingWeight === 0);
};
