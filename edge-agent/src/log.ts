import { decode, decodeHeader, type WireBlock, wire } from "@quorate/protocol";

/** Where blocks 1, 2, ... are kept, without a gap. */
export interface BlockStore {
  /** Number of the newest block; 0 when there is none. */
  readonly last: number;
  /** Adds the next block. */
  append(block: Uint8Array): void;
  /** A block that is there, from 1 to `last`. */
  read(number: number): Uint8Array;
  /** Calls back when everything appended so far is durable, or with the error that prevented it. */
  sync(done: (error: Error | null) => void): void;
}

/** The ordered log of this agent: certified blocks, oldest first. All of them are kept. */
export class BlockLog {
  private readonly store: BlockStore;

  constructor(store: BlockStore) {
    this.store = store;
  }

  /** Number of the newest block; 0 when there is none. */
  get last(): number {
    return this.store.last;
  }

  append(block: Uint8Array): void {
    this.store.append(block);
  }

  sync(done: (error: Error | null) => void): void {
    this.store.sync(done);
  }

  block(number: number): WireBlock | undefined {
    if (number < 1 || number > this.last) return undefined;
    return decode(wire.Block, this.store.read(number), "BLOCK");
  }

  /** Blocks `from`, `from + 1`, ..., as many as there are, the limit allows and fit the bytes. */
  read(from: number, limit: number, maxBytes: number): WireBlock[] {
    const blocks: WireBlock[] = [];
    let bytes = 0;
    for (let number = Math.max(from, 1); number <= this.last; number += 1) {
      const record = this.store.read(number);
      bytes += record.length;
      if (blocks.length >= limit || (bytes > maxBytes && blocks.length > 0)) break;
      blocks.push(decode(wire.Block, record, "BLOCK"));
    }
    return blocks;
  }

  /** Number of the block that holds a log sequence, or of the next one to come. */
  blockOf(sequence: number): number {
    let [low, high] = [1, this.last + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { header } = this.block(middle) as WireBlock;
      const { firstSequence, entries } = decodeHeader(header);
      if (firstSequence + entries <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
