import { latency, type LatencyOptions, latencyTable } from "./latency.ts";

const usage =
  "usage: npm run bench -- latency [--agents 4] [--commands 100] [--rate 50] [--seconds 20] " +
  "[--json]";

const numberOf = (args: readonly string[], flag: string, otherwise: number): number => {
  const index = args.indexOf(flag);
  if (index < 0) return otherwise;
  const value = Number(args[index + 1]);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`BENCH_USAGE: ${flag} takes a whole number\n${usage}`);
  return value;
};

/** Everything about one benchmark; throws RangeError for a wrong flag. */
const optionsOf = (args: readonly string[]): LatencyOptions => ({
  agents: numberOf(args, "--agents", 4),
  idleCommands: numberOf(args, "--commands", 100),
  rate: numberOf(args, "--rate", 50),
  seconds: numberOf(args, "--seconds", 20),
});

/** `npm run bench`: a table for people, and the same figures as one line of JSON. */
export const main = async (args: readonly string[]): Promise<number> => {
  if (args[0] !== "latency") {
    console.error(`BENCH_USAGE: no benchmark ${args[0] ?? "given"}\n${usage}`);
    return 2;
  }
  let options: LatencyOptions;
  try {
    options = optionsOf(args);
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  const figures = await latency(options);
  if (!args.includes("--json")) console.log(latencyTable(figures));
  console.log(JSON.stringify(figures));
  return 0;
};
