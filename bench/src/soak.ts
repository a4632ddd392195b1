import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plant, PlantProcess, startPlant } from "@quorate/deploy";
import { faultsOf } from "@quorate/protocol";
import { readKey } from "@quorate/protocol/node";
import { machine, table } from "./figures.ts";
import { nowMs, Operator } from "./operator.ts";
import { benchSite } from "./plant.ts";
import { cpuMs, residentBytes } from "./proc.ts";

export interface SoakOptions {
  readonly agents: number;
  readonly minutes: number;
  readonly rate: number;
  /** Agents that are stopped before the run begins. */
  readonly dead: number;
  /** The first agent is replaced by one that sends its peers whatever may hurt them. */
  readonly flood: boolean;
}

export interface SoakRow {
  readonly process: string;
  readonly samples: number;
  /** Resident memory, MB. */
  readonly first: number;
  readonly last: number;
  readonly most: number;
  /** Of the straight line through the samples of the second half, MB an hour. */
  readonly slope: number;
  /** CPU seconds used in a second of the run. */
  readonly cores: number;
}

export interface SoakFigures {
  readonly bench: "soak";
  readonly machine: ReturnType<typeof machine>;
  readonly options: SoakOptions;
  readonly submitted: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Bytes that the agents' homes have grown by. */
  readonly diskBytes: number;
  readonly rows: readonly SoakRow[];
}

/** Commands on their way at one time: an operator who hears nothing stops asking. */
const mostOpen = 2000;
const samples = 240;

const megabyte = 1e6;
const round = (number: number, digits: number): number => Number(number.toFixed(digits));

/** One process of the run as the kernel sees it. */
class Watched {
  readonly name: string;
  private readonly pid: number;
  private readonly points: { readonly atMs: number; readonly bytes: number }[] = [];
  private readonly begunCpuMs: number;
  private readonly begunMs = nowMs();

  constructor(name: string, pid: number) {
    this.name = name;
    this.pid = pid;
    this.begunCpuMs = cpuMs(pid);
  }

  sample(): void {
    this.points.push({ atMs: nowMs(), bytes: residentBytes(this.pid) });
  }

  row(): SoakRow {
    const sizes = this.points.map(({ bytes }) => bytes / megabyte);
    return {
      ...{ process: this.name, samples: sizes.length },
      first: round(sizes[0] ?? 0, 1),
      last: round(sizes.at(-1) ?? 0, 1),
      most: round(Math.max(...sizes), 1),
      slope: round(this.slope(), 1),
      cores: round((cpuMs(this.pid) - this.begunCpuMs) / (nowMs() - this.begunMs), 2),
    };
  }

  /** Least squares over the second half. */
  private slope(): number {
    const half = this.points.slice(this.points.length >> 1);
    const hours = half.map(({ atMs }) => atMs / 3_600_000);
    const sizes = half.map(({ bytes }) => bytes / megabyte);
    const mean = (list: readonly number[]): number =>
      list.reduce((sum, one) => sum + one, 0) / list.length;
    const [meanHours, meanSize] = [mean(hours), mean(sizes)];
    let [both, squares] = [0, 0];
    hours.forEach((hour, index) => {
      both += (hour - meanHours) * ((sizes[index] as number) - meanSize);
      squares += (hour - meanHours) ** 2;
    });
    return squares === 0 ? 0 : both / squares;
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const diskBytes = (plant: Plant): number =>
  plant.agents.reduce((sum, { name }) => {
    const files = ["journal.log", "blocks.log"].map((file) =>
      statSync(join(plant.dir, "agents", name, file), { throwIfNoEntry: false }),
    );
    return sum + files.reduce((bytes, stat) => bytes + (stat?.size ?? 0), 0);
  }, 0);

/** Stops or replaces agents as the options say; answers the flooding process, if there is one. */
const hurt = async (plant: Plant, { dead, flood }: SoakOptions): Promise<PlantProcess | null> => {
  for (const agent of plant.agents.slice(plant.agents.length - dead)) await agent.kill("SIGTERM");
  const first = plant.agents[0];
  if (!flood || first === undefined) return null;
  await first.kill("SIGTERM");
  const bin = fileURLToPath(new URL("../bin/flood.js", import.meta.url));
  const flooding = new PlantProcess("flood", [bin, join(plant.dir, "agents", first.name)]);
  flooding.start();
  await flooding.line('"flood"', 30_000);
  return flooding;
};

const drive = async (
  operator: Operator,
  watched: readonly Watched[],
  { minutes, rate }: SoakOptions,
): Promise<Pick<SoakFigures, "submitted" | "outcomes">> => {
  const [begun, totalMs] = [nowMs(), minutes * 60_000];
  const outcomes: Record<string, number> = {};
  let [submitted, ended, sampled] = [0, 0, 0];
  for (let elapsedMs = 0; elapsedMs < totalMs; elapsedMs = nowMs() - begun) {
    const due = Math.floor((elapsedMs * rate) / 1000);
    for (; submitted < due && submitted - ended < mostOpen; submitted += 1) {
      const timed = operator.set("intake", "valve", 10 + (submitted % 8000) / 100, () => {
        const { outcome, code } = timed.following;
        const name = `${outcome ?? ""} ${code ?? ""}`.trim();
        outcomes[name] = (outcomes[name] ?? 0) + 1;
        ended += 1;
      });
    }
    if (elapsedMs >= (sampled * totalMs) / samples) {
      for (const one of watched) one.sample();
      sampled += 1;
    }
    await wait(5);
  }
  outcomes["still open"] = submitted - ended;
  return { submitted, outcomes };
};

/** Memory of every process of a plant under load, with agents dead or flooding. */
export const soak = async (options: SoakOptions): Promise<SoakFigures> => {
  const plant = await startPlant({ agents: options.agents, site: benchSite });
  const operator = new Operator(plant.site, readKey(join(plant.home(), "key.pem")).seed);
  let flooding: PlantProcess | null = null;
  try {
    while (operator.agentsUp < options.agents) await wait(20);
    flooding = await hurt(plant, options);
    const before = diskBytes(plant);
    const running = [...plant.processes, ...(flooding === null ? [] : [flooding])];
    const watched = running
      .filter((one) => one.running)
      .map(({ name, pid }) => new Watched(name, pid));
    const driven = await drive(operator, watched, options);
    return {
      ...{ bench: "soak", machine: machine(), options, ...driven },
      diskBytes: diskBytes(plant) - before,
      rows: watched.map((one) => one.row()),
    };
  } finally {
    operator.close();
    await flooding?.kill("SIGTERM");
    await plant.stop();
  }
};

const soakTable = (figures: SoakFigures): string => {
  const { options, rows, submitted, outcomes, diskBytes: disk } = figures;
  const { agents, minutes, rate, dead, flood } = options;
  const what = `n=${agents}, ${minutes} min, ${rate}/s, ${dead} dead${flood ? ", 1 floods" : ""}`;
  const cells = rows.map((row) => [
    ...[row.process, row.samples, row.first, row.last, row.most, row.slope, row.cores],
  ]);
  return [
    table([what, "samples", "first MB", "last MB", "most MB", "slope MB/h", "cores"], cells),
    `${submitted} submitted: ${JSON.stringify(outcomes)}; ` +
      `agents' files grew by ${round(disk / megabyte, 1)} MB`,
  ].join("\n");
};

const usage =
  "usage: npm run soak -- [--minutes 30] [--rate 200] [--agents 4] [--dead 1] [--flood] [--json]";

const numberOf = (args: readonly string[], flag: string, otherwise: number): number => {
  const index = args.indexOf(flag);
  const value = index < 0 ? otherwise : Number(args[index + 1]);
  return Number.isSafeInteger(value) && value >= 0 ? value : Number.NaN;
};

/** `npm run soak`: a table for people, and the same figures as one line of JSON. */
export const main = async (args: readonly string[]): Promise<number> => {
  const flood = args.includes("--flood");
  const options: SoakOptions = {
    agents: numberOf(args, "--agents", 4),
    minutes: numberOf(args, "--minutes", 30),
    rate: numberOf(args, "--rate", 200),
    dead: numberOf(args, "--dead", flood ? 0 : 1),
    flood,
  };
  const faulty = options.dead + (flood ? 1 : 0);
  if (!(options.minutes > 0 && options.rate > 0 && faulty <= faultsOf(options.agents))) {
    console.error(`BENCH_USAGE: ${faulty} of ${options.agents} faulty is too many\n${usage}`);
    return 2;
  }
  const figures = await soak(options);
  if (!args.includes("--json")) console.log(soakTable(figures));
  console.log(JSON.stringify(figures));
  return 0;
};
