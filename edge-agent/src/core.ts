import type { ConsensusParameters } from "@quorate/consensus";
import {
  type Clock,
  type EventParent,
  faultsOf,
  type Hex,
  hexBytes,
  type Log,
  readEvent,
  type SealContext,
  type SegmentedLog,
  type Signer,
  type Site,
  type VerifySignature,
  type WireTransaction,
} from "@quorate/protocol";
import { BallotBox } from "./certificate.ts";
import { Pool } from "./command.ts";
import { Crowd } from "./crowd.ts";
import { Durable } from "./durable.ts";
import { EventStore } from "./event-store.ts";
import { lossRecord } from "./journal.ts";
import { Lives } from "./lives.ts";
import { BlockLog, type BlockStore } from "./log.ts";
import { Machine } from "./machine.ts";
import { Newest } from "./newest.ts";
import { Order } from "./order.ts";
import { earlyMs, keepMs, operatorOf } from "./policy.ts";
import { type Now, Readings } from "./readings.ts";
import { Promises } from "./promises.ts";
import { RefusedProposals } from "./refused-proposals.ts";
import type { StoredSnapshot } from "./snapshot.ts";
import { type Restored, restoreNewest, type SnapshotStore } from "./snapshots.ts";
import { type Read, Transactions } from "./transactions.ts";
import { Unordered } from "./unordered.ts";
import { type OwnReadings, PlantView } from "./view.ts";

export interface StoredRecord {
  readonly position: number;
  readonly payload: Uint8Array;
}

/** The edge to the world; the simulator gives another one. */
export interface AgentIo {
  readonly clock: Clock;
  readonly journal: SegmentedLog;
  readonly blocks: BlockStore;
  readonly snapshots: SnapshotStore;
  readonly log: Log;
  /** Uniform, 32 bits: the coin of an event. */
  random32(): number;
  count(code: string): void;
  /**
   * Ends this agent and starts it again from what is on its disk; its links come up anew.
   * `divergedAt` is handed to the new one.
   */
  restart(divergedAt: number): void;
  /** Told of every pass through a rare line, by those that test for it. */
  mark?(name: string): void;
  /** Told when a command came to a stage, and how long after this agent first met it. */
  staged?(stage: string, ms: number): void;
}

export interface CoreOptions {
  readonly site: Site;
  /** Index in the roster. */
  readonly self: number;
  readonly signer: Signer;
  readonly verify: VerifySignature;
  readonly io: AgentIo;
  /** Snapshots that were there at start, newest first. */
  readonly snapshots?: readonly StoredSnapshot[];
  /** Earlier records of the journal were deleted, because a snapshot has what they had. */
  readonly journalIsCut?: boolean;
  /** The block at which the run before this one found its state to be another than the others'. */
  readonly divergedAt?: number;
  /** What this agent reads of the plant itself; the guards' readings serve where it has none. */
  readonly own?: OwnReadings;
  /** Parameters of the order, a part of the agreement: all agents of a site have the same. */
  readonly consensus?: Partial<ConsensusParameters>;
}

/** What is known of the own past by one that lost its journal (regain.ts). */
export interface Loss {
  /** All the others told what they have of it: it makes events again. */
  readonly resumed: boolean;
  /** Newest own event of which any of them knew. */
  readonly after: number;
}

/** Rounds that others may be ahead of one that lacks nothing. */
const roundsUnderWay = 4;
/** More than a busy agent is behind its peers at times. */
const roundsFarBehind = 16;

/** One kind of fault of one sender is logged this often at most; every one is counted. */
const faultLogMs = 10_000;
const faultKinds = 1024;

/** What the parts of one agent share: what it is, what it holds, and what it knows of others. */
export class Core {
  readonly site: Site;
  readonly self: number;
  readonly io: AgentIo;
  readonly context: SealContext;
  readonly signer: Signer;
  readonly durable: Durable;
  readonly order: Order;
  readonly machine: Machine;
  readonly box: BallotBox;
  readonly pool: Pool = new Pool();
  readonly lives: Lives;
  readonly refusedProposals = new RefusedProposals();
  readonly readings: Readings;
  readonly view: PlantView;
  readonly own: OwnReadings | undefined;
  readonly transactions: Transactions;
  readonly log: BlockLog;
  readonly store: EventStore;
  /** Transactions of weight in events that are not ordered yet. */
  readonly unordered = new Unordered();
  readonly crowd: Crowd;
  readonly promises: Promises = new Promises(this);
  /** Why this agent only watches, or empty. */
  observer = "";
  /** S6: it does not know what it signed before its journal was lost; null while it does. */
  loss: Loss | null = null;
  /** Agents whose word is missing before it makes events again. */
  untold: readonly number[] = [];
  readonly newest: Newest;
  /** Blocks on which another agent signed another header than ours, by agent (S7). */
  readonly mismatches = new Map<number, number>();
  /** Agents that signed two events with one self-parent. */
  readonly equivocators = new Set<number>();
  /** Agents that told their tips in this run. */
  readonly greeted = new Set<number>();
  /** The snapshot from which this run began; null from the beginning of the chain. */
  readonly restored: Restored | null;
  /** Block at which f+1 others turned out to have another state (S7); 0 while all is well. */
  divergedAt = 0;
  /** What the run before this one found; 0 if nothing. */
  readonly divergedBefore: number;
  /** S6: highest block that this agent has signed, in whatever run. */
  votedBlock = 0;
  /** A snapshot is being fetched: nothing is created, because nothing could build on it. */
  learning = false;
  /** The journal's records are being taken again; nothing goes out. */
  replaying = true;
  stopped = false;
  ownTip: EventParent | null = null;
  /** Monotonic ms: when the last round was decided; since when something waits for its order. */
  roundMs = Number.NEGATIVE_INFINITY;
  busySinceMs: number | null = null;
  /** The last code of each agent: a fault of what it sent, or why its link went down. */
  readonly lastCodes = new Map<string, string>();
  /** Where a start found more of this agent than its disk has; or empty. */
  protected lostTo = "";
  private readonly faultsLogged = new Map<string, number>();
  ownTimeUs = 0;

  constructor(options: CoreOptions) {
    const { site, self, signer, verify, io, own, snapshots = [] } = options;
    this.site = site;
    this.self = self;
    this.signer = signer;
    this.io = io;
    this.lives = new Lives((stage, ms) => {
      if (!this.replaying) io.staged?.(stage, ms);
    });
    this.context = { chain: hexBytes(site.chain), verify };
    this.durable = new Durable(io.journal, io.clock, {
      failed: (error) => this.journalFailed(error),
      recovered: () => this.journalRecovered(),
    });
    this.restored = restoreNewest(this, snapshots, io.log);
    const { state } = this.restored ?? {};
    this.order = new Order(
      site.agents.length,
      {
        ...options.consensus,
        ...(io.mark === undefined ? {} : { mark: (name) => io.mark?.(name) }),
      },
      state?.consensus ?? undefined,
    );
    this.machine = new Machine(site, state);
    this.crowd = new Crowd(this.pool, this.unordered, this.machine.state.commands.going);
    this.box = new BallotBox(site.agents.length);
    this.transactions = new Transactions(site, this.context);
    this.log = new BlockLog(io.blocks);
    this.store = new EventStore(site.agents.length, io.journal);
    this.readings = new Readings(site, this.context);
    this.own = own;
    this.view = new PlantView({ site, readings: this.readings, own, clock: io.clock });
    this.newest = new Newest(site.agents.length);
    this.greeted.add(self);
    this.divergedBefore = options.divergedAt ?? 0;
    if (this.restored !== null) this.takeUpOwn(this.restored);
    else if (options.journalIsCut === true) this.lostTo = "the disk has no snapshot that";
  }

  private takeUpOwn({ own, state }: Restored): void {
    this.ownTip = own.tip;
    this.ownTimeUs = own.tipTimeUs;
    this.votedBlock = own.votedBlock;
    this.takeLoss(own.loss);
    for (const envelope of own.newest) this.newest.note(readEvent(this.context.chain, envelope));
    const ordered = state.consensus?.sequences[this.self] ?? 0;
    if (ordered > (own.tip?.sequence ?? 0)) this.lostTo = "the order";
  }

  nameOf(agent: number): string {
    return this.site.agents[agent]?.name ?? `agent ${agent}`;
  }

  nowMs(): number {
    return Math.floor(this.io.clock.nowUs() / 1000);
  }

  now(): Now {
    return { wallMs: this.nowMs(), monotonicMs: this.io.clock.monotonicMs() };
  }

  /**
   * A fault of what somebody sent: dropped, counted, and nothing changed (S10). Whoever sends many
   * fills a counter, not the log (S9).
   */
  fault(stage: string, from: string, code: string, detail: string, times = 1): void {
    for (let count = 0; count < times; count += 1) this.io.count(code);
    if (this.site.agents.some(({ name }) => name === from)) this.lastCodes.set(from, code);
    const nowMs = this.io.clock.monotonicMs();
    const key = `${code} ${from}`;
    if (nowMs - (this.faultsLogged.get(key) ?? Number.NEGATIVE_INFINITY) < faultLogMs) return;
    if (this.faultsLogged.size >= faultKinds) this.faultsLogged.clear();
    this.faultsLogged.set(key, nowMs);
    this.io.log.warn(stage, code, { from, detail });
  }

  /** Null for what does not check out. */
  idOf(transaction: WireTransaction, read?: Read): Hex | null {
    const { transactions } = this;
    return transactions.check(transaction, read) === null ? null : transactions.id(transaction);
  }

  /**
   * Who signed a command that may still be permitted; undefined of anything else. Old ones are in
   * the log for everybody to take: a liar could fill its events with them, and nobody had a share.
   */
  commander(transaction: WireTransaction): Hex | undefined {
    const checked = this.transactions.check(transaction);
    if (checked?.kind !== "command" || this.isPast(checked.command.notAfterMs)) return undefined;
    return checked.command.operator;
  }

  /** Commands and alarm actions: the order may still permit it. */
  isTimely(transaction: WireTransaction): boolean {
    const checked = this.transactions.check(transaction);
    if (checked?.kind === "command") return !this.isPast(checked.command.notAfterMs);
    return checked?.kind !== "alarm" || !this.isPast(checked.action.notAfterMs);
  }

  /** By consensus time: the order permits it no more, for its time only goes on. */
  isPast(notAfterMs: number): boolean {
    return notAfterMs * 1000 < this.machine.state.clock.timeUs;
  }

  /**
   * True when this agent knows that the order will not permit a command and never has: it would
   * have seen it, and remembers for long enough that it did.
   */
  neverPermits(id: Hex, notAfterMs: number): boolean {
    if (!this.knowsEnds || !this.isPast(notAfterMs) || this.isKnown(id)) return false;
    return !this.isTooOld(notAfterMs);
  }

  /** So old that this agent would not know any more what became of it. */
  isTooOld(notAfterMs: number): boolean {
    const untilUs = (notAfterMs + keepMs(this.site)) * 1000;
    return this.knowsEnds && this.machine.state.isForgotten(untilUs);
  }

  /**
   * How far its end is away, by the order's time or by this agent's clock where that is ahead, and
   * which is asked only where it is more than `most` by the order's time: this is done a lot.
   */
  leftMs(notAfterMs: number, most: number): number {
    const leftMs = notAfterMs - Math.floor(this.machine.state.clock.timeUs / 1000);
    return leftMs <= most ? leftMs : Math.min(leftMs, notAfterMs - this.nowMs());
  }

  /**
   * The order would pass it over, and it may come again: nobody carries it for another (S9). Before
   * its first round there is no order's time, and nothing is early.
   */
  private isEarly(notAfterMs: number): boolean {
    const most = earlyMs(this.site);
    return this.machine.state.clock.round > 0 && this.leftMs(notAfterMs, most) > most;
  }

  /** Its state is that of the order, as far as it knows it. */
  private get knowsEnds(): boolean {
    const isDiverged = this.divergedAt > 0 || this.observer === "STATE_DIVERGED";
    return !isDiverged && !this.replaying;
  }

  /** True when an id is on its way or was ordered: it is never taken for a new one. */
  isKnown(id: Hex): boolean {
    const isOnItsWay = this.pool.has(id) || this.unordered.has(id);
    return isOnItsWay || this.machine.state.hasSeen(id) || this.lives.get(id)?.stage === "ended";
  }

  /** Whether the order of this still matters to anybody. */
  hasWeight(transaction: WireTransaction): boolean {
    const checked = this.transactions.check(transaction);
    const { state } = this.machine;
    switch (checked?.kind) {
      case "command":
        return !state.hasSeen(checked.command.id) && !this.isEarly(checked.command.notAfterMs);
      case "approval":
        return this.awaits(checked.command, checked.operator);
      case "report":
        return !this.isReported(checked.report.device, checked.report.deviceSequence);
      case "alarm":
        return !state.hasSeen(checked.action.id) && !this.isEarly(checked.action.notAfterMs);
      case "ballot":
        return checked.ballot.vetoes.length > 0;
      case undefined:
        return false;
    }
  }

  /** Anybody can sign for a command; what is not waited for the order passes over. */
  private awaits(id: Hex, operator: Hex): boolean {
    const open = this.machine.state.commands.get(id);
    if (open === undefined || open.deviceSequence !== 0) return false;
    return !open.approvals.includes(operator) && operatorOf(this.site, operator) !== undefined;
  }

  /** The command at this place of its device has ended. */
  isReported(device: string, deviceSequence: number): boolean {
    const { devices, commands } = this.machine.state;
    if ((devices.get(device)?.deviceSequence ?? 0) < deviceSequence) return false;
    return commands.at(device, deviceSequence) === undefined;
  }

  /** S7: one whose state is another than the others' goes on with its events. */
  get mayCreate(): boolean {
    if (this.observer === "JOURNAL_LOST") return this.loss?.resumed === true;
    return this.observer === "" || this.observer === "STATE_DIVERGED";
  }

  /** The highest place of the device whose command has ended: its guard has said so. */
  endedPlace(device: string): number {
    const { devices, commands } = this.machine.state;
    let place = devices.get(device)?.deviceSequence ?? 0;
    while (place > 0 && commands.at(device, place) !== undefined) place -= 1;
    return place;
  }

  /** The last place that the order has handed out; null while it may be behind what was signed. */
  lastPlace(device: string): { deviceSequence: number; id: Uint8Array } | null {
    const state = this.machine.state.devices.get(device);
    if (this.isRecovering || state === undefined) return null;
    if (this.observer === "JOURNAL_LOST" || this.observer === "STATE_DIVERGED") return null;
    return { deviceSequence: state.deviceSequence, id: hexBytes(state.last) };
  }

  /**
   * n-f agents, itself included, told their tips, and the graph is whole; before that this agent
   * creates nothing (S6).
   */
  get isRecovering(): boolean {
    return this.learning || this.order.hashgraph.isRestoring || !this.isGreeted;
  }

  /** n-f agents, itself included, told tips in this run that claim no more of it than it has. */
  get isGreeted(): boolean {
    const n = this.site.agents.length;
    return this.greeted.size >= n - faultsOf(n);
  }

  /** Whether the order is known as far as f+1 agents have it; a round or two are on their way. */
  get isCaughtUp(): boolean {
    return !this.othersPast(this.order.hashgraph.decidedRound + roundsUnderWay);
  }

  /**
   * So far behind that it has enough to do with what the others did meanwhile: it takes no new
   * work, which others take.
   */
  get isFarBehind(): boolean {
    return this.othersPast(this.order.hashgraph.decidedRound + roundsFarBehind);
  }

  /** Whether one honest agent at the least has decided later rounds than this one. */
  protected othersPast(_round: number): boolean {
    return false;
  }

  /** Things of weight that are not ordered, and commands that have not ended. */
  get pendingWeight(): number {
    return this.unordered.size + (this.pool.hasWeighty ? 1 : 0) + this.machine.state.commands.size;
  }

  /** S6: an agent that signed what its journal lacks must not sign again before it knows what. */
  journalLost(where: string): void {
    if (this.loss?.resumed === false) return;
    this.durable.append(lossRecord({}));
    this.takeLoss({ resumed: false, after: 0 });
    this.io.log.warn("gossip", "JOURNAL_LOST", {
      detail: `${where} has what this agent signed and its journal lacks`,
      remedy: "it signs again by itself when all other agents have told what they have of it",
    });
    this.journalIsLost();
  }

  protected takeLoss(loss: Loss | null): void {
    this.loss = loss;
    if (loss !== null) this.observer = "JOURNAL_LOST";
    else if (this.observer === "JOURNAL_LOST") this.observer = "";
  }

  /** S6: all that it may have signed before lies behind. */
  journalRegained(): void {
    this.takeLoss(null);
    if (this.divergedAt > 0) this.observer = "STATE_DIVERGED";
    if (this.durable.isFailing) this.observer = "JOURNAL_WRITE";
    this.io.log.info("gossip", "JOURNAL_REGAINED", { votedBlock: this.votedBlock });
  }

  /** The others have to be asked. */
  protected journalIsLost(): void {}

  /** S6: nothing is signed that the disk does not take; the rest goes on. */
  private journalFailed(error: Error): void {
    this.io.count("JOURNAL_WRITE");
    if (this.observer !== "") return;
    this.observer = "JOURNAL_WRITE";
    this.io.log.warn("gossip", "JOURNAL_WRITE", {
      detail: String(error),
      remedy: "see to its disk; it signs nothing until the disk takes it, and tries by itself",
    });
  }

  private journalRecovered(): void {
    if (this.observer !== "JOURNAL_WRITE") return;
    this.observer = this.divergedAt > 0 ? "STATE_DIVERGED" : "";
    this.io.log.info("gossip", "JOURNAL_RECOVERED");
    this.resumed();
  }

  /** It may sign again: events, and ballots unless its state is another than the others'. */
  protected resumed(): void {}
}
