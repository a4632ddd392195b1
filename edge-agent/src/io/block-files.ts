import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CodedError, decode, decodeHeader, wire } from "@quorate/protocol";
import { openRecordFile, type RecordFile } from "@quorate/protocol/node";
import type { ProcessLog } from "./log.ts";
import type { BlockStore } from "../log.ts";

/** A file that has so many bytes is followed by a new one. */
const defaultFileBytes = 16 * 1024 * 1024;
/** Older files that are open for reading. */
const openFiles = 4;
const digits = 12;
const pattern = new RegExp(`^blocks-(\\d{${digits}})\\.log$`);

interface OpenFile {
  readonly first: number;
  readonly file: RecordFile;
  /** Of block `first`, `first + 1`, ... */
  readonly positions: number[];
}

/**
 * The log of blocks in record files `blocks-NUMBER.log`, each named by its first block. Only the
 * newest is read at start, so a start takes no longer however long the log is. Blocks can be had
 * again, from the journal or from others, so they are synced now and then instead of one by one.
 */
export class BlockFiles implements BlockStore {
  private readonly folder: string;
  private readonly log: ProcessLog;
  private readonly fileBytes: number;
  /** First blocks of all files, ascending. */
  private readonly firsts: number[];
  private newest: OpenFile;
  private readonly older = new Map<number, OpenFile>();
  private dirty = false;

  /** Throws RECORD_OPEN, RECORD_DAMAGED, BLOCKS_MISSING and others. */
  constructor(folder: string, log: ProcessLog, fileBytes = defaultFileBytes) {
    this.folder = folder;
    this.log = log;
    this.fileBytes = fileBytes;
    this.firsts = readdirSync(folder)
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((left, right) => left - right);
    if (this.firsts.length === 0) this.firsts.push(1);
    this.newest = this.open(this.firsts.at(-1) as number);
    if (this.firsts[0] !== 1)
      throw new CodedError("BLOCKS_MISSING", `${folder}: the first blocks of the log are missing`, {
        remedy: "put the files back; or take all blocks-*.log away, and the others' copies come",
      });
  }

  get last(): number {
    return this.newest.first + this.newest.positions.length - 1;
  }

  /** The first and the last block of the newest file; nothing of an empty one. */
  get ends(): readonly Uint8Array[] {
    const { file, positions } = this.newest;
    if (positions.length === 0) return [];
    return [positions[0], positions.at(-1)].map((position) => file.readAt(position as number));
  }

  append(block: Uint8Array): void {
    this.dirty = true;
    const { file, positions } = this.newest;
    positions.push(file.append(block));
  }

  read(number: number): Uint8Array {
    const opened = number >= this.newest.first ? this.newest : this.olderWith(number);
    const position = opened.positions[number - opened.first];
    if (position !== undefined) return opened.file.readAt(position);
    throw new CodedError("BLOCKS_MISSING", `block ${number} is not in the file it belongs to`, {
      remedy: "take all blocks-*.log away and start again: the others' copies come",
    });
  }

  sync(done: (error: Error | null) => void): void {
    const { file } = this.newest;
    this.dirty = false;
    file.sync((error) => {
      if (error !== null) this.openAgain(file);
      else if (file === this.newest.file && file.size >= this.fileBytes) this.turn();
      done(error);
    });
  }

  /** Makes what is new durable; call now and then. */
  flush(failed: (error: Error) => void): void {
    if (!this.dirty) return;
    this.sync((error) => {
      if (error !== null) failed(error);
    });
  }

  async close(): Promise<void> {
    for (const { file } of this.older.values()) await file.close();
    await this.newest.file.close();
  }

  /** Only while all is durable, so that no file but the newest can have a torn end. */
  private turn(): void {
    const { file, first } = this.newest;
    if (file.durable < file.size) return;
    const number = this.last + 1;
    try {
      const next = this.open(number);
      this.keepOpen(first, this.newest);
      this.firsts.push(next.first);
      this.newest = next;
    } catch (error) {
      this.log.warn("certificate", "BLOCKS_WRITE", { detail: String(error) });
      this.takeAway(number);
    }
  }

  /** By the name of an empty file a start would look there for blocks that are in another. */
  private takeAway(first: number): void {
    try {
      rmSync(this.pathOf(first), { force: true });
    } catch {
      // The disk failed before; what it cannot do now is told when it is next written.
    }
  }

  /** After an error what can be read counts, and the rest comes again. */
  private openAgain(failed: RecordFile): void {
    if (failed !== this.newest.file) return;
    failed.close().catch(() => undefined);
    try {
      this.newest = this.open(this.newest.first);
    } catch (error) {
      this.log.warn("certificate", "BLOCKS_WRITE", { detail: String(error) });
    }
  }

  private olderWith(number: number): OpenFile {
    const first = this.firsts.findLast((one) => one <= number) as number;
    const known = this.older.get(first);
    if (known !== undefined) return known;
    const opened = this.open(first);
    this.keepOpen(first, opened);
    return opened;
  }

  private keepOpen(first: number, opened: OpenFile): void {
    this.older.set(first, opened);
    if (this.older.size <= openFiles) return;
    const [oldest, { file }] = this.older.entries().next().value as [number, OpenFile];
    this.older.delete(oldest);
    file.close().catch(() => undefined);
  }

  private pathOf(first: number): string {
    return join(this.folder, `blocks-${String(first).padStart(digits, "0")}.log`);
  }

  private open(first: number): OpenFile {
    const path = this.pathOf(first);
    const positions: number[] = [];
    const file = openRecordFile(path, {
      onRecord: (payload, position) => {
        if (positions.length === 0) checkFirst(path, payload, first);
        positions.push(position);
      },
    });
    if (file.torn !== null) this.log.warn("agent", "RECORD_TORN", { path, ...file.torn });
    return { first, file, positions };
  }
}

const checkFirst = (path: string, block: Uint8Array, first: number): void => {
  const { number } = decodeHeader(decode(wire.Block, block, "BLOCK").header);
  if (number === first) return;
  throw new CodedError("BLOCKS_MISSING", `${path} begins with block ${number}, not ${first}`, {
    remedy: "give the file the name it had, or take all blocks-*.log away and start again",
  });
};
