import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { CodedError } from "../errors.ts";

/*
 * A record file (docs/wire.md, "Files"). All integers are big-endian.
 *
 * head:   8 bytes "QRECORDS", u32 version, 8 random bytes (the salt), u32 CRC-32 of those 20
 * record: u32 length of the payload, u32 `unsynced`, u32 CRC-32 of the head, u32 CRC-32 of the
 *         payload, then the payload (at least 1 byte)
 *
 * The head's CRC covers the salt, the record's position and both integers, and the payload's CRC
 * goes on from there: bytes of another file, of another place, or inside a payload that an outsider
 * wrote are never a record here, and looking for one costs no reading of payloads.
 * `unsynced` is how far the record lies behind the end of what was durable when it was appended.
 * A bad record that a later one calls durable was damaged; otherwise nobody was told that it is
 * there, because blocks of one unfinished sync may reach the disk in any order, and it is dropped.
 */
export const headBytes = 24;
export const recordHeadBytes = 16;
const magic = "QRECORDS";
const version = 1;

export type Salt = Uint8Array;

export const newHead = (): Buffer => {
  const head = Buffer.alloc(headBytes);
  head.write(magic, 0, "latin1");
  head.writeUInt32BE(version, 8);
  randomBytes(8).copy(head, 12);
  head.writeUInt32BE(crc32(head.subarray(0, 20)), 20);
  return head;
};

/** True for what a crash can leave of a head. */
export const isHeadStart = (bytes: Buffer): boolean => {
  const length = Math.min(bytes.length, magic.length);
  return bytes.toString("latin1", 0, length) === magic.slice(0, length);
};

/** Throws RECORD_FORMAT, RECORD_VERSION, RECORD_DAMAGED. */
export const readHead = (head: Buffer, path: string): Salt => {
  const fields = { path, offset: 0 };
  if (head.toString("latin1", 0, 8) !== magic)
    throw new CodedError("RECORD_FORMAT", `${path} is not a record file`, { fields });
  if (head.readUInt32BE(20) !== crc32(head.subarray(0, 20)))
    throw damage(path, 0, "its head fails its checksum");
  if (head.readUInt32BE(8) !== version)
    throw new CodedError(
      "RECORD_VERSION",
      `${path} has format version ${head.readUInt32BE(8)}, this program reads ${version}`,
      { fields, remedy: "start the release that wrote it" },
    );
  return Uint8Array.from(head.subarray(12, 20));
};

export const damage = (path: string, offset: number, why: string): CodedError =>
  new CodedError("RECORD_DAMAGED", `${path} is damaged at byte ${offset}: ${why}`, {
    fields: { path, offset },
    remedy: "restore the file from a copy, or follow docs/operations.md, \"A damaged file\"",
  });

const headChecksum = (salt: Salt, position: number, head: Buffer): number => {
  const place = Buffer.allocUnsafe(24);
  place.set(salt);
  place.writeBigUInt64BE(BigInt(position), 8);
  place.set(head.subarray(0, 8), 16);
  return crc32(place);
};

export const encodeRecord = (
  salt: Salt,
  position: number,
  unsynced: number,
  payload: Uint8Array,
): Buffer => {
  const record = Buffer.allocUnsafe(recordHeadBytes + payload.length);
  record.writeUInt32BE(payload.length, 0);
  record.writeUInt32BE(unsynced, 4);
  record.set(payload, recordHeadBytes);
  const checksum = headChecksum(salt, position, record);
  record.writeUInt32BE(checksum, 8);
  record.writeUInt32BE(crc32(payload, checksum), 12);
  return record;
};

export interface RecordHead {
  readonly length: number;
  /** Everything before this position was durable when the record was appended. */
  readonly durableTo: number;
}

/** The head of a record that starts here, when these bytes are one. */
export const readRecordHead = (salt: Salt, position: number, head: Buffer): RecordHead | null => {
  if (head.length < recordHeadBytes) return null;
  const length = head.readUInt32BE(0);
  if (length === 0 || head.readUInt32BE(8) !== headChecksum(salt, position, head)) return null;
  return { length, durableTo: position - head.readUInt32BE(4) };
};

/** A copy of the payload behind that head, when it passes its checksum. */
export const readPayload = (head: Buffer, payload: Buffer): Uint8Array | null =>
  crc32(payload, head.readUInt32BE(8)) === head.readUInt32BE(12) ? Uint8Array.from(payload) : null;
