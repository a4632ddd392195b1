import assert from "node:assert/strict";

/**
 * A reader of Sparkplug payloads that shares nothing with the product's codec: it follows the wire
 * format of Protocol Buffers by hand, and so knows a field that is absent from one that is 0.
 */
export interface RawValue {
  readonly field: number;
  readonly value: bigint | number | string;
}

export interface RawProperty {
  readonly type?: number;
  readonly value?: RawValue;
}

export interface RawMetric {
  readonly name?: string;
  readonly alias?: number;
  readonly timestamp?: number;
  readonly datatype?: number;
  readonly isHistorical?: boolean;
  readonly isNull?: boolean;
  readonly keys: readonly string[];
  readonly properties: readonly RawProperty[];
  readonly value?: RawValue;
}

export interface RawPayload {
  readonly timestamp?: number;
  readonly seq?: number;
  readonly metrics: readonly RawMetric[];
}

type Field = readonly [number, bigint | number | Buffer];

const varint = (bytes: Buffer, at: number): readonly [bigint, number] => {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = bytes[at++];
    assert.ok(byte !== undefined, "a number is cut short");
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at];
  }
  assert.fail("a number without an end");
};

const fieldsOf = (bytes: Buffer): Field[] => {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag, next] = varint(bytes, at);
    const [field, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    at = next;
    if (wire === 0) {
      const [value, end] = varint(bytes, at);
      fields.push([field, value]);
      at = end;
    } else if (wire === 1) {
      fields.push([field, bytes.readDoubleLE(at)]);
      at += 8;
    } else if (wire === 5) {
      fields.push([field, bytes.readFloatLE(at)]);
      at += 4;
    } else {
      assert.equal(wire, 2, `wire type ${wire}`);
      const [length, start] = varint(bytes, at);
      at = start + Number(length);
      assert.ok(at <= bytes.length, "a field is cut short");
      fields.push([field, bytes.subarray(start, at)]);
    }
  }
  return fields;
};

const all = (fields: readonly Field[], wanted: number): Field[1][] =>
  fields.filter(([field]) => field === wanted).map(([, value]) => value);

const number = (fields: readonly Field[], wanted: number): number | undefined => {
  const [value] = all(fields, wanted);
  return value === undefined ? undefined : Number(value as bigint);
};

const texts = (fields: readonly Field[], wanted: number): string[] =>
  all(fields, wanted).map((value) => (value as Buffer).toString("utf8"));

const valueAmong = (fields: readonly Field[], from: number, to: number): RawValue | undefined => {
  const found = fields.filter(([field]) => field >= from && field <= to);
  assert.ok(found.length <= 1, "two values");
  const [one] = found;
  if (one === undefined) return undefined;
  const [field, value] = one;
  return { field, value: Buffer.isBuffer(value) ? value.toString("utf8") : value };
};

const defined = <T extends object>(fields: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as { [K in keyof T]: NonNullable<T[K]> };

const readMetric = (bytes: Buffer): RawMetric => {
  const fields = fieldsOf(bytes);
  const flag = (wanted: number): boolean | undefined => {
    const value = number(fields, wanted);
    return value === undefined ? undefined : value === 1;
  };
  const set = all(fields, 9).flatMap((value) => fieldsOf(value as Buffer));
  const properties = all(set, 2).map((value): RawProperty => {
    const inner = fieldsOf(value as Buffer);
    return defined({ type: number(inner, 1), value: valueAmong(inner, 3, 11) });
  });
  return {
    ...defined({ name: texts(fields, 1)[0], alias: number(fields, 2) }),
    ...defined({ timestamp: number(fields, 3), datatype: number(fields, 4) }),
    ...defined({ isHistorical: flag(5), isNull: flag(7), value: valueAmong(fields, 10, 19) }),
    keys: texts(set, 1),
    properties,
  } as RawMetric;
};

export const readRaw = (bytes: Buffer): RawPayload => {
  const fields = fieldsOf(bytes);
  return {
    ...defined({ timestamp: number(fields, 1), seq: number(fields, 3) }),
    metrics: all(fields, 2).map((value) => readMetric(value as Buffer)),
  } as RawPayload;
};
