import { decode, encode } from "@quorate/device-adapters";
import type { PointSpec, PointValue, Sample } from "@quorate/protocol";

/** Half a unit in the last place of float32, relative to the value, and of the smallest ones. */
const float32Half = { relative: 2 ** -24, least: 2 ** -150 };

interface Line {
  /** Of the point's units, for one of the raw ones. */
  readonly slope: number;
  readonly raw: (value: number) => number;
}

const lineOf = ({ scale }: PointSpec): Line => {
  if (scale === undefined) return { slope: 1, raw: (value) => value };
  const [rawFrom, rawTo] = scale.raw;
  const [from, to] = scale.value;
  const slope = (to - from) / (rawTo - rawFrom);
  return { slope: Math.abs(slope), raw: (value) => rawFrom + (value - from) / slope };
};

/** Half of what lies between two neighbours that the point's registers can hold, around values. */
const halfStep = (point: PointSpec, ...values: readonly number[]): number => {
  if (point.type === "float64") return 0;
  const { slope, raw } = lineOf(point);
  if (point.type !== "float32") return slope / 2;
  const size = Math.max(...values.map((value) => Math.abs(raw(value))));
  return slope * (float32Half.relative * size + float32Half.least);
};

/** What the arithmetic of a scale can do, there and back: a few roundings of each of its terms. */
const noise = (point: PointSpec, ...values: readonly number[]): number => {
  if (point.scale === undefined) return 0;
  const { slope } = lineOf(point);
  const terms = point.scale.raw.map((raw) => slope * Math.abs(raw));
  const sizes = [...values, ...point.scale.value].map(Math.abs);
  return 8 * Number.EPSILON * Math.max(...sizes, ...terms);
};

/** What the point's registers hold when `asked` is written to it. */
const heldBy = (point: PointSpec, asked: number): number => {
  const encoded = encode(point, asked);
  const decoded = encoded.ok ? decode(point, encoded.words) : encoded;
  return decoded.ok && typeof decoded.value === "number" ? decoded.value : asked;
};

/** True when the point, holding `asked`, reads back as `read`. */
export const sameValue = (point: PointSpec, asked: PointValue, read: PointValue): boolean =>
  isWithin(point, point, asked, read, 0);

/**
 * True when `shown`, the read-back point of `written` or `written` itself, reads as it has to.
 * `tolerance` is in the points' units; 0 demands equality, rounding apart: `written` holds the
 * nearest that it can, `shown` shows the nearest to that.
 */
export const isWithin = (
  written: PointSpec,
  shown: PointSpec,
  asked: PointValue,
  read: PointValue,
  tolerance: number,
): boolean => {
  if (typeof asked !== "number" || typeof read !== "number") return asked === read;
  const own = noise(written, asked, read);
  const room = written.name === shown.name ? 0 : halfStep(shown, read) + noise(shown, asked, read);
  const most = tolerance + own + room;
  return [asked, heldBy(written, asked)].some((value) => Math.abs(value - read) <= most);
};

export const isStepWithin = (
  point: PointSpec,
  from: number,
  to: number,
  maxStep: number,
): boolean => {
  // Whole numbers go as they are.
  const isRounded = point.scale !== undefined || point.type === "float32";
  const room = isRounded ? halfStep(point, from, to) + noise(point, from, to) : 0;
  return Math.abs(to - from) <= maxStep + room;
};

/** The value of a sample that can be relied upon; anything but good quality cannot. */
export const goodValue = (sample: Sample | undefined): PointValue | null =>
  sample !== undefined && sample.quality === "good" ? sample.value : null;
