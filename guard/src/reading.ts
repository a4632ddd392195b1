import type { DeviceAdapter } from "@quorate/device-adapters";
import {
  type Envelope,
  limits,
  type PointSpec,
  type Sample,
  type Signer,
  signReading,
} from "@quorate/protocol";
import type { DeviceAlarms } from "./alarms.ts";
import type { AgentClocks } from "./now.ts";

export interface ReadingOptions {
  readonly adapter: DeviceAdapter;
  readonly chain: Uint8Array;
  readonly signer: Signer;
  readonly clock: Pick<AgentClocks, "ownMs" | "readingMs">;
  /** How far ahead of their clocks agents take a reading. */
  readonly driftMs: number;
  readonly alarms: DeviceAlarms;
  /** Told of every change of a condition. */
  readonly alarmsChanged: () => void;
  readonly publish: (readings: readonly Envelope[]) => void;
}

/** No sample is younger than the clock. */
const datedBy = (sample: Sample, sourceTimeMs: number, clockMs: number): Sample => ({
  ...sample,
  sourceTimeMs: Math.min(sourceTimeMs, clockMs),
});

/** Publishes what an adapter scans: on change, at every second scan at least, and up and down. */
export class ReadingPublisher {
  private readonly options: ReadingOptions;
  private readonly points: ReadonlyMap<string, PointSpec>;
  private readonly latest = new Map<string, Sample>();
  private readonly published = new Map<string, Sample>();
  private publishedUp: boolean | null = null;
  private stampedMs = 0;
  private skipped = false;
  private stopped = false;

  constructor(options: ReadingOptions) {
    this.options = options;
    this.points = new Map(options.adapter.device.points.map((point) => [point.name, point]));
  }

  start(): void {
    this.options.adapter.onScan((samples) => this.scanned(samples));
    this.options.adapter.onUp(() => this.publish());
  }

  stop(): void {
    this.stopped = true;
  }

  /** For an agent that has just come up. */
  current(): readonly Envelope[] {
    return this.latest.size === 0 ? [] : this.seal([...this.latest.values()]);
  }

  private scanned(scan: readonly Sample[]): void {
    const { alarms, alarmsChanged, clock } = this.options;
    const nowMs = this.nowMs();
    // Adapters date by the own clock: moved to another, samples stay as old as they are.
    const shiftMs = nowMs - clock.ownMs();
    const samples = scan.map((sample) => datedBy(sample, sample.sourceTimeMs + shiftMs, nowMs));
    for (const sample of samples)
      if (this.points.has(sample.point)) this.latest.set(sample.point, sample);
    const alarmed = alarms.scanned(samples, nowMs);
    if (alarmed) alarmsChanged();
    const changed = alarmed || samples.some((sample) => this.isChange(sample));
    if (changed || this.skipped || this.publishedUp !== this.options.adapter.up) this.publish();
    else this.skipped = true;
  }

  private isChange(sample: Sample): boolean {
    const last = this.published.get(sample.point);
    if (last === undefined || last.quality !== sample.quality) return true;
    if (last.reason !== sample.reason) return true;
    const deadband = this.points.get(sample.point)?.deadband ?? 0;
    if (typeof last.value !== "number" || typeof sample.value !== "number")
      return last.value !== sample.value;
    return Math.abs(last.value - sample.value) > deadband;
  }

  private publish(): void {
    if (this.stopped) return;
    this.skipped = false;
    this.publishedUp = this.options.adapter.up;
    for (const [point, sample] of this.latest) this.published.set(point, sample);
    this.options.publish(this.seal([...this.latest.values()]));
  }

  /** Not before the last stamp, unless that was so far ahead that agents did not take it. */
  private nowMs(): number {
    const { clock, driftMs } = this.options;
    const nowMs = clock.readingMs();
    return this.stampedMs > nowMs + driftMs ? nowMs : Math.max(nowMs, this.stampedMs);
  }

  /** Agents take no two readings of a device with the same time. */
  private stampMs(): number {
    const nowMs = this.nowMs();
    this.stampedMs = nowMs === this.stampedMs ? nowMs + 1 : nowMs;
    return this.stampedMs;
  }

  private seal(latest: readonly Sample[]): readonly Envelope[] {
    const { adapter, chain, signer } = this.options;
    const timeMs = this.stampMs();
    const samples = latest.map((sample) => datedBy(sample, sample.sourceTimeMs, timeMs));
    const points = new Set(samples.map(({ point }) => point));
    const alarms = this.options.alarms.raised.filter(({ point }) => points.has(point));
    const { name: device } = adapter.device;
    const fields = { device, timeMs, up: adapter.up, samples, alarms };
    const envelope = signReading(chain, signer, fields);
    if (envelope.body.length <= limits.readingBytes) return [envelope];
    if (samples.length <= 1) return [];
    const half = samples.length >> 1;
    return [...this.seal(samples.slice(0, half)), ...this.seal(samples.slice(half))];
  }
}
