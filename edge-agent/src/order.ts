import { type ConsensusParameters, type DecidedRound, Hashgraph } from "@quorate/consensus";
import {
  type Hex,
  limits,
  type SignedEvent,
  type Verified,
  type WireTransaction,
} from "@quorate/protocol";
import type { ConsensusState } from "./state.ts";

/** A decided round with the payload of its events. */
export interface Round {
  readonly round: number;
  readonly timeUs: number;
  readonly judges: number;
  readonly fewJudges: boolean;
  readonly events: readonly { readonly event: SignedEvent; readonly timeUs: number }[];
  /** Events that nobody will ever order; what they carried has to be said again. */
  readonly stale: readonly SignedEvent[];
  /** The order's own state after this round. */
  readonly consensus: ConsensusState;
}

/** The hashgraph, which orders headers, joined with the payload that travels in its events. */
export class Order {
  readonly hashgraph: Hashgraph;
  private readonly payloads = new Map<Hex, SignedEvent>();
  private bytes = 0;
  /** The same of each creator. */
  private readonly shares: { events: number; bytes: number }[];
  private readonly sequences: number[];
  private settled: SignedEvent[] = [];

  /** From the beginning, or from where a snapshot was taken. */
  constructor(
    members: number,
    parameters: Partial<ConsensusParameters> = {},
    consensus?: ConsensusState,
  ) {
    this.hashgraph = new Hashgraph({ ...parameters, members }, consensus);
    this.sequences = Array.from({ length: members }, (_, one) => consensus?.sequences[one] ?? 0);
    this.shares = Array.from({ length: members }, () => ({ events: 0, bytes: 0 }));
  }

  /** Events that were ordered before the snapshot, once it is known which. */
  takeSettled(): readonly SignedEvent[] {
    const settled = this.settled;
    this.settled = [];
    return settled;
  }

  insert(event: Verified<SignedEvent>): readonly Round[] {
    this.put(event);
    const wasRestoring = this.hashgraph.isRestoring;
    const { hash, creator, sequence, birthRound, timeUs, coin, parents } = event;
    const header = { hash, creator, sequence, birthRound, timeUs, coin, parents };
    const decided = this.hashgraph.add(header);
    if (wasRestoring && !this.hashgraph.isRestoring) this.settle(decided);
    const rounds = decided.map((one) => this.withPayload(one));
    if (!this.hashgraph.has(hash)) this.take(hash);
    return rounds;
  }

  /** Events that no round has ordered or passed over yet. */
  get waiting(): number {
    return this.payloads.size;
  }

  /** Events of a creator that no round has ordered or passed over yet. */
  waitingOf(creator: number): SignedEvent[] {
    return [...this.payloads.values()].filter((event) => event.creator === creator);
  }

  /** More than an honest agent ever has, which makes hardly any events without a quorum (S9). */
  isCrowded(creator: number): boolean {
    const { events = 0, bytes = 0 } = this.shares[creator] ?? {};
    return events >= limits.crowdedEvents || bytes >= limits.crowdedBytes;
  }

  /** Bytes of their bodies. */
  get waitingBytes(): number {
    return this.bytes;
  }

  /** Transactions in events that are not ordered yet. */
  *unordered(): Iterable<WireTransaction> {
    for (const event of this.payloads.values()) yield* event.transactions;
  }

  /** The judges of the snapshot are all here: what they descend from was ordered before it. */
  private settle(decided: readonly DecidedRound[]): void {
    const isNew = new Set(decided.flatMap(({ events }) => events.map(({ event }) => event.hash)));
    for (const [hash, event] of this.payloads) {
      if (!this.hashgraph.isOrdered(hash) || isNew.has(hash)) continue;
      this.take(hash);
      this.settled.push(event);
    }
  }

  private withPayload(decided: DecidedRound): Round {
    const events = decided.events.map(({ event, timeUs }) => ({
      event: this.take(event.hash) as SignedEvent,
      timeUs,
    }));
    const stale = decided.stale
      .map(({ hash }) => this.take(hash))
      .filter((event) => event !== undefined);
    for (const { event } of events) {
      const before = this.sequences[event.creator] as number;
      this.sequences[event.creator] = Math.max(before, event.sequence);
    }
    const { round, timeUs, judges, fewJudges } = decided;
    const consensus = { ...decided.snapshot, sequences: [...this.sequences] };
    return { round, timeUs, judges: judges.length, fewJudges, events, stale, consensus };
  }

  private put(event: SignedEvent): void {
    this.take(event.hash);
    this.payloads.set(event.hash, event);
    this.count(event, 1);
  }

  private take(hash: Hex): SignedEvent | undefined {
    const event = this.payloads.get(hash);
    this.payloads.delete(hash);
    if (event !== undefined) this.count(event, -1);
    return event;
  }

  private count({ creator, envelope }: SignedEvent, by: 1 | -1): void {
    const bytes = by * envelope.body.length;
    this.bytes += bytes;
    const share = this.shares[creator];
    if (share === undefined) return;
    share.events += by;
    share.bytes += bytes;
  }
}
