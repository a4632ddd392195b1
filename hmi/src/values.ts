import {
  agreedOf,
  type Envelope,
  faultsOf,
  type OwnReading,
  type PointValue,
  type Quality,
  type Reading,
  ReadingCache,
  ReadingViews,
  type Said,
  type Sample,
  type SealContext,
  type Site,
} from "@quorate/protocol";
import type { Lies } from "./lies.ts";
import { limits } from "./limits.ts";
import { OwnViews } from "./own-views.ts";
import type { Place } from "./place.ts";
import type { PointRow, PointState, QualityNumber } from "./shared/messages.ts";

/** Qualities as pages and history have them. */
export const qualities: Readonly<Record<Quality, QualityNumber>> = {
  ...{ bad: 0, uncertain: 1, good: 2 },
};

/** The agreed sample of one point, and whether the agents say the same now. */
interface Agreed {
  sample: Sample | null;
  /** Monotonic time at which another source time than before was agreed, ms. */
  advancedMs: number;
  /** Good values that f+1 agents hand out now, newest first. */
  values: readonly PointValue[];
  agree: number;
  /** f+1 agents say something and no f+1 the same. */
  contradicted: boolean;
}

const isEqual = (left: PointState, right: PointState): boolean =>
  left.length === right.length && left.every((part, index) => Object.is(part, right[index]));

/** Name of a point as people and files have it. */
export const pointName = (device: string, point: string): string => `${device}/${point}`;

/**
 * The points of a site as f+1 agents see them (docs/architecture.md, "Console"). Agents repeat what
 * guards signed: one that changes a value has no signature for it, and is named.
 */
export class Values {
  readonly places: readonly Place[];
  private readonly site: Site;
  private readonly lies: Lies;
  private readonly cache: ReadingCache;
  private readonly views = new ReadingViews();
  private readonly states: PointState[];
  private readonly agreed: Agreed[];
  readonly own: OwnViews;
  private readonly firstOf = new Map<string, number>();

  constructor(site: Site, context: SealContext, lies: Lies) {
    this.site = site;
    this.lies = lies;
    this.own = new OwnViews(site);
    this.cache = new ReadingCache(site, context, 64 + site.devices.length * 16);
    this.places = site.devices.flatMap((device) =>
      device.points.map((point) => {
        const scanMs = point.scanMs ?? device.scanMs;
        // A console sees a value a poll later than the agents do.
        return { device, point, staleMs: site.policy.freshness * scanMs + limits.pollMs };
      }),
    );
    let first = 0;
    for (const { name, points } of site.devices) {
      this.firstOf.set(name, first);
      first += points.length;
    }
    this.agreed = this.places.map(() => ({
      ...{ sample: null, advancedMs: 0, values: [], agree: 0, contradicted: false },
    }));
    this.states = this.places.map((_, index) => [index, null, 0, "NO_READING", 0, 0, 0]);
  }

  get all(): readonly PointState[] {
    return this.states;
  }

  indexOf(device: string, point: string): number {
    const first = this.firstOf.get(device);
    const spec = this.site.devices.find(({ name }) => name === device);
    const place = spec?.points.findIndex(({ name }) => name === point) ?? -1;
    return first === undefined || place < 0 ? -1 : first + place;
  }

  /** What one agent answered to the question for its readings. */
  take(agent: number, envelopes: readonly Envelope[], nowMs: number): void {
    const most = limits.readingsPerDevice * Math.max(1, this.site.devices.length);
    const readings: Reading[] = [];
    for (const envelope of envelopes.slice(0, most)) {
      const opened = this.cache.open(envelope, nowMs);
      if (opened !== null && "samples" in opened) readings.push(opened);
      else {
        const detail = opened === null ? "signed by no guard of its device" : opened.message;
        this.lies.add(agent, { code: "LIE_UNSIGNED", about: "readings", detail }, nowMs);
      }
    }
    this.views.set(agent, readings);
  }

  /** What one agent says that it reads of a device itself. */
  takeOwn(agent: number, reading: OwnReading, monotonicMs: number): void {
    const first = this.firstOf.get(reading.device);
    if (first === undefined) return;
    const places = this.places.slice(first).flatMap((place, index) =>
      place.device.name === reading.device
        ? [{ place, agreed: (this.agreed[first + index] as Agreed).values }]
        : [],
    );
    this.own.take(agent, reading, places, monotonicMs);
  }

  /** It does not answer: what it said last counts no more. */
  drop(agent: number): void {
    this.views.clear(agent);
    this.own.drop(agent);
  }

  /** Points whose state is another one than before; `siteMs` is the agents' time. */
  settle(siteMs: number, monotonicMs: number = performance.now()): PointState[] {
    for (const device of this.views.takeChanged()) this.agree(device, monotonicMs);
    const changed: PointState[] = [];
    this.places.forEach((place, index) => {
      const state = this.stateOf(index, place, { siteMs, monotonicMs });
      if (isEqual(state, this.states[index] as PointState)) return;
      this.states[index] = state;
      changed.push(state);
    });
    return changed;
  }

  table(index: number): PointRow[] {
    const place = this.places[index];
    if (place === undefined) return [];
    const name = pointName(place.device.name, place.point.name);
    const agreed = this.agreed[index]?.sample ?? null;
    return this.site.agents.map((_, agent): PointRow => {
      const sample = this.views.newest(agent, place.device.name, place.point.name);
      const lie = this.lies.codeAbout(agent, name) || this.lies.codeAbout(agent, "readings");
      return {
        ...{ agent, has: sample !== null, value: sample?.value ?? null, lie },
        quality: sample === null ? 0 : qualities[sample.quality],
        ...{ reason: sample?.reason ?? "", sourceMs: sample?.sourceTimeMs ?? 0 },
        // Its newest may be one scan further than what is agreed: that is no contradiction.
        agrees: sample !== null && agreed !== null && sample.sourceTimeMs >= agreed.sourceTimeMs,
      };
    });
  }

  private agree(device: string, monotonicMs: number): void {
    const first = this.firstOf.get(device);
    const spec = this.site.devices.find(({ name }) => name === device);
    if (first === undefined || spec === undefined) return;
    const said = this.views.said(device);
    spec.points.forEach(({ name }, place) =>
      this.agreePoint(this.agreed[first + place] as Agreed, said.get(name) ?? [], monotonicMs),
    );
  }

  private agreePoint(agreed: Agreed, said: readonly Said[], monotonicMs: number): void {
    const enough = faultsOf(this.site.agents.length) + 1;
    const found = agreedOf(said, enough);
    const speaking = new Set(said.flatMap(({ agents }) => [...agents])).size;
    agreed.contradicted = found === null && speaking >= enough;
    agreed.agree = found?.agents.size ?? Math.max(0, ...said.map(({ agents }) => agents.size));
    agreed.values = said.flatMap(({ agents, sample: { value, quality } }) =>
      agents.size < enough || value === null || quality !== "good" ? [] : [value],
    );
    if (found === null) return;
    if (found.sample.sourceTimeMs !== agreed.sample?.sourceTimeMs) agreed.advancedMs = monotonicMs;
    agreed.sample = found.sample;
  }

  private stateOf(
    index: number,
    place: Place,
    { siteMs, monotonicMs }: { readonly siteMs: number; readonly monotonicMs: number },
  ): PointState {
    const { sample, advancedMs, agree, contradicted } = this.agreed[index] as Agreed;
    if (contradicted) return [index, null, 0, "NOT_AGREED", 0, agree, 0];
    if (sample === null) return [index, null, 0, "NO_READING", 0, agree, 0];
    const { value, sourceTimeMs } = sample;
    if (sourceTimeMs - siteMs > this.site.policy.clockDriftMs) {
      const reason = sample.quality === "bad" ? (sample.reason ?? "CLOCK_AHEAD") : "CLOCK_AHEAD";
      return [index, value, 0, reason, sourceTimeMs, agree, 1];
    }
    // A clock that is ahead, or stands, makes no value fresh that does not come again.
    const isOld = siteMs - sourceTimeMs > place.staleMs;
    if (isOld || monotonicMs - advancedMs > place.staleMs) {
      const reason = sample.quality === "good" ? "STALE" : (sample.reason ?? "STALE");
      return [index, value, 0, reason, sourceTimeMs, agree, 1];
    }
    const quality = qualities[sample.quality];
    const reason = sample.reason ?? "";
    if (sample.quality !== "good") return [index, value, quality, reason, sourceTimeMs, agree, 1];
    const { alike, readers } = this.own.count(place, monotonicMs);
    const sources = 1 + alike;
    return readers === alike
      ? [index, value, quality, reason, sourceTimeMs, agree, sources]
      : [index, value, quality, reason, sourceTimeMs, agree, sources, 1 + readers];
  }
}
