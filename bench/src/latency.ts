import { setTimeout as wait } from "node:timers/promises";
import { machine, percentileRow, type Percentiles, percentileTable, Stopwatch } from "./figures.ts";
import { nowMs, Operator, type Timed } from "./operator.ts";
import { startBenchPlant, type BenchPlant } from "./plant.ts";
import { rawModbusWrites } from "./raw.ts";

export interface LatencyOptions {
  readonly agents: number;
  readonly idleCommands: number;
  readonly rate: number;
  readonly seconds: number;
}

export const stageNames = ["ordered", "certified", "register", "confirmed"] as const;
export type StageName = (typeof stageNames)[number];

export interface LatencyPhase {
  readonly offered: string;
  readonly commands: number;
  /** How many ended so, by outcome and code. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly ms: Readonly<Record<StageName, Percentiles>>;
}

export interface LatencyFigures {
  readonly bench: "latency";
  readonly machine: ReturnType<typeof machine>;
  readonly options: LatencyOptions;
  readonly phases: readonly LatencyPhase[];
  readonly rawModbusWrite: Percentiles;
}

/** They come again after 8,000 others: a register's next change to one names its command. */
const valueOf = (index: number): number => 10 + (index % 8000) / 100;

export const figuresOf = (
  name: string,
  timed: readonly Timed[],
  plant: BenchPlant,
): LatencyPhase => {
  const changed = plant.registerChanges();
  const watches = Object.fromEntries(stageNames.map((name) => [name, new Stopwatch()])) as Record<
    StageName,
    Stopwatch
  >;
  const outcomes: Record<string, number> = {};
  for (const { submitted, at, following, value } of timed) {
    const outcome = following.outcome ?? following.stage;
    const named = [outcome, following.code].filter((word) => word !== "").join(" ");
    outcomes[named] = (outcomes[named] ?? 0) + 1;
    const times: Record<StageName, number | undefined> = {
      ordered: at.get("ordered"),
      certified: at.get("certified"),
      register: changed.get(Math.fround(value))?.find((time) => time >= submitted - 1),
      confirmed: outcome === "confirmed" ? at.get("ended") : undefined,
    };
    for (const name of stageNames) {
      const time = times[name];
      if (time !== undefined && time >= submitted - 1) watches[name].record(time - submitted);
    }
  }
  const ms = Object.fromEntries(
    stageNames.map((name) => [name, watches[name].percentiles()]),
  ) as LatencyPhase["ms"];
  return { offered: name, commands: timed.length, outcomes, ms };
};

/** One command after the other, each into a site at rest. */
export const idlePhase = async (
  operator: Operator,
  count: number,
  first: number,
): Promise<readonly Timed[]> => {
  const all: Timed[] = [];
  for (let index = 0; index < count; index += 1) {
    await new Promise<void>((resolve) => {
      all.push(operator.set("intake", "valve", valueOf(first + index), () => resolve()));
    });
    await wait(30 + 40 * Math.random());
  }
  return all;
};

/** Open loop: commands start at their times, however the earlier ones fare. */
export const offered = async (
  operator: Operator,
  { rate, seconds }: Pick<LatencyOptions, "rate" | "seconds">,
  first: number,
): Promise<readonly Timed[]> => {
  const all: Timed[] = [];
  let ended = 0;
  const begun = nowMs();
  const count = rate * seconds;
  for (let index = 0; index < count; index += 1) {
    const dueMs = begun + (index * 1000) / rate;
    if (dueMs > nowMs()) await wait(dueMs - nowMs());
    const value = valueOf(first + index);
    all.push(operator.set("intake", "valve", value, () => (ended += 1), dueMs));
  }
  for (const deadline = nowMs() + 40_000; ended < count && nowMs() < deadline; ) await wait(20);
  return all;
};

/** From the operator's submit to every stage, at rest and under load, beside a raw Modbus write. */
export const latency = async (options: LatencyOptions): Promise<LatencyFigures> => {
  const plant = await startBenchPlant(options.agents);
  const operator = new Operator(plant.site, plant.operatorSeed);
  try {
    await plant.ready(() => operator.agentsUp === options.agents);
    const rawModbusWrite = await rawModbusWrites(plant.modbusPort, 1000);
    await idlePhase(operator, 10, 0);
    const idle = await idlePhase(operator, options.idleCommands, 100);
    const idleFigures = figuresOf("one at a time", idle, plant);
    const load = await offered(operator, options, 1000);
    const loadFigures = figuresOf(`${options.rate}/s`, load, plant);
    const phases = [idleFigures, loadFigures];
    return { bench: "latency", machine: machine(), options, phases, rawModbusWrite };
  } finally {
    operator.close();
    await plant.stop();
  }
};

export const latencyTable = ({ phases, rawModbusWrite, options }: LatencyFigures): string => {
  const rows = [
    ...phases.flatMap(({ offered, ms }) =>
      stageNames.map((name) => percentileRow(`${offered}: submit to ${name}`, ms[name])),
    ),
    percentileRow("raw Modbus write and answer", rawModbusWrite),
  ];
  const outcomes = phases.map((phase) => `${phase.offered} ${JSON.stringify(phase.outcomes)}`);
  return [
    percentileTable(`n=${options.agents}, ms`, rows),
    `outcomes: ${outcomes.join("; ")}`,
  ].join("\n");
};
