import assert from "node:assert/strict";
import {
  type BlockHeader,
  blockHash,
  decodeEntry,
  decodeHeader,
  encode,
  encodeEntry,
  encodeHeader,
  type Entry,
  sha256,
  toHex,
  utf8,
  wire,
} from "@quorate/protocol";
import fc from "fast-check";
import { chain, newCommand, otherChain, record, throwsCode } from "./sealed.ts";

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
const safe = fc.nat(Number.MAX_SAFE_INTEGER);
const positive = safe.filter((value) => value > 0);
const some = fc.uint8Array({ minLength: 1 });
const text = fc.string({ unit: "grapheme", maxLength: 30 });
const envelope = record({ body: some, signature: some });

const headers = record({
  ...{ chain: hash, number: positive, previous: hash, round: safe, timeUs: safe },
  ...{ firstSequence: positive, entries: fc.integer({ min: 0, max: 2 ** 32 - 1 }) },
  ...{ root: hash, stateRoot: hash },
});

const place = { id: hash, code: text, deviceSequence: safe, previous: hash };
const items: fc.Arbitrary<Entry["item"]> = fc.oneof(
  record({
    ...{ kind: fc.constant("verdict" as const), ...place, detail: text, command: envelope },
    decision: fc.constantFrom("permit", "deny", "wait"),
  }),
  record({ kind: fc.constant("closing" as const), ...place, detail: text, device: text }),
  record({ kind: fc.constant("report" as const), report: envelope }),
  record({ kind: fc.constant("approval" as const), approval: envelope }),
  record({
    ...{ kind: fc.constant("alarm" as const), id: hash, code: text, detail: text },
    ...{ decision: fc.constantFrom("permit", "deny"), action: envelope },
  }),
);

const header: BlockHeader = {
  ...{ chain: toHex(chain), number: 3, previous: toHex(sha256(utf8("block 2"))), round: 9 },
  ...{ timeUs: 1000, firstSequence: 17, entries: 2 },
  ...{ root: toHex(sha256(utf8("root"))), stateRoot: toHex(sha256(utf8("state"))) },
};

const raw = (changes: Record<string, unknown>): Uint8Array => {
  const bytes = (name: string): Uint8Array => sha256(utf8(name));
  return encode(wire.BlockHeader, {
    ...{ chain, number: 3, previous: bytes("previous"), round: 9, timeUs: 1000 },
    ...{ firstSequence: 17, entries: 2, root: bytes("root"), stateRoot: bytes("state") },
    ...changes,
  });
};

describe("block: header", () => {
  it("comes back as it was encoded", () => {
    fc.assert(
      fc.property(headers, (given) => assert.deepEqual(decodeHeader(encodeHeader(given)), given)),
    );
  });

  it("hash: another one for every changed field and for another chain", () => {
    const changes: Partial<BlockHeader>[] = [
      ...[{ number: 4 }, { round: 10 }, { timeUs: 1001 }, { firstSequence: 18 }, { entries: 3 }],
      ...[{ chain: header.root }, { previous: header.root }, { root: header.stateRoot }],
      { stateRoot: header.root },
    ];
    const hashOf = (one: BlockHeader): string => blockHash(chain, encodeHeader(one));
    const hashes = changes.map((change) => hashOf({ ...header, ...change }));
    hashes.push(hashOf(header));
    hashes.push(blockHash(otherChain, encodeHeader(header)));
    assert.equal(new Set(hashes).size, changes.length + 2);
  });

  it("accepts what the defects below are made from", () => {
    assert.equal(decodeHeader(raw({})).number, 3);
  });

  it("may be of a block without entries", () => {
    const { entries, firstSequence } = decodeHeader(raw({ entries: 0 }));
    assert.deepEqual([entries, firstSequence], [0, 17]);
  });

  for (const [name, change] of Object.entries({
    "block 0": { number: 0 },
    "sequence 0": { firstSequence: 0 },
    "a number past exact integers": { number: 2 ** 53 },
    "a round past exact integers": { round: 2 ** 53 },
    "a time past exact integers": { timeUs: 2 ** 53 },
    "a sequence past exact integers": { firstSequence: 2 ** 53 },
    "a short chain": { chain: chain.slice(1) },
    "no previous hash": { previous: new Uint8Array() },
    "a long root": { root: new Uint8Array(33) },
    "a short state root": { stateRoot: new Uint8Array(31) },
  }))
    it(`refuses ${name}`, () => throwsCode("BLOCK_DECODE", () => decodeHeader(raw(change))));

  it("refuses garbage", () => throwsCode("BLOCK_DECODE", () => decodeHeader(Uint8Array.of(9))));
});

describe("block: entry", () => {
  it("comes back as it was encoded", () => {
    fc.assert(
      fc.property(items, safe, safe, (item, sequence, timeUs) => {
        const entry = { sequence, timeUs, item };
        assert.deepEqual(show(decodeEntry(encodeEntry(entry))), show(entry));
      }),
    );
  });

  it("kinds are never mistaken for one another", () => {
    const report = newCommand();
    const [one, other] = [
      encodeEntry({ sequence: 1, timeUs: 1, item: { kind: "report", report } }),
      encodeEntry({ sequence: 1, timeUs: 1, item: { kind: "approval", approval: report } }),
    ];
    assert.notDeepEqual(one, other);
  });

  it("refuses an unknown decision", () => {
    const verdict = { id: new Uint8Array(32), decision: 4, command: newCommand() };
    const bytes = encode(wire.Entry, { sequence: 1, timeUs: 1, verdict });
    throwsCode("ENTRY_DECODE", () => decodeEntry(bytes));
  });

  it("refuses no decision", () => {
    const verdict = { id: new Uint8Array(32), command: newCommand() };
    throwsCode("ENTRY_DECODE", () => decodeEntry(encode(wire.Entry, { sequence: 1, verdict })));
  });

  it("refuses a verdict without command", () => {
    const verdict = { id: new Uint8Array(32), decision: 1 };
    throwsCode("ENTRY_DECODE", () => decodeEntry(encode(wire.Entry, { sequence: 1, verdict })));
  });

  it("refuses an entry of no kind", () => {
    throwsCode("ENTRY_DECODE", () => decodeEntry(encode(wire.Entry, { sequence: 1, timeUs: 2 })));
  });

  it("refuses a sequence past exact integers", () => {
    const bytes = encode(wire.Entry, { sequence: 2 ** 53, timeUs: 2, report: newCommand() });
    throwsCode("ENTRY_DECODE", () => decodeEntry(bytes));
  });

  it("refuses garbage", () => throwsCode("ENTRY_DECODE", () => decodeEntry(Uint8Array.of(9))));
});

/** Bytes as hex, so that two entries can be compared whatever arrays and classes they hold. */
const show = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return toHex(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, show(one)]));
};
