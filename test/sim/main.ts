import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { type RunOptions, type RunResult, simulate } from "./run.ts";

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

interface Totals {
  readonly faults: Map<string, number>;
  readonly outcomes: Map<string, number>;
  readonly codes: Map<string, number>;
  readonly broken: number[];
}

const emptyTotals = (): Totals => ({
  ...{ faults: new Map(), outcomes: new Map(), codes: new Map(), broken: [] },
});

interface Seeds {
  readonly first: number;
  readonly count: number;
  readonly step: number;
}

const runSeeds = async (
  { first, count, step }: Seeds,
  options: RunOptions,
  always: boolean,
): Promise<Totals> => {
  const totals = emptyTotals();
  for (let index = 0; index < count; index += 1) {
    const run = await simulate(first + index * step, options);
    add(totals.faults, Object.entries(run.faults));
    add(totals.outcomes, Object.entries(run.outcomes));
    add(totals.codes, run.counts);
    if (always || run.problems.length > 0) console.log(lineOf(run));
    for (const problem of run.problems) console.log(`  ${problem}`);
    if (run.problems.length > 0) totals.broken.push(run.seed);
  }
  return totals;
};

/** A stripe of the seeds in a process of its own, so that every core has work. */
const runStripe = (seeds: Seeds): Promise<Totals> =>
  new Promise((resolve, reject) => {
    const child = fork(process.argv[1] as string, ["--stripe", JSON.stringify(seeds)]);
    let totals: Totals | null = null;
    child.on("message", (message) => {
      const { faults, outcomes, codes, broken } = message as Record<keyof Totals, never>;
      totals = {
        ...{ faults: new Map(faults), outcomes: new Map(outcomes) },
        ...{ codes: new Map(codes), broken },
      };
    });
    child.on("exit", (code) => {
      if (totals === null) reject(new Error(`SIM_STRIPE: a stripe ended with status ${code}`));
      else resolve(totals);
    });
  });

const sendTotals = ({ faults, outcomes, codes, broken }: Totals): void => {
  process.send?.({ faults: [...faults], outcomes: [...outcomes], codes: [...codes], broken });
};

const conclude = (totals: Totals, count: number, single: boolean): void => {
  if (!single) {
    console.log(tableOf("faults", totals.faults));
    console.log(tableOf("outcomes", totals.outcomes));
    console.log(tableOf("codes", totals.codes));
  }
  console.log(`sim: ${count - totals.broken.length} passed, ${totals.broken.length} failed`);
  for (const seed of totals.broken) console.log(`  again: npm run sim -- --seed ${seed} --trace`);
  if (totals.broken.length > 0) process.exitCode = 1;
};

/** `npm run sim`: one seed in detail, or many; exit status 1 when a rule was broken. */
export const main = async (args: readonly string[]): Promise<void> => {
  if (args[0] === "--stripe") {
    sendTotals(await runSeeds(JSON.parse(args[1] as string) as Seeds, {}, false));
    return;
  }
  const seed = numberAfter(args, "--seed");
  if (seed !== undefined) {
    const untilMs = numberAfter(args, "--until");
    const trace = args.includes("--trace") ? (line: string) => console.log(line) : undefined;
    const options: RunOptions = {
      ...(trace === undefined ? {} : { trace }),
      ...(untilMs === undefined ? {} : { untilMs }),
    };
    conclude(await runSeeds({ first: seed, count: 1, step: 1 }, options, true), 1, true);
    return;
  }
  const first = numberAfter(args, "--from") ?? 1;
  const count = numberAfter(args, "--seeds") ?? 20;
  const stripes = Math.min(availableParallelism(), count);
  const shareOf = (index: number): number => Math.ceil((count - index) / stripes);
  const counts = Array.from({ length: stripes }, (_, index) => shareOf(index));
  const parts = await Promise.all(
    counts.map((each, index) => runStripe({ first: first + index, count: each, step: stripes })),
  );
  const totals = emptyTotals();
  for (const part of parts) {
    for (const name of ["faults", "outcomes", "codes"] as const) add(totals[name], part[name]);
    totals.broken.push(...part.broken);
  }
  conclude(totals, count, false);
};
