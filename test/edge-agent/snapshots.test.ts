import assert from "node:assert/strict";
import { CodedError, decodeHeader } from "@quorate/protocol";
import { allEnded, calmCluster, isQuiet, pass, until } from "./calm.ts";

describe("snapshots: a log that cannot be read", function () {
  this.timeout(60_000);

  it("leaves one out and says so; the order goes on, and the next one is taken", async () => {
    const lines: string[] = [];
    const cluster = calmCluster(4, 1, { snapshotRounds: 4, trace: (line) => lines.push(line) });
    const { agent } = cluster.agents[0] ?? {};
    assert.ok(agent);
    const broken = (): never => {
      throw new CodedError("RECORD_DAMAGED", "a byte of the block is another");
    };
    const commands = async (from: number): Promise<void> => {
      for (let value = from; value < from + 10; value += 1) {
        cluster.command("x", value, 10_000);
        await pass(cluster, 60);
      }
      await until(cluster, "every command's end", () => allEnded(cluster) && isQuiet(cluster));
    };
    Object.assign(agent.log, { block: broken });
    await commands(1);
    const said = lines.filter((line) => /agent0 order SNAPSHOT_WRITE.*RECORD_DAMAGED/.test(line));
    assert.ok(said.length > 0);
    assert.equal(cluster.agents[0]?.snapshots.stored().length, 0);
    assert.deepEqual([...agent.lastCodes.values()], [], "no peer is blamed");
    Reflect.deleteProperty(agent.log, "block");
    await commands(20);
    assert.ok((cluster.agents[0]?.snapshots.stored().length ?? 0) > 0);
  });
});

describe("snapshots: whose turn it is", function () {
  this.timeout(60_000);

  it("every agent takes its own in other rounds, as many apart as all others'", async () => {
    const everyRounds = 20;
    const cluster = calmCluster(4, 1, { snapshotRounds: everyRounds });
    const taken = cluster.agents.map(() => new Set<number>());
    const look = (): void =>
      cluster.agents.forEach(({ agent, snapshots }, index) => {
        for (const { block } of snapshots.stored()) {
          const header = agent?.log.block(block)?.header;
          if (header !== undefined) taken[index]?.add(decodeHeader(header).round);
        }
      });
    for (let value = 1; Math.min(...taken.map(({ size }) => size)) < 4; value += 1) {
      assert.ok(value < 2000, "snapshots are taken");
      cluster.command("x", value % 100, 10_000);
      await pass(cluster, 20);
      look();
    }
    const all = taken.flatMap((rounds) => [...rounds]);
    assert.equal(new Set(all).size, all.length, all.join(" "));
    for (const rounds of taken.map((set) => [...set]))
      for (const [index, round] of rounds.slice(1).entries()) {
        const apart = round - (rounds[index] as number);
        assert.ok(Math.abs(apart - everyRounds) <= 4, rounds.join(" "));
      }
  });
});
