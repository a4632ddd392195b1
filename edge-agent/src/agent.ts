import { defaultPace, type PaceParameters } from "@quorate/consensus";
import {
  type CodedError,
  encodeFrame,
  type Envelope,
  type EventParent,
  faultsOf,
  type FrameLink,
  type Hex,
  limits,
  readBallot,
  readEvent,
  type SignedEvent,
  type Verified,
  type Veto,
  type WireLoss,
  type WireTips,
  type WireTransaction,
} from "@quorate/protocol";
import { type Client, Clients } from "./clients.ts";
import { Carried } from "./carried.ts";
import { CatchUp } from "./catch-up.ts";
import { ClockWatch } from "./clocks.ts";
import type { Accepted, Pooled } from "./command.ts";
import { Core, type CoreOptions, type StoredRecord } from "./core.ts";
import { Creation } from "./creation.ts";
import { Decided } from "./decided.ts";
import { Evidence, type EvidenceFile } from "./evidence.ts";
import { Gossip } from "./gossip.ts";
import { interlockVetoes } from "./interlocks.ts";
import { journalRecord, lossFromRecord, readJournalRecord } from "./journal.ts";
import { type BuiltBlock, builtFrom, type Ended } from "./machine.ts";
import type { Round } from "./order.ts";
import { type PeerHost, Peers } from "./peers.ts";
import { recallBlock } from "./recall.ts";
import { Regain } from "./regain.ts";
import { type Restored, Snapshots } from "./snapshots.ts";
import { Standby } from "./standby.ts";
import { Teacher } from "./teacher.ts";
import { Timers } from "./timers.ts";
import { Turn } from "./turn.ts";
import { Voting } from "./voting.ts";

export interface AgentOptions extends CoreOptions {
  /** What the journal held at start. */
  readonly journal: readonly StoredRecord[];
  readonly pace?: PaceParameters;
  /** Rounds between two snapshots. */
  readonly snapshotRounds?: number;
  readonly evidence?: EvidenceFile;
  /** What it holds against a block's verdicts; the site's interlocks where absent. */
  readonly vetoes?: (block: BuiltBlock) => readonly Veto[];
}

/** Blocks of the log in which a start looks for what became of recent commands. */
const recalledBlocks = 256;

/** Events that are held for their time are looked at this often. */
const releaseEveryMs = 10;
/** Anti-entropy with one peer after the other, this often. */
const syncEveryMs = 1000;

/**
 * One voter. Everything comes in through the methods below and goes out through `io` and the links:
 * command, gossip, order, policy, certificate, report (docs/architecture.md).
 */
export class Agent extends Core {
  readonly peers: Peers;
  readonly clients: Clients;
  readonly gossip: Gossip;
  readonly evidence: Evidence;
  private readonly creation: Creation;
  private readonly voting: Voting;
  private readonly snapshots: Snapshots;
  private readonly teacher: Teacher;
  private readonly catchUp: CatchUp;
  private readonly regain: Regain;
  private readonly timers: Timers;
  private readonly standby: Standby;
  private readonly turn: Turn;
  /** Peers whose tips name events of this agent that it does not have. */
  private readonly claims = new Set<number>();
  /** The newest event that this agent made in this run. */
  private made: Envelope | null = null;
  private checkMs = new Map<number, number>();
  private readonly decided = new Decided({
    apply: (round) => this.applyRound(round),
    nested: () => this.io.mark?.("order/round-in-round"),
  });
  private readonly clocks = new ClockWatch();
  private readonly carried = new Carried(this);
  private nextPeer = 0;
  private releases = false;
  private replayPosition = 0;

  constructor(options: AgentOptions) {
    super(options);
    this.timers = new Timers(this.io.clock);
    this.standby = new Standby(this, this.timers, {
      isUp: (agent) => this.peers.all[agent]?.link != null,
      steppedIn: () => this.creation.think(),
    });
    this.turn = new Turn(this.timers, () => {
      this.letIn();
      this.resumeEvents();
      this.creation.think();
    });
    this.gossip = new Gossip(
      ...([this.site, this.context, this.order.hashgraph] as const),
      (event) => this.insert(event),
      () => this.replaying || !this.durable.isFull,
      () => this.replaying || this.turn.hasTime(),
      (event) => {
        this.newest.note(event);
        this.checkTransactions(event);
      },
      (creator) => this.order.isCrowded(creator),
    );
    this.evidence = new Evidence(this.site, this.context, options.evidence);
    for (const agent of this.evidence.agents) this.equivocators.add(agent);
    this.peers = new Peers(this.site.agents.length, this.self, this.peerHost());
    const { snapshotRounds = limits.snapshotRounds } = options;
    this.snapshots = new Snapshots(this, this.restored, snapshotRounds);
    this.teacher = new Teacher(this, this.peers, this.snapshots, this.peerFault.bind(this));
    this.catchUp = new CatchUp(this, this.peers, {
      snapshots: this.snapshots,
      logged: () => this.voting.log(),
      ballot: (envelope, peer) => this.voting.take(envelope, peer),
    });
    this.regain = new Regain(this, this.peers);
    this.clients = new Clients({
      core: this,
      peers: this.peers,
      evidence: this.evidence,
      heldEvents: () => this.gossip.heldCount,
      accept: (accepted, item, place, done) => this.accept(accepted, item, place, done),
      acceptReport: (item) => this.acceptReport(item),
    });
    this.creation = new Creation(this, options.pace ?? defaultPace, {
      take: (envelope) => this.takeOwn(envelope),
      send: (envelope) => this.peers.broadcast({ events: { events: [envelope] } }),
      othersUs: () => this.peers.clockUs(),
    });
    this.voting = new Voting(this, {
      vetoes: options.vetoes ?? ((block) => interlockVetoes(this.site, this.view, block)),
      ordered: (block) => this.clients.blockOrdered(block),
      certified: (block) => this.clients.blockCertified(block),
      logged: () => this.snapshots.logged(),
      voted: (block, ballot) => {
        this.peers.broadcast({ ballots: { ballots: [ballot] } });
        this.clients.offerBlock(block);
      },
    });
    this.replay(options.journal);
  }

  start(): void {
    this.timers.every(syncEveryMs, () => this.antiEntropy());
    this.creation.think();
  }

  stop(): void {
    this.stopped = true;
    this.durable.stop();
    this.creation.stop();
    this.catchUp.stop();
    this.teacher.stop();
    this.timers.stop();
  }

  peerUp(index: number, link: FrameLink): void {
    // S6: before the tips, with which the other one may begin to sign, what it signed last.
    const last = this.voting.newestOf(index);
    if (last !== undefined) link.send(encodeFrame({ ballots: { ballots: [last] } }));
    this.peers.connect(index, link);
    this.regain.ask();
    const ballots = this.box.ballotsOf(this.self);
    if (ballots.length > 0) this.peers.send(index, { ballots: { ballots } });
  }

  peerDown(index: number, link: FrameLink, cause = "LINK_LOST"): void {
    this.lastCodes.set(this.nameOf(index), cause);
    this.peers.disconnect(index, link);
  }

  /** Answers what checking transactions took, ms, by the creator of the events they came in. */
  peerFrame(index: number, bytes: Uint8Array): ReadonlyMap<number, number> {
    this.checkMs = new Map();
    if (this.stopped) return this.checkMs;
    this.turn.begin();
    this.peers.frame(index, bytes);
    return this.checkMs;
  }

  /** A guard, console or operator connected; null when the key is nobody's. */
  clientUp(key: Hex, link: FrameLink): Client | null {
    return this.clients.connect(key, link);
  }

  // 1. command ---------------------------------------------------------------------------------

  /** A checked command or approval: durable, then in the pool; `done` may promise it then (S8). */
  private accept(accepted: Accepted, item: Pooled, place: number, done: () => void): void {
    this.durable.append(journalRecord(accepted));
    this.durable.then(() => {
      this.standby.add(item, place);
      done();
      this.creation.think();
    });
  }

  /** A guard's signed report: into the pool, unless an event carries it already. */
  private acceptReport(item: Pooled): boolean {
    const isTaken = this.unordered.has(item.id) || this.standby.offer(item);
    this.creation.think();
    return isTaken;
  }

  // 2. gossip ----------------------------------------------------------------------------------

  private peerHost(): PeerHost {
    return {
      store: this.store,
      nowUs: () => this.io.clock.nowUs(),
      monotonicMs: () => this.io.clock.monotonicMs(),
      decidedRound: () => this.order.hashgraph.decidedRound,
      lastBlock: () => this.machine.state.clock.block,
      events: (peer, envelopes) => this.takeEvents(peer, envelopes),
      ballots: (peer, envelopes) => {
        for (const envelope of envelopes.slice(0, limits.frameItems))
          this.voting.take(envelope, peer);
      },
      tips: (peer, tips) => this.takeTips(peer, tips),
      keptFrom: () => this.snapshots.keptFrom,
      snapshot: () => this.snapshots.newest,
      neededFrom: () => this.order.hashgraph.ancientBelow,
      catchUp: (peer, frame) => {
        this.teacher.frame(peer, frame);
        this.catchUp.frame(peer, frame);
        this.regain.frame(peer, frame);
        this.resumeEvents();
      },
      fault: (peer, error) => this.peerFault(peer, error),
    };
  }

  private peerFault(peer: number, { code, message }: CodedError, times = 1): void {
    this.fault("gossip", this.nameOf(peer), code, message, times);
  }

  private takeEvents(peer: number, envelopes: readonly Envelope[]): readonly EventParent[] {
    // What this agent cannot keep it has to ask for again, later (S9).
    if (this.learning || this.durable.isFull) return [];
    const effect = this.gossip.take(envelopes, this.io.clock.nowUs(), peer);
    for (const { error, times } of effect.faults) this.peerFault(peer, error, times);
    this.resumeEvents();
    this.creation.think();
    this.releaseSoon();
    return effect.missing;
  }

  /** What others build on an event waits as long as it is held: not much longer than it must. */
  private releaseSoon(): void {
    if (this.releases || this.gossip.heldCount === 0) return;
    this.releases = true;
    this.timers.after(releaseEveryMs, () => {
      this.releases = false;
      this.turn.begin();
      if (this.gossip.release(this.io.clock.nowUs()) > 0) this.creation.think();
      this.releaseSoon();
    });
  }

  /**
   * S9: when it comes, not when it goes into the graph: thousands that waited for one parent go in
   * at once then. Whoever brings others' events does not answer for what they made of them.
   */
  private checkTransactions({ creator, transactions }: SignedEvent): void {
    if (this.replaying || creator === this.self) return;
    const begunMs = this.io.clock.monotonicMs();
    for (const transaction of transactions) this.transactions.check(transaction);
    const tookMs = this.io.clock.monotonicMs() - begunMs;
    this.checkMs.set(creator, (this.checkMs.get(creator) ?? 0) + tookMs);
  }

  private takeOwn(envelope: Envelope): void {
    this.made = envelope;
    const { missing, faults } = this.gossip.take([envelope], Number.MAX_SAFE_INTEGER, "here");
    if (missing.length > 0 || faults.length > 0)
      throw new Error(`this agent made an event that it cannot take: ${faults[0]?.error.message}`);
  }

  private takeTips(peer: number, tips: WireTips): void {
    const isAhead = (tips.tips[this.self]?.sequence ?? 0) > (this.ownTip?.sequence ?? 0);
    if (isAhead) this.claims.add(peer);
    else this.claims.delete(peer);
    // One peer may lie and has to show the event (see `insert`); f+1 cannot all be liars.
    if (this.claims.size > faultsOf(this.site.agents.length)) this.journalLost(this.nameOf(peer));
    this.catchUp.tips(peer, tips);
    // One that keeps nothing as old as what is known here has forgotten what it had of this agent.
    const knows = tips.keptFrom <= this.order.hashgraph.ancientBelow;
    const isNew = knows && !isAhead && !this.greeted.has(peer);
    if (isNew) this.greeted.add(peer);
    this.keepPromises();
    if (isNew) this.resumed();
  }

  protected override journalIsLost(): void {
    this.regain.begin();
  }

  /** One that lost its journal may know by now where its events go on. */
  private resumeEvents(): void {
    if (!this.regain.review()) return;
    this.claims.clear();
    this.creation.think();
  }

  protected override resumed(): void {
    for (const block of this.box.unvoted(this.self)) this.voting.vote(block);
    this.letIn();
    this.creation.think();
  }

  private antiEntropy(): void {
    this.turn.begin();
    this.clocks.look(this, this.peers);
    for (let tries = 0; tries < this.peers.all.length; tries += 1) {
      this.nextPeer = (this.nextPeer + 1) % this.peers.all.length;
      const peer = this.peers.all[this.nextPeer];
      if (peer?.link == null) continue;
      this.peers.sendTips(peer, true);
      break;
    }
    this.letIn();
    this.regain.ask();
    this.resumeEvents();
    this.keepPromises();
    this.clients.tellOver();
    this.creation.think();
  }

  /** An event whose parents are all in the graph: journal, graph, and what it decides. */
  private insert(event: Verified<SignedEvent>): void {
    const { creator, sequence, hash, birthRound } = event;
    this.turn.note(event.transactions.length);
    this.evidence.look(this, event);
    this.carried.note(event);
    // Before the event itself: a start that finds it must find that it was not made here.
    if (creator === this.self && !this.replaying && event.envelope !== this.made)
      this.journalLost("a peer");
    const position = this.replaying
      ? this.replayPosition
      : this.durable.append(journalRecord({ kind: "event", envelope: event.envelope }));
    // S6: peers that ask for what they lack get nothing that is not on the disk.
    if (event.envelope === this.made) this.durable.then(() => this.store.add(event, position));
    else this.store.add(event, position);
    if (creator === this.self) {
      this.ownTimeUs = Math.max(this.ownTimeUs, event.timeUs);
      if (sequence > (this.ownTip?.sequence ?? 0))
        this.ownTip = { hash, creator, sequence, birthRound };
    }
    const rounds = this.order.insert(event);
    if (!this.order.hashgraph.has(hash)) this.carried.sayAgain(event);
    for (const settled of this.order.takeSettled()) this.carried.forget(settled);
    this.creation.inserted(event);
    this.decided.take(rounds);
  }

  // 3. order, 4. policy ------------------------------------------------------------------------

  private applyRound(round: Round): void {
    this.roundMs = this.io.clock.monotonicMs();
    if (round.fewJudges) this.io.count("ORDER_FEW_JUDGES");
    const transactions = round.events.flatMap(({ event, timeUs }) =>
      event.transactions.flatMap((transaction) => {
        const checked = this.transactions.check(transaction);
        if (checked === null) return [];
        // A ballot counts only in its own agent's event.
        if (checked.kind === "ballot" && checked.ballot.agent !== event.creator) return [];
        if (transaction.ballot) this.voting.take(transaction.ballot, event.creator, true);
        return [{ timeUs, transaction: checked }];
      }),
    );
    const { consensus } = round;
    this.regain.ordered(round.events.map(({ event }) => event));
    const step = this.machine.apply({
      ...{ round: round.round, timeUs: round.timeUs, transactions, consensus },
    });
    this.snapshots.round(step, consensus);
    for (const { event } of round.events) this.carried.forget(event);
    for (const event of round.stale) this.carried.sayAgain(event);
    for (const block of step.blocks) this.voting.open(block);
    for (const ended of step.ended) this.end(ended);
    this.transactions.roundOver();
    const permitted = step.ended.filter(({ deviceSequence }) => deviceSequence > 0);
    // What the journal says ended in another run.
    if (!this.replaying) this.crowd.ended(permitted.length, this.roundMs);
    this.letIn();
  }

  /** What gossip holds back and may go in now; none of it while the journal has no room (S9). */
  private letIn(): void {
    this.gossip.release(this.io.clock.nowUs());
    this.gossip.review(this.io.clock.nowUs());
  }

  // 7. report ----------------------------------------------------------------------------------

  private end(ended: Ended): void {
    const { id, outcome, code, detail, sequence, report } = ended;
    this.lives.move(id, this.nowMs(), {
      ...{ stage: "ended", outcome, code, detail, sequence },
      ...(report === undefined ? {} : { report }),
    });
    if (ended.deviceSequence > 0 && !this.replaying) this.clients.reportOrdered(ended);
  }

  // after a stop -------------------------------------------------------------------------------

  /** The state after the same events is the same: the journal's events are simply taken again. */
  private replay(records: readonly StoredRecord[]): void {
    const read = records.map(({ position, payload }) => ({
      position,
      ...readJournalRecord(payload),
    }));
    for (const { kind, envelope } of read) {
      if (kind === "ballot") this.keepBallot(envelope);
      else if (kind === "loss") this.keepLoss(lossFromRecord(envelope));
      else if (kind !== "event")
        this.promises.add({ [kind]: envelope } as unknown as WireTransaction);
    }
    if (this.lostTo !== "" && this.loss === null) this.journalLost(this.lostTo);
    if (this.restored !== null) this.takeUp(this.restored);
    for (const { position, kind, envelope } of read) {
      this.replayPosition = position;
      if (kind !== "event") continue;
      this.noteOld(envelope);
      this.gossip.take([envelope], Number.MAX_SAFE_INTEGER, "here");
    }
    this.replaying = false;
    for (const block of this.box.unvoted(this.self)) this.voting.vote(block);
  }

  private keepBallot(envelope: Envelope): void {
    this.box.restore(envelope);
    this.votedBlock = Math.max(this.votedBlock, readBallot(envelope).header.number);
  }

  private keepLoss({ over, resumed, after, votedBlock }: WireLoss): void {
    this.takeLoss(over ? null : { resumed, after });
    this.votedBlock = Math.max(this.votedBlock, votedBlock);
  }

  /** Blocks that somebody may still ask for, and what the end of the log says of commands. */
  private takeUp({ header, blocks }: Restored): void {
    this.box.startAfter(header.number);
    for (const block of blocks)
      this.voting.reopen(builtFrom(this.context.chain, block), block.ballots);
    for (const block of blocks) recallBlock(this.lives, block);
    for (let number = header.number - recalledBlocks; number <= header.number; number += 1) {
      const block = this.log.block(number);
      if (block !== undefined) recallBlock(this.lives, block);
    }
  }

  /** What an event says of its creator and of what it carries, also when it is too old to go in. */
  private noteOld(envelope: Envelope): void {
    const event = readEvent(this.context.chain, envelope);
    this.newest.note(event);
    if (!this.order.hashgraph.isAncient(event)) return;
    this.promises.inOldEvent(event);
    const { creator, sequence, hash, birthRound, timeUs } = event;
    if (creator !== this.self || sequence <= (this.ownTip?.sequence ?? 0)) return;
    this.ownTip = { hash, creator, sequence, birthRound };
    this.ownTimeUs = Math.max(this.ownTimeUs, timeUs);
  }

  protected override othersPast(round: number): boolean {
    const { all } = this.peers;
    let count = 0;
    for (const peer of all) if (peer.round > round) count += 1;
    return count > faultsOf(all.length);
  }

  /** What was promised before a stop and has no end in the order, as far as f+1 agents know. */
  private keepPromises(): void {
    if (this.promises.size === 0 || this.isRecovering || !this.isCaughtUp) return;
    for (const transaction of this.promises.owed()) this.takeAgain(transaction);
    this.promises.clear();
    this.creation.think();
  }

  private takeAgain(transaction: WireTransaction): void {
    const id = this.idOf(transaction);
    if (id === null || this.isKnown(id) || !this.hasWeight(transaction)) return;
    this.pool.add({ id, transaction, weighty: true });
  }
}
