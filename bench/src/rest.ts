import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Plant, type PlantProcess, startPlant, until } from "@quorate/deploy";
import type { AgentStatus } from "@quorate/protocol";
import { readKey } from "@quorate/protocol/node";
import {
  machine,
  percentileRow,
  type Percentiles,
  percentileTable,
  type Row,
  Stopwatch,
  table,
} from "./figures.ts";
import { floorLine, floorRows, type Floors, measureFloors } from "./floors.ts";
import { nowMs, Operator } from "./operator.ts";
import { benchSite } from "./plant.ts";
import { cpuMs, residentBytes } from "./proc.ts";

export interface IdleOptions {
  readonly agents: number;
  readonly seconds: number;
}

export interface IdleFigures {
  readonly bench: "idle";
  readonly machine: ReturnType<typeof machine>;
  readonly options: IdleOptions;
  readonly floors: Floors;
  readonly rows: readonly RestRow[];
}

export interface RestRow {
  readonly process: string;
  /** Of one core. */
  readonly cpuPercent: number;
  readonly residentMB: number;
}

/** What a start has left to do goes first: code that is compiled, memory that is given back, ms. */
const settleMs = 5000;
const patienceMs = 120_000;

/** What processes use while they are left alone. */
export const restOf = async (
  processes: readonly PlantProcess[],
  seconds: number,
): Promise<RestRow[]> => {
  const before = processes.map(({ pid }) => cpuMs(pid));
  const begunMs = nowMs();
  await wait(seconds * 1000);
  const elapsedMs = nowMs() - begunMs;
  return processes.map(({ name, pid }, index) => ({
    process: name,
    cpuPercent: Number((((cpuMs(pid) - (before[index] ?? 0)) * 100) / elapsedMs).toFixed(2)),
    residentMB: Number((residentBytes(pid) / 1e6).toFixed(1)),
  }));
};

/** Every process of a plant to which nobody says anything. */
export const idle = async (options: IdleOptions): Promise<IdleFigures> => {
  const plant = await startPlant({ agents: options.agents });
  try {
    const floors = await measureFloors(plant.plc.port);
    await wait(settleMs);
    const rows = await restOf(plant.processes, options.seconds);
    return { bench: "idle", machine: machine(), options, floors, rows };
  } finally {
    await plant.stop();
  }
};

export const idleTable = ({ options, rows, floors }: IdleFigures): string =>
  [
    table(
      [`n=${options.agents}, ${options.seconds} s at rest`, "% of a core", "MB resident"],
      rows.map(({ process, cpuPercent, residentMB }) => [process, cpuPercent, residentMB]),
    ),
    percentileTable("ms", floorRows(floors)),
    floorLine(floors),
  ].join("\n");

export interface StartOptions {
  readonly agents: number;
  readonly times: number;
}

const startStages = ["link", "ordering", "ordered"] as const;
type StartStage = (typeof startStages)[number];

export interface StartFigures {
  readonly bench: "start";
  readonly machine: ReturnType<typeof machine>;
  readonly options: StartOptions;
  readonly floors: Floors;
  /** One agent that starts again in a site that works: ms to its first link, to `ordering`. */
  readonly one: Readonly<Record<StartStage, Percentiles>>;
  /** All agents, all at once. */
  readonly all: Readonly<Record<StartStage, Percentiles>>;
}

type Watches = Readonly<Record<StartStage, Stopwatch>>;
export const watches = (): Watches =>
  Object.fromEntries(startStages.map((name) => [name, new Stopwatch()])) as Watches;
export const told = (all: Watches): Readonly<Record<StartStage, Percentiles>> =>
  Object.fromEntries(startStages.map((name) => [name, all[name].percentiles()])) as Readonly<
    Record<StartStage, Percentiles>
  >;

interface Starting {
  readonly plant: Plant;
  /** A set point that may be written. */
  readonly point: readonly [device: string, point: string];
  /** Of the agents that start. */
  readonly which: readonly number[];
  readonly into: Watches;
}

const askMs = 1000;

const isOrdered = (stage: string): boolean => stage !== "received" && stage !== "refused";

/** What the agent says of itself. */
const orders = async ({ links }: Operator, agent: number): Promise<boolean> => {
  const answer = await links.ask(agent, { status: true }, askMs);
  return answer !== null && (JSON.parse(answer.json) as AgentStatus).ordering;
};

/**
 * Ends the agents cleanly and starts them: `link` when all of them let an operator in, `ordering`
 * when each says that it orders, `ordered` when a command that was given as soon as they let
 * somebody in was ordered at each of them.
 */
export const startOnce = async (
  { plant, point, which, into }: Starting,
  value: number,
): Promise<void> => {
  const agents = which.map((index) => plant.agents[index] as PlantProcess);
  await Promise.all(agents.map((agent) => agent.kill("SIGTERM")));
  const operator = new Operator(plant.site, readKey(join(plant.home(), "key.pem")).seed);
  const deadline = { deadlineMs: patienceMs };
  try {
    const others = plant.agents.length - which.length;
    const othersUp = (): boolean => operator.agentsUp >= others;
    await until(othersUp, { ...deadline, what: "the others" });
    const begunMs = nowMs();
    for (const agent of agents) agent.start();
    const isUp = (): boolean => operator.agentsUp === plant.agents.length;
    await until(isUp, { ...deadline, what: "links to all agents" });
    into.link.record(nowMs() - begunMs);
    const orderedMs = new Map<number, number>();
    operator.links.client.onProgress = (agent, { stage }) => {
      if (isOrdered(stage) && !orderedMs.has(agent)) orderedMs.set(agent, nowMs());
    };
    operator.set(...point, value, () => {});
    const isOrdering = async (): Promise<boolean> =>
      (await Promise.all(which.map((index) => orders(operator, index)))).every(Boolean);
    const ordering = until(isOrdering, { ...deadline, what: "all agents to order" }).then(() =>
      into.ordering.record(nowMs() - begunMs),
    );
    const allOrdered = (): boolean => which.every((index) => orderedMs.has(index));
    await until(allOrdered, { ...deadline, what: "the first order" });
    const lastMs = Math.max(...which.map((index) => orderedMs.get(index) ?? 0));
    into.ordered.record(lastMs - begunMs);
    await ordering;
  } finally {
    operator.close();
  }
};

/** From the start of a process to its link, to a quorum and to its first ordered command. */
export const start = async (options: StartOptions): Promise<StartFigures> => {
  const plant = await startPlant({ agents: options.agents, site: benchSite });
  try {
    const floors = await measureFloors(plant.plc.port);
    const [one, all] = [watches(), watches()];
    const point = ["intake", "valve"] as const;
    const everybody = plant.agents.map((_, index) => index);
    for (let index = 0; index < options.times; index += 1) {
      const which = [index % plant.agents.length];
      await startOnce({ plant, point, which, into: one }, 10 + (index % 40));
      await startOnce({ plant, point, which: everybody, into: all }, 55 + (index % 40));
    }
    const figures = { bench: "start", machine: machine(), options, floors } as const;
    return { ...figures, one: told(one), all: told(all) };
  } finally {
    await plant.stop();
  }
};

const stageTexts: Readonly<Record<StartStage, string>> = {
  link: "lets operators in",
  ordering: "says that it orders",
  ordered: "first ordered command",
};

export const startTable = ({ options, one, all, floors }: StartFigures): string => {
  const rows = (name: string, of: StartFigures["one"]): Row[] =>
    startStages.map((stage) => percentileRow(`${name}: ${stageTexts[stage]}`, of[stage]));
  return [
    percentileTable(`n=${options.agents}, ms from the start`, [
      ...rows("one of them", one),
      ...rows("all at once", all),
      ...floorRows(floors),
    ]),
    floorLine(floors),
  ].join("\n");
};
