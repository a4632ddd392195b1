import type { Log, SegmentedLog } from "@quorate/protocol";
import { openRecordFile, type RecordFile, RecordSegments } from "@quorate/protocol/node";
import type { StoredRecord } from "../core.ts";

export interface OpenedJournal {
  readonly journal: RecordSegments;
  readonly records: readonly StoredRecord[];
}

/** Opens the journal with all that it holds. Throws RECORD_OPEN, RECORD_DAMAGED and others. */
export const openJournal = (folder: string, log: Log): OpenedJournal => {
  const records: StoredRecord[] = [];
  const journal = new RecordSegments(folder, "journal", {
    onRecord: (payload, position) => records.push({ position, payload }),
  });
  for (const torn of journal.torn) log.warn("agent", "RECORD_TORN", { path: "journal", ...torn });
  return { journal, records };
};

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

/** The same log; `synced` is told how long each successful sync took, milliseconds. */
export const timedLog = (log: SegmentedLog, synced: (ms: number) => void): SegmentedLog => ({
  get end() {
    return log.end;
  },
  get isFull() {
    return log.isFull;
  },
  append: (payload) => log.append(payload),
  readAt: (position) => log.readAt(position),
  dropBefore: (position) => log.dropBefore(position),
  recover: (done) => log.recover(done),
  sync: (done) => {
    const begunMs = performance.now();
    log.sync((error) => {
      if (error === null) synced(performance.now() - begunMs);
      done(error);
    });
  },
});
