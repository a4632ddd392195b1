import { lineOf, runSeeds, work } from "./pool.ts";
import { type RunOptions, simulate } from "./run.ts";
import { type SwitchName, switches } from "./switches.ts";
import { Totals } from "./totals.ts";

const usage = `usage: npm run sim -- [--seed N [--trace] [--until MS] [--shrink]]
                     [--seeds COUNT [--from N]] [--break SWITCH] [--table]`;

const numberAfter = (args: readonly string[], flag: string): number | undefined => {
  const index = args.indexOf(flag);
  if (index < 0) return undefined;
  const value = Number(args[index + 1]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`SIM_USAGE: ${flag} takes a whole number\n${usage}`);
  process.exit(2);
};

const breakArgs = (args: readonly string[]): readonly string[] => {
  const at = args.indexOf("--break");
  return at < 0 ? [] : args.slice(at, at + 2);
};

const again = (seed: number, args: readonly string[]): string =>
  `npm run sim -- ${["--seed", seed, ...breakArgs(args), "--trace"].join(" ")}`;

const runOne = async (seed: number, args: readonly string[]): Promise<boolean> => {
  const untilMs = numberAfter(args, "--until");
  const options: RunOptions = {
    ...(args.includes("--trace") ? { trace: (line: string) => console.log(line) } : {}),
    ...(untilMs === undefined ? {} : { untilMs }),
  };
  const run = await simulate(seed, options);
  console.log(lineOf(run));
  for (const problem of run.problems) console.log(`  ${problem}`);
  return run.problems.length === 0;
};

/** The earliest moment at which a checker already fails, to the millisecond. */
const shrink = async (seed: number, args: readonly string[]): Promise<void> => {
  const whole = await simulate(seed);
  if (whole.problems.length === 0) {
    console.log(`seed ${seed} breaks no rule`);
    return;
  }
  let [good, bad] = [0, Math.ceil(whole.virtualMs)];
  if ((await simulate(seed, { untilMs: bad })).problems.length === 0) {
    console.log(`seed ${seed} breaks a rule about the end of the run alone:`);
    for (const problem of whole.problems) console.log(`  ${problem}`);
    return;
  }
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const { problems } = await simulate(seed, { untilMs: middle });
    if (problems.length > 0) bad = middle;
    else good = middle;
  }
  const { problems } = await simulate(seed, { untilMs: bad });
  console.log(`seed ${seed} breaks a rule at ${bad} ms: ${problems.join("; ")}`);
  console.log(`  again: ${again(seed, args)} --until ${bad}`);
};

/** Ctrl-C ends after the seeds that run, and what was found by then is told. */
const untilStopped = (): { readonly goesOn: boolean } => {
  const state = { goesOn: true };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      state.goesOn = false;
    });
  return state;
};

const runMany = async (first: number, count: number, args: readonly string[]): Promise<boolean> => {
  const totals = new Totals();
  const state = untilStopped();
  await runSeeds(first, count, breakArgs(args), ({ seed, line, counts, problems }) => {
    totals.add(seed, counts, problems);
    if (problems.length > 0) console.log(line);
    for (const problem of problems.slice(0, 10)) console.log(`  ${problem}`);
    return state.goesOn;
  });
  console.log(totals.text());
  const missing = totals.missing();
  for (const name of missing) console.log(`never happened: ${name}`);
  const { broken, runs } = totals;
  for (const { seed } of broken) console.log(`  again: ${again(seed, args)}`);
  console.log(`sim: ${runs - broken.length} passed, ${broken.length} failed`);
  return broken.length === 0 && missing.length === 0;
};

/** Takes each check away in turn, or the one that is named, until a checker notices. */
const printTable = async (count: number, args: readonly string[]): Promise<boolean> => {
  const [, only] = breakArgs(args);
  let all = true;
  console.log("| switch | removes | caught by | seed |\n|---|---|---|---|");
  for (const [name, { removes }] of Object.entries(switches)) {
    if (only !== undefined && only !== name) continue;
    let caught = "";
    let at = 0;
    await runSeeds(1, count, ["--break", name], ({ seed, problems }) => {
      // One that fell over tells its stack as well.
      const problem = problems[0]?.split("\n")[0];
      if (problem === undefined) return true;
      [caught, at] = [problem, seed];
      return false;
    });
    all &&= at > 0;
    const cells = [name, removes, caught === "" ? `nothing in ${count} seeds` : caught, at];
    console.log(`| ${cells.join(" | ")} |`);
  }
  return all;
};

/** `npm run sim`: one seed in detail, or many; exit status 1 when a rule was broken. */
export const main = async (args: readonly string[]): Promise<void> => {
  if (args.includes("--worker")) {
    work();
    return;
  }
  if (args.includes("--help")) {
    console.log(`${usage}\nswitches: ${(Object.keys(switches) as SwitchName[]).join(", ")}`);
    return;
  }
  const seed = numberAfter(args, "--seed");
  const count = numberAfter(args, "--seeds");
  if (args.includes("--table")) {
    if (!(await printTable(count ?? 500, args))) process.exitCode = 1;
  } else if (seed !== undefined && args.includes("--shrink")) {
    await shrink(seed, args);
  } else if (seed !== undefined) {
    if (!(await runOne(seed, args))) process.exitCode = 1;
  } else if (!(await runMany(numberAfter(args, "--from") ?? 1, count ?? 20, args))) {
    process.exitCode = 1;
  }
};
