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

/** Who of the agents answers, since when, and what time they have. */
export class Contact {
  private readonly heard: (Heard | null)[];
  private readonly needed: number;
  private state: LinkView["state"] = "starting";
  private sinceMs: number;

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

  /** Its link is gone: it does not count from now on. */
  lost(agent: number): void {
    this.heard[agent] = null;
  }

  answers(agent: number, monotonicMs: number): boolean {
    const heard = this.heard[agent];
    return heard != null && monotonicMs - heard.atMs <= limits.contactMs;
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
    return {
      ...{ serverMs: nowMs, siteMs: Math.round(nowMs + (offset ?? 0)) },
      skewMs: offset === null ? null : Math.round(-offset),
      lagMs: lags[this.needed - 1] === undefined ? null : Math.round(lags[this.needed - 1] ?? 0),
    };
  }
}
