/** What a point can hold. Numbers are engineering units, never raw registers. */
export type PointValue = number | boolean | string;

/** Quality of a reading, after OPC UA Part 8 / Sparkplug: a missing quality is bad. */
export type Quality = "good" | "uncertain" | "bad";

/** One observation of one point. `value` is null when nothing was ever read. */
export interface Sample {
  readonly point: string;
  readonly value: PointValue | null;
  readonly quality: Quality;
  /** Coded reason when the quality is not good, for example `STALE`, `NOT_CONNECTED`, `NAN`. */
  readonly reason?: string;
  /** When the device had the value, milliseconds since 1970 (a poll: when it was asked for). */
  readonly sourceTimeMs: number;
  /** When this process received it, milliseconds since 1970. */
  readonly receivedTimeMs: number;
}

/** An absolute value for one point; never a toggle, never an increment. */
export interface PointWrite {
  readonly point: string;
  readonly value: PointValue;
}

export const isPointValue = (value: unknown): value is PointValue =>
  typeof value === "boolean" ||
  typeof value === "string" ||
  (typeof value === "number" && Number.isFinite(value));
