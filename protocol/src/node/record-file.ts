import {
  closeSync,
  existsSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  write,
} from "node:fs";
import { dirname } from "node:path";
import { CodedError, codeOf, isCoded } from "../errors.ts";
import type { ReadableRecordLog } from "../io.ts";
import {
  createFile,
  makePrivateFolder,
  remedyForDisk,
  replaceFile,
  writeFully,
} from "./durable-fs.ts";
import {
  damage,
  encodeRecord,
  headBytes,
  isHeadStart,
  newHead,
  readHead,
  recordHeadBytes,
  type Salt,
} from "./record-format.ts";
import { readRecordsAt, scanRecords } from "./record-scan.ts";

/** Bounds of a record file, bytes (S9). */
export const recordLimits = {
  /** One payload. */
  recordBytes: 16 * 1024 * 1024,
  /** Appended and not yet written. */
  pendingBytes: 256 * 1024 * 1024,
  /** The whole file. */
  fileBytes: 1024 * 1024 * 1024 * 1024,
} as const;

export type RecordLimits = { readonly [name in keyof typeof recordLimits]: number };

/** The unfinished end of a file that a crash cut short; no sync had ever answered for it. */
export interface TornTail {
  readonly offset: number;
  readonly droppedBytes: number;
}

/** So long records that no sync asks for are gathered before they are written, ms. */
const gatherMs = 20;
/** So many bytes of them are written at once. */
const gatherBytes = 64 * 1024;

/** What writes and syncs; replaced in tests to make disks fail. */
export interface RecordDisk {
  write: typeof write;
  fdatasync: typeof fdatasync;
}

export interface RecordFileOptions {
  /** Called for every record while the file is opened, in order. */
  readonly onRecord?: (payload: Uint8Array, position: number) => void;
  readonly limits?: Partial<RecordLimits>;
  readonly disk?: RecordDisk;
}

type Done = (error: Error | null) => void;

interface Waiting {
  /** The end of what was appended before the question. */
  readonly to: number;
  readonly done: Done;
}

/**
 * An append-only file of records. Appends are written off the main thread, a moment later or with
 * the next sync: a write has its price whatever its size. Whatever is appended while a sync runs
 * shares the next one. After an error of the disk the file ends where the last
 * whole write ended, nothing more is accepted, and every sync answers that error.
 */
export class RecordFile implements ReadableRecordLog {
  /** What opening the file had to cut off; null when it was whole. */
  readonly torn: TornTail | null;
  private name: string;
  private readonly fd: number;
  private readonly salt: Salt;
  private readonly limits: RecordLimits;
  private readonly disk: RecordDisk;
  /** Ends of: what was appended, what the system has, what the disk has. */
  private end: number;
  private writtenTo: number;
  private durableTo: number;
  private pending: Buffer[] = [];
  /** Payloads by position until they are written. */
  private readonly unwritten = new Map<number, Uint8Array>();
  private waiting: Waiting[] = [];
  private busy = false;
  /** Until what was appended is written without a sync. */
  private gathering: NodeJS.Timeout | null = null;
  private closed = false;
  private failure: CodedError | null = null;
  private closing: { readonly promise: Promise<void>; readonly resolve: () => void } | null = null;

  constructor(opened: Opened, options: RecordFileOptions) {
    this.name = opened.path;
    this.fd = opened.fd;
    this.salt = opened.salt;
    this.torn = opened.torn;
    this.limits = { ...recordLimits, ...options.limits };
    this.disk = options.disk ?? { write, fdatasync };
    this.end = this.writtenTo = this.durableTo = opened.end;
  }

  get path(): string {
    return this.name;
  }

  /** Puts it in place of another file; that is durable once the folder is synced. Throws. */
  moveTo(path: string): void {
    renameSync(this.name, path);
    this.name = path;
  }

  /** Bytes, with what is not yet written. */
  get size(): number {
    return this.end;
  }

  /** Bytes that the disk has, as far as a sync has answered. */
  get durable(): number {
    return this.durableTo;
  }

  /** Answers the record's position. Throws RECORD_SIZE; a failed disk shows at the next sync. */
  append(payload: Uint8Array): number {
    if (payload.length === 0 || payload.length > this.limits.recordBytes)
      throw new CodedError(
        "RECORD_SIZE",
        `a record of ${payload.length} bytes, at least 1 and at most ${this.limits.recordBytes}`,
      );
    const position = this.end;
    const bytes = recordHeadBytes + payload.length;
    if (this.closing !== null) this.fail(new CodedError("RECORD_CLOSED", `${this.path} is closed`));
    if (position + bytes > this.limits.fileBytes) this.fail(this.full("RECORD_FULL", "fileBytes"));
    if (position + bytes - this.writtenTo > this.limits.pendingBytes)
      this.fail(this.full("RECORD_BACKLOG", "pendingBytes"));
    if (this.failure !== null) return position;
    const record = encodeRecord(this.salt, position, position - this.durableTo, payload);
    this.pending.push(record);
    this.unwritten.set(position, record.subarray(recordHeadBytes));
    this.end += bytes;
    if (this.end - this.writtenTo < gatherBytes)
      this.gathering ??= setTimeout(() => this.gathered(), gatherMs);
    else if (!this.busy) setImmediate(() => this.gathered());
    return position;
  }

  /** Calls back, never at once, when all that was appended is durable, or with what failed. */
  sync(done: Done): void {
    if (this.closed) {
      const error = this.failure ?? new CodedError("RECORD_CLOSED", `${this.path} is closed`);
      process.nextTick(() => done(error));
      return;
    }
    this.waiting.push({ to: this.end, done });
    if (!this.busy && this.waiting.length === 1) process.nextTick(() => this.pump());
  }

  /** Throws RECORD_DAMAGED where there is no good record. */
  readAt(position: number): Uint8Array {
    return this.readEach([position])[0] as Uint8Array;
  }

  /** The same of many, which ascend: they are read together. */
  readEach(positions: readonly number[]): Uint8Array[] {
    const { fd, path, salt, writtenTo: size } = this;
    const written = positions.filter((position) => position < size);
    const unwritten = positions.slice(written.length).map((position) => {
      const payload = this.unwritten.get(position);
      if (payload === undefined) throw damage(path, position, "no record is there");
      return Uint8Array.from(payload);
    });
    return [...readRecordsAt({ fd, path, salt, size }, written), ...unwritten];
  }

  /** Makes all durable and closes. Rejects with the error that prevented it. */
  async close(): Promise<void> {
    if (this.closing === null) {
      let resolve = (): void => undefined;
      const promise = new Promise<void>((done) => (resolve = done));
      this.closing = { promise, resolve };
      this.sync(() => undefined);
    }
    await this.closing.promise;
    if (this.failure !== null) throw this.failure;
  }

  private full(code: string, limit: keyof RecordLimits): CodedError {
    return new CodedError(code, `${this.path} is at its bound of ${this.limits[limit]} bytes`, {
      fields: { path: this.path },
    });
  }

  private gathered(): void {
    if (this.gathering !== null) clearTimeout(this.gathering);
    this.gathering = null;
    this.pump();
  }

  /** One write or one sync at a time; a sync first, so that appends cannot hold it up. */
  private pump(): void {
    if (this.busy || this.closed) return;
    const all = this.failure !== null || this.pending.length === 0;
    const ready = this.waiting.filter(({ to }) => all || to <= this.writtenTo);
    const unsynced = this.writtenTo - this.durableTo;
    if (ready.length > 0 || unsynced > this.limits.pendingBytes) {
      this.waiting = this.waiting.slice(ready.length);
      return this.makeDurable(ready);
    }
    if (this.pending.length > 0) {
      if (this.waiting.length === 0 && this.gathering !== null) return;
      return this.write(this.pending.splice(0));
    }
    if (this.closing === null) return;
    this.closed = true;
    closeSync(this.fd);
    this.closing.resolve();
  }

  private write(records: Buffer[]): void {
    this.busy = true;
    if (this.gathering !== null) clearTimeout(this.gathering);
    this.gathering = null;
    const bytes = records.length === 1 && records[0] ? records[0] : Buffer.concat(records);
    const start = this.writtenTo;
    const step = (done: number): void => {
      this.disk.write(this.fd, bytes, done, bytes.length - done, start + done, (error, written) => {
        if (error === null && done + written < bytes.length) return step(done + written);
        this.busy = false;
        if (error !== null) this.fail(this.diskError(error));
        else this.wrote(start + bytes.length);
        this.pump();
      });
    };
    step(0);
  }

  private wrote(to: number): void {
    this.writtenTo = to;
    if (this.failure !== null) this.end = to;
    for (const position of this.unwritten.keys()) {
      if (position >= to) break;
      this.unwritten.delete(position);
    }
  }

  private makeDurable(waiting: Waiting[]): void {
    const to = this.writtenTo;
    if (to === this.durableTo || this.failure !== null) return this.answer(waiting);
    this.busy = true;
    this.disk.fdatasync(this.fd, (error) => {
      this.busy = false;
      if (error === null) this.durableTo = to;
      else this.fail(this.diskError(error));
      this.answer(waiting);
    });
  }

  private answer(waiting: Waiting[]): void {
    for (const { done } of waiting) done(this.failure);
    process.nextTick(() => this.pump());
  }

  private diskError(error: Error): CodedError {
    const cause = codeOf(error);
    return new CodedError("RECORD_WRITE", `cannot write ${this.path}: ${cause}`, {
      cause: error,
      fields: { path: this.path, cause },
      remedy: cause === "ENOSPC" ? "free space on its disk and restart" : "check its disk",
    });
  }

  /** The first failure stays: after a failed sync nobody knows what the disk still has. */
  private fail(error: CodedError): void {
    if (this.failure !== null) return;
    this.failure = error;
    this.pending = [];
    this.unwritten.clear();
    this.end = this.writtenTo;
    try {
      if (!this.busy) ftruncateSync(this.fd, this.writtenTo);
    } catch {
      // The next start cuts off what is not whole.
    }
    if (!this.busy) process.nextTick(() => this.pump());
  }
}

interface Opened {
  readonly path: string;
  readonly fd: number;
  readonly salt: Salt;
  readonly end: number;
  readonly torn: TornTail | null;
}

const openOrCreate = (path: string): number => {
  try {
    if (!existsSync(path)) {
      makePrivateFolder(dirname(path));
      createFile(path, newHead());
    }
    return openSync(path, "r+");
  } catch (error) {
    throw openFailed(path, error);
  }
};

const openFailed = (path: string, error: unknown): CodedError => {
  const cause = codeOf(error);
  return new CodedError("RECORD_OPEN", `cannot open ${path}: ${cause}`, {
    cause: error,
    fields: { path, cause },
    remedy: remedyForDisk(cause),
  });
};

/** Reads the head; makes it again where a crash left a part of one, or zeros. */
const headOf = (fd: number, path: string): Salt => {
  const head = Buffer.alloc(headBytes);
  const length = readSync(fd, head, 0, headBytes, 0);
  const { size } = fstatSync(fd);
  const isPart = head.every((byte) => byte === 0) || isHeadStart(head.subarray(0, length));
  if (size > headBytes || (length === headBytes && head[0] !== 0) || !isPart)
    return readHead(head, path);
  const made = newHead();
  ftruncateSync(fd, 0);
  writeFully(fd, made, 0);
  fsyncSync(fd);
  return readHead(made, path);
};

/**
 * Opens or makes a record file, after handing all its records to `onRecord`. A torn tail is cut off
 * and told of. Throws RECORD_DAMAGED, RECORD_FORMAT, RECORD_VERSION, RECORD_OPEN.
 */
export const openRecordFile = (path: string, options: RecordFileOptions = {}): RecordFile => {
  const fd = openOrCreate(path);
  try {
    const salt = headOf(fd, path);
    const { size } = fstatSync(fd);
    const end = scanRecords({ fd, path, size, salt }, options.onRecord ?? (() => undefined));
    const torn = end < size ? { offset: end, droppedBytes: size - end } : null;
    if (torn !== null) ftruncateSync(fd, end);
    // What a crash left unsynced is handed over above, so it has to be durable from here on.
    fsyncSync(fd);
    return new RecordFile({ path, fd, salt, end, torn }, options);
  } catch (error) {
    closeSync(fd);
    if (isCoded(error) || codeOf(error) === "UNEXPECTED") throw error;
    throw openFailed(path, error);
  }
};

/** Puts a record file with these records alone in place of another, durably and at once. */
export const replaceRecordFile = (path: string, payloads: readonly Uint8Array[]): void => {
  const head = newHead();
  const salt = readHead(head, path);
  const parts: Buffer[] = [head];
  let position = headBytes;
  for (const payload of payloads) {
    parts.push(encodeRecord(salt, position, position - headBytes, payload));
    position += recordHeadBytes + payload.length;
  }
  replaceFile(path, Buffer.concat(parts));
};
