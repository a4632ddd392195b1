/** The firmware's own view of registers: big-endian bytes, most significant register first. */
export type DataType =
  | "bool"
  | "int16"
  | "uint16"
  | "int32"
  | "uint32"
  | "float32"
  | "float64";

const widths: Readonly<Record<DataType, number>> = {
  bool: 1,
  int16: 1,
  uint16: 1,
  int32: 2,
  uint32: 2,
  float32: 2,
  float64: 4,
};

/** Registers, or bits in a table of bits, that a value of the type takes. */
export const widthOf = (type: DataType): number => widths[type];

export const toWords = (type: DataType, value: number): number[] => {
  const bytes = Buffer.alloc(widths[type] * 2);
  switch (type) {
    case "bool":
      return [value === 0 ? 0 : 1];
    case "int16":
      bytes.writeInt16BE(Math.trunc(value));
      break;
    case "uint16":
      bytes.writeUInt16BE(Math.trunc(value));
      break;
    case "int32":
      bytes.writeInt32BE(Math.trunc(value));
      break;
    case "uint32":
      bytes.writeUInt32BE(Math.trunc(value));
      break;
    case "float32":
      bytes.writeFloatBE(value);
      break;
    case "float64":
      bytes.writeDoubleBE(value);
      break;
  }
  return Array.from({ length: widths[type] }, (_, index) => bytes.readUInt16BE(index * 2));
};

export const fromWords = (type: DataType, words: readonly number[]): number => {
  const bytes = Buffer.alloc(widths[type] * 2);
  words.slice(0, widths[type]).forEach((word, index) => bytes.writeUInt16BE(word, index * 2));
  switch (type) {
    case "bool":
      return words[0] === 0 ? 0 : 1;
    case "int16":
      return bytes.readInt16BE();
    case "uint16":
      return bytes.readUInt16BE();
    case "int32":
      return bytes.readInt32BE();
    case "uint32":
      return bytes.readUInt32BE();
    case "float32":
      return bytes.readFloatBE();
    case "float64":
      return bytes.readDoubleBE();
  }
};
