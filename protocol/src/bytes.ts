import { native } from "./native.ts";

/** Lower-case hex of some bytes: how hashes, keys and ids are named inside the program. */
export type Hex = string;

const digitCode = (nibble: number): number => nibble + (nibble < 10 ? 0x30 : 0x57);

/** Bytes whose digits become one call's arguments. */
const hexStep = 4096;

/** Without Node. */
export const plainHex = (bytes: Uint8Array): Hex => {
  if (bytes.length > hexStep)
    return plainHex(bytes.subarray(0, hexStep)) + plainHex(bytes.subarray(hexStep));
  // In one piece: a text put together bit by bit keeps its pieces, a kilobyte for each hash.
  const codes = new Array<number>(2 * bytes.length);
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    codes[2 * index] = digitCode(byte >> 4);
    codes[2 * index + 1] = digitCode(byte & 15);
  }
  return String.fromCharCode(...codes);
};

export const toHex: (bytes: Uint8Array) => Hex = native?.toHex ?? plainHex;

/** Null when the text is not an even number of hex digits. */
export const fromHex = (text: string): Uint8Array | null => {
  if (text.length % 2 !== 0) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = (nibbleAt(text, 2 * index) << 4) | nibbleAt(text, 2 * index + 1);
    if (byte < 0) return null;
    bytes[index] = byte;
  }
  return bytes;
};

/** Negative where there is no digit. */
const nibbleAt = (text: string, index: number): number => {
  const code = text.charCodeAt(index);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/** For hex that this program made itself. */
export const hexBytes = (text: Hex): Uint8Array => {
  const bytes = fromHex(text);
  if (bytes === null) throw new TypeError(`not hex: ${text.slice(0, 80)}`);
  return bytes;
};

/** Without Node. */
export const plainSameBytes = (left: Uint8Array, right: Uint8Array): boolean => {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1)
    if (left[index] !== right[index]) return false;
  return true;
};

export const sameBytes: (left: Uint8Array, right: Uint8Array) => boolean =
  native?.sameBytes ?? plainSameBytes;

export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
};

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
