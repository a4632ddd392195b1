import { type Envelope, limits } from "@quorate/protocol";

interface Buffered {
  readonly timeMs: number;
  readonly envelope: Envelope;
}

export interface BufferedPart {
  readonly readings: readonly Envelope[];
  readonly more: boolean;
  /** Where to go on. */
  readonly nextPlace: number;
}

interface BufferBounds {
  readonly readings: number;
  readonly bytes: number;
}

const bounds: BufferBounds = {
  readings: limits.bufferedReadings,
  bytes: limits.bufferedReadingBytes,
};

const bytesOf = ({ body, signature }: Envelope): number => body.length + signature.length;

/**
 * The newest readings in the order in which they came, for consoles that were away: a ring with
 * two bounds (S9). The places are this run's own; a console asks by time first.
 */
export class ReadingBuffer {
  private readonly ring: (Buffered | undefined)[] = [];
  private readonly most: BufferBounds;
  /** Places of the oldest reading and of the next one; 1, 2, ... since the start. */
  private first = 1;
  private next = 1;
  private bytes = 0;

  constructor(most: BufferBounds = bounds) {
    this.most = most;
  }

  get size(): number {
    return this.next - this.first;
  }

  add(timeMs: number, envelope: Envelope): void {
    if (this.size === this.most.readings) this.drop();
    this.ring[this.next % this.most.readings] = { timeMs, envelope };
    this.next += 1;
    this.bytes += bytesOf(envelope);
    while (this.bytes > this.most.bytes && this.size > 1) this.drop();
  }

  /** From a place, or from the first one at or after a time; one reading at least. */
  read(from: { readonly ms: number; readonly place: number }, limit: number): BufferedPart {
    let place = from.place > 0 ? Math.max(from.place, this.first) : this.placeOf(from.ms);
    const most = limit === 0 ? this.most.readings : limit;
    const readings: Envelope[] = [];
    let bytes = 0;
    for (; place < this.next && readings.length < most; place += 1) {
      const { envelope } = this.at(place);
      bytes += bytesOf(envelope);
      if (bytes > limits.answerBytes && readings.length > 0) break;
      readings.push(envelope);
    }
    return { readings, more: place < this.next, nextPlace: place };
  }

  private at(place: number): Buffered {
    return this.ring[place % this.most.readings] as Buffered;
  }

  private drop(): void {
    this.bytes -= bytesOf(this.at(this.first).envelope);
    this.ring[this.first % this.most.readings] = undefined;
    this.first += 1;
  }

  /** Guards' clocks may differ a little, so times are not quite in order: the first that is new. */
  private placeOf(ms: number): number {
    let place = this.first;
    while (place < this.next && this.at(place).timeMs < ms) place += 1;
    return place;
  }
}
