import {
  countSources,
  type OwnReading,
  type PointValue,
  readPathOf,
  type Site,
} from "@quorate/protocol";
import { limits } from "./limits.ts";
import type { Place } from "./place.ts";

interface Seen {
  /** Its value was the agreed one when it was told. */
  readonly isAlike: boolean;
  /** By this machine's monotonic clock, when the device had it, ms. */
  readonly hadMs: number;
}

/** Connections of agents to a device, besides the guard's. */
export interface OwnCount {
  readonly alike: number;
  readonly readers: number;
}

const none: OwnCount = { alike: 0, readers: 0 };

/**
 * What agents read of devices themselves, weighed as it comes in: a value that moves would be
 * another one by the time that the next agent has answered (docs/wire.md, "Own readings").
 */
export class OwnViews {
  /** Devices to which agents have connections of their own. */
  readonly devices: ReadonlySet<string>;
  private readonly site: Site;
  /** By agent, then `DEVICE/POINT`. */
  private readonly seen = new Map<number, Map<string, Seen>>();

  constructor(site: Site) {
    this.site = site;
    const direct = site.devices.filter((device) => readPathOf(site, device)?.direct === true);
    this.devices = new Set(direct.map(({ name }) => name));
  }

  /** `agreed`: what the guard's readings say, good values alone. */
  take(
    agent: number,
    { device, samples }: OwnReading,
    places: readonly { readonly place: Place; readonly agreed: readonly PointValue[] }[],
    nowMs: number,
  ): void {
    const seen = this.seen.get(agent) ?? new Map<string, Seen>();
    this.seen.set(agent, seen);
    for (const { place, agreed } of places) {
      const name = `${device}/${place.point.name}`;
      const own = samples.get(place.point.name);
      if (own === undefined) continue;
      const one = { site: this.site, device: place.device, point: place.point, own: [own] };
      const { sources, readers } = countSources({ ...one, agreed });
      const guard = agreed.length > 0 ? 1 : 0;
      if (readers === guard) seen.delete(name);
      else seen.set(name, { isAlike: sources > guard, hadMs: nowMs - own.ageMs });
    }
  }

  drop(agent: number): void {
    this.seen.delete(agent);
  }

  count({ device, point, staleMs }: Place, nowMs: number): OwnCount {
    if (!this.devices.has(device.name)) return none;
    const name = `${device.name}/${point.name}`;
    let [alike, readers] = [0, 0];
    for (const seen of this.seen.values()) {
      const one = seen.get(name);
      if (one === undefined || nowMs - one.hadMs > staleMs + limits.ownMs) continue;
      readers += 1;
      if (one.isAlike) alike += 1;
    }
    return { alike, readers };
  }
}
