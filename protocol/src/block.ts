import { type Hex, hexBytes, toHex } from "./bytes.ts";
import { digest } from "./envelope.ts";
import { CodedError } from "./errors.ts";
import { checkIntegers, decodeStrict, type Envelope, encode, wire } from "./wire.ts";

/** What one consensus round ordered (docs/wire.md, "Block"); its digest names the block. */
export interface BlockHeader {
  /** The chain the block belongs to. */
  readonly chain: Hex;
  readonly number: number;
  readonly previous: Hex;
  readonly round: number;
  /** Consensus time, microseconds since 1970. */
  readonly timeUs: number;
  /** Of its first entry; without entries that of the next one to come. */
  readonly firstSequence: number;
  /** How many; a block has none where a long time went by without any (docs/wire.md, "Log"). */
  readonly entries: number;
  readonly root: Hex;
  readonly stateRoot: Hex;
}

export const encodeHeader = (header: BlockHeader): Uint8Array =>
  encode(wire.BlockHeader, {
    ...header,
    chain: hexBytes(header.chain),
    previous: hexBytes(header.previous),
    root: hexBytes(header.root),
    stateRoot: hexBytes(header.stateRoot),
  });

/** Throws BLOCK_DECODE. */
export const decodeHeader = (bytes: Uint8Array): BlockHeader => {
  const message = decodeStrict(wire.BlockHeader, bytes, "BLOCK");
  const { number, round, timeUs, firstSequence, entries } = message;
  checkIntegers("BLOCK_DECODE", { number, round, timeUs, firstSequence });
  if (number < 1 || firstSequence < 1)
    throw new CodedError("BLOCK_DECODE", "blocks and sequences begin at 1");
  for (const hash of [message.chain, message.previous, message.root, message.stateRoot])
    if (hash.length !== 32) throw new CodedError("BLOCK_DECODE", "a hash has 32 bytes");
  const [chain, previous] = [toHex(message.chain), toHex(message.previous)];
  const [root, stateRoot] = [toHex(message.root), toHex(message.stateRoot)];
  return { chain, number, previous, round, timeUs, firstSequence, entries, root, stateRoot };
};

export const blockHash = (chain: Uint8Array, header: Uint8Array): Hex =>
  digest("quorate/block/v1", chain, header);

export type Decision = "permit" | "deny" | "wait";

/** The replicated state machine's word on one command. */
export interface Verdict {
  readonly kind: "verdict";
  readonly id: Hex;
  readonly decision: Decision;
  readonly code: string;
  readonly detail: string;
  /** Permitted: the command's place in its device's chain, else 0 and empty (S3). */
  readonly deviceSequence: number;
  readonly previous: Hex;
  readonly command: Envelope;
}

/** Asks the guard to skip a permitted command; cannot be vetoed and never ages. */
export interface Closing {
  readonly kind: "closing";
  readonly id: Hex;
  readonly code: string;
  /** Which agents vetoed and why; empty where none did. */
  readonly detail: string;
  readonly device: string;
  readonly deviceSequence: number;
  readonly previous: Hex;
}

export interface Reported {
  readonly kind: "report";
  readonly report: Envelope;
}

export interface Approved {
  readonly kind: "approval";
  readonly approval: Envelope;
}

/** An alarm action and what became of it; no guard has to do with it. */
export interface AlarmVerdict {
  readonly kind: "alarm";
  readonly id: Hex;
  readonly decision: "permit" | "deny";
  readonly code: string;
  readonly detail: string;
  readonly action: Envelope;
}

/** One line of the log, a leaf of its block's Merkle tree. */
export interface Entry {
  readonly sequence: number;
  /** Consensus time, microseconds since 1970. */
  readonly timeUs: number;
  readonly item: Verdict | Closing | Reported | Approved | AlarmVerdict;
}

const decisions = { permit: 1, deny: 2, wait: 3 } as const;

export const encodeEntry = ({ sequence, timeUs, item }: Entry): Uint8Array => {
  switch (item.kind) {
    case "verdict": {
      const [id, previous] = [hexBytes(item.id), hexBytes(item.previous)];
      const verdict = { ...item, id, previous, decision: decisions[item.decision] };
      return encode(wire.Entry, { sequence, timeUs, kind: "verdict", verdict });
    }
    case "closing": {
      const closing = { ...item, id: hexBytes(item.id), previous: hexBytes(item.previous) };
      return encode(wire.Entry, { sequence, timeUs, kind: "closing", closing });
    }
    case "report":
      return encode(wire.Entry, { sequence, timeUs, kind: "report", report: item.report });
    case "approval":
      return encode(wire.Entry, { sequence, timeUs, kind: "approval", approval: item.approval });
    case "alarm": {
      const { id, code, detail, action } = item;
      const decision = decisions[item.decision];
      const alarm = { id: hexBytes(id), decision, code, detail, action };
      return encode(wire.Entry, { sequence, timeUs, kind: "alarm", alarm });
    }
  }
};

const decisionOf = (number: number): Decision => {
  const found = Object.entries(decisions).find(([, value]) => value === number);
  if (found === undefined) throw new CodedError("ENTRY_DECODE", `unknown decision ${number}`);
  return found[0] as Decision;
};

/** Throws ENTRY_DECODE. */
export const decodeEntry = (bytes: Uint8Array): Entry => {
  const message = decodeStrict(wire.Entry, bytes, "ENTRY");
  const { sequence, timeUs, verdict, closing, report, approval, alarm } = message;
  checkIntegers("ENTRY_DECODE", { sequence, timeUs });
  if (verdict) {
    const { code, detail, deviceSequence, command } = verdict;
    if (command == null) throw new CodedError("ENTRY_DECODE", "a verdict without command");
    const item: Verdict = {
      kind: "verdict",
      id: toHex(verdict.id),
      decision: decisionOf(verdict.decision),
      ...{ code, detail, deviceSequence },
      previous: toHex(verdict.previous),
      command,
    };
    return { sequence, timeUs, item };
  }
  if (closing) {
    const { code, detail, device, deviceSequence } = closing;
    const [id, previous] = [toHex(closing.id), toHex(closing.previous)];
    const item: Closing = { kind: "closing", id, code, detail, device, deviceSequence, previous };
    return { sequence, timeUs, item };
  }
  if (report) return { sequence, timeUs, item: { kind: "report", report } };
  if (approval) return { sequence, timeUs, item: { kind: "approval", approval } };
  if (alarm) {
    const { code, detail, action } = alarm;
    const decision = decisionOf(alarm.decision);
    if (action == null || decision === "wait")
      throw new CodedError("ENTRY_DECODE", "an alarm's verdict permits or denies an action");
    const id = toHex(alarm.id);
    return { sequence, timeUs, item: { kind: "alarm", id, decision, code, detail, action } };
  }
  throw new CodedError("ENTRY_DECODE", "an entry of no known kind");
};
