import { defaultPace, type GraphEvent, Pace, type PaceParameters } from "@quorate/consensus";
import {
  type Clock,
  CodedError,
  type Envelope,
  type EventParent,
  type FrameLink,
  type Hex,
  hexBytes,
  type Log,
  limits,
  type ReadableRecordLog,
  type SealContext,
  type SignedEvent,
  type Signer,
  type Site,
  signBallot,
  signEvent,
  type Veto,
  type Verified,
  type VerifySignature,
  faultsOf,
  isQuorum,
  type WireTips,
  type WireTransaction,
} from "@quorate/protocol";
import { BallotBox, type BallotEffect } from "./certificate.ts";
import { type Client, Clients } from "./clients.ts";
import { Pool, type Pooled } from "./command.ts";
import { Durable } from "./durable.ts";
import { EventStore } from "./event-store.ts";
import { Gossip } from "./gossip.ts";
import { journalRecord, readJournalRecord } from "./journal.ts";
import { Lives } from "./lives.ts";
import { BlockLog } from "./log.ts";
import { type BuiltBlock, type Ended, Machine, type Step } from "./machine.ts";
import { Order, type Round } from "./order.ts";
import { Peers } from "./peers.ts";
import { Readings } from "./readings.ts";
import { Transactions, transactionId } from "./transactions.ts";

export interface StoredRecord {
  readonly position: number;
  readonly payload: Uint8Array;
}

/** The edge to the world; the simulator gives another one. */
export interface AgentIo {
  readonly clock: Clock;
  readonly journal: ReadableRecordLog;
  readonly blocks: ReadableRecordLog;
  readonly log: Log;
  /** Uniform, 32 bits: the coin of an event. */
  random32(): number;
  count(code: string): void;
}

export interface AgentOptions {
  readonly site: Site;
  /** Index in the roster. */
  readonly self: number;
  readonly signer: Signer;
  readonly verify: VerifySignature;
  readonly io: AgentIo;
  /** What the files held at start. */
  readonly journal: readonly StoredRecord[];
  readonly blocks: readonly StoredRecord[];
  readonly pace?: PaceParameters;
  /** What this agent's own eyes hold against a block's verdicts. */
  readonly vetoes?: (block: BuiltBlock) => readonly Veto[];
}

/** Anti-entropy with one peer after the other, about this often. */
const syncEveryMs = 1000;
/** The blocks kept in memory beyond those that somebody still needs. */
const recentBlocks = 32;

/**
 * One voter. Everything comes in through the methods below and goes out through `io` and the links:
 * command, gossip, order, policy, certificate, report (docs/architecture.md).
 */
export class Agent {
  readonly site: Site;
  readonly self: number;
  readonly io: AgentIo;
  readonly context: SealContext;
  readonly signer: Signer;
  readonly order: Order;
  readonly machine: Machine;
  readonly box: BallotBox;
  readonly pool: Pool = new Pool();
  readonly lives: Lives = new Lives();
  readonly readings: Readings;
  readonly transactions: Transactions;
  readonly log: BlockLog;
  readonly store: EventStore;
  readonly peers: Peers;
  readonly clients: Clients;
  readonly gossip: Gossip;
  /** Why this agent only watches, or empty: an agent that lost its journal must not sign again (S6). */
  observer = "";
  /** Blocks on which another agent signed another header than ours, by agent (S7). */
  readonly mismatches = new Map<number, number>();
  /** Agents that signed two events with one self-parent. */
  readonly equivocators = new Set<number>();
  private readonly durable: Durable;
  private readonly pace: Pace;
  private readonly vetoes: (block: BuiltBlock) => readonly Veto[];
  /** Transactions of weight in events that are not ordered yet. */
  private readonly unordered = new Map<Hex, WireTransaction>();
  /** Agents that told their tips in this run: n-f, itself included, before it creates (S6). */
  private readonly greeted = new Set<number>();
  private ownTimeUs = 0;
  private ownTip: EventParent | null = null;
  private replaying = true;
  private creating = false;
  private cancelPace: (() => void) | null = null;
  private readonly cancels = new Set<() => void>();
  private stopped = false;
  private nextPeer = 0;
  private replayPosition = 0;

  constructor(options: AgentOptions) {
    const { site, self, signer, verify, io } = options;
    this.site = site;
    this.self = self;
    this.signer = signer;
    this.io = io;
    this.context = { chain: hexBytes(site.chain), verify };
    this.vetoes = options.vetoes ?? (() => []);
    this.durable = new Durable(io.journal, (error) => this.journalFailed(error));
    this.order = new Order(site.agents.length);
    this.machine = new Machine(site);
    this.box = new BallotBox(site.agents.length);
    this.transactions = new Transactions(site, this.context);
    this.log = new BlockLog(io.blocks, options.blocks);
    this.store = new EventStore(site.agents.length, io.journal);
    this.pace = new Pace(site.agents.length, self, options.pace ?? defaultPace);
    this.readings = new Readings(site, this.context);
    this.gossip = new Gossip(site, this.context, this.order.hashgraph, (event) =>
      this.insert(event),
    );
    this.peers = new Peers(site.agents.length, self, this.peerHost());
    this.clients = new Clients(this);
    this.greeted.add(self);
    this.replay(options.journal);
  }

  start(): void {
    this.repeat(syncEveryMs, () => this.antiEntropy());
    this.think();
  }

  stop(): void {
    this.stopped = true;
    this.durable.stop();
    this.cancelPace?.();
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
  }

  peerUp(index: number, link: FrameLink): void {
    this.peers.connect(index, link);
    const ballots = this.box.ballotsOf(this.self);
    if (ballots.length > 0) this.peers.send(index, { ballots: { ballots } });
  }

  peerDown(index: number, link: FrameLink): void {
    this.peers.disconnect(index, link);
  }

  peerFrame(index: number, bytes: Uint8Array): void {
    if (!this.stopped) this.peers.frame(index, bytes);
  }

  /** A guard, console or operator connected; null when the key is nobody's. */
  clientUp(key: Hex, link: FrameLink): Client | null {
    return this.clients.connect(key, link);
  }

  // 1. command ---------------------------------------------------------------------------------

  /** True when an id is on its way or was ordered: it is never taken for a new one. */
  isKnown(id: Hex): boolean {
    return this.pool.has(id) || this.unordered.has(id) || this.machine.state.hasSeen(id);
  }

  /** A checked command or approval: durable, then into the pool; `done` may then promise it (S8). */
  accept(kind: "command" | "approval", item: Pooled, envelope: Envelope, done: () => void): void {
    this.durable.append(journalRecord({ kind, envelope }));
    this.durable.then(() => {
      if (!this.unordered.has(item.id) && !this.machine.state.hasSeen(item.id)) this.pool.add(item);
      done();
      this.think();
    });
  }

  /** A guard's signed report: into the pool, unless it is on its way or ordered already. */
  acceptReport(item: Pooled): void {
    if (!this.unordered.has(item.id)) this.pool.add(item);
    this.think();
  }

  // 2. gossip ----------------------------------------------------------------------------------

  private peerHost() {
    return {
      store: this.store,
      nowUs: () => this.io.clock.nowUs(),
      monotonicMs: () => this.io.clock.monotonicMs(),
      decidedRound: () => this.order.hashgraph.decidedRound,
      lastBlock: () => this.machine.state.clock.block,
      events: (peer: number, envelopes: readonly Envelope[]) => this.takeEvents(peer, envelopes),
      ballots: (peer: number, envelopes: readonly Envelope[]) => {
        for (const envelope of envelopes) this.takeBallot(envelope, peer);
      },
      tips: (peer: number, tips: WireTips) => this.takeTips(peer, tips),
      fault: (peer: number, error: CodedError) => this.fault(peer, error),
    };
  }

  private fault(peer: number, error: CodedError): void {
    this.io.count(error.code);
    this.io.log.warn("gossip", error.code, { peer: this.nameOf(peer), detail: error.message });
  }

  private takeEvents(peer: number, envelopes: readonly Envelope[]): readonly EventParent[] {
    const effect = this.gossip.take(envelopes, this.io.clock.nowUs());
    for (const fault of effect.faults) this.fault(peer, fault);
    this.think();
    return effect.missing;
  }

  private takeTips(peer: number, tips: WireTips): void {
    const known = this.store.tip(this.self).sequence;
    if ((tips.tips[this.self]?.sequence ?? 0) > known && this.observer === "") {
      this.observer = "JOURNAL_LOST";
      this.io.log.warn("gossip", "JOURNAL_LOST", {
        detail: `${this.nameOf(peer)} has events of this agent that its journal lacks`,
        remedy: "it only watches from now on; give it a new key by a site change",
      });
    }
    if (this.greeted.has(peer)) return;
    this.greeted.add(peer);
    this.think();
  }

  /** Agents whose tips are needed before this one may create: n-f, itself included. */
  get isRecovering(): boolean {
    const n = this.site.agents.length;
    return this.greeted.size < n - faultsOf(n);
  }

  private antiEntropy(): void {
    for (let tries = 0; tries < this.peers.all.length; tries += 1) {
      this.nextPeer = (this.nextPeer + 1) % this.peers.all.length;
      const peer = this.peers.all[this.nextPeer];
      if (peer?.link == null) continue;
      this.peers.sendTips(peer, true);
      break;
    }
    this.gossip.release(this.io.clock.nowUs());
    this.think();
  }

  /** An event whose parents are all in the graph: journal, graph, and what it decides. */
  private insert(event: Verified<SignedEvent>): void {
    const { creator, sequence, hash } = event;
    if (this.order.hashgraph.eventsAt(creator, sequence).length > 0) this.accuse(event);
    const position = this.replaying
      ? this.replayPosition
      : this.durable.append(journalRecord({ kind: "event", envelope: event.envelope }));
    this.store.add(event, position);
    if (creator === this.self) {
      this.ownTimeUs = Math.max(this.ownTimeUs, event.timeUs);
      this.ownTip = { hash, creator, sequence, birthRound: event.birthRound };
    }
    this.noteTransactions(event);
    const rounds = this.order.insert(event);
    const nowMs = this.io.clock.monotonicMs();
    if (this.order.hashgraph.has(hash)) this.pace.received(creator, sequence, nowMs);
    else this.sayAgain(event);
    if (creator === this.self) this.pace.created(sequence, nowMs);
    for (const round of rounds) this.applyRound(round);
  }

  private accuse(event: SignedEvent): void {
    if (this.equivocators.has(event.creator)) return;
    this.equivocators.add(event.creator);
    this.io.count("GOSSIP_EQUIVOCATION");
    this.io.log.warn("gossip", "GOSSIP_EQUIVOCATION", {
      detail: `${this.nameOf(event.creator)} signed two events with sequence ${event.sequence}`,
    });
  }

  private noteTransactions(event: SignedEvent): void {
    for (const transaction of event.transactions) {
      const id = transactionId(this.context.chain, transaction);
      if (id === null) continue;
      // Checked here, off the path on which the order is applied.
      if (this.transactions.check(transaction) === null) continue;
      if (event.creator === this.self || transaction.ballot == null) this.pool.drop(id);
      if (this.hasWeight(transaction)) this.unordered.set(id, transaction);
    }
  }

  /** Whether the order of this still matters to anybody. */
  private hasWeight(transaction: WireTransaction): boolean {
    const checked = this.transactions.check(transaction);
    const { state } = this.machine;
    switch (checked?.kind) {
      case "command":
        return !state.hasSeen(checked.command.id);
      case "approval":
        return state.commands.get(checked.command)?.deviceSequence !== undefined;
      case "report":
        return !this.isReported(checked.report.device, checked.report.deviceSequence);
      case "ballot":
        return checked.ballot.vetoes.length > 0;
      default:
        return false;
    }
  }

  /** The command at this place of its device has ended. */
  isReported(device: string, deviceSequence: number): boolean {
    const { state } = this.machine;
    if ((state.devices.get(device)?.deviceSequence ?? 0) < deviceSequence) return false;
    for (const open of state.commands.values())
      if (open.device === device && open.deviceSequence === deviceSequence) return false;
    return true;
  }

  // 3. order -----------------------------------------------------------------------------------

  /** Looks whether to create an event now, later or not at all. */
  private think(): void {
    if (this.stopped || this.creating || this.replaying || this.cancelPace !== null) return;
    if (this.observer !== "" || this.isRecovering) return;
    const nowMs = this.io.clock.monotonicMs();
    const decision = this.pace.decide(this.demand(), nowMs);
    if (decision.kind === "create") this.create();
    else if (decision.kind === "wait") {
      this.cancelPace = this.io.clock.after(decision.waitMs, () => {
        this.cancelPace = null;
        this.think();
      });
    }
  }

  private demand() {
    const { commands } = this.machine.state;
    const n = this.site.agents.length;
    const waiting = this.pool.hasWeighty;
    let [uncertified, open] = [false, false];
    for (const command of commands.values()) {
      open = true;
      if (command.deviceSequence > 0 && command.closing === "" && !this.isCertified(command.ballots, n))
        uncertified = true;
    }
    return { busy: waiting || this.unordered.size > 0 || uncertified, open, waiting };
  }

  private isCertified(ballots: number, n: number): boolean {
    let count = 0;
    for (let agent = 0; agent < n; agent += 1) count += (ballots >> agent) & 1;
    return isQuorum(count, n);
  }

  /** Signs the next own event over all tips; nobody sees it before it is durable (S6). */
  private create(): void {
    const { hashgraph } = this.order;
    const others = hashgraph
      .tips()
      .filter((tip) => tip !== undefined && tip.creator !== this.self)
      .map((tip) => tip as GraphEvent);
    const parents = [...(this.ownTip === null ? [] : [this.ownTip]), ...others].map(
      ({ hash, creator, sequence, birthRound }) => ({ hash, creator, sequence, birthRound }),
    );
    this.ownTimeUs = Math.max(this.io.clock.nowUs(), this.ownTimeUs + 1);
    const taken = this.pool.take(limits.eventBytes / 2);
    const envelope = signEvent(this.context.chain, this.signer, {
      ...{ creator: this.self, sequence: (this.ownTip?.sequence ?? 0) + 1, birthRound: hashgraph.pendingRound },
      ...{ timeUs: this.ownTimeUs, coin: this.io.random32(), parents },
      transactions: taken.map((item) => item.transaction),
    });
    this.creating = true;
    const { missing, faults } = this.gossip.take([envelope], this.ownTimeUs, true);
    if (missing.length > 0 || faults.length > 0)
      throw new Error(`this agent made an event that it cannot take: ${faults[0]?.message}`);
    this.durable.then(() => {
      this.creating = false;
      this.peers.broadcast({ events: { events: [envelope] } });
      this.think();
    });
  }

  // 4. policy ----------------------------------------------------------------------------------

  private applyRound(round: Round): void {
    if (round.fewJudges) this.io.count("ORDER_FEW_JUDGES");
    const transactions = round.events.flatMap(({ event, timeUs }) =>
      event.transactions.flatMap((transaction) => {
        const checked = this.transactions.check(transaction);
        if (checked === null) return [];
        // A ballot counts only in its own agent's event.
        if (checked.kind === "ballot" && checked.ballot.agent !== event.creator) return [];
        if (transaction.ballot) this.takeBallot(transaction.ballot, event.creator);
        return [{ timeUs, transaction: checked }];
      }),
    );
    const step = this.machine.apply({ round: round.round, timeUs: round.timeUs, transactions });
    for (const { event } of round.events) this.forgetOrdered(event);
    for (const event of round.stale) this.sayAgain(event);
    this.followStep(step);
    this.gossip.release(this.io.clock.nowUs());
    this.gossip.review(this.io.clock.nowUs());
  }

  private forgetOrdered(event: SignedEvent): void {
    for (const transaction of event.transactions) {
      const id = transactionId(this.context.chain, transaction);
      if (id === null) continue;
      this.unordered.delete(id);
      if (transaction.ballot == null) this.pool.drop(id);
    }
  }

  /** What was in an event that nobody will order goes into a later one, whoever made it. */
  private sayAgain(event: SignedEvent): void {
    this.io.count("ORDER_STALE_EVENT");
    for (const transaction of event.transactions) {
      const id = transactionId(this.context.chain, transaction);
      if (id === null || this.transactions.check(transaction) === null) continue;
      this.unordered.delete(id);
      const own = transaction.ballot == null || event.creator === this.self;
      if (own && (transaction.ballot != null || this.hasWeight(transaction)))
        this.pool.add({ id, transaction, weighty: this.hasWeight(transaction) });
    }
  }

  private followStep(step: Step): void {
    for (const block of step.blocks) this.openBlock(block);
    for (const ended of step.ended) this.end(ended);
  }

  // 5. certificate -----------------------------------------------------------------------------

  private openBlock(block: BuiltBlock): void {
    this.clients.blockOrdered(block);
    for (const effect of this.box.open(block)) this.followBallot(effect);
    const kept = this.box.kept(block.number);
    if (kept !== undefined) this.ballotOut(block, kept);
    else if (!this.replaying) this.vote(block);
  }

  /** S6: one ballot a block, ever; on the disk before anybody sees it. */
  private vote(block: BuiltBlock): void {
    if (this.observer !== "") return;
    const envelope = signBallot(this.context.chain, this.signer, {
      ...{ agent: this.self, headerBytes: block.header, clockUs: this.io.clock.nowUs() },
      vetoes: this.vetoes(block),
    });
    this.durable.append(journalRecord({ kind: "ballot", envelope }));
    this.durable.then(() => this.ballotOut(block, envelope));
  }

  /** The own ballot, now durable: to agents and guards for speed, into an event for the record. */
  private ballotOut(block: BuiltBlock, envelope: Envelope): void {
    this.takeBallot(envelope, this.self);
    const transaction = { ballot: envelope };
    const id = transactionId(this.context.chain, transaction) as Hex;
    this.pool.add({ id, transaction, weighty: this.hasWeight(transaction) });
    if (this.replaying) return;
    this.peers.broadcast({ ballots: { ballots: [envelope] } });
    this.clients.offerBlock(block);
  }

  private takeBallot(envelope: Envelope, peer: number): void {
    const checked = this.transactions.check({ ballot: envelope } as WireTransaction);
    if (checked?.kind === "ballot") this.followBallot(this.box.add(envelope, checked.ballot));
    else this.fault(peer, new CodedError("BALLOT_REFUSED", "not a ballot of this roster and chain"));
  }

  private followBallot({ certified, mismatch }: BallotEffect): void {
    if (mismatch !== undefined) this.divergence(mismatch.agent, mismatch.header.number);
    if (certified === undefined) return;
    this.clients.blockCertified(certified);
    for (let next = this.box.logged(this.log.last + 1); next !== null; ) {
      this.log.append(next);
      next = this.box.logged(this.log.last + 1);
    }
    this.box.forget((number) => this.isNeeded(number));
  }

  private divergence(agent: number, block: number): void {
    if (this.mismatches.has(agent)) return;
    this.mismatches.set(agent, block);
    this.io.count("CERTIFICATE_DIVERGENCE");
    this.io.log.warn("certificate", "CERTIFICATE_DIVERGENCE", {
      detail: `${this.nameOf(agent)} signed another block ${block} than this agent's`,
    });
    if (this.mismatches.size > faultsOf(this.site.agents.length)) this.observer = "STATE_DIVERGED";
  }

  private isNeeded(number: number): boolean {
    if (number > this.log.last - recentBlocks) return true;
    for (const { block, closingBlock } of this.machine.state.commands.values())
      if (block === number || closingBlock === number) return true;
    return false;
  }

  // 7. report ----------------------------------------------------------------------------------

  private end(ended: Ended): void {
    const { id, outcome, code, detail, sequence, report } = ended;
    this.lives.move(id, Math.floor(this.io.clock.nowUs() / 1000), {
      ...{ stage: "ended", outcome, code, detail, sequence },
      ...(report === undefined ? {} : { report }),
    });
    if (ended.deviceSequence > 0 && !this.replaying) this.clients.reportOrdered(ended);
  }

  private journalFailed(error: Error): void {
    this.observer = "JOURNAL_WRITE";
    this.io.log.warn("gossip", "JOURNAL_WRITE", {
      detail: String(error),
      remedy: "see to the disk, then start this agent again; it has stopped signing",
    });
  }

  /** The state after the same events is the same: the journal's events are simply taken again. */
  private replay(records: readonly StoredRecord[]): void {
    const accepted: { kind: "command" | "approval"; envelope: Envelope }[] = [];
    const read = records.map(({ position, payload }) => ({ position, ...readJournalRecord(payload) }));
    for (const { kind, envelope } of read) if (kind === "ballot") this.box.restore(envelope);
    for (const { position, kind, envelope } of read) {
      this.replayPosition = position;
      if (kind === "event") this.gossip.take([envelope], Number.MAX_SAFE_INTEGER, true);
      else if (kind !== "ballot") accepted.push({ kind, envelope });
    }
    for (const { kind, envelope } of accepted) this.takeAgain({ [kind]: envelope });
    this.replaying = false;
    for (const block of this.box.unvoted(this.self)) this.vote(block);
  }

  /** A command that was promised before a stop and is in no event yet. */
  private takeAgain(partial: { readonly command?: Envelope; readonly approval?: Envelope }): void {
    const transaction = partial as WireTransaction;
    const id = transactionId(this.context.chain, transaction);
    if (id === null || this.isKnown(id) || !this.hasWeight(transaction)) return;
    this.pool.add({ id, transaction, weighty: true });
  }

  // small things -------------------------------------------------------------------------------

  nameOf(agent: number): string {
    return this.site.agents[agent]?.name ?? `agent ${agent}`;
  }

  /** Things of weight that are not ordered, and commands that have not ended. */
  get pendingWeight(): number {
    return this.unordered.size + (this.pool.hasWeighty ? 1 : 0) + this.machine.state.commands.size;
  }

  get pendingCount(): number {
    return this.unordered.size + this.pool.size;
  }

  private repeat(everyMs: number, action: () => void): void {
    if (this.stopped) return;
    const cancel = this.io.clock.after(everyMs, () => {
      this.cancels.delete(cancel);
      action();
      this.repeat(everyMs, action);
    });
    this.cancels.add(cancel);
  }
}
