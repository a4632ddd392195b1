import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { type RunResult, simulate } from "./run.ts";
import { countsOfRun } from "./totals.ts";

/** What a worker tells of a seed. */
export interface SeedReport {
  readonly seed: number;
  readonly line: string;
  readonly counts: ReturnType<typeof countsOfRun>;
  readonly problems: readonly string[];
}

export const lineOf = (run: RunResult): string => {
  const outcomes = Object.entries(run.outcomes).map(([name, count]) => `${name} ${count}`);
  const faults = Object.values(run.faults).reduce((sum, count) => sum + count, 0);
  return (
    `seed ${run.seed}: n=${run.n} Byzantine [${run.byzantine.join(" ")}] events ${run.events} ` +
    `blocks ${run.blocks} root ${run.root.slice(0, 16)} faults ${faults} [${outcomes.join(", ")}]`
  );
};

export const reportOf = (run: RunResult): SeedReport => ({
  ...{ seed: run.seed, line: lineOf(run), counts: countsOfRun(run), problems: run.problems },
});

/** A seed after the other from the parent, until it hangs up. */
export const work = (): void => {
  process.on("message", (seed: number) => {
    simulate(seed).then(
      (run) => process.send?.(reportOf(run)),
      (error: Error) => {
        const problems = [`the run fell over: ${error.stack}`];
        process.send?.({ seed, line: `seed ${seed}`, counts: {}, problems });
      },
    );
  });
  process.on("disconnect", () => process.exit(0));
};

/**
 * Every core runs the next seed when it has done one, for seeds differ much in what they cost.
 * `told` answers whether to go on.
 */
export const runSeeds = async (
  first: number,
  count: number,
  args: readonly string[],
  told: (report: SeedReport) => boolean,
): Promise<void> => {
  let next = first;
  let goesOn = true;
  const runOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = fork(process.argv[1] as string, ["--worker", ...args]);
      const give = (): void => {
        if (!goesOn || next >= first + count) worker.disconnect();
        else worker.send(next++);
      };
      worker.on("message", (report: SeedReport) => {
        if (goesOn) goesOn = told(report);
        give();
      });
      worker.on("error", reject);
      worker.on("exit", (code) => {
        if (code === 0) resolve();
        else reject(new Error(`SIM_WORKER: a worker ended with status ${code}`));
      });
      give();
    });
  const workers = Math.min(availableParallelism(), count);
  await Promise.all(Array.from({ length: workers }, runOne));
};
