import {
  CodedError,
  type Command,
  digest,
  type Envelope,
  findDevice,
  type Hex,
  isCoded,
  openApproval,
  readBallot,
  readCommand,
  readReport,
  type SealContext,
  type Site,
  toHex,
  verifyBallot,
  verifyCommand,
  verifyReport,
  type WireTransaction,
} from "@quorate/protocol";
import type { OrderedTransaction } from "./machine.ts";
import { rolesOf } from "./policy.ts";

/** Transactions whose check is remembered; the oldest are forgotten and would be checked again. */
const remembered = 65_536;

/** The name a transaction has whatever event carries it, or null when it is none. */
export const transactionId = (chain: Uint8Array, transaction: WireTransaction): Hex | null => {
  const { command, approval, report, ballot } = transaction;
  if (command) return digest("quorate/command/v1", chain, command.body);
  if (approval) return digest("quorate/approval/v1", chain, approval.body);
  if (report) return digest("quorate/report/v1", chain, report.body);
  return ballot ? digest("quorate/ballot/v1", chain, ballot.body) : null;
};

/**
 * Decodes transactions and checks their signatures, each once (design.md section 5, "Intake").
 * What does not check out is null on every agent alike: it is left out of the order.
 */
export class Transactions {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly known = new Map<string, OrderedTransaction | null>();

  constructor(site: Site, context: SealContext) {
    this.site = site;
    this.context = context;
  }

  /** Null for anything malformed, unsigned, or from somebody who may not say it. */
  check(transaction: WireTransaction): OrderedTransaction | null {
    const { command, approval, report, ballot } = transaction;
    const envelope = command ?? approval ?? report ?? ballot;
    const id = transactionId(this.context.chain, transaction);
    if (envelope == null || id === null) return null;
    const key = `${id}${toHex(envelope.signature)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const checked = this.checkNew(transaction);
    this.known.set(key, checked);
    if (this.known.size > remembered) this.known.delete(this.known.keys().next().value as string);
    return checked;
  }

  private checkNew(transaction: WireTransaction): OrderedTransaction | null {
    try {
      return this.open(transaction);
    } catch (error) {
      if (isCoded(error)) return null;
      throw error;
    }
  }

  private open({ command, approval, report, ballot }: WireTransaction): OrderedTransaction | null {
    if (command) return { kind: "command", command: this.command(command), envelope: command };
    if (approval) {
      const opened = openApproval(this.context, approval);
      return { kind: "approval", ...opened, envelope: approval };
    }
    if (report) return this.report(report);
    if (!ballot) return null;
    const read = readBallot(ballot);
    return { kind: "ballot", ballot: verifyBallot(this.context, this.site, ballot, read) };
  }

  private command(envelope: Envelope): Command {
    const command = readCommand(this.context.chain, envelope);
    if (rolesOf(this.site, command.operator) === undefined)
      throw new CodedError("COMMAND_KEY_UNKNOWN", `no operator with key ${command.operator}`);
    return verifyCommand(this.context, envelope, command);
  }

  private report(envelope: Envelope): OrderedTransaction | null {
    const report = readReport(envelope);
    const device = findDevice(this.site, report.device);
    const guard = this.site.guards.find(({ name }) => name === device?.guard);
    if (guard === undefined || guard.key !== report.guard) return null;
    return { kind: "report", report: verifyReport(this.context, envelope, report), envelope };
  }
}
