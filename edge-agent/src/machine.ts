import {
  type AlarmAction,
  type Ballot,
  blockHash,
  type Closing,
  type Command,
  type Decision,
  decodeEntry,
  decodeHeader,
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
  unmarked,
  type Verified,
  type Veto,
  type WireBlock,
} from "@quorate/protocol";
import { judgeAlarm, markAlarm, outcomeOfAction } from "./alarms.ts";
import { bitCount, type OpenCommand } from "./open-commands.ts";
import {
  checkRoles,
  consentOf,
  earlyMs,
  isDenial,
  type Judgement,
  judge,
  keepMs,
  operatorOf,
} from "./policy.ts";
import { type ConsensusState, ReplicatedState } from "./state.ts";

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
  | { readonly kind: "ballot"; readonly ballot: Verified<Ballot> }
  | { readonly kind: "alarm"; readonly action: AlarmAction; readonly envelope: Envelope };

export interface OrderedRound {
  readonly round: number;
  readonly timeUs: number;
  readonly transactions: readonly {
    readonly timeUs: number;
    readonly transaction: OrderedTransaction;
  }[];
  /** The order's own state after this round. */
  readonly consensus?: ConsensusState;
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

/** A command or an alarm action that has reached its end by this round. */
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
  /** The block whose state root covers all of this round: a snapshot can be taken at it. */
  readonly covering: BuiltBlock | null;
  readonly ended: readonly Ended[];
  /** Commands that ordered ballots of a quorum now stand behind. */
  readonly certified: readonly Hex[];
}

export const outcomeOfDenial = (code: string): Outcome =>
  code === "POLICY_EXPIRED" ? "expired" : "refused";

const forgottenDetail =
  "so old that an earlier end of it would be forgotten; the log may have one";

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
  /** Permitted verdicts of the block that a ballot may veto. */
  private vetoable = 0;
  private blocks: BuiltBlock[] = [];
  private ended: Ended[] = [];
  private certified: Hex[] = [];

  /** With the state of a snapshot it goes on from there. */
  constructor(site: Site, state?: ReplicatedState) {
    this.site = site;
    this.chain = hexBytes(site.chain);
    this.state = state ?? new ReplicatedState(site);
  }

  apply(round: OrderedRound): Step {
    const { clock } = this.state;
    if (round.round <= clock.round)
      throw new RangeError(`S2: round ${round.round} is applied after round ${clock.round}`);
    clock.round = round.round;
    clock.timeUs = Math.max(clock.timeUs, round.timeUs);
    for (const { transaction, timeUs } of round.transactions) this.applyOne(transaction, timeUs);
    this.closeOverdue();
    this.state.forget();
    if (round.consensus !== undefined) this.state.putConsensus(round.consensus);
    const covering = this.buildBlock(true);
    const { blocks, ended, certified } = this;
    [this.blocks, this.ended, this.certified] = [[], [], []];
    return { blocks, covering, ended, certified };
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
      case "alarm":
        this.takeAlarm(transaction.action, transaction.envelope, timeUs);
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
    const { blockEntries, blockBytes, blockInterlocked } = limits;
    const isFull = this.entries.length >= blockEntries || this.blockBytes >= blockBytes;
    if (isFull || this.vetoable >= blockInterlocked) this.buildBlock(false);
    return sequence;
  }

  private takeCommand(command: Command, envelope: Envelope, timeUs: number): void {
    const { state, site } = this;
    if (state.hasSeen(command.id) || this.isEarly(command.notAfterMs, timeUs)) return;
    const { id, device, operator, notAfterMs } = command;
    const forgotten = this.isForgotten(notAfterMs);
    // S8: it may have ended before, written even; that line of the log must not be contradicted.
    const judged = forgotten
      ? { code: "POLICY_FORGOTTEN", detail: forgottenDetail }
      : judge(site, command, this.facts(command, timeUs));
    // One that waits for approvals may be denied yet, when nobody gives them.
    const lines = isDenial(judged) ? 1 : judged.approvals > 1 ? 2 : 0;
    if (lines !== 0 && !this.takeRoom(operator, forgotten, envelope, lines)) return;
    this.remember(id, notAfterMs, timeUs);
    if (isDenial(judged)) {
      this.deny(id, device, envelope, judged.code, judged.detail, timeUs);
      return;
    }
    const open: OpenCommand = {
      ...{ id: command.id, device: command.device, notAfterMs: command.notAfterMs },
      ...{ orderedUs: timeUs, orderedRound: state.clock.round },
      ...{ deviceSequence: 0, block: 0, sequence: 0, previous: "" },
      ...{ ballots: 0, vetoes: 0, reasons: [] },
      ...{ closing: "", closingBlock: 0, closingSequence: 0 },
      ...{ command: envelope, approvals: [command.operator] },
    };
    if (judged.approvals > 1) {
      this.verdict(open, "wait", "", `${judged.approvals} operators must sign`, timeUs);
      state.putCommand(open);
    } else this.permit(open, judged, timeUs);
  }

  /**
   * S9: an id is remembered for longer than its command lives, so this is passed over as if it had
   * not been ordered, without a word that a later order of it could contradict (S8).
   */
  private isEarly(notAfterMs: number, timeUs: number): boolean {
    return notAfterMs * 1000 > timeUs + earlyMs(this.site) * 1000;
  }

  /** So old that an earlier end of it would be forgotten. */
  private isForgotten(notAfterMs: number): boolean {
    return this.state.isForgotten((notAfterMs + keepMs(this.site)) * 1000);
  }

  private remember(id: Hex, notAfterMs: number, timeUs: number): void {
    const untilUs = Math.max(notAfterMs * 1000, timeUs) + keepMs(this.site) * 1000;
    this.state.putSeen(id, Math.min(untilUs, limits.integer));
  }

  /**
   * S9: a lying agent can have ordered without end what comes to nothing, of its gateway's key or
   * out of the log. What has no room is passed over as if it had not been ordered. Old ones count
   * together, not as of those who signed them once.
   */
  private takeRoom(signer: Hex, forgotten: boolean, { body }: Envelope, lines: 1 | 2): boolean {
    const bytes = lines * (body.length + limits.denialBytes);
    return this.state.takeDenial(forgotten ? "old" : signer, bytes);
  }

  private facts({ id, device, operator }: Command, timeUs: number) {
    return {
      ...{ timeUs, openOfOperator: this.state.commands.othersOf(operator, id) },
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
    if (judged.rules.some(({ interlocks }) => interlocks.length > 0)) this.vetoable += 1;
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

  /** An action ends where it is ordered: no guard has to do with it. */
  private takeAlarm(action: AlarmAction, envelope: Envelope, timeUs: number): void {
    const { id, alarm, notAfterMs } = action;
    if (this.state.hasSeen(id) || this.isEarly(notAfterMs, timeUs)) return;
    const forgotten = this.isForgotten(notAfterMs);
    const marks = this.state.alarms.get(alarm) ?? unmarked;
    const denial = forgotten
      ? { code: "ALARM_FORGOTTEN", detail: forgottenDetail }
      : judgeAlarm(this.site, action, marks, timeUs);
    if (denial !== null && !this.takeRoom(action.operator, forgotten, envelope, 1)) return;
    this.remember(id, notAfterMs, timeUs);
    const { code, detail } = denial ?? { code: "", detail: "" };
    const decision = denial === null ? "permit" : "deny";
    const item = { kind: "alarm", id, decision, code, detail, action: envelope } as const;
    const sequence = this.addEntry(item, timeUs);
    if (denial === null) this.state.putAlarm(alarm, markAlarm(marks, action, timeUs));
    const [device = ""] = alarm.split("/");
    const outcome = outcomeOfAction(code);
    this.ended.push({ id, device, deviceSequence: 0, outcome, code, detail, sequence });
  }

  private takeBallot(ballot: Ballot): void {
    const { state, site } = this;
    const { agent, header: { number } } = ballot;
    const header = state.header(number);
    if (header === undefined || toHex(header) !== ballot.headerHex) return;
    if (!state.addBallot(number, agent)) return;
    const bit = 1 << agent;
    const vetoed = vetoesOf(ballot);
    for (const open of state.commands.ofBlock(number)) {
      const veto = vetoed.get(open.sequence);
      if (veto === undefined) {
        open.ballots |= bit;
        state.commands.stood(open);
        if (this.justCertified(open)) this.certified.push(open.id);
      } else {
        open.vetoes |= bit;
        open.reasons.push(vetoText(site.agents[agent]?.name ?? "", veto));
        state.putCommand(open);
      }
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
    const overdue: { readonly open: OpenCommand; readonly code: string }[] = [];
    for (const open of this.state.commands.inQuestion(timeUs)) {
      const code = open.closing === "" ? this.overdue(open, timeUs) : null;
      if (code !== null) overdue.push({ open, code });
    }
    // By what the state says, not by how this agent came to hold it: it may be from a snapshot.
    overdue.sort((left, right) => left.open.sequence - right.open.sequence);
    for (const { open, code } of overdue) {
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
    const { id, device, deviceSequence, previous, reasons } = open;
    const detail = reasons.join("; ").slice(0, limits.textChars);
    const place = { device, deviceSequence, previous };
    const closing: Closing = { kind: "closing", id, code, detail, ...place };
    open.closing = code;
    open.closingBlock = this.state.clock.block + 1;
    open.closingSequence = this.addEntry(closing, timeUs);
    this.state.putCommand(open);
  }

  /** S9: after many rounds without entries one of none, for a snapshot to let old events go. */
  private buildBlock(roundEnds: boolean): BuiltBlock | null {
    const { clock, blockRound } = this.state;
    const { entries } = this;
    const isDue = roundEnds && clock.round - blockRound >= limits.snapshotRounds;
    if (entries.length === 0 && !isDue) return null;
    const { entryBytes } = this;
    [this.entries, this.entryBytes, this.blockBytes, this.vetoable] = [[], [], 0, 0];
    const tree = merkleTree(entryBytes);
    const number = clock.block + 1;
    const firstSequence = clock.nextSequence - entries.length;
    const header = encodeHeader({
      ...{ chain: this.site.chain, number, previous: clock.previous, round: clock.round },
      ...{ timeUs: clock.timeUs, firstSequence, entries: entries.length },
      ...{ root: toHex(merkleRoot(tree)), stateRoot: this.state.root() },
    });
    const hash = blockHash(this.chain, header);
    // At the end of a round by the state alone, which is all that a snapshot has.
    const isPermit = ({ item }: Entry): boolean =>
      item.kind === "verdict" && item.decision === "permit";
    const isOpen = roundEnds ? this.state.commands.isOpenIn(number) : entries.some(isPermit);
    this.state.putBlock(number, hash, header, isOpen);
    const block = { number, header, hash, firstSequence, timeUs: clock.timeUs };
    const built = { ...block, entries, entryBytes, tree };
    this.blocks.push(built);
    return built;
  }
}

/** A block of the log as if this agent had just built it. */
export const builtFrom = (chain: Uint8Array, { header, entries: entryBytes }: WireBlock) => {
  const { number, firstSequence, timeUs } = decodeHeader(header);
  const hash = blockHash(chain, header);
  const entries = entryBytes.map(decodeEntry);
  const built = { number, header, hash, firstSequence, timeUs, entries, entryBytes };
  return { ...built, tree: merkleTree(entryBytes) } satisfies BuiltBlock;
};

const none: ReadonlyMap<number, Veto> = new Map();

/** By the verdict's sequence; hardly any ballot has one. */
const vetoesOf = ({ vetoes }: Ballot): ReadonlyMap<number, Veto> =>
  vetoes.length === 0 ? none : new Map(vetoes.map((veto) => [veto.sequence, veto]));

/** An agent's words go into everybody's log: one line of plain text, and not a long one. */
const vetoText = (agent: string, { code, detail }: Veto): string =>
  `${agent}: ${code} ${detail}`
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/g, "?")
    .slice(0, limits.vetoChars);
