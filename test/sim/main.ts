import { type RunResult, simulate } from "./run.ts";

const usage = `usage: npm run sim -- [--seed N [--trace] [--until MS]] [--seeds COUNT [--from N]]`;

const numberAfter = (args: readonly string[], flag: string): number | undefined => {
  const index = args.indexOf(flag);
  if (index < 0) return undefined;
  const value = Number(args[index + 1]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`SIM_USAGE: ${flag} takes a whole number\n${usage}`);
  process.exit(2);
};

const lineOf = (run: RunResult): string => {
  const outcomes = Object.entries(run.outcomes).map(([name, count]) => `${name} ${count}`);
  const faults = Object.values(run.faults).reduce((sum, count) => sum + count, 0);
  return (
    `seed ${run.seed}: n=${run.n} events ${run.events} blocks ${run.blocks} ` +
    `root ${run.root.slice(0, 16)} faults ${faults} [${outcomes.join(", ")}]`
  );
};

const add = (totals: Map<string, number>, counts: Iterable<readonly [string, number]>): void => {
  for (const [name, count] of counts) totals.set(name, (totals.get(name) ?? 0) + count);
};

const tableOf = (title: string, totals: ReadonlyMap<string, number>): string =>
  `${title}\n${[...totals].map(([name, count]) => `  ${name.padEnd(28)} ${count}`).join("\n")}`;

/** `npm run sim`: one seed in detail, or many; exit status 1 when a rule was broken. */
export const main = async (args: readonly string[]): Promise<void> => {
  const seed = numberAfter(args, "--seed");
  const first = seed ?? numberAfter(args, "--from") ?? 1;
  const count = seed === undefined ? (numberAfter(args, "--seeds") ?? 20) : 1;
  const untilMs = numberAfter(args, "--until");
  const trace = args.includes("--trace") ? (line: string) => console.log(line) : undefined;
  const [faults, outcomes, codes] = [new Map(), new Map(), new Map()];
  const broken: RunResult[] = [];
  for (let each = first; each < first + count; each += 1) {
    const run = await simulate(each, {
      ...(trace === undefined ? {} : { trace }),
      ...(untilMs === undefined ? {} : { untilMs }),
    });
    add(faults, Object.entries(run.faults));
    add(outcomes, Object.entries(run.outcomes));
    add(codes, run.counts);
    if (seed !== undefined || run.problems.length > 0) console.log(lineOf(run));
    for (const problem of run.problems) console.log(`  ${problem}`);
    if (run.problems.length > 0) broken.push(run);
  }
  if (seed === undefined) {
    console.log(tableOf("faults", faults));
    console.log(tableOf("outcomes", outcomes));
    console.log(tableOf("codes", codes));
  }
  console.log(`sim: ${count - broken.length} passed, ${broken.length} failed`);
  for (const run of broken) console.log(`  again: npm run sim -- --seed ${run.seed} --trace`);
  if (broken.length > 0) process.exitCode = 1;
};
