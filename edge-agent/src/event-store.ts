import {
  type Envelope,
  type Hex,
  limits,
  type ReadableRecordLog,
  type SignedEvent,
} from "@quorate/protocol";
import { eventFromRecord } from "./journal.ts";

/** Envelopes of this many newest events stay in memory; older ones are read from the journal. */
const cached = 4096;

interface Place {
  readonly creator: number;
  readonly sequence: number;
  readonly position: number;
}

/** All events of the graph in the order in which they went in, for peers that lack them. */
export class EventStore {
  private readonly journal: ReadableRecordLog;
  private readonly places: Place[] = [];
  /**
   * Of each creator, by sequence - 1: where its event stands in `places`. There are holes where an
   * event was ancient before it arrived.
   */
  private readonly chains: (number | undefined)[][];
  private readonly tipHashes: Hex[];
  private readonly recent = new Map<number, Envelope>();
  private readonly recentByHash = new Map<Hex, Envelope>();

  constructor(agents: number, journal: ReadableRecordLog) {
    this.journal = journal;
    this.chains = Array.from({ length: agents }, () => []);
    this.tipHashes = Array.from({ length: agents }, () => "");
  }

  get size(): number {
    return this.places.length;
  }

  /** `position` is the event's record in the journal. A fork's second branch gets no place. */
  add(event: SignedEvent, position: number): void {
    const { creator, sequence, hash, envelope } = event;
    const index = this.places.push({ creator, sequence, position }) - 1;
    const chain = this.chains[creator] as (number | undefined)[];
    if (sequence > chain.length) {
      while (chain.length < sequence - 1) chain.push(undefined);
      chain.push(index);
      this.tipHashes[creator] = hash;
    }
    this.recent.set(index, envelope);
    this.recentByHash.set(hash, envelope);
    if (this.recent.size <= cached) return;
    this.recent.delete(this.recent.keys().next().value as number);
    this.recentByHash.delete(this.recentByHash.keys().next().value as Hex);
  }

  /** Newest event of a creator; sequence 0 when there is none. */
  tip(creator: number): { readonly hash: Hex; readonly sequence: number } {
    const { length } = this.chains[creator] as readonly unknown[];
    return { hash: this.tipHashes[creator] as Hex, sequence: length };
  }

  byHash(hash: Hex): Envelope | undefined {
    return this.recentByHash.get(hash);
  }

  /** What somebody with these newest sequences lacks, oldest first, up to one answer's bound. */
  since(sequences: readonly number[]): { events: Envelope[]; more: boolean } {
    const starts = this.chains.map((chain, creator) =>
      chain.slice(sequences[creator] ?? 0).find((index) => index !== undefined),
    );
    const first = Math.min(...starts.map((start) => start ?? Number.POSITIVE_INFINITY));
    const events: Envelope[] = [];
    let bytes = 0;
    for (let index = first; index < this.places.length; index += 1) {
      const place = this.places[index] as Place;
      if (place.sequence <= (sequences[place.creator] ?? 0)) continue;
      const envelope = this.recent.get(index) ?? this.read(place);
      bytes += envelope.body.length;
      if (bytes > limits.syncBytes && events.length > 0) return { events, more: true };
      events.push(envelope);
    }
    return { events, more: false };
  }

  private read(place: Place): Envelope {
    return eventFromRecord(this.journal.readAt(place.position));
  }
}
