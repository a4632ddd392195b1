import type { Clock, SegmentedLog } from "@quorate/protocol";

/** Between two attempts to write on a disk that failed, ms: at first and at most. */
const retryMs = [250, 15_000] as const;

export interface DurableHost {
  /** The disk takes nothing: nobody may rely on what was appended. */
  failed(error: Error): void;
  /** Everything appended is durable again. */
  recovered(): void;
}

/**
 * Actions that must not be seen before what was written ahead of them is on the disk (S6). Whatever
 * comes in while a sync runs shares the next one. While the disk fails they wait, and it is tried
 * again and again.
 */
export class Durable {
  private readonly records: SegmentedLog;
  private readonly clock: Clock;
  private readonly host: DurableHost;
  private readonly actions: (() => void)[] = [];
  private syncing = false;
  private stopped = false;
  private delayMs = 0;
  private cancelRetry: () => void = () => {};

  constructor(records: SegmentedLog, clock: Clock, host: DurableHost) {
    this.records = records;
    this.clock = clock;
    this.host = host;
  }

  /** The last attempt to write failed. */
  get isFailing(): boolean {
    return this.delayMs > 0;
  }

  /** What waits for the disk has reached its bound (S9): nothing more can be taken. */
  get isFull(): boolean {
    return this.records.isFull;
  }

  append(record: Uint8Array): number {
    return this.records.append(record);
  }

  /** Runs `action` once everything appended up to now is durable. */
  then(action: () => void): void {
    this.actions.push(action);
    if (!this.syncing) this.sync();
  }

  stop(): void {
    this.stopped = true;
    this.cancelRetry();
  }

  private sync(): void {
    const actions = this.actions.splice(0);
    this.syncing = true;
    this.records.sync((error) => this.synced(error, actions));
  }

  private synced(error: Error | null, actions: readonly (() => void)[]): void {
    if (this.stopped) return;
    if (error !== null) {
      this.actions.unshift(...actions);
      this.host.failed(error);
      this.retry();
      return;
    }
    this.syncing = false;
    if (this.isFailing) {
      this.delayMs = 0;
      this.host.recovered();
    }
    for (const action of actions) action();
    if (this.actions.length > 0 && !this.syncing) this.sync();
  }

  private retry(): void {
    this.delayMs = Math.min(Math.max(2 * this.delayMs, retryMs[0]), retryMs[1]);
    this.cancelRetry = this.clock.after(this.delayMs, () => {
      const actions = this.actions.splice(0);
      this.records.recover((error) => this.synced(error, actions));
    });
  }
}
