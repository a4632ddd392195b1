import {
  type AlarmCondition,
  type AlarmPlace,
  CodedError,
  type Envelope,
  findDevice,
  limits,
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

/** Told of every reading that was taken: whether its device is up, and the samples that are new. */
export type ReadingListener = (device: string, up: boolean, samples: readonly Sample[]) => void;

const bytesOf = ({ body, signature }: Envelope): number => body.length + signature.length;
const isUnique = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** What is kept of a device is no more than its points are (S9). Throws READING_POINTS. */
const checkPoints = ({ device, samples, alarms }: Reading, listed: ReadonlySet<string>): void => {
  const isListed = ({ point }: { readonly point: string }): boolean => listed.has(point);
  const isGood =
    samples.every(isListed) &&
    alarms.every(isListed) &&
    isUnique(samples.map(({ point }) => point)) &&
    isUnique(alarms.map(({ point, kind }) => `${point}/${kind}`));
  if (!isGood) throw new CodedError("READING_POINTS", `points that ${device} has not, or twice`);
};

/**
 * A clock that was ahead would make values look fresh that are not, and hide those that come after
 * its correction. Throws READING_AHEAD. `mostMs`: milliseconds since 1970.
 */
const checkTimes = ({ device, timeMs, samples }: Reading, mostMs: number): void => {
  const latestMs = samples.reduce((most, one) => Math.max(most, one.sourceTimeMs), timeMs);
  if (latestMs <= mostMs) return;
  const detail = `${device}: dated ${latestMs - mostMs} ms more than clockDrift ahead`;
  throw new CodedError("READING_AHEAD", detail);
};

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
  private readonly listeners = new Set<ReadingListener>();
  /** Devices of which nothing was taken since their guard's last session ended. */
  private readonly anew = new Set<string>();

  constructor(site: Site, context: SealContext) {
    this.site = site;
    this.context = context;
  }

  /**
   * Takes a reading of one of this guard's devices; others' are passed over, and so are ones older
   * than what came in the same session. Throws what `openReading` does, READING_AHEAD and
   * READING_POINTS.
   */
  take(guard: string, envelope: Envelope, now: Now): void {
    const reading = openReading(this.context, envelope, now.wallMs);
    const device = findDevice(this.site, reading.device);
    const owner = this.site.guards.find(({ name }) => name === device?.guard);
    if (device === undefined || owner?.name !== guard || owner.key !== reading.guard) return;
    const { timeMs } = reading;
    checkTimes(reading, now.wallMs + this.site.policy.clockDriftMs);
    const isFirst = this.anew.has(device.name);
    const newestMs = this.devices.get(device.name)?.[0]?.reading.timeMs ?? 0;
    if (timeMs < newestMs && !isFirst) return;
    checkPoints(reading, new Set(device.points.map(({ name }) => name)));
    if (isFirst) this.forgetAfter(device.name, timeMs);
    const known = this.devices.get(device.name) ?? [];
    const points = this.points.get(device.name) ?? new Map<string, GuardSample>();
    const news = reading.samples.filter(
      ({ point }) => timeMs > (points.get(point)?.timeMs ?? 0),
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
    for (const listener of this.listeners) listener(device.name, reading.up, news);
  }

  /** This guard's session is over: in the next one its clock may be another, or set right. */
  sessionOver(guard: string): void {
    for (const device of this.site.devices)
      if (device.guard === guard) this.anew.add(device.name);
  }

  private forgetAfter(device: string, timeMs: number): void {
    this.anew.delete(device);
    const known = this.devices.get(device) ?? [];
    this.devices.set(device, known.filter(({ reading }) => reading.timeMs <= timeMs));
    const points = this.points.get(device) ?? new Map<string, GuardSample>();
    for (const [point, sample] of points) if (sample.timeMs > timeMs) points.delete(point);
  }

  /** Tells what is known now, and every further reading; the answer ends it. */
  listen(listener: ReadingListener): () => void {
    for (const [name, [newest]] of this.devices) {
      const samples = [...(this.points.get(name)?.values() ?? [])].map(({ sample }) => sample);
      listener(name, newest?.reading.up ?? false, samples);
    }
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  latest(device: string): Verified<Reading> | undefined {
    return this.devices.get(device)?.[0]?.reading;
  }

  sample(device: string, point: string): GuardSample | undefined {
    return this.points.get(device)?.get(point);
  }

  /** Whether anything came of this point since its guard's present session began. */
  hears(device: string, point: string): boolean {
    return !this.anew.has(device) && this.sample(device, point) !== undefined;
  }

  /** Undefined for an alarm that was never raised. */
  alarm({ device, point, kind }: Pick<AlarmPlace, "device" | "point" | "kind">) {
    return this.alarms.get(device)?.get(point)?.find((alarm) => alarm.kind === kind);
  }

  /**
   * As many as an answer has room for: the newest of every device, then the second of each, and so
   * on; of these the small ones first, so that no guard's large ones hide another guard's.
   */
  answer(): { readonly readings: readonly Envelope[]; readonly more: boolean } {
    const readings: Envelope[] = [];
    let bytes = 0;
    for (let age = 0; age < kept; age += 1) {
      const alike = [...this.devices.values()].flatMap((all) => all[age]?.envelope ?? []);
      for (const envelope of alike.sort((left, right) => bytesOf(left) - bytesOf(right))) {
        bytes += bytesOf(envelope);
        if (bytes > limits.answerBytes) return { readings, more: true };
        readings.push(envelope);
      }
    }
    return { readings, more: false };
  }
}
