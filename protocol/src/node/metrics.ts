import { readdirSync, statfsSync } from "node:fs";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

export type Labels = Readonly<Record<string, string>>;
/** A value with the labels that tell it from others of its name. */
export type Reading = readonly [value: number, labels?: Labels];
export type Read = () => Iterable<Reading>;

/**
 * Series that one name may have (S9): labels are names of the site file and coded words, which are
 * bounded; should one ever not be, what is over is left out rather than kept.
 */
const seriesMax = 512;

/** From a fast disk's sync to a command that waited for its `notAfter`, seconds. */
const buckets = [
  ...[0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1],
  ...[0.25, 0.5, 1, 2.5, 5, 10, 30],
];

const labelNames = (labels: readonly string[]): string[] => [...labels];

/**
 * The numbers of one process, named as Prometheus wants it: with their unit, and `_total` where
 * they only ever grow. What is only looked at is read when somebody asks.
 */
export class Metrics {
  private readonly registry = new Registry();

  get contentType(): string {
    return this.registry.contentType;
  }

  page(): Promise<string> {
    return this.registry.metrics();
  }

  gauge(name: string, help: string, labels: readonly string[], read: Read): void {
    const gauge: Gauge = new Gauge({
      ...{ name, help, labelNames: labelNames(labels), registers: [this.registry] },
      collect: () => {
        gauge.reset();
        for (const [value, of = {}] of bounded(read())) gauge.set(of, value);
      },
    });
  }

  /** Of totals that are counted elsewhere and never go back while the process runs. */
  counter(name: string, help: string, labels: readonly string[], read: Read): void {
    const counter: Counter = new Counter({
      ...{ name, help, labelNames: labelNames(labels), registers: [this.registry] },
      collect: () => {
        counter.reset();
        for (const [value, of = {}] of bounded(read())) counter.inc(of, value);
      },
    });
  }

  /** Answers what takes the observations, in seconds. */
  seconds(
    name: string,
    help: string,
    labels: readonly string[] = [],
  ): (seconds: number, of?: Labels) => void {
    const histogram = new Histogram({
      ...{ name, help, labelNames: labelNames(labels), registers: [this.registry] },
      buckets,
    });
    return (seconds, of = {}) => histogram.observe(of, seconds);
  }
}

function* bounded(readings: Iterable<Reading>): Iterable<Reading> {
  let left = seriesMax;
  for (const reading of readings) {
    if (left === 0) return;
    left -= 1;
    yield reading;
  }
}

const openFiles = (): Reading[] => {
  try {
    return [[readdirSync("/proc/self/fd").length]];
  } catch {
    // Not on Linux.
    return [];
  }
};

const freeBytes = (folder: string): Reading[] => {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return [[bavail * bsize]];
  } catch {
    return [];
  }
};

/** What every process has, whatever it does: by the names that others give them, too. */
export const processMetrics = (metrics: Metrics, folder: string): void => {
  const cpu = (): Reading[] => {
    const { user, system } = process.cpuUsage();
    return [[(user + system) / 1e6]];
  };
  let before = performance.eventLoopUtilization();
  const busy = (): Reading[] => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return [[utilization]];
  };
  const startSeconds = Date.now() / 1000 - process.uptime();
  const memory = (kind: "rss" | "heapUsed" | "external") => (): Reading[] => [
    [process.memoryUsage()[kind]],
  ];
  metrics.counter("process_cpu_seconds_total", "CPU time", [], cpu);
  metrics.gauge("process_resident_memory_bytes", "Memory of the process", [], memory("rss"));
  metrics.gauge("process_open_fds", "Open files and sockets", [], openFiles);
  metrics.gauge("process_start_time_seconds", "When it started, since 1970", [], () => [
    [startSeconds],
  ]);
  metrics.gauge("nodejs_heap_size_used_bytes", "JavaScript heap in use", [], memory("heapUsed"));
  metrics.gauge("nodejs_external_memory_bytes", "Buffers outside the heap", [], memory("external"));
  metrics.gauge("quorate_process_busy_ratio", "Share of the time since the last look", [], busy);
  metrics.gauge("quorate_process_disk_free_bytes", "Room where its data is", [], () =>
    freeBytes(folder),
  );
};

/** How often each coded event was counted (docs/errors.md). */
export const codedEvents = (
  metrics: Metrics,
  counts: () => Iterable<readonly [string, number]>,
): void =>
  metrics.counter(
    "quorate_coded_events_total",
    "Coded events since the start (docs/errors.md)",
    ["code"],
    () => [...counts()].map(([code, count]): Reading => [count, { code }]),
  );
