import assert from "node:assert/strict";
import { decodeHeader, LogAudit, LogExport, type WireBlock } from "@quorate/protocol";
import { Cluster } from "../sim/cluster.ts";
import { realSignatures } from "../sim/signatures.ts";
import { allEnded, calmNetwork, isQuiet, pass, until } from "./calm.ts";

const agentsOf = (cluster: Cluster) =>
  cluster.agents.flatMap(({ agent }) => (agent === null ? [] : [agent]));

const decidedBy = (cluster: Cluster): number =>
  Math.min(...agentsOf(cluster).map(({ order }) => order.hashgraph.decidedRound));

const logOf = (cluster: Cluster, index: number): WireBlock[] => {
  const { log } = agentsOf(cluster)[index] as ReturnType<typeof agentsOf>[number];
  return Array.from({ length: log.last }, (_, block) => log.block(block + 1) as WireBlock);
};

/** Something of weight that no event ever carries: rounds go on, and nothing is ordered. */
const phantom = "a command that never comes";

const begin = (cluster: Cluster): void => {
  for (const agent of agentsOf(cluster)) agent.unordered.add(phantom);
};

const end = (cluster: Cluster): void => {
  for (const agent of agentsOf(cluster)) agent.unordered.delete(phantom);
};

describe("rounds without entries (S9)", function () {
  this.timeout(120_000);
  let cluster: Cluster;

  before(async () => {
    cluster = new Cluster(5, {
      ...{ n: 4, network: calmNetwork, syncMs: [0.2, 1], skewMs: 0, snapshotRounds: 10 },
      ...{ consensus: { roundsNonAncient: 4 }, signatures: realSignatures() },
    });
    await until(cluster, "the site", () => cluster.client.agentsUp.length === 4);
    cluster.command("x", 1, 20_000);
    await until(cluster, "its end", () => allEnded(cluster));
    begin(cluster);
  });

  it("snapshots are taken, and events and journals let go of", async () => {
    let most = 0;
    for (let round = 50; round <= 350; round += 50) {
      await until(cluster, `round ${round}`, () => decidedBy(cluster) >= round);
      for (const { store } of agentsOf(cluster)) most = Math.max(most, store.held);
    }
    for (const { agent, journal, snapshots } of cluster.agents) {
      const { size } = agent?.store as { size: number };
      assert.ok(size > 2500, `${size} events`);
      assert.ok(most < size / 2, `${most} of ${size} events held`);
      assert.ok(journal.isCut, "the journal was cut");
      assert.equal(snapshots.stored().length, 2);
    }
  });

  it("an agent that was away learns one of them, and its log is whole", async () => {
    cluster.killAgent(3);
    const goal = decidedBy(cluster) + 250;
    await until(cluster, "rounds without it", () => decidedBy(cluster) >= goal);
    cluster.startAgent(3);
    await until(cluster, "it to be back", () => decidedBy(cluster) >= goal);
    assert.equal(cluster.counts.get("SNAPSHOT_ADOPTED"), 1);
  });

  it("then there is rest: ballots for such blocks keep nobody busy", async () => {
    end(cluster);
    await until(cluster, "one state", () => isQuiet(cluster));
    await pass(cluster, 2000);
    const before = agentsOf(cluster).map(({ store }) => store.size);
    await pass(cluster, 300_000);
    assert.deepEqual(agentsOf(cluster).map(({ store }) => store.size), before);
    assert.ok(isQuiet(cluster));
  });

  it("the log stands an audit, and is the same everywhere", () => {
    const [first, ...others] = [0, 1, 2, 3].map((index) => logOf(cluster, index));
    const blocks = first as WireBlock[];
    const headers = blocks.map(({ header }) => decodeHeader(header));
    assert.ok(headers.filter(({ entries }) => entries === 0).length >= 6);
    for (const other of others)
      assert.deepEqual(other.map(({ header }) => header), blocks.map(({ header }) => header));
    const [{ log }] = agentsOf(cluster) as [ReturnType<typeof agentsOf>[number]];
    for (const { number, entries, firstSequence } of headers)
      if (entries > 0) assert.equal(log.blockOf(firstSequence), number);
    const out = new LogExport(cluster.site);
    const audit = new LogAudit(cluster.site, realSignatures().verify);
    for (const bytes of [out.head(), ...blocks.map((block) => out.block(block)), out.tail()])
      audit.take(bytes);
    const { entries } = audit.end();
    assert.equal(entries, headers.reduce((sum, one) => sum + one.entries, 0));
  });

  it("a command is carried out as before", async () => {
    cluster.command("x", 2, 20_000);
    await until(cluster, "its end", () => allEnded(cluster));
    assert.equal(cluster.followings.at(-1)?.outcome, "confirmed");
  });
});
