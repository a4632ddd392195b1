import {
  type Ballot,
  blockHash,
  type Closing,
  type Command,
  type Decision,
  encodeEntry,
  encodeHeader,
  type Entry,
  type Envelope,
  type Hex,
  hexBytes,
  isQuorum,
  limits,
  type MerkleTree,
  merkleRoot,
  merkleTree,
  type Outcome,
  readCommand,
  type Report,
  type Site,
  toHex,
  type Verified,
} from "@quorate/protocol";
import { checkRoles, consentOf, isDenial, type Judgement, judge, operatorOf } from "./policy.ts";
import { type OpenCommand, ReplicatedState } from "./state.ts";

/** A transaction as it stands in the order, decoded and with its signature checked. */
export type OrderedTransaction =
  | { readonly kind: "command"; readonly command: Command; readonly envelope: Envelope }
  | {
      readonly kind: "approval";
      readonly operator: Hex;
      readonly command: Hex;
      readonly envelope: Envelope;
    }
  | { readonly kind: "report"; readonly report: Report; readonly envelope: Envelope }
  | { readonly kind: "ballot"; readonly ballot: Verified<Ballot> };

export interface OrderedRound {
  readonly round: number;
  readonly timeUs: number;
  readonly transactions: readonly {
    readonly timeUs: number;
    readonly transaction: OrderedTransaction;
  }[];
}

export interface BuiltBlock {
  readonly number: number;
  readonly header: Uint8Array;
  readonly hash: Hex;
  readonly firstSequence: number;
  readonly timeUs: number;
  readonly entries: readonly Entry[];
  readonly entryBytes: readonly Uint8Array[];
  readonly tree: MerkleTree;
}

/** A command that has reached its end by this round. */
export interface Ended {
  readonly id: Hex;
  readonly device: string;
  readonly deviceSequence: number;
  readonly outcome: Outcome;
  readonly code: string;
  readonly detail: string;
  readonly sequence: number;
  readonly report?: Envelope;
}

export interface Step {
  readonly blocks: readonly BuiltBlock[];
  readonly ended: readonly Ended[];
  /** Commands that ordered ballots of a quorum now stand behind. */
  readonly certified: readonly Hex[];
}

const outcomeOfDenial = (code: string): Outcome =>
  code === "POLICY_EXPIRED" ? "expired" : "refused";

/**
 * The replicated state machine: rounds in, blocks out; the same on every agent (S2, S7). Nothing
 * in here looks at a clock, a reading or anything else that was not ordered.
 */
export class Machine {
  readonly state: ReplicatedState;
  private readonly site: Site;
  private readonly chain: Uint8Array;
  private entries: Entry[] = [];
  private entryBytes: Uint8Array[] = [];
  private blockBytes = 0;
  private blocks: BuiltBlock[] = [];
  private ended: Ended[] = [];
  private certified: Hex[] = [];

  constructor(site: Site) {
    this.site = site;
    this.chain = hexBytes(site.chain);
    this.state = new ReplicatedState(site);
  }

  apply(round: OrderedRound): Step {
    const { clock } = this.state;
    clock.round = round.round;
    clock.timeUs = Math.max(clock.timeUs, round.timeUs);
    for (const { transaction, timeUs } of round.transactions) this.applyOne(transaction, timeUs);
    this.closeOverdue();
    this.state.forget();
    this.buildBlock();
    const { blocks, ended, certified } = this;
    [this.blocks, this.ended, this.certified] = [[], [], []];
    return { blocks, ended, certified };
  }

  private applyOne(transaction: OrderedTransaction, timeUs: number): void {
    switch (transaction.kind) {
      case "command":
        this.takeCommand(transaction.command, transaction.envelope, timeUs);
        break;
      case "approval":
        this.takeApproval(transaction.operator, transaction.command, transaction.envelope, timeUs);
        break;
      case "report":
        this.takeReport(transaction.report, transaction.envelope, timeUs);
        break;
      case "ballot":
        this.takeBallot(transaction.ballot);
        break;
    }
  }

  private addEntry(item: Entry["item"], timeUs: number): number {
    const sequence = this.state.clock.nextSequence;
    this.state.clock.nextSequence += 1;
    const entry: Entry = { sequence, timeUs, item };
    const bytes = encodeEntry(entry);
    this.entries.push(entry);
    this.entryBytes.push(bytes);
    this.blockBytes += bytes.length;
    const { blockEntries, blockBytes } = limits;
    if (this.entries.length >= blockEntries || this.blockBytes >= blockBytes) this.buildBlock();
    return sequence;
  }

  private takeCommand(command: Command, envelope: Envelope, timeUs: number): void {
    const { state, site } = this;
    if (state.hasSeen(command.id)) return;
    const keepUs = (site.policy.ttlMaxMs + site.policy.clockDriftMs) * 1000;
    const notAfterUs = command.notAfterMs * 1000;
    const forgotten = state.isForgotten(notAfterUs + keepUs);
    state.putSeen(command.id, Math.max(notAfterUs, timeUs) + keepUs);
    if (forgotten) {
      // S8: it may have ended before, written even; that line of the log must not be contradicted.
      const detail = "so old that an earlier end of it would be forgotten; the log may have one";
      this.deny(command.id, command.device, envelope, "POLICY_FORGOTTEN", detail, timeUs);
      return;
    }
    const judged = judge(site, command, this.facts(command, timeUs));
    if (isDenial(judged)) {
      this.deny(command.id, command.device, envelope, judged.code, judged.detail, timeUs);
      return;
    }
    const open: OpenCommand = {
      ...{ id: command.id, device: command.device, notAfterMs: command.notAfterMs },
      ...{ orderedUs: timeUs, orderedRound: state.clock.round },
      ...{ deviceSequence: 0, block: 0, sequence: 0, previous: "" },
      ...{ ballots: 0, vetoes: 0, closing: "", closingBlock: 0, closingSequence: 0 },
      ...{ command: envelope, approvals: [command.operator] },
    };
    if (judged.approvals > 1) {
      this.verdict(open, "wait", "", `${judged.approvals} operators must sign`, timeUs);
      state.putCommand(open);
    } else this.permit(open, judged, timeUs);
  }

  private facts({ id, device, operator }: Command, timeUs: number) {
    let openOfOperator = 0;
    // The first approval is the signer's own.
    for (const open of this.state.commands.values())
      if (open.approvals[0] === operator && open.id !== id) openOfOperator += 1;
    return {
      ...{ timeUs, openOfOperator },
      openOnDevice: this.state.devices.get(device)?.open ?? 0,
      rateTimes: (rule: number, operator: Hex) => this.state.rateTimes(rule, operator),
    };
  }

  private deny(
    id: Hex,
    device: string,
    command: Envelope,
    code: string,
    detail: string,
    timeUs: number,
  ): void {
    const sequence = this.addEntry(
      {
        ...{ kind: "verdict", id, decision: "deny", code, detail },
        ...{ deviceSequence: 0, previous: "", command },
      },
      timeUs,
    );
    const outcome = outcomeOfDenial(code);
    this.ended.push({ id, device, deviceSequence: 0, outcome, code, detail, sequence });
  }

  private verdict(
    open: OpenCommand,
    decision: Decision,
    code: string,
    detail: string,
    timeUs: number,
  ): void {
    const { id, deviceSequence, previous, command } = open;
    const item = { kind: "verdict", id, decision, code, detail, deviceSequence, previous, command };
    open.sequence = this.addEntry(item as Entry["item"], timeUs);
  }

  /** S3: gives the command its place in its device's chain. */
  private permit(open: OpenCommand, judged: Judgement, timeUs: number): void {
    const { state } = this;
    const device = state.device(open.device);
    open.deviceSequence = device.deviceSequence + 1;
    open.previous = device.last;
    open.orderedUs = timeUs;
    open.orderedRound = state.clock.round;
    open.block = state.clock.block + 1;
    this.verdict(open, "permit", "", "", timeUs);
    state.putDevice(open.device, {
      ...{ deviceSequence: open.deviceSequence, last: open.id, open: device.open + 1 },
    });
    const operator = open.approvals[0] as Hex;
    for (const rule of judged.rules) {
      if (rule.ratePerMinute === undefined) continue;
      state.addRateTime(this.site.policy.rules.indexOf(rule), operator, timeUs);
    }
    state.putCommand(open);
  }

  /** The verdict comes, and is judged again, when the last approval needed is ordered. */
  private takeApproval(operator: Hex, id: Hex, envelope: Envelope, timeUs: number): void {
    const open = this.state.commands.get(id);
    if (open === undefined || open.deviceSequence !== 0) return;
    if (open.approvals.includes(operator) || operatorOf(this.site, operator) === undefined) return;
    const command = readCommand(this.chain, open.command);
    const consent = consentOf(this.site, command);
    if (consent === null || checkRoles(this.site, consent.rules, operator) !== null) return;
    this.addEntry({ kind: "approval", approval: envelope }, timeUs);
    open.approvals.push(operator);
    if (open.approvals.length < consent.approvals) {
      this.state.putCommand(open);
      return;
    }
    const judged = judge(this.site, command, this.facts(command, timeUs));
    if (isDenial(judged)) {
      this.state.deleteCommand(id);
      this.deny(id, open.device, open.command, judged.code, judged.detail, timeUs);
    } else this.permit(open, judged, timeUs);
  }

  private takeReport(report: Report, envelope: Envelope, timeUs: number): void {
    const open = this.state.commands.get(report.id);
    if (open === undefined || report.outcome === "written" || open.deviceSequence === 0) return;
    if (open.device !== report.device || open.deviceSequence !== report.deviceSequence) return;
    const sequence = this.addEntry({ kind: "report", report: envelope }, timeUs);
    const { id, device, deviceSequence } = open;
    this.state.deleteCommand(id);
    const state = this.state.device(device);
    this.state.putDevice(device, { ...state, open: state.open - 1 });
    const { outcome, code, detail } = report;
    this.ended.push({
      ...{ id, device, deviceSequence, outcome, code, detail, sequence, report: envelope },
    });
  }

  private takeBallot(ballot: Ballot): void {
    const block = ballot.header.number;
    const header = this.state.header(block);
    if (header === undefined || toHex(header) !== ballot.headerHex) return;
    const bit = 1 << ballot.agent;
    const vetoed = new Set(ballot.vetoes.map((veto) => veto.sequence));
    for (const open of this.state.commands.values()) {
      if (open.block !== block || open.deviceSequence === 0) continue;
      if (((open.ballots | open.vetoes) & bit) !== 0) continue;
      if (vetoed.has(open.sequence)) open.vetoes |= bit;
      else open.ballots |= bit;
      this.state.putCommand(open);
      if (!vetoed.has(open.sequence) && this.justCertified(open)) this.certified.push(open.id);
    }
  }

  private justCertified(open: OpenCommand): boolean {
    const n = this.site.agents.length;
    const count = bitCount(open.ballots);
    return isQuorum(count, n) && !isQuorum(count - 1, n);
  }

  /** Commands that cannot be written any more are closed; the guard's report then ends them. */
  private closeOverdue(): void {
    const { timeUs } = this.state.clock;
    for (const open of [...this.state.commands.values()]) {
      if (open.closing !== "") continue;
      const code = this.overdue(open, timeUs);
      if (code === null) continue;
      if (open.deviceSequence === 0) {
        this.state.deleteCommand(open.id);
        this.deny(open.id, open.device, open.command, code, "no approval in time", timeUs);
      } else this.close(open, code, timeUs);
    }
  }

  private overdue(open: OpenCommand, timeUs: number): string | null {
    const n = this.site.agents.length;
    if (open.notAfterMs * 1000 < timeUs) return "POLICY_EXPIRED";
    if (open.deviceSequence === 0) return null;
    if (!isQuorum(n - bitCount(open.vetoes), n)) return "CERTIFICATE_VETOED";
    if (isQuorum(bitCount(open.ballots), n)) return null;
    const late = timeUs - open.orderedUs > this.site.policy.certifyWithinMs * 1000;
    // After an outage consensus time leaps from one round to the next: ballots need rounds as well.
    const had = this.state.clock.round - open.orderedRound >= limits.certifyRounds;
    return late && had ? "CERTIFICATE_LATE" : null;
  }

  private close(open: OpenCommand, code: string, timeUs: number): void {
    const { id, device, deviceSequence, previous } = open;
    const closing: Closing = { kind: "closing", id, code, device, deviceSequence, previous };
    open.closing = code;
    open.closingBlock = this.state.clock.block + 1;
    open.closingSequence = this.addEntry(closing, timeUs);
    this.state.putCommand(open);
  }

  private buildBlock(): void {
    if (this.entries.length === 0) return;
    const { clock } = this.state;
    const { entries } = this;
    const { entryBytes } = this;
    [this.entries, this.entryBytes, this.blockBytes] = [[], [], 0];
    const tree = merkleTree(entryBytes);
    const number = clock.block + 1;
    const firstSequence = entries[0]?.sequence as number;
    const header = encodeHeader({
      ...{ chain: this.site.chain, number, previous: clock.previous, round: clock.round },
      ...{ timeUs: clock.timeUs, firstSequence, entries: entries.length },
      ...{ root: toHex(merkleRoot(tree)), stateRoot: this.state.root() },
    });
    clock.block = number;
    clock.previous = blockHash(this.chain, header);
    const block = { number, header, hash: clock.previous, firstSequence, timeUs: clock.timeUs };
    this.blocks.push({ ...block, entries, entryBytes, tree });
    if (entries.some(({ item }) => item.kind === "verdict" && item.decision === "permit"))
      this.state.putHeader(number, header);
  }
}

export const bitCount = (bits: number): number => {
  let count = 0;
  for (let rest = bits >>> 0; rest !== 0; rest &= rest - 1) count += 1;
  return count;
};
