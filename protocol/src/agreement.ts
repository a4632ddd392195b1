import { sameBytes, toHex } from "./bytes.ts";
import type { SealContext } from "./envelope.ts";
import { type CodedError, isCoded } from "./errors.ts";
import { openReading, type Reading } from "./reading.ts";
import { findDevice, type Site } from "./site.ts";
import type { Sample } from "./value.ts";
import type { Envelope } from "./wire.ts";

/**
 * A reading that the guard of its device signed. Throws READING_SIZE, READING_DECODE,
 * READING_SIGNATURE: whoever hands such a thing out has made it or not looked at it.
 */
export const openGuardReading = (
  context: SealContext,
  site: Site,
  envelope: Envelope,
  receivedMs: number,
): Reading | null => {
  const reading = openReading(context, envelope, receivedMs);
  const guard = findDevice(site, reading.device)?.guard;
  const key = site.guards.find(({ name }) => name === guard)?.key;
  return key === reading.guard ? reading : null;
};

interface Opened {
  readonly body: Uint8Array;
  readonly reading: Reading;
}

/**
 * Opens readings, each only once: all agents repeat what one guard signed, and they repeat it at
 * every question. Equal bytes give the very same reading.
 */
export class ReadingCache {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly kept: number;
  private readonly opened = new Map<string, Opened>();

  /** `kept`: readings that are remembered; the oldest go first. */
  constructor(site: Site, context: SealContext, kept: number) {
    this.site = site;
    this.context = context;
    this.kept = kept;
  }

  /** Null, or the error, when no guard of this site signed this for a device of its own. */
  open(envelope: Envelope, receivedMs: number): Reading | CodedError | null {
    const key = toHex(envelope.signature);
    const known = this.opened.get(key);
    if (known !== undefined && sameBytes(known.body, envelope.body)) return known.reading;
    try {
      const reading = openGuardReading(this.context, this.site, envelope, receivedMs);
      if (reading === null) return null;
      this.opened.set(key, { body: envelope.body, reading });
      if (this.opened.size > this.kept) this.opened.delete(this.opened.keys().next().value ?? "");
      return reading;
    } catch (error) {
      if (isCoded(error)) return error;
      throw error;
    }
  }
}

/** One thing that is said of a point, and who says it. */
export interface Said {
  readonly sample: Sample;
  /** When the guard signed it last, ms. */
  readonly timeMs: number;
  /** Roster indices. */
  readonly agents: ReadonlySet<number>;
}

/** Not by the reading's own time: a guard signs again for each agent that comes up. */
const isSame = (left: Sample, right: Sample): boolean =>
  left === right ||
  (left.sourceTimeMs === right.sourceTimeMs &&
    Object.is(left.value, right.value) &&
    left.quality === right.quality &&
    (left.reason ?? "") === (right.reason ?? ""));

interface Group extends Said {
  timeMs: number;
  readonly agents: Set<number>;
}

/** Who shows which readings: what each agent said last, for as long as it counts. */
export class ReadingViews {
  private readonly agents = new Map<number, readonly Reading[]>();
  private readonly stale = new Set<string>();

  /** Replaces what this agent said before. */
  set(agent: number, readings: readonly Reading[]): void {
    const before = this.agents.get(agent) ?? [];
    const same = new Set(before);
    if (readings.length === before.length && readings.every((one) => same.has(one))) return;
    this.touch(before);
    this.touch(readings);
    this.agents.set(agent, readings);
  }

  /** It does not answer any more. */
  clear(agent: number): void {
    this.touch(this.agents.get(agent) ?? []);
    this.agents.delete(agent);
  }

  has(agent: number): boolean {
    return this.agents.has(agent);
  }

  /** Newest sample of a point that this agent shows. */
  newest(agent: number, device: string, point: string): Sample | null {
    let best: { readonly timeMs: number; readonly sample: Sample } | null = null;
    for (const reading of this.agents.get(agent) ?? []) {
      if (reading.device !== device || reading.timeMs < (best?.timeMs ?? 0)) continue;
      const sample = reading.samples.find((one) => one.point === point);
      if (sample !== undefined) best = { timeMs: reading.timeMs, sample };
    }
    return best?.sample ?? null;
  }

  /** Devices of which something else is said than at the last call. */
  takeChanged(): string[] {
    const changed = [...this.stale];
    this.stale.clear();
    return changed;
  }

  /** What is said of each point of a device, newest first. */
  said(device: string): ReadonlyMap<string, readonly Said[]> {
    const points = new Map<string, Group[]>();
    for (const [reading, agents] of this.shown(device))
      for (const sample of reading.samples) {
        const groups = points.get(sample.point) ?? [];
        if (groups.length === 0) points.set(sample.point, groups);
        const group = groups.find((one) => isSame(one.sample, sample));
        if (group === undefined)
          groups.push({ sample, timeMs: reading.timeMs, agents: new Set(agents) });
        else {
          for (const agent of agents) group.agents.add(agent);
          group.timeMs = Math.max(group.timeMs, reading.timeMs);
        }
      }
    for (const groups of points.values()) groups.sort((one, other) => other.timeMs - one.timeMs);
    return points;
  }

  private shown(device: string): ReadonlyMap<Reading, readonly number[]> {
    const shown = new Map<Reading, number[]>();
    for (const [agent, readings] of this.agents)
      for (const reading of readings) {
        if (reading.device !== device) continue;
        const agents = shown.get(reading);
        if (agents === undefined) shown.set(reading, [agent]);
        else agents.push(agent);
      }
    return shown;
  }

  private touch(readings: readonly Reading[]): void {
    for (const { device } of readings) this.stale.add(device);
  }
}

/** The newest thing that `enough` agents say alike, or null: with f+1 of them one is honest. */
export const agreedOf = (said: readonly Said[], enough: number): Said | null =>
  said.find(({ agents }) => agents.size >= enough) ?? null;
