import {
  CodedError,
  concatBytes,
  decode,
  decodeStrict,
  encode,
  type Envelope,
  type WireLoss,
  wire,
} from "@quorate/protocol";

// Records of an agent's journal (docs/wire.md, "Files"): one byte that says the kind, an Envelope.
const kinds = {
  ...{ event: 1, ballot: 2, command: 3, approval: 4, alarm: 5, loss: 6 },
} as const;

export interface JournalRecord {
  readonly kind: keyof typeof kinds;
  readonly envelope: Envelope;
}

export const journalRecord = ({ kind, envelope }: JournalRecord): Uint8Array =>
  concatBytes(Uint8Array.of(kinds[kind]), encode(wire.Envelope, envelope));

/** Whether a record is of this kind; nothing more of it is read. */
export const isOfKind = (record: Uint8Array, kind: JournalRecord["kind"]): boolean =>
  record[0] === kinds[kind];

/** Throws JOURNAL_RECORD for what this version did not write. */
export const readJournalRecord = (record: Uint8Array): JournalRecord => {
  const envelope = decode(wire.Envelope, record.subarray(1), "JOURNAL");
  const found = Object.entries(kinds).find(([, number]) => number === record[0]);
  if (found !== undefined) return { kind: found[0] as JournalRecord["kind"], envelope };
  throw new CodedError("JOURNAL_RECORD", `a journal record of unknown kind ${record[0]}`, {
    remedy: "was the folder written by a newer version? Start that one.",
  });
};

/** How far this agent is that lost its journal (S6); nobody else sees it, so it is not signed. */
export const lossRecord = (loss: Partial<WireLoss>): Uint8Array => {
  const envelope = { body: encode(wire.Loss, loss), signature: new Uint8Array() };
  return journalRecord({ kind: "loss", envelope });
};

export const lossFromRecord = ({ body }: Envelope): WireLoss =>
  decodeStrict(wire.Loss, body, "JOURNAL");

export const eventFromRecord = (record: Uint8Array): Envelope => readJournalRecord(record).envelope;
