import assert from "node:assert/strict";
import {
  encode,
  encodeReport,
  type Envelope,
  isOutcome,
  limits,
  readReport,
  type Report,
  reportSignatureBytes,
  seal,
  sha256,
  signReport,
  signReports,
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

const bodyOf = (sequence: number): Uint8Array =>
  encodeReport(guard.publicKey, { ...report, deviceSequence: sequence });

const batchOf = (count: number): Envelope[] =>
  signReports(chain, guard, Array.from({ length: count }, (_, index) => bodyOf(index + 1)));

describe("reports under one signature", () => {
  it("come back as they were signed, each by itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: limits.reportBatch }), (count) => {
        for (const [index, envelope] of batchOf(count).entries()) {
          const { deviceSequence } = verifyReport(context, envelope, readReport(envelope));
          assert.equal(deviceSequence, index + 1);
          assert.ok(envelope.signature.length <= reportSignatureBytes);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("one alone has a signature of its own", () => {
    const [alone] = batchOf(1);
    assert.deepEqual(alone, signReport(chain, guard, { ...report, deviceSequence: 1 }));
  });

  it("are verified once, whoever comes first", () => {
    let verified = 0;
    const verify: typeof context.verify = (...given) => {
      verified += 1;
      return context.verify(...given);
    };
    const counting = { chain, verify };
    for (const envelope of batchOf(9).reverse())
      verifyReport(counting, envelope, readReport(envelope));
    assert.equal(verified, 1);
    const [other] = batchOf(3);
    verifyReport(counting, other as Envelope, readReport(other as Envelope));
    assert.equal(verified, 2);
  });

  it("refuse a signature field that differs in any byte, or in length", () => {
    const envelopes = batchOf(5);
    fc.assert(
      fc.property(
        fc.constantFrom(...envelopes),
        fc.nat(500),
        fc.integer({ min: 1, max: 255 }),
        ({ body, signature }, at, flip) => {
          const bent = signature.slice();
          bent[at % bent.length] = (bent[at % bent.length] as number) ^ flip;
          throwsCode("REPORT_SIGNATURE", () => open({ body, signature: bent }));
          const cut = signature.slice(0, at % signature.length);
          throwsCode("REPORT_SIGNATURE", () => open({ body, signature: cut }));
          const long = new Uint8Array([...signature, ...new Uint8Array(32)]);
          throwsCode("REPORT_SIGNATURE", () => open({ body, signature: long }));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("refuse a body that is not among them, after one that is was verified", () => {
    const envelopes = batchOf(4);
    for (const envelope of envelopes) open(envelope);
    const [first, second] = envelopes as [Envelope, Envelope];
    throwsCode("REPORT_SIGNATURE", () => open({ body: bodyOf(9), signature: first.signature }));
    throwsCode("REPORT_SIGNATURE", () => open({ body: first.body, signature: second.signature }));
  });

  it("refuse a batch of another guard, and of another chain", () => {
    const bodies = [1, 2, 3].map(bodyOf);
    const [stolen] = signReports(chain, signerOf("far-guard"), bodies) as [Envelope];
    throwsCode("REPORT_SIGNATURE", () => open(stolen));
    const [foreign] = signReports(otherChain, guard, bodies) as [Envelope];
    throwsCode("REPORT_SIGNATURE", () => open(foreign));
  });

  it("refuse a count of one and one past the bound", () => {
    const [one, two] = batchOf(2) as [Envelope, Envelope];
    for (const count of [0, 1, limits.reportBatch + 1, 65_535]) {
      const signature = one.signature.slice();
      signature.set([count >> 8, count & 0xff], 64);
      throwsCode("REPORT_SIGNATURE", () => open({ body: one.body, signature }));
    }
    const index = two.signature.slice();
    index.set([0, 2], 66);
    throwsCode("REPORT_SIGNATURE", () => open({ body: two.body, signature: index }));
  });
});

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
