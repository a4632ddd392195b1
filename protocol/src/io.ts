/**
 * The edge to the world that agents and guards are given, so that the simulator can give them
 * another one. Everything else they do is a function of what comes in through here.
 */
export interface Clock {
  /** Wall clock, integer microseconds since 1970; may step in either direction. */
  nowUs(): number;
  /** Milliseconds that never go back; no meaning across a restart. */
  monotonicMs(): number;
  /** Runs `action` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, action: () => void): () => void;
}

/** An append-only file of records (docs/wire.md, "Files"). */
export interface RecordLog {
  /** Adds a record behind the others; durable only once a later `sync` has answered. */
  append(payload: Uint8Array): void;
  /** Calls back when everything appended so far is durable, or with the error that prevented it. */
  sync(done: (error: Error | null) => void): void;
}

/** A record log whose records can be read again by the position that `append` answered. */
export interface ReadableRecordLog extends RecordLog {
  append(payload: Uint8Array): number;
  readAt(position: number): Uint8Array;
}

/** Records in segments: the old ones can go, and a disk that failed can be tried again. */
export interface SegmentedLog extends ReadableRecordLog {
  /** The position that the next record gets. */
  readonly end: number;
  /** Bytes that wait for a disk that takes nothing have reached their bound. */
  readonly isFull: boolean;
  /** Deletes what lies before this position, as far as whole segments do. */
  dropBefore(position: number): void;
  /** After a failed sync: writes what was not durable anew, behind what was. */
  recover(done: (error: Error | null) => void): void;
}

/** One authenticated link, already up. */
export interface FrameLink {
  /** Bytes that were sent and have not left yet. */
  readonly waitingBytes: number;
  /** False when the link is gone or its queue is full; the frame is then lost. */
  send(frame: Uint8Array): boolean;
  close(code: string): void;
}

/** Structured log lines: the noun as stage, a coded event, its facts. */
export interface Log {
  info(stage: string, code: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(stage: string, code: string, facts?: Readonly<Record<string, unknown>>): void;
}
