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
  /** Of its self-parent; empty for the first one. */
  readonly before: Hex;
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
  /** Sequences at which it has more than one event: branches of a fork. */
  readonly forked: Set<number>;
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
  private readonly byName = new Map<Hex, Place>();
  private readonly recent = new Map<Hex, Envelope>();
  private recentBytes = 0;

  constructor(agents: number, journal: ReadableRecordLog) {
    this.journal = journal;
    this.chains = Array.from({ length: agents }, () => ({
      ...{ base: 1, indices: [], forked: new Set<number>(), tip: { hash: "", sequence: 0 } },
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
    const [self] = event.parents;
    const before = self?.creator === creator ? self.hash : "";
    const place = { creator, sequence, birthRound, position, hash, before };
    this.places.push(place);
    this.byName.set(hash, place);
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
    } else chain.forked.add(sequence);
    this.remember(hash, envelope);
  }

  /** Newest event of a creator; sequence 0 when there is none. */
  tip(creator: number): { readonly hash: Hex; readonly sequence: number } {
    return (this.chains[creator] as Chain).tip;
  }

  /** As long as it is kept, from memory or from the journal. */
  byHash(hash: Hex): Envelope | undefined {
    const place = this.byName.get(hash);
    return place && this.envelope(place);
  }

  /**
   * Events asked for by hash, as far as they are kept, up to one answer's bounds: each behind those
   * of its creator before it that stand on a branch of a fork. By tips whoever lacks those does not
   * get them, and asked for one by one, from the last to the first, each would wait for the next
   * among all else that waits.
   */
  wanted(hashes: readonly Hex[]): Envelope[] {
    const places = new Set<Place>();
    for (const hash of hashes.slice(0, limits.wantHashes))
      for (const place of this.branch(hash, places)) places.add(place);
    const events: Envelope[] = [];
    let bytes = 0;
    for (const place of [...places].slice(0, limits.wantHashes)) {
      const envelope = this.envelope(place);
      bytes += envelope.body.length;
      // The first one always goes, however large it is.
      if (bytes > limits.syncBytes && events.length > 0) break;
      events.push(envelope);
    }
    return events;
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
      const envelope = this.envelope(place);
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
    for (const { hash } of this.places.splice(0, count)) this.byName.delete(hash);
    this.first += count;
    for (const chain of this.chains) {
      const kept = chain.indices.findIndex((index) => index !== undefined && index >= this.first);
      const gone = kept < 0 ? chain.indices.length : kept;
      chain.indices.splice(0, gone);
      chain.base += gone;
      for (const sequence of chain.forked)
        if (sequence < chain.base) chain.forked.delete(sequence);
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

  /** Oldest first, without those that are `taken`. */
  private branch(hash: Hex, taken: ReadonlySet<Place>): Place[] {
    const places: Place[] = [];
    for (let place = this.byName.get(hash); place !== undefined && !taken.has(place); ) {
      places.push(place);
      const before = this.byName.get(place.before);
      const isForked = before && this.chains[before.creator]?.forked.has(before.sequence);
      place = isForked === true && places.length < limits.wantHashes ? before : undefined;
    }
    return places.reverse();
  }

  private envelope({ hash, position }: Place): Envelope {
    return this.recent.get(hash) ?? eventFromRecord(this.journal.readAt(position));
  }
}
