import type { ByteOrder, PointSpec, PointType, PointValue } from "@quorate/protocol";
import { limits } from "./limits.ts";

/** What a decoded value cannot be trusted for; `value` is absent where there is none to show. */
export type Decoded =
  | { readonly ok: true; readonly value: PointValue; readonly beyondScale: boolean }
  | { readonly ok: false; readonly code: DecodeFault };

export type DecodeFault =
  | "NAN"
  | "INFINITE"
  | "UNSAFE_INTEGER"
  | "INVALID_TEXT"
  | "WRONG_LENGTH"
  | "TYPE_MISMATCH"
  | "OUT_OF_RANGE"
  | "SCALE_INVALID";

export interface Refused {
  readonly ok: false;
  readonly code: EncodeFault;
  readonly detail: string;
}

export type Encoded = { readonly ok: true; readonly words: readonly number[] } | Refused;

/** A value as a device with typed values holds it, before scaling. */
export type RawValue = { readonly ok: true; readonly raw: PointValue } | Refused;

export type EncodeFault =
  | "TYPE_MISMATCH"
  | "NOT_FINITE"
  | "FRACTIONAL"
  | "OUT_OF_RANGE"
  | "UNSAFE_INTEGER"
  | "TEXT_TOO_LONG"
  | "INVALID_TEXT"
  | "SCALE_INVALID";

interface NumberFormat {
  readonly bytes: number;
  readonly integer: boolean;
  /** Smallest and largest number of the type that JavaScript holds exactly. */
  readonly min: number;
  readonly max: number;
  readonly get: (view: DataView) => number | bigint;
  readonly set: (view: DataView, value: number) => void;
}

type NumberType = Exclude<PointType, "bool" | "string">;
type Bytes = Uint8Array<ArrayBuffer>;
type Scale = NonNullable<PointSpec["scale"]>;

const largestFloat32 = 3.4028234663852886e38;

const formats: Record<NumberType, NumberFormat> = {
  int16: {
    bytes: 2,
    integer: true,
    min: -0x8000,
    max: 0x7fff,
    get: (view) => view.getInt16(0),
    set: (view, value) => view.setInt16(0, value),
  },
  uint16: {
    bytes: 2,
    integer: true,
    min: 0,
    max: 0xffff,
    get: (view) => view.getUint16(0),
    set: (view, value) => view.setUint16(0, value),
  },
  int32: {
    bytes: 4,
    integer: true,
    min: -0x8000_0000,
    max: 0x7fff_ffff,
    get: (view) => view.getInt32(0),
    set: (view, value) => view.setInt32(0, value),
  },
  uint32: {
    bytes: 4,
    integer: true,
    min: 0,
    max: 0xffff_ffff,
    get: (view) => view.getUint32(0),
    set: (view, value) => view.setUint32(0, value),
  },
  int64: {
    bytes: 8,
    integer: true,
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    get: (view) => view.getBigInt64(0),
    set: (view, value) => view.setBigInt64(0, BigInt(value)),
  },
  uint64: {
    bytes: 8,
    integer: true,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    get: (view) => view.getBigUint64(0),
    set: (view, value) => view.setBigUint64(0, BigInt(value)),
  },
  float32: {
    bytes: 4,
    integer: false,
    min: -largestFloat32,
    max: largestFloat32,
    get: (view) => view.getFloat32(0),
    set: (view, value) => view.setFloat32(0, value),
  },
  float64: {
    bytes: 8,
    integer: false,
    min: -Number.MAX_VALUE,
    max: Number.MAX_VALUE,
    get: (view) => view.getFloat64(0),
    set: (view, value) => view.setFloat64(0, value),
  },
};

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const isBitTable = (point: PointSpec): boolean =>
  point.table === "coil" || point.table === "discrete";

/** Registers a point takes, or bits where it lies in a table of bits. */
export const registersOf = (point: PointSpec): number => {
  if (point.type === "bool" || isBitTable(point)) return 1;
  if (point.type === "string") return point.length ?? 1;
  return formats[point.type].bytes / 2;
};

/**
 * Registers as read (or one bit as 0 or 1) to the point's value in engineering units.
 * `beyondScale` marks a raw value outside the scale's ends, extrapolated (OPC UA Part 8:
 * EngineeringUnitsExceeded).
 */
export const decode = (point: PointSpec, words: readonly number[]): Decoded => {
  if (words.length !== registersOf(point)) return { ok: false, code: "WRONG_LENGTH" };
  if (point.type === "bool") {
    return { ok: true, value: words[0] !== 0, beyondScale: false };
  }
  const bytes = toBigEndian(words, point.order, point.type === "string");
  if (point.type === "string") return decodeText(bytes);
  const raw = formats[point.type].get(new DataView(bytes.buffer));
  return decodeNumber(raw, point.scale);
};

const decodeNumber = (raw: number | bigint, scale: Scale | undefined): Decoded => {
  const number = Number(raw);
  if (Number.isNaN(number)) return { ok: false, code: "NAN" };
  if (!Number.isFinite(number)) return { ok: false, code: "INFINITE" };
  if (typeof raw === "bigint" && !Number.isSafeInteger(number)) {
    return { ok: false, code: "UNSAFE_INTEGER" };
  }
  if (scale === undefined) return { ok: true, value: number, beyondScale: false };
  if (!isUsable(scale)) return { ok: false, code: "SCALE_INVALID" };
  const value = interpolate(number, scale.raw, scale.value);
  if (!Number.isFinite(value)) return { ok: false, code: "INFINITE" };
  return { ok: true, value, beyondScale: !isBetween(number, scale.raw) };
};

const decodeText = (bytes: Uint8Array): Decoded => {
  const end = bytes.indexOf(0);
  try {
    const value = utf8.decode(end < 0 ? bytes : bytes.subarray(0, end));
    return { ok: true, value, beyondScale: false };
  } catch {
    return { ok: false, code: "INVALID_TEXT" };
  }
};

/** A value in engineering units to the registers (or one bit as 0 or 1) that hold it. */
export const encode = (point: PointSpec, value: PointValue): Encoded => {
  switch (point.type) {
    case "bool":
      if (typeof value !== "boolean") return mismatch(point, value);
      return { ok: true, words: [value ? 1 : 0] };
    case "string":
      if (typeof value !== "string") return mismatch(point, value);
      return encodeText(point, value);
    default:
      if (typeof value !== "number" || isBitTable(point)) return mismatch(point, value);
      return encodeNumber(point, point.type, value);
  }
};

const refuse = (code: EncodeFault, detail: string): Refused => ({ ok: false, code, detail });

const mismatch = (point: PointSpec, value: PointValue): Refused =>
  refuse("TYPE_MISMATCH", `${point.name} holds ${point.type}, not ${typeof value}`);

type Raw = { readonly ok: true; readonly raw: number } | Refused;

/** A number in engineering units to what the device holds, if that fits the point's type. */
const rawOf = (point: PointSpec, type: NumberType, value: number): Raw => {
  if (!Number.isFinite(value)) return refuse("NOT_FINITE", `${point.name} cannot hold ${value}`);
  const format = formats[type];
  let raw = value;
  if (point.scale !== undefined) {
    const { scale } = point;
    if (!isUsable(scale)) return refuse("SCALE_INVALID", `${point.name} has a scale of no extent`);
    if (!isBetween(value, scale.value)) {
      const [from, to] = scale.value;
      return refuse("OUT_OF_RANGE", `${point.name} is scaled to ${from}..${to}, not ${value}`);
    }
    raw = interpolate(value, scale.value, scale.raw);
    if (format.integer) raw = Math.round(raw);
  } else if (format.integer && !Number.isInteger(value)) {
    return refuse("FRACTIONAL", `${point.name} holds whole numbers, not ${value}`);
  }
  if (raw < format.min || raw > format.max) {
    const unsafe = format.bytes === 8 && format.integer && raw >= -(2 ** 63) && raw < 2 ** 64;
    const fits = unsafe && !(type === "uint64" && raw < 0);
    const code = fits ? "UNSAFE_INTEGER" : "OUT_OF_RANGE";
    return refuse(code, `${point.name}: ${raw} is not within ${format.min}..${format.max}`);
  }
  return { ok: true, raw };
};

const encodeNumber = (point: PointSpec, type: NumberType, value: number): Encoded => {
  const result = rawOf(point, type, value);
  if (!result.ok) return result;
  const { bytes: length, set } = formats[type];
  const bytes = new Uint8Array(length);
  set(new DataView(bytes.buffer), result.raw);
  return { ok: true, words: fromBigEndian(bytes, point.order, false) };
};

/**
 * A value in engineering units to the one that a device with typed values (OPC UA) is sent, if it
 * fits the point's type.
 */
export const toRaw = (point: PointSpec, value: PointValue): RawValue => {
  switch (point.type) {
    case "bool":
      return typeof value === "boolean" ? { ok: true, raw: value } : mismatch(point, value);
    case "string":
      if (typeof value !== "string") return mismatch(point, value);
      if (value.length > limits.textLength)
        return refuse("TEXT_TOO_LONG", `${point.name} takes ${limits.textLength} characters`);
      return isText(value)
        ? { ok: true, raw: value }
        : refuse("INVALID_TEXT", `${point.name} takes text without NUL or lone surrogates`);
    default:
      if (typeof value !== "number") return mismatch(point, value);
      return rawOf(point, point.type, value);
  }
};

/** What a device with typed values (OPC UA) holds to the point's value in engineering units. */
export const fromRaw = (point: PointSpec, raw: PointValue | bigint): Decoded => {
  const { type, scale } = point;
  if (type === "bool" || type === "string") {
    const fits = typeof raw === (type === "bool" ? "boolean" : "string");
    if (!fits) return { ok: false, code: "TYPE_MISMATCH" };
    return { ok: true, value: raw as PointValue, beyondScale: false };
  }
  if (typeof raw !== "number" && typeof raw !== "bigint")
    return { ok: false, code: "TYPE_MISMATCH" };
  const decoded = decodeNumber(raw, scale);
  if (!decoded.ok) return decoded;
  const number = Number(raw);
  const { integer, min, max } = formats[type];
  if (integer && !Number.isInteger(number)) return { ok: false, code: "TYPE_MISMATCH" };
  return number < min || number > max ? { ok: false, code: "OUT_OF_RANGE" } : decoded;
};

/** Whether a point of any protocol can hold a value: its type, its range, its scale. */
export const checkValue = (
  point: PointSpec,
  value: PointValue,
): { readonly ok: true } | Refused => {
  const result = point.table === undefined ? toRaw(point, value) : encode(point, value);
  return result.ok ? { ok: true } : result;
};

const encodeText = (point: PointSpec, value: string): Encoded => {
  const text = new TextEncoder().encode(value);
  const room = registersOf(point) * 2;
  if (text.length > room) {
    return refuse("TEXT_TOO_LONG", `${point.name} takes ${room} bytes, not ${text.length}`);
  }
  if (!isText(value)) {
    return refuse("INVALID_TEXT", `${point.name} takes text without NUL or lone surrogates`);
  }
  const bytes = new Uint8Array(room);
  bytes.set(text);
  return { ok: true, words: fromBigEndian(bytes, point.order, true) };
};

/** No NUL, which would end it early, and no half of a surrogate pair. */
const isText = (value: string): boolean => !value.includes("\0") && !/\p{Cs}/u.test(value);

const isUsable = (scale: Scale): boolean =>
  [...scale.raw, ...scale.value].every(Number.isFinite) &&
  scale.raw[0] !== scale.raw[1] &&
  scale.value[0] !== scale.value[1];

const isBetween = (x: number, [a, b]: readonly [number, number]): boolean =>
  x >= Math.min(a, b) && x <= Math.max(a, b);

/** Linear, and exact at both ends whatever the rounding between them. */
const interpolate = (
  x: number,
  from: readonly [number, number],
  to: readonly [number, number],
): number => {
  if (x === from[0]) return to[0];
  if (x === from[1]) return to[1];
  return to[0] + ((x - from[0]) / (from[1] - from[0])) * (to[1] - to[0]);
};

/** Text has no most significant word: only the bytes inside a register may be swapped. */
const swaps = (order: ByteOrder, text: boolean): { words: boolean; bytes: boolean } => ({
  words: !text && (order === "CDAB" || order === "DCBA"),
  bytes: order === "BADC" || order === "DCBA",
});

const toBigEndian = (words: readonly number[], order: ByteOrder, text: boolean): Bytes => {
  const swap = swaps(order, text);
  const bytes = new Uint8Array(words.length * 2);
  const view = new DataView(bytes.buffer);
  const inOrder = swap.words ? words.toReversed() : words;
  inOrder.forEach((word, index) => view.setUint16(index * 2, word, swap.bytes));
  return bytes;
};

const fromBigEndian = (bytes: Bytes, order: ByteOrder, text: boolean): number[] => {
  const swap = swaps(order, text);
  const view = new DataView(bytes.buffer);
  const words = Array.from({ length: bytes.length / 2 }, (_, index) =>
    view.getUint16(index * 2, swap.bytes),
  );
  return swap.words ? words.reverse() : words;
};
