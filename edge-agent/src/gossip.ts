import { checkEvent, ConsensusError, type Hashgraph, isNamed } from "@quorate/consensus";
import {
  CodedError,
  type Envelope,
  type EventParent,
  eventHash,
  type Hex,
  limits,
  readEvent,
  type SealContext,
  type SignedEvent,
  type Site,
  type Verified,
  verifyEvent,
} from "@quorate/protocol";

/** Of events that were dropped and changed nothing (S10): the first fault of this code. */
export interface GossipFault {
  readonly error: CodedError;
  /** How many events of the batch had it: nothing is kept of the others (S9). */
  times: number;
}

/** What came of a batch of events from one peer. */
export interface GossipEffect {
  /** Parents that nobody here has; to be asked for from whoever referred to them. */
  readonly missing: readonly EventParent[];
  /** One of each code. */
  readonly faults: readonly GossipFault[];
  readonly inserted: number;
}

/** Who has most of something: past a common bound it is they who lose, not everybody. */
const greediest = (counts: ReadonlyMap<number, number>): number => {
  let [creator, most] = [0, -1];
  for (const [one, count] of counts) if (count > most) [creator, most] = [one, count];
  return creator;
};

const oldestOf = <Event extends SignedEvent>(
  events: Iterable<Event>,
  creator: number,
): Event | undefined => {
  for (const event of events) if (event.creator === creator) return event;
  return undefined;
};

/**
 * Takes events from peers until they can go into the graph: form, signature, clock, parents. Events
 * ahead of the clock or of the graph's round are held, not invalid: whether an event is valid must
 * not depend on who looks (consensus.md section 1).
 */
export class Gossip {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly graph: Hashgraph;
  private readonly insert: (event: Verified<SignedEvent>) => void;
  /** Whether the journal takes another event (S9). */
  private readonly hasRoom: () => boolean;
  /** Whether one more of those that waited may go in now; `release` and `review` go on later. */
  private readonly hasTime: () => boolean;
  /** Told of every event with a good signature, before it goes in or waits. */
  private readonly verified: (event: SignedEvent) => void;
  /** Whether more of this creator wait for their order than an honest one ever has. */
  private readonly isCrowded: (creator: number) => boolean;
  private readonly orphans = new Map<Hex, Verified<SignedEvent>>();
  private readonly children = new Map<Hex, Set<Hex>>();
  private readonly orphansOf = new Map<number, number>();
  private orphanBytes = 0;
  /** A batch had an orphan in it that was here before. */
  private toldAgain = false;
  /** Events whose parents are all there, but whose time or round is still ahead. */
  private readonly held = new Map<Hex, Verified<SignedEvent>>();
  private readonly heldOf = new Map<number, number>();
  private heldBytes = 0;

  constructor(
    site: Site,
    context: SealContext,
    graph: Hashgraph,
    insert: (event: Verified<SignedEvent>) => void,
    hasRoom: () => boolean = () => true,
    hasTime: () => boolean = () => true,
    verified: (event: SignedEvent) => void = () => {},
    isCrowded: (creator: number) => boolean = () => false,
  ) {
    this.site = site;
    this.context = context;
    this.graph = graph;
    this.insert = insert;
    this.hasRoom = hasRoom;
    this.hasTime = hasTime;
    this.verified = verified;
    this.isCrowded = isCrowded;
  }

  get orphanCount(): number {
    return this.orphans.size;
  }

  get heldCount(): number {
    return this.held.size;
  }

  /**
   * `nowUs` is this agent's clock; `from` the peer that sent them, or `here` for what this agent
   * made or has in its journal, which was checked before. Of more than `frameItems` the rest is
   * passed over: it is fetched again by tips.
   */
  take(envelopes: readonly Envelope[], nowUs: number, from?: number | "here"): GossipEffect {
    const missing = new Map<Hex, EventParent>();
    const faults = new Map<string, GossipFault>();
    let inserted = 0;
    this.toldAgain = false;
    for (const envelope of envelopes.slice(0, limits.frameItems)) {
      // What comes after is fetched again by tips, once there is room.
      if (from !== "here" && !this.hasRoom()) break;
      try {
        const event = this.verify(envelope, from);
        if (event === null) continue;
        inserted += this.place(event, nowUs, missing);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        const fault = faults.get(error.code) ?? { error, times: 0 };
        fault.times += 1;
        faults.set(error.code, fault);
      }
    }
    // Whoever was asked before has not answered; a branch of a fork comes in no other way.
    if (this.toldAgain) for (const parent of this.absent()) missing.set(parent.hash, parent);
    return { missing: [...missing.values()], faults: [...faults.values()], inserted };
  }

  /**
   * What orphans wait for in the end and nobody has sent. Each creator's orphans have the same
   * share: a flood on parents that do not exist must not hide what the others need.
   */
  private absent(): EventParent[] {
    const absent = new Map<Hex, EventParent>();
    const share = Math.ceil(limits.wantHashes / this.site.agents.length);
    const shares = this.site.agents.map(() => share);
    const visited = new Set<Hex>();
    for (const event of this.orphans.values()) {
      const waiting = [event];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if ((shares[event.creator] as number) <= 0) break;
        if (visited.has(next.hash) && next !== event) continue;
        visited.add(next.hash);
        for (const parent of next.parents) {
          const orphan = this.orphans.get(parent.hash);
          if (orphan !== undefined) waiting.push(orphan);
          else if (!absent.has(parent.hash) && this.isUnknown(parent)) {
            if (this.graph.isAncient(parent)) continue;
            absent.set(parent.hash, parent);
            shares[event.creator] = (shares[event.creator] as number) - 1;
          }
        }
      }
    }
    return [...absent.values()];
  }

  /** Held events whose time has come. Returns how many went into the graph. */
  release(nowUs: number): number {
    let inserted = 0;
    for (const event of [...this.held.values()]) {
      // What goes in may decide a round, which releases as well.
      if (!this.held.has(event.hash) || this.isAhead(event, nowUs)) continue;
      if (!this.hasRoom() || !this.hasTime()) break;
      this.letGo(event);
      inserted += this.admit(event, nowUs);
    }
    return inserted;
  }

  private verify(
    envelope: Envelope,
    from: number | "here" | undefined,
  ): Verified<SignedEvent> | null {
    const hash = eventHash(this.context.chain, envelope);
    if (this.orphans.has(hash)) this.toldAgain = true;
    if (this.graph.has(hash) || this.orphans.has(hash) || this.held.has(hash)) return null;
    const event = readEvent(this.context.chain, envelope, hash);
    this.checkForm(event);
    if (this.graph.isAncient(event)) return null;
    const agent = this.site.agents[event.creator];
    if (agent === undefined) throw new CodedError("GOSSIP_EVENT", "no such agent");
    // S9: without a quorum nothing is let go of. What the others took, and build on, comes by them.
    if (from === event.creator && this.isCrowded(from))
      throw new CodedError("GOSSIP_CROWDED", `too many events of ${agent.name} have no order`);
    const known = event as Verified<SignedEvent>;
    const good = from === "here" ? known : verifyEvent(this.context, event, agent.key);
    this.verified(good);
    return good;
  }

  private checkForm(event: SignedEvent): void {
    try {
      checkEvent(event, this.site.agents.length);
    } catch (error) {
      if (!(error instanceof ConsensusError)) throw error;
      throw new CodedError("GOSSIP_EVENT", `an event that contradicts itself: ${error.message}`);
    }
  }

  private place(
    event: Verified<SignedEvent>,
    nowUs: number,
    missing: Map<Hex, EventParent>,
  ): number {
    const absent = event.parents.filter((parent) => !this.isThere(parent));
    if (absent.length === 0) return this.admit(event, nowUs);
    for (const parent of absent) if (this.isUnknown(parent)) missing.set(parent.hash, parent);
    this.keepOrphan(event, absent);
    return this.releaseParents(absent, nowUs);
  }

  /** That others build on a held event may be what it waited for; or its time has come by now. */
  private releaseParents(parents: readonly EventParent[], nowUs: number): number {
    let inserted = 0;
    for (const { hash } of parents) {
      const event = this.held.get(hash);
      if (event === undefined || this.isAhead(event, nowUs)) continue;
      if (!this.hasRoom() || !this.hasTime()) break;
      this.letGo(event);
      inserted += this.admit(event, nowUs);
    }
    return inserted;
  }

  /** Nobody has sent it. One that was named with another birth round than its own is known. */
  private isUnknown({ hash }: EventParent): boolean {
    return !this.graph.has(hash) && !this.orphans.has(hash) && !this.held.has(hash);
  }

  private isThere(parent: EventParent): boolean {
    return isNamed(parent, this.graph.get(parent.hash)) || this.graph.isAncient(parent);
  }

  /** An event with all its parents: into the graph, or held; then those that waited for it. */
  private admit(first: Verified<SignedEvent>, nowUs: number): number {
    let inserted = 0;
    const ready = [first];
    for (let event = ready.pop(); event !== undefined; event = ready.pop()) {
      if (this.isAhead(event, nowUs)) {
        this.hold(event);
        continue;
      }
      this.insert(event);
      inserted += 1;
      for (const hash of this.children.get(event.hash) ?? []) {
        const orphan = this.orphans.get(hash);
        // Looked at anew: what was there when it came may have expired, or been named falsely.
        if (!orphan?.parents.every((parent) => this.isThere(parent))) continue;
        // It stays an orphan that lacks nothing, for `review`.
        if (!this.hasRoom() || !this.hasTime()) continue;
        this.dropOrphan(orphan);
        ready.push(orphan);
      }
      this.children.delete(event.hash);
    }
    return inserted;
  }

  private isAhead(event: SignedEvent, nowUs: number): boolean {
    if (event.birthRound > this.graph.pendingRound) return true;
    if (event.timeUs <= nowUs + this.site.policy.clockDriftMs * 1000) return false;
    const builders = new Set<number>();
    for (const hash of this.children.get(event.hash) ?? []) {
      const child = this.orphans.get(hash);
      if (child !== undefined && child.creator !== event.creator) builders.add(child.creator);
    }
    return builders.size <= Math.floor((this.site.agents.length - 1) / 3);
  }

  private hold(event: Verified<SignedEvent>): void {
    this.held.set(event.hash, event);
    this.heldBytes += event.envelope.body.length;
    this.heldOf.set(event.creator, (this.heldOf.get(event.creator) ?? 0) + 1);
    // Fetchable again: anti-entropy brings back what is let go here.
    if ((this.heldOf.get(event.creator) ?? 0) > limits.heldPerCreator)
      this.letGo(oldestOf(this.held.values(), event.creator));
    while (this.held.size > limits.heldEvents || this.heldBytes > limits.heldBytes)
      this.letGo(oldestOf(this.held.values(), greediest(this.heldOf)));
  }

  private letGo(event: Verified<SignedEvent> | undefined): void {
    if (event === undefined || !this.held.delete(event.hash)) return;
    this.heldBytes -= event.envelope.body.length;
    this.heldOf.set(event.creator, (this.heldOf.get(event.creator) ?? 0) - 1);
  }

  private keepOrphan(event: Verified<SignedEvent>, absent: readonly EventParent[]): void {
    this.orphans.set(event.hash, event);
    this.orphanBytes += event.envelope.body.length;
    for (const { hash } of absent) {
      const waiting = this.children.get(hash) ?? new Set<Hex>();
      waiting.add(event.hash);
      this.children.set(hash, waiting);
    }
    this.tally(event.creator, 1);
    if ((this.orphansOf.get(event.creator) ?? 0) > limits.orphansPerCreator)
      this.dropOldestOf(event.creator);
    // Of whoever has most: a flood must not push out what honest agents sent.
    while (this.orphans.size > limits.orphans || this.orphanBytes > limits.orphanBytes)
      this.dropOldestOf(greediest(this.orphansOf));
  }

  private tally(creator: number, by: 1 | -1): void {
    this.orphansOf.set(creator, (this.orphansOf.get(creator) ?? 0) + by);
  }

  /** What others build on goes last: the branch that they wait for may be among a flood. */
  private dropOldestOf(creator: number): void {
    let oldest: Verified<SignedEvent> | undefined;
    for (const event of this.orphans.values()) {
      if (event.creator !== creator) continue;
      oldest ??= event;
      if (this.othersWaitFor(event)) continue;
      this.dropOrphan(event);
      return;
    }
    if (oldest !== undefined) this.dropOrphan(oldest);
  }

  private othersWaitFor({ hash, creator }: SignedEvent): boolean {
    for (const child of this.children.get(hash) ?? [])
      if (this.orphans.get(child)?.creator !== creator) return true;
    return false;
  }

  private dropOrphan(event: Verified<SignedEvent>): void {
    if (!this.orphans.delete(event.hash)) return;
    this.tally(event.creator, -1);
    this.orphanBytes -= event.envelope.body.length;
    for (const { hash } of event.parents) {
      const waiting = this.children.get(hash);
      waiting?.delete(event.hash);
      if (waiting?.size === 0) this.children.delete(hash);
    }
  }

  /** Orphans whose last missing parents became ancient meanwhile can go in. Call after a round. */
  review(nowUs: number): number {
    let inserted = 0;
    for (const event of [...this.orphans.values()]) {
      if (!this.hasRoom() || !this.hasTime()) break;
      const isReady = event.parents.every((one) => this.isThere(one));
      if (!isReady || !this.orphans.has(event.hash)) continue;
      this.dropOrphan(event);
      if (!this.graph.isAncient(event)) inserted += this.admit(event, nowUs);
    }
    return inserted;
  }
}
