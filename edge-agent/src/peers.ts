import {
  CodedError,
  decodeFrame,
  encodeFrame,
  type Envelope,
  type EventParent,
  faultsOf,
  type Frame,
  type FrameLink,
  type Hex,
  hexBytes,
  limits,
  toHex,
  type WireFrame,
  type WireTips,
} from "@quorate/protocol";
import type { EventStore, Tip } from "./event-store.ts";

/** What the rest of the agent does with what peers send. */
export interface PeerHost {
  readonly store: EventStore;
  nowUs(): number;
  monotonicMs(): number;
  decidedRound(): number;
  lastBlock(): number;
  /** Answers the parents that are missing. */
  events(peer: number, envelopes: readonly Envelope[]): readonly EventParent[];
  ballots(peer: number, envelopes: readonly Envelope[]): void;
  tips(peer: number, tips: WireTips): void;
  /** Events of a lower birth round may be gone here; and the block of the newest snapshot. */
  keptFrom(): number;
  snapshot(): number;
  /** Events of a lower birth round are too old for the graph. */
  neededFrom(): number;
  /** Snapshots, blocks, newest own events, and what asks for them. */
  catchUp(peer: number, frame: WireFrame): void;
  fault(peer: number, error: CodedError): void;
}

/** What is known of one peer while its link is up, and what it said last. */
export interface Peer {
  readonly index: number;
  link: FrameLink | null;
  /** By its last tips. */
  tips: readonly Tip[];
  /** Monotonic ms of the last frame; null when it was never heard in this run. */
  heardMs: number | null;
  /** It passes over events of a lower birth round. */
  neededFrom: number;
  round: number;
  block: number;
  /** Its clock less ours when its last tips arrived, microseconds. */
  skewUs: number;
  /** Its clock less our monotonic one then, which nobody sets; null before its first tips. */
  leadUs: number | null;
  /** When it was asked for parents that are missing, and for which. */
  askedMs: number;
  asked: ReadonlySet<Hex>;
  /** When it was told our tips, as an answer to its own. */
  toldMs: number;
  /** Of each creator the newest event of the last answer to its tips, and when it was sent. */
  sent: readonly number[];
  sentMs: number;
  /** When it was told branches, and from where in the store it is told further ones. */
  branchesMs: number;
  branchesFrom: number;
}

/** Requests to one peer because of what is missing come no closer together than this. */
const askEveryMs = 20;
const never = Number.NEGATIVE_INFINITY;
/** A digest's; a creator without an event has an empty one. */
const hashBytes = 32;
/**
 * An answer to tips counts as on its way for so long, unless the peer's tips show that it came. Not
 * longer: one whose orphans wait for a branch of a fork cannot show it, and others may wait for it.
 */
const underWayMs = 250;
/** Who is behind is told branches, and asked for its own, so often at the most. */
const branchesEveryMs = 1000;

/** The links to the other agents: events, wants, tips and ballots over them. */
export class Peers {
  readonly all: readonly Peer[];
  private readonly host: PeerHost;
  private readonly self: number;

  constructor(agents: number, self: number, host: PeerHost) {
    this.self = self;
    this.host = host;
    this.all = Array.from({ length: agents }, (_, index) => ({
      ...{ index, link: null, heardMs: null, tips: [], neededFrom: 0 },
      ...{ round: 0, block: 0, skewUs: 0, leadUs: null, askedMs: never, asked: new Set<Hex>() },
      ...{ toldMs: never, sent: [], sentMs: never, branchesMs: never, branchesFrom: 0 },
    }));
  }

  /** Peers whose links are up, this agent not counted. */
  get up(): number {
    return this.all.filter((peer) => peer.link !== null).length;
  }

  connect(index: number, link: FrameLink): void {
    const peer = this.all[index] as Peer;
    peer.link?.close("LINK_REPLACED");
    peer.link = link;
    peer.sent = [];
    this.sendTips(peer, true);
  }

  /** `link` is the one that went down: a link that replaced it stays. */
  disconnect(index: number, link: FrameLink): void {
    const peer = this.all[index] as Peer;
    if (peer.link === link) peer.link = null;
  }

  /**
   * What n-f of the others' clocks do not pass, or fewer where not all told theirs, with one that
   * is honest among them: a clock that does is wrong, or all these are. Null before f+1 told it.
   */
  clockUs(): number | null {
    const faults = faultsOf(this.all.length);
    const others = this.all.filter(({ index }) => index !== this.self);
    const leads = others.flatMap(({ leadUs }) => leadUs ?? []).sort((left, right) => right - left);
    const unheard = others.length - leads.length;
    const lead = leads[Math.max(0, faults - 1 - unheard)];
    if (lead === undefined || leads.length <= faults) return null;
    return lead + Math.floor(this.host.monotonicMs() * 1000);
  }

  broadcast(frame: Frame): void {
    const bytes = encodeFrame(frame);
    for (const peer of this.all) peer.link?.send(bytes);
  }

  send(index: number, frame: Frame): void {
    this.all[index]?.link?.send(encodeFrame(frame));
  }

  /** Anti-entropy: tells one peer what is here and asks for what is not. */
  sendTips(peer: Peer, reply: boolean): void {
    const { store } = this.host;
    const tips = this.all.map(({ index }) => {
      const { hash, sequence } = store.tip(index);
      return { hash: hexBytes(hash), sequence };
    });
    const frame = {
      tips: {
        ...{ tips, reply, clockUs: this.host.nowUs() },
        ...{ decidedRound: this.host.decidedRound(), block: this.host.lastBlock() },
        ...{ keptFrom: this.host.keptFrom(), snapshot: this.host.snapshot() },
        neededFrom: this.host.neededFrom(),
      },
    };
    peer.link?.send(encodeFrame(frame));
  }

  frame(index: number, bytes: Uint8Array): void {
    const peer = this.all[index];
    if (peer === undefined || index === this.self) return;
    peer.heardMs = this.host.monotonicMs();
    try {
      this.take(peer, decodeFrame(bytes));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.host.fault(index, error);
    }
  }

  private take(peer: Peer, frame: WireFrame): void {
    if (frame.tips) this.takeTips(peer, frame.tips);
    else if (frame.events) this.takeEvents(peer, frame.events.events, frame.events.more);
    else if (frame.want) this.answerWant(peer, frame.want.hashes);
    else if (frame.ballots) this.host.ballots(peer.index, frame.ballots.ballots);
    else if (frame.wantSnapshot ?? frame.snapshot ?? frame.wantBlocks ?? frame.blocks)
      this.host.catchUp(peer.index, frame);
    else if (frame.wantOwn ?? frame.own) this.host.catchUp(peer.index, frame);
    else throw new CodedError("GOSSIP_FRAME", "a frame that agents do not send each other");
  }

  private takeTips(peer: Peer, tips: WireTips): void {
    peer.tips = this.all.map(({ index }) => {
      const { hash, sequence } = tips.tips[index] ?? { hash: new Uint8Array(), sequence: 0 };
      // It is kept: nobody's may be of any length.
      return { hash: hash.length === hashBytes ? toHex(hash) : "", sequence };
    });
    peer.neededFrom = tips.neededFrom;
    peer.round = tips.decidedRound;
    peer.block = tips.block;
    peer.skewUs = tips.clockUs - this.host.nowUs();
    peer.leadUs = tips.clockUs - Math.floor(this.host.monotonicMs() * 1000);
    if (!this.isUnderWay(peer)) this.sendMissing(peer);
    if (peer.round < this.host.decidedRound()) this.closeBranches(peer);
    const isLacking = peer.tips.some(
      ({ sequence }, creator) => sequence > this.host.store.tip(creator).sequence,
    );
    const nowMs = this.host.monotonicMs();
    // Two that both lack something would answer each other without end.
    if (tips.reply || (isLacking && nowMs - peer.toldMs >= askEveryMs)) {
      peer.toldMs = nowMs;
      this.sendTips(peer, false);
    }
    this.host.tips(peer.index, tips);
  }

  /**
   * One that is far behind asks with every event whose parents it lacks. Answered each time, the
   * same megabyte again and again fills its link until that is dropped, and it never catches up.
   */
  private isUnderWay({ sent, sentMs, tips }: Peer): boolean {
    if (this.host.monotonicMs() - sentMs >= underWayMs) return false;
    return sent.some((sequence, creator) => sequence > (tips[creator]?.sequence ?? 0));
  }

  private sendMissing(peer: Peer): void {
    const { store } = this.host;
    const sequences = this.all.map(({ index }) => peer.tips[index]?.sequence ?? 0);
    const { events, more, upTo } = store.since(sequences, peer.neededFrom);
    if (events.length === 0) return;
    peer.link?.send(encodeFrame({ events: { events, more } }));
    [peer.sent, peer.sentMs] = [upTo, this.host.monotonicMs()];
  }

  /**
   * One that is behind may lack a branch that its maker showed to others alone, and that decided
   * their rounds. By sequences it lacks nothing, and nobody asks for it as long as nobody builds on
   * it, and nobody may: those who have it are at rest. Whether its maker is known for a forker says
   * nothing: each may have one branch. What it has itself and is not here is asked for.
   */
  private closeBranches(peer: Peer): void {
    const { store, monotonicMs } = this.host;
    const nowMs = monotonicMs();
    if (nowMs - peer.branchesMs < branchesEveryMs) return;
    peer.branchesMs = nowMs;
    const { tips, neededFrom, branchesFrom } = peer;
    const { events, next } = store.branches(tips, neededFrom, branchesFrom);
    peer.branchesFrom = next;
    if (events.length > 0) peer.link?.send(encodeFrame({ events: { events } }));
    const hashes = store.unknown(tips).map(hexBytes);
    if (hashes.length > 0) peer.link?.send(encodeFrame({ want: { hashes } }));
  }

  private takeEvents(peer: Peer, events: readonly Envelope[], more: boolean): void {
    const missing = this.host.events(peer.index, events);
    if (more) this.sendTips(peer, true);
    if (missing.length > 0) this.ask(peer, missing, more);
  }

  /**
   * A gap is closed by tips (`told`: just now); the other branch of a fork has to be asked for by
   * hash, also while further events follow: what waits for it would come again and again. By our
   * tips the other one knows how much of it is missing; what it then answers may end in the middle,
   * and the rest is asked for at once.
   */
  private ask(peer: Peer, missing: readonly EventParent[], told: boolean): void {
    const nowMs = this.host.monotonicMs();
    const { store } = this.host;
    const isOnBranch = ({ creator, sequence }: EventParent): boolean =>
      sequence <= store.tip(creator).sequence;
    const isNew = (one: EventParent): boolean => isOnBranch(one) && !peer.asked.has(one.hash);
    if (nowMs - peer.askedMs < askEveryMs && !missing.some(isNew)) return;
    peer.askedMs = nowMs;
    const hashes = missing.slice(0, limits.wantHashes).map(({ hash }) => hash);
    peer.asked = new Set(hashes);
    const isGap = !missing.every(isOnBranch);
    if (!told) this.sendTips(peer, isGap);
    peer.link?.send(encodeFrame({ want: { hashes: hashes.map(hexBytes) } }));
  }

  private answerWant(peer: Peer, hashes: readonly Uint8Array[]): void {
    const wanted = hashes.slice(0, limits.wantHashes).map(toHex);
    const events = this.host.store.wanted(wanted, peer.tips);
    if (events.length > 0) peer.link?.send(encodeFrame({ events: { events } }));
  }
}
