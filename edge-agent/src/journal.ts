import { CodedError, concatBytes, decode, encode, type Envelope, wire } from "@quorate/protocol";

// Records of an agent's journal (docs/wire.md, "Files"): one byte that says the kind, an Envelope.
const kinds = { event: 1, ballot: 2, command: 3, approval: 4, alarm: 5 } as const;

export interface JournalRecord {
  readonly kind: keyof typeof kinds;
  readonly envelope: Envelope;
}

export const journalRecord = ({ kind, envelope }: JournalRecord): Uint8Array =>
  concatBytes(Uint8Array.of(kinds[kind]), encode(wire.Envelope, envelope));

/** Throws JOURNAL_RECORD for what this version did not write. */
export const readJournalRecord = (record: Uint8Array): JournalRecord => {
  const envelope = decode(wire.Envelope, record.subarray(1), "JOURNAL");
  const found = Object.entries(kinds).find(([, number]) => number === record[0]);
  if (found !== undefined) return { kind: found[0] as JournalRecord["kind"], envelope };
  throw new CodedError("JOURNAL_RECORD", `a journal record of unknown kind ${record[0]}`, {
    remedy: "was the folder written by a newer version? Start that one.",
  });
};

export const eventFromRecord = (record: Uint8Array): Envelope => readJournalRecord(record).envelope;
