import type { SegmentedLog } from "@quorate/protocol";
import type { BlockStore } from "../../edge-agent/src/log.ts";
import type { StoredSnapshot } from "../../edge-agent/src/snapshot.ts";
import type { SnapshotStore } from "../../edge-agent/src/snapshots.ts";
import type { World } from "./world.ts";

export interface StoredRecord {
  readonly position: number;
  readonly payload: Uint8Array;
}

/**
 * A record file on a disk that loses what was not synced: a crash keeps a random number of the
 * unsynced records (the operating system may have written some) and never reorders synced ones.
 */
export class SimFile {
  private readonly world: World;
  private readonly syncMs: readonly [number, number];
  private records: Uint8Array[] = [];
  private synced = 0;
  private opened = 0;
  /** Records before this one were dropped; what was ever written stays for the checkers. */
  private first = 0;

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

  get length(): number {
    return this.records.length;
  }

  /** A handle of one process: after a crash the old handle's syncs never answer. */
  open(): SegmentedLog & BlockStore {
    this.opened += 1;
    const generation = this.opened;
    const { records } = this;
    const sync = (done: (error: Error | null) => void): void => {
      const count = records.length;
      this.world.after(this.world.chance.between(...this.syncMs), () => {
        if (generation !== this.opened) return;
        this.synced = Math.max(this.synced, count);
        done(null);
      });
    };
    return {
      append: (payload) => records.push(Uint8Array.from(payload)) - 1,
      readAt: (position) => records[position] as Uint8Array,
      sync,
      get end() {
        return records.length;
      },
      isFull: false,
      dropBefore: (position) => {
        this.first = Math.max(this.first, Math.min(position, this.synced));
      },
      recover: sync,
      get last() {
        return records.length;
      },
      read: (number) => records[number - 1] as Uint8Array,
    };
  }

  crash(): void {
    this.opened += 1;
    const unsynced = this.records.length - this.synced;
    this.records = this.records.slice(0, this.synced + this.world.chance.below(unsynced + 1));
    this.synced = this.records.length;
  }
}

/** The snapshots of one agent: each is there whole or not at all. */
export class SimSnapshots implements SnapshotStore {
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
      this.files.set(snapshot.block, snapshot);
      done(null);
    });
  }

  remove(block: number): void {
    this.files.delete(block);
  }

  /** Newest first. */
  stored(): StoredSnapshot[] {
    return [...this.files.values()].sort((left, right) => right.block - left.block);
  }

  crash(): void {
    this.generation += 1;
  }
}
