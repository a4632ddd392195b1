import {
  decode,
  decodeHeader,
  type ReadableRecordLog,
  type WireBlock,
  wire,
} from "@quorate/protocol";

interface Line {
  readonly position: number;
  readonly firstSequence: number;
}

/** The ordered log of this agent: certified blocks, one record each, oldest first. */
export class BlockLog {
  private readonly records: ReadableRecordLog;
  private readonly lines: Line[] = [];

  /** `existing` is what the file held at start. */
  constructor(
    records: ReadableRecordLog,
    existing: Iterable<{ readonly position: number; readonly payload: Uint8Array }>,
  ) {
    this.records = records;
    for (const { position, payload } of existing) this.index(position, payload);
  }

  /** Number of the newest block; 0 when there is none. */
  get last(): number {
    return this.lines.length;
  }

  append(block: Uint8Array): void {
    this.index(this.records.append(block), block);
  }

  sync(done: (error: Error | null) => void): void {
    this.records.sync(done);
  }

  /** Blocks `from`, `from + 1`, ..., as many as there are, the limit allows and fit the bytes. */
  read(from: number, limit: number, maxBytes: number): WireBlock[] {
    const blocks: WireBlock[] = [];
    let bytes = 0;
    for (let number = Math.max(from, 1); number <= this.last; number += 1) {
      const { position } = this.lines[number - 1] as Line;
      const record = this.records.readAt(position);
      bytes += record.length;
      if (blocks.length >= limit || (bytes > maxBytes && blocks.length > 0)) break;
      blocks.push(decode(wire.Block, record, "BLOCK"));
    }
    return blocks;
  }

  /** Number of the block that holds a log sequence, or of the next one to come. */
  blockOf(sequence: number): number {
    let [low, high] = [0, this.lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle] as Line).firstSequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return Math.max(low, 1);
  }

  private index(position: number, block: Uint8Array): void {
    const { firstSequence } = decodeHeader(decode(wire.Block, block, "BLOCK").header);
    this.lines.push({ position, firstSequence });
  }
}
