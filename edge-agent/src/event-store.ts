import {
  type Envelope,
  type Hex,
  limits,
  type ReadableRecordLog,
  type SignedEvent,
} from "@quorate/protocol";
import { eventFromRecord } from "./journal.ts";

/** Envelopes of so many newest events stay in memory; older ones are read from the journal. */
const cached = 1024;
/** And so many bytes of their bodies. */
const cachedBytes = 8 * 1024 * 1024;

interface Place {
  readonly creator: number;
  readonly sequence: number;
  readonly birthRound: number;
  readonly position: number;
  readonly hash: Hex;
}

/** Events for a peer, and of each creator the newest one that it has with them. */
interface Lacking {
  readonly events: Envelope[];
  /** There are further ones. */
  readonly more: boolean;
  readonly upTo: number[];
}

/** One creator's events that are kept. */
interface Chain {
  /** Sequence of the first one in `indices`. */
  base: number;
  /** By sequence - base, where it stands among the places; a hole where none was kept. */
  indices: (number | undefined)[];
  tip: { readonly hash: Hex; readonly sequence: number };
}

/** Holes are kept as such up to here; past it the older part of a chain is let go. */
const longestHole = 65_536;

/**
 * The events of the graph in the order in which they went in, for peers that lack them, until no
 * peer can need them any more (S9).
 */
export class EventStore {
  private readonly journal: ReadableRecordLog;
  private places: Place[] = [];
  /** Index of the first of `places` since the beginning. */
  private first = 0;
  private readonly chains: Chain[];
  private readonly recent = new Map<Hex, Envelope>();
  private recentBytes = 0;

  constructor(agents: number, journal: ReadableRecordLog) {
    this.journal = journal;
    this.chains = Array.from({ length: agents }, () => ({
      ...{ base: 1, indices: [], tip: { hash: "", sequence: 0 } },
    }));
  }

  /** How many events went in. */
  get size(): number {
    return this.first + this.places.length;
  }

  /** How many of them are kept. */
  get held(): number {
    return this.places.length;
  }

  /** `position` is the event's record in the journal. A fork's second branch gets no place. */
  add(event: SignedEvent, position: number): void {
    const { creator, sequence, birthRound, hash, envelope } = event;
    const index = this.size;
    this.places.push({ creator, sequence, birthRound, position, hash });
    const chain = this.chains[creator] as Chain;
    if (sequence > chain.tip.sequence) {
      const end = chain.base + chain.indices.length;
      if (chain.indices.length === 0 || sequence - end > longestHole) {
        chain.base = sequence;
        chain.indices = [];
      }
      while (chain.base + chain.indices.length < sequence) chain.indices.push(undefined);
      chain.indices.push(index);
      chain.tip = { hash, sequence };
    }
    this.remember(hash, envelope);
  }

  /** Newest event of a creator; sequence 0 when there is none. */
  tip(creator: number): { readonly hash: Hex; readonly sequence: number } {
    return (this.chains[creator] as Chain).tip;
  }

  byHash(hash: Hex): Envelope | undefined {
    return this.recent.get(hash);
  }

  /**
   * What somebody with these newest sequences lacks, oldest first, up to one answer's bound, and
   * what its newest sequences are then. One that went on from a snapshot has none of the older
   * events and cannot show that it was sent them: it says from which birth round on it takes any.
   */
  since(sequences: readonly number[], neededFrom = 0): Lacking {
    const starts = this.chains.map(({ base, indices }, creator) =>
      indices
        .slice(Math.max(0, (sequences[creator] ?? 0) + 1 - base))
        .find((index) => index !== undefined),
    );
    const first = Math.min(...starts.map((start) => start ?? Number.POSITIVE_INFINITY));
    const events: Envelope[] = [];
    const upTo = [...sequences];
    let bytes = 0;
    for (let index = first - this.first; index < this.places.length; index += 1) {
      const place = this.places[index] as Place;
      if (place.sequence <= (sequences[place.creator] ?? 0)) continue;
      if (place.birthRound < neededFrom) continue;
      const envelope = this.recent.get(place.hash) ?? this.read(place);
      bytes += envelope.body.length;
      if (bytes > limits.syncBytes && events.length > 0) return { events, more: true, upTo };
      events.push(envelope);
      upTo[place.creator] = place.sequence;
    }
    return { events, more: false, upTo };
  }

  /**
   * Lets go of the oldest events as long as their birth round is lower. Answers the lowest position
   * in the journal of those that are kept: an own event goes in when it is durable, and so behind
   * others that were appended after it. Without it nothing could go in again after a start.
   */
  forget(birthRound: number): number | undefined {
    let count = 0;
    while (count < this.places.length && (this.places[count] as Place).birthRound < birthRound)
      count += 1;
    this.places.splice(0, count);
    this.first += count;
    for (const chain of this.chains) {
      const kept = chain.indices.findIndex((index) => index !== undefined && index >= this.first);
      const gone = kept < 0 ? chain.indices.length : kept;
      chain.indices.splice(0, gone);
      chain.base += gone;
    }
    let lowest: number | undefined;
    for (const { position } of this.places)
      if (lowest === undefined || position < lowest) lowest = position;
    return lowest;
  }

  private remember(hash: Hex, envelope: Envelope): void {
    this.recent.set(hash, envelope);
    this.recentBytes += envelope.body.length;
    for (const [oldest, { body }] of this.recent) {
      if (this.recent.size <= cached && this.recentBytes <= cachedBytes) return;
      this.recent.delete(oldest);
      this.recentBytes -= body.length;
    }
  }

  private read(place: Place): Envelope {
    return eventFromRecord(this.journal.readAt(place.position));
  }
}
