import type { PointValue } from "@quorate/protocol";
import type { QualityNumber } from "./shared/messages.ts";

/** One agreed observation, as history keeps it; a null value is the beginning of a gap. */
export interface Kept {
  readonly ms: number;
  readonly value: PointValue | null;
  readonly quality: QualityNumber;
  /** Empty when the quality is good. */
  readonly reason: string;
}

/** Samples of one point as they are stored, oldest first. */
interface Stored {
  readonly t: number;
  /** Each one's time after `t`. */
  readonly d: readonly number[];
  readonly v: readonly (PointValue | null)[];
  readonly q: readonly number[];
  /** Reasons by place, where there are any. */
  readonly r?: Readonly<Record<string, string>>;
}

export const encodeChunk = (samples: readonly Kept[]): string => {
  const t = samples[0]?.ms ?? 0;
  const reasons = samples.flatMap(({ reason }, place) =>
    reason === "" ? [] : [[String(place), reason] as const],
  );
  const stored: Stored = {
    ...{ t, d: samples.map(({ ms }) => ms - t), v: samples.map(({ value }) => value) },
    q: samples.map(({ quality }) => quality),
    ...(reasons.length === 0 ? {} : { r: Object.fromEntries(reasons) }),
  };
  return JSON.stringify(stored);
};

const qualityOf = (number: number | undefined): QualityNumber =>
  number === 2 || number === 1 ? number : 0;

/** Nothing for what is no chunk: a broken record costs its own minute alone (S10). */
export const decodeChunk = (text: string): Kept[] => {
  let stored: Stored;
  try {
    stored = JSON.parse(text) as Stored;
  } catch {
    return [];
  }
  if (!Array.isArray(stored?.d) || !Array.isArray(stored.v) || !Array.isArray(stored.q)) return [];
  return stored.d.map((after: number, place: number) => ({
    ms: stored.t + after,
    value: stored.v[place] ?? null,
    quality: qualityOf(stored.q[place]),
    reason: stored.r?.[String(place)] ?? "",
  }));
};

/** The smallest and largest value within ten minutes, for trends over weeks. */
export interface Summary {
  readonly ms: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly quality: QualityNumber;
}

/** Length of a summary's time, ms. */
export const summaryMs = 600_000;

export const numberOf = (value: PointValue | null): number | null =>
  typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : null;

const pick = (
  left: number | null,
  right: number | null,
  choose: (left: number, right: number) => number,
): number | null => (left === null ? right : right === null ? left : choose(left, right));

export const mergeSummary = (left: Summary, right: Summary): Summary => ({
  ms: Math.min(left.ms, right.ms),
  min: pick(left.min, right.min, Math.min),
  max: pick(left.max, right.max, Math.max),
  quality: qualityOf(Math.min(left.quality, right.quality)),
});

/** By the beginning of their ten minutes. */
export const summarise = (samples: readonly Kept[]): ReadonlyMap<number, Summary> => {
  const windows = new Map<number, Summary>();
  for (const { ms, value, quality } of samples) {
    const window = Math.floor(ms / summaryMs) * summaryMs;
    const number = numberOf(value);
    const one = { ms, min: number, max: number, quality };
    const known = windows.get(window);
    windows.set(window, known === undefined ? one : mergeSummary(known, one));
  }
  return windows;
};

/** Null for what is none. */
export const decodeSummary = (text: string | undefined): Summary | null => {
  if (text === undefined) return null;
  try {
    const [ms, min, max, quality] = JSON.parse(text) as (number | null)[];
    if (typeof ms !== "number") return null;
    return { ms, min: min ?? null, max: max ?? null, quality: qualityOf(quality ?? 0) };
  } catch {
    return null;
  }
};

export const encodeSummary = ({ ms, min, max, quality }: Summary): string =>
  JSON.stringify([ms, min, max, quality]);
