import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { encodeSparkplug } from "@quorate/protocol/sparkplug";
import { openBroker, type OpenBroker } from "../../deploy/src/broker.ts";
import { machine, percentileRow, percentileTable } from "./figures.ts";
import { figuresOf, idlePhase, type LatencyPhase, type StageName, stageNames } from "./latency.ts";
import { Operator, type Timed } from "./operator.ts";
import { startBenchPlant } from "./plant.ts";

export interface FloodOptions {
  /** Of the operator, one after the other, without the flood and under it. */
  readonly commands: number;
  /** Messages that ask for a command, at the least; they go on until the operator is done. */
  readonly flood: number;
}

export interface FloodFigures {
  readonly options: FloodOptions;
  readonly machine: ReturnType<typeof machine>;
  readonly messages: number;
  readonly phases: readonly LatencyPhase[];
  /** How many times as long the operator waits under the flood, by stage. */
  readonly ratios: Readonly<Record<StageName, Ratio>>;
}

interface Ratio {
  readonly p50: number;
  readonly p90: number;
}

const ratiosOf = (alone: LatencyPhase, under: LatencyPhase): FloodFigures["ratios"] => {
  const ratio = (name: StageName, percentile: "p50" | "p90"): number =>
    Number((under.ms[name][percentile] / alone.ms[name][percentile]).toFixed(2));
  return Object.fromEntries(
    stageNames.map((name) => [name, { p50: ratio(name, "p50"), p90: ratio(name, "p90") }]),
  ) as FloodFigures["ratios"];
};

const agents = 4;
const burst = 200;
const everyMs = 50;
/** Without and with the flood in turn, so that what else the machine does meets both alike. */
const rounds = 10;
/** In which what the gateway let through comes to its end. */
const settleMs = 2000;
const topic = "spBv1.0/riverside-waterworks/DCMD/north/intake";

/** Asks for the operator's own point, with a value that no command of the operator has. */
const message = (): Uint8Array =>
  encodeSparkplug({ timestamp: Date.now(), metrics: [{ name: "valve", floatValue: 95 }] });

/** Floods until it is told to stop; answers how many it sent. */
const flooding = (broker: OpenBroker, least: number): (() => Promise<number>) => {
  let sent = 0;
  let asked = false;
  const done = (async () => {
    while (!asked || sent < least) {
      for (let count = 0; count < burst; count += 1) broker.publish(topic, message());
      sent += burst;
      await wait(everyMs);
    }
    return sent;
  })();
  return () => {
    asked = true;
    return done;
  };
};

/** What commands that a broker floods an agent's gateway with cost an operator's own. */
export const flood = async (options: FloodOptions): Promise<FloodFigures> => {
  const broker = await openBroker([0]);
  if (broker === null) throw new Error("no port for the broker");
  const settings = `mqtt: { url: "mqtt://127.0.0.1:${broker.port}" }\n`;
  const plant = await startBenchPlant(agents, {
    init: ["--gateway", "north"],
    site: (text) =>
      text.replace(/(points: \["intake\/\*"\]\n +roles: \[operator)\]/, "$1, gateway]"),
    made: ({ dir }) => writeFileSync(join(dir, "agents", "north", "local.yaml"), settings),
  });
  const operator = new Operator(plant.site, plant.operatorSeed);
  try {
    await plant.ready(() => operator.agentsUp === agents);
    await idlePhase(operator, 10, 0);
    const each = Math.ceil(options.commands / rounds);
    const timed = { alone: [] as Timed[], under: [] as Timed[] };
    let messages = 0;
    for (let round = 0; round < rounds; round += 1) {
      timed.alone.push(...(await idlePhase(operator, each, 100 + round * each)));
      const end = flooding(broker, options.flood / rounds);
      timed.under.push(...(await idlePhase(operator, each, 3000 + round * each)));
      messages += await end();
      await wait(settleMs);
    }
    const alone = figuresOf("alone", timed.alone, plant);
    const under = figuresOf("under the flood", timed.under, plant);
    const ratios = ratiosOf(alone, under);
    return { options, machine: machine(), messages, phases: [alone, under], ratios };
  } finally {
    operator.close();
    await plant.stop();
    await broker.close();
  }
};

export const floodTable = ({ phases, messages, ratios }: FloodFigures): string =>
  [
    percentileTable(
      "ms",
      phases.flatMap(({ offered, ms }) =>
        stageNames.map((name) => percentileRow(`${offered}: ${name}`, ms[name])),
      ),
    ),
    `${messages} DCMDs; outcomes: ${JSON.stringify(phases.map(({ outcomes }) => outcomes))}`,
    ...stageNames.map(
      (name) => `${name}: ${ratios[name].p50} times p50, ${ratios[name].p90} times p90`,
    ),
  ].join("\n");
