import type { Log } from "@quorate/protocol";
import { RecordSegments } from "@quorate/protocol/node";
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
