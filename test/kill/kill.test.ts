import assert from "node:assert/strict";
import { PlantProcess, until } from "@quorate/deploy";
import { runKills } from "./run.ts";
import { stackOf } from "./stack.ts";
import { summaryLines } from "./summary.ts";

describe("kill: real processes", () => {
  it("agents and the guard are killed under load, and every rule holds", async function () {
    this.timeout(900_000);
    const { summary, violations } = await runKills({
      ...{ kills: 6, seed: 20_261_124, agents: 4, rate: 30, say: () => {} },
    });
    assert.deepEqual(violations, [], summaryLines(summary).join("\n"));
    assert.ok(summary.kills >= 6 && summary.restarts >= 6);
    assert.ok(summary.receipts > 0 && summary.writes > 0 && summary.blocks > 0);
    assert.ok((summary.ends["confirmed"] ?? 0) > 0);
  });

  it("a process in a loop without end is asked where it is", async function () {
    this.timeout(300_000);
    const code = "const spin = () => { for (;;); }; console.log('now'); setTimeout(spin, 10)";
    const process = new PlantProcess("spinning", ["--eval", code]);
    process.start();
    try {
      await process.line("now", 60_000);
      let stepMs = 500;
      const stack = await until(
        async () => {
          stepMs *= 2;
          const found = await stackOf(process.pid, stepMs);
          return found.includes("#0 spin") ? found : null;
        },
        { what: "its stack", deadlineMs: 120_000 },
      );
      assert.match(stack, /#0 spin/);
    } finally {
      await process.kill("SIGKILL");
    }
  });
});
