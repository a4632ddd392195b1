import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CodedError, codeOf } from "../errors.ts";
import type { SegmentedLog } from "../io.ts";
import { makePrivateFolder, remedyForDisk } from "./durable-fs.ts";
import { openRecordFile, type RecordDisk, type RecordFile, type TornTail } from "./record-file.ts";
import { headBytes, recordHeadBytes } from "./record-format.ts";

/** Bounds of a segmented log, bytes (S9). */
export const segmentLimits = {
  /** A segment that has so many is followed by a new one. */
  segmentBytes: 8 * 1024 * 1024,
  /** Records that wait in memory for a disk that takes nothing. */
  heldBytes: 64 * 1024 * 1024,
} as const;

export interface RecordSegmentsOptions {
  readonly onRecord?: (payload: Uint8Array, position: number) => void;
  readonly limits?: Partial<{ readonly [name in keyof typeof segmentLimits]: number }>;
  readonly disk?: RecordDisk;
}

interface Segment {
  readonly number: number;
  readonly file: RecordFile;
  /** What the positions in its file are less than those of the log. */
  readonly base: number;
}

interface Held {
  readonly position: number;
  readonly payload: Uint8Array;
}

type Done = (error: Error | null) => void;

const digits = 8;
const bytesOf = (payload: Uint8Array): number => recordHeadBytes + payload.length;

/**
 * A log of records in files `NAME-00000001.log`, `NAME-00000002.log`, ... (docs/wire.md, "Files").
 * Positions count through all of them and mean nothing in another run.
 *
 * A new segment is begun only when all of the one before is durable, so what is missing at the end
 * of a segment that is not the last one was written again in the next: after a disk failed, or had
 * no room, whatever had no answer goes into a new segment, because nobody knows what a file has
 * after a failed sync.
 */
export class RecordSegments implements SegmentedLog {
  /** What opening the segments had to cut off. */
  readonly torn: readonly TornTail[];
  /** False when earlier segments were deleted. */
  readonly isWhole: boolean;
  private readonly folder: string;
  private readonly name: string;
  private readonly limits: { readonly [name in keyof typeof segmentLimits]: number };
  private readonly disk: RecordDisk | undefined;
  private readonly segments: Segment[];
  /** Appended, and no sync has answered for it. */
  private undurable: Held[] = [];
  private undurableBytes = 0;
  private position: number;
  private failure: Error | null = null;
  /** Syncs that wait until a new segment is there; null when none is on its way. */
  private turning: Done[] | null = null;

  constructor(folder: string, name: string, options: RecordSegmentsOptions) {
    this.folder = folder;
    this.name = name;
    this.limits = { ...segmentLimits, ...options.limits };
    this.disk = options.disk;
    this.segments = openSegments(folder, name, options);
    this.isWhole = this.segments[0]?.number === 1;
    this.torn = this.segments.flatMap(({ file }) => (file.torn === null ? [] : [file.torn]));
    const { base, file } = this.last;
    this.position = base + file.size;
  }

  get end(): number {
    return this.position;
  }

  get isFull(): boolean {
    return this.undurableBytes > this.limits.heldBytes;
  }

  /** Bytes on the disk, all segments. */
  get size(): number {
    return this.segments.reduce((sum, { file }) => sum + file.size, 0);
  }

  append(payload: Uint8Array): number {
    const { position } = this;
    // Whoever appends a little before it looks at `isFull` again still can.
    if (this.undurableBytes > 2 * this.limits.heldBytes)
      throw new CodedError("RECORD_BACKLOG", `${this.name}: too much waits for the disk`);
    this.position += bytesOf(payload);
    this.undurable.push({ position, payload });
    this.undurableBytes += payload.length;
    if (this.failure === null && this.turning === null) {
      this.last.file.append(payload);
      if (this.last.file.size >= this.limits.segmentBytes) this.turn();
    }
    return position;
  }

  readAt(position: number): Uint8Array {
    const waiting = this.undurable.find((held) => held.position === position);
    if (waiting !== undefined) return Uint8Array.from(waiting.payload);
    const segment = this.segments.findLast(({ base }) => base + headBytes <= position);
    if (segment !== undefined) return segment.file.readAt(position - segment.base);
    throw new CodedError("RECORD_DAMAGED", `${this.name}: nothing is at ${position} any more`);
  }

  sync(done: Done): void {
    const { failure } = this;
    if (failure !== null) queueMicrotask(() => done(failure));
    else if (this.turning !== null) this.turning.push(done);
    else this.syncLast(done);
  }

  dropBefore(position: number): void {
    for (;;) {
      const [oldest, next] = this.segments;
      if (oldest === undefined || next === undefined) return;
      if (next.base + headBytes > position) return;
      // Later ones must not go before it: a gap looks like a lost file to the next start.
      if (!this.remove(oldest)) return;
      this.segments.shift();
      oldest.file.close().catch(() => undefined);
    }
  }

  recover(done: Done): void {
    if (this.failure === null) return this.sync(done);
    try {
      this.begin();
    } catch (error) {
      const failed = error as Error;
      queueMicrotask(() => done(failed));
      return;
    }
    this.failure = null;
    this.syncLast((error) => {
      if (error !== null) this.giveUpLast();
      done(error);
    });
  }

  /** Makes all durable and closes. Rejects with the error that prevented it. */
  async close(): Promise<void> {
    if (this.turning !== null) await new Promise<void>((resolve) => this.sync(() => resolve()));
    const { failure } = this;
    // What an earlier segment could not write stands in a later one.
    await Promise.allSettled(this.segments.slice(0, -1).map(({ file }) => file.close()));
    const last = await Promise.allSettled([this.last.file.close()]);
    if (failure !== null) throw failure;
    for (const one of last) if (one.status === "rejected") throw one.reason;
  }

  private get last(): Segment {
    return this.segments.at(-1) as Segment;
  }

  private syncLast(done: Done): void {
    const upTo = this.position;
    this.last.file.sync((error) => {
      if (error !== null) this.failure ??= error;
      else this.wasDurable(upTo);
      done(error);
    });
  }

  private wasDurable(upTo: number): void {
    let count = 0;
    for (const { position, payload } of this.undurable) {
      if (position >= upTo) break;
      count += 1;
      this.undurableBytes -= payload.length;
    }
    this.undurable.splice(0, count);
  }

  private turn(): void {
    this.turning = [];
    this.syncLast((error) => {
      const waiting = this.turning ?? [];
      this.turning = null;
      if (error === null) {
        try {
          this.begin();
        } catch (failed) {
          this.failure = failed as Error;
        }
      }
      for (const done of waiting) this.sync(done);
    });
  }

  /** A new segment whose first record is the oldest that is not durable. */
  private begin(): void {
    const number = this.last.number + 1;
    const path = pathOf(this.folder, this.name, number);
    rmSync(path, { force: true });
    const file = openRecordFile(path, this.disk === undefined ? {} : { disk: this.disk });
    const first = this.undurable[0]?.position ?? this.position;
    this.segments.push({ number, file, base: first - headBytes });
    for (const { payload } of this.undurable) file.append(payload);
  }

  /** The newest segment has nothing that anybody was promised: the next attempt begins anew. */
  private giveUpLast(): void {
    if (this.segments.length < 2 || this.last.file.durable > headBytes) return;
    const given = this.segments.pop() as Segment;
    // What it had is not wanted, so neither is whether the disk has it.
    given.file.close().catch(() => undefined);
    this.remove(given);
  }

  /** False when the disk does not let it go: the next attempt, or the next start, does. */
  private remove({ number }: Segment): boolean {
    try {
      rmSync(pathOf(this.folder, this.name, number), { force: true });
      return true;
    } catch {
      return false;
    }
  }
}

const pathOf = (folder: string, name: string, number: number): string =>
  join(folder, `${name}-${String(number).padStart(digits, "0")}.log`);

/** Numbers of the segments that are there, ascending. Throws RECORD_OPEN, RECORD_DAMAGED. */
const numbersOf = (folder: string, name: string): number[] => {
  try {
    if (!existsSync(folder)) makePrivateFolder(folder);
    const pattern = new RegExp(`^${name}-(\\d{${digits}})\\.log$`);
    const numbers = readdirSync(folder).flatMap((file) => {
      const number = pattern.exec(file)?.[1];
      return number === undefined ? [] : [Number(number)];
    });
    return numbers.sort((left, right) => left - right);
  } catch (error) {
    throw new CodedError("RECORD_OPEN", `cannot read ${folder}: ${codeOf(error)}`, {
      cause: error,
      remedy: remedyForDisk(codeOf(error)),
    });
  }
};

const openSegments = (folder: string, name: string, options: RecordSegmentsOptions): Segment[] => {
  const found = numbersOf(folder, name);
  const numbers = found.length === 0 ? [1] : found;
  const segments: Segment[] = [];
  try {
    for (const number of numbers) {
      const path = pathOf(folder, name, number);
      const before = segments.at(-1);
      if (before !== undefined && number !== before.number + 1)
        throw new CodedError("RECORD_DAMAGED", `${path}: the segment before it is missing`, {
          remedy: "restore the file from a copy, or follow docs/operations.md, \"A damaged file\"",
        });
      const base = before === undefined ? 0 : before.base + before.file.size - headBytes;
      const file = openRecordFile(path, {
        onRecord: (payload, at) => options.onRecord?.(payload, base + at),
        ...(options.disk === undefined ? {} : { disk: options.disk }),
      });
      segments.push({ number, file, base });
    }
  } catch (error) {
    for (const { file } of segments) file.close().catch(() => undefined);
    throw error;
  }
  return segments;
};
