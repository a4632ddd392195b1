import { concatBytes } from "@quorate/protocol";

// Protocol Buffers by hand (protobuf.dev, "Encoding"), to write what no codec would write.

/** Base-128; `pad` adds that many bytes that a shorter encoding would not have. */
export const varint = (value: number, pad = 0): Uint8Array => {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  for (let extra = 0; extra < pad; extra += 1) {
    bytes[bytes.length - 1] = (bytes.at(-1) as number) | 128;
    bytes.push(0);
  }
  return Uint8Array.from(bytes);
};

export interface RawField {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 length-delimited. */
  readonly wireType: 0 | 1 | 2;
  /** A varint's value, or the bytes. */
  readonly value: number;
  readonly bytes: Uint8Array;
}

export interface Padding {
  readonly tag?: number;
  readonly length?: number;
  readonly value?: number;
}

export const writeField = (field: RawField, pad: Padding = {}): Uint8Array => {
  const tag = varint(field.number * 8 + field.wireType, pad.tag);
  if (field.wireType === 0) return concatBytes(tag, varint(field.value, pad.value));
  if (field.wireType === 1) return concatBytes(tag, field.bytes);
  return concatBytes(tag, varint(field.bytes.length, pad.length), field.bytes);
};

export const writeFields = (fields: readonly RawField[]): Uint8Array =>
  concatBytes(...fields.map((field) => writeField(field)));

const readVarint = (bytes: Uint8Array, from: number): { value: number; next: number } => {
  let [value, scale, next] = [0, 1, from];
  for (;;) {
    const byte = bytes[next] as number;
    next += 1;
    value += (byte % 128) * scale;
    scale *= 128;
    if (byte < 128) return { value, next };
  }
};

/** The fields of one level of a well-formed message. */
export const readFields = (message: Uint8Array): RawField[] => {
  const fields: RawField[] = [];
  let at = 0;
  while (at < message.length) {
    const tag = readVarint(message, at);
    const number = Math.floor(tag.value / 8);
    const wireType = (tag.value % 8) as RawField["wireType"];
    if (wireType === 1) {
      at = tag.next + 8;
      fields.push({ number, wireType, value: 0, bytes: message.slice(tag.next, at) });
      continue;
    }
    const { value, next } = readVarint(message, tag.next);
    at = wireType === 2 ? next + value : next;
    const bytes = wireType === 2 ? message.slice(next, at) : new Uint8Array();
    fields.push({ number, wireType, value, bytes });
  }
  return fields;
};
