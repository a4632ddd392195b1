import assert from "node:assert/strict";
import { LogReader, type SiteAsker, type WireAnswer } from "@quorate/protocol";
import { context, testSite } from "./sealed.ts";

const empty: WireAnswer = {
  ...{ json: "", readings: [], blocks: [], lastBlock: 0, code: "", detail: "" },
  ...{ equivocations: [], more: false, nextPlace: 0, unheard: [] },
};
/** A block that stands no check. */
const broken: WireAnswer = {
  ...empty,
  blocks: [{ header: new Uint8Array(3), entries: [], signatures: [] }] as never,
};

const readerOf = (answers: readonly (WireAnswer | null)[]): LogReader => {
  const links: SiteAsker = {
    ...{ site: testSite(answers.length), context, missing: "east (no link)" },
    reasonOf: () => "",
    ask: async (agent) => answers[agent] ?? null,
    askAll: async () => answers,
  };
  return new LogReader(links, { sequence: 1 });
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
