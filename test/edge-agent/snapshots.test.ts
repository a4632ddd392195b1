import assert from "node:assert/strict";
import { CodedError } from "@quorate/protocol";
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
