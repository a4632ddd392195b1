import assert from "node:assert/strict";
import {
  encode,
  type Envelope,
  limits,
  openReading,
  type Sample,
  seal,
  signReading,
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
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), text);
const safe = fc.nat(Number.MAX_SAFE_INTEGER);
const receivedMs = beginMs + 7;

const samples = fc.array(
  record(
    {
      ...{ point: text, value, reason: text, sourceTimeMs: safe },
      quality: fc.constantFrom("good", "uncertain", "bad"),
      receivedTimeMs: fc.constant(receivedMs),
    },
    { requiredKeys: ["point", "value", "quality", "sourceTimeMs", "receivedTimeMs"] },
  ),
  { maxLength: 6 },
) as fc.Arbitrary<Sample[]>;

const sample: Sample = {
  ...{ point: "level", value: 20, quality: "good" },
  ...{ sourceTimeMs: beginMs, receivedTimeMs: receivedMs },
};
const reading = { device: "tank", timeMs: beginMs, up: true, samples: [sample] };
const open = (envelope: Envelope): ReturnType<typeof openReading> =>
  openReading(context, envelope, receivedMs);

const raw = (message: Record<string, unknown>): Envelope => {
  const given = { guard: guard.publicKey, device: "tank", timeMs: beginMs, up: true, points: [] };
  const body = encode(wire.Reading, { ...given, ...message });
  return seal("quorate/reading/v1", chain, body, guard);
};

describe("reading", () => {
  it("comes back as it was signed, dated by who received it", () => {
    fc.assert(
      fc.property(text, safe, fc.boolean(), samples, (device, timeMs, up, given) => {
        const back = open(signReading(chain, guard, { device, timeMs, up, samples: given }));
        const { guard: key, samples: got, alarms, ...rest } = back;
        assert.deepEqual(alarms, []);
        assert.equal(key, keyOf("g"));
        assert.deepEqual(rest, { device, timeMs, up });
        assert.deepEqual(got, given.map((one) => ({ ...one })));
      }),
      { numRuns: 50 },
    );
  });

  it("alarms come back as they were signed", () => {
    const alarms = [
      { point: "level", kind: "high", active: true, raisedMs: 5, clearedMs: 0, held: false },
      { point: "level", kind: "lowLow", active: false, raisedMs: 3, clearedMs: 4, held: true },
    ] as const;
    assert.deepEqual(open(signReading(chain, guard, { ...reading, alarms })).alarms, alarms);
  });

  it("READING_DECODE: alarms of no kind, or with times in disorder", () => {
    const good = { point: "level", limit: "high", active: true, raisedMs: 5 };
    open(raw({ alarms: [good] }));
    for (const change of [
      ...[{ limit: "highest" }, { limit: "" }, { raisedMs: 0 }, { clearedMs: 6 }],
      ...[{ active: false, clearedMs: 4 }, { active: false }],
    ])
      throwsCode("READING_DECODE", () => open(raw({ alarms: [{ ...good, ...change }] })));
  });

  it("quality: a point never read is bad, whatever is said of it", () => {
    const never = { ...sample, value: null, quality: "good" as const };
    const [got] = open(signReading(chain, guard, { ...reading, samples: [never] })).samples;
    assert.deepEqual([got?.value, got?.quality], [null, "bad"]);
  });

  it("quality: NaN and infinity are no values", () => {
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const point = { point: "level", value: { number }, quality: 2, sourceTimeMs: 1 };
      const [got] = open(raw({ points: [point] })).samples;
      assert.deepEqual([got?.value, got?.quality], [null, "bad"]);
    }
  });

  it("quality: a missing or unknown one is bad", () => {
    for (const quality of [0, 3, 99]) {
      const point = { point: "level", value: { number: 1 }, quality, sourceTimeMs: 1 };
      assert.equal(open(raw({ points: [point] })).samples[0]?.quality, "bad");
    }
  });

  it("refuses another guard's signature", () => {
    const { body } = signReading(chain, guard, reading);
    const { signature } = signReading(chain, signerOf("far-guard"), reading);
    throwsCode("READING_SIGNATURE", () => open({ body, signature }));
  });

  it("refuses a signature made for another chain", () =>
    throwsCode("READING_SIGNATURE", () => open(signReading(otherChain, guard, reading))));

  it("refuses a signature made for a report", () => {
    const { body } = signReading(chain, guard, reading);
    throwsCode("READING_SIGNATURE", () => open(seal("quorate/report/v1", chain, body, guard)));
  });

  it("refuses another value under the same signature", () => {
    const { signature } = signReading(chain, guard, reading);
    const { body } = signReading(chain, guard, { ...reading, samples: [{ ...sample, value: 21 }] });
    throwsCode("READING_SIGNATURE", () => open({ body, signature }));
  });

  it("refuses a time past exact integers", () =>
    throwsCode("READING_DECODE", () => open(raw({ timeMs: 2 ** 53 }))));

  it("refuses too many bytes", () => {
    const body = new Uint8Array(limits.readingBytes + 1);
    throwsCode("READING_SIZE", () => open({ body, signature: body }));
  });

  it("refuses garbage", () =>
    throwsCode("READING_DECODE", () =>
      open({ body: Uint8Array.of(8), signature: new Uint8Array() }),
    ));
});
