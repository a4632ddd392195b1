import assert from "node:assert/strict";
import {
  type ByteOrder,
  byteOrders,
  type DataType,
  fromWords,
  Plc,
  TankSkid,
  testText,
  testValues,
  toWords,
} from "@quorate/firmware-sim";
import fc from "fast-check";

describe("firmware codec", () => {
  const cases: readonly [DataType, number, readonly number[]][] = [
    ["bool", 1, [1]],
    ["int16", -2, [0xfffe]],
    ["uint16", 65_535, [0xffff]],
    ["int32", -2, [0xffff, 0xfffe]],
    ["uint32", 0x01020304, [0x0102, 0x0304]],
    ["int64", -2, [0xffff, 0xffff, 0xffff, 0xfffe]],
    ["uint64", 0x0001_0203_0405_06, [0x0000, 0x0102, 0x0304, 0x0506]],
    ["float32", 40, [0x4220, 0]],
    ["float64", -1.5, [0xbff8, 0, 0, 0]],
  ];
  for (const [type, value, words] of cases) {
    it(`${type} ${value}`, () => {
      assert.deepEqual(toWords(type, value), words);
      assert.equal(fromWords(type, words), value);
    });
  }

  const orders: readonly [ByteOrder, readonly number[], readonly number[]][] = [
    ["ABCD", [0x0102, 0x0304], [0x0000, 0x0102, 0x0304, 0x0506]],
    ["CDAB", [0x0304, 0x0102], [0x0506, 0x0304, 0x0102, 0x0000]],
    ["BADC", [0x0201, 0x0403], [0x0000, 0x0201, 0x0403, 0x0605]],
    ["DCBA", [0x0403, 0x0201], [0x0605, 0x0403, 0x0201, 0x0000]],
  ];
  for (const [order, four, eight] of orders) {
    it(`lays bytes out as ${order}`, () => {
      assert.deepEqual(toWords("uint32", 0x01020304, order), four);
      assert.deepEqual(toWords("uint64", 0x0001_0203_0405_06, order), eight);
      const swaps = order === "BADC" || order === "DCBA";
      assert.deepEqual(toWords("uint16", 0x0102, order), [swaps ? 0x0201 : 0x0102]);
    });
  }

  it("gives back what it was given, in every order", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...byteOrders),
        fc.float({ noNaN: true }),
        fc.double({ noNaN: true }),
        fc.integer(),
        (order, single, double, whole) => {
          assert.equal(fromWords("float32", toWords("float32", single, order), order), single);
          assert.equal(fromWords("float64", toWords("float64", double, order), order), double);
          assert.equal(fromWords("int32", toWords("int32", whole, order), order), whole);
          assert.equal(fromWords("int64", toWords("int64", whole, order), order), whole);
        },
      ),
    );
  });

  it("cuts whole numbers to their type's range", () => {
    assert.deepEqual(toWords("uint16", -1), [0]);
    assert.deepEqual(toWords("uint16", 70_000), [0xffff]);
    assert.deepEqual(toWords("int16", Number.NaN), [0]);
    assert.deepEqual(toWords("int32", Number.POSITIVE_INFINITY), [0x7fff, 0xffff]);
  });
});

describe("firmware test registers", () => {
  it("hold every type in every order, as holding and as input registers", () => {
    const { memory } = new Plc(new TankSkid());
    testValues.forEach(([type, value], row) => {
      byteOrders.forEach((order, column) => {
        const register = 1000 + row * 16 + column * 4;
        for (const table of ["holding", "input"] as const) {
          assert.equal(fromWords(type, memory.read(table, register, 4), order), value);
        }
      });
    });
    const words = memory.read("input", testText.register, 8);
    const bytes = Buffer.from(words.flatMap((word) => [word >> 8, word & 0xff]));
    assert.equal(bytes.toString("utf8").replace(/\0+$/, ""), testText.text);
  });

  it("the plant's own registers follow the order that is asked for", () => {
    const { memory } = new Plc(new TankSkid(), { order: "CDAB", mailbox: true });
    assert.deepEqual(memory.read("holding", 100, 2), [0, 0x4220]);
    memory.set("mailbox-sequence", 1);
    assert.deepEqual(memory.read("holding", 120, 2), [0, 1], "the mailbox is always ABCD");
  });
});
