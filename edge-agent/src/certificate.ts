import {
  type Ballot,
  ballotBytesAtMost,
  certificateBytesAtMost,
  encode,
  type Envelope,
  type Hex,
  isQuorum,
  limits,
  merklePath,
  readBallot,
  sameBytes,
  toHex,
  type Verified,
  type WireCertificate,
  wire,
} from "@quorate/protocol";
import type { BuiltBlock } from "./machine.ts";

/** Larger ones are of liars, or have vetoes: who has enough without them needs none of them. */
const plainBallotBytes = 1024;

/** Ballots are kept of this many blocks ahead of the newest that this agent has built. */
const earlyBlocks = 64;

/** No entry has this sequence: the first one has 1. */
const noEntry = 0;

interface CheckedBallot {
  readonly envelope: Envelope;
  readonly ballot: Verified<Ballot>;
}

interface BlockRecord {
  readonly block: BuiltBlock;
  readonly headerHex: Hex;
  readonly ballots: Map<number, CheckedBallot>;
  /** Agents whose ballot has come out of the order. */
  readonly ordered: Set<number>;
  /** All ballots where none is large: they fit beside every entry. Undefined: to be looked at. */
  plain: readonly Envelope[] | null | undefined;
  certified: boolean;
}

/** What a ballot changed. */
export interface BallotEffect {
  /** The block that more than two thirds now stand behind, for the first time. */
  readonly certified?: BuiltBlock;
  /** The agent signed another header than ours for the same block (S7). */
  readonly mismatch?: Ballot;
  /** The agent signed the same header as ours. */
  readonly match?: Ballot;
}

const smallestFirst = ({ ballots }: BlockRecord): CheckedBallot[] =>
  [...ballots.values()].sort(
    (one, other) => one.envelope.body.length - other.envelope.body.length,
  );

const plainOf = (record: BlockRecord): Envelope[] | null => {
  const all = smallestFirst(record).map(({ envelope }) => envelope);
  return all.every(({ body }) => body.length <= plainBallotBytes) ? all : null;
};

/**
 * The ballots of all agents for the recent blocks, and the certificates they make. Own ballots from
 * before a restart are put back with `restore`, so that no block is signed twice (S6).
 */
export class BallotBox {
  private readonly agents: number;
  private readonly records = new Map<number, BlockRecord>();
  private readonly restored = new Map<number, Envelope>();
  private readonly early = new Map<number, Map<number, CheckedBallot>>();
  private newest = 0;

  constructor(agents: number) {
    this.agents = agents;
  }

  /** Blocks up to this one are past: ballots for those behind it may come before them. */
  startAfter(block: number): void {
    this.newest = Math.max(this.newest, block);
  }

  restore(envelope: Envelope): void {
    this.restored.set(readBallot(envelope).header.number, envelope);
  }

  /** This agent's ballot from before a restart for just this block. */
  kept({ number, header }: BuiltBlock): Envelope | undefined {
    const envelope = this.restored.get(number);
    if (envelope === undefined) return undefined;
    // After a divergence (S7) it may stand under another header: then there is none for this one.
    return sameBytes(readBallot(envelope).headerBytes, header) ? envelope : undefined;
  }

  /** Takes up a block, with the ballots that came before it. */
  open(block: BuiltBlock): readonly BallotEffect[] {
    const headerHex = toHex(block.header);
    const [ballots, ordered] = [new Map<number, CheckedBallot>(), new Set<number>()];
    const record = { block, headerHex, ballots, ordered, plain: undefined, certified: false };
    this.records.set(block.number, record);
    this.newest = Math.max(this.newest, block.number);
    const waiting = [...(this.early.get(block.number)?.values() ?? [])];
    this.early.delete(block.number);
    return waiting.map(({ envelope, ballot }) => this.add(envelope, ballot));
  }

  /**
   * Takes one agent's ballot; its second one for a block is passed over, unless it is the first of
   * its agent that comes out of the order. By that one the order judges, which closes nothing that
   * a quorum stands behind: a liar's other one, with a veto, must not keep it from a guard.
   */
  add(envelope: Envelope, ballot: Verified<Ballot>, isOrdered = false): BallotEffect {
    const record = this.records.get(ballot.header.number);
    if (record === undefined) {
      this.keepEarly(envelope, ballot);
      return {};
    }
    const { agent } = ballot;
    const isFirst = !record.ballots.has(agent);
    const isOfOrder = isOrdered && !record.ordered.has(agent);
    if (!isFirst && !isOfOrder) return {};
    if (ballot.headerHex !== record.headerHex) return isFirst ? { mismatch: ballot } : {};
    if (isOrdered) record.ordered.add(agent);
    record.ballots.set(agent, { envelope, ballot });
    record.plain = undefined;
    if (!isFirst) return {};
    if (record.certified || !isQuorum(record.ballots.size, this.agents)) return { match: ballot };
    record.certified = true;
    return { certified: record.block, match: ballot };
  }

  private keepEarly(envelope: Envelope, ballot: Verified<Ballot>): void {
    const { number } = ballot.header;
    if (number <= this.newest || number > this.newest + earlyBlocks) return;
    const waiting = this.early.get(number) ?? new Map<number, CheckedBallot>();
    waiting.set(ballot.agent, { envelope, ballot });
    this.early.set(number, waiting);
  }

  /** Blocks without this agent's ballot, oldest first. */
  unvoted(agent: number): BuiltBlock[] {
    const records = [...this.records.values()].filter((record) => !record.ballots.has(agent));
    return records.map((record) => record.block);
  }

  /** One agent's newest ballot of those that are held, on blocks that are not built yet as well. */
  newestOf(agent: number): Envelope | undefined {
    const early = [...this.early].sort(([one], [other]) => other - one);
    for (const [, ballots] of early) {
      const found = ballots.get(agent);
      if (found !== undefined) return found.envelope;
    }
    return this.ballotsOf(agent).at(-1);
  }

  /** One agent's ballots for the blocks that are held, oldest first. */
  ballotsOf(agent: number): Envelope[] {
    return [...this.records.values()]
      .map((record) => record.ballots.get(agent)?.envelope)
      .filter((envelope) => envelope !== undefined);
  }

  /** Ballots that do not veto the entry; what a client is shown as "3 of 4". */
  standBehind(block: number, sequence: number): number {
    const ballots = [...(this.records.get(block)?.ballots.values() ?? [])];
    return ballots.filter(({ ballot }) => ballot.vetoes.every((veto) => veto.sequence !== sequence))
      .length;
  }

  /**
   * The certificate of one entry with the ballots known so far; null if the block is not held.
   * Those of one block mostly have the very same list of ballots.
   */
  certificate(block: number, sequence: number): WireCertificate | null {
    const record = this.records.get(block);
    if (record === undefined) return null;
    const index = sequence - record.block.firstSequence;
    const entry = record.block.entryBytes[index];
    if (entry === undefined) return null;
    const path = merklePath(record.block.tree, index);
    const ballots = (record.plain ??= plainOf(record));
    if (ballots !== null) return { entry, index, path, ballots };
    const bytes = certificateBytesAtMost({ entry, path, ballots: [] });
    return { entry, index, path, ballots: this.fitting(record, bytes, sequence) };
  }

  /**
   * The smallest ones as far as there is room beside so many bytes, and no large ones behind a
   * quorum for the entry: a liar's would come with every certificate, and stay in the log (S9).
   */
  private fitting(record: BlockRecord, beside: number, sequence: number): Envelope[] {
    const fitting: Envelope[] = [];
    let [bytes, behind] = [beside, 0];
    for (const { envelope, ballot } of smallestFirst(record)) {
      bytes += ballotBytesAtMost(envelope);
      const isPlain = envelope.body.length <= plainBallotBytes;
      if (bytes > limits.certificateBytes) break;
      if (!isPlain && isQuorum(behind, this.agents)) break;
      fitting.push(envelope);
      if (ballot.vetoes.every((veto) => veto.sequence !== sequence)) behind += 1;
    }
    return fitting;
  }

  /** A certified block as the log keeps it. */
  logged(number: number): Uint8Array | null {
    const record = this.records.get(number);
    if (record?.certified !== true) return null;
    // A veto is against an entry, not against the block.
    const ballots = this.fitting(record, 0, noEntry);
    const { header, entryBytes: entries } = record.block;
    return encode(wire.Block, { header, entries, ballots });
  }

  /** Forgets the blocks that nobody will ask for. */
  forget(keep: (number: number) => boolean): void {
    for (const number of this.records.keys()) if (!keep(number)) this.records.delete(number);
    for (const number of this.restored.keys())
      if (number <= this.newest && !keep(number)) this.restored.delete(number);
  }

  isCertified(number: number): boolean {
    return this.records.get(number)?.certified ?? false;
  }

  /** The block of this number as this agent built it. */
  block(number: number): BuiltBlock | undefined {
    return this.records.get(number)?.block;
  }
}
