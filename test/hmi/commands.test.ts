import assert from "node:assert/strict";
import { commandId, type Following, tooEarly } from "@quorate/protocol";
import { Commands } from "../../hmi/src/commands.ts";
import { beginMs, chain, context, newCommand, testSite } from "../protocol/sealed.ts";

describe("console: commands", () => {
  it("one that is too early says so while it is open, and no more once it is taken", () => {
    const commands = new Commands(testSite(), context);
    const command = newCommand();
    const id = commandId(chain, command);
    commands.own(command, beginMs);
    const following: Following = {
      ...{ id, stage: "submitted", outcome: null, code: "", detail: "", sequence: 0, block: 0 },
      ...{ ballots: 0, at: {}, report: null, later: tooEarly, early: "its end is far away" },
    };
    const shown = (): string[] => {
      const { stage, code, detail } = commands.get(id) ?? assert.fail("it is gone");
      return [stage, code, detail];
    };
    commands.followed(following);
    assert.deepEqual(shown(), ["submitted", tooEarly, "its end is far away"]);
    commands.followed({ ...following, stage: "received" });
    assert.deepEqual(shown(), ["received", "", ""]);
  });
});
