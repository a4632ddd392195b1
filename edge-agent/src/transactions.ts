import {
  type AlarmAction,
  CodedError,
  type Command,
  digest,
  type Envelope,
  findDevice,
  type Hex,
  isCoded,
  openApproval,
  readAlarmAction,
  readBallot,
  readCommand,
  readReport,
  type Report,
  reportSignatureBytes,
  type SealContext,
  sha256Hex,
  signatureBytes,
  type Site,
  toHex,
  verifyAlarmAction,
  verifyBallot,
  verifyCommand,
  verifyReport,
  type WireTransaction,
} from "@quorate/protocol";
import type { OrderedTransaction } from "./machine.ts";
import { operatorOf, rolesOf } from "./policy.ts";

const kinds = ["command", "approval", "report", "ballot", "alarm"] as const;

/** Transactions whose check is remembered; the oldest are forgotten and would be checked again. */
const remembered = 4096;
/**
 * And for so many rounds: copies of it come in other events within some ten. What is decoded takes
 * one to three kilobytes.
 */
const rememberedRounds = 128;
/** Bytes of their bodies. */
const rememberedBytes = 8 * 1024 * 1024;

interface Known {
  readonly id: Hex;
  /** Null for anything malformed, unsigned, or from somebody who may not say it. */
  readonly checked: OrderedTransaction | null;
  readonly bytes: number;
  /** How many rounds were over when it came. */
  readonly rounds: number;
}

/** A transaction's envelope, decoded and not verified. */
export interface Read {
  readonly command?: Command;
  readonly report?: Report;
}

const nothing: Known = { id: "", checked: null, bytes: 0, rounds: 0 };

/** The same body under another signature is another thing to check. */
const nameOf = (id: Hex, signature: Uint8Array): string =>
  id + (signature.length <= signatureBytes ? toHex(signature) : sha256Hex(signature));

/** Reports may be signed many at a time. */
const hasLength = (kind: (typeof kinds)[number], { length }: Uint8Array): boolean =>
  length === signatureBytes ||
  (kind === "report" && length > signatureBytes && length <= reportSignatureBytes);

/**
 * Decodes transactions and checks their signatures, each once (docs/wire.md, "Event").
 * What does not check out is null on every agent alike: it is left out of the order.
 */
export class Transactions {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly known = new Map<string, Known>();
  private knownBytes = 0;
  private rounds = 0;
  /** By the decoded object, which events hold on to until they are ordered: no hashing at all. */
  private readonly objects = new WeakMap<WireTransaction, Known>();

  constructor(site: Site, context: SealContext) {
    this.site = site;
    this.context = context;
  }

  /** The name a transaction has whatever event carries it; empty when it is none. */
  id(transaction: WireTransaction): Hex {
    return this.look(transaction).id;
  }

  /**
   * Names the bytes of a transaction with their signature, which is not checked: enough to find
   * again what was checked before. Empty when it is none.
   */
  name(transaction: WireTransaction): string {
    const kind = kinds.find((one) => transaction[one] != null);
    const envelope = kind === undefined ? null : transaction[kind];
    if (kind === undefined || envelope == null) return "";
    const id = digest(`quorate/${kind}/v1`, this.context.chain, envelope.body);
    return nameOf(id, envelope.signature);
  }

  /** The id that a transaction has if it checks out, which is not looked at; or empty. */
  bodyId(transaction: WireTransaction): Hex {
    const kind = kinds.find((one) => transaction[one] != null);
    const body = kind === undefined ? null : transaction[kind]?.body;
    if (kind === undefined || body == null) return "";
    return digest(`quorate/${kind}/v1`, this.context.chain, body);
  }

  /** A round of the order is over. */
  roundOver(): void {
    this.rounds += 1;
    this.forget();
  }

  /**
   * Null for anything malformed, unsigned, or from somebody who may not say it. `read`: what its
   * envelope was decoded to before, which says nothing of its signature.
   */
  check(transaction: WireTransaction, read?: Read): OrderedTransaction | null {
    return this.look(transaction, read).checked;
  }

  private look(transaction: WireTransaction, read?: Read): Known {
    const before = this.objects.get(transaction);
    if (before !== undefined) return before;
    const known = this.lookByName(transaction, read);
    this.objects.set(transaction, known);
    return known;
  }

  private lookByName(transaction: WireTransaction, read?: Read): Known {
    const kind = kinds.find((one) => transaction[one] != null);
    const envelope = kind === undefined ? null : transaction[kind];
    if (kind === undefined || envelope == null) return nothing;
    const id =
      read?.command?.id ?? digest(`quorate/${kind}/v1`, this.context.chain, envelope.body);
    if (!hasLength(kind, envelope.signature)) return { ...nothing, id };
    const name = nameOf(id, envelope.signature);
    const before = this.known.get(name);
    if (before !== undefined) return before;
    const checked = this.checkNew(transaction, id, read);
    const bytes = checked === null ? 0 : envelope.body.length;
    const known = { id, checked, bytes, rounds: this.rounds };
    this.remember(name, known);
    return known;
  }

  private remember(name: string, known: Known): void {
    this.known.set(name, known);
    this.knownBytes += known.bytes;
    this.forget();
  }

  private forget(): void {
    for (const [name, { bytes, rounds }] of this.known) {
      const isOld = this.rounds - rounds > rememberedRounds;
      const isTooMuch = this.known.size > remembered || this.knownBytes > rememberedBytes;
      if (!isOld && !isTooMuch) break;
      this.known.delete(name);
      this.knownBytes -= bytes;
    }
  }

  private checkNew(transaction: WireTransaction, id: Hex, read?: Read): OrderedTransaction | null {
    try {
      return this.open(transaction, id, read);
    } catch (error) {
      if (isCoded(error)) return null;
      throw error;
    }
  }

  private open(transaction: WireTransaction, id: Hex, read: Read = {}): OrderedTransaction | null {
    const { command: envelope, approval, report, ballot, alarm } = transaction;
    if (envelope) {
      const command = read.command ?? readCommand(this.context.chain, envelope, id);
      return { kind: "command", command: this.command(envelope, command), envelope };
    }
    if (approval) {
      const opened = openApproval(this.context, approval);
      return { kind: "approval", ...opened, envelope: approval };
    }
    if (report) return this.report(report, read.report);
    if (alarm) return { kind: "alarm", action: this.alarm(alarm), envelope: alarm };
    if (!ballot) return null;
    const said = readBallot(ballot);
    return { kind: "ballot", ballot: verifyBallot(this.context, this.site, ballot, said) };
  }

  private command(envelope: Envelope, command: Command): Command {
    if (rolesOf(this.site, command.operator) === undefined)
      throw new CodedError("COMMAND_KEY_UNKNOWN", `no operator with key ${command.operator}`);
    return verifyCommand(this.context, envelope, command);
  }

  private alarm(envelope: Envelope): AlarmAction {
    const action = readAlarmAction(this.context.chain, envelope);
    if (operatorOf(this.site, action.operator) === undefined)
      throw new CodedError("ALARM_KEY_UNKNOWN", `no operator with key ${action.operator}`);
    return verifyAlarmAction(this.context, envelope, action);
  }

  private report(envelope: Envelope, read?: Report): OrderedTransaction | null {
    const report = read ?? readReport(envelope);
    const device = findDevice(this.site, report.device);
    const guard = this.site.guards.find(({ name }) => name === device?.guard);
    if (guard === undefined || guard.key !== report.guard) return null;
    return { kind: "report", report: verifyReport(this.context, envelope, report), envelope };
  }
}
