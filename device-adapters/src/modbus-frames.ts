import { EventEmitter } from "node:events";

/** CRC-16 of MODBUS over Serial Line V1.02 section 6.2.2, as it travels: low byte first. */
const crc16 = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0xa001;
  }
  return crc;
};

const exceptionBytes = 5;
const writeAnswerBytes = 8;

/** Length of the answer to a request frame; 0 where this program never asks so. */
export const answerBytes = (request: Buffer): number => {
  const count = request.length < 6 ? 0 : request.readUInt16BE(4);
  switch (request[1]) {
    case 1:
    case 2:
      return 5 + Math.ceil(count / 8);
    case 3:
    case 4:
      return 5 + 2 * count;
    case 5:
    case 6:
    case 15:
    case 16:
      return writeAnswerBytes;
    default:
      return 0;
  }
};

/** Reads the first registers or bits: any answer, an exception too, is a sign of life. */
export const probeFrame = (unit: number, functionCode: number, count: number): Buffer => {
  const frame = Buffer.from([unit, functionCode, 0, 0, 0, count, 0, 0]);
  frame.writeUInt16LE(crc16(frame.subarray(0, 6)), 6);
  return frame;
};

interface Awaited {
  readonly request: Buffer;
  /** Length of a good answer. */
  readonly bytes: number;
}

/** Answers are at most this long (MODBUS over Serial Line V1.02 section 2.5.1). */
const longestFrame = 256;

/**
 * Cuts the bytes of a serial line into answers. In the shape that modbus-serial asks of a port:
 * `write` sends a request frame, and `data` is emitted for its answer, once, if that has the unit,
 * the function, the length and the check sum. All else that arrives is noise, or late, and dropped.
 */
export class SerialFrames extends EventEmitter {
  /** modbus-serial keeps its counters on the port. */
  readonly _transactionIdRead = 1;
  readonly _transactionIdWrite = 1;
  readonly isOpen = true;
  readonly #send: (frame: Buffer) => void;
  #awaited: Awaited | undefined;
  #received = Buffer.alloc(0);

  constructor(send: (frame: Buffer) => void) {
    super();
    this.#send = send;
  }

  /** modbus-serial asks before it listens. */
  open(done: (error?: Error) => void): void {
    done();
  }

  write(frame: Buffer): void {
    this.#received = Buffer.alloc(0);
    this.#awaited = { request: frame, bytes: answerBytes(frame) };
    this.#send(frame);
  }

  /** Function code of the request that waits for its answer. */
  get asked(): number | undefined {
    return this.#awaited?.request[1];
  }

  /** From here on no answer is awaited. */
  forget(): void {
    this.#awaited = undefined;
    this.#received = Buffer.alloc(0);
  }

  take(bytes: Buffer): void {
    const awaited = this.#awaited;
    if (awaited === undefined) return;
    this.#received = Buffer.concat([this.#received, bytes]).subarray(-2 * longestFrame);
    if (isEcho(awaited.request, this.#received)) {
      this.forget();
      this.emit("echo");
      return;
    }
    const frame = findAnswer(awaited, this.#received);
    if (frame === undefined) return;
    this.forget();
    this.emit("data", frame);
  }
}

/**
 * True when a line's driver hears itself. The answer to a read differs from its request always;
 * that to a single write does not, and an echo would pass for it, so such a line must not be used.
 */
const isEcho = (request: Buffer, received: Buffer): boolean => {
  const [, code = 0] = request;
  return code <= 4 && received.subarray(0, request.length).equals(request);
};

const findAnswer = ({ request, bytes }: Awaited, received: Buffer): Buffer | undefined => {
  const [unit, code = 0] = request;
  for (let start = 0; start + exceptionBytes <= received.length; start += 1) {
    if (received[start] !== unit) continue;
    const isException = received[start + 1] === (code | 0x80);
    if (!isException && received[start + 1] !== code) continue;
    const length = isException ? exceptionBytes : bytes;
    const frame = received.subarray(start, start + length);
    if (frame.length < length) continue;
    if (code <= 4 && !isException && frame[2] !== length - exceptionBytes) continue;
    if (frame.readUInt16LE(length - 2) === crc16(frame.subarray(0, -2))) return Buffer.from(frame);
  }
  return undefined;
};
