import type { AlarmKind, AlarmPlace } from "./alarm.ts";
import type { KeyHex } from "./site.ts";
import type { Sample } from "./value.ts";

/** Whether a point is beyond one limit, and since when: what the guard signs in its readings. */
export interface AlarmCondition {
  readonly point: string;
  readonly kind: AlarmKind;
  readonly active: boolean;
  /** Source time at which the newest occurrence began, ms; 0 before the first. */
  readonly raisedMs: number;
  /** Source time at which it ended; 0 while it lasts. */
  readonly clearedMs: number;
  /** No good value: the condition is that of the last good one. */
  readonly held: boolean;
}

/** What the guard keeps of one alarm between two scans. */
export interface AlarmWatch {
  readonly condition: AlarmCondition;
  /** Beyond the limit, the delay not over: since when by source time and by the guard's clock. */
  readonly pending: { readonly sourceMs: number; readonly clockMs: number } | null;
}

export const unraised = (point: string, kind: AlarmKind): AlarmWatch => ({
  condition: { point, kind, active: false, raisedMs: 0, clearedMs: 0, held: false },
  pending: null,
});

const isHigh = (kind: AlarmKind): boolean => kind === "high" || kind === "highHigh";

const isBeyond = ({ kind, limit }: AlarmPlace, value: number): boolean =>
  isHigh(kind) ? value > limit : value < limit;

const isBack = ({ kind, limit, deadband }: AlarmPlace, value: number): boolean =>
  isHigh(kind) ? value <= limit - deadband : value >= limit + deadband;

const trip = ({ condition }: AlarmWatch, sourceMs: number, clockMs: number): AlarmWatch => {
  // An occurrence is named by its time, so a device's clock that was set back makes no old name,
  // and one that is ahead of the guard's makes none that is still to come.
  const raisedMs = Math.max(Math.min(sourceMs, clockMs), condition.raisedMs + 1);
  return {
    condition: { ...condition, active: true, raisedMs, clearedMs: 0, held: false },
    pending: null,
  };
};

/**
 * One scan of one limit. A value that is not known changes nothing but the mark; the delay runs by
 * the guard's clock, for the source time of a value that rests may rest as well.
 */
export const watchAlarm = (
  place: AlarmPlace,
  before: AlarmWatch,
  { value, quality, sourceTimeMs }: Pick<Sample, "value" | "quality" | "sourceTimeMs">,
  clockMs: number,
): AlarmWatch => {
  if (typeof value !== "number" || quality === "bad")
    return before.condition.held
      ? before
      : { ...before, condition: { ...before.condition, held: true } };
  const condition = before.condition.held
    ? { ...before.condition, held: false }
    : before.condition;
  const now: AlarmWatch = { condition, pending: before.pending };
  if (condition.active) {
    if (!isBack(place, value)) return now;
    const clearedMs = Math.max(Math.min(sourceTimeMs, clockMs), condition.raisedMs);
    return { condition: { ...condition, active: false, clearedMs }, pending: null };
  }
  if (!isBeyond(place, value)) return { ...now, pending: null };
  const pending = before.pending ?? { sourceMs: sourceTimeMs, clockMs };
  if (clockMs - pending.clockMs < place.delayMs) return { ...now, pending };
  return trip(now, pending.sourceMs, clockMs);
};

/** What operators did about an alarm, as it was ordered (docs/wire.md, "State"). */
export interface AlarmMarks {
  /** Occurrences raised at or before this are acknowledged, ms; 0: none was. */
  readonly acknowledgedMs: number;
  readonly acknowledgedBy: KeyHex;
  /** Consensus time of the acknowledge, microseconds. */
  readonly acknowledgedUs: number;
  /** 0: not shelved. */
  readonly shelvedUntilMs: number;
  readonly shelvedBy: KeyHex;
  readonly shelvedReason: string;
  /** Empty: in service. */
  readonly outOfServiceBy: KeyHex;
  readonly outOfServiceReason: string;
  readonly outOfServiceUs: number;
}

export const unmarked: AlarmMarks = {
  ...{ acknowledgedMs: 0, acknowledgedBy: "", acknowledgedUs: 0 },
  ...{ shelvedUntilMs: 0, shelvedBy: "", shelvedReason: "" },
  ...{ outOfServiceBy: "", outOfServiceReason: "", outOfServiceUs: 0 },
};

/** The states of ISA-18.2 that move by themselves: by the condition and the acknowledge. */
export type AlarmStateBelow = "UNACK" | "ACK" | "RTN_UNACK" | "NORMAL";
export type AlarmState = AlarmStateBelow | "SHELVED" | "OUT_OF_SERVICE";

/** Moves on whether the alarm is shown or not. */
export const alarmStateBelow = (
  { active, raisedMs }: Pick<AlarmCondition, "active" | "raisedMs">,
  { acknowledgedMs }: Pick<AlarmMarks, "acknowledgedMs">,
): AlarmStateBelow => {
  const acknowledged = raisedMs <= acknowledgedMs;
  if (active) return acknowledged ? "ACK" : "UNACK";
  return acknowledged ? "NORMAL" : "RTN_UNACK";
};

/** Shelving ends by itself: it needs no transaction for that. */
export const isShelved = ({ shelvedUntilMs }: AlarmMarks, nowMs: number): boolean =>
  shelvedUntilMs > nowMs;

export const alarmState = (
  condition: Pick<AlarmCondition, "active" | "raisedMs">,
  marks: AlarmMarks,
  nowMs: number,
): AlarmState => {
  if (marks.outOfServiceBy !== "") return "OUT_OF_SERVICE";
  if (isShelved(marks, nowMs)) return "SHELVED";
  return alarmStateBelow(condition, marks);
};
