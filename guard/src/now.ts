import { faultsOf, type Frame, sameBytes } from "@quorate/protocol";
import type { Garbage } from "./garbage.ts";
import type { GuardIo } from "./io.ts";
import { guardLimits } from "./limits.ts";

interface Request {
  readonly nonce: Uint8Array;
  readonly sentMs: number;
  /** Agents that were asked and have not answered. */
  readonly open: Set<number>;
}

interface Answer {
  readonly clockUs: number;
  /** When its request was sent, monotonic. */
  readonly sentMs: number;
}

export interface AgentClocksOptions {
  readonly io: GuardIo;
  readonly garbage: Garbage;
  readonly agents: number;
  /** Agents with a link. */
  readonly up: () => readonly number[];
  readonly send: (agent: number, frame: Frame) => void;
  /** Called when an answer came: what waited for the clock may go on. */
  readonly onAnswer: () => void;
}

/**
 * S5: what time it is, as far as the guard may believe it. A clock of its own that was set back
 * cannot revive an old certificate, and f lying agents cannot move it past an honest clock.
 */
export class AgentClocks {
  private readonly options: AgentClocksOptions;
  private readonly answers = new Map<number, Answer>();
  private requests: Request[] = [];
  /** What n-f agents said last, microseconds since 1970, and when, monotonic. */
  private known: { readonly agreedUs: number; readonly atMs: number } | null = null;

  constructor(options: AgentClocksOptions) {
    this.options = options;
  }

  /** Asks all agents that have a link, or the one that has just got one. */
  ask(agents: readonly number[] = this.options.up()): void {
    const { io, send } = this.options;
    const sentMs = io.clock.monotonicMs();
    const fresh = this.requests.filter((old) => sentMs - old.sentMs <= guardLimits.clockFreshMs);
    this.requests = fresh.slice(1 - guardLimits.clockRequests);
    if (agents.length === 0) return;
    const nonce = io.random(16);
    this.requests.push({ nonce, sentMs, open: new Set(agents) });
    for (const agent of agents) send(agent, { clockRequest: { nonce } });
  }

  answered(agent: number, nonce: Uint8Array, clockUs: number): void {
    const { io, garbage, onAnswer } = this.options;
    const request = this.requests.find((sent) => sameBytes(sent.nonce, nonce));
    const ageMs = io.clock.monotonicMs() - (request?.sentMs ?? 0);
    if (!request?.open.has(agent) || ageMs > guardLimits.clockFreshMs) {
      garbage.drop("actuation", "CLOCK_NONCE", { agent });
      return;
    }
    if (!Number.isSafeInteger(clockUs) || clockUs <= 0) {
      garbage.drop("actuation", "CLOCK_RANGE", { agent, clockUs });
      return;
    }
    request.open.delete(agent);
    const known = this.answers.get(agent);
    if (known === undefined || known.sentMs <= request.sentMs)
      this.answers.set(agent, { clockUs, sentMs: request.sentMs });
    onAnswer();
  }

  /** Agents whose clock counts now. */
  get fresh(): number {
    const now = this.options.io.clock.monotonicMs();
    const ages = [...this.answers.values()].map(({ sentMs }) => now - sentMs);
    return ages.filter((ageMs) => ageMs <= guardLimits.clockFreshMs).length;
  }

  /**
   * Microseconds since 1970; null while fewer than n-f agents have answered in time, or will have
   * in `leftMs`.
   */
  nowUs(leftMs = 0): number | null {
    const agreedUs = this.agreedUs(leftMs);
    return agreedUs === null ? null : Math.max(this.options.io.clock.nowUs(), agreedUs);
  }

  /** For the time stamps of reports: the best there is, milliseconds since 1970. */
  stampMs(): number {
    return Math.floor((this.nowUs() ?? this.options.io.clock.nowUs()) / 1000);
  }

  /**
   * For the time stamps of readings, milliseconds since 1970: the own clock, but none later than
   * what n-f agents said last, aged by the monotonic clock. It may go back.
   */
  readingMs(): number {
    const { clock } = this.options.io;
    const agreedUs = this.agreedUs();
    const atMs = clock.monotonicMs();
    if (agreedUs !== null) this.known = { agreedUs, atMs };
    const { known } = this;
    if (known === null) return this.ownMs();
    const mostUs = known.agreedUs + (atMs - known.atMs) * 1000;
    return Math.min(this.ownMs(), Math.floor(mostUs / 1000));
  }

  /** The guard's own clock, milliseconds since 1970. */
  ownMs(): number {
    return Math.floor(this.options.io.clock.nowUs() / 1000);
  }

  /** The (f+1)-th highest of the agents' clocks: no earlier and no later than honest ones. */
  private agreedUs(leftMs = 0): number | null {
    const { io, agents } = this.options;
    const now = io.clock.monotonicMs();
    const clocks: number[] = [];
    for (const { clockUs, sentMs } of this.answers.values()) {
      const ageMs = now - sentMs;
      if (ageMs + leftMs <= guardLimits.clockFreshMs) clocks.push(clockUs + ageMs * 1000);
    }
    const faults = faultsOf(agents);
    if (clocks.length < agents - faults) return null;
    return clocks.sort((left, right) => right - left)[faults] as number;
  }
}
