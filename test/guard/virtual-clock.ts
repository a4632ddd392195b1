import type { Clock } from "@quorate/protocol";

/** 2026-01-01T00:00:00Z in milliseconds: when every test begins. */
export const beginMs = 1_767_225_600_000;

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly action: () => void;
}

/** Time that passes only when a test says so. */
export class VirtualClock implements Clock {
  /** What the wall clock shows beyond monotonic time. */
  offsetMs = beginMs;
  private nowMs = 0;
  private made = 0;
  private timers: Timer[] = [];

  nowUs(): number {
    return Math.floor((this.nowMs + this.offsetMs) * 1000);
  }

  monotonicMs(): number {
    return this.nowMs;
  }

  after(delayMs: number, action: () => void): () => void {
    this.made += 1;
    const timer = { atMs: this.nowMs + delayMs, order: this.made, action };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Runs everything that falls due, promises in between included. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    await settled();
    for (;;) {
      const due = this.timers.filter(({ atMs }) => atMs <= untilMs);
      const next = due.sort((left, right) => left.atMs - right.atMs || left.order - right.order)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.action();
      await settled();
    }
    this.nowMs = untilMs;
  }
}

/** Lets promises that are ready run; nothing in these tests waits for anything else. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 32; turn += 1) await Promise.resolve();
};
