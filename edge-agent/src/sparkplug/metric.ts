import type { PointSpec, PointValue, Quality, Sample } from "@quorate/protocol";
import type { SparkplugMetric, SparkplugProperties } from "@quorate/protocol/sparkplug";

/** Sparkplug 3.0, section 6.4.16: the data types that are used here. */
export const dataTypes = {
  Int16: 2,
  Int32: 3,
  Int64: 4,
  UInt16: 6,
  UInt64: 8,
  Float: 9,
  Double: 10,
  Boolean: 11,
  String: 12,
} as const;

export type DataType = keyof typeof dataTypes;

/** Section 6.4.9.1: bad, good, stale (tck-id-payloads-propertyset-quality-value-value). */
export type QualityCode = 0 | 192 | 500;

/** One observation of one metric. */
export interface MetricValue {
  readonly value: PointValue | null;
  readonly quality: QualityCode;
  /** Why the quality is not good. */
  readonly reason: string;
  /** Of the source, milliseconds since 1970 in UTC (tck-id-payloads-metric-timestamp-in-UTC). */
  readonly timeMs: number;
}

/**
 * By what a value is after scaling. uint32 travels as Int64: libraries disagree on which field of
 * the payload a UInt32 stands in.
 */
export const dataTypeOf = ({ type, scale }: PointSpec): DataType => {
  if (scale !== undefined) return "Double";
  switch (type) {
    case "bool":
      return "Boolean";
    case "string":
      return "String";
    case "int16":
      return "Int16";
    case "uint16":
      return "UInt16";
    case "int32":
      return "Int32";
    case "uint32":
    case "int64":
      return "Int64";
    case "uint64":
      return "UInt64";
    case "float32":
      return "Float";
    case "float64":
      return "Double";
  }
};

const codes: Readonly<Record<Quality, QualityCode>> = { good: 192, uncertain: 0, bad: 0 };

/** Sparkplug has no code for uncertain: it is not good, and the reason says so. */
export const valueOf = ({ value, quality, reason, sourceTimeMs }: Sample): MetricValue => {
  const why = quality === "good" ? "" : (reason ?? quality.toUpperCase());
  const code = why === "STALE" ? 500 : codes[quality];
  return { value, quality: code, reason: why, timeMs: sourceTimeMs };
};

/** The value field that a data type stands in; null where the value is none of the type's. */
export const fieldOf = (type: DataType, value: PointValue): SparkplugMetric | null => {
  if (type === "Boolean") return typeof value === "boolean" ? { booleanValue: value } : null;
  if (type === "String") return typeof value === "string" ? { stringValue: value } : null;
  if (typeof value !== "number") return null;
  switch (type) {
    case "Float":
      return { floatValue: value };
    case "Double":
      return { doubleValue: value };
    case "Int64":
    case "UInt64":
      return Number.isSafeInteger(value) ? { longValue: value } : null;
    case "Int16":
    case "UInt16":
    case "Int32":
      return Number.isInteger(value) ? { intValue: value >>> 0 } : null;
  }
};

/** Section 6.4.16: Int8, Int16 and Int32 are in two's complement; UInt8, UInt16 and UInt32 not. */
const isSignedCode = (code: number): boolean => code >= 1 && code <= 3;
const isUnsignedCode = (code: number): boolean => code >= 5 && code <= 7;
/** From here on the 32 bits are one number if they are signed, and another if they are not. */
const ambiguousFrom = 2 ** 31;

/** What stands in the field of 32 bits; null where nothing does, or nobody can say what. */
const wordOf = (type: DataType, { intValue, datatype }: SparkplugMetric): number | null => {
  if (intValue == null) return null;
  if (type === "Int16" || type === "Int32" || type === "Int64") return intValue | 0;
  if (type === "UInt16" || type === "UInt64" || intValue < ambiguousFrom) return intValue;
  if (isSignedCode(datatype ?? 0)) return intValue | 0;
  return isUnsignedCode(datatype ?? 0) ? intValue : null;
};

/**
 * What a host wrote, as a value of this data type; null for anything else. Data types are left out
 * of commands (tck-id-payloads-metric-datatype-not-req): a number may stand in any of the fields.
 */
export const writtenValue = (type: DataType, metric: SparkplugMetric): PointValue | null => {
  if (metric.isNull === true) return null;
  if (type === "Boolean") return metric.booleanValue ?? null;
  if (type === "String") return metric.stringValue ?? null;
  const { longValue, floatValue, doubleValue } = metric;
  const number = doubleValue ?? floatValue ?? longValue ?? wordOf(type, metric);
  if (number == null || !Number.isFinite(number)) return null;
  const isWhole = type !== "Float" && type !== "Double";
  if (isWhole && !Number.isSafeInteger(number)) return null;
  return number;
};

type Property = NonNullable<SparkplugProperties["values"]>[number];
type Properties = Readonly<Record<string, Property>>;

const textProperty = (stringValue: string): Property => ({ type: dataTypes.String, stringValue });

/** Keys and values are of one length (tck-id-payloads-propertyset-keys-array-size). */
const propertiesOf = (
  { quality, reason }: MetricValue,
  more: Properties,
): SparkplugProperties => {
  // tck-id-payloads-propertyset-quality-value-type: 3, a signed 32-bit integer.
  const code = { type: dataTypes.Int32, intValue: quality };
  const all = {
    Quality: code,
    ...(reason === "" ? {} : { Reason: textProperty(reason) }),
    ...more,
  };
  return { keys: Object.keys(all), values: Object.values(all) };
};

/** tck-id-operational-behavior-data-publish-dbirth-values: no value, and is_null says so. */
const valueFields = (type: DataType, value: PointValue | null): SparkplugMetric =>
  (value === null ? null : fieldOf(type, value)) ?? { isNull: true };

/** One metric of an edge node or of a device. */
export interface MetricSpec {
  readonly name: string;
  /** Absent where the specification wants none. */
  readonly alias?: number;
  readonly type: DataType;
  /** A change of a number by no more than this is none. */
  readonly deadband: number;
  readonly point?: PointSpec;
}

const birthProperties = ({ point }: MetricSpec): Properties => {
  if (point === undefined) return {};
  const { units, access } = point;
  return {
    ...(units === undefined ? {} : { engUnit: textProperty(units) }),
    readOnly: { type: dataTypes.Boolean, booleanValue: access !== "setpoint" },
  };
};

/**
 * As it stands in a birth: name, alias, data type and value (tck-id-topics-dbirth-metrics,
 * tck-id-payloads-alias-birth-requirement).
 */
export const bornMetric = (spec: MetricSpec, value: MetricValue): SparkplugMetric => ({
  name: spec.name,
  ...(spec.alias === undefined ? {} : { alias: spec.alias }),
  timestamp: value.timeMs,
  datatype: dataTypes[spec.type],
  properties: propertiesOf(value, birthProperties(spec)),
  ...valueFields(spec.type, value.value),
});

/**
 * As it stands in data: alias and no name, no data type
 * (tck-id-payloads-alias-data-cmd-requirement, tck-id-payloads-metric-datatype-not-req).
 */
export const dataMetric = (
  spec: MetricSpec,
  value: MetricValue,
  isHistorical: boolean,
): SparkplugMetric => ({
  ...(spec.alias === undefined ? { name: spec.name } : { alias: spec.alias }),
  timestamp: value.timeMs,
  ...(isHistorical ? { isHistorical: true } : {}),
  properties: propertiesOf(value, {}),
  ...valueFields(spec.type, value.value),
});
