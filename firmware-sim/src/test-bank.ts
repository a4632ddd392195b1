import { byteOrders, type DataType, toWords, widthOf } from "./codec.ts";
import type { Area, MapPoint, Memory } from "./memory.ts";

/**
 * Registers that mean nothing to the program and hold every type in every order, so that another
 * codec can be held against this one: first + 16 a type + 4 an order, in the holding registers
 * (to be written too) and in the input registers (as at power-on for ever).
 */
const first = 1000;
const typeStep = 16;
const orderStep = 4;

/** At power-on; no two bytes of a value are the same wherever that can be. */
export const testValues: readonly (readonly [DataType, number])[] = [
  ["int16", -12_345],
  ["uint16", 54_321],
  ["int32", -123_456_789],
  ["uint32", 3_123_456_789],
  ["int64", -1_234_567_890_123_456],
  ["uint64", 8_234_567_890_123_456],
  ["float32", Math.fround(3.1415927)],
  ["float64", -2.718281828459045e-100],
];

/** Text after the numbers: 8 registers, high byte first, filled with zeros. */
export const testText = { register: first + testValues.length * typeStep, text: "Quorate 1.0 µ" };
const textRegisters = 8;

const count = testValues.length * typeStep + textRegisters;

export const bankAreas: readonly Area[] = [
  { table: "holding", first, count },
  { table: "input", first, count },
];

interface Item extends MapPoint {
  readonly value: number;
}

const items: readonly Item[] = testValues.flatMap(([type, value], row) =>
  byteOrders.map((order, column): Item => {
    const register = first + row * typeStep + column * orderStep;
    return { name: `test-${type}-${order}`, table: "holding", register, type, order, value };
  }),
);

export const bankMap: readonly MapPoint[] = items;

const textWords = (): readonly number[] => {
  const bytes = Buffer.alloc(textRegisters * 2);
  bytes.write(testText.text, "utf8");
  return Array.from({ length: textRegisters }, (_, index) => bytes.readUInt16BE(index * 2));
};

/** Writes the values that the bank holds at power-on. */
export const fillBank = (memory: Memory): void => {
  for (const table of ["holding", "input"] as const) {
    for (const { register, type, order, value } of items) {
      const words = toWords(type, value, order);
      memory.write(table, register, words.slice(0, widthOf(type)));
    }
    memory.write(table, testText.register, textWords());
  }
};
