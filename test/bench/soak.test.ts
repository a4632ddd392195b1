import assert from "node:assert/strict";
import { soak } from "../../bench/src/soak.ts";

describe("bench: soak", function () {
  this.timeout(300_000);

  it("every process is asked for its memory, the one that floods as well", async () => {
    const options = { agents: 4, minutes: 0.05, rate: 10, dead: 0, flood: true };
    const { submitted, outcomes, rows } = await soak(options);
    assert.ok(submitted > 0 && (outcomes["confirmed"] ?? 0) > 0, JSON.stringify(outcomes));
    const names = rows.map(({ process }) => process);
    assert.deepEqual(names, ["plc", "east", "south", "west", "intake-guard", "flood"]);
    for (const row of rows) assert.ok(row.mean > 1 && row.live > 1, JSON.stringify(row));
  });
});
