import {
  encodeFrame,
  type Envelope,
  faultsOf,
  type Outcome,
  type PointOutcome,
} from "@quorate/protocol";
import type { Garbage } from "./garbage.ts";
import type { GuardIo } from "./io.ts";
import { guardLimits } from "./limits.ts";

/** How a command ends, from the codes of its points: the first that is not empty speaks for all. */
export const outcomeOf = (
  points: readonly PointOutcome[],
): { outcome: Outcome; code: string } => {
  const code = points.find((point) => point.code !== "")?.code ?? "";
  return { outcome: code === "" ? "confirmed" : "failed", code };
};

/** What a closing verdict makes of a command that was not attempted. */
export const outcomeOfClosing = (code: string): Outcome => {
  if (code === "POLICY_EXPIRED") return "expired";
  return /(^|_)VETOED$/.test(code) ? "refused" : "skipped";
};

interface Pending {
  /** The same bytes for every agent and every time. */
  readonly frame: Uint8Array;
  /** When it was sent to each agent on the link that is up, monotonic. */
  readonly sent: Map<number, number>;
  readonly ordered: Set<number>;
  backOffMs: number;
  nextMs: number;
}

export interface ReporterOptions {
  readonly io: GuardIo;
  readonly garbage: Garbage;
  readonly agents: number;
  readonly up: () => readonly number[];
  readonly send: (agent: number, frame: Uint8Array) => boolean;
  /** f+1 agents have ordered it: at least one of them is honest. */
  readonly onOrdered: (device: string, sequence: number) => void;
}

/** Sends durable reports again and again until f+1 agents have ordered them (S8). */
export class Reporter {
  private readonly options: ReporterOptions;
  private readonly pending = new Map<string, Pending>();
  private cancelTimer: () => void = () => {};
  /** What the timer waits for, monotonic. */
  private armedMs = Number.POSITIVE_INFINITY;
  private stopped = false;

  constructor(options: ReporterOptions) {
    this.options = options;
  }

  get pendingCount(): number {
    return this.pending.size;
  }

  isPending(device: string, sequence: number): boolean {
    return this.pending.has(`${device}/${sequence}`);
  }

  /** To everybody, once: news that end nothing. */
  tell(report: Envelope): void {
    const frame = encodeFrame({ report });
    for (const agent of this.options.up()) this.options.send(agent, frame);
  }

  /** A report that is durable; one of the same command is replaced by it. */
  add(device: string, sequence: number, report: Envelope): void {
    const now = this.options.io.clock.monotonicMs();
    const backOffMs = guardLimits.resendMinMs;
    const key = `${device}/${sequence}`;
    const pending: Pending = {
      ...{ frame: encodeFrame({ report }), backOffMs, nextMs: now + backOffMs },
      ...{ sent: new Map<number, number>(), ordered: new Set<number>() },
    };
    this.pending.delete(key);
    this.pending.set(key, pending);
    if (this.pending.size > guardLimits.pendingReports) {
      this.options.garbage.drop("report", "REPORT_OVERFLOW");
      this.pending.delete(this.pending.keys().next().value as string);
    }
    for (const agent of this.options.up()) this.sendTo(agent, pending, now);
    this.schedule(pending.nextMs);
  }

  /**
   * An agent seems not to know the report: sent again unless that was just done. False when it is
   * not held here.
   */
  nudge(agent: number, device: string, sequence: number): boolean {
    const pending = this.pending.get(`${device}/${sequence}`);
    if (pending === undefined) return false;
    const now = this.options.io.clock.monotonicMs();
    const sentMs = pending.sent.get(agent) ?? Number.NEGATIVE_INFINITY;
    const isDue = now - sentMs >= guardLimits.resendMinMs && !pending.ordered.has(agent);
    if (isDue) this.sendTo(agent, pending, now);
    return true;
  }

  /** The oldest; all of them could pass what a link takes, and the timer says the others again. */
  agentUp(agent: number): void {
    const now = this.options.io.clock.monotonicMs();
    const lacking = [...this.pending.values()].filter(({ ordered }) => !ordered.has(agent));
    for (const pending of lacking.slice(0, guardLimits.linkUpReports))
      this.sendTo(agent, pending, now);
  }

  agentDown(agent: number): void {
    for (const pending of this.pending.values()) pending.sent.delete(agent);
  }

  /** Exact: reports end in another order than commands begin, so one does not speak for others. */
  ordered(agent: number, device: string, sequence: number): void {
    const key = `${device}/${sequence}`;
    const pending = this.pending.get(key);
    if (pending === undefined) return;
    pending.ordered.add(agent);
    if (pending.ordered.size <= faultsOf(this.options.agents)) return;
    this.pending.delete(key);
    this.options.onOrdered(device, sequence);
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer();
  }

  private sendTo(agent: number, pending: Pending, now: number): void {
    if (this.options.send(agent, pending.frame)) pending.sent.set(agent, now);
  }

  /** One that came just now is due before those that were said often. */
  private schedule(dueMs: number): void {
    if (this.stopped || dueMs >= this.armedMs) return;
    const { clock } = this.options.io;
    this.cancelTimer();
    this.armedMs = dueMs;
    const waitMs = Math.max(dueMs - clock.monotonicMs(), guardLimits.resendPauseMs);
    this.cancelTimer = clock.after(waitMs, () => {
      this.armedMs = Number.POSITIVE_INFINITY;
      this.resend();
      let nextMs = Number.POSITIVE_INFINITY;
      for (const pending of this.pending.values()) nextMs = Math.min(nextMs, pending.nextMs);
      this.schedule(nextMs);
    });
  }

  /**
   * The longest due first, and no more than a few: where the order is slow, agents that are sent
   * everything again and again become slower still.
   */
  private resend(): void {
    const now = this.options.io.clock.monotonicMs();
    const due = [...this.pending.values()].filter(({ nextMs }) => nextMs <= now);
    due.sort((left, right) => left.nextMs - right.nextMs);
    for (const pending of due.slice(0, guardLimits.resendReports)) {
      for (const agent of this.options.up())
        if (!pending.ordered.has(agent)) this.sendTo(agent, pending, now);
      pending.backOffMs = Math.min(2 * pending.backOffMs, guardLimits.resendMaxMs);
      pending.nextMs = now + pending.backOffMs;
    }
  }
}
