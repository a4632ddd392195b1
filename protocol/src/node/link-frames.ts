import { CodedError } from "../errors.ts";

/** 4 bytes big-endian length, then so many bytes. No bytes: a keep-alive. */
const headerBytes = 4;
/** A frame's buffer grows as its bytes arrive, so that a length alone costs the reader nothing. */
const firstBufferBytes = 16 * 1024;

/** Cuts a stream into frames; holds at most one unfinished frame. */
export class FrameReader {
  private readonly frameBytes: number;
  private readonly header = new Uint8Array(headerBytes);
  private headerFilled = 0;
  private length = 0;
  private body = new Uint8Array(0);
  private bodyFilled = 0;

  constructor(frameBytes: number) {
    this.frameBytes = frameBytes;
  }

  /** The frames that these bytes complete. Throws LINK_FRAME_SIZE; of no use thereafter. */
  *read(chunk: Uint8Array): Generator<Uint8Array> {
    let offset = 0;
    while (offset < chunk.length) {
      offset += this.headerFilled < headerBytes ? this.readHeader(chunk, offset) : 0;
      if (this.headerFilled < headerBytes) return;
      offset += this.readBody(chunk, offset);
      if (this.bodyFilled < this.length) return;
      const frame = this.body;
      this.headerFilled = 0;
      this.body = new Uint8Array(0);
      this.bodyFilled = 0;
      yield frame;
    }
  }

  private readHeader(chunk: Uint8Array, offset: number): number {
    const part = chunk.subarray(offset, offset + headerBytes - this.headerFilled);
    this.header.set(part, this.headerFilled);
    this.headerFilled += part.length;
    if (this.headerFilled === headerBytes) {
      this.length = new DataView(this.header.buffer).getUint32(0);
      if (this.length > this.frameBytes)
        throw new CodedError(
          "LINK_FRAME_SIZE",
          `a frame of ${this.length} bytes, at most ${this.frameBytes}`,
        );
      this.body = new Uint8Array(Math.min(this.length, firstBufferBytes));
    }
    return part.length;
  }

  private readBody(chunk: Uint8Array, offset: number): number {
    const part = chunk.subarray(offset, offset + this.length - this.bodyFilled);
    const needed = this.bodyFilled + part.length;
    if (needed > this.body.length) {
      const grown = new Uint8Array(Math.min(this.length, Math.max(needed, 2 * this.body.length)));
      grown.set(this.body.subarray(0, this.bodyFilled));
      this.body = grown;
    }
    this.body.set(part, this.bodyFilled);
    this.bodyFilled = needed;
    return part.length;
  }
}

/** One buffer with all these frames behind their headers. */
export const joinFrames = (frames: readonly Uint8Array[]): Buffer => {
  const total = frames.reduce((sum, frame) => sum + headerBytes + frame.length, 0);
  const joined = Buffer.allocUnsafe(total);
  let offset = 0;
  for (const frame of frames) {
    offset = joined.writeUInt32BE(frame.length, offset);
    joined.set(frame, offset);
    offset += frame.length;
  }
  return joined;
};
