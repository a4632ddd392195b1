import type { Series } from "../../../src/shared/messages.ts";

/** One series as a chart draws it: seconds and values; null lifts the pen. */
export type Curve = readonly [number[], (number | null)[]];

/** A stretch in which the quality was not good, seconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly quality: 0 | 1;
}

const bucketOffset = 0.0005;

/**
 * The smallest and the largest value of a bucket in the order in which a curve that comes from
 * `before` passes them: the nearer one first, or every ramp would look like the teeth of a saw.
 */
export const passed = (
  low: number,
  high: number,
  before: number | null,
): readonly [number, number] =>
  before !== null && Math.abs(high - before) < Math.abs(low - before) ? [high, low] : [low, high];

/** A bucket is drawn as its smallest and its largest value, so that no peak gets lost. */
export const curveOf = ({ times, min, max }: Series): Curve => {
  const xs: number[] = [];
  const ys: (number | null)[] = [];
  times.forEach((ms, place) => {
    const seconds = ms / 1000;
    const [low, high] = [min[place] ?? null, max[place] ?? null];
    xs.push(seconds);
    if (low === null || high === null || low === high) {
      ys.push(low);
      return;
    }
    xs.push(seconds + bucketOffset);
    ys.push(...passed(low, high, ys.at(-1) ?? null));
  });
  return [xs, ys];
};

/** A held value that ends where the next begins is drawn up to now by one more entry; not a bad
 * one, which nobody holds to be so now. */
export const extended = (series: Series, toSeconds: number): Curve => {
  const [xs, ys] = curveOf(series);
  const last = ys.at(-1);
  const isOver = last == null || series.quality.at(-1) === 0;
  if (isOver || (xs.at(-1) ?? Infinity) >= toSeconds) return [xs, ys];
  return [[...xs, toSeconds], [...ys, last]];
};

/** Where the quality was bad or uncertain, each stretch up to the next entry. */
export const stretchesOf = ({ times, quality }: Series, toMs: number): readonly Stretch[] => {
  const stretches: { from: number; to: number; quality: 0 | 1 }[] = [];
  times.forEach((ms, place) => {
    const now = quality[place];
    if (now !== 0 && now !== 1) return;
    const to = (times[place + 1] ?? toMs) / 1000;
    const last = stretches.at(-1);
    if (last?.quality === now && last.to === ms / 1000) last.to = to;
    else stretches.push({ from: ms / 1000, to, quality: now });
  });
  return stretches;
};

/** The value that stood at a time: that of the last entry before it; null where that is bad. */
export const valueAt = ({ times, max, quality }: Series, ms: number): number | null => {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= ms) low = middle + 1;
    else high = middle;
  }
  return quality[low - 1] === 0 ? null : (max[low - 1] ?? null);
};
