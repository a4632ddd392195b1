import { type AlarmPlace, alarmsOf } from "./alarm.ts";
import type { AlarmState, AlarmStateBelow } from "./alarm-state.ts";
import { answerMs, type SiteAsker } from "./ask.ts";
import { faultsOf } from "./site.ts";
import type { PointValue } from "./value.ts";
import type { WireAnswer } from "./wire.ts";

/** One alarm as an agent knows it (docs/wire.md, "Alarms"). */
export interface AlarmLine {
  readonly id: string;
  readonly device: string;
  readonly point: string;
  readonly kind: AlarmPlace["kind"];
  readonly priority: number;
  readonly limit: number;
  readonly units: string;
  readonly condition: "active" | "normal";
  /** No good and fresh value: the condition is that of the last one. */
  readonly held: boolean;
  readonly raisedMs: number;
  readonly clearedMs: number;
  /** As last read. */
  readonly value: PointValue | null;
  readonly state: AlarmState;
  /** Moves on while the alarm is shelved or out of service. */
  readonly below: AlarmStateBelow;
  /** Who acknowledged the newest occurrence, and when by consensus time. */
  readonly acknowledged: { readonly by: string; readonly ms: number } | null;
  readonly shelved: Shelved | null;
  readonly outOfService: OutOfService | null;
}

interface Shelved {
  readonly by: string;
  readonly untilMs: number;
  readonly reason: string;
}

interface OutOfService {
  readonly by: string;
  readonly ms: number;
  readonly reason: string;
}

type Place = Pick<
  AlarmPlace,
  "id" | "device" | "point" | "kind" | "priority" | "limit" | "units"
>;

/** The shape of `quorate alarms --json`: scripts rely on it. */
export interface AgreedAlarm extends Place {
  /** What f+1 agents say alike; null where they do not. */
  readonly line: Omit<AlarmLine, keyof Place> | null;
  /**
   * False: fewer than f+1 of those agents hear the guard now. Then what a line says is what they
   * heard last; with `raisedMs` 0 that is nothing, and only what operators did is known.
   */
  readonly heard: boolean;
  /** Agents that say this, or of those that do not agree the largest group, of how many. */
  readonly agree: number;
  readonly of: number;
}

/** What one agent says: nothing of it is believed before f+1 give it. */
export interface AlarmAnswer {
  /** By alarm id. Who leaves an alarm out says that it is normal and was never raised ... */
  readonly lines: ReadonlyMap<string, Partial<AlarmLine>>;
  /** ... but not of what it does not hear: `DEVICE` or `DEVICE/POINT` ... */
  readonly unheard: ReadonlySet<string>;
  /** ... nor where alarms that are not normal had no room in the answer. */
  readonly isCut: boolean;
}

const linesOf = ({ json }: WireAnswer): (readonly [string, Partial<AlarmLine>])[] => {
  try {
    const lines = JSON.parse(json) as unknown;
    if (!Array.isArray(lines)) return [];
    return lines.map((line: Partial<AlarmLine> | null) => [line?.id ?? "", line ?? {}]);
  } catch {
    return [];
  }
};

export const parseAlarms = (answer: WireAnswer): AlarmAnswer => {
  const lines = new Map(linesOf(answer));
  // Those that are normal come last: where one of them is there, all others had room.
  const isCut = answer.more && [...lines.values()].every(({ state }) => state !== "NORMAL");
  return { lines, unheard: new Set(answer.unheard), isCut };
};

/** Whether this answer has a word on the alarm as it is now, be it by leaving it out. */
export const hearsAlarm = (
  { lines, unheard, isCut }: AlarmAnswer,
  { id, device, point }: Pick<AlarmPlace, "id" | "device" | "point">,
): boolean =>
  !unheard.has(device) && !unheard.has(`${device}/${point}`) && (!isCut || lines.has(id));

interface AlarmGroup {
  readonly line: Partial<AlarmLine>;
  count: number;
}

/** What is alike when two agents say the same; `value` moves on between two answers. */
export const alarmWord = (line: Partial<AlarmLine>): string =>
  JSON.stringify({ ...line, value: null });

/** Of what was heard at different times this is the newer; a line may hold anything. */
const newestMs = ({ raisedMs, clearedMs }: Partial<AlarmLine>): number =>
  Math.max(Number(raisedMs) || 0, Number(clearedMs) || 0);

/** The largest group of agents that say the same; of those of f+1 and more the newest. */
const groupOf = (lines: readonly Partial<AlarmLine>[], enough: number): AlarmGroup | undefined => {
  const groups = new Map<string, AlarmGroup>();
  for (const line of lines) {
    const key = alarmWord(line);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { line, count: 1 });
    else known.count += 1;
  }
  const newest = ({ line, count }: AlarmGroup): number => (count >= enough ? newestMs(line) : -1);
  const [first] = [...groups.values()].sort(
    (left, right) => newest(right) - newest(left) || right.count - left.count,
  );
  return first;
};

const agreedValue = (lines: readonly Partial<AlarmLine>[], enough: number) => {
  const said = lines.map(({ value }) => value ?? null);
  return said.find((value) => said.filter((other) => other === value).length >= enough) ?? null;
};

/**
 * What f+1 of these answers say of one alarm; null: it is normal and was never raised. Agents that
 * hear its guard come first: what others heard last may be old, and their silence says nothing.
 */
export const agreeAlarm = (
  place: AlarmPlace,
  answers: readonly AlarmAnswer[],
  of: number,
): AgreedAlarm | null => {
  const enough = faultsOf(of) + 1;
  const { id, device, point, kind, priority, limit, units } = place;
  const linesIn = (some: readonly AlarmAnswer[]) =>
    some.flatMap(({ lines }) => lines.get(id) ?? []);
  const hearing = answers.filter((answer) => hearsAlarm(answer, place));
  const now = groupOf(linesIn(hearing), enough);
  const heard = now !== undefined && now.count >= enough;
  const lines = linesIn(heard ? hearing : answers);
  // One of f+1 is honest: it was raised, even if as many have not heard of that yet.
  const isNormal = hearing.filter((answer) => !answer.lines.has(id)).length >= enough;
  if (!heard && isNormal) return null;
  const first = heard ? now : groupOf(lines, enough);
  const about = { id, device, point, kind, priority, limit, units, heard };
  if (first === undefined)
    return hearing.length === answers.length ? null : { ...about, line: null, agree: 0, of };
  if (first.count < enough) return { ...about, line: null, agree: first.count, of };
  const { condition, held, raisedMs, clearedMs, state, below } = first.line as AlarmLine;
  const { acknowledged, shelved, outOfService } = first.line as AlarmLine;
  const line = {
    ...{ state, below, condition, held, raisedMs, clearedMs },
    ...{ value: agreedValue(lines, enough), acknowledged, shelved, outOfService },
  };
  return { ...about, line, agree: first.count, of };
};

export interface SiteAlarms {
  /** Those that were ever raised, shelved or taken out of service, in the site file's order. */
  readonly alarms: readonly AgreedAlarm[];
  readonly answered: number;
}

/** The alarms of the site as f+1 agents tell them. */
export const askAlarms = async (links: SiteAsker): Promise<SiteAlarms> => {
  const answers = (await links.askAll({ alarms: true }, answerMs)).flatMap((answer) =>
    answer === null ? [] : [parseAlarms(answer)],
  );
  const of = links.site.agents.length;
  const alarms = alarmsOf(links.site).flatMap((place) => agreeAlarm(place, answers, of) ?? []);
  return { alarms, answered: answers.length };
};
