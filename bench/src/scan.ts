import { fork } from "node:child_process";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type DeviceAdapter, openAdapters } from "@quorate/device-adapters";
import type { DeviceSpec, Sample } from "@quorate/protocol";
import { machine, percentileRow, percentileTable, type Percentiles, Stopwatch } from "./figures.ts";
import { type AgentPhase, scanInAgent } from "./scan-agent.ts";
import { pointsOf, type ScanOptions } from "./scan-plant.ts";

/** Adapters in a process without anything else. */
interface BarePhase {
  readonly devices: string;
  readonly points: number;
  /** Age of every point of the living devices, looked at ten times a second. */
  readonly ageMs: Percentiles;
  /** Between two scans of one living device. */
  readonly betweenScansMs: Percentiles;
  /** Points of living devices that were not good when looked at. */
  readonly notGood: number;
  /** Points of living devices that were older than three scans when looked at. */
  readonly stale: number;
  /** Points of the dead device that were taken for good. */
  readonly deadTakenForGood: number;
  readonly cpuPercent: number;
  readonly rssMiB: number;
  readonly eventLoopDelayP99Ms: number;
}

export interface ScanFigures {
  readonly options: ScanOptions;
  readonly machine: ReturnType<typeof machine>;
  readonly bare: readonly BarePhase[];
  readonly agent: readonly AgentPhase[];
}

const deviceAt = (port: number, index: number, options: ScanOptions): DeviceSpec => ({
  ...{ name: `device-${index}`, guard: "bench", protocol: "modbus-tcp", unit: 1 },
  ...{ address: `127.0.0.1:${port}`, scanMs: options.intervalMs },
  points: pointsOf(options.points),
});

/** What one device's scans brought. */
class Watched {
  readonly latest = new Map<string, Sample>();
  /** Where the times between scans go; nowhere until it is set. */
  between: Stopwatch | undefined;
  #lastMs: number | undefined;

  constructor(adapter: DeviceAdapter | undefined) {
    adapter?.onScan((samples) => {
      for (const sample of samples) this.latest.set(sample.point, sample);
      const now = performance.now();
      if (this.#lastMs !== undefined) this.between?.record(now - this.#lastMs);
      this.#lastMs = now;
    });
  }
}

const measure = async (
  ports: readonly number[],
  dead: number | undefined,
  options: ScanOptions,
): Promise<BarePhase> => {
  const living = ports.map((port, index) => deviceAt(port, index, options));
  const silent = dead === undefined ? [] : [deviceAt(dead, ports.length, options)];
  const adapters = openAdapters([...living, ...silent]);
  const [between, age] = [new Stopwatch(), new Stopwatch()];
  const watched = living.map(({ name }) => new Watched(adapters.get(name)));
  const watchedDead = silent.map(({ name }) => new Watched(adapters.get(name)));
  for (const adapter of adapters.values()) adapter.start();
  await wait(5 * options.intervalMs);
  for (const one of watched) one.between = between;
  let [notGood, stale, deadTakenForGood] = [0, 0, 0];
  const [cpu, begun] = [process.cpuUsage(), performance.now()];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  while (performance.now() - begun < options.seconds * 1000) {
    await wait(100);
    const now = Date.now();
    for (const { latest } of watched) {
      notGood += options.points - latest.size;
      for (const { sourceTimeMs, quality } of latest.values()) {
        age.record(now - sourceTimeMs);
        if (quality !== "good") notGood += 1;
        if (now - sourceTimeMs > 3 * options.intervalMs) stale += 1;
      }
    }
    for (const { latest } of watchedDead)
      for (const { quality } of latest.values()) if (quality === "good") deadTakenForGood += 1;
  }
  delay.disable();
  for (const one of watched) one.between = undefined;
  const { user, system } = process.cpuUsage(cpu);
  const elapsedUs = (performance.now() - begun) * 1000;
  const phase: BarePhase = {
    devices: `${living.length} alive, ${silent.length} dead`,
    points: (living.length + silent.length) * options.points,
    ...{ ageMs: age.percentiles(), betweenScansMs: between.percentiles() },
    ...{ notGood, stale, deadTakenForGood },
    cpuPercent: Math.round(((user + system) / elapsedUs) * 1000) / 10,
    rssMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
    eventLoopDelayP99Ms: Math.round(delay.percentile(99) / 1e4) / 100,
  };
  await Promise.all([...adapters.values()].map((adapter) => adapter.stop()));
  return phase;
};

const bare = async (ports: readonly number[], options: ScanOptions): Promise<BarePhase[]> => {
  const living = ports.slice(0, -1);
  return [
    await measure(living, undefined, options),
    await measure(living.slice(0, -1), ports.at(-1), options),
  ];
};

/**
 * Many points of many devices, all alive, then one of them dead: once by the adapters alone, and
 * once by a running agent.
 */
export const scan = async (options: ScanOptions): Promise<ScanFigures> => {
  const servers = fork(fileURLToPath(new URL("scan-servers.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  });
  try {
    servers.send(options.devices);
    const [ports] = (await once(servers, "message")) as [number[]];
    const figures = await bare(ports, options);
    const agent = await scanInAgent(ports.slice(0, -1), options, () => servers.send("die"));
    return { options, machine: machine(), bare: figures, agent };
  } finally {
    const ended = once(servers, "exit");
    servers.disconnect();
    await ended;
  }
};

export const scanTable = ({ bare: alone, agent, options }: ScanFigures): string => {
  const { devices, points, intervalMs } = options;
  const rows = [
    ...alone.flatMap((phase) => [
      percentileRow(`adapters, ${phase.devices}: age of a point`, phase.ageMs),
      percentileRow(`adapters, ${phase.devices}: between two scans`, phase.betweenScansMs),
    ]),
    ...agent.map((phase) => percentileRow(`agent, ${phase.devices}: age of a point`, phase.ageMs)),
  ];
  const tell = (
    what: string,
    phase: Pick<BarePhase, "devices" | "notGood" | "stale" | "deadTakenForGood">,
  ): string =>
    `${what}, ${phase.devices}: ${phase.notGood} not good, ${phase.stale} stale, ` +
    `${phase.deadTakenForGood} of the dead taken for good`;
  const used = ({ cpuPercent, rssMiB }: { cpuPercent: number; rssMiB: number }): string =>
    `CPU ${cpuPercent} %, RSS ${rssMiB} MiB`;
  const lines = [
    ...alone.map(
      (phase) =>
        `${tell("adapters", phase)}; ${used(phase)}, ` +
        `event loop delay p99 ${phase.eventLoopDelayP99Ms} ms`,
    ),
    ...agent.map(
      (phase) =>
        `${tell("agent", phase)}; ${used(phase.reader)}; ` +
        `a peer that reads nothing: ${used(phase.peer)}`,
    ),
  ];
  const head = `${devices * points} points, ${devices} devices, ${intervalMs} ms; ms`;
  return [percentileTable(head, rows), ...lines].join("\n");
};
