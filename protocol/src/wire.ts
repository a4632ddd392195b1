import "./plain-integers.ts";
import protobuf from "protobufjs/minimal.js";
import { sameBytes } from "./bytes.ts";
import { isSurelyCanonical } from "./canonical.ts";
import { CodedError } from "./errors.ts";
import { quorate } from "./generated/wire.js";

/** The generated codecs of proto/quorate.proto. */
export const wire = quorate.v1;

type Scalar = Uint8Array | string | number | boolean;

/**
 * A decoded message: scalars and lists are always there (protobuf's defaults), messages within are
 * null when absent. A scalar of a oneof may be absent too; those few are looked at with `typeof`.
 */
export type Decoded<T> = T extends Scalar
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Decoded<NonNullable<Item>>[]
    : {
        readonly [K in keyof T as NonNullable<T[K]> extends Scalar | readonly unknown[]
          ? Exclude<K, "$unknowns" | "kind">
          : never]-?: Decoded<NonNullable<T[K]>>;
      } & {
        readonly [K in keyof T as NonNullable<T[K]> extends Scalar | readonly unknown[]
          ? never
          : K]?: Decoded<NonNullable<T[K]>> | null | undefined;
      };

/** Signed bytes and their signature. */
export interface Envelope {
  readonly body: Uint8Array;
  readonly signature: Uint8Array;
}

export type WireCertificate = Decoded<quorate.v1.ICertificate>;
export type WireCertificates = Decoded<quorate.v1.ICertificates>;
export type WireBlock = Decoded<quorate.v1.IBlock>;
export type WireTransaction = Decoded<quorate.v1.ITransaction>;
export type WireAlarmCondition = Decoded<quorate.v1.IAlarmCondition>;
export type WireProgress = Decoded<quorate.v1.IProgress>;
export type WirePointOutcome = Decoded<quorate.v1.IPointOutcome>;
export type WireAnswer = Decoded<quorate.v1.IAnswer>;
export type WireEquivocation = Decoded<quorate.v1.IEquivocation>;
export type WireLogTail = Decoded<quorate.v1.ILogTail>;
export type WireTips = Decoded<quorate.v1.ITips>;
export type WireFence = Decoded<quorate.v1.IFence>;
export type WireOwnRange = Decoded<quorate.v1.IOwnRange>;
export type WireOwnSamples = Decoded<quorate.v1.IOwnSamples>;
export type WireQuery = Decoded<quorate.v1.IQuery>;
export type WireSnapshotHead = Decoded<quorate.v1.ISnapshotHead>;
export type WireSnapshotPart = Decoded<quorate.v1.ISnapshotPart>;
export type WireLoss = Decoded<quorate.v1.ILoss>;
export type WireFrame = Decoded<quorate.v1.IFrame>;

interface Codec<Message> {
  decode(reader: protobuf.Reader): Message;
  encode(message: object, writer: protobuf.Writer): protobuf.Writer;
}

/** What the writer may keep between two messages, bytes. */
const writerBytes = 1024 * 1024;
let writer = protobuf.Writer.create();

/** Hands over the encoding in the writer's own memory, which the next message takes again. */
const written = <T>(codec: Codec<unknown>, message: object, use: (own: Uint8Array) => T): T => {
  const own = writer;
  let isWhole = false;
  try {
    codec.encode(message, own);
    isWhole = own.pos <= writerBytes;
    return use(own.finish(true));
  } finally {
    if (isWhole) own.reset();
    else writer = protobuf.Writer.create();
  }
};

/**
 * Properties that are undefined are left out, like those that hold their default. The answer has
 * its memory for itself: a part of the writer's own would keep the whole of that alive (S9).
 */
export const encode = (codec: Codec<unknown>, message: object): Uint8Array =>
  written(codec, message, (own) => new Uint8Array(own));

/** Every text, byte string and message within begins with its size. */
const boundParts = (reader: protobuf.Reader, parts: number): void => {
  const size = reader.size.bind(reader);
  let left = parts;
  reader.size = () => {
    if (left === 0) throw new RangeError(`more than ${parts} parts`);
    left -= 1;
    return size();
  };
};

/**
 * Lenient decoding, for frames: unknown fields are passed over. `parts`: how many texts, byte
 * strings and messages may be within. Throws `<noun>_DECODE`.
 */
export const decode = <Message extends object>(
  codec: Codec<Message>,
  bytes: Uint8Array,
  noun: string,
  parts?: number,
): Decoded<Message> => {
  const reader = protobuf.Reader.create(bytes);
  reader.discardUnknown = true;
  // Copies: a view of a few bytes would keep the whole frame that they came in (S9). A Buffer's
  // `slice` would be a view.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  reader.raw = (start, end) => plain.slice(start, end);
  if (parts !== undefined) boundParts(reader, parts);
  try {
    return codec.decode(reader) as Decoded<Message>;
  } catch (error) {
    throw new CodedError(`${noun}_DECODE`, `not a ${noun.toLowerCase()}: ${String(error)}`);
  }
};

/**
 * Decoding of what is signed or hashed: exactly one encoding of a message is accepted (fields in
 * order, defaults left out, nothing unknown), so that no two implementations read it differently.
 * Throws `<noun>_DECODE`.
 */
export const decodeStrict = <Message extends object>(
  codec: Codec<Message>,
  bytes: Uint8Array,
  noun: string,
): Decoded<Message> => {
  const message = decode(codec, bytes, noun);
  const isCanonical =
    isSurelyCanonical(codec, bytes) || written(codec, message, (own) => sameBytes(own, bytes));
  if (!isCanonical)
    throw new CodedError(`${noun}_DECODE`, `the ${noun.toLowerCase()} is not in canonical form`);
  return message;
};

/** Throws `code` unless every number is an integer that JavaScript holds exactly. */
export const checkIntegers = (code: string, numbers: Readonly<Record<string, number>>): void => {
  for (const name in numbers) {
    const value = numbers[name] as number;
    if (!Number.isSafeInteger(value) || value < 0)
      throw new CodedError(code, `${name} is out of range: ${value}`);
  }
};
