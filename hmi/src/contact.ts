import { faultsOf } from "@quorate/protocol";
import { limits } from "./limits.ts";
import type { LinkView, TickMessage } from "./shared/messages.ts";

interface Heard {
  /** Monotonic time of its last answer, ms. */
  atMs: number;
  /** Its clock less this machine's, ms; null before it has told its clock. */
  offsetMs: number | null;
  /** Round trip of its last answer, ms. */
  lagMs: number;
}

const middle = (numbers: readonly number[]): number | null =>
  [...numbers].sort((left, right) => left - right)[numbers.length >> 1] ?? null;

/** The workstation's clock is no further off its monotonic one than this within a look, ms. */
const steadyMs = 1000;

/**
 * Who of the agents answers, since when, and what time they have. One counts from when it has told
 * its clock: by another one nothing is fresh or stale.
 */
export class Contact {
  private readonly heard: (Heard | null)[];
  private readonly needed: number;
  private state: LinkView["state"] = "starting";
  private sinceMs: number;
  /** From when an outage is filled is counted by it as well. */
  private lastOffsetMs = 0;
  /** The workstation's clock less its monotonic one at the last look, ms. */
  private apartMs: number | null = null;

  constructor(agents: number, nowMs: number) {
    this.heard = Array.from({ length: agents }, () => null);
    this.needed = faultsOf(agents) + 1;
    this.sinceMs = nowMs;
  }

  answered(agent: number, monotonicMs: number, lagMs: number): void {
    const offsetMs = this.heard[agent]?.offsetMs ?? null;
    this.heard[agent] = { atMs: monotonicMs, offsetMs, lagMs };
  }

  /** `clockMs`: what it said its clock was, half a round trip ago. */
  toldClock(agent: number, clockMs: number, nowMs: number): void {
    const heard = this.heard[agent];
    if (heard != null) heard.offsetMs = clockMs + heard.lagMs / 2 - nowMs;
  }

  /**
   * Call often. A clock that was set, or a machine that slept: how far the agents' clocks are from
   * this one is not known any more, and they have to tell it again.
   */
  look(monotonicMs: number, nowMs: number): void {
    const beforeMs = this.apartMs;
    this.apartMs = nowMs - monotonicMs;
    if (beforeMs === null || Math.abs(this.apartMs - beforeMs) < steadyMs) return;
    for (const heard of this.heard) if (heard !== null) heard.offsetMs = null;
  }

  /** Its link is gone: it does not count from now on. */
  lost(agent: number): void {
    this.heard[agent] = null;
  }

  answers(agent: number, monotonicMs: number): boolean {
    const heard = this.heard[agent];
    const isKnown = heard != null && heard.offsetMs !== null;
    return isKnown && monotonicMs - heard.atMs <= limits.contactMs;
  }

  /** Agents that answer, by roster index. */
  answering(monotonicMs: number): number[] {
    return this.heard.flatMap((_, agent) => (this.answers(agent, monotonicMs) ? [agent] : []));
  }

  link(monotonicMs: number, nowMs: number, missing: string): LinkView {
    const answering = this.answering(monotonicMs).length;
    const starting = this.state === "starting" ? "starting" : "lost";
    const state = answering >= this.needed ? "live" : starting;
    if (state !== this.state) this.sinceMs = nowMs;
    this.state = state;
    return { state, answering, needed: this.needed, sinceMs: this.sinceMs, missing };
  }

  /** The agents' time: one workstation's clock must not make a plant look stale, or fresh. */
  tick(monotonicMs: number, nowMs: number): Omit<TickMessage, "kind"> {
    const heard = this.answering(monotonicMs).flatMap((agent) => this.heard[agent] ?? []);
    const offset = middle(heard.flatMap(({ offsetMs }) => offsetMs ?? []));
    const lags = heard.map(({ lagMs }) => lagMs).sort((left, right) => left - right);
    this.lastOffsetMs = offset ?? this.lastOffsetMs;
    return {
      ...{ serverMs: nowMs, siteMs: Math.round(nowMs + this.lastOffsetMs) },
      skewMs: offset === null ? null : Math.round(-offset),
      lagMs: lags[this.needed - 1] === undefined ? null : Math.round(lags[this.needed - 1] ?? 0),
    };
  }
}
