import { DelayNetwork, type DelayScenario } from "./delay-network.ts";
import { machine, table } from "./figures.ts";

export interface DelayOptions {
  readonly seed: number;
  /** How long one mean one-way delay is, ms. */
  readonly delayMs: number;
  readonly members: readonly number[];
}

/** One network in one condition; delays are in one-way delays from creation to order. */
export interface DelayRow {
  readonly members: number;
  readonly load: "busy" | "at rest";
  readonly condition: "healthy" | "f dead" | "one 3x slow";
  readonly count: number;
  readonly mean: number;
  readonly p99: number;
  /** Mean of the events of the slow member, and of the others' events at it. */
  readonly slowMean: number | null;
}

export interface DelayFigures {
  readonly bench: "delays";
  readonly machine: ReturnType<typeof machine>;
  readonly options: DelayOptions;
  readonly rows: readonly DelayRow[];
  /** What of the budgets does not hold; empty when all of it does. */
  readonly misses: readonly string[];
}

/** The most delays to order, and how much more with f members dead (docs/performance.md). */
const mostDelays = 9;
const mostWithDead = 1.2;
/** Events that are measured under load; commands at rest cost more events each. */
const busyEvents = 3000;
const restEvents = 2400;

const rounded = (number: number): number => Math.round(number * 100) / 100;

const mean = (numbers: readonly number[]): number | null =>
  numbers.length === 0
    ? null
    : rounded(numbers.reduce((sum, number) => sum + number, 0) / numbers.length);

const conditions = (members: number) =>
  [
    { condition: "healthy", dead: 0, slow: 0 },
    { condition: "f dead", dead: Math.floor((members - 1) / 3), slow: 0 },
    { condition: "one 3x slow", dead: 0, slow: 1 },
  ] as const;

const rowsOf = (members: number, { seed, delayMs }: DelayOptions): DelayRow[] =>
  ([true, false] as const).flatMap((busy) =>
    conditions(members).map(({ condition, dead, slow }): DelayRow => {
      const events = busy ? busyEvents : Math.round(restEvents / members);
      const scenario: DelayScenario = { members, dead, slow, busy, delayMs, events, seed };
      const { delays, slowDelays } = new DelayNetwork(scenario).run();
      return {
        ...{ members, load: busy ? "busy" : "at rest", condition, count: delays.length },
        mean: mean(delays) ?? 0,
        p99: rounded(delays[Math.floor(delays.length * 0.99)] ?? 0),
        slowMean: mean(slowDelays),
      };
    }),
  );

const missesOf = (rows: readonly DelayRow[]): string[] =>
  rows.flatMap((row) => {
    const { members, load, condition } = row;
    const name = `n=${members}, ${load}, ${condition}`;
    const healthy = rows.find(
      (one) => one.members === members && one.load === load && one.condition === "healthy",
    ) as DelayRow;
    const ratio = row.mean / healthy.mean;
    return [
      ...(row.mean > mostDelays ? [`${name}: ${row.mean} delays, at most ${mostDelays}`] : []),
      ...(condition === "f dead" && ratio > mostWithDead
        ? [`${name}: ${rounded(ratio)} times healthy, at most ${mostWithDead}`]
        : []),
    ];
  });

/** The same figures from the same options, on every machine. */
export const delays = (options: DelayOptions): DelayFigures => {
  const rows = options.members.flatMap((members) => rowsOf(members, options));
  return { bench: "delays", machine: machine(), options, rows, misses: missesOf(rows) };
};

export const delayTable = ({ rows, misses, options }: DelayFigures): string => {
  const cells = rows.map((row) => [
    ...[`n=${row.members}, ${row.load}, ${row.condition}`, row.count, row.mean, row.p99],
    row.slowMean ?? "-",
  ]);
  const heading = `one-way delays of ${options.delayMs} ms, seed ${options.seed}`;
  return [
    table([heading, "count", "mean", "p99", "slow mean"], cells),
    misses.length === 0 ? "all within their budgets" : `MISSED: ${misses.join("; ")}`,
  ].join("\n");
};
