import type { Log } from "../io.ts";

/** How often each coded event of a process happened; logged now and then, while they change. */
export class Counters {
  private readonly stage: string;
  private readonly code: string;
  private readonly counts = new Map<string, number>();
  private changed = false;

  /** Of the line that tells them. */
  constructor(stage: string, code: string) {
    this.stage = stage;
    this.code = code;
  }

  add(code: string): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
    this.changed = true;
  }

  get all(): Iterable<readonly [string, number]> {
    return this.counts;
  }

  tell(log: Log): void {
    if (!this.changed) return;
    this.changed = false;
    log.info(this.stage, this.code, Object.fromEntries(this.counts));
  }
}
