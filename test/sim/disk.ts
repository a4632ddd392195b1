import type { ReadableRecordLog } from "@quorate/protocol";
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

  constructor(world: World, syncMs: readonly [number, number]) {
    this.world = world;
    this.syncMs = syncMs;
  }

  stored(): StoredRecord[] {
    return this.records.map((payload, position) => ({ position, payload }));
  }

  get length(): number {
    return this.records.length;
  }

  /** A handle of one process: after a crash the old handle's syncs never answer. */
  open(): ReadableRecordLog {
    this.opened += 1;
    const generation = this.opened;
    return {
      append: (payload) => this.records.push(Uint8Array.from(payload)) - 1,
      readAt: (position) => this.records[position] as Uint8Array,
      sync: (done) => {
        const count = this.records.length;
        this.world.after(this.world.chance.between(...this.syncMs), () => {
          if (generation !== this.opened) return;
          this.synced = Math.max(this.synced, count);
          done(null);
        });
      },
    };
  }

  crash(): void {
    this.opened += 1;
    const unsynced = this.records.length - this.synced;
    this.records = this.records.slice(0, this.synced + this.world.chance.below(unsynced + 1));
    this.synced = this.records.length;
  }
}
