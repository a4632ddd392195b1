import {
  type BlockHeader,
  CodedError,
  codeOf,
  decode,
  decodeHeader,
  decodeStrict,
  type Envelope,
  type Hex,
  isCoded,
  readBallot,
  readEvent,
  type SealContext,
  type Site,
  verifyEvent,
  wire,
} from "@quorate/protocol";
import type { StoredRecord } from "./core.ts";
import { isOfKind, type JournalRecord, readJournalRecord } from "./journal.ts";
import type { StoredSnapshot } from "./snapshot.ts";

/** What an agent's folder holds, as a start has read it. */
export interface Kept {
  readonly journal: readonly StoredRecord[];
  /** The first and the last of the newest file. */
  readonly blocks: readonly Uint8Array[];
  readonly snapshots: readonly StoredSnapshot[];
  readonly evidence: readonly StoredRecord[];
}

interface Owner {
  readonly site: Site;
  readonly context: SealContext;
}

const headerOfSnapshot = (head: Uint8Array): BlockHeader =>
  decodeHeader(decodeStrict(wire.SnapshotHead, head, "SNAPSHOT").header);

const headerOfBlock = (block: Uint8Array): BlockHeader =>
  decodeHeader(decode(wire.Block, block, "BLOCK").header);

/** Null for what cannot be read: whoever needs it says so, or passes it over. */
const chainOf = (read: () => BlockHeader): Hex | null => {
  try {
    return read().chain;
  } catch (error) {
    if (isCoded(error)) return null;
    throw error;
  }
};

/** Oldest and newest: one of them is another chain's where two chains have used a folder. */
const endsOf = (
  records: readonly StoredRecord[],
  kind: JournalRecord["kind"],
): readonly Envelope[] => {
  const isOne = ({ payload }: StoredRecord): boolean => isOfKind(payload, kind);
  return [records.find(isOne), records.findLast(isOne)].flatMap((found) =>
    found === undefined ? [] : [readJournalRecord(found.payload).envelope],
  );
};

const eventsIn = ({ payload }: StoredRecord): readonly Envelope[] => {
  const { first, second } = decodeStrict(wire.Equivocation, payload, "EVIDENCE");
  return [first, second].flatMap((envelope) => envelope ?? []);
};

/** An event does not name its chain, but is signed over it. */
const isOfChain = ({ site, context }: Owner, envelope: Envelope): boolean => {
  const event = readEvent(context.chain, envelope);
  const agent = site.agents[event.creator];
  if (agent === undefined) return false;
  try {
    verifyEvent(context, event, agent.key);
    return true;
  } catch (error) {
    if (codeOf(error) === "EVENT_SIGNATURE") return false;
    throw error;
  }
};

const otherChain = (folder: string, what: string, other: Hex | null, own: Hex): CodedError => {
  const whose = other === null ? "another chain" : `chain ${other.slice(0, 16)}…`;
  const message = `${folder} holds ${what} of ${whose}, the site file makes ${own.slice(0, 16)}…`;
  return new CodedError("JOURNAL_CHAIN", message, {
    fields: { folder, chain: own, ...(other === null ? {} : { found: other }) },
    remedy:
      "run the agent with the site file that it ran with before; where that was changed, see " +
      'operations.md, "Adding a device": the old chain\'s files are moved aside',
  });
};

/**
 * S6: nothing is signed beside what was signed for another chain, whose blocks had other numbers
 * and whose events look like a fork. Throws JOURNAL_CHAIN, and for what this program did not write
 * JOURNAL_RECORD, EVIDENCE_DECODE and what `readEvent` throws.
 */
export const checkChain = (folder: string, owner: Owner, kept: Kept): void => {
  const { journal, blocks, snapshots, evidence } = kept;
  const { chain } = owner.site;
  const headers: readonly (readonly [what: string, read: () => BlockHeader])[] = [
    ...snapshots.map(({ head }) => ["a snapshot", () => headerOfSnapshot(head)] as const),
    ...blocks.map((block) => ["blocks", () => headerOfBlock(block)] as const),
    ...endsOf(journal, "ballot").map((one) => ["ballots", () => readBallot(one).header] as const),
  ];
  for (const [what, read] of headers) {
    const found = chainOf(read);
    if (found !== null && found !== chain) throw otherChain(folder, what, found, chain);
  }
  const signed = [
    ...endsOf(journal, "event").map((event) => ["events", event] as const),
    ...evidence.slice(0, 1).flatMap(eventsIn).map((event) => ["evidence", event] as const),
  ];
  for (const [what, event] of signed)
    if (!isOfChain(owner, event)) throw otherChain(folder, what, null, chain);
};
