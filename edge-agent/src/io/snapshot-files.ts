import { readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "@quorate/protocol";
import { openRecordFile, syncFolder } from "@quorate/protocol/node";
import type { StoredSnapshot } from "../snapshot.ts";
import type { SnapshotStore } from "../snapshots.ts";
import type { ProcessLog } from "./log.ts";

const digits = 12;
const pattern = new RegExp(`^snapshot-(\\d{${digits}})\\.log$`);
const unfinished = new RegExp(`^snapshot-\\d{${digits}}\\.log\\.part$`);

/**
 * Snapshots in record files `snapshot-BLOCK.log`: what concerns this agent alone, the head, the
 * parts. A file gets its name when all of it is durable.
 */
export class SnapshotFiles implements SnapshotStore {
  private readonly folder: string;
  private readonly log: ProcessLog;

  constructor(folder: string, log: ProcessLog) {
    this.folder = folder;
    this.log = log;
  }

  /** Newest first, for a start; what cannot be read is told of and passed over. */
  stored(): StoredSnapshot[] {
    for (const name of readdirSync(this.folder))
      if (unfinished.test(name)) this.removeFile(join(this.folder, name));
    return this.blocks().flatMap((block) => {
      try {
        return [this.read(block)];
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        this.log.warn("agent", "SNAPSHOT_UNREADABLE", { block, cause: codeOf(error), detail });
        return [];
      }
    });
  }

  save({ block, own, head, parts }: StoredSnapshot, done: (error: Error | null) => void): void {
    const path = this.pathOf(block);
    const part = `${path}.part`;
    const write = async (): Promise<void> => {
      rmSync(part, { force: true });
      const file = openRecordFile(part);
      for (const payload of [own, head, ...parts]) file.append(payload);
      await file.close();
      renameSync(part, path);
      syncFolder(this.folder);
    };
    write().then(
      () => done(null),
      (error: unknown) => {
        // A disk that takes no more may let go of nothing either: what is left goes at a start.
        this.removeFile(part);
        done(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  keepOnly(blocks: readonly number[]): void {
    try {
      for (const block of this.blocks())
        if (!blocks.includes(block)) this.removeFile(this.pathOf(block));
    } catch (error) {
      this.log.warn("agent", "SNAPSHOT_UNREADABLE", { file: this.folder, cause: codeOf(error) });
    }
  }

  private blocks(): number[] {
    return readdirSync(this.folder)
      .flatMap((name) => pattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((left, right) => right - left);
  }

  private removeFile(path: string): void {
    try {
      rmSync(path, { force: true });
    } catch (error) {
      this.log.warn("agent", "SNAPSHOT_UNREADABLE", { file: path, cause: codeOf(error) });
    }
  }

  private pathOf(block: number): string {
    return join(this.folder, `snapshot-${String(block).padStart(digits, "0")}.log`);
  }

  private read(block: number): StoredSnapshot {
    const records: Uint8Array[] = [];
    const file = openRecordFile(this.pathOf(block), { onRecord: (one) => records.push(one) });
    file.close().catch(() => undefined);
    const [own = new Uint8Array(), head = new Uint8Array(), ...parts] = records;
    return { block, own, head, parts };
  }
}
