import "./plain-integers.ts";
import { shapes } from "./generated/wire-shapes.js";
import { quorate } from "./generated/wire.js";

// Whether bytes are the one encoding of their message that is signed and hashed (docs/wire.md),
// told by a look at them. To encode it again says that too, and allocates all of it once more.

type Kind = "small" | "large" | "flag" | "double" | "bytes" | "text" | "message";

interface Field {
  readonly kind: Kind;
  readonly isList: boolean;
  /** Numbers in one field, one after the other. */
  readonly isPacked: boolean;
  /** A bit of its own for each oneof of the message; 0 outside of any. */
  readonly oneof: number;
  readonly shape: Shape | null;
}

/** By field number. */
type Shape = Map<number, Field>;

const kinds: Readonly<Record<string, Kind>> = {
  ...{ uint32: "small", enum: "small", uint64: "large", bool: "flag", double: "double" },
  ...{ bytes: "bytes", string: "text" },
};

const wireTypes: Readonly<Record<Kind, number>> = {
  ...{ small: 0, large: 0, flag: 0, double: 1, bytes: 2, text: 2, message: 2 },
};

const isNumber = (kind: Kind): boolean => wireTypes[kind] !== 2;

const byName = new Map<string, Shape>();
const byCodec = new Map<unknown, Shape>();
for (const name of Object.keys(shapes)) byName.set(name, new Map());
for (const [name, fields] of Object.entries(shapes)) {
  const shape = byName.get(name) as Shape;
  byCodec.set(quorate.v1[name as keyof typeof quorate.v1], shape);
  for (const [number, type, isList, oneof] of fields) {
    const kind = kinds[type] ?? "message";
    const isPacked = isList && isNumber(kind);
    const within = kind === "message" ? (byName.get(type) as Shape) : null;
    shape.set(number, { kind, isList, isPacked, oneof: (1 << oneof) >> 1, shape: within });
  }
}

/** Messages stand this deep in each other at the most. */
const deepest = 8;

/** Bits of a double: all ones in the exponent are no number, all zeros are 0 or near it. */
const exponentMax = 0x7ff;

/**
 * Behind a varint of so many bytes at the most; -1 for a longer one, one that is not in its
 * shortest form, and 0, which is left out where it stands alone.
 */
const behindVarint = (bytes: Uint8Array, at: number, end: number, most: number): number => {
  const stop = Math.min(end, at + most);
  let last = at;
  while (last < stop && (bytes[last] as number) >= 0x80) last += 1;
  return last >= stop || bytes[last] === 0 ? -1 : last + 1;
};

const valueOf = (bytes: Uint8Array, at: number, behind: number): number => {
  let value = 0;
  for (let index = behind - 1; index >= at; index -= 1)
    value = value * 128 + ((bytes[index] as number) & 0x7f);
  return value;
};

/** Below 2^53: what JavaScript holds exactly. */
const behindLarge = (bytes: Uint8Array, at: number, end: number): number => {
  const behind = behindVarint(bytes, at, end, 8);
  return behind - at === 8 && (bytes[behind - 1] as number) >= 16 ? -1 : behind;
};

const behindDouble = (bytes: Uint8Array, at: number, end: number): number => {
  if (at + 8 > end) return -1;
  const [low, high] = [bytes[at + 6] as number, bytes[at + 7] as number];
  const exponent = ((high & 0x7f) << 4) | (low >> 4);
  return exponent === 0 || exponent === exponentMax ? -1 : at + 8;
};

const behindNumber = (kind: Kind, bytes: Uint8Array, at: number, end: number): number => {
  if (kind === "small") return behindVarint(bytes, at, end, 4);
  if (kind === "large") return behindLarge(bytes, at, end);
  if (kind === "double") return behindDouble(bytes, at, end);
  return at < end && bytes[at] === 1 ? at + 1 : -1;
};

/** Other letters than ASCII are left to the decoder. */
const isAscii = (bytes: Uint8Array, at: number, end: number): boolean => {
  for (let index = at; index < end; index += 1) if ((bytes[index] as number) >= 0x80) return false;
  return true;
};

const isPackedNumbers = (kind: Kind, bytes: Uint8Array, from: number, end: number): boolean => {
  let at = from;
  while (at >= 0 && at < end) at = behindNumber(kind, bytes, at, end);
  return at === end;
};

const behindField = (
  field: Field,
  bytes: Uint8Array,
  at: number,
  end: number,
  depth: number,
): number => {
  const { kind, isPacked, shape } = field;
  if (isNumber(kind) && !isPacked) return behindNumber(kind, bytes, at, end);
  const from = behindVarint(bytes, at, end, 4);
  if (from < 0) return -1;
  const behind = from + valueOf(bytes, at, from);
  if (behind > end) return -1;
  if (isPacked) return isPackedNumbers(kind, bytes, from, behind) ? behind : -1;
  if (kind === "text") return isAscii(bytes, from, behind) ? behind : -1;
  if (shape !== null) return isCanonicalIn(shape, bytes, from, behind, depth + 1) ? behind : -1;
  return behind;
};

const isCanonicalIn = (
  shape: Shape,
  bytes: Uint8Array,
  from: number,
  end: number,
  depth: number,
): boolean => {
  if (depth > deepest) return false;
  let [at, last, oneofs] = [from, 0, 0];
  while (at < end) {
    const behindTag = behindVarint(bytes, at, end, 2);
    if (behindTag < 0) return false;
    const tag = valueOf(bytes, at, behindTag);
    const number = tag >> 3;
    const field = shape.get(number);
    if (field === undefined) return false;
    if ((tag & 7) !== (field.isPacked ? 2 : wireTypes[field.kind])) return false;
    const isNext = number > last || (number === last && field.isList && !field.isPacked);
    if (!isNext || (oneofs & field.oneof) !== 0) return false;
    oneofs |= field.oneof;
    last = number;
    at = behindField(field, bytes, behindTag, end, depth);
    if (at < 0) return false;
  }
  return true;
};

/**
 * True only for bytes that the message which they decode to is encoded as; they have to decode.
 * False says nothing: what is rare (0 in a oneof, other letters, large numbers) is not looked at.
 */
export const isSurelyCanonical = (codec: unknown, bytes: Uint8Array): boolean => {
  const shape = byCodec.get(codec);
  return shape !== undefined && isCanonicalIn(shape, bytes, 0, bytes.length, 0);
};
