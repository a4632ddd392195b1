import { hasGoodCrc } from "./crc.ts";

const mostFrameBytes = 256;

/** A length with the checksum, and the place of a byte that says how many more there are. */
interface Length {
  readonly least: number;
  readonly counted?: number;
}

/**
 * Requests by function code (Modbus application protocol V1.1b3); all others have 8 bytes. What a
 * PLC does not carry out it has to understand all the same, to refuse it.
 */
const requestLengths: Readonly<Record<number, Length>> = {
  7: { least: 4 },
  11: { least: 4 },
  12: { least: 4 },
  15: { least: 9, counted: 6 },
  16: { least: 9, counted: 6 },
  17: { least: 4 },
  20: { least: 5, counted: 2 },
  21: { least: 5, counted: 2 },
  22: { least: 10 },
  23: { least: 13, counted: 10 },
  24: { least: 6 },
  43: { least: 7 },
};

/** Codes, besides those up to 4, whose answers say in their third byte how many more there are. */
const countedAnswers: readonly number[] = [12, 17, 20, 21, 23];

/** Bytes of a request that begins so; undefined while that cannot be told. */
const requestBytes = (bytes: Buffer): number | undefined => {
  const code = bytes[1];
  if (code === undefined) return undefined;
  const { least, counted } = requestLengths[code] ?? { least: 8 };
  if (counted === undefined) return least;
  const more = bytes[counted];
  return more === undefined ? undefined : least + more;
};

/** Bytes of another unit's answer that begins so: on one line everybody hears everybody. */
const answerBytes = (bytes: Buffer): number | undefined => {
  const code = bytes[1];
  if (code === undefined) return undefined;
  if (code >= 0x80) return 5;
  if (code === 7) return 5;
  if (code > 4 && !countedAnswers.includes(code)) return 8;
  return bytes[2] === undefined ? undefined : 5 + bytes[2];
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
