import assert from "node:assert/strict";
import { limitRelations, limits } from "@quorate/protocol";

describe("limits", () => {
  it("every one is a whole number above zero (S9)", () => {
    for (const [name, value] of Object.entries(limits))
      assert.ok(Number.isSafeInteger(value) && value > 0, name);
  });

  for (const [relation, holds] of Object.entries(limitRelations))
    it(`${relation} (S9)`, () => assert.ok(holds));
});
