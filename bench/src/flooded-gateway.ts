import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeSparkplug } from "@quorate/protocol/sparkplug";
import { openBroker, type OpenBroker } from "../../deploy/src/broker.ts";
import { machine, table } from "./figures.ts";
import { figuresOf, idlePhase, type LatencyPhase, stageNames } from "./latency.ts";
import { Operator } from "./operator.ts";
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
}

const agents = 4;
const burst = 200;
const everyMs = 50;
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
      await new Promise((resolve) => setTimeout(resolve, everyMs));
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
    const alone = figuresOf("alone", await idlePhase(operator, options.commands, 100), plant);
    const end = flooding(broker, options.flood);
    const under = await idlePhase(operator, options.commands, 3000);
    const messages = await end();
    const phases = [alone, figuresOf("under the flood", under, plant)];
    return { options, machine: machine(), messages, phases };
  } finally {
    operator.close();
    await plant.stop();
    await broker.close();
  }
};

export const floodTable = ({ phases, messages }: FloodFigures): string =>
  [
    table(
      ["ms", "count", "p50", "p90", "p99", "max"],
      phases.flatMap(({ offered, ms }) =>
        stageNames.map((name) => {
          const { count, p50, p90, p99, max } = ms[name];
          return [`${offered}: ${name}`, count, p50, p90, p99, max];
        }),
      ),
    ),
    `${messages} DCMDs; outcomes: ${JSON.stringify(phases.map(({ outcomes }) => outcomes))}`,
  ].join("\n");
