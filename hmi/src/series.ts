import { type Kept, numberOf, type Summary } from "./chunk.ts";
import { limits } from "./limits.ts";
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

export interface SeriesRange {
  readonly point: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly buckets: number;
  /** Entries further apart than this have a gap between them, ms. */
  readonly gapMs: number;
}

/**
 * Entries of one point for a trend, taken oldest first; at most about `buckets`, gaps aside. Within
 * one bucket the smallest and largest count; a gap in it makes an entry end there. It holds no more
 * than it answers, however many come.
 */
export class SeriesFold {
  private readonly range: SeriesRange;
  private readonly bucketMs: number;
  /** Each of them, as long as they are no more than the buckets. */
  private all: Summary[] | null = [];
  private readonly out: Summary[] = [];
  private before: Summary | null = null;
  private bucket = Number.NaN;
  /** Entries of `out` that belong to `bucket`. */
  private inBucket = 0;

  constructor(range: SeriesRange) {
    this.range = range;
    this.bucketMs = Math.max(1, (range.toMs - range.fromMs) / Math.max(1, range.buckets));
  }

  /** Between two that are too far apart there is a gap, and a gap is shown as one. */
  add(one: Summary): void {
    const { before } = this;
    this.before = one;
    if (before !== null && before.min !== null && one.ms - before.ms > this.range.gapMs)
      this.show({ ms: before.ms + 1, min: null, max: null, quality: 0 });
    this.show(one);
  }

  end(): Series {
    const lists: Lists = { times: [], min: [], max: [], quality: [] };
    for (const one of this.all ?? this.out) push(lists, one);
    return { point: this.range.point, ...lists };
  }

  private show(one: Summary): void {
    if (this.all !== null && this.all.push(one) > this.range.buckets) this.all = null;
    const place = Math.floor((one.ms - this.range.fromMs) / this.bucketMs);
    const isSame = place === this.bucket;
    // Values that come and go all the time: the last of too many gaps in one bucket goes.
    const isOver = isSame && this.inBucket >= limits.bucketEntries;
    if (isOver && one.min !== null && this.out.at(-1)?.min === null) {
      this.out.pop();
      this.inBucket -= 1;
    }
    const last = this.out.at(-1);
    if (last === undefined || !isSame || last.min === null || one.min === null) {
      if (one.min === null && last?.min === null) return;
      this.out.push(one);
      this.inBucket = isSame ? this.inBucket + 1 : 1;
    } else
      this.out[this.out.length - 1] = {
        ms: last.ms,
        min: Math.min(last.min, one.min),
        max: Math.max(last.max ?? one.min, one.max ?? one.min),
        quality: Math.min(last.quality, one.quality) as QualityNumber,
      };
    this.bucket = place;
  }
}

/** The same, of entries that are all there. */
export const seriesOf = (all: readonly Summary[], range: SeriesRange): Series => {
  const fold = new SeriesFold(range);
  for (const one of all) fold.add(one);
  return fold.end();
};

/** A sample as an entry of its own; texts have none. */
export const entryOf = ({ ms, value, quality }: Kept): Summary | null => {
  if (typeof value === "string") return null;
  const number = numberOf(value);
  return { ms, min: number, max: number, quality };
};
