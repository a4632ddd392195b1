import assert from "node:assert/strict";
import { decode, encode } from "@quorate/device-adapters";
import type { PointSpec, PointType } from "@quorate/protocol";
import fc from "fast-check";
import { isStepWithin, isWithin, sameValue } from "../../guard/src/compare.ts";

type Scale = NonNullable<PointSpec["scale"]>;

const point = (name: string, type: PointType, scale?: Scale): PointSpec => ({
  ...{ name, type, access: "setpoint", table: "holding", register: 0, order: "ABCD" },
  ...(scale === undefined ? {} : { scale }),
});

const through = (spec: PointSpec, value: number): number => {
  const encoded = encode(spec, value);
  assert.ok(encoded.ok);
  const decoded = decode(spec, encoded.words);
  assert.ok(decoded.ok && typeof decoded.value === "number");
  return decoded.value;
};

const rawEnds: Partial<Record<PointType, [number, number]>> = {
  ...{ int16: [-0x8000, 0x7fff], uint16: [0, 0xffff] },
  ...{ int32: [-0x8000_0000, 0x7fff_ffff], uint32: [0, 0xffff_ffff], int64: [-1e10, 1e10] },
  ...{ float32: [-1e5, 1e5], float64: [-1e5, 1e5] },
};
const types = Object.keys(rawEnds) as PointType[];

const ends = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 1000 }));
const scaled = fc.record({ type: fc.constantFrom(...types), ends, turned: fc.boolean() });
type Scaled = typeof scaled extends fc.Arbitrary<infer T> ? T : never;
const specOf = (name: string) => (given: Scaled): PointSpec => {
  const [from, extent] = given.ends;
  const value: [number, number] = [from, from + extent];
  const raw = rawEnds[given.type] as [number, number];
  return point(name, given.type, { raw, value: given.turned ? [value[1], value[0]] : value });
};
const share = fc.double({ min: 0, max: 1, noNaN: true });
const valueOf = ({ scale }: PointSpec, at: number): number => {
  const [low, high] = (scale as Scale).value.toSorted((a, b) => a - b) as [number, number];
  return Math.min(high, low + at * (high - low));
};

const valuesOf = ({ scale }: PointSpec): Scale["value"] => (scale as Scale).value;
/** Arithmetic may lead past an end by a last digit. */
const clamp = (spec: PointSpec, value: number): number => {
  const [from, to] = valuesOf(spec);
  return Math.min(Math.max(from, to), Math.max(Math.min(from, to), value));
};

/** Between neighbours in the registers, around a value. */
const stepOf = ({ type, scale }: PointSpec): number => {
  const [[a, b], [from, to]] = [(scale as Scale).raw, (scale as Scale).value];
  const slope = Math.abs((to - from) / (b - a));
  return type === "float64" ? 1e-9 : type === "float32" ? slope * 2 ** -7 : slope;
};

describe("guard: values compared, rounding apart", () => {
  it("takes what a scaled float32 holds for what was asked", () => {
    const spec = point("speed", "float32", { raw: [0, 27_648], value: [-50, 150] });
    assert.notEqual(through(spec, 0.1), 0.1);
    assert.ok(sameValue(spec, 0.1, through(spec, 0.1)));
  });

  it("takes a read-back point that shows what the written one was rounded to", () => {
    const spec = point("valve", "uint16", { raw: [0, 27_648], value: [0, 100] });
    const shown = point("position", "float32");
    assert.ok(isWithin(spec, shown, 33.3, Math.fround(through(spec, 33.3)), 0));
    assert.ok(!isWithin(spec, shown, 33.3, 33.304, 0));
    assert.ok(isWithin(spec, point("position", "uint16"), 33.3, 33, 0));
    assert.ok(!isWithin(spec, point("position", "uint16"), 33.3, 34, 0));
  });

  it("lets whole numbers make no step that is larger by rounding", () => {
    assert.ok(isStepWithin(point("count", "uint16"), 10, 34, 24.5));
    assert.ok(!isStepWithin(point("count", "uint16"), 10, 35, 24.5));
  });

  it("round trips of all types and scales are equal", () => {
    fc.assert(
      fc.property(scaled.map(specOf("a")), scaled.map(specOf("b")), share, (spec, other, at) => {
        const asked = valueOf(spec, at);
        const held = through(spec, asked);
        assert.ok(sameValue(spec, asked, held));
        const shown = { ...other, scale: { ...(other.scale as Scale), value: valuesOf(spec) } };
        assert.ok(isWithin(spec, shown, asked, through(shown, clamp(spec, held)), 0));
        if (spec.type !== "float64")
          assert.ok(isWithin(spec, point("c", "float32"), asked, Math.fround(held), 0));
      }),
      { numRuns: 1000 },
    );
  });

  it("a value two raw steps away is not equal", () => {
    fc.assert(
      fc.property(scaled.map(specOf("a")), share, fc.constantFrom(-2, 2), (spec, at, steps) => {
        const asked = valueOf(spec, at);
        const away = through(spec, asked) + steps * stepOf(spec);
        assert.ok(!sameValue(spec, asked, away));
        assert.ok(!isWithin(spec, { ...spec, name: "b" }, asked, away, 0));
      }),
      { numRuns: 1000 },
    );
  });
});
