import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReadableRecordLog, SegmentedLog } from "@quorate/protocol";
import type { BlockStore } from "../../edge-agent/src/log.ts";
import type { StoredSnapshot } from "../../edge-agent/src/snapshot.ts";
import type { SnapshotStore } from "../../edge-agent/src/snapshots.ts";
import {
  encodeRecord,
  headBytes,
  newHead,
  readHead,
  recordHeadBytes,
} from "../../protocol/src/node/record-format.ts";
import { scanRecords } from "../../protocol/src/node/record-scan.ts";
import type { World } from "./world.ts";

export interface StoredRecord {
  readonly position: number;
  readonly payload: Uint8Array;
}

/** The moments of a write at which a process can be killed (S6). */
export type WritePoint = "append" | "sync" | "synced";

/** What the operating system moves between memory and the disk at a time, bytes. */
const sectorBytes = 512;

/** Records that may wait for a disk that takes nothing. */
const backlog = 2048;

/** How a crash left what was not synced. */
export interface CrashCounts {
  /** A record was there in part. */
  torn: number;
  /** A later sector had reached the disk and an earlier one had not. */
  reordered: number;
}

/**
 * A record file on a disk that loses what was not synced. A crash lets any of the unsynced sectors
 * reach the disk, in any order, and the production code says which records are left.
 */
export class SimFile {
  /** Called at every write point of the running process; it may kill that process there. */
  onWrite: (point: WritePoint) => void = () => {};
  /** Whether the disk has no room: what is appended then never becomes durable. */
  full = false;
  readonly crashes: CrashCounts = { torn: 0, reordered: 0 };
  private readonly world: World;
  private readonly syncMs: readonly [number, number];
  private records: Uint8Array[] = [];
  private synced = 0;
  private opened = 0;
  /** Records before this one were dropped; what was ever written stays for the checkers. */
  private first = 0;
  /** The last write failed; what was appended since the last good one waits in memory. */
  private failed = false;
  /** Records up to here are in `ever`. */
  private remembered = 0;
  /** Everything that was ever durable here, for the checkers; nothing is ever taken out. */
  private readonly ever: Uint8Array[] = [];

  constructor(world: World, syncMs: readonly [number, number]) {
    this.world = world;
    this.syncMs = syncMs;
  }

  /** All that was ever written and not lost. */
  stored(): StoredRecord[] {
    return this.records.map((payload, position) => ({ position, payload }));
  }

  /** What a start finds. */
  kept(): StoredRecord[] {
    return this.stored().slice(this.first);
  }

  get isCut(): boolean {
    return this.first > 0;
  }

  /** What was ever durable, with its place among all that was; see S6. */
  history(): StoredRecord[] {
    return this.ever.map((payload, position) => ({ position, payload }));
  }

  /** Records that have been durable so far. */
  get durable(): number {
    return this.ever.length;
  }

  /** A handle of one process: after a crash the old handle neither writes nor answers. */
  open(): SegmentedLog & BlockStore & ReadableRecordLog {
    this.opened += 1;
    this.failed = false;
    const generation = this.opened;
    const ghosts = new Map<number, Uint8Array>();
    const isOver = (): boolean => generation !== this.opened;
    const lastOf = (): number => this.records.length + ghosts.size;
    const isFull = (): boolean => this.records.length - this.synced >= backlog;
    const readAt = (position: number): Uint8Array =>
      (ghosts.get(position) ?? this.records[position]) as Uint8Array;
    const sync = (done: (error: Error | null) => void): void => {
      if (!isOver()) this.onWrite("sync");
      if (!isOver()) this.sync(isOver, done);
    };
    return {
      append: (payload) => {
        if (!isOver()) this.onWrite("append");
        if (isOver()) return this.ghost(ghosts, payload);
        return this.records.push(Uint8Array.from(payload)) - 1;
      },
      ...{ readAt, sync },
      get end() {
        return lastOf();
      },
      get isFull() {
        return isFull();
      },
      dropBefore: (position) => {
        if (!isOver()) this.first = Math.max(this.first, Math.min(position, this.synced));
      },
      recover: (done) => {
        this.failed = false;
        sync(done);
      },
      get last() {
        return lastOf();
      },
      read: (number) => readAt(number - 1),
    };
  }

  /** The process is dead: nothing that it still does reaches the disk. */
  freeze(): void {
    this.opened += 1;
  }

  /** The end of the process, and of the power: what was not synced is there, or not. */
  crash(): void {
    this.opened += 1;
    const unsynced = this.records.splice(this.synced);
    const reached = this.full || this.failed ? [] : unsynced;
    for (const payload of this.survivors(reached)) this.records.push(payload);
    this.synced = this.records.length;
    this.remember();
  }

  private sync(isOver: () => boolean, done: (error: Error | null) => void): void {
    const count = this.records.length;
    this.world.after(this.world.chance.between(...this.syncMs), () => {
      if (isOver()) return;
      if (this.full && count > this.synced) {
        // As the segments do: what waits is written again by `recover`, into another file.
        this.failed = true;
      }
      if (this.failed) {
        done(new Error("RECORD_WRITE: ENOSPC"));
        return;
      }
      this.synced = Math.max(this.synced, count);
      this.remember();
      this.onWrite("synced");
      if (!isOver()) done(null);
    });
  }

  private remember(): void {
    for (const payload of this.records.slice(this.remembered, this.synced))
      this.ever.push(payload);
    this.remembered = this.synced;
  }

  private ghost(ghosts: Map<number, Uint8Array>, payload: Uint8Array): number {
    const position = this.records.length + ghosts.size;
    ghosts.set(position, Uint8Array.from(payload));
    return position;
  }

  /** Lays the records out as bytes, loses sectors of them, and opens what is left. */
  private survivors(records: readonly Uint8Array[]): Uint8Array[] {
    if (records.length === 0) return [];
    const head = newHead();
    const salt = readHead(head, "sim");
    const parts: Buffer[] = [head];
    let position = headBytes;
    for (const payload of records) {
      parts.push(encodeRecord(salt, position, position - headBytes, payload));
      position += recordHeadBytes + payload.length;
    }
    const bytes = this.loseSectors(Buffer.concat(parts));
    const folder = mkdtempSync(join(tmpdir(), "quorate-sim-"));
    try {
      const path = join(folder, "journal");
      writeFileSync(path, bytes);
      const left: Uint8Array[] = [];
      const fd = openSync(path, "r");
      const end = scanRecords({ fd, path, size: bytes.length, salt }, (one) => left.push(one));
      closeSync(fd);
      if (end < bytes.length) this.crashes.torn += 1;
      return left;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  private loseSectors(bytes: Buffer): Buffer {
    const { chance } = this.world;
    const way = chance.below(4);
    if (way === 0) return bytes;
    // Half of the time the sectors come in their order and the last is cut anywhere.
    if (way < 3) return bytes.subarray(0, headBytes + chance.below(bytes.length - headBytes + 1));
    let [lost, isReordered] = [false, false];
    for (let at = headBytes; at < bytes.length; at += sectorBytes) {
      if (chance.happens(0.5)) {
        bytes.fill(0, at, Math.min(at + sectorBytes, bytes.length));
        lost = true;
      } else if (lost) isReordered = true;
    }
    if (isReordered) this.crashes.reordered += 1;
    return bytes;
  }
}

/** The snapshots of one agent: each is there whole or not at all. */
export class SimSnapshots implements SnapshotStore {
  /** Whether the disk has no room for another. */
  full = false;
  /** Saves that a full disk refused. */
  refused = 0;
  private readonly world: World;
  private readonly syncMs: readonly [number, number];
  private readonly files = new Map<number, StoredSnapshot>();
  private generation = 0;

  constructor(world: World, syncMs: readonly [number, number]) {
    this.world = world;
    this.syncMs = syncMs;
  }

  save(snapshot: StoredSnapshot, done: (error: Error | null) => void): void {
    const { generation } = this;
    this.world.after(this.world.chance.between(...this.syncMs), () => {
      if (generation !== this.generation) return;
      if (this.full) {
        this.refused += 1;
        done(new Error("RECORD_WRITE: ENOSPC"));
        return;
      }
      // A record file takes no empty record.
      const { own, head, parts } = snapshot;
      if ([own, head, ...parts].some(({ length }) => length === 0)) {
        done(new Error("RECORD_SIZE: a record of 0 bytes"));
        return;
      }
      this.files.set(snapshot.block, snapshot);
      done(null);
    });
  }

  keepOnly(blocks: readonly number[]): void {
    for (const block of this.files.keys()) if (!blocks.includes(block)) this.files.delete(block);
  }

  /** Newest first. */
  stored(): StoredSnapshot[] {
    return [...this.files.values()].sort((left, right) => right.block - left.block);
  }

  crash(): void {
    this.generation += 1;
  }
}
