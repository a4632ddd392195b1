import type { Clock, Log, RecordLog, Report } from "@quorate/protocol";

/** The guard's whole edge to the world, its links and adapters aside. */
export interface GuardIo {
  readonly clock: Clock;
  /** The fence file (S4). */
  readonly fence: RecordLog;
  /** Unpredictable bytes. */
  random(bytes: number): Uint8Array;
  readonly log: Log;
  /** Adds one to the counter that is named by the code. */
  count(code: string): void;
  /** A command ended, and that is durable. */
  ended?(device: string, outcome: Report["outcome"]): void;
}
