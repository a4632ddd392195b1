import { readSync } from "node:fs";
import {
  damage,
  headBytes,
  readPayload,
  readRecordHead,
  recordHeadBytes,
  type Salt,
} from "./record-format.ts";

/** Reads a file through a window, so that its size does not matter. */
class Window {
  readonly size: number;
  private readonly fd: number;
  private bytes: Buffer = Buffer.alloc(0);
  private start = 0;
  private readonly stride: number;

  constructor(fd: number, size: number, stride: number) {
    this.fd = fd;
    this.size = size;
    this.stride = stride;
  }

  /** Up to `length` bytes from `position`, fewer at the end; valid until the next call. */
  at(position: number, length: number): Buffer {
    const end = Math.min(position + length, this.size);
    if (position < this.start || end > this.start + this.bytes.length) {
      const wanted = Math.min(Math.max(length, this.stride), this.size - position);
      const bytes = Buffer.allocUnsafe(Math.max(0, wanted));
      let filled = 0;
      while (filled < bytes.length) {
        const read = readSync(this.fd, bytes, filled, bytes.length - filled, position + filled);
        if (read === 0) break;
        filled += read;
      }
      this.bytes = bytes.subarray(0, filled);
      this.start = position;
    }
    return this.bytes.subarray(position - this.start, Math.max(position, end) - this.start);
  }
}

export interface RecordPlace {
  readonly fd: number;
  readonly path: string;
  readonly size: number;
  readonly salt: Salt;
}

const readRecord = (window: Window, position: number, salt: Salt): Uint8Array | null => {
  // A copy, because the window moves on to the payload.
  const bytes = Buffer.from(window.at(position, recordHeadBytes));
  const head = readRecordHead(salt, position, bytes);
  if (head === null || position + recordHeadBytes + head.length > window.size) return null;
  return readPayload(bytes, window.at(position + recordHeadBytes, head.length));
};

/**
 * Hands over every record in order and returns where the good ones end. Throws RECORD_DAMAGED when
 * what is bad there had been durable, as a later record says.
 */
export const scanRecords = (
  { fd, path, size, salt }: RecordPlace,
  onRecord: (payload: Uint8Array, position: number) => void,
): number => {
  const window = new Window(fd, size, 1024 * 1024);
  let position = headBytes;
  for (;;) {
    const payload = readRecord(window, position, salt);
    if (payload === null) break;
    onRecord(payload, position);
    position += recordHeadBytes + payload.length;
  }
  for (let later = position + 1; later + recordHeadBytes < size; later += 1) {
    const head = readRecordHead(salt, later, window.at(later, recordHeadBytes));
    if (head !== null && head.durableTo > position)
      throw damage(path, position, `what was written later is there, at byte ${later}`);
  }
  return position;
};

/** What is read at a time: for one record, and for many that lie near each other. */
const [oneStride, manyStride] = [4096, 32 * 1024];

/** Records by their positions, which ascend. Throws RECORD_DAMAGED. */
export const readRecordsAt = (
  { fd, path, size, salt }: RecordPlace,
  positions: readonly number[],
): Uint8Array[] => {
  const window = new Window(fd, size, positions.length === 1 ? oneStride : manyStride);
  return positions.map((position) => {
    const payload = readRecord(window, position, salt);
    if (payload === null) throw damage(path, position, "no record is there");
    return payload;
  });
};
