import type { PointState } from "../../../src/shared/messages.ts";

/** How a value is drawn: each has a look, an icon and a text of its own. */
export type ValueKind = "good" | "uncertain" | "stale" | "bad" | "notAgreed" | "none";

/** Somebody put it there by hand, or a model did. */
export type ValueMark = "manual" | "simulated";

export interface ValueState {
  readonly kind: ValueKind;
  readonly marks: readonly ValueMark[];
  /** Code of the reason; empty when the quality is good. */
  readonly reason: string;
  /** A number may be shown. */
  readonly shows: boolean;
  readonly ageMs: number | null;
}

/** Good by OPC 10000-8, though somebody put it there: its mark says so. */
const override = "GOOD_LOCAL_OVERRIDE";

/** By the status that an OPC UA server gives. */
const markOf: Readonly<Record<string, ValueMark>> = {
  [override]: "manual",
  UNCERTAIN_SUBSTITUTE_VALUE: "manual",
  UNCERTAIN_SIMULATED_VALUE: "simulated",
};

const kindOf = ([, value, quality, reason]: PointState): ValueKind => {
  if (reason === "NOT_AGREED") return "notAgreed";
  if (reason === "STALE") return value === null ? "none" : "stale";
  if (value === null) return reason === "" || reason === "NO_READING" ? "none" : "bad";
  if (quality === 0) return "bad";
  return quality === 1 && reason !== override ? "uncertain" : "good";
};

const isNow = (kind: ValueKind): boolean => kind === "good" || kind === "uncertain";

/** `nowMs` is the site's time. Of what is not live any more nothing is good. */
export const valueStateOf = (
  point: PointState | undefined,
  nowMs: number,
  isLive = true,
): ValueState => {
  if (point === undefined)
    return { kind: "none", marks: [], reason: "NO_READING", shows: false, ageMs: null };
  const [, value, , reason, sourceMs] = point;
  const told = kindOf(point);
  const kind = !isLive && isNow(told) ? "stale" : told;
  const mark = markOf[reason];
  return {
    ...{ kind, reason, marks: mark === undefined ? [] : [mark] },
    shows: value !== null && kind !== "bad" && kind !== "notAgreed" && kind !== "none",
    ageMs: sourceMs > 0 ? Math.max(0, nowMs - sourceMs) : null,
  };
};

/** The plant is so now: a picture may show it. A stale value only tells what was. */
export const isCurrent = ({ kind }: ValueState): boolean => isNow(kind);

/** A command may start from it: it is agreed and fresh. */
export const isFresh = (point: PointState | undefined): boolean =>
  point !== undefined && point[1] !== null && point[2] === 2;
