import { availableParallelism, cpus } from "node:os";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { startFaultPlant } from "./fault-plant.ts";
import { type FaultRow, runFaults } from "./fault-run.ts";
import { tableOf } from "./report.ts";

interface Flags {
  readonly only?: string;
  readonly quick?: true;
  readonly json?: true;
  readonly seconds: number;
}

const outcomesOf = ({ outcomes }: FaultRow): string =>
  Object.entries(outcomes)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

const recoveryOf = ({ recoveryMs }: FaultRow): string =>
  recoveryMs === null ? "none" : `${(recoveryMs / 1000).toFixed(1)} s`;

const hasHeld = ({ problems }: FaultRow): boolean => problems.length === 0;

export const faultLines = (rows: readonly FaultRow[]): readonly string[] =>
  tableOf(
    ["device", "fault", "commands and how they ended", "recovery", "result"],
    rows.map((row) => [
      ...[row.device, row.fault, outcomesOf(row), recoveryOf(row)],
      hasHeld(row) ? "ok" : "FAIL",
    ]),
  );

const machine = (): string => {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${availableParallelism()} cores, ${model}, Node ${process.versions.node}`;
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const faults = async ({ only, quick, json, seconds }: Flags): Promise<number> => {
  process.stderr.write("starting four agents, a guard and four PLCs …\n");
  const plant = await startFaultPlant();
  try {
    const rows = await runFaults(plant, {
      ...{ quick: quick === true, faultMs: seconds * 1000 },
      ...(only === undefined ? {} : { only }),
      onRow: (row) =>
        process.stderr.write(`${hasHeld(row) ? "ok  " : "FAIL"} ${row.device}: ${row.fault}\n`),
    });
    if (json) say(JSON.stringify({ machine: machine(), rows }));
    else {
      for (const line of faultLines(rows)) say(line);
      for (const { device, fault, problems } of rows)
        for (const problem of problems) say(`FAIL ${device}: ${fault}: ${problem}`);
      say(`on ${machine()}`);
    }
    const failed = rows.filter((row) => !hasHeld(row)).length;
    process.stderr.write(`faults: ${rows.length - failed} passed, ${failed} failed\n`);
    return failed === 0 && rows.length > 0 ? 0 : 1;
  } finally {
    await plant.stop();
  }
};

const positive = (text: string): number => {
  const value = Number(text);
  if (value > 0 && value <= 600) return value;
  throw new InvalidArgumentError("seconds, up to 600, are needed.");
};

/** `npm run faults`: exit status 0 when every row holds, 1 when one does not, 2 for wrong usage. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const program = new Command("npm run faults --")
    .description("every fault of the simulated PLCs under a stream of commands to a whole plant")
    .option("--only <text>", "faults whose device or name has this text")
    .option("--quick", "only those that npm test runs too")
    .option("--seconds <s>", "how long each fault lasts", positive, 4)
    .option("--json", "the table as JSON")
    .exitOverride()
    .action(async (flags: Flags) => {
      process.exitCode = await faults(flags);
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
};
