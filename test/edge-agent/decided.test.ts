import assert from "node:assert/strict";
import { CodedError, isCoded } from "@quorate/protocol";
import { Decided } from "../../edge-agent/src/decided.ts";
import type { Round } from "../../edge-agent/src/order.ts";

const round = (number: number): Round => ({
  ...{ round: number, timeUs: number, judges: 4, fewJudges: false, events: [], stale: [] },
  consensus: {
    ...{ decidedRound: number, minimumJudges: [], judges: [], sequences: [] },
    ...({} as Round["consensus"]),
  },
});

describe("order: decided rounds", () => {
  it("go on where they were decided, those that one lets in after those before it", () => {
    const applied: number[] = [];
    const decided: Decided = new Decided({
      apply: ({ round: number }) => {
        applied.push(number);
        if (number === 1) decided.take([round(3)]);
      },
      nested: () => {},
    });
    decided.take([round(1), round(2)]);
    assert.deepEqual(applied, [1, 2, 3]);
  });

  it("a coded error in one is nobody's fault that sent something: the process ends (S7)", () => {
    const cause = new CodedError("BLOCKS_MISSING", "block 3 is not there");
    const decided = new Decided({
      apply: () => {
        throw cause;
      },
      nested: () => {},
    });
    assert.throws(
      () => decided.take([round(1)]),
      (error: Error) => !isCoded(error) && error.cause === cause && /BLOCKS/.test(error.message),
    );
  });
});
