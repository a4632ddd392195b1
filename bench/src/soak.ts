import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Plant, PlantProcess, startPlant } from "@quorate/deploy";
import { faultsOf } from "@quorate/protocol";
import { readKey } from "@quorate/protocol/node";
import { machine, table } from "./figures.ts";
import { nowMs, Operator } from "./operator.ts";
import { benchSite } from "./plant.ts";
import { collected, probing } from "./probe.ts";
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
  /** Resident memory, MB, garbage included. */
  readonly first: number;
  readonly last: number;
  readonly most: number;
  /** The mean of the last part of the run; their slope in its second half, MB an hour. */
  readonly mean: number;
  readonly slope: number;
  readonly slopeError: number;
  /** The same of the least of each part, which is what a collection leaves. */
  readonly floorSlope: number;
  readonly floorError: number;
  /** Alive on V8's heap and in buffers beside it, MB, at a quarter of the run and at its end. */
  readonly liveFirst: number;
  readonly live: number;
  /** CPU seconds used in a second of the run. */
  readonly cores: number;
  /** What was resident in each part of the run, MB. */
  readonly means: readonly number[];
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
  /** Of the mean of the agents, MB an hour: they do the same, and what comes and goes does not. */
  readonly agentsSlope: Slope;
}

/** Commands on their way at one time: an operator who hears nothing stops asking. */
const mostOpen = 2000;
/**
 * What is resident is read ten times a second, and the mean of each of so many parts of the run
 * counts: garbage comes and goes by 20 MB within seconds.
 */
const parts = 60;
const sampleMs = 100;
/**
 * Collections make V8 compile anew what it dropped: long before the half of the run whose slope
 * counts, and behind what counts of it.
 */
const collectAt = [0.25, 0.97] as const;
/** The least of so many, this far apart, is alive: snapshots in the making come and go too. */
const [collections, collectEveryMs] = [5, 700];
/** What the last ones may take to end, ms, which live for 30 s; what is open then is counted. */
const endWithinMs = 60_000;

/** The second half of the parts, up to the last collections. */
const counting = [parts / 2, Math.floor(collectAt[1] * parts)] as const;

const megabyte = 1e6;
const round = (number: number, digits: number): number => Number(number.toFixed(digits));

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** MB an hour, by least squares, and its standard error: what comes and goes has a slope too. */
interface Slope {
  readonly slope: number;
  readonly error: number;
}

const slopeOf = (points: readonly Sample[]): Slope => {
  const hours = points.map(({ atMs }) => atMs / 3_600_000);
  const sizes = points.map(({ bytes }) => bytes / megabyte);
  const mean = (numbers: readonly number[]): number =>
    numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const [hour, size] = [mean(hours), mean(sizes)];
  const spread = hours.reduce((sum, one) => sum + (one - hour) ** 2, 0);
  const along = hours.reduce((sum, one, at) => sum + (one - hour) * ((sizes[at] ?? 0) - size), 0);
  const slope = along / spread;
  const off = sizes.map((one, at) => one - size - slope * ((hours[at] ?? 0) - hour));
  const square = off.reduce((sum, one) => sum + one ** 2, 0) / Math.max(1, off.length - 2);
  return { slope: round(slope, 1), error: round(Math.sqrt(square / spread), 1) };
};

/** One process of the run. */
class Watched {
  readonly process: PlantProcess;
  /** Of each part. */
  private readonly resident: { sum: number; count: number; least: number; atMs: number }[] = [];
  private readonly live: number[] = [];
  private first = 0;
  private last = 0;
  private most = 0;
  private readonly begunCpuMs: number;
  private readonly begunMs = nowMs();

  constructor(process: PlantProcess) {
    this.process = process;
    this.begunCpuMs = cpuMs(process.pid);
  }

  /** In which of the run's parts this is. */
  sample(part: number): void {
    const bytes = residentBytes(this.process.pid);
    if (this.first === 0) this.first = bytes;
    this.last = bytes;
    this.most = Math.max(this.most, bytes);
    const of = (this.resident[part] ??= { sum: 0, count: 0, least: bytes, atMs: nowMs() });
    of.sum += bytes;
    of.least = Math.min(of.least, bytes);
    of.count += 1;
  }

  async collect(): Promise<void> {
    let bytes = Number.POSITIVE_INFINITY;
    for (let count = 0; count < collections; count += 1) {
      bytes = Math.min(bytes, (await collected(this.process)).used);
      await wait(collectEveryMs);
    }
    this.live.push(bytes);
  }

  /** The mean of each part of the run. */
  means(): Sample[] {
    return this.resident.map(({ sum, count, atMs }) => ({ atMs, bytes: sum / count }));
  }

  row(): SoakRow {
    const { live, first, last, most } = this;
    const resident = this.means();
    const floors = this.resident.map(({ least, atMs }) => ({ atMs, bytes: least }));
    const size = (bytes: number | undefined): number => round((bytes ?? 0) / megabyte, 1);
    const [slope, floor] = [resident, floors].map((of) => slopeOf(of.slice(...counting)));
    return {
      process: this.process.name,
      ...{ first: size(first), last: size(last), most: size(most) },
      mean: size(resident.at(-1)?.bytes),
      ...{ slope: slope?.slope ?? 0, slopeError: slope?.error ?? 0 },
      ...{ floorSlope: floor?.slope ?? 0, floorError: floor?.error ?? 0 },
      liveFirst: size(live[0]),
      live: size(live.at(-1)),
      cores: round((cpuMs(this.process.pid) - this.begunCpuMs) / (nowMs() - this.begunMs), 2),
      means: resident.map(({ bytes }) => size(bytes)),
    };
  }
}

/** The slope of the mean of several processes. */
const slopeTogether = (watched: readonly Watched[]): Slope => {
  const [first = [], ...others] = watched.map((one) => one.means().slice(...counting));
  const sumAt = (part: number): number =>
    others.reduce((sum, means) => sum + (means[part]?.bytes ?? 0), first[part]?.bytes ?? 0);
  return slopeOf(
    first.map(({ atMs }, part) => ({ atMs, bytes: sumAt(part) / watched.length })),
  );
};

/** All files of the agents' homes; one may go while it is looked at. */
const diskBytes = (plant: Plant): number =>
  plant.agents
    .flatMap(({ name }) => {
      const home = join(plant.dir, "agents", name);
      return readdirSync(home).map((file) => join(home, file));
    })
    .reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);

/**
 * Agents buffer readings for consoles that were away, up to a bound that two a second reach after
 * two hours: with one a minute what else may grow shows in half an hour.
 */
const rarelyRead = (text: string): string => benchSite(text).replaceAll("scan: 500ms", "scan: 60s");

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
  let [submitted, ended, sampled, asked] = [0, 0, 0, 0];
  let collecting: Promise<unknown> = Promise.resolve();
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
    if (elapsedMs >= sampled * sampleMs) {
      const part = Math.floor((elapsedMs * parts) / totalMs);
      sampled += 1;
      for (const one of watched) one.sample(part);
    }
    if (elapsedMs >= (collectAt[asked] ?? Number.POSITIVE_INFINITY) * totalMs) {
      asked += 1;
      collecting = Promise.all([collecting, ...watched.map((one) => one.collect())]);
    }
    await wait(5);
  }
  await collecting;
  const untilMs = nowMs() + endWithinMs;
  while (ended < submitted && nowMs() < untilMs) await wait(20);
  outcomes["still open"] = submitted - ended;
  return { submitted, outcomes };
};

/** Memory of every process of a plant under load, with agents dead or flooding. */
export const soak = async (options: SoakOptions): Promise<SoakFigures> => {
  const shape = { agents: options.agents, site: rarelyRead };
  const plant = await probing(() => startPlant(shape));
  const operator = new Operator(plant.site, readKey(join(plant.home(), "key.pem")).seed);
  let flooding: PlantProcess | null = null;
  try {
    while (operator.agentsUp < options.agents) await wait(20);
    flooding = await probing(() => hurt(plant, options));
    const before = diskBytes(plant);
    const running = [...plant.processes, ...(flooding === null ? [] : [flooding])];
    const watched = running
      .filter((one) => one.running)
      .map((one) => new Watched(one));
    const driven = await drive(operator, watched, options);
    const agents = watched.filter(({ process }) => plant.agents.includes(process));
    return {
      ...{ bench: "soak", machine: machine(), options, ...driven },
      diskBytes: diskBytes(plant) - before,
      rows: watched.map((one) => one.row()),
      agentsSlope: slopeTogether(agents),
    };
  } finally {
    operator.close();
    await flooding?.kill("SIGTERM");
    await plant.stop();
  }
};

const columns = [
  ...["first MB", "last", "most", "mean", "MB/h", "+/-", "floor MB/h", "+/-"],
  ...["alive MB", "then", "cores"],
];

const soakTable = (figures: SoakFigures): string => {
  const { options, rows, agentsSlope, submitted, outcomes, diskBytes: disk } = figures;
  const { agents, minutes, rate, dead, flood } = options;
  const what = `n=${agents}, ${minutes} min, ${rate}/s, ${dead} dead${flood ? ", 1 floods" : ""}`;
  const cells = rows.map((row) => [
    ...[row.process, row.first, row.last, row.most, row.mean, row.slope, row.slopeError],
    ...[row.floorSlope, row.floorError, row.liveFirst, row.live, row.cores],
  ]);
  return [
    table([what, ...columns], cells),
    `agents together: ${agentsSlope.slope} MB/h +/- ${agentsSlope.error}`,
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
  const areNumbers = options.minutes > 0 && options.rate > 0 && options.dead >= 0;
  if (!areNumbers || !(faulty <= faultsOf(options.agents))) {
    const many = `${faulty} of ${options.agents} faulty is too many`;
    console.error(`BENCH_USAGE: ${areNumbers ? many : "flags take whole numbers"}\n${usage}`);
    return 2;
  }
  const figures = await soak(options);
  if (!args.includes("--json")) console.log(soakTable(figures));
  console.log(JSON.stringify(figures));
  return 0;
};
