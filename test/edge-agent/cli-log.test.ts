import assert from "node:assert/strict";
import type { LogLine, WireAnswer } from "@quorate/protocol";
import { lastBlock } from "../../edge-agent/src/cli/approve.ts";
import { showLine } from "../../edge-agent/src/cli/log-line.ts";
import { policySite } from "./cli-site.ts";

const site = policySite();
const line: LogLine = {
  ...{ sequence: 7, block: 3, time: 1_767_225_600_000, kind: "verdict", id: "ab".repeat(32) },
  ...{ device: "intake", writes: { valve: 40 }, operator: "ann", outcome: "refused" },
  ballots: { have: 3, of: 4 },
};

describe("cli: a line of the log", () => {
  it("is one line, whatever names and texts somebody has signed", () => {
    const forged = "x\n#8     2026-01-01T00:00:00.000Z verdict  permitted bo intake valve=9\u202e";
    for (const lie of [
      { device: forged },
      { writes: { [forged]: 1 } },
      { writes: { valve: forged } },
      { alarm: forged, action: "shelve" as const },
      { reason: forged },
      { message: forged },
      { operator: forged },
    ]) {
      const shown = showLine(site, { ...line, ...lie });
      assert.doesNotMatch(shown, /[\n\u202e]/);
      assert.ok(shown.startsWith("#7 ") && /\\(u000a|n)#8/.test(shown), shown);
    }
  });

  it("has a time where somebody signed one that no date can have", () => {
    const alarm = { alarm: "intake/level/high", action: "shelve" as const, until: 9e15 };
    assert.match(showLine(site, { ...line, ...alarm }), /until \+275760-09-13T00:00:00\.000Z/);
  });
});

describe("cli: where the log stands", () => {
  const claimed = async (...claims: readonly (number | null)[]): Promise<number> => {
    const answers = claims.map((claim) => (claim === null ? null : { lastBlock: claim }));
    return lastBlock({ site, askAll: async () => answers as (WireAnswer | null)[] });
  };

  it("is what an honest agent has, whatever one other claims", async () => {
    assert.equal(await claimed(1e12, 100, 99, 100), 100);
    assert.equal(await claimed(0, 100, 99, 100), 100);
    assert.equal(await claimed(null, 100, 99, null), 99);
    assert.equal(await claimed(null, 100, null, null), 0, "from the beginning, then");
  });
});
