import {
  type Clock,
  type DeviceSpec,
  findDevice,
  findPoint,
  interlocksOf,
  type PointRef,
  type PointValue,
  readPathOf,
  type ReadsOfAgent,
  type Sample,
  showReading,
  type Site,
} from "@quorate/protocol";
import type { Readings } from "./readings.ts";

/** What an agent read itself, and when by its monotonic clock, ms. */
export interface OwnSample {
  readonly sample: Sample;
  readonly cameMs: number;
}

/** An agent's own eyes: the newest sample of each point that it reads itself. */
export interface OwnReadings {
  sample(device: string, point: string): OwnSample | undefined;
}

/**
 * The devices that an agent reads itself, each with the points. Of what only its guard lets it read
 * it takes no more than interlocks ask for: the rest is in the guard's signed readings already.
 */
export const ownDevicesOf = (site: Site, reads: ReadsOfAgent): readonly DeviceSpec[] => {
  const named = new Set(interlocksOf(site).reads.map(({ device, point }) => `${device}/${point}`));
  return site.devices
    .map((device) => {
      if (reads === "all" && readPathOf(site, device)?.direct === true) return device;
      const points = device.points.filter(({ name }) => named.has(`${device.name}/${name}`));
      return { ...device, points };
    })
    .filter(({ points }) => points.length > 0);
};

/** A good and fresh value, whose reading it is, and its age. */
export interface Seen {
  readonly value: PointValue;
  readonly source: "own" | "guard";
  readonly ageMs: number;
}

interface Candidate {
  readonly sample: Sample;
  readonly source: Seen["source"];
  readonly ageMs: number;
}

interface ViewOptions {
  readonly site: Site;
  readonly readings: Readings;
  /** Undefined: this agent reads nothing itself. */
  readonly own: OwnReadings | undefined;
  readonly clock: Pick<Clock, "monotonicMs">;
}

/**
 * The plant as one agent sees it: by its own reading, or by the guard's where it has none that is
 * good and fresh. Ages are counted by the monotonic clock: a wall clock that is set back must not
 * make an old reading young.
 */
export class PlantView {
  private readonly options: ViewOptions;

  constructor(options: ViewOptions) {
    this.options = options;
  }

  /** Null where no reading is good and no older than the constitution's `freshness` in scans. */
  latest(ref: PointRef): Seen | null {
    const oldestMs = this.oldestMs(ref);
    for (const { sample, source, ageMs } of this.candidates(ref))
      if (sample.quality === "good" && sample.value !== null && ageMs <= oldestMs)
        return { value: sample.value, source, ageMs };
    return null;
  }

  /** Whether the guard's reading is good and fresh, whatever this agent reads itself. */
  guardSees(ref: PointRef): boolean {
    const [seen] = this.candidates(ref).filter(({ source }) => source === "guard");
    return seen?.sample.quality === "good" && seen.ageMs <= this.oldestMs(ref);
  }

  /** What decided, or why nothing could, in a few words: it goes into the ballot. */
  tell(ref: PointRef): string {
    const name = `${ref.device}/${ref.point}`;
    const seen = this.latest(ref);
    if (seen !== null) {
      const { value, source, ageMs } = seen;
      return `${name}=${showReading(value)} (${source}, ${Math.round(ageMs)} ms old)`;
    }
    const had = this.candidates(ref).map(({ sample, source, ageMs }) => {
      const quality = sample.quality === "good" ? "" : ` ${sample.reason ?? sample.quality}`;
      return `${source}${quality}, ${Math.round(ageMs)} ms old`;
    });
    return `${name} (${had.length === 0 ? "never read" : had.join("; ")})`;
  }

  /** Own before guard's. */
  private candidates({ device, point }: PointRef): Candidate[] {
    const { own, readings, clock } = this.options;
    const nowMs = clock.monotonicMs();
    const found: Candidate[] = [];
    const mine = own?.sample(device, point);
    if (mine !== undefined)
      found.push({ sample: mine.sample, source: "own", ageMs: nowMs - mine.cameMs });
    const theirs = readings.sample(device, point);
    if (theirs !== undefined && readings.latest(device)?.up === true) {
      const { sample, timeMs, cameMs } = theirs;
      // How old it was when the guard signed, by the guard's clock alone.
      const beforeMs = Math.max(0, timeMs - sample.sourceTimeMs);
      found.push({ sample, source: "guard", ageMs: beforeMs + nowMs - cameMs });
    }
    return found;
  }

  private oldestMs({ device, point }: PointRef): number {
    const { site } = this.options;
    const spec = findDevice(site, device);
    const scanMs = spec && (findPoint(spec, point)?.scanMs ?? spec.scanMs);
    return site.policy.freshness * (scanMs ?? 0);
  }
}
