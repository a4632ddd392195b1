import type { ReadableRecordLog } from "@quorate/protocol";

/**
 * Actions that must not be seen before what was written ahead of them is on the disk (S6). Whatever
 * comes in while a sync runs shares the next one.
 */
export class Durable {
  private readonly records: ReadableRecordLog;
  private readonly failed: (error: Error) => void;
  private readonly actions: (() => void)[] = [];
  private syncing = false;
  private stopped = false;

  constructor(records: ReadableRecordLog, failed: (error: Error) => void) {
    this.records = records;
    this.failed = failed;
  }

  append(record: Uint8Array): number {
    return this.records.append(record);
  }

  /** Runs `action` once everything appended up to now is durable; never after a failed sync. */
  then(action: () => void): void {
    this.actions.push(action);
    if (!this.syncing) this.sync();
  }

  stop(): void {
    this.stopped = true;
  }

  private sync(): void {
    const actions = this.actions.splice(0);
    this.syncing = true;
    this.records.sync((error) => {
      this.syncing = false;
      if (this.stopped) return;
      if (error !== null) {
        this.stopped = true;
        this.failed(error);
        return;
      }
      for (const action of actions) action();
      if (this.actions.length > 0 && !this.syncing) this.sync();
    });
  }
}
