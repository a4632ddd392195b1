import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Plant, type PlantProcess, startPlant } from "@quorate/deploy";
import { openBroker } from "../../deploy/src/broker.ts";
import { machine, table } from "./figures.ts";

export interface TelemetryOptions {
  readonly devices: number;
  /** Of each device; every one of them changes once a second. */
  readonly points: number;
  readonly seconds: number;
}

interface AgentFigures {
  readonly agent: string;
  readonly publishes: boolean;
  readonly cpuPercent: number;
  readonly rssMiB: number;
}

export interface TelemetryFigures {
  readonly options: TelemetryOptions;
  readonly machine: ReturnType<typeof machine>;
  readonly agents: readonly AgentFigures[];
  readonly messagesPerSecond: number;
  readonly kilobytesPerSecond: number;
}

const ticksPerSecond = 100;
const pageBytes = 4096;

/** Ticks of the processor that a process has used, and its resident bytes, as the kernel says. */
const usedBy = ({ pid }: PlantProcess): { readonly ticks: number; readonly bytes: number } => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return { ticks: Number(fields[11]) + Number(fields[12]), bytes: pages * pageBytes };
};

/** Half of the points take two registers. */
const pointLines = (count: number): string => {
  let register = 0;
  const lines: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const type = index % 2 === 0 ? "float32" : "uint16";
    const at = `table: holding, register: ${register}, type: ${type}, order: ABCD`;
    lines.push(`      - { name: p${index}, access: reading, ${at} }`);
    register += type === "float32" ? 2 : 1;
  }
  return lines.join("\n");
};

const template = (ports: readonly number[], points: number): string =>
  [
    "devices:",
    ...ports.map((port, index) =>
      [
        `  - name: device-${index}`,
        "    guard: bench-guard",
        "    protocol: modbus-tcp",
        `    address: 127.0.0.1:${port}`,
        "    unit: 1",
        `    readUnit: ${index + 1}`,
        "    scan: 1s",
        "    points:",
        pointLines(points),
      ].join("\n"),
    ),
    "policy:",
    "  ttlMax: 60s",
    "  certifyWithin: 2s",
    "  clockDrift: 5s",
    "  freshness: 3",
    "  rules: []",
  ].join("\n");

const measure = async (plant: Plant, seconds: number): Promise<AgentFigures[]> => {
  const before = plant.agents.map((agent) => usedBy(agent).ticks);
  await wait(seconds * 1000);
  return plant.agents.map((agent, index): AgentFigures => {
    const { ticks, bytes } = usedBy(agent);
    const share = (ticks - (before[index] ?? 0)) / ticksPerSecond / seconds;
    return {
      ...{ agent: agent.name, publishes: index === 0 },
      cpuPercent: Math.round(share * 1000) / 10,
      rssMiB: Math.round(bytes / 2 ** 20),
    };
  });
};

/**
 * A plant of real processes whose guard reads many points that all change once a second; the first
 * agent publishes them all, the others do not: the difference is what publishing costs.
 */
export const telemetry = async (options: TelemetryOptions): Promise<TelemetryFigures> => {
  const path = fileURLToPath(new URL("scan-servers.ts", import.meta.url));
  const servers = fork(path, { execArgv: ["--import=tsx"] });
  let messages = 0;
  let bytes = 0;
  const broker = await openBroker([0], (topic, size) => {
    if (!topic.startsWith("spBv1.0/")) return;
    messages += 1;
    bytes += size;
  });
  if (broker === null) throw new Error("no port for the broker");
  let plant: Plant | undefined;
  try {
    servers.send(options.devices);
    const [ports] = (await once(servers, "message")) as [number[]];
    const text = template(ports.slice(0, options.devices), options.points);
    plant = await startPlant({
      start: false,
      devices: () => ({ template: text, plcs: [] }),
    });
    const home = join(plant.dir, "agents", plant.agents[0]?.name ?? "");
    writeFileSync(
      join(home, "local.yaml"),
      `mqtt: { url: "mqtt://127.0.0.1:${broker.port}" }\n`,
    );
    plant.start();
    await plant.ready();
    // Births, and what starting costs, are over by then.
    await wait(10_000);
    messages = bytes = 0;
    const agents = await measure(plant, options.seconds);
    return {
      ...{ options, machine: machine(), agents },
      messagesPerSecond: Math.round(messages / options.seconds),
      kilobytesPerSecond: Math.round(bytes / 1000 / options.seconds),
    };
  } finally {
    await plant?.stop();
    await broker.close();
    servers.disconnect();
  }
};

export const telemetryTable = (figures: TelemetryFigures): string =>
  [
    table(
      ["agent", "publishes", "% of a core", "MiB resident"],
      figures.agents.map(({ agent, publishes, cpuPercent, rssMiB }) => [
        ...[agent, publishes ? "yes" : "no", cpuPercent, rssMiB],
      ]),
    ),
    `${figures.messagesPerSecond} messages/s, ${figures.kilobytesPerSecond} kB/s`,
  ].join("\n");
