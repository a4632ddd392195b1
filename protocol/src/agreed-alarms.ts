import { type AlarmPlace, alarmsOf } from "./alarm.ts";
import type { AlarmState, AlarmStateBelow } from "./alarm-state.ts";
import { answerMs, type SiteAsker } from "./ask.ts";
import {
  type AlarmAnswer,
  type AlarmSaid,
  hearsAlarm,
  parseAlarms,
  type SaidAlarm,
} from "./read-alarms.ts";
import { faultsOf } from "./site.ts";
import type { PointValue } from "./value.ts";

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

interface AlarmGroup {
  readonly said: AlarmSaid;
  count: number;
}

/** Of what was heard at different times this is the newer. */
const newestMs = ({ raisedMs, clearedMs }: AlarmSaid): number => Math.max(raisedMs, clearedMs);

/** The largest group of agents that say the same; of those of f+1 and more the newest. */
const groupOf = (lines: readonly SaidAlarm[], enough: number): AlarmGroup | undefined => {
  const groups = new Map<string, AlarmGroup>();
  for (const { said, word } of lines) {
    if (said === null) continue;
    // What moves on between two answers keeps nobody apart.
    const key = said.held ? `${word} held` : word;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { said, count: 1 });
    else known.count += 1;
  }
  const newest = ({ said, count }: AlarmGroup): number => (count >= enough ? newestMs(said) : -1);
  let first: AlarmGroup | undefined;
  for (const group of groups.values()) {
    const isFirst =
      first === undefined ||
      newest(group) > newest(first) ||
      (newest(group) === newest(first) && group.count > first.count);
    if (isFirst) first = group;
  }
  return first;
};

const agreedValue = (lines: readonly SaidAlarm[], enough: number): PointValue | null => {
  const all = lines.map(({ said }) => said?.value ?? null);
  return all.find((value) => all.filter((other) => other === value).length >= enough) ?? null;
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
  const [hearing, all]: [SaidAlarm[], SaidAlarm[]] = [[], []];
  let normal = 0;
  for (const answer of answers) {
    const line = answer.lines.get(id);
    if (line !== undefined) all.push(line);
    if (!hearsAlarm(answer, place)) continue;
    if (line === undefined) normal += 1;
    else hearing.push(line);
  }
  const now = groupOf(hearing, enough);
  const heard = now !== undefined && now.count >= enough;
  // One of f+1 is honest: it was raised, even if as many have not heard of that yet.
  if (!heard && normal >= enough) return null;
  const lines = heard ? hearing : all;
  const first = heard ? now : groupOf(lines, enough);
  const about = { id, device, point, kind, priority, limit, units, heard };
  if (first === undefined && normal === answers.length) return null;
  // A line that cannot be read is a word like no other.
  if (first === undefined) return { ...about, line: null, agree: Math.min(1, all.length), of };
  if (first.count < enough) return { ...about, line: null, agree: first.count, of };
  const line = { ...first.said, value: agreedValue(lines, enough) };
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
