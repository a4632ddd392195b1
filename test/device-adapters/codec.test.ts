import assert from "node:assert/strict";
import type { ByteOrder, PointSpec, PointType, PointValue } from "@quorate/protocol";
import {
  checkValue,
  decode,
  encode,
  fromRaw,
  registersOf,
  toRaw,
} from "@quorate/device-adapters";
import fc from "fast-check";
import { setPoint } from "./tank-device.ts";

const orders: readonly ByteOrder[] = ["ABCD", "CDAB", "BADC", "DCBA"];
const point = (type: PointType, extra: Partial<PointSpec> = {}): PointSpec =>
  setPoint("p", { table: "holding", register: 0, type, ...extra });

const words = (spec: PointSpec, value: PointValue): readonly number[] => {
  const encoded = encode(spec, value);
  assert.ok(encoded.ok, JSON.stringify(encoded));
  return encoded.words;
};
const code = (spec: PointSpec, value: PointValue): string => {
  const encoded = encode(spec, value);
  assert.ok(!encoded.ok, JSON.stringify(encoded));
  return encoded.code;
};
const value = (spec: PointSpec, raw: readonly number[]): PointValue => {
  const decoded = decode(spec, raw);
  assert.ok(decoded.ok, JSON.stringify(decoded));
  return decoded.value;
};
const fault = (spec: PointSpec, raw: readonly number[]): string => {
  const decoded = decode(spec, raw);
  assert.ok(!decoded.ok, JSON.stringify(decoded));
  return decoded.code;
};

const samples: Record<Exclude<PointType, "bool" | "string">, fc.Arbitrary<number>> = {
  int16: fc.integer({ min: -0x8000, max: 0x7fff }),
  uint16: fc.integer({ min: 0, max: 0xffff }),
  int32: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  uint32: fc.integer({ min: 0, max: 0xffff_ffff }),
  int64: fc.maxSafeInteger(),
  uint64: fc.maxSafeNat(),
  float32: fc.float({ noNaN: true, noDefaultInfinity: true }),
  float64: fc.double({ noNaN: true, noDefaultInfinity: true }),
};

describe("codec: byte orders", () => {
  const cases: readonly [PointType, PointValue, Record<ByteOrder, readonly number[]>][] = [
    ["uint16", 0xabcd, { ABCD: [0xabcd], CDAB: [0xabcd], BADC: [0xcdab], DCBA: [0xcdab] }],
    [
      "uint32",
      0x01020304,
      {
        ABCD: [0x0102, 0x0304],
        CDAB: [0x0304, 0x0102],
        BADC: [0x0201, 0x0403],
        DCBA: [0x0403, 0x0201],
      },
    ],
    [
      "float32",
      -1.5,
      { ABCD: [0xbfc0, 0], CDAB: [0, 0xbfc0], BADC: [0xc0bf, 0], DCBA: [0, 0xc0bf] },
    ],
    [
      "uint64",
      0x0203_0405_0607,
      {
        ABCD: [0x0000, 0x0203, 0x0405, 0x0607],
        CDAB: [0x0607, 0x0405, 0x0203, 0x0000],
        BADC: [0x0000, 0x0302, 0x0504, 0x0706],
        DCBA: [0x0706, 0x0504, 0x0302, 0x0000],
      },
    ],
  ];
  for (const [type, number, expected] of cases) {
    for (const order of orders) {
      it(`${type} ${String(number)} in ${order}`, () => {
        assert.deepEqual(words(point(type, { order }), number), expected[order]);
        assert.deepEqual(value(point(type, { order }), expected[order]), number);
      });
    }
  }
});

describe("codec: round trips", () => {
  for (const order of orders) {
    for (const [type, sample] of Object.entries(samples)) {
      it(`${type} in ${order}`, () => {
        const spec = point(type as PointType, { order });
        fc.assert(
          fc.property(sample, (number) => {
            const raw = words(spec, number);
            assert.equal(raw.length, registersOf(spec));
            assert.equal(value(spec, raw), number);
          }),
        );
      });
    }

    it(`string in ${order}`, () => {
      const spec = point("string", { order, length: 20 });
      const text = fc.string({ maxLength: 10, unit: "binary" });
      fc.assert(
        fc.property(text, (written) => {
          fc.pre(!written.includes("\0"));
          assert.equal(value(spec, words(spec, written)), written);
        }),
      );
    });
  }

  it("raw registers survive scaling there and back", () => {
    const ends = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.tuple(ends, ends, fc.integer({ min: 0, max: 27_648 })), ([a, b, raw]) => {
        fc.pre(a !== b);
        const spec = point("uint16", { scale: { raw: [0, 27_648], value: [a, b] } });
        assert.deepEqual(words(spec, value(spec, [raw])), [raw]);
      }),
    );
  });

  it("any registers give a value or a code, never an exception", () => {
    const types = fc.constantFrom<PointType>(...(Object.keys(samples) as PointType[]), "string");
    const word = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(types, fc.constantFrom(...orders), fc.array(word), (type, order, raw) => {
        const decoded = decode(point(type, { order }), raw);
        if (decoded.ok && typeof decoded.value === "number") {
          assert.ok(Number.isFinite(decoded.value));
        }
      }),
    );
  });
});

describe("codec: scale", () => {
  const level = point("uint16", { scale: { raw: [0, 27_648], value: [0, 5] } });
  const awkward = point("int16", { scale: { raw: [-3, 7], value: [0.1, 0.7] } });

  it("is exact at both ends", () => {
    assert.equal(value(level, [27_648]), 5);
    assert.equal(value(awkward, [0xfffd]), 0.1);
    assert.equal(value(awkward, [7]), 0.7);
    assert.deepEqual(words(awkward, 0.1), [0xfffd]);
    assert.deepEqual(words(awkward, 0.7), [7]);
  });

  it("writes the nearest raw value", () => {
    assert.deepEqual(words(level, 2.5), [13_824]);
    assert.deepEqual(words(level, 2.50001), [13_824]);
  });

  it("marks raw values beyond its ends", () => {
    const decoded = decode(level, [30_000]);
    assert.ok(decoded.ok && decoded.beyondScale);
  });

  it("refuses values beyond its ends, and a scale of no extent", () => {
    assert.equal(code(level, 5.0001), "OUT_OF_RANGE");
    assert.equal(code(level, -0.0001), "OUT_OF_RANGE");
    const flat = point("uint16", { scale: { raw: [4, 4], value: [0, 1] } });
    assert.equal(code(flat, 1), "SCALE_INVALID");
    assert.equal(fault(flat, [4]), "SCALE_INVALID");
  });

  it("may fall", () => {
    const falling = point("uint16", { scale: { raw: [0, 100], value: [10, -10] } });
    assert.equal(value(falling, [25]), 5);
    assert.deepEqual(words(falling, 5), [25]);
  });
});

describe("codec: refusals", () => {
  it("of what the type cannot hold", () => {
    for (const [type, least, most] of [
      ["int16", -0x8000, 0x7fff],
      ["uint16", 0, 0xffff],
      ["int32", -0x8000_0000, 0x7fff_ffff],
      ["uint32", 0, 0xffff_ffff],
    ] as const) {
      assert.equal(code(point(type), least - 1), "OUT_OF_RANGE");
      assert.equal(code(point(type), most + 1), "OUT_OF_RANGE");
    }
    assert.equal(code(point("float32"), 3.5e38), "OUT_OF_RANGE");
  });

  it("of numbers that are not whole or not finite", () => {
    assert.equal(code(point("int16"), 1.5), "FRACTIONAL");
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      assert.equal(code(point("int16"), number), "NOT_FINITE");
      assert.equal(code(point("float64"), number), "NOT_FINITE");
    }
  });

  it("of whole numbers that JavaScript does not hold exactly", () => {
    assert.equal(code(point("int64"), 2 ** 53), "UNSAFE_INTEGER");
    assert.equal(code(point("uint64"), 2 ** 53), "UNSAFE_INTEGER");
    assert.equal(code(point("uint64"), -1), "OUT_OF_RANGE");
    assert.equal(code(point("int64"), 2 ** 70), "OUT_OF_RANGE");
    assert.equal(fault(point("int64"), [0x0020, 0, 0, 1]), "UNSAFE_INTEGER");
    assert.equal(fault(point("uint64"), [0xffff, 0xffff, 0xffff, 0xffff]), "UNSAFE_INTEGER");
    assert.equal(value(point("int64"), [0xffff, 0xffff, 0xffff, 0xffff]), -1);
  });

  it("of another JavaScript type", () => {
    assert.equal(code(point("bool"), 1), "TYPE_MISMATCH");
    assert.equal(code(point("uint16"), true), "TYPE_MISMATCH");
    assert.equal(code(point("float32"), "1"), "TYPE_MISMATCH");
    assert.equal(code(point("string", { length: 2 }), 1), "TYPE_MISMATCH");
  });

  it("of text that does not fit or does not come back", () => {
    const text = point("string", { length: 2 });
    assert.deepEqual(words(text, "abc"), [0x6162, 0x6300]);
    assert.equal(code(text, "abcde"), "TEXT_TOO_LONG");
    assert.equal(code(text, "a\0b"), "INVALID_TEXT");
    assert.equal(code(text, "\ud800"), "INVALID_TEXT");
    assert.equal(fault(text, [0xffff, 0xffff]), "INVALID_TEXT");
  });
});

describe("codec: readings that are no values", () => {
  it("not a number, infinities, a wrong number of registers", () => {
    assert.equal(fault(point("float32"), [0x7fc0, 0]), "NAN");
    assert.equal(fault(point("float32"), [0x7f80, 0]), "INFINITE");
    assert.equal(fault(point("float64"), [0xfff0, 0, 0, 0]), "INFINITE");
    assert.equal(fault(point("float32"), [0]), "WRONG_LENGTH");
  });

  it("bool is false for zero alone", () => {
    assert.equal(value(point("bool"), [0]), false);
    assert.equal(value(point("bool"), [0x8000]), true);
    assert.equal(value(point("bool", { table: "coil" }), [1]), true);
  });
});

describe("codec: devices with typed values", () => {
  const node = (type: PointType, extra: Partial<PointSpec> = {}): PointSpec => ({
    ...{ name: "p", access: "setpoint", order: "ABCD", type, nodeId: "ns=1;s=P" },
    ...extra,
  });
  const refusal = (spec: PointSpec, value: PointValue): string | undefined => {
    const checked = checkValue(spec, value);
    return checked.ok ? undefined : checked.code;
  };

  it("a value is checked by the point's type, whatever the protocol", () => {
    const scale = { raw: [0, 100], value: [0, 1] } as const;
    for (const [type, good, bad, why] of [
      ["int16", -32_768, -32_769, "OUT_OF_RANGE"],
      ["uint16", 65_535, 65_536, "OUT_OF_RANGE"],
      ["uint32", 5, 5.5, "FRACTIONAL"],
      ["uint64", Number.MAX_SAFE_INTEGER, 2 ** 60, "UNSAFE_INTEGER"],
      ["float32", 3e38, 4e38, "OUT_OF_RANGE"],
      ["float64", 1e300, Number.NaN, "NOT_FINITE"],
      ["bool", true, 1, "TYPE_MISMATCH"],
    ] as const)
      for (const spec of [node(type), point(type)]) {
        assert.equal(refusal(spec, good), undefined, type);
        assert.equal(refusal(spec, bad), why, type);
      }
    assert.equal(refusal(node("uint16", { scale }), 1.01), "OUT_OF_RANGE");
    assert.equal(refusal(node("string"), "a\0b"), "INVALID_TEXT");
    assert.equal(refusal(node("string"), "\ud800"), "INVALID_TEXT");
    assert.equal(refusal(node("string"), "x".repeat(4097)), "TEXT_TOO_LONG");
    assert.equal(refusal(node("string"), "x".repeat(4096)), undefined);
  });

  it("what is sent comes back, and both ends of a scale are exact", () => {
    const scaled = node("int16", { scale: { raw: [-100, 27_648], value: [-0.3, 7.7] } });
    for (const [value, raw] of [
      [-0.3, -100],
      [7.7, 27_648],
    ] as const) {
      assert.deepEqual(toRaw(scaled, value), { ok: true, raw });
      assert.deepEqual(fromRaw(scaled, raw), { ok: true, value, beyondScale: false });
    }
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const sent = toRaw(node("float64"), value);
        assert.ok(sent.ok);
        const back = fromRaw(node("float64"), sent.raw);
        assert.ok(back.ok && back.value === value);
      }),
    );
  });

  it("what a server holds and the point cannot is bad", () => {
    const faults = [
      [node("int16"), 40_000, "OUT_OF_RANGE"],
      [node("int16"), 1.5, "TYPE_MISMATCH"],
      [node("int16"), "1", "TYPE_MISMATCH"],
      [node("bool"), 1, "TYPE_MISMATCH"],
      [node("float64"), Number.POSITIVE_INFINITY, "INFINITE"],
      [node("float64"), Number.NaN, "NAN"],
      [node("int64"), 2n ** 60n, "UNSAFE_INTEGER"],
    ] as const;
    for (const [spec, raw, why] of faults)
      assert.deepEqual(fromRaw(spec, raw), { ok: false, code: why });
    const beyond = fromRaw(node("int16", { scale: { raw: [0, 10], value: [0, 1] } }), 11);
    assert.ok(beyond.ok && beyond.beyondScale);
  });
});
