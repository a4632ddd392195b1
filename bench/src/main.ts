import { batch, batchTable } from "./batch.ts";
import { consolePage, consoleTable } from "./console.ts";
import { delays, delayTable } from "./delays.ts";
import { flood, floodTable } from "./flooded-gateway.ts";
import { latency, latencyTable } from "./latency.ts";
import { faultTable, latencyFaults } from "./latency-faults.ts";
import { peers, peersTable } from "./peers.ts";
import { idle, idleTable, start, startTable } from "./rest.ts";
import { telemetry, telemetryTable } from "./telemetry.ts";
import { scan, scanTable } from "./scan.ts";
import { throughput, throughputTable } from "./throughput.ts";

const usage = [
  "usage: npm run bench -- latency [--agents 4] [--commands 100] [--rate 50] [--seconds 20]",
  "       npm run bench -- throughput [--rate 1000] [--seconds 60] [--agents 4] [--step 20]",
  "         [--warm 30] [--fixed]   (--step: seconds of each step to the capacity; --fixed: no",
  "         such search; --warm: seconds of load before the one that is measured)",
  "       npm run bench -- latency --faults [--agents 4] [--rate 50] [--seconds 20]",
  "       npm run bench -- batch [--writes 250] [--devices 16] [--rate 40] [--seconds 10]",
  "         [--agents 4]   (without --rate: growing until it does not hold)",
  "       npm run bench -- idle [--agents 4] [--seconds 60]",
  "       npm run bench -- start [--agents 4] [--times 5]",
  "       npm run bench -- peers [--agents 4] [--rate 20] [--seconds 20]",
  "       npm run bench -- scale [--seed 1] [--delay 20] [--members 31]",
  "       npm run bench -- scan [--devices 20] [--points 500] [--interval 1000] [--seconds 30]",
  "       npm run bench -- mqtt [--devices 10] [--points 500] [--seconds 30]",
  "       npm run bench -- gateway [--commands 60] [--flood 10000]",
  "       npm run bench -- console [--devices 10] [--points 500] [--seconds 1200]",
  "       each with [--json]",
].join("\n");

const numberOf = (args: readonly string[], flag: string, otherwise: number): number => {
  const index = args.indexOf(flag);
  if (index < 0) return otherwise;
  const value = Number(args[index + 1]);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`BENCH_USAGE: ${flag} takes a whole number\n${usage}`);
  return value;
};

interface Benchmarked {
  readonly table: string;
  readonly figures: unknown;
}

const scale = async (args: readonly string[]): Promise<Benchmarked> => {
  const members = args.includes("--members") ? [numberOf(args, "--members", 4)] : [4, 7, 16, 31];
  const [seed, delayMs] = [numberOf(args, "--seed", 1), numberOf(args, "--delay", 20)];
  const figures = delays({ seed, delayMs, members });
  return { table: delayTable(figures), figures };
};

/** Every benchmark by its name; each throws RangeError for a wrong flag. */
const benchmarks: Readonly<Record<string, (args: readonly string[]) => Promise<Benchmarked>>> = {
  latency: async (args) => {
    if (args.includes("--faults")) {
      const figures = await latencyFaults({
        agents: numberOf(args, "--agents", 4),
        rate: numberOf(args, "--rate", 50),
        seconds: numberOf(args, "--seconds", 20),
      });
      return { table: faultTable(figures), figures };
    }
    const figures = await latency({
      agents: numberOf(args, "--agents", 4),
      idleCommands: numberOf(args, "--commands", 100),
      rate: numberOf(args, "--rate", 50),
      seconds: numberOf(args, "--seconds", 20),
    });
    return { table: latencyTable(figures), figures };
  },
  batch: async (args) => {
    const figures = await batch({
      agents: numberOf(args, "--agents", 4),
      writes: numberOf(args, "--writes", 250),
      devices: numberOf(args, "--devices", 16),
      rate: args.includes("--rate") ? numberOf(args, "--rate", 1) : 0,
      seconds: numberOf(args, "--seconds", 10),
    });
    return { table: batchTable(figures), figures };
  },
  idle: async (args) => {
    const [agents, seconds] = [numberOf(args, "--agents", 4), numberOf(args, "--seconds", 60)];
    const figures = await idle({ agents, seconds });
    return { table: idleTable(figures), figures };
  },
  start: async (args) => {
    const [agents, times] = [numberOf(args, "--agents", 4), numberOf(args, "--times", 5)];
    const figures = await start({ agents, times });
    return { table: startTable(figures), figures };
  },
  peers: async (args) => {
    const figures = await peers({
      agents: numberOf(args, "--agents", 4),
      rate: numberOf(args, "--rate", 20),
      seconds: numberOf(args, "--seconds", 20),
    });
    return { table: peersTable(figures), figures };
  },
  throughput: async (args) => {
    const figures = await throughput({
      agents: numberOf(args, "--agents", 4),
      rate: numberOf(args, "--rate", 1000),
      seconds: numberOf(args, "--seconds", 60),
      warmSeconds: numberOf(args, "--warm", 30),
      stepSeconds: args.includes("--fixed") ? 0 : numberOf(args, "--step", 20),
    });
    return { table: throughputTable(figures), figures };
  },
  scan: async (args) => {
    const figures = await scan({
      devices: numberOf(args, "--devices", 20),
      points: numberOf(args, "--points", 500),
      intervalMs: numberOf(args, "--interval", 1000),
      seconds: numberOf(args, "--seconds", 30),
    });
    return { table: scanTable(figures), figures };
  },
  mqtt: async (args) => {
    const figures = await telemetry({
      devices: numberOf(args, "--devices", 10),
      points: numberOf(args, "--points", 500),
      seconds: numberOf(args, "--seconds", 30),
    });
    return { table: telemetryTable(figures), figures };
  },
  gateway: async (args) => {
    const figures = await flood({
      commands: numberOf(args, "--commands", 60),
      flood: numberOf(args, "--flood", 10_000),
    });
    return { table: floodTable(figures), figures };
  },
  console: async (args) => {
    const figures = await consolePage({
      devices: numberOf(args, "--devices", 10),
      points: numberOf(args, "--points", 500),
      seconds: numberOf(args, "--seconds", 1200),
    });
    return { table: consoleTable(figures), figures };
  },
  scale,
  /** Its former name. */
  delays: scale,
};

/** `npm run bench`: a table for people, and the same figures as one line of JSON. */
export const main = async (args: readonly string[]): Promise<number> => {
  if (args.includes("--help")) {
    console.log(usage);
    return 0;
  }
  const benchmark = benchmarks[args[0] ?? ""];
  if (benchmark === undefined) {
    console.error(`BENCH_USAGE: no benchmark ${args[0] ?? "given"}\n${usage}`);
    return 2;
  }
  try {
    const { table, figures } = await benchmark(args);
    if (!args.includes("--json")) console.log(table);
    console.log(JSON.stringify(figures));
    return 0;
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.startsWith("BENCH_USAGE")) throw error;
    console.error(error.message);
    return 2;
  }
};
