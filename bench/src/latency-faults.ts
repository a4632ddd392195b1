import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Plant, PlantProcess } from "@quorate/deploy";
import { machine, percentileRow, percentileTable } from "./figures.ts";
import { floorLine, floorRows, type Floors, measureFloors } from "./floors.ts";
import {
  figuresOf,
  idlePhase,
  type LatencyPhase,
  offered,
  type StageName,
  stageNames,
} from "./latency.ts";
import { Operator, type Timed } from "./operator.ts";
import { startBenchPlant } from "./plant.ts";

export interface FaultOptions {
  readonly agents: number;
  readonly rate: number;
  /** Of each turn of load; every condition has two turns. */
  readonly seconds: number;
}

const conditions = ["healthy", "one killed", "one 3x slow", "one withholds and forks"] as const;
type Condition = (typeof conditions)[number];

export interface FaultFigures {
  readonly bench: "latency-faults";
  readonly machine: ReturnType<typeof machine>;
  readonly options: FaultOptions;
  readonly floors: Floors;
  readonly phases: readonly LatencyPhase[];
  /** p99 by that of the healthy turns of the same run. */
  readonly ratios: Readonly<Record<string, Readonly<Record<StageName, number>>>>;
  /** What the Byzantine process says that it did. */
  readonly lies: { readonly withheld: number; readonly forked: number };
}

/** Healthy and faulty in turn, so that what else the machine does meets all of them alike. */
const turns = 2;
/** One third of the time it runs, two thirds it is stopped: three times as slow. */
const [runMs, stopMs] = [20, 40];
const settleMs = 2000;
const startMs = 60_000;

/** A fault that lasts until what it answers is called. */
type Fault = (plant: Plant, ready: () => Promise<void>) => Promise<() => Promise<void>>;

const lastOf = ({ agents }: Plant): PlantProcess => agents[agents.length - 1] as PlantProcess;

const killed: Fault = async (plant, ready) => {
  const agent = lastOf(plant);
  await agent.kill("SIGKILL");
  return async () => {
    agent.start();
    await ready();
  };
};

const slowed: Fault = async (plant) => {
  const agent = lastOf(plant);
  let isSlow = true;
  const slowing = (async () => {
    while (isSlow) {
      await agent.kill("SIGSTOP");
      await wait(stopMs);
      await agent.kill("SIGCONT");
      await wait(runMs);
    }
  })();
  return async () => {
    isSlow = false;
    await slowing;
  };
};

const lastLies = (lying: PlantProcess): FaultFigures["lies"] => {
  const line = lying.out.filter((one) => one.startsWith('{"liar"')).at(-1);
  if (line === undefined) return { withheld: 0, forked: 0 };
  return (JSON.parse(line) as { readonly liar: FaultFigures["lies"] }).liar;
};

/** Starts a liar with the folder of the last agent in its place. */
export const startLiar = async (plant: Plant) => {
  const agent = lastOf(plant);
  await agent.kill("SIGTERM");
  const bin = fileURLToPath(new URL("../bin/liar.js", import.meta.url));
  const lying = new PlantProcess("liar", [bin, join(plant.dir, "agents", agent.name)]);
  lying.start();
  await lying.line('"liar"', startMs);
  return {
    lies: () => lastLies(lying),
    tail: () => lying.tail(),
    stop: () => lying.kill("SIGTERM"),
  };
};

/** From submit to every stage with an agent dead, slow or Byzantine, beside a healthy site. */
export const latencyFaults = async (options: FaultOptions): Promise<FaultFigures> => {
  let plant: Plant | undefined;
  const bench = await startBenchPlant(options.agents, { made: (made) => (plant = made) });
  const operator = new Operator(bench.site, bench.operatorSeed);
  const whole = plant as unknown as Plant;
  const allUp = (): Promise<void> => bench.ready(() => operator.agentsUp === options.agents);
  let lies = { withheld: 0, forked: 0 };
  const timed: Record<Condition, Timed[]> = {
    ...{ healthy: [], "one killed": [], "one 3x slow": [], "one withholds and forks": [] },
  };
  try {
    await allUp();
    const floors = await measureFloors(bench.modbusPort);
    await idlePhase(operator, 10, 0);
    let first = 1000;
    const turn = async (condition: Condition): Promise<void> => {
      await wait(settleMs);
      timed[condition].push(...(await offered(operator, options, first)));
      first = (first + options.rate * options.seconds) % 8000;
    };
    for (let index = 0; index < turns; index += 1)
      for (const [condition, fault] of [
        ["one killed", killed],
        ["one 3x slow", slowed],
      ] as const) {
        await turn("healthy");
        const end = await fault(whole, allUp);
        await turn(condition);
        await end();
      }
    // Last, for a site does not forget who forked.
    await turn("healthy");
    const liar = await startLiar(whole);
    await allUp();
    await turn("one withholds and forks");
    lies = liar.lies();
    await liar.stop();
    const phases = conditions.map((name) => figuresOf(name, timed[name], bench));
    const figures = { bench: "latency-faults", machine: machine(), options, floors } as const;
    return { ...figures, phases, ratios: ratiosOf(phases), lies };
  } finally {
    operator.close();
    await bench.stop();
  }
};

const ratiosOf = (phases: readonly LatencyPhase[]): FaultFigures["ratios"] => {
  const [healthy, ...faulty] = phases;
  return Object.fromEntries(
    faulty.map(({ offered: name, ms }) => [
      name,
      Object.fromEntries(
        stageNames.map((stage) => [
          stage,
          Number((ms[stage].p99 / Math.max(healthy?.ms[stage].p99 ?? 0, 0.01)).toFixed(2)),
        ]),
      ) as Readonly<Record<StageName, number>>,
    ]),
  );
};

export const faultTable = ({ options, phases, ratios, floors, lies }: FaultFigures): string =>
  [
    percentileTable(`n=${options.agents}, ${options.rate}/s, ms`, [
      ...phases.flatMap(({ offered: name, ms }) =>
        stageNames.map((stage) => percentileRow(`${name}: ${stage}`, ms[stage])),
      ),
      ...floorRows(floors),
    ]),
    ...phases.map(({ offered: name, outcomes }) => `${name}: ${JSON.stringify(outcomes)}`),
    ...Object.entries(ratios).map(
      ([name, of]) =>
        `${name}: ${of.certified} times the healthy p99 to certified, ` +
        `${of.register} to the register`,
    ),
    `the Byzantine agent withheld ${lies.withheld} events and forked ${lies.forked}`,
    floorLine(floors),
  ].join("\n");
