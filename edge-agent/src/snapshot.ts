import {
  type BlockHeader,
  blockHash,
  checkBlock,
  CodedError,
  concatBytes,
  decodeHeader,
  decodeStrict,
  encode,
  type Envelope,
  type Hex,
  isCoded,
  isQuorum,
  limits,
  readBallot,
  sameBytes,
  type SealContext,
  type Site,
  verifyBallot,
  type WireBlock,
  wire,
} from "@quorate/protocol";
import type { ReplicatedState } from "./state.ts";
import { blocksInUse, giveEnvelope, restoreState, type StateEntry } from "./state-restore.ts";

/** A snapshot as files and cables carry it (docs/wire.md, "Snapshot"). */
export interface SnapshotBytes {
  readonly block: number;
  readonly head: Uint8Array;
  readonly parts: readonly Uint8Array[];
}

/** A snapshot as one agent keeps it, with what concerns that agent alone (`SnapshotOwn`). */
export interface StoredSnapshot extends SnapshotBytes {
  readonly own: Uint8Array;
}

/** What a snapshot holds, once all of it was checked. */
export interface OpenedSnapshot {
  readonly header: BlockHeader;
  readonly state: ReplicatedState;
  /** Blocks with open commands, ascending, each with a certificate. */
  readonly blocks: readonly WireBlock[];
}

const fault = (code: string, message: string): CodedError => new CodedError(code, message);

/** Puts parts together of what comes, each closed by the item with which it passes the bound. */
class Parts {
  readonly closed: Uint8Array[] = [];
  /** Encoded; fields that repeat are put behind one another as they are. */
  private pieces: Uint8Array[] = [];
  private bytes = 0;
  private items: StateEntry[] = [];

  /** Answers whether something was encoded. */
  entry(entry: StateEntry, together: number): boolean {
    this.items.push(entry);
    this.bytes += entry[0].length + entry[1].length;
    if (this.bytes >= limits.snapshotPartBytes) this.close();
    else if (this.items.length < together) return false;
    else this.encodeItems();
    return true;
  }

  block(block: WireBlock): void {
    const piece = encode(wire.SnapshotPart, { blocks: [block] });
    this.pieces.push(piece);
    this.bytes += piece.length;
    if (this.bytes >= limits.snapshotPartBytes) this.close();
  }

  /** Throws SNAPSHOT_SIZE. */
  close(): void {
    this.encodeItems();
    if (this.pieces.length > 0) this.closed.push(concatBytes(...this.pieces));
    [this.pieces, this.bytes] = [[], 0];
    const count = this.closed.length;
    if (count > limits.snapshotParts)
      throw fault("SNAPSHOT_SIZE", `${count} parts, at most ${limits.snapshotParts}`);
  }

  private encodeItems(): void {
    if (this.items.length === 0) return;
    const entries = this.items.map(([key, value]) => ({ key, value }));
    this.pieces.push(encode(wire.SnapshotPart, { entries }));
    this.items = [];
  }
}

/** Entries that are encoded in one step. */
const leastTogether = 128;
/** More of them where there are many: no snapshot takes more steps than this for its entries. */
const mostSteps = 512;

/**
 * Makes a snapshot in many steps, each as long as encoding some hundred entries: all at once takes
 * as long as several rounds, on every agent in the same round. `block` is the certified one whose
 * state root the entries have. Throws SNAPSHOT_SIZE.
 */
export function* snapshotSteps(
  block: WireBlock,
  entries: Iterable<StateEntry> & { readonly size: number },
  inUse: readonly WireBlock[],
): Generator<void, SnapshotBytes> {
  const parts = new Parts();
  const together = Math.max(leastTogether, Math.ceil(entries.size / mostSteps));
  for (const entry of entries) if (parts.entry(entry, together)) yield;
  parts.close();
  for (const one of inUse) {
    parts.block(one);
    yield;
  }
  parts.close();
  const bytes = parts.closed.reduce((sum, { length }) => sum + length, 0);
  if (bytes > limits.snapshotBytes)
    throw fault("SNAPSHOT_SIZE", `${bytes} bytes, at most ${limits.snapshotBytes}`);
  const { header, ballots } = block;
  const count = parts.closed.length;
  const head = encode(wire.SnapshotHead, { header, ballots: [...ballots], parts: count });
  return { block: decodeHeader(header).number, head, parts: parts.closed };
}

export interface OpenedHead {
  readonly header: BlockHeader;
  readonly headerBytes: Uint8Array;
  readonly hash: Hex;
  readonly parts: number;
}

/** S1's count, over the state root: more than two thirds have signed this header. */
const checkBallots = (
  context: SealContext,
  site: Site,
  header: Uint8Array,
  ballots: readonly Envelope[],
): void => {
  const agents = new Set<number>();
  for (const envelope of ballots) {
    const ballot = readBallot(envelope);
    verifyBallot(context, site, envelope, ballot);
    if (sameBytes(ballot.headerBytes, header)) agents.add(ballot.agent);
  }
  const n = site.agents.length;
  if (!isQuorum(agents.size, n)) throw fault("SNAPSHOT_QUORUM", `${agents.size} of ${n} signed it`);
};

/** Throws SNAPSHOT_HEAD, SNAPSHOT_QUORUM, SNAPSHOT_SIZE. */
export const openHead = (context: SealContext, site: Site, bytes: Uint8Array): OpenedHead => {
  try {
    const head = decodeStrict(wire.SnapshotHead, bytes, "SNAPSHOT");
    const header = decodeHeader(head.header);
    if (header.chain !== site.chain) throw fault("SNAPSHOT_HEAD", "it is of another chain");
    if (head.parts < 1 || head.parts > limits.snapshotParts)
      throw fault("SNAPSHOT_SIZE", `${head.parts} parts`);
    checkBallots(context, site, head.header, head.ballots);
    const hash = blockHash(context.chain, head.header);
    return { header, headerBytes: head.header, hash, parts: head.parts };
  } catch (error) {
    if (!isCoded(error) || error.code.startsWith("SNAPSHOT_")) throw error;
    throw fault("SNAPSHOT_HEAD", `${error.code} (${error.message})`);
  }
};

/** The certificate of every open command, or its guard would wait for ever. */
const checkBlocks = (
  context: SealContext,
  site: Site,
  state: ReplicatedState,
  blocks: readonly WireBlock[],
): void => {
  const found = new Set<number>();
  for (const block of blocks) {
    const { header, entries } = checkBlock(context, site, block, {
      ...{ after: null, trustsBallots: true },
    });
    const known = state.header(header.number);
    if (known !== undefined && !sameBytes(known, block.header))
      throw fault("SNAPSHOT_BLOCK", `block ${header.number} is not the one in the state`);
    found.add(header.number);
    for (const { item } of entries)
      if (item.kind === "verdict") giveEnvelope(state, item.id, item.command);
  }
  for (const number of blocksInUse(state))
    if (!found.has(number)) throw fault("SNAPSHOT_BLOCK", `block ${number} is missing`);
};

/**
 * Checks a snapshot, wherever it comes from: signatures of more than two thirds over a header, all
 * entries under the header's state root, and a certificate for whatever is open. Throws
 * SNAPSHOT_HEAD, _QUORUM, _SIZE, _DECODE, _STATE, _BLOCK.
 */
export const openSnapshot = (
  context: SealContext,
  site: Site,
  { head, parts }: Omit<SnapshotBytes, "block">,
): OpenedSnapshot => {
  const opened = openHead(context, site, head);
  if (parts.length !== opened.parts) throw fault("SNAPSHOT_SIZE", `${parts.length} parts`);
  const read = parts.map((part) => decodeStrict(wire.SnapshotPart, part, "SNAPSHOT"));
  const entries = read.flatMap((part) =>
    part.entries.map(({ key, value }): StateEntry => [key, value]),
  );
  const blocks = read.flatMap((part) => part.blocks);
  const { header, headerBytes, hash } = opened;
  const state = restoreState(site, header, headerBytes, hash, entries);
  try {
    checkBlocks(context, site, state, blocks);
  } catch (error) {
    if (!isCoded(error) || error.code.startsWith("SNAPSHOT_")) throw error;
    throw fault("SNAPSHOT_BLOCK", `${error.code} (${error.message})`);
  }
  return { header, state, blocks };
};
