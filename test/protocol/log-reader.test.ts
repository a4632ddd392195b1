import assert from "node:assert/strict";
import { LogReader, type LogStart, type SiteAsker, type WireAnswer } from "@quorate/protocol";
import { ChainWriter, denyOf } from "./audit-log.ts";
import { context, newCommand, testSite } from "./sealed.ts";

const empty: WireAnswer = {
  ...{ json: "", readings: [], blocks: [], lastBlock: 0, code: "", detail: "" },
  ...{ equivocations: [], more: false, nextPlace: 0, unheard: [] },
};
/** A block that stands no check. */
const broken: WireAnswer = {
  ...empty,
  blocks: [{ header: new Uint8Array(3), entries: [], signatures: [] }] as never,
};

const readerOf = (
  answers: readonly (WireAnswer | null)[],
  start: LogStart = { sequence: 1 },
): LogReader => {
  const links: SiteAsker = {
    ...{ site: testSite(answers.length), context, missing: "east (no link)" },
    reasonOf: () => "",
    ask: async (agent) => answers[agent] ?? null,
    askAll: async () => answers,
  };
  return new LogReader(links, start);
};

describe("log reader: the end of the log", () => {
  it("is where f+1 agents say so, whatever one other shows", async () => {
    assert.deepEqual(await readerOf([empty, null, empty, null]).next(), []);
    assert.deepEqual(await readerOf([broken, empty, empty, null]).next(), []);
  });

  it("is not where one alone says so: it may be behind, or lie", async () => {
    const few = { code: "CONTACT_FEW", message: /1 of 4 .* 2 are needed; missing: east/ };
    await assert.rejects(readerOf([null, empty, null, null]).next(), few);
    await assert.rejects(readerOf([null, null, null, null]).next(), { code: "CONTACT_NONE" });
    await assert.rejects(readerOf([broken, empty, null, null]).next(), { name: "CodedError" });
  });
});

describe("log reader: where it begins", () => {
  const writer = new ChainWriter();
  for (let number = 1; number <= 3; number += 1)
    writer.add([denyOf(newCommand()), denyOf(newCommand())]);
  const { blocks } = writer;
  const from = (number: number): WireAnswer => ({ ...empty, blocks: blocks.slice(number - 1) });

  for (const [what, start] of [
    ["a block", { block: 2 }],
    ["the first line of a block", { sequence: 3 }],
    ["the last line of a block", { sequence: 4 }],
  ] as const)
    it(`at ${what}: a later one leaves nothing out, though it is certified`, async () => {
      const reader = readerOf([from(3), from(2), from(2), from(2)], start);
      const read = await reader.next();
      assert.deepEqual(read.map(({ checked }) => checked.header.number), [2, 3]);
      const alone = readerOf([from(3), null, null, null], start);
      await assert.rejects(alone.next(), { code: "AUDIT_BLOCK" });
    });
});
