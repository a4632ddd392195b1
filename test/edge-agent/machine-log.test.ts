import assert from "node:assert/strict";
import { decodeEntry, decodeHeader, hexBytes } from "@quorate/protocol";
import { LogRun, type LogVectors, makeLog } from "../vectors/log.ts";
import { readVectors } from "../vectors/read.ts";

// The frozen ordered log of a small run. `npx tsx test/vectors/make.ts` writes it anew, which is a
// change of the protocol: agents of two versions would no longer agree. These tests only compare.

const frozen = readVectors<LogVectors>("log.json");

const replayed = (rounds: LogVectors["rounds"]): LogVectors => {
  const run = new LogRun(frozen.site);
  for (const round of rounds) run.apply(round);
  return run.result(frozen.site);
};

describe("machine: frozen log", () => {
  it("the frozen rounds give the frozen blocks, ends and state root", () => {
    const { blocks, ended, stateRoot } = replayed(frozen.rounds);
    assert.deepEqual(
      blocks.map(({ header }) => decodeHeader(hexBytes(header))),
      frozen.blocks.map(({ header }) => decodeHeader(hexBytes(header))),
    );
    assert.deepEqual(blocks, frozen.blocks);
    assert.deepEqual(ended, frozen.ended);
    assert.equal(stateRoot, frozen.stateRoot);
  });

  it("the script still makes the frozen rounds", () => {
    assert.deepEqual(JSON.parse(JSON.stringify(makeLog())), frozen);
  });

  it("covers every kind of entry and of end", () => {
    const items = frozen.blocks
      .flatMap(({ entries }) => entries.map((entry) => decodeEntry(hexBytes(entry)).item))
      .map((item) => {
        if (item.kind === "verdict") return item.decision;
        return item.kind === "closing" ? item.code : item.kind;
      });
    const expected = ["alarm", "approval", "deny", "permit", "report", "wait"];
    for (const one of [...expected, "CERTIFICATE_LATE", "CERTIFICATE_VETOED"])
      assert.ok(items.includes(one), `${one} is missing in ${[...new Set(items)].join(", ")}`);
    assert.deepEqual(
      [...new Set(frozen.ended.map(([, outcome]) => outcome))].sort(),
      ["confirmed", "expired", "refused", "skipped"],
    );
  });

  it("every block's state root is another one", () => {
    const roots = frozen.blocks.map(({ header }) => decodeHeader(hexBytes(header)).stateRoot);
    assert.equal(new Set(roots).size, roots.length);
  });

  it("a transaction left out changes the root", () => {
    const first = frozen.rounds[0] as LogVectors["rounds"][number];
    const shorter = { ...first, transactions: first.transactions.slice(1) };
    const { blocks, stateRoot } = replayed([shorter, ...frozen.rounds.slice(1, 2)]);
    assert.notEqual(blocks[0]?.header, frozen.blocks[0]?.header);
    assert.notEqual(stateRoot, replayed(frozen.rounds.slice(0, 2)).stateRoot);
  });
});
