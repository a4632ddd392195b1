import type { Bench } from "./bench.ts";
import { connectionScenarios } from "./connection.ts";
import { guardScenarios } from "./guarding.ts";
import { outageScenarios } from "./outage.ts";
import { readingScenarios } from "./reading.ts";
import type { Row } from "./report.ts";
import { type Facts, type Scenario, text, Unexpected } from "./scenario.ts";
import { writingScenarios } from "./writing.ts";

/** In the order in which they run: what only reads comes first. */
export const scenarios: readonly Scenario[] = [
  ...[connectionScenarios, readingScenarios, writingScenarios, outageScenarios, guardScenarios],
].flat();

/** A scenario that waits for what never comes ends all the same. */
const mostMs = 90_000;

/** Why a scenario does not run on this device; null when it does. */
export const whyNot = (
  scenario: Scenario,
  facts: Facts,
): Pick<Row, "seen" | "result"> | null => {
  const without = scenario.without?.(facts) ?? null;
  if (without !== null) return { seen: without, result: "does not apply" };
  const lacking = (scenario.needs ?? []).filter((need) =>
    need === "firmware" ? !facts.simulated : !facts.lineStates.has(need),
  );
  if (lacking.length === 0) return null;
  if (!facts.simulated) return { seen: "", result: "needs the simulated plant" };
  return { seen: `a serial line cannot be ${lacking.join(", ")}`, result: "does not apply" };
};

const rowOf = ({ device }: Facts, { name: scenario, expected }: Scenario) => ({
  ...{ device: device.name, protocol: device.protocol, scenario, expected },
});

const within = async <T>(work: Promise<T>, aborted: AbortSignal): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => {};
  const end = new Promise<never>((_, reject) => {
    stop = () => reject(new Unexpected("interrupted"));
    const late = (): void => reject(new Unexpected(`not over after ${mostMs / 1000} s`));
    timer = setTimeout(late, mostMs);
    aborted.addEventListener("abort", stop);
    if (aborted.aborted) stop();
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
    aborted.removeEventListener("abort", stop);
  }
};

/** Runs one scenario on one device; whatever happens becomes a row. */
export const runScenario = async (
  scenario: Scenario,
  bench: Bench,
  aborted: AbortSignal,
): Promise<Row> => {
  const row = rowOf(bench, scenario);
  const not = whyNot(scenario, bench);
  if (not !== null) return { ...row, ...not, ms: 0 };
  const beganMs = performance.now();
  const took = (): number => Math.round(performance.now() - beganMs);
  bench.allow(scenario.writes(bench));
  try {
    const work = scenario.run(bench);
    work.catch(() => {});
    const seen = await within(work, aborted);
    return { ...row, seen, result: "ok", ms: took() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const seen = error instanceof Unexpected ? message : `${(error as Error).name}: ${message}`;
    return { ...row, seen: seen.split("\n")[0] ?? "", result: "FAIL", ms: took() };
  } finally {
    bench.allow([]);
    await bench.tidy();
  }
};

/** For each scenario what it would write, in the order of the run: nothing is connected. */
export const plannedWrites = (facts: Facts): readonly (readonly string[])[] =>
  scenarios.flatMap((scenario) => {
    if (whyNot(scenario, facts) !== null) return [];
    return scenario
      .writes(facts)
      .map(({ point, value }) => [
        ...[facts.device.name, scenario.name, point, text(value)],
      ]);
  });
