import type { PointSpec, PointValue, Sample } from "@quorate/protocol";

/** Half a unit in the last place of float32, relative to the value. */
const float32Rounding = 2 ** -23;

/** What rounding alone can do to a value on its way through the point's registers and back. */
const rounding = (point: PointSpec, ...values: readonly number[]): number => {
  const size = Math.max(...values.map(Math.abs));
  if (point.type === "float32") return size * float32Rounding;
  if (point.scale === undefined || point.type === "float64") return 0;
  const [rawFrom, rawTo] = point.scale.raw;
  const [from, to] = point.scale.value;
  const quantum = Math.abs((to - from) / (rawTo - rawFrom));
  return quantum / 2 + size * Number.EPSILON * 4;
};

/** True when the point, holding `asked`, reads back as `read`. */
export const sameValue = (point: PointSpec, asked: PointValue, read: PointValue): boolean => {
  if (typeof asked !== "number" || typeof read !== "number") return asked === read;
  return Math.abs(asked - read) <= rounding(point, asked, read);
};

/** `tolerance` is in the point's units; 0 demands equality, rounding apart. */
export const isWithin = (
  point: PointSpec,
  asked: PointValue,
  read: PointValue,
  tolerance: number,
): boolean => {
  if (sameValue(point, asked, read)) return true;
  if (typeof asked !== "number" || typeof read !== "number") return false;
  return Math.abs(asked - read) <= tolerance;
};

export const isStepWithin = (
  point: PointSpec,
  from: number,
  to: number,
  maxStep: number,
): boolean => Math.abs(to - from) <= maxStep + rounding(point, from, to);

/** The value of a sample that can be relied upon; anything but good quality cannot. */
export const goodValue = (sample: Sample | undefined): PointValue | null =>
  sample !== undefined && sample.quality === "good" ? sample.value : null;
