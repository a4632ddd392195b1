import { type AlarmPlace, alarmsOf, faultsOf, type WireAnswer } from "@quorate/protocol";
import type { AlarmLine } from "../alarm-lines.ts";
import type { SiteLinks } from "@quorate/protocol/node";

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

const answerMs = 2000;

/** What one agent says, by alarm id: nothing of an answer is believed before f+1 give it. */
const parse = (answer: WireAnswer): ReadonlyMap<string, Partial<AlarmLine>> => {
  try {
    const lines = JSON.parse(answer.json) as unknown;
    if (!Array.isArray(lines)) return new Map();
    return new Map(lines.map((line: Partial<AlarmLine> | null) => [line?.id ?? "", line ?? {}]));
  } catch {
    return new Map();
  }
};

interface Group {
  readonly line: Partial<AlarmLine>;
  count: number;
}

/** Groups of agents that say the same. `value` moves on between two answers, so it is apart. */
const groupsOf = (lines: readonly Partial<AlarmLine>[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const line of lines) {
    const key = JSON.stringify({ ...line, value: null });
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

const agreedOf = (
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
export const askAlarms = async (links: SiteLinks): Promise<SiteAlarms> => {
  const answers = (await links.askAll({ alarms: true }, answerMs)).flatMap((answer) =>
    answer === null ? [] : [parse(answer)],
  );
  const of = links.site.agents.length;
  const alarms = alarmsOf(links.site).flatMap((place) => agreedOf(place, answers, of) ?? []);
  return { alarms, answered: answers.length };
};
