import { type ConsensusParameters, type DecidedRound, Hashgraph } from "@quorate/consensus";
import type { Hex, SignedEvent, Verified, WireTransaction } from "@quorate/protocol";

/** A decided round with the payload of its events. */
export interface Round {
  readonly round: number;
  readonly timeUs: number;
  readonly judges: number;
  readonly fewJudges: boolean;
  readonly events: readonly { readonly event: SignedEvent; readonly timeUs: number }[];
  /** Events that nobody will ever order; what they carried has to be said again. */
  readonly stale: readonly SignedEvent[];
}

/** The hashgraph, which orders headers, joined with the payload that travels in its events. */
export class Order {
  readonly hashgraph: Hashgraph;
  private readonly payloads = new Map<Hex, SignedEvent>();

  constructor(members: number, parameters: Partial<ConsensusParameters> = {}) {
    this.hashgraph = new Hashgraph({ ...parameters, members });
  }

  insert(event: Verified<SignedEvent>): readonly Round[] {
    this.payloads.set(event.hash, event);
    const { hash, creator, sequence, birthRound, timeUs, coin, parents } = event;
    const header = { hash, creator, sequence, birthRound, timeUs, coin, parents };
    const rounds = this.hashgraph.add(header).map((decided) => this.withPayload(decided));
    if (!this.hashgraph.has(hash)) this.payloads.delete(hash);
    return rounds;
  }

  /** Events that no round has ordered or passed over yet. */
  get waiting(): number {
    return this.payloads.size;
  }

  /** Transactions in events that are not ordered yet. */
  *unordered(): Iterable<WireTransaction> {
    for (const event of this.payloads.values()) yield* event.transactions;
  }

  private withPayload(decided: DecidedRound): Round {
    const events = decided.events.map(({ event, timeUs }) => ({
      event: this.take(event.hash) as SignedEvent,
      timeUs,
    }));
    const stale = decided.stale
      .map(({ hash }) => this.take(hash))
      .filter((event) => event !== undefined);
    const { round, timeUs, judges, fewJudges } = decided;
    return { round, timeUs, judges: judges.length, fewJudges, events, stale };
  }

  private take(hash: Hex): SignedEvent | undefined {
    const event = this.payloads.get(hash);
    this.payloads.delete(hash);
    return event;
  }
}
