/** Lower-case hex of some bytes: how hashes, keys and ids are named inside the program. */
export type Hex = string;

const digits: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

export const toHex = (bytes: Uint8Array): Hex => {
  let text = "";
  // An iterator would cost more than the digits: hashes are named thousands of times a second.
  for (let index = 0; index < bytes.length; index += 1) text += digits[bytes[index] as number];
  return text;
};

/** Null when the text is not an even number of hex digits. */
export const fromHex = (text: string): Uint8Array | null => {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] = (nibbleAt(text, 2 * index) << 4) | nibbleAt(text, 2 * index + 1);
  return bytes;
};

const nibbleAt = (text: string, index: number): number => {
  const code = text.charCodeAt(index);
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
};

/** For hex that this program made itself. */
export const hexBytes = (text: Hex): Uint8Array => {
  const bytes = fromHex(text);
  if (bytes === null) throw new TypeError(`not hex: ${text.slice(0, 80)}`);
  return bytes;
};

export const sameBytes = (left: Uint8Array, right: Uint8Array): boolean => {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1)
    if (left[index] !== right[index]) return false;
  return true;
};

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
