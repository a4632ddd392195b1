import type { DataType, DataValue, StatusCode } from "node-opcua-client";
import type { PointSpec, PointValue, Quality, Sample } from "@quorate/protocol";
import { fromRaw } from "./codec.ts";
import { limits } from "./limits.ts";
import { type OpcuaLibrary, statusCode } from "./opcua-library.ts";

/** What a node said, before anything is known about earlier readings. */
export type NodeReading = Pick<Sample, "value" | "quality" | "reason">;

const bad = (reason: string): NodeReading => ({ value: null, quality: "bad", reason });

/** 64-bit integers come as two halves, the upper first. */
const wide = (value: unknown, bits: (bits: number, value: bigint) => bigint): bigint | null => {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [upper, lower] = value.map(Number);
  if (!Number.isInteger(upper) || !Number.isInteger(lower)) return null;
  const half = (number: number | undefined): bigint => BigInt((number ?? 0) >>> 0);
  return bits(64, (half(upper) << 32n) | half(lower));
};

const rawOf = (library: OpcuaLibrary, type: DataType, value: unknown) => {
  const { DataType } = library;
  if (type === DataType.Int64) return wide(value, BigInt.asIntN);
  if (type === DataType.UInt64) return wide(value, BigInt.asUintN);
  const plain = ["number", "boolean", "string"].includes(typeof value);
  return plain ? (value as PointValue) : null;
};

/** A node's answer to the point's value in engineering units; a missing quality is bad. */
export const readingOf = (
  library: OpcuaLibrary,
  point: PointSpec,
  answer: DataValue | undefined,
): NodeReading => {
  const status = answer?.statusCode as StatusCode | undefined;
  if (answer === undefined || status === undefined) return bad("NO_STATUS");
  if (status.isBad()) return bad(statusCode(status.name));
  const { value: variant } = answer;
  const { DataType, VariantArrayType } = library;
  if (variant === undefined || variant === null || variant.dataType === DataType.Null)
    return bad("NO_VALUE");
  if (variant.arrayType !== VariantArrayType.Scalar) return bad("TYPE_MISMATCH");
  const raw = rawOf(library, variant.dataType, variant.value);
  if (raw === null || (typeof raw === "string" && raw.length > limits.textLength))
    return bad("TYPE_MISMATCH");
  const decoded = fromRaw(point, raw);
  if (!decoded.ok) return bad(decoded.code);
  const reason = decoded.beyondScale
    ? "ENGINEERING_UNITS_EXCEEDED"
    : status.isGood()
      ? undefined
      : statusCode(status.name);
  const quality: Quality = reason === undefined ? "good" : "uncertain";
  return { value: decoded.value, quality, ...(reason === undefined ? {} : { reason }) };
};

/** What a node of this type holds exactly; null where a point cannot be written to it. */
const rangeOf = (
  { DataType }: OpcuaLibrary,
  type: DataType,
): readonly [number, number, boolean] | null => {
  const whole = (bits: number, signed: boolean): readonly [number, number, boolean] =>
    signed ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1, true] : [0, 2 ** bits - 1, true];
  switch (type) {
    case DataType.SByte:
      return whole(8, true);
    case DataType.Byte:
      return whole(8, false);
    case DataType.Int16:
      return whole(16, true);
    case DataType.UInt16:
      return whole(16, false);
    case DataType.Int32:
      return whole(32, true);
    case DataType.UInt32:
      return whole(32, false);
    case DataType.Int64:
      return [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true];
    case DataType.UInt64:
      return [0, Number.MAX_SAFE_INTEGER, true];
    case DataType.Float:
      return [-3.4028234663852886e38, 3.4028234663852886e38, false];
    case DataType.Double:
      return [-Number.MAX_VALUE, Number.MAX_VALUE, false];
    default:
      return null;
  }
};

export type NodeValue =
  | { readonly ok: true; readonly dataType: DataType; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly detail: string };

/** A raw value in the type of the server's node, or why that cannot hold it. */
export const nodeValueOf = (
  library: OpcuaLibrary,
  dataType: DataType,
  raw: PointValue,
): NodeValue => {
  const { DataType } = library;
  const no = (code: string, detail: string): NodeValue => ({ ok: false, code, detail });
  const typeName = DataType[dataType] ?? "an unknown type";
  if (typeof raw !== "number") {
    const fits = dataType === (typeof raw === "boolean" ? DataType.Boolean : DataType.String);
    if (!fits) return no("TYPE_MISMATCH", `the server's node is ${typeName}, not ${typeof raw}`);
    return { ok: true, dataType, value: raw };
  }
  const range = rangeOf(library, dataType);
  if (range === null) return no("TYPE_MISMATCH", `the server's node is ${typeName}, no number`);
  const [least, most, integer] = range;
  if (integer && !Number.isInteger(raw))
    return no("FRACTIONAL", `the server's node is ${typeName}, and ${raw} is not whole`);
  if (raw < least || raw > most)
    return no("OUT_OF_RANGE", `the server's node is ${typeName}, which cannot hold ${raw}`);
  if (dataType !== DataType.Int64 && dataType !== DataType.UInt64)
    return { ok: true, dataType, value: raw };
  const bits = BigInt.asUintN(64, BigInt(raw));
  const value = [Number(bits >> 32n), Number(bits & 0xffff_ffffn)];
  return { ok: true, dataType, value };
};

/** Statuses that leave no doubt that the server did not write (OPC UA Part 4, 5.11.4). */
const unwritten = new Set([
  ...["BadNotWritable", "BadUserAccessDenied", "BadTypeMismatch", "BadOutOfRange"],
  ...["BadNodeIdUnknown", "BadNodeIdInvalid", "BadAttributeIdInvalid", "BadWriteNotSupported"],
  ...["BadIndexRangeInvalid", "BadIndexRangeNoData", "BadDataEncodingInvalid", "BadNotSupported"],
  ...["BadDataEncodingUnsupported", "BadInvalidArgument"],
]);

/**
 * `written` is plain Good alone: other good codes mean that the value was clamped or will be
 * written later, and a bad one that is not known to come before the write proves nothing.
 */
export const outcomeOf = (status: StatusCode): "written" | "refused" | "unknown" => {
  if (status.name === "Good") return "written";
  return unwritten.has(status.name) ? "refused" : "unknown";
};
