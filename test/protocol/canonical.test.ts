import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import protobuf from "protobufjs";
import { sameBytes } from "../../protocol/src/bytes.ts";
import { isSurelyCanonical } from "../../protocol/src/canonical.ts";
import { decode, encode, wire } from "../../protocol/src/wire.ts";

const proto = join(fileURLToPath(import.meta.url), "../../../protocol/proto/quorate.proto");
const root = protobuf.loadSync(proto).resolveAll();
const messages = (root.lookup("quorate.v1") as protobuf.Namespace).nestedArray.filter(
  (one): one is protobuf.Type => one instanceof protobuf.Type,
);
const codecOf = (type: protobuf.Type): never => wire[type.name as keyof typeof wire] as never;

/** Values of a kind: any at all, or such as the program makes. */
type Sort = "number" | "double" | "flag" | "text" | "bytes";
type Values = Readonly<Record<Sort, fc.Arbitrary<unknown>>>;

const any: Values = {
  number: fc.constantFrom(0, 1, 127, 128, 2 ** 21, 2 ** 28 - 1, 2 ** 31 - 1),
  double: fc.oneof(fc.constantFrom(0, -0, 1, Number.NaN, Infinity, 5e-324), fc.double()),
  flag: fc.boolean(),
  text: fc.oneof(fc.string({ maxLength: 5 }), fc.string({ unit: "binary", maxLength: 5 })),
  bytes: fc.uint8Array({ maxLength: 5 }),
};
const usual: Values = {
  number: fc.integer({ min: 1, max: 2 ** 28 - 1 }),
  double: fc.double({ min: 0.001, max: 1e9, noNaN: true }),
  flag: fc.constant(true),
  text: fc.string({ minLength: 1, maxLength: 5 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }),
};

const largeNumbers = fc.constantFrom(2 ** 49 - 1, 2 ** 49, 1.8e15, 2 ** 53 - 1, 2 ** 53, 2 ** 60);

const valueOf = (field: protobuf.Field, values: Values, depth: number): fc.Arbitrary<unknown> => {
  const { resolvedType, type } = field;
  if (resolvedType instanceof protobuf.Type) return messageOf(resolvedType, values, depth - 1);
  if (type === "uint64" && values === any) return fc.oneof(values.number, largeNumbers);
  if (type === "double") return values.double;
  if (type === "bool") return values.flag;
  if (type === "string") return values.text;
  return type === "bytes" ? values.bytes : values.number;
};

/** A plain message; of each oneof it has one field at the most. */
const messageOf = (
  type: protobuf.Type,
  values: Values,
  depth: number,
): fc.Arbitrary<Record<string, unknown>> => {
  const fields = type.fieldsArray.filter(
    ({ resolvedType }) => depth > 0 || !(resolvedType instanceof protobuf.Type),
  );
  const parts = fields.map((field) => {
    const one = valueOf(field, values, depth);
    const value = field.repeated ? fc.array(one, { minLength: 1, maxLength: 3 }) : one;
    return fc.option(value.map((found) => ({ field, found })), { nil: null });
  });
  return fc.tuple(...parts).map((found) => {
    const message: Record<string, unknown> = {};
    const oneofs = new Set<protobuf.OneOf>();
    for (const part of found) {
      if (part === null) continue;
      const { partOf } = part.field;
      if (partOf !== null && oneofs.has(partOf)) continue;
      if (partOf !== null) oneofs.add(partOf);
      message[part.field.name] = part.found;
    }
    return message;
  });
};

/** What a liar may make of an encoding. */
const changed = (bytes: Uint8Array, how: number, at: number, byte: number): Uint8Array => {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  const [before, behind] = [bytes.subarray(0, place), bytes.subarray(place)];
  const own = bytes.slice();
  switch (how) {
    case 0:
      return bytes;
    case 1:
      own[place] = byte;
      return own;
    case 2:
      return Uint8Array.of(...before, byte, ...behind);
    case 3:
      return Uint8Array.of(...before, ...behind.subarray(1));
    case 4:
      return Uint8Array.of(...bytes, ...behind);
    default:
      return Uint8Array.of(...behind, ...before);
  }
};

const change = fc.tuple(fc.nat(5), fc.nat(1000), fc.nat(255));

describe("canonical form, told by a look", () => {
  for (const type of messages) {
    const codec = codecOf(type);

    it(`${type.name}: what is said to be canonical is what encoding again makes of it`, () => {
      fc.assert(
        fc.property(messageOf(type, any, 3), change, change, (message, first, second) => {
          const bytes = changed(changed(encode(codec, message), ...first), ...second);
          if (!isSurelyCanonical(codec, bytes)) return;
          let read: object;
          try {
            read = decode(codec, bytes, "X");
          } catch {
            return;
          }
          assert.ok(sameBytes(encode(codec, read), bytes), Buffer.from(bytes).toString("hex"));
        }),
        { numRuns: 300 },
      );
    });

    it(`${type.name}: what the program makes is said to be`, () => {
      fc.assert(
        fc.property(messageOf(type, usual, 4), (message) => {
          // An empty message within is left to the encoder.
          const bytes = encode(codec, message);
          const isEmptyWithin = JSON.stringify(message).includes("{}");
          assert.ok(isEmptyWithin || isSurelyCanonical(codec, bytes));
        }),
        { numRuns: 50 },
      );
    });
  }
});
