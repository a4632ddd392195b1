import {
  type AlarmCondition,
  type AlarmPlace,
  type Envelope,
  findDevice,
  openReading,
  type Reading,
  type Sample,
  type SealContext,
  type Site,
  type Verified,
} from "@quorate/protocol";
import { ReadingBuffer } from "./reading-buffer.ts";

/** Readings of one device that are kept: clients compare those of several agents by source time. */
const kept = 4;

interface Kept {
  readonly envelope: Envelope;
  readonly reading: Verified<Reading>;
}

/** The newest sample of a point and how old it was when this agent got it, by the guard's clock. */
export interface GuardSample {
  readonly sample: Sample;
  /** The guard's clock when it signed, ms. */
  readonly timeMs: number;
  /** This agent's monotonic clock when it came, ms. */
  readonly cameMs: number;
}

export interface Now {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** The newest readings that guards signed, by device. */
export class Readings {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly devices = new Map<string, Kept[]>();
  /** A large device's points come in several readings. */
  private readonly points = new Map<string, Map<string, GuardSample>>();
  /** Alarms that were ever raised, by device and point. */
  private readonly alarms = new Map<string, Map<string, readonly AlarmCondition[]>>();
  /** What came, for consoles that were away. */
  readonly buffer = new ReadingBuffer();

  constructor(site: Site, context: SealContext) {
    this.site = site;
    this.context = context;
  }

  /** Takes a reading of one of this guard's devices; older ones and others' are passed over. */
  take(guard: string, envelope: Envelope, now: Now): void {
    const reading = openReading(this.context, envelope, now.wallMs);
    const device = findDevice(this.site, reading.device);
    const owner = this.site.guards.find(({ name }) => name === device?.guard);
    if (device === undefined || owner?.name !== guard || owner.key !== reading.guard) return;
    const { timeMs } = reading;
    const known = this.devices.get(reading.device) ?? [];
    if (timeMs < (known[0]?.reading.timeMs ?? 0)) return;
    const points = this.points.get(device.name) ?? new Map<string, GuardSample>();
    const listed = new Set(device.points.map(({ name }) => name));
    const news = reading.samples.filter(
      ({ point }) => listed.has(point) && timeMs > (points.get(point)?.timeMs ?? 0),
    );
    // A change to up or down may come without a sample.
    if (news.length === 0 && timeMs === known[0]?.reading.timeMs) return;
    const alarms = this.alarms.get(device.name) ?? new Map<string, readonly AlarmCondition[]>();
    for (const sample of news) {
      const { point } = sample;
      points.set(point, { sample, timeMs, cameMs: now.monotonicMs });
      alarms.set(point, reading.alarms.filter((alarm) => alarm.point === point));
    }
    this.alarms.set(device.name, alarms);
    this.buffer.add(timeMs, envelope);
    this.points.set(device.name, points);
    this.devices.set(reading.device, [{ envelope, reading }, ...known].slice(0, kept));
  }

  latest(device: string): Verified<Reading> | undefined {
    return this.devices.get(device)?.[0]?.reading;
  }

  sample(device: string, point: string): GuardSample | undefined {
    return this.points.get(device)?.get(point);
  }

  /** Undefined for an alarm that was never raised. */
  alarm({ device, point, kind }: Pick<AlarmPlace, "device" | "point" | "kind">) {
    return this.alarms.get(device)?.get(point)?.find((alarm) => alarm.kind === kind);
  }

  /** Newest first, device by device. */
  envelopes(): Envelope[] {
    return [...this.devices.values()].flatMap((kept) => kept.map(({ envelope }) => envelope));
  }
}
