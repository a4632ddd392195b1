import { availableParallelism, cpus } from "node:os";
import type { Remains, Violation } from "./check.ts";
import type { KillOptions, Toll } from "./run.ts";

export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly max: number;
}

export interface Summary {
  readonly machine: string;
  readonly seed: number;
  readonly agents: number;
  readonly rate: number;
  readonly tookMs: number;
  readonly kills: number;
  readonly killsOf: Readonly<Record<string, number>>;
  readonly strikes: Readonly<Record<string, number>>;
  readonly restarts: number;
  readonly commands: number;
  readonly receipts: number;
  /** Ends in the certified log. */
  readonly ends: Readonly<Record<string, number>>;
  /** Neither a receipt nor an end in the log. */
  readonly unknown: number;
  /** Commands that were said again long after their end. */
  readonly forgotten: number;
  readonly blocks: number;
  readonly writes: number;
  readonly signed: { readonly events: number; readonly ballots: number };
  /** From the start of an agent until others have a new event of it, ms. */
  readonly agentBackMs: Spread;
  readonly guardBackMs: Spread;
  /** Longest time in which no command was ordered, ms; and while a quorum of agents ran. */
  readonly longestPauseMs: number;
  readonly longestPauseWithQuorumMs: number;
  readonly outageMs: number;
  readonly violations: readonly Violation[];
}

export interface Findings {
  readonly options: KillOptions;
  readonly toll: Toll;
  readonly violations: readonly Violation[];
  readonly remains: Remains;
  readonly signed: { readonly events: number; readonly ballots: number };
  readonly orderedMs: readonly number[];
  readonly backMs: { readonly agent: readonly number[]; readonly guard: readonly number[] };
  readonly tookMs: number;
}

const spreadOf = (values: readonly number[]): Spread => {
  const sorted = [...values].sort((left, right) => left - right).map(Math.round);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), max: sorted.at(-1) ?? 0 };
};

/** The longest gap in which no outage lay, and the longest of all. */
const longestPauses = (
  orderedMs: readonly number[],
  outages: Toll["outages"],
): { readonly all: number; readonly withQuorum: number } => {
  let [all, withQuorum] = [0, 0];
  orderedMs.forEach((toMs, index) => {
    const fromMs = orderedMs[index - 1] ?? toMs;
    all = Math.max(all, toMs - fromMs);
    const isOut = outages.some((outage) => outage.fromMs < toMs && outage.toMs > fromMs);
    if (!isOut) withQuorum = Math.max(withQuorum, toMs - fromMs);
  });
  return { all, withQuorum };
};

const tally = (names: Iterable<string>): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

export const summarize = (findings: Findings): Summary => {
  const { options, toll, remains, orderedMs, backMs } = findings;
  const [longest] = [...remains.logs].sort((a, b) => b.hashes.length - a.hashes.length);
  const logged = [...(longest?.commands.values() ?? [])];
  const known = new Set(logged.map(({ id }) => id));
  const pauses = longestPauses(orderedMs, toll.outages);
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return {
    machine: `${availableParallelism()} cores, ${model}, Node ${process.versions.node}`,
    ...{ seed: options.seed, agents: options.agents, rate: options.rate },
    tookMs: Math.round(findings.tookMs),
    ...{ kills: toll.total, killsOf: toll.kills, strikes: toll.strikes, restarts: toll.restarts },
    commands: remains.given.length,
    receipts: remains.given.filter(({ receipt }) => receipt).length,
    ends: tally(
      logged.map(({ end }) => (end === null ? "none" : `${end.outcome} ${end.code}`.trim())),
    ),
    unknown: remains.given.filter(({ id, receipt }) => !receipt && !known.has(id)).length,
    forgotten: longest?.repeated.size ?? 0,
    ...{ blocks: longest?.hashes.length ?? 0, writes: remains.writes.length },
    signed: findings.signed,
    ...{ agentBackMs: spreadOf(backMs.agent), guardBackMs: spreadOf(backMs.guard) },
    ...{ longestPauseMs: pauses.all, longestPauseWithQuorumMs: pauses.withQuorum },
    outageMs: toll.outages.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs), 0),
    violations: findings.violations,
  };
};

const counts = (record: Readonly<Record<string, number>>): string =>
  Object.entries(record)
    .sort(([, left], [, right]) => right - left)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

const spread = ({ count, p50, p90, max }: Spread): string =>
  `p50 ${p50} ms, p90 ${p90} ms, max ${max} ms (${count} times)`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const summaryLines = (summary: Summary): readonly string[] => [
  `seed ${summary.seed}, n=${summary.agents}, ${summary.rate} commands/s, ` +
    `${seconds(summary.tookMs)}, on ${summary.machine}`,
  `kills      ${summary.kills}: ${counts(summary.killsOf)}; ${summary.restarts} restarts`,
  `strikes    ${counts(summary.strikes)}`,
  `commands   ${summary.commands} given, ${summary.receipts} with a receipt, ` +
    `${summary.unknown} that nobody took, ${summary.forgotten} said again after their end`,
  `ends       ${counts(summary.ends)}`,
  `log        ${summary.blocks} blocks; ${summary.writes} writes reached the PLCs`,
  `signed     ${summary.signed.events} events, ${summary.signed.ballots} ballots`,
  `agent back ${spread(summary.agentBackMs)}`,
  `guard back ${spread(summary.guardBackMs)}`,
  `no order   at most ${seconds(summary.longestPauseMs)}, with a quorum of agents running ` +
    `at most ${seconds(summary.longestPauseWithQuorumMs)}; ` +
    `without one ${seconds(summary.outageMs)} in all`,
  ...summary.violations.map(({ rule, what }) => `FAIL ${rule}: ${what}`),
  `kill: ${summary.kills} kills, ${summary.violations.length} violations`,
];
