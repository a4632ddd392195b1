import type { Clock } from "@quorate/protocol";

/** What is to be done later, all of which ends together. */
export class Timers {
  private readonly clock: Clock;
  private readonly cancels = new Set<() => void>();
  private stopped = false;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  every(everyMs: number, action: () => void): void {
    this.after(everyMs, () => {
      action();
      this.every(everyMs, action);
    });
  }

  after(afterMs: number, action: () => void): void {
    if (this.stopped) return;
    const cancel = this.clock.after(afterMs, () => {
      this.cancels.delete(cancel);
      action();
    });
    this.cancels.add(cancel);
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
  }
}
