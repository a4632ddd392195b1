import type { AlarmPlace } from "./alarm.ts";
import type { AlarmState, AlarmStateBelow } from "./alarm-state.ts";
import type { AlarmLine } from "./agreed-alarms.ts";
import { type Fields, isFields, textOf, timeOf } from "./told.ts";
import type { PointValue } from "./value.ts";
import type { WireAnswer } from "./wire.ts";

// What one agent says of the alarms. It may answer anything (S10): a line that was read has its
// types, and a word by which it is compared, so that nobody has to look into it again.

/** What is said of an alarm; where it is and what its limit is stands in the site file. */
export type AlarmSaid = Omit<
  AlarmLine,
  "id" | "device" | "point" | "kind" | "priority" | "limit" | "units"
>;

export interface SaidAlarm {
  /** Null where it is no line of this release. */
  readonly said: AlarmSaid | null;
  /** All but value and `held`: in these honest agents differ. Empty where it is no line. */
  readonly word: string;
}

/** What one agent says: nothing of it is believed before f+1 give it. */
export interface AlarmAnswer {
  /** By alarm id. Who leaves an alarm out says that it is normal and was never raised ... */
  readonly lines: ReadonlyMap<string, SaidAlarm>;
  /** ... but not of what it does not hear: `DEVICE` or `DEVICE/POINT` ... */
  readonly unheard: ReadonlySet<string>;
  /** ... nor where alarms that are not normal had no room in the answer. */
  readonly isCut: boolean;
}

const below: ReadonlySet<unknown> = new Set(["UNACK", "ACK", "RTN_UNACK", "NORMAL"]);
const states: ReadonlySet<unknown> = new Set([...below, "SHELVED", "OUT_OF_SERVICE"]);
/** Characters of a name, a reason or a value. */
const textChars = 2000;

const valueOf = (value: unknown): PointValue | null => {
  if (typeof value === "string") return textOf(value, textChars);
  return typeof value === "number" || typeof value === "boolean" ? value : null;
};

/** What an operator did, where it is anything. */
const doneOf = <Done>(value: unknown, read: (fields: Fields) => Done): Done | null =>
  isFields(value) ? read(value) : null;

const whenOf = ({ by, ms }: Fields) => ({ by: textOf(by, textChars), ms: timeOf(ms) });
const sinceOf = (fields: Fields) => ({
  ...{ ...whenOf(fields), reason: textOf(fields["reason"], textChars) },
});
const untilOf = ({ by, untilMs, reason }: Fields) => ({
  ...{ by: textOf(by, textChars), untilMs: timeOf(untilMs), reason: textOf(reason, textChars) },
});

/** The word for what an alarm is said to be. */
export const wordOf = (said: AlarmSaid): string => {
  const { condition, raisedMs, clearedMs, state, acknowledged, shelved, outOfService } = said;
  const isUnmarked = acknowledged === null && shelved === null && outOfService === null;
  const marks = isUnmarked ? "" : JSON.stringify([acknowledged, shelved, outOfService]);
  return `${condition} ${raisedMs} ${clearedMs} ${state} ${said.below} ${marks}`;
};

const saidOf = (fields: Fields): SaidAlarm => {
  const { condition, state } = fields;
  const isLine =
    (condition === "active" || condition === "normal") &&
    states.has(state) &&
    below.has(fields["below"]);
  if (!isLine) return { said: null, word: "" };
  // No spreads: a flood of alarms is read several times a second.
  const said: AlarmSaid = {
    condition,
    held: fields["held"] === true,
    raisedMs: timeOf(fields["raisedMs"]),
    clearedMs: timeOf(fields["clearedMs"]),
    value: valueOf(fields["value"]),
    state: state as AlarmState,
    below: fields["below"] as AlarmStateBelow,
    acknowledged: doneOf(fields["acknowledged"], whenOf),
    shelved: doneOf(fields["shelved"], untilOf),
    outOfService: doneOf(fields["outOfService"], sinceOf),
  };
  return { said, word: wordOf(said) };
};

const linesOf = (json: string): unknown[] => {
  try {
    const lines = JSON.parse(json) as unknown;
    return Array.isArray(lines) ? lines : [];
  } catch {
    return [];
  }
};

export const parseAlarms = (answer: WireAnswer): AlarmAnswer => {
  const lines = new Map<string, SaidAlarm>();
  for (const line of linesOf(answer.json))
    if (isFields(line) && typeof line["id"] === "string") lines.set(line["id"], saidOf(line));
  // Those that are normal come last: where one of them is there, all others had room.
  const isCut = answer.more && [...lines.values()].every(({ said }) => said?.state !== "NORMAL");
  return { lines, unheard: new Set(answer.unheard), isCut };
};

/** Whether this answer has a word on the alarm as it is now, be it by leaving it out. */
export const hearsAlarm = (
  { lines, unheard, isCut }: AlarmAnswer,
  { id, device, point }: Pick<AlarmPlace, "id" | "device" | "point">,
): boolean => {
  if (isCut && !lines.has(id)) return false;
  return unheard.size === 0 || !(unheard.has(device) || unheard.has(`${device}/${point}`));
};
