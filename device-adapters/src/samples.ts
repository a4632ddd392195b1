import type { PointSpec, Sample } from "@quorate/protocol";
import type { PointWritten } from "./adapter.ts";

/** A point of which nothing is known. */
export const badSample = (point: string, reason: string, atMs: number): Sample => ({
  point,
  value: null,
  quality: "bad",
  reason,
  sourceTimeMs: atMs,
  receivedTimeMs: atMs,
});

/** What is left of the last good value after scans without an answer: uncertain, then stale. */
export const agedSample = (
  point: PointSpec,
  last: Sample | undefined,
  { misses, staleScans, reason, nowMs }: Aging,
): Sample => {
  if (last === undefined) return badSample(point.name, reason, nowMs);
  return misses >= staleScans
    ? { ...last, quality: "bad", reason: "STALE" }
    : { ...last, quality: "uncertain", reason };
};

export interface Aging {
  readonly misses: number;
  readonly staleScans: number;
  readonly reason: string;
  readonly nowMs: number;
}

export const notWritten = (
  point: string,
  outcome: Exclude<PointWritten["outcome"], "written">,
  code: string,
  detail: string,
): PointWritten => ({ point, ok: false, outcome, code, detail });
