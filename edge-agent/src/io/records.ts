import type { Log, ReadableRecordLog } from "@quorate/protocol";
import { openRecordFile, type RecordFile } from "@quorate/protocol/node";
import type { StoredRecord } from "../core.ts";

export interface OpenedRecords {
  readonly file: RecordFile;
  readonly records: readonly StoredRecord[];
}

/** Opens a record file with all that it holds. Throws RECORD_OPEN, RECORD_DAMAGED and others. */
export const openRecords = (path: string, log: Log): OpenedRecords => {
  const records: StoredRecord[] = [];
  const file = openRecordFile(path, {
    onRecord: (payload, position) => records.push({ position, payload }),
  });
  if (file.torn !== null) log.warn("agent", "RECORD_TORN", { path, ...file.torn });
  return { file, records };
};

/**
 * Blocks can be made again from the journal, so they are synced now and then instead of one by one:
 * `flush` does so when something was appended.
 */
export class LazyRecords implements ReadableRecordLog {
  private readonly file: RecordFile;
  private dirty = false;

  constructor(file: RecordFile) {
    this.file = file;
  }

  append(payload: Uint8Array): number {
    this.dirty = true;
    return this.file.append(payload);
  }

  readAt(position: number): Uint8Array {
    return this.file.readAt(position);
  }

  sync(done: (error: Error | null) => void): void {
    this.file.sync(done);
  }

  flush(failed: (error: Error) => void): void {
    if (!this.dirty) return;
    this.dirty = false;
    this.file.sync((error) => {
      if (error !== null) failed(error);
    });
  }
}
