import assert from "node:assert/strict";
import { type DataType, fromWords, toWords } from "../../firmware-sim/src/codec.ts";

describe("firmware codec", () => {
  const cases: readonly [DataType, number, readonly number[]][] = [
    ["bool", 1, [1]],
    ["int16", -2, [0xfffe]],
    ["uint16", 65_535, [0xffff]],
    ["int32", -2, [0xffff, 0xfffe]],
    ["uint32", 0x01020304, [0x0102, 0x0304]],
    ["float32", 40, [0x4220, 0]],
    ["float64", -1.5, [0xbff8, 0, 0, 0]],
  ];
  for (const [type, value, words] of cases) {
    it(`${type} ${value}`, () => {
      assert.deepEqual(toWords(type, value), words);
      assert.equal(fromWords(type, words), value);
    });
  }
});
