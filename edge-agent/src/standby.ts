import { type Hex, limits } from "@quorate/protocol";
import type { Pooled } from "./command.ts";
import type { Core } from "./core.ts";
import type { Timers } from "./timers.ts";

/**
 * The place of one of n agents where all are given the same: its hash says who is the first, and
 * those to whom this one has no link do not count. Agents need not agree on it.
 */
export const placeOf = (
  id: Hex,
  self: number,
  n: number,
  isUp: (agent: number) => boolean,
): number => {
  const first = Number.parseInt(id.slice(0, 8), 16) % n;
  let place = 0;
  for (let agent = first; agent !== self; agent = (agent + 1) % n) if (isUp(agent)) place += 1;
  return place;
};

export interface StandbyHost {
  /** Whether there is a link to this agent. */
  readonly isUp: (agent: number) => boolean;
  /** Something new waits for an own event. */
  steppedIn(): void;
}

/**
 * Several agents are given the same command, and all of them the same report, because any of them
 * may be hostile. All but the first leave it to those before them for a while: carried by all, it
 * costs every agent so many times its bytes, its decoding and its room. Each steps in on its own.
 */
export class Standby {
  private readonly core: Core;
  private readonly timers: Timers;
  private readonly host: StandbyHost;

  constructor(core: Core, timers: Timers, host: StandbyHost) {
    this.core = core;
    this.timers = timers;
    this.host = host;
  }

  /** `place`: how many agents were given it before this one. What this agent has promised. */
  add(item: Pooled, place: number): void {
    const { pool, unordered, machine } = this.core;
    // An event that everybody builds on took it out meanwhile; a branch leaves it there (S8).
    const isCarried = unordered.has(item.id) && !pool.has(item.id);
    if (isCarried || machine.state.hasSeen(item.id)) return pool.drop(item.id);
    if (!this.waitsFor(place)) return pool.add(item);
    pool.standBy(item);
    this.stepInLater(item.id, place);
  }

  /**
   * What all agents are given, by one who says it again until it is ordered. False when there is no
   * room for it.
   */
  offer(item: Pooled): boolean {
    const { pool, self, site } = this.core;
    if (pool.has(item.id)) return true;
    const place = placeOf(item.id, self, site.agents.length, this.host.isUp);
    const waits = this.waitsFor(place);
    if (!pool.offer(item, waits)) return false;
    if (waits) this.stepInLater(item.id, place);
    return true;
  }

  /** While nothing is on its way there is time for all of them, and the quickest is the best. */
  private waitsFor(place: number): boolean {
    return place > 0 && this.core.unordered.size > 0;
  }

  private stepInLater(id: Hex, place: number): void {
    const places = Math.min(place, this.core.site.agents.length - 1);
    this.timers.after(places * limits.standbyMs, () => {
      if (this.core.pool.stepIn(id)) this.host.steppedIn();
    });
  }
}
