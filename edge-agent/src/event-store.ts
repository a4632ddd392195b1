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
/** And so many bytes of their bodies: under a load that is too much each carries a lot. */
const cachedBytes = 2 * 1024 * 1024;

interface Place {
  /** Among all places since the beginning. */
  readonly index: number;
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

/** The newest event of a creator, as an agent has it. */
export interface Tip {
  readonly hash: Hex;
  readonly sequence: number;
}

/** One creator's events that are kept. */
interface Chain {
  /** Those that were its newest one when they went in: their sequences rise, with holes. */
  readonly rising: Place[];
  tip: Tip;
}

/** For how many of them, from the first one on, it holds; it holds for none behind those. */
const countWhile = (places: readonly Place[], holds: (place: Place) => boolean): number => {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(places[middle] as Place)) low = middle + 1;
    else high = middle;
  }
  return low;
};

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
      ...{ rising: [], tip: { hash: "", sequence: 0 } },
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

  /** `position` is the event's record in the journal. */
  add(event: SignedEvent, position: number): void {
    const { creator, sequence, birthRound, hash, envelope } = event;
    const [self] = event.parents;
    const before = self?.creator === creator ? self.hash : "";
    const place = { index: this.size, creator, sequence, birthRound, position, hash, before };
    this.places.push(place);
    this.byName.set(hash, place);
    const chain = this.chains[creator] as Chain;
    if (sequence > chain.tip.sequence) {
      chain.rising.push(place);
      chain.tip = { hash, sequence };
    }
    this.remember(hash, envelope);
  }

  /** Newest event of a creator; sequence 0 when there is none. */
  tip(creator: number): Tip {
    return (this.chains[creator] as Chain).tip;
  }

  /** As long as it is kept, from memory or from the journal. */
  byHash(hash: Hex): Envelope | undefined {
    const place = this.byName.get(hash);
    return place && this.envelope(place);
  }

  /**
   * Events asked for by hash, as far as they are kept, up to one answer's bounds: each behind those
   * of its creator before it that lie on another branch than the asker's tip. By tips it would not
   * get them, and asked for one by one, from the last to the first, each would be a round trip.
   */
  wanted(hashes: readonly Hex[], tips: readonly Tip[]): Envelope[] {
    const taken = new Set<Place>();
    const events: Envelope[] = [];
    let bytes = 0;
    for (const hash of hashes.slice(0, limits.wantHashes)) {
      const branch: Envelope[] = [];
      for (const place of this.branch(hash, tips)) {
        if (taken.has(place)) break;
        const envelope = this.envelope(place);
        bytes += envelope.body.length;
        // The very first one always goes, however large it is: the asker knows what it lacks then.
        const isFull = taken.size >= limits.wantHashes || bytes > limits.syncBytes;
        if (isFull && taken.size > 0) return [...events, ...branch.reverse()];
        taken.add(place);
        branch.push(envelope);
      }
      events.push(...branch.reverse());
    }
    return events;
  }

  /**
   * What somebody with these newest sequences lacks, oldest first, up to one answer's bound, and
   * what its newest sequences are then. One that went on from a snapshot has none of the older
   * events and cannot show that it was sent them: it says from which birth round on it takes any.
   */
  since(sequences: readonly number[], neededFrom = 0): Lacking {
    const starts = this.chains.map(({ rising }, creator) => {
      const had = countWhile(rising, ({ sequence }) => sequence <= (sequences[creator] ?? 0));
      return rising[had]?.index ?? Number.POSITIVE_INFINITY;
    });
    const first = Math.min(...starts);
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
   * Events up to the sequences of somebody's tips that do not lie on the lines to those tips, which
   * by sequences nobody lacks: oldest first, up to one answer's bound; and from where the next
   * answer goes on, which is the beginning after the end.
   */
  branches(
    tips: readonly Tip[],
    neededFrom: number,
    from: number,
  ): { readonly events: Envelope[]; readonly next: number } {
    const lines = new Set<Place>();
    for (const { hash } of tips)
      for (let place = this.byName.get(hash); place; place = this.byName.get(place.before))
        lines.add(place);
    const events: Envelope[] = [];
    let bytes = 0;
    const begin = Math.max(0, from - this.first);
    for (let index = begin; index < this.places.length; index += 1) {
      const place = this.places[index] as Place;
      const isBelow = place.sequence <= (tips[place.creator]?.sequence ?? 0);
      if (!isBelow || lines.has(place) || place.birthRound < neededFrom) continue;
      if (this.isAhead(place.creator, tips)) continue;
      const envelope = this.envelope(place);
      bytes += envelope.body.length;
      const isFull = events.length >= limits.frameItems || bytes > limits.syncBytes;
      if (isFull && events.length > 0) return { events, next: place.index };
      events.push(envelope);
    }
    return { events, next: 0 };
  }

  /** Somebody's tips that lie on branches which are not here: no line to them can be told. */
  unknown(tips: readonly Tip[]): Hex[] {
    return tips
      .filter(({ hash, sequence }, creator) => {
        const { rising, tip } = this.chains[creator] as Chain;
        const isKept = rising[0] !== undefined && rising[0].sequence <= sequence;
        return hash !== "" && isKept && sequence <= tip.sequence && !this.byName.has(hash);
      })
      .map(({ hash }) => hash);
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
    for (const { rising } of this.chains)
      rising.splice(0, countWhile(rising, ({ index }) => index < this.first));
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

  /** They have newer events of this creator: what leads to those is not known here yet. */
  private isAhead(creator: number, tips: readonly Tip[]): boolean {
    return (tips[creator]?.sequence ?? 0) > this.tip(creator).sequence;
  }

  /** From this event back to where the asker's newest one of its creator may be. */
  private *branch(hash: Hex, tips: readonly Tip[]): Iterable<Place> {
    for (let place = this.byName.get(hash); place !== undefined; ) {
      yield place;
      const before = this.byName.get(place.before);
      const tip = tips[place.creator];
      const isOther = before?.hash !== tip?.hash && (before?.sequence ?? 0) <= (tip?.sequence ?? 0);
      place = isOther ? before : undefined;
    }
  }

  private envelope({ hash, position }: Place): Envelope {
    return this.recent.get(hash) ?? eventFromRecord(this.journal.readAt(position));
  }
}
