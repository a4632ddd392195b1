import { hasGoodCrc } from "./crc.ts";

const mostFrameBytes = 256;

/** Bytes of a request that begins so; undefined while that cannot be told. */
const requestBytes = (bytes: Buffer): number | undefined => {
  const code = bytes[1];
  if (code === undefined) return undefined;
  if (code === 15 || code === 16) return bytes[6] === undefined ? undefined : 9 + bytes[6];
  return 8;
};

/** Bytes of another unit's answer that begins so: on one line everybody hears everybody. */
const answerBytes = (bytes: Buffer): number | undefined => {
  const code = bytes[1];
  if (code === undefined) return undefined;
  if (code >= 0x80) return 5;
  if (code <= 4) return bytes[2] === undefined ? undefined : 5 + bytes[2];
  return 8;
};

const wholeOf = (bytes: Buffer, length: number | undefined): Buffer | undefined => {
  if (length === undefined || length > mostFrameBytes || bytes.length < length) return undefined;
  const frame = bytes.subarray(0, length);
  return hasGoodCrc(frame) ? frame : undefined;
};

/**
 * Finds the frames in what a serial line brings. The specification ends a frame by 3.5 characters
 * of silence, which no operating system passes on reliably: a frame is complete as soon as its
 * length, known from its function code, and its checksum agree. Only what never becomes a frame
 * is thrown away by silence (`silence`).
 */
export class RtuFraming {
  #bytes = Buffer.alloc(0);

  /** Frames that are complete with this chunk; an answer of another unit is none. */
  take(chunk: Buffer): readonly Buffer[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const requests: Buffer[] = [];
    for (;;) {
      const request = wholeOf(this.#bytes, requestBytes(this.#bytes));
      const frame = request ?? wholeOf(this.#bytes, answerBytes(this.#bytes));
      if (frame === undefined) break;
      if (request !== undefined) requests.push(Buffer.from(request));
      this.#bytes = this.#bytes.subarray(frame.length);
    }
    if (this.#bytes.length > 2 * mostFrameBytes) this.silence();
    return requests;
  }

  /** The line was quiet: what is there is no beginning of anything. */
  silence(): void {
    this.#bytes = Buffer.alloc(0);
  }

  get isEmpty(): boolean {
    return this.#bytes.length === 0;
  }
}
