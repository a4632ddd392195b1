/** The firmware's own view of registers, most significant byte first unless an order says else. */
export type DataType =
  | "bool"
  | "int16"
  | "uint16"
  | "int32"
  | "uint32"
  | "int64"
  | "uint64"
  | "float32"
  | "float64";

/**
 * How the bytes of a value lie in its registers. A to D are the bytes from the most significant
 * one on; 64 bits go on to H. CDAB turns the registers around, BADC the bytes in each register,
 * DCBA both.
 */
export type ByteOrder = "ABCD" | "CDAB" | "BADC" | "DCBA";

export const byteOrders: readonly ByteOrder[] = ["ABCD", "CDAB", "BADC", "DCBA"];

const widths: Readonly<Record<DataType, number>> = {
  bool: 1,
  int16: 1,
  uint16: 1,
  int32: 2,
  uint32: 2,
  int64: 4,
  uint64: 4,
  float32: 2,
  float64: 4,
};

/** Registers, or bits in a table of bits, that a value of the type takes. */
export const widthOf = (type: DataType): number => widths[type];

const swapBytes = (word: number): number => ((word & 0xff) << 8) | (word >> 8);

/** From ABCD to the order, and just so back again. */
const reorder = (words: readonly number[], order: ByteOrder): readonly number[] => {
  const placed = order === "CDAB" || order === "DCBA" ? [...words].reverse() : words;
  return order === "BADC" || order === "DCBA" ? placed.map(swapBytes) : placed;
};

/** Whole numbers are cut to the type's range, as a controller's conversion does. */
const whole = (value: number, bits: number, signed: boolean): number => {
  const min = signed ? -(2 ** (bits - 1)) : 0;
  const max = 2 ** (signed ? bits - 1 : bits) - 1;
  return Number.isNaN(value) ? 0 : Math.min(max, Math.max(min, Math.trunc(value)));
};

const safe = (value: number): bigint =>
  BigInt(Math.min(Number.MAX_SAFE_INTEGER, whole(value, 64, true)));

export const toWords = (
  type: DataType,
  value: number,
  order: ByteOrder = "ABCD",
): readonly number[] => {
  const bytes = Buffer.alloc(widths[type] * 2);
  switch (type) {
    case "bool":
      return [value === 0 ? 0 : 1];
    case "int16":
      bytes.writeInt16BE(whole(value, 16, true));
      break;
    case "uint16":
      bytes.writeUInt16BE(whole(value, 16, false));
      break;
    case "int32":
      bytes.writeInt32BE(whole(value, 32, true));
      break;
    case "uint32":
      bytes.writeUInt32BE(whole(value, 32, false));
      break;
    case "int64":
      bytes.writeBigInt64BE(safe(value));
      break;
    case "uint64":
      bytes.writeBigUInt64BE(safe(Math.max(0, value)));
      break;
    case "float32":
      bytes.writeFloatBE(value);
      break;
    case "float64":
      bytes.writeDoubleBE(value);
      break;
  }
  const words = Array.from({ length: widths[type] }, (_, index) => bytes.readUInt16BE(index * 2));
  return reorder(words, order);
};

export const fromWords = (
  type: DataType,
  words: readonly number[],
  order: ByteOrder = "ABCD",
): number => {
  if (type === "bool") return words[0] === 0 ? 0 : 1;
  const bytes = Buffer.alloc(widths[type] * 2);
  reorder(words.slice(0, widths[type]), order).forEach((word, index) =>
    bytes.writeUInt16BE(word, index * 2),
  );
  switch (type) {
    case "int16":
      return bytes.readInt16BE();
    case "uint16":
      return bytes.readUInt16BE();
    case "int32":
      return bytes.readInt32BE();
    case "uint32":
      return bytes.readUInt32BE();
    case "int64":
      return Number(bytes.readBigInt64BE());
    case "uint64":
      return Number(bytes.readBigUInt64BE());
    case "float32":
      return bytes.readFloatBE();
    case "float64":
      return bytes.readDoubleBE();
  }
};
