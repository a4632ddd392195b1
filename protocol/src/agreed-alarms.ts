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
  /** Agents that say this, or of those that do not agree the largest group, of how many. */
  readonly agree: number;
  readonly of: number;
}

/** What one agent says, by alarm id: nothing of an answer is believed before f+1 give it. */
export const parseAlarms = (answer: WireAnswer): ReadonlyMap<string, Partial<AlarmLine>> => {
  try {
    const lines = JSON.parse(answer.json) as unknown;
    if (!Array.isArray(lines)) return new Map();
    return new Map(lines.map((line: Partial<AlarmLine> | null) => [line?.id ?? "", line ?? {}]));
  } catch {
    return new Map();
  }
};

interface AlarmGroup {
  readonly line: Partial<AlarmLine>;
  count: number;
}

/** What is alike when two agents say the same; `value` moves on between two answers. */
export const alarmWord = (line: Partial<AlarmLine>): string =>
  JSON.stringify({ ...line, value: null });

/** Groups of agents that say the same. */
const groupsOf = (lines: readonly Partial<AlarmLine>[]): AlarmGroup[] => {
  const groups = new Map<string, AlarmGroup>();
  for (const line of lines) {
    const key = alarmWord(line);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { line, count: 1 });
    else known.count += 1;
  }
  return [...groups.values()].sort((left, right) => right.count - left.count);
};

const agreedValue = (lines: readonly Partial<AlarmLine>[], enough: number) => {
  const said = lines.map(({ value }) => value ?? null);
  return said.find((value) => said.filter((other) => other === value).length >= enough) ?? null;
};

/** What f+1 of these answers say of one alarm; null: it is normal and was never raised. */
export const agreeAlarm = (
  { id, device, point, kind, priority, limit, units }: AlarmPlace,
  answers: readonly ReadonlyMap<string, Partial<AlarmLine>>[],
  of: number,
): AgreedAlarm | null => {
  const enough = faultsOf(of) + 1;
  const lines = answers.flatMap((answer) => answer.get(id) ?? []);
  // Who leaves an alarm out says that it is normal and was never raised.
  if (answers.length - lines.length >= enough) return null;
  const [first] = groupsOf(lines);
  const place = { id, device, point, kind, priority, limit, units };
  if (first === undefined) return null;
  if (first.count < enough) return { ...place, line: null, agree: first.count, of };
  const { condition, held, raisedMs, clearedMs, state, below } = first.line as AlarmLine;
  const { acknowledged, shelved, outOfService } = first.line as AlarmLine;
  const line = {
    ...{ state, below, condition, held, raisedMs, clearedMs },
    ...{ value: agreedValue(lines, enough), acknowledged, shelved, outOfService },
  };
  return { ...place, line, agree: first.count, of };
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
