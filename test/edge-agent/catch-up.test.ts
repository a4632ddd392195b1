import assert from "node:assert/strict";
import type { Cluster } from "../sim/cluster.ts";
import { SimFile, SimSnapshots } from "../sim/disk.ts";
import { allEnded, calmCluster, isQuiet, pass, until } from "./calm.ts";

let value = 0;

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

const settled = (cluster: Cluster, what: string): Promise<void> =>
  until(cluster, what, () => allEnded(cluster) && isQuiet(cluster));

describe("catch-up", function () {
  this.timeout(60_000);

  it("an agent away for longer than events are kept comes back by itself, and signs", async () => {
    const cluster = calmCluster();
    await run(cluster, 10);
    cluster.killAgent(3);
    await run(cluster, 130);
    assert.ok((cluster.agents[0]?.agent?.store.held ?? 0) < 1000);
    assert.ok(cluster.agents[0]?.journal.isCut, "the journal was cut");
    cluster.startAgent(3);
    await run(cluster, 30);
    await settled(cluster, "all to have one state");
    const back = cluster.agents[3]?.agent;
    assert.equal(cluster.counts.get("SNAPSHOT_ADOPTED"), 1);
    assert.equal(back?.observer, "");
    assert.equal(back?.log.last, cluster.agents[0]?.agent?.log.last, "its log is whole");
    assert.equal(back?.equivocators.size, 0);
    // Alone with two others it is needed: it is a full voter again.
    cluster.killAgent(0);
    value += 1;
    cluster.command("y", value, 20_000);
    await until(cluster, "a command with three", () => allEnded(cluster));
    assert.equal(cluster.followings.at(-1)?.outcome, "confirmed");
  });

  it("one with an emptied folder follows, and signs nothing (S6)", async () => {
    const cluster = calmCluster();
    await run(cluster, 130);
    cluster.killAgent(2);
    const place = cluster.agents[2] as { -readonly [K in keyof Cluster["agents"][number]]: never };
    const files = { journal: new SimFile(cluster.world, [0.2, 1]) };
    const blocks = new SimFile(cluster.world, [0.2, 1]);
    const snapshots = new SimSnapshots(cluster.world, [0.2, 1]);
    Object.assign(place, { ...files, blocks, snapshots });
    cluster.startAgent(2);
    await run(cluster, 30);
    await settled(cluster, "all to have one state");
    const back = cluster.agents[2]?.agent;
    assert.equal(back?.observer, "JOURNAL_LOST");
    assert.equal(back?.log.last, cluster.agents[0]?.agent?.log.last, "its log is whole");
    const signed = files.journal.stored().filter(({ payload }) => payload[0] === 2);
    assert.equal(signed.length, 0);
  });

  it("all stopped at once go on from their snapshots", async () => {
    const cluster = calmCluster();
    await run(cluster, 130);
    for (const index of [0, 1, 2, 3]) cluster.killAgent(index);
    for (const index of [2, 0, 3, 1]) cluster.startAgent(index);
    assert.ok((cluster.agents[0]?.agent?.restored?.header.number ?? 0) > 0);
    await run(cluster, 10);
    await settled(cluster, "all to have one state");
    for (const { agent } of cluster.agents) assert.equal(agent?.observer, "");
  });

  it("one whose state is another than the others' takes up a signed one (S7)", async () => {
    const cluster = calmCluster();
    await run(cluster, 70);
    const strayed = cluster.agents[1]?.agent;
    strayed?.machine.state.putSeen("ff".repeat(32), Number.MAX_SAFE_INTEGER - 1);
    await run(cluster, 90);
    assert.ok((cluster.counts.get("STATE_DIVERGED") ?? 0) >= 1);
    assert.notEqual(cluster.agents[1]?.agent, strayed);
    await run(cluster, 10);
    await settled(cluster, "all to have one state");
    assert.equal(cluster.agents[1]?.agent?.observer, "");
    const { block } = cluster.agents[1]?.agent?.machine.state.clock ?? { block: 0 };
    assert.equal(cluster.agents[1]?.agent?.votedBlock, block, "it signs again");
    assert.deepEqual([...(cluster.agents[0]?.agent?.mismatches ?? [])], []);
  });
});
