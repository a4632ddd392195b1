import { machine, percentileRow, percentileTable, table } from "./figures.ts";
import { floorLine, floorRows, type Floors, measureFloors } from "./floors.ts";
import { Load, type LoadFigures } from "./load.ts";
import { type LoadPlant, startLoadPlant } from "./load-plant.ts";
import { nowMs } from "./operator.ts";
import { type Usage, usageFrom } from "./usage.ts";

export interface ThroughputOptions {
  readonly agents: number;
  readonly rate: number;
  readonly seconds: number;
  /** What comes before: processes that have just started compile what they run. */
  readonly warmSeconds: number;
  /** Of one step of the search for the capacity; 0: nothing is searched. */
  readonly stepSeconds: number;
}

export interface AgentCost {
  readonly agent: string;
  readonly cpuMsPerOrdered: number;
  readonly bytesToAgentsPerOrdered: number;
  readonly bytesToClientsPerOrdered: number;
}

export interface LoadPhase extends LoadFigures {
  readonly processes: readonly Usage[];
  readonly costs: readonly AgentCost[];
}

export interface Overload extends LoadPhase {
  /** Goodput, as a share of the capacity. */
  readonly share: number;
  /** After the last command was due until three commands in a row were as quick as at rest. */
  readonly recoveredMs: number | null;
}

export interface ThroughputFigures {
  readonly bench: "throughput";
  readonly machine: ReturnType<typeof machine>;
  readonly options: ThroughputOptions;
  readonly floors: Floors;
  readonly load: LoadPhase;
  /** Steps of the search; the capacity is the best goodput among them. */
  readonly steps: readonly LoadFigures[];
  readonly capacityPerSecond: number | null;
  readonly overload: Overload | null;
}

/** 64 commands of a device and 512 of an operator may be open: 4,096 of each all together. */
export const loadDevices = 64;
export const loadOperators = 8;

/** Commands a second at most before the measured load. */
const warmRate = 200;
/** A step holds when so much of what it offered was certified while it ran. */
const holds = 0.95;
const growth = 1.4;
const stepsMax = 10;
const overloadBy = 1.5;
/** Commands at rest, before and after the overload, one at a time. */
const restCommands = 20;
/** What a machine's other work may add to the slowest command at rest before it is not normal. */
const normalBy = 1.5;
const recoveryMs = 60_000;

const costsOf = ({ plant }: LoadPlant, usage: readonly Usage[], ordered: number): AgentCost[] =>
  usage
    .filter((used) => plant.agents.some(({ name }) => name === used.process))
    .map((used) => ({
      agent: used.process,
      cpuMsPerOrdered: Number(((used.cpuSeconds * 1000) / Math.max(ordered, 1)).toFixed(3)),
      bytesToAgentsPerOrdered: Math.round(used.bytesToAgents / Math.max(ordered, 1)),
      bytesToClientsPerOrdered: Math.round(used.bytesToClients / Math.max(ordered, 1)),
    }));

/** One rate for so long, with what it cost. */
export const loadPhase = async (
  target: LoadPlant,
  load: Load,
  rate: number,
  seconds: number,
  writes = 1,
): Promise<LoadPhase> => {
  const used = await usageFrom(target);
  const figures = await load.run(rate, seconds, writes);
  const processes = await used();
  return { ...figures, processes, costs: costsOf(target, processes, figures.ordered) };
};

/** The most that commands at rest need until they are certified, ms. */
const atRest = async (load: Load): Promise<number> => {
  let most = 0;
  for (let index = 0; index < restCommands; index += 1)
    most = Math.max(most, (await load.run(1, 1)).msToCertified.max);
  return most;
};

/** Grows until a rate does not hold, then looks once between the last two. */
const search = async (load: Load, { rate, stepSeconds }: ThroughputOptions) => {
  const steps: LoadFigures[] = [];
  let [offered, held] = [Math.max(20, Math.round(rate / 4)), 0];
  for (let index = 0; index < stepsMax; index += 1) {
    const step = await load.run(offered, stepSeconds);
    steps.push(step);
    if (step.goodputPerSecond < holds * offered) break;
    held = offered;
    offered = Math.round(offered * growth);
  }
  if (held > 0) steps.push(await load.run(Math.round((held + offered) / 2), stepSeconds));
  return { steps, capacity: Math.max(...steps.map((step) => step.goodputPerSecond)) };
};

/** Single commands until three in a row are as quick as at rest, or null. */
const recovery = async (load: Load, normalMs: number, endedMs: number): Promise<number | null> => {
  for (let quick = 0, firstMs = 0; nowMs() - endedMs < recoveryMs; ) {
    const sentMs = nowMs();
    const { msToCertified } = await load.run(1, 1);
    quick = msToCertified.count === 1 && msToCertified.max <= normalMs ? quick + 1 : 0;
    if (quick === 1) firstMs = sentMs;
    if (quick === 3) return Math.round(firstMs - endedMs);
  }
  return null;
};

interface Overloading {
  readonly capacity: number;
  readonly seconds: number;
  /** The most that a command at rest may take to its certificate. */
  readonly normalMs: number;
}

const overloaded = async (
  target: LoadPlant,
  load: Load,
  { capacity, seconds, normalMs }: Overloading,
): Promise<Overload> => {
  const used = await usageFrom(target);
  const ended = await load.offerAll(Math.round(capacity * overloadBy), seconds);
  const recoveredMs = await recovery(load, normalMs, nowMs());
  const figures = await ended();
  const processes = await used();
  const costs = costsOf(target, processes, figures.ordered);
  const share = Number((figures.goodputPerSecond / capacity).toFixed(2));
  return { ...figures, processes, costs, share, recoveredMs };
};

export const throughput = async (options: ThroughputOptions): Promise<ThroughputFigures> => {
  const { agents, rate, seconds, warmSeconds, stepSeconds } = options;
  const shape = { agents, devices: loadDevices, points: 1, operators: loadOperators };
  const target = await startLoadPlant(shape);
  const load = new Load(target);
  try {
    await load.ready();
    const floors = await measureFloors(target.bank.port);
    await load.run(Math.min(rate, warmRate), warmSeconds);
    const phase = await loadPhase(target, load, rate, seconds);
    const figures = { bench: "throughput", machine: machine(), options, floors } as const;
    if (stepSeconds === 0)
      return { ...figures, load: phase, steps: [], capacityPerSecond: null, overload: null };
    const normalMs = (await atRest(load)) * normalBy;
    const { steps, capacity } = await search(load, options);
    const overload = await overloaded(target, load, { capacity, seconds, normalMs });
    return { ...figures, load: phase, steps, capacityPerSecond: capacity, overload };
  } finally {
    load.close();
    await target.stop();
  }
};

const loadName = ({ offeredPerSecond }: LoadFigures): string => `${offeredPerSecond}/s`;

const phaseLines = (phase: LoadPhase): string[] => [
  `${loadName(phase)} for ${phase.seconds} s: ${phase.offered} offered, ${phase.ordered} ordered ` +
    `(${phase.orderedPerSecond}/s), ${phase.certified} certified (${phase.goodputPerSecond}/s), ` +
    `${phase.lost} lost; outcomes ${JSON.stringify(phase.outcomes)}; ` +
    `the generator used ${phase.generatorCores} of a core`,
];

const usageTable = (phase: LoadPhase): string =>
  table(
    [
      ...[`at ${loadName(phase)}`, "CPU s", "cores", "MB first", "MB last"],
      ...["CPU ms/ordered", "B to agents/ordered", "B to clients/ordered"],
    ],
    phase.processes.map((used) => {
      const cost = phase.costs.find(({ agent }) => agent === used.process);
      return [
        ...[used.process, used.cpuSeconds, used.cores, used.residentFirstMB, used.residentLastMB],
        cost?.cpuMsPerOrdered ?? "-",
        cost?.bytesToAgentsPerOrdered ?? "-",
        cost?.bytesToClientsPerOrdered ?? "-",
      ];
    }),
  );

export const throughputTable = (figures: ThroughputFigures): string => {
  const { options, load, steps, capacityPerSecond, overload, floors } = figures;
  const phases = [load, ...(overload === null ? [] : [overload])];
  const rows = [load, ...steps, ...phases.slice(1)].flatMap((phase) => [
    percentileRow(`${loadName(phase)}: due to ordered`, phase.msToOrdered),
    percentileRow(`${loadName(phase)}: due to certified`, phase.msToCertified),
    percentileRow(`${loadName(phase)}: due to register changed`, phase.msToRegister),
  ]);
  return [
    percentileTable(`n=${options.agents}, ms`, [...rows, ...floorRows(floors)]),
    ...phases.flatMap((phase) => [...phaseLines(phase), usageTable(phase)]),
    ...steps.map((step) => `step ${loadName(step)}: ${step.goodputPerSecond}/s certified`),
    ...(overload === null
      ? []
      : [
          `capacity ${capacityPerSecond}/s; at ${overloadBy} times that ${overload.share} of it, ` +
            `normal again after ${overload.recoveredMs ?? `more than ${recoveryMs}`} ms`,
        ]),
    floorLine(floors),
  ].join("\n");
};
