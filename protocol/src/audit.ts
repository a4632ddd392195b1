import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { type CheckedBlock, checkBlock, type ChainPlace, startOf } from "./audit-block.ts";
import { concatBytes, hexBytes, sameBytes, toHex } from "./bytes.ts";
import type { VerifySignature } from "./ed25519.ts";
import type { SealContext } from "./envelope.ts";
import { type Equivocation, openEquivocation } from "./equivocation.ts";
import { CodedError, isCoded } from "./errors.ts";
import type { Site } from "./site.ts";
import {
  decodeStrict,
  encode,
  type WireBlock,
  type WireEquivocation,
  type WireLogTail,
  wire,
} from "./wire.ts";

/** What the head of an exported log says of the format. */
export const logFormat = "quorate-log/1";
/** One record of an exported log, bytes (S9): a block with all its entries. */
export const logRecordBytes = 256 * 1024 * 1024;
const prefixBytes = 4;

const framed = (payload: Uint8Array): Uint8Array => {
  const prefix = new Uint8Array(prefixBytes);
  new DataView(prefix.buffer).setUint32(0, payload.length);
  return concatBytes(prefix, payload);
};

/** Makes the bytes of an exported log: a head, block after block, a tail (docs/wire.md). */
export class LogExport {
  private readonly site: Site;
  private readonly hash = nobleSha256.create();
  private blocks = 0;

  constructor(site: Site) {
    this.site = site;
  }

  head(): Uint8Array {
    const { chain, name: site } = this.site;
    return this.add(encode(wire.LogHead, { format: logFormat, chain: hexBytes(chain), site }));
  }

  block(block: WireBlock): Uint8Array {
    this.blocks += 1;
    return this.add(encode(wire.Block, block));
  }

  /** `equivocations` are proofs against agents, to be kept with the log. */
  tail(equivocations: readonly WireEquivocation[] = []): Uint8Array {
    const { blocks, hash } = this;
    return framed(encode(wire.LogTail, { blocks, sha256: hash.digest(), equivocations }));
  }

  private add(payload: Uint8Array): Uint8Array {
    const bytes = framed(payload);
    this.hash.update(bytes);
    return bytes;
  }
}

/** What an exported log that stood the audit holds. */
export interface AuditSummary {
  readonly blocks: number;
  readonly entries: number;
  /** Consensus times of the first and the last block, microseconds since 1970; 0 without blocks. */
  readonly fromUs: number;
  readonly toUs: number;
  /** Hash of the last block, the chain id without one. */
  readonly last: string;
  /** Proofs against agents that lie with the log; each was checked. */
  readonly equivocations: readonly Equivocation[];
}

const reason = (error: unknown): string => {
  if (!isCoded(error)) throw error;
  return `${error.code} (${error.message})`;
};

const isTail = (payload: Uint8Array): boolean => {
  try {
    return decodeStrict(wire.LogTail, payload, "TAIL").sha256.length === 32;
  } catch (error) {
    if (isCoded(error)) return false;
    throw error;
  }
};

/**
 * Checks an exported log against the site file alone: record by record, in whatever pieces it is
 * read. Throws, at the first broken item, AUDIT_RECORD, AUDIT_HEAD, AUDIT_BLOCK, AUDIT_BALLOT,
 * AUDIT_ENTRY or AUDIT_TAIL with a message that names it.
 */
export class LogAudit {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly onBlock: (block: CheckedBlock) => void;
  private readonly hash = nobleSha256.create();
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  /** Where the oldest waiting byte stands in the file. */
  private offset = 0;
  /** The newest whole record: the tail, unless another one follows. */
  private held: { readonly framed: Uint8Array; readonly offset: number } | null = null;
  private headSeen = false;
  private place: ChainPlace;
  private entries = 0;
  private fromUs = 0;
  private toUs = 0;

  constructor(site: Site, verify: VerifySignature, onBlock?: (block: CheckedBlock) => void) {
    this.site = site;
    this.context = { chain: hexBytes(site.chain), verify };
    this.onBlock = onBlock ?? (() => {});
    this.place = startOf(site);
  }

  take(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    for (let record = this.next(); record !== null; record = this.next()) {
      this.pass();
      this.held = { framed: record, offset: this.offset - record.length };
    }
  }

  /** The file ends here. */
  end(): AuditSummary {
    const at = `record at byte ${this.offset}`;
    if (this.waitingBytes > 0) {
      // More follows it, so the held record is no tail; what is wrong with it comes first.
      this.pass();
      const announced = this.waitingBytes < prefixBytes ? null : this.announced();
      const says = announced === null ? "a length of 4 bytes" : `${announced} bytes`;
      throw new CodedError(
        "AUDIT_RECORD",
        `${at}: cut short: it announces ${says}, and the file ends after ` +
          `${Math.max(0, this.waitingBytes - (announced === null ? 0 : prefixBytes))}`,
      );
    }
    if (this.held === null) throw new CodedError("AUDIT_HEAD", "head: the file is empty");
    if (!this.headSeen) {
      this.pass();
      throw new CodedError("AUDIT_TAIL", `tail: missing; the file ends at byte ${this.offset}`);
    }
    const equivocations = this.tail(this.held.framed, this.held.offset);
    const { number, previous: last } = this.place;
    const { entries, fromUs, toUs } = this;
    return { blocks: number - 1, entries, fromUs, toUs, last, equivocations };
  }

  private announced(): number {
    const prefix = this.peek(prefixBytes);
    return new DataView(prefix.buffer, prefix.byteOffset).getUint32(0);
  }

  /** The first bytes that wait, in one piece. */
  private peek(length: number): Uint8Array {
    const [first] = this.waiting;
    if (first === undefined || first.length < length) this.waiting = [concatBytes(...this.waiting)];
    return (this.waiting[0] as Uint8Array).subarray(0, length);
  }

  private next(): Uint8Array | null {
    if (this.waitingBytes < prefixBytes) return null;
    const announced = this.announced();
    if (announced === 0 || announced > logRecordBytes) {
      this.pass();
      const says = `announces ${announced} bytes, at most ${logRecordBytes}`;
      throw new CodedError("AUDIT_RECORD", `record at byte ${this.offset}: ${says}`);
    }
    const length = prefixBytes + announced;
    if (this.waitingBytes < length) return null;
    const record = Uint8Array.from(this.peek(length));
    const rest = (this.waiting[0] as Uint8Array).subarray(length);
    this.waiting = [...(rest.length > 0 ? [rest] : []), ...this.waiting.slice(1)];
    this.waitingBytes -= length;
    this.offset += length;
    return record;
  }

  /** Judges the held record as what it is when it is not the last one: head or block. */
  private pass(): void {
    const { held } = this;
    if (held === null) return;
    this.hash.update(held.framed);
    const payload = held.framed.subarray(prefixBytes);
    if (!this.headSeen) return this.head(payload);
    const checked = checkBlock(this.context, this.site, this.decodeBlock(payload, held.offset), {
      after: this.place,
    });
    this.place = checked.next;
    this.entries += checked.entries.length;
    if (this.fromUs === 0) this.fromUs = checked.header.timeUs;
    this.toUs = checked.header.timeUs;
    this.onBlock(checked);
  }

  private head(payload: Uint8Array): void {
    this.headSeen = true;
    const broken = (what: string): CodedError => new CodedError("AUDIT_HEAD", `head: ${what}`);
    let head: { format: string; chain: Uint8Array; site: string };
    try {
      head = decodeStrict(wire.LogHead, payload, "HEAD");
    } catch (error) {
      throw broken(reason(error));
    }
    if (head.format !== logFormat) throw broken(`not the format ${logFormat}`);
    if (toHex(head.chain) !== this.site.chain)
      throw broken(
        `it names chain ${toHex(head.chain).slice(0, 16)}…, ` +
          `the site file makes ${this.site.chain.slice(0, 16)}…`,
      );
    if (head.site !== this.site.name)
      throw broken(`it names site ${JSON.stringify(head.site)}, not ${this.site.name}`);
  }

  private decodeBlock(payload: Uint8Array, offset: number): WireBlock {
    try {
      return decodeStrict(wire.Block, payload, "BLOCK");
    } catch (error) {
      if (isTail(payload))
        throw new CodedError("AUDIT_TAIL", `tail (record at byte ${offset}): the file goes on`);
      const where = `record at byte ${offset} (block ${this.place.number})`;
      throw new CodedError("AUDIT_RECORD", `${where}: ${reason(error)}`);
    }
  }

  private tail(record: Uint8Array, offset: number): readonly Equivocation[] {
    const broken = (what: string): CodedError =>
      new CodedError("AUDIT_TAIL", `tail (record at byte ${offset}): ${what}`);
    let tail: WireLogTail;
    try {
      tail = decodeStrict(wire.LogTail, record.subarray(prefixBytes), "TAIL");
    } catch (error) {
      throw broken(`${reason(error)}; is the end of the file missing?`);
    }
    const blocks = this.place.number - 1;
    if (tail.blocks !== blocks)
      throw broken(`it counts ${tail.blocks} blocks, there are ${blocks}`);
    if (!sameBytes(tail.sha256, this.hash.digest()))
      throw broken("its SHA-256 is not that of the bytes before it");
    try {
      return tail.equivocations.map((one) => openEquivocation(this.context, this.site, one));
    } catch (error) {
      throw broken(`evidence against an agent proves nothing: ${reason(error)}`);
    }
  }
}
