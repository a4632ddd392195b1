import { ConsensusError } from "./errors.ts";
import { checkEvent, type EventHash, type GraphEvent, type OrderedEvent } from "./event.ts";
import { RoundElections } from "./fame.ts";
import { detach, EventGraph } from "./graph.ts";
import { commonAncestors, sortReceived, upperMedian, whiteningOf } from "./order.ts";
import {
  type ConsensusParameters,
  isSupermajority,
  type ResolvedParameters,
  resolveParameters,
} from "./parameters.ts";
import type { ConsensusSnapshot, DecidedRound, GraphNode, MinimumJudge } from "./round.ts";
import { setRootValues, setValues } from "./see.ts";
import { clearValues, NO_ROUND, type Vertex } from "./vertex.ts";

const minimumBirthRound = (
  judges: readonly MinimumJudge[],
  decidedRound: number,
  rounds: number,
): number => judges.find(({ round }) => round > decidedRound - rounds)?.birthRound ?? 1;

/**
 * The hashgraph of one member: events in, order out (consensus.md section 1). Two members that
 * added the same events, in whatever topological order, decided the same rounds with the same
 * values; if one of them has more events, its rounds begin with the other's (S2).
 *
 * The caller sees to signatures, and holds back events whose birth round is above `pendingRound`
 * until that round is reached: an honest creator's birth round is one that others can reach
 * without the event.
 */
export class Hashgraph {
  readonly #parameters: ResolvedParameters;
  readonly #graph: EventGraph;
  /** Events that descend from the last judges, parents before children. */
  #live: Vertex[] = [];
  #elections: RoundElections;
  #judges: ReadonlySet<Vertex> = new Set();
  #judgeHashes: readonly EventHash[] = [];
  /** Judges of the snapshot that have not arrived yet. */
  readonly #awaited: Set<EventHash>;
  #minimumJudges: readonly MinimumJudge[] = [];
  #orderedEvents = 0;
  #timeUs: number | undefined;

  /** Throws ORDER_PARAMETERS. With a snapshot, add every event that is not expired after it. */
  constructor(parameters: ConsensusParameters, snapshot?: ConsensusSnapshot) {
    this.#parameters = resolveParameters(parameters);
    this.#graph = new EventGraph(this.#parameters);
    this.#elections = new RoundElections((snapshot?.decidedRound ?? 0) + 1, this.#parameters);
    const isPast = snapshot !== undefined && snapshot.decidedRound > 0;
    this.#awaited = new Set(isPast ? snapshot.judges : []);
    if (isPast) this.#restore(snapshot);
  }

  /**
   * Adds an event after its parents; returns the rounds that it decided, oldest first.
   *
   * A known event changes nothing. Neither does an event that is ancient already (see isAncient)
   * and not known: it was never ordered here, and as every member that decided this round has all
   * that it ordered, it never will be anywhere. It is stale; its creator has to say anew what was
   * in it. Throws ORDER_EVENT_INVALID or ORDER_PARENT_MISSING and leaves the state as it was (S10).
   */
  add(event: GraphEvent): readonly DecidedRound[] {
    if (this.#graph.get(event.hash) !== undefined) return [];
    checkEvent(event, this.#parameters.members);
    if (this.isAncient(event)) {
      this.#parameters.mark?.("order/ancient-on-arrival");
      return [];
    }
    const vertex = this.#graph.insert(event);
    this.#live.push(vertex);
    if (this.#awaited.size > 0) return this.#await(vertex);
    this.#measure(vertex);
    return this.#decide();
  }

  has(hash: EventHash): boolean {
    return this.#graph.get(hash) !== undefined;
  }

  get(hash: EventHash): GraphEvent | undefined {
    return this.#graph.get(hash)?.event;
  }

  /** Events of a creator with this sequence: more than one if it forked. */
  eventsAt(creator: number, sequence: number): readonly GraphEvent[] {
    return this.#graph.at(creator, sequence).map((vertex) => vertex.event);
  }

  /**
   * The last event of each creator that is not expired; it may be ancient. On a fork the longest
   * branch, then the smallest hash.
   */
  tips(): readonly (GraphEvent | undefined)[] {
    return this.#graph.tips().map((vertex) => vertex?.event);
  }

  /** 0 until the first round is decided. */
  get decidedRound(): number {
    return this.#elections.round - 1;
  }

  /** The birth round that a new event carries. */
  get pendingRound(): number {
    return this.#elections.round;
  }

  get ancientBelow(): number {
    return this.#graph.ancientBelow;
  }

  /** Events with a lower birth round are deleted: ancient for another roundsNonAncient rounds. */
  get expiredBelow(): number {
    return this.#minimumBirthRound(2 * this.#parameters.roundsNonAncient);
  }

  /** Whoever goes on from this snapshot needs every event whose birth round is not lower. */
  neededFrom({ minimumJudges, decidedRound }: ConsensusSnapshot): number {
    return minimumBirthRound(minimumJudges, decidedRound, this.#parameters.roundsNonAncient);
  }

  /** Whether a restored graph still lacks judges of its snapshot; until then nothing is decided. */
  get isRestoring(): boolean {
    return this.#awaited.size > 0;
  }

  /** How many events are held. */
  get size(): number {
    return this.#graph.size;
  }

  isAncient(event: { readonly birthRound: number }): boolean {
    return event.birthRound < this.#graph.ancientBelow;
  }

  /**
   * The round of an event relative to the last decided round; undefined for minus infinity, which
   * is everything that does not descend from the last judges.
   */
  roundOf(hash: EventHash): number | undefined {
    return this.#graph.get(hash)?.round || undefined;
  }

  isWitness(hash: EventHash): boolean {
    return this.#graph.get(hash)?.witness ?? false;
  }

  /** Fame of a witness, undefined while its election is open. */
  isFamous(hash: EventHash): boolean | undefined {
    return this.#graph.get(hash)?.famous;
  }

  isJudge(hash: EventHash): boolean {
    return this.#graph.get(hash)?.judge ?? false;
  }

  /** Whether an event was ordered, be it before the snapshot. */
  isOrdered(hash: EventHash): boolean {
    return this.#graph.get(hash)?.ordered ?? false;
  }

  /** The round that ordered an event; undefined if none did or if that was before the snapshot. */
  roundReceivedOf(hash: EventHash): number | undefined {
    return this.#graph.get(hash)?.roundReceived;
  }

  /** All events that are not expired, in the order in which they were added. */
  nodes(): readonly GraphNode[] {
    return Array.from(this.#graph.vertices(), (vertex) => ({
      event: vertex.event,
      round: vertex.shownRound || undefined,
      witness: vertex.shownWitness,
      famous: vertex.famous,
      judge: vertex.judge,
      roundReceived: vertex.roundReceived,
      ancient: vertex.ancient,
    }));
  }

  /** State after the last decided round; DecidedRound.snapshot has that of any other. */
  snapshot(): ConsensusSnapshot {
    return {
      decidedRound: this.decidedRound,
      judges: this.#judgeHashes,
      minimumJudges: this.#minimumJudges,
      orderedEvents: this.#orderedEvents,
      timeUs: this.#timeUs ?? 0,
    };
  }

  /** Gives an event its values and lets it vote. */
  #measure(vertex: Vertex): void {
    const isRoot = this.decidedRound === 0 || this.#judges.has(vertex);
    if (vertex.parents.some((parent) => parent.round !== NO_ROUND)) {
      setValues(vertex, this.#parameters);
    } else if (isRoot) {
      setRootValues(vertex, Math.max(this.decidedRound, 1), this.#parameters.members);
    } else {
      clearValues(vertex);
      return;
    }
    if (vertex.witness && !(isRoot && vertex.round === this.decidedRound)) {
      this.#elections.add(vertex);
    }
  }

  /** Decides as many rounds as the known events allow. */
  #decide(): readonly DecidedRound[] {
    const decided: DecidedRound[] = [];
    while (this.#elections.decided) {
      decided.push(this.#close(this.#elections));
      this.#remeasure();
    }
    return decided;
  }

  /**
   * Measures all that descends from the last judges anew. Whatever a member knew or did not know
   * of older events, from here on it has the same values as all others that decided this round.
   */
  #remeasure(): void {
    const before = this.#live;
    this.#live = [];
    for (const vertex of before) {
      this.#measure(vertex);
      if (vertex.round !== NO_ROUND) this.#live.push(vertex);
    }
  }

  #close(elections: RoundElections): DecidedRound {
    const judges = elections.judges();
    const { round } = elections;
    const { weights, totalWeight } = this.#parameters;
    for (const judge of judges) judge.judge = true;
    this.#judges = new Set(judges);
    this.#judgeHashes = judges.map((judge) => judge.event.hash);
    this.#elections = new RoundElections(round + 1, this.#parameters);
    // The new threshold first: what it makes ancient is not received any more.
    const birthRound = Math.min(...judges.map((judge) => judge.event.birthRound));
    const kept = 2 * this.#parameters.roundsNonAncient - 1;
    this.#minimumJudges = [...this.#minimumJudges.slice(-kept), { round, birthRound }];
    const stale = this.#graph.retire(this.#minimumBirthRound(this.#parameters.roundsNonAncient));
    const events = this.#receive(round, judges);
    this.#timeUs ??= upperMedian(judges.map((judge) => judge.event.timeUs).sort((a, b) => a - b));
    this.#graph.expire(this.expiredBelow);
    const weight = judges.reduce((sum, judge) => sum + (weights[judge.event.creator] as number), 0);
    return {
      round,
      judges: this.#judgeHashes,
      events,
      timeUs: this.#timeUs,
      fewJudges: !isSupermajority(weight, totalWeight),
      ancientBelow: this.ancientBelow,
      stale: stale.map((vertex) => vertex.event),
      snapshot: this.snapshot(),
    };
  }

  /** Orders what the judges have in common; times are moved on so that they strictly increase. */
  #receive(round: number, judges: readonly Vertex[]): readonly OrderedEvent[] {
    const whitening = whiteningOf(judges.map((judge) => judge.event));
    const received = sortReceived(commonAncestors(judges), whitening);
    const events: OrderedEvent[] = [];
    for (const { vertex, timesUs } of received) {
      const timeUs = Math.max(upperMedian(timesUs), (this.#timeUs ?? -Infinity) + 1);
      this.#timeUs = timeUs;
      this.#orderedEvents++;
      vertex.roundReceived = round;
      vertex.ordered = true;
      detach(vertex);
      events.push({ event: vertex.event, timeUs });
    }
    return events;
  }

  /** Of the oldest of the last `rounds` decided rounds, or of the first round there was. */
  #minimumBirthRound(rounds: number): number {
    return minimumBirthRound(this.#minimumJudges, this.decidedRound, rounds);
  }

  #restore(snapshot: ConsensusSnapshot): void {
    const { decidedRound, judges, minimumJudges, orderedEvents, timeUs } = snapshot;
    const reach = Math.min(decidedRound, 2 * this.#parameters.roundsNonAncient);
    const isSound =
      judges.length > 0 &&
      minimumJudges.length === reach &&
      minimumJudges.every(({ round }, index) => round === decidedRound - reach + 1 + index);
    if (!isSound) {
      throw new ConsensusError("ORDER_PARAMETERS", { parameter: "snapshot", value: decidedRound });
    }
    this.#judgeHashes = judges;
    this.#minimumJudges = minimumJudges;
    this.#orderedEvents = orderedEvents;
    this.#timeUs = timeUs;
    this.#graph.retire(this.#minimumBirthRound(this.#parameters.roundsNonAncient));
  }

  /** Nothing is measured until the last judge is here: what they have in common is ordered. */
  #await(vertex: Vertex): readonly DecidedRound[] {
    this.#awaited.delete(vertex.event.hash);
    if (this.#awaited.size > 0) return [];
    const judges = this.#judgeHashes.map((hash) => this.#graph.get(hash) as Vertex);
    for (const judge of judges) judge.judge = true;
    this.#judges = new Set(judges);
    for (const received of commonAncestors(judges)) {
      received.vertex.ordered = true;
      detach(received.vertex);
    }
    this.#remeasure();
    return this.#decide();
  }
}
