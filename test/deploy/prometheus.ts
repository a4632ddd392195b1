import assert from "node:assert/strict";

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** One line of a metrics page. */
export interface Series extends Sample {
  readonly name: string;
}

export interface Page {
  /** Of every name: counter, gauge or histogram. */
  readonly types: ReadonlyMap<string, string>;
  readonly series: readonly Series[];
}

/** A process that is asked for its page, and what it answered; null: nothing. */
export interface Answer {
  readonly target: Labels;
  readonly page: string | null;
}

/** A value of a series and when it was seen. */
export interface Point {
  readonly atMs: number;
  readonly value: number;
}

interface Round {
  readonly atMs: number;
  readonly series: readonly Series[];
}

const namePattern = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const labelPattern = '([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\\\\n]|\\\\[\\\\"n])*)"';
const linePattern = new RegExp(
  `^(${namePattern})(?:\\{((?:${labelPattern},?)*)\\})? ([-+]?(?:Inf|NaN|[0-9.e+-]+))$`,
);

const unescaped = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));

const numberOf = (text: string): number => Number(text.replace(/Inf$/, "Infinity"));

const seriesOf = (line: string): Series => {
  const match = linePattern.exec(line);
  assert.ok(match !== null, `no line of Prometheus' text format: ${line}`);
  const [, name = "", labels = ""] = match;
  const pairs = [...labels.matchAll(new RegExp(labelPattern, "g"))].map(
    ([, label = "", value = ""]) => [label, unescaped(value)] as const,
  );
  return { name, labels: Object.fromEntries(pairs), value: numberOf(match.at(-1) ?? "") };
};

/** Prometheus' text format, without the timestamps that no process of ours writes. */
export const parsePage = (page: string): Page => {
  const types = new Map<string, string>();
  const series: Series[] = [];
  for (const line of page.split("\n")) {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (name !== undefined && type !== undefined) types.set(name, type);
    if (line !== "" && !line.startsWith("#")) series.push(seriesOf(line));
  }
  return { types, series };
};

/** Equal for equal labels. */
export const keyOf = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What was seen last is how it is for so long, unless a newer round lacks it. */
const lookBackMs = 300_000;

/** What Prometheus keeps: round by round, what each process answered. */
export class Database {
  private readonly rounds: Round[] = [];
  private readonly types = new Map<string, string>([["up", "gauge"]]);

  /** Later than any round before. Who did not answer has `up` 0 and nothing else. */
  add(atMs: number, answers: readonly Answer[]): void {
    assert.ok(atMs > (this.rounds.at(-1)?.atMs ?? 0));
    const series = answers.flatMap(({ target, page }): Series[] => {
      const up = { name: "up", labels: target, value: Number(page !== null) };
      if (page === null) return [up];
      const { types, series: told } = parsePage(page);
      for (const [name, type] of types) this.types.set(name, type);
      return [up, ...told.map((one) => ({ ...one, labels: { ...one.labels, ...target } }))];
    });
    this.rounds.push({ atMs, series });
  }

  /** Everything of a name that was ever seen. */
  ever(name: string): Series[] {
    return this.rounds.flatMap(({ series }) => series.filter((one) => one.name === name));
  }

  isCounter(name: string): boolean {
    const ofHistogram = this.types.get(name.replace(/_(bucket|sum|count)$/, "")) === "histogram";
    return ofHistogram || this.types.get(name) === "counter";
  }

  /** What stood in the newest round of then. */
  at(name: string, atMs: number): Series[] {
    const round = this.rounds.findLast((one) => one.atMs <= atMs);
    if (round === undefined || round.atMs <= atMs - lookBackMs) return [];
    return round.series.filter((one) => one.name === name);
  }

  /** Every series' points of a span of time, oldest first. */
  over(name: string, fromMs: number, toMs: number): { labels: Labels; points: Point[] }[] {
    const all = new Map<string, { labels: Labels; points: Point[] }>();
    for (const { atMs, series } of this.rounds) {
      if (atMs <= fromMs || atMs > toMs) continue;
      for (const one of series) {
        if (one.name !== name) continue;
        const key = keyOf(one.labels);
        const { points } = all.get(key) ?? { points: [] };
        all.set(key, { labels: one.labels, points: [...points, { atMs, value: one.value }] });
      }
    }
    return [...all.values()];
  }
}
