import { type Kept, numberOf, type Summary } from "./chunk.ts";
import type { QualityNumber, Series } from "./shared/messages.ts";

interface Lists {
  readonly times: number[];
  readonly min: (number | null)[];
  readonly max: (number | null)[];
  readonly quality: QualityNumber[];
}

const push = (lists: Lists, one: Summary): void => {
  lists.times.push(one.ms);
  lists.min.push(one.min);
  lists.max.push(one.max);
  lists.quality.push(one.quality);
};

/**
 * Oldest first, each time once: a backfill may bring what is there already. Of one time the worst
 * quality stays, and of equals what came last.
 */
export const inOrder = (samples: readonly Kept[]): Kept[] => {
  const sorted = [...samples].sort(
    (left, right) => left.ms - right.ms || right.quality - left.quality,
  );
  return sorted.filter(({ ms }, place) => sorted[place + 1]?.ms !== ms);
};

/** Between two that are too far apart there is a gap, and a gap is shown as one. */
const withGaps = (all: readonly Summary[], gapMs: number): Summary[] =>
  all.flatMap((one, place) => {
    const before = all[place - 1];
    if (before === undefined || before.min === null || one.ms - before.ms <= gapMs) return [one];
    return [{ ms: before.ms + 1, min: null, max: null, quality: 0 } as const, one];
  });

/** Within one bucket the smallest and largest count; a gap in it makes it end there. */
const decimate = (all: readonly Summary[], fromMs: number, bucketMs: number): Summary[] => {
  const out: Summary[] = [];
  let bucket = Number.NaN;
  for (const one of all) {
    const place = Math.floor((one.ms - fromMs) / bucketMs);
    const last = out.at(-1);
    if (last === undefined || place !== bucket || last.min === null || one.min === null) {
      if (one.min === null && last?.min === null) continue;
      out.push(one);
    } else
      out[out.length - 1] = {
        ms: last.ms,
        min: Math.min(last.min, one.min),
        max: Math.max(last.max ?? one.min, one.max ?? one.min),
        quality: Math.min(last.quality, one.quality) as QualityNumber,
      };
    bucket = place;
  }
  return out;
};

export interface SeriesRange {
  readonly point: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly buckets: number;
  /** Entries further apart than this have a gap between them, ms. */
  readonly gapMs: number;
}

/** Entries of one point for a trend; at most about `buckets`, gaps aside. */
export const seriesOf = (all: readonly Summary[], range: SeriesRange): Series => {
  const { point, fromMs, toMs, buckets, gapMs } = range;
  const lists: Lists = { times: [], min: [], max: [], quality: [] };
  const shown = withGaps(all, gapMs);
  const few = shown.length <= buckets;
  const bucketMs = Math.max(1, (toMs - fromMs) / Math.max(1, buckets));
  for (const one of few ? shown : decimate(shown, fromMs, bucketMs)) push(lists, one);
  return { point, ...lists };
};

/** A sample as an entry of its own; texts have none. */
export const entryOf = ({ ms, value, quality }: Kept): Summary | null => {
  if (typeof value === "string") return null;
  const number = numberOf(value);
  return { ms, min: number, max: number, quality };
};
