import assert from "node:assert/strict";
import {
  encode,
  type Envelope,
  isOutcome,
  limits,
  readReport,
  type Report,
  seal,
  sha256,
  signReport,
  toHex,
  utf8,
  verifyReport,
  wire,
} from "@quorate/protocol";
import fc from "fast-check";
import {
  beginMs,
  chain,
  context,
  keyOf,
  otherChain,
  record,
  signerOf,
  throwsCode,
} from "./sealed.ts";

const guard = signerOf("g");
const id = toHex(sha256(utf8("a command")));
const safe = fc.nat(Number.MAX_SAFE_INTEGER);
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), text);

const point = record(
  { point: text, asked: value, before: value, after: value, code: text },
  { requiredKeys: ["point", "asked", "code"] },
);
const reports = record({
  ...{ device: text, deviceSequence: safe, id: fc.constant(id), code: text, detail: text },
  outcome: fc.constantFrom("written", "confirmed", "refused", "failed", "expired", "skipped"),
  points: fc.array(point, { maxLength: 6 }),
  ...{ writtenMs: safe, finishedMs: safe },
  closing: fc.constantFrom("", "skipped", "already-written"),
}) as fc.Arbitrary<Omit<Report, "guard">>;

const report: Omit<Report, "guard"> = {
  ...{ device: "tank", deviceSequence: 3, id, outcome: "confirmed", code: "", detail: "" },
  points: [{ point: "level", asked: 20, before: 0, after: 20, code: "" }],
  ...{ writtenMs: beginMs, finishedMs: beginMs + 100, closing: "" },
};

const raw = (message: Record<string, unknown>): Envelope => {
  const bytes = { guard: guard.publicKey, id: new Uint8Array(32) };
  const given = { ...report, ...bytes, points: [], ...message };
  return seal("quorate/report/v1", chain, encode(wire.Report, given), guard);
};

const open = (envelope: Envelope): unknown => verifyReport(context, envelope, readReport(envelope));

describe("report", () => {
  it("comes back as it was signed", () => {
    fc.assert(
      fc.property(reports, (given) => {
        const envelope = signReport(chain, guard, given);
        const { guard: key, ...rest } = verifyReport(context, envelope, readReport(envelope));
        assert.equal(key, keyOf("g"));
        const { points: expected, ...fields } = given;
        const { points, ...others } = rest;
        assert.deepEqual(others, fields);
        assert.deepEqual(points, expected.map((one) => ({ ...one })));
      }),
      { numRuns: 50 },
    );
  });

  it("written is no end, the five others are", () => {
    for (const end of ["confirmed", "refused", "failed", "expired", "skipped"])
      assert.ok(isOutcome(end));
    for (const none of ["written", "unknown", "", "Confirmed", "toString"])
      assert.ok(!isOutcome(none));
  });

  it("refuses another guard's signature", () => {
    const { body } = signReport(chain, guard, report);
    const { signature } = signReport(chain, signerOf("far-guard"), report);
    throwsCode("REPORT_SIGNATURE", () => open({ body, signature }));
  });

  it("refuses a signature made for another chain", () =>
    throwsCode("REPORT_SIGNATURE", () => open(signReport(otherChain, guard, report))));

  it("refuses a signature made for a reading", () => {
    const { body } = signReport(chain, guard, report);
    throwsCode("REPORT_SIGNATURE", () => open(seal("quorate/reading/v1", chain, body, guard)));
  });

  it("refuses another outcome under the same signature", () => {
    const { signature } = signReport(chain, guard, report);
    const { body } = signReport(chain, guard, { ...report, outcome: "failed" });
    throwsCode("REPORT_SIGNATURE", () => open({ body, signature }));
  });

  for (const [name, change] of Object.entries({
    "an unknown outcome": { outcome: "done" },
    "no outcome": { outcome: "" },
    "a short key": { guard: guard.publicKey.slice(1) },
    "a long id": { id: new Uint8Array(60_000) },
    "an unknown answer to a closing": { closing: "maybe" },
    "a point without asked value": { points: [{ point: "level" }] },
    "a point that asked NaN": { points: [{ point: "level", asked: { number: Number.NaN } }] },
    "a sequence past exact integers": { deviceSequence: 2 ** 53 },
    "a write time past exact integers": { writtenMs: 2 ** 53 },
    "an end past exact integers": { finishedMs: 2 ** 53 },
  }))
    it(`refuses ${name}`, () => throwsCode("REPORT_DECODE", () => open(raw(change))));

  it("refuses too many bytes", () => {
    const body = new Uint8Array(limits.reportBytes + 1);
    throwsCode("REPORT_SIZE", () => open({ body, signature: body }));
  });

  it("refuses garbage", () =>
    throwsCode("REPORT_DECODE", () =>
      open({ body: Uint8Array.of(8), signature: new Uint8Array() }),
    ));
});
