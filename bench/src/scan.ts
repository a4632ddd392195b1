import { fork } from "node:child_process";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { type DeviceAdapter, openAdapters } from "@quorate/device-adapters";
import type { DeviceSpec, PointSpec, Sample } from "@quorate/protocol";
import { machine, type Percentiles, Stopwatch, table } from "./figures.ts";

export interface ScanOptions {
  readonly devices: number;
  /** Of each device. */
  readonly points: number;
  readonly intervalMs: number;
  readonly seconds: number;
}

interface Phase {
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
  readonly phases: readonly Phase[];
}

/** Half of the points take two registers. */
const pointsOf = (count: number): PointSpec[] => {
  let register = 0;
  return Array.from({ length: count }, (_, index): PointSpec => {
    const type = index % 2 === 0 ? "float32" : "uint16";
    const point = { name: `p${index}`, access: "reading", order: "ABCD", type } as const;
    const placed = { ...point, table: "holding", register } as const;
    register += type === "float32" ? 2 : 1;
    return placed;
  });
};

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

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const measure = async (
  ports: readonly number[],
  dead: number | undefined,
  options: ScanOptions,
): Promise<Phase> => {
  const living = ports.map((port, index) => deviceAt(port, index, options));
  const silent = dead === undefined ? [] : [deviceAt(dead, ports.length, options)];
  const adapters = openAdapters([...living, ...silent]);
  const [between, age] = [new Stopwatch(), new Stopwatch()];
  const watched = living.map(({ name }) => new Watched(adapters.get(name)));
  const watchedDead = silent.map(({ name }) => new Watched(adapters.get(name)));
  for (const adapter of adapters.values()) adapter.start();
  await sleep(5 * options.intervalMs);
  for (const one of watched) one.between = between;
  let [notGood, stale, deadTakenForGood] = [0, 0, 0];
  const [cpu, begun] = [process.cpuUsage(), performance.now()];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  while (performance.now() - begun < options.seconds * 1000) {
    await sleep(100);
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
  const phase: Phase = {
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

/** Many points of many devices in one process: all alive, then one of them dead. */
export const scan = async (options: ScanOptions): Promise<ScanFigures> => {
  const servers = fork(fileURLToPath(new URL("scan-servers.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  });
  try {
    servers.send(options.devices);
    const [ports] = (await once(servers, "message")) as [number[]];
    const dead = ports.pop();
    const phases = [
      await measure(ports, undefined, options),
      await measure(ports.slice(0, -1), dead, options),
    ];
    return { options, machine: machine(), phases };
  } finally {
    const ended = once(servers, "exit");
    servers.disconnect();
    await ended;
  }
};

export const scanTable = ({ phases, options }: ScanFigures): string => {
  const { devices, points, intervalMs } = options;
  const rows = phases.flatMap((phase): (string | number)[][] => {
    const row = (what: string, { count, p50, p90, p99, max }: Percentiles) => [
      ...[`${phase.devices}: ${what}`, count, p50, p90, p99, max],
    ];
    return [row("age of a point", phase.ageMs), row("between two scans", phase.betweenScansMs)];
  });
  const lines = phases.map(
    (phase) =>
      `${phase.devices}: ${phase.notGood} not good, ${phase.stale} stale, ` +
      `${phase.deadTakenForGood} of the dead taken for good; CPU ${phase.cpuPercent} %, ` +
      `RSS ${phase.rssMiB} MiB, event loop delay p99 ${phase.eventLoopDelayP99Ms} ms`,
  );
  const head = `${devices * points} points, ${devices} devices, ${intervalMs} ms; ms`;
  return [table([head, "count", "p50", "p90", "p99", "max"], rows), ...lines].join("\n");
};
