import { createInterface } from "node:readline/promises";
import { isCoded } from "@quorate/protocol";
import { Command, CommanderError } from "commander";
import type { Restored } from "./keeper.ts";
import { hasFailed, reportLines, summaryOf, tableOf } from "./report.ts";
import { factsOf, run, type RunReport } from "./run.ts";
import { text } from "./scenario.ts";
import { startSimulated } from "./simulated.ts";
import { plannedWrites } from "./suite.ts";
import { readTarget, type Target } from "./target.ts";

interface Flags {
  readonly target?: string;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly json?: true;
  readonly only?: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const note = (line: string): void => void process.stderr.write(`${line}\n`);

const plansOf = (target: Target): readonly (readonly string[])[] =>
  target.site.devices.flatMap((device) => plannedWrites(factsOf(target, device, false)));

const restoresOf = (target: Target): readonly (readonly string[])[] =>
  target.writes.map(({ device, point, restore }) => [
    ...[device, "at the end", point.name],
    restore === undefined ? "what it was before" : text(restore),
  ]);

const head = ["device", "scenario", "point", "value"];

/** Lists every write and connects to nothing. */
const dryRun = (target: Target, json: boolean): number => {
  const rows = [...plansOf(target), ...restoresOf(target)];
  if (json)
    say(
      JSON.stringify(
        rows.map(([device, scenario, point, value]) => ({ device, scenario, point, value })),
      ),
    );
  else {
    say(`${target.name}: this would be written, in this order, and nothing else`);
    for (const line of tableOf(head, rows)) say(line);
  }
  return 0;
};

/** Asks the person in front of the plant. */
const askPerson = async (target: Target, flags: Flags): Promise<boolean> => {
  if (flags.yes) return true;
  const points = target.writes.map(
    ({ device, point, values }) => `  ${device}/${point.name}: ${values.map(text).join(", ")}`,
  );
  note(`The next scenarios write to ${target.name}:`);
  for (const line of points) note(line);
  if (process.stdin.isTTY !== true) {
    note("HIL_NOT_ALLOWED: nobody is here to ask\n  give --yes, or run it in a terminal");
    return false;
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question("Write these values now? Type yes: ");
  asking.close();
  return answer.trim().toLowerCase() === "yes";
};

const tellRestored = (restored: readonly Restored[]): void => {
  for (const { device, point, value, problem } of restored)
    note(
      problem === ""
        ? `restored ${device}/${point} to ${text(value)}`
        : `NOT RESTORED ${device}/${point} to ${text(value)}: ${problem}. Set it by hand.`,
    );
};

/** One Ctrl-C ends the run and restores; a second one ends the process as things are. */
const onInterrupt = (abort: () => void): (() => void) => {
  let times = 0;
  const stop = (): void => {
    times += 1;
    if (times > 1) {
      note("ended as things are: nothing more is restored");
      process.exit(1);
    }
    note("stopping; what was written is restored (a second Ctrl-C leaves it as it is)");
    abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  return () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
  };
};

const conclude = ({ rows, restored, declined }: RunReport, json: boolean): number => {
  const unrestored = restored.filter(({ problem }) => problem !== "");
  if (json) say(JSON.stringify({ rows, restored }));
  else {
    for (const line of reportLines(rows)) say(line);
    say("");
  }
  tellRestored(restored);
  const line = summaryOf(rows);
  if (json) note(line);
  else say(line);
  return hasFailed(rows) || unrestored.length > 0 || declined ? 1 : 0;
};

const start = async (flags: Flags) => {
  if (flags.target === undefined) {
    note("starting the simulated plants …");
    return startSimulated();
  }
  const stop = (): Promise<void> => Promise.resolve();
  const none = new Map<string, never>();
  return { target: readTarget(flags.target), firmware: none, lines: none, stop };
};

const hil = async (flags: Flags): Promise<number> => {
  const json = flags.json === true;
  if (flags.dryRun && flags.target !== undefined) return dryRun(readTarget(flags.target), json);
  const { target, firmware, lines, stop } = await start(flags);
  const abort = new AbortController();
  const off = onInterrupt(() => abort.abort());
  try {
    if (flags.dryRun) return dryRun(target, json);
    const report = await run({
      ...{ target, firmware, lines, aborted: abort.signal },
      mayWrite: () => (firmware.size > 0 ? Promise.resolve(true) : askPerson(target, flags)),
      onRow: ({ device, scenario, result, seen }) => {
        const more = seen === "" ? "" : `: ${seen}`;
        if (!json) note(`${result.padEnd(4)} ${device}: ${scenario}${more}`);
      },
      ...(flags.only === undefined ? {} : { only: flags.only }),
    });
    if (report.rows.length === 0 && !abort.signal.aborted) {
      note(`HIL_NOTHING: no scenario, device or protocol has the text "${flags.only ?? ""}"`);
      note("  without --only all of them run, and their names are in the report");
      return 2;
    }
    const status = conclude(report, json);
    return abort.signal.aborted ? 1 : status;
  } finally {
    off();
    await stop();
    // What the interrupted scenario still waits for keeps nobody waiting; it cannot write any more.
    if (abort.signal.aborted) process.exit(1);
  }
};

/** `npm run hil`: exit status 0 when every row holds, 1 when one does not, 2 for wrong usage. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const program = new Command("npm run hil --")
    .description("adapters and guard against real protocols: simulated plants, or your own PLC")
    .option("--target <file>", "a target file: docs/hil.md")
    .option("--dry-run", "list every write and connect to nothing")
    .option("--yes", "do not ask before the first write")
    .option("--only <text>", "scenarios whose device, protocol or name has this text")
    .option("--json", "the report as JSON")
    .exitOverride()
    .action(async (flags: Flags) => {
      process.exitCode = await hil(flags);
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (isCoded(error)) {
      const remedy = error.remedy === undefined ? "" : `\n  ${error.remedy}`;
      note(`${error.code}: ${error.message}${remedy}`);
      process.exitCode = 1;
    } else throw error;
  }
};
