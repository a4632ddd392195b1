import { availableParallelism, cpus } from "node:os";
import { Command, CommanderError } from "commander";
import { tableOf } from "../hil/report.ts";
import { whole } from "./main.ts";
import { rejoinKinds, type RejoinRow, runRejoins } from "./rejoin.ts";

interface Flags {
  readonly times: number;
  readonly seed: number;
  readonly rate: number;
  readonly rounds: number;
  readonly json?: true;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const columns = [
  ...["agent was", "agent", "away", "rounds missed", "snapshot"],
  ...["state current", "own events ordered", "ballots signed"],
];

export const rejoinLines = (rows: readonly RejoinRow[]): readonly string[] =>
  tableOf(
    columns,
    rows.map((row) => [
      ...[row.kind, row.agent, seconds(row.awayMs), String(row.awayRounds)],
      ...[row.bySnapshot ? "yes" : "no", seconds(row.currentMs), seconds(row.orderedMs)],
      seconds(row.votedMs),
    ]),
  );

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const rejoin = async ({ json, ...options }: Flags): Promise<number> => {
  const result = await runRejoins({
    ...options,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const { rows, commands, violations } = result;
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`;
  if (json) say(JSON.stringify({ machine, ...options, ...result }));
  else {
    for (const line of rejoinLines(rows)) say(line);
    for (const { rule, what } of violations) say(`FAIL ${rule}: ${what}`);
    say(`${options.rate} commands/s, ${commands} commands, on ${machine}`);
  }
  return violations.length === 0 && rows.length === options.times * rejoinKinds.length ? 0 : 1;
};

/** `npm run rejoin`: exit status 0 when all came back in time and all rules held. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const program = new Command("npm run rejoin --")
    .description("agents that were away for long or lost their disk come back under load")
    .option("--times <n>", "how often each", whole(1, 100), 2)
    .option("--seed <n>", "the commands", whole(0, 2 ** 32 - 1), 1)
    .option("--rate <n>", "commands a second", whole(1, 1000), 200)
    .option("--rounds <n>", "rounds that one that is away misses", whole(1, 100_000), 330)
    .option("--json", "the table as JSON")
    .exitOverride()
    .action(async (flags: Flags) => {
      process.exitCode = await rejoin(flags);
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
};
