import assert from "node:assert/strict";
import {
  concatBytes,
  decode,
  decodeFrame,
  decodeStrict,
  encode,
  encodeEntry,
  encodeFrame,
  type Envelope,
  limits,
  sameBytes,
  sha256,
  signApproval,
  signEvent,
  signReading,
  signReport,
  toHex,
  utf8,
  wire,
} from "@quorate/protocol";
import fc from "fast-check";
import { type RawField, readFields, varint, writeField, writeFields } from "./raw-wire.ts";
import {
  ballotOf,
  beginMs,
  blockOf,
  chain,
  newCommand,
  permitOf,
  signerOf,
  throwsCode,
} from "./sealed.ts";

type Codec = Parameters<typeof decodeStrict>[0];

/** A well-formed message, and the field numbers that may stand several times. */
interface Specimen {
  readonly codec: Codec;
  readonly bytes: Uint8Array;
  readonly repeated: readonly number[];
}

const command = newCommand({
  ...{ writes: [{ point: "level", value: 20 }, { point: "pump", value: true }] },
  ...{ expect: [{ point: "level", value: 19.5 }], reason: "shift change" },
});
const block = blockOf([permitOf(command, 2, toHex(sha256(utf8("before"))))]);
const hash = toHex(sha256(utf8("parent")));

const eventEnvelope = (): Envelope =>
  signEvent(chain, signerOf("agent0"), {
    ...{ creator: 1, sequence: 7, birthRound: 3, timeUs: beginMs * 1000, coin: 4_000_000_000 },
    parents: [{ hash, creator: 1, sequence: 6, birthRound: 3 }],
    transactions: [{ command } as never],
  });

const reportEnvelope = (): Envelope =>
  signReport(chain, signerOf("g"), {
    ...{ device: "tank", deviceSequence: 3, id: hash, outcome: "failed", code: "X", detail: "y" },
    points: [{ point: "level", asked: 1, before: 0, after: 2, code: "READ_BACK" }],
    ...{ writtenMs: beginMs, finishedMs: beginMs + 5, closing: "" },
  });

const readingEnvelope = (): Envelope =>
  signReading(chain, signerOf("g"), {
    ...{ device: "tank", timeMs: beginMs, up: true },
    samples: [
      { point: "level", value: 1, quality: "good", sourceTimeMs: beginMs, receivedTimeMs: 0 },
    ],
  });

const vetoes = [{ sequence: 10, code: "INTERLOCK", detail: "dry" }];

const specimens: Readonly<Record<string, Specimen>> = {
  command: { codec: wire.Command, bytes: command.body, repeated: [3, 4] },
  approval: {
    ...{ codec: wire.Approval, bytes: signApproval(chain, signerOf("ann"), hash).body },
    repeated: [],
  },
  event: { codec: wire.Event, bytes: eventEnvelope().body, repeated: [6, 7] },
  "block header": { codec: wire.BlockHeader, bytes: block.header, repeated: [] },
  "entry with a verdict": {
    ...{ codec: wire.Entry, bytes: block.entries[0] as Uint8Array, repeated: [] },
  },
  "entry with a closing": {
    codec: wire.Entry,
    bytes: encodeEntry({
      ...{ sequence: 3, timeUs: 4 },
      item: {
        ...{ kind: "closing", id: hash, code: "POLICY_EXPIRED", device: "tank" },
        ...{ detail: "why", deviceSequence: 5, previous: hash },
      },
    }),
    repeated: [],
  },
  ballot: { codec: wire.Ballot, bytes: ballotOf(block, 2, { vetoes }).body, repeated: [4] },
  report: { codec: wire.Report, bytes: reportEnvelope().body, repeated: [8] },
  reading: { codec: wire.Reading, bytes: readingEnvelope().body, repeated: [5] },
};

const strict = ({ codec }: Specimen, bytes: Uint8Array): unknown =>
  decodeStrict(codec, bytes, "NOUN");

const refuses = (specimen: Specimen, bytes: Uint8Array): void => {
  assert.ok(!sameBytes(bytes, specimen.bytes), "the bytes were not changed at all");
  throwsCode("NOUN_DECODE", () => strict(specimen, bytes));
};

/** The message with one of its fields written in another way. */
const rewritten = (
  fields: readonly RawField[],
  at: number,
  write: (field: RawField) => Uint8Array,
): Uint8Array =>
  concatBytes(...fields.map((one, index) => (index === at ? write(one) : writeField(one))));

for (const [name, specimen] of Object.entries(specimens))
  describe(`wire: one encoding alone (${name})`, () => {
    const fields = readFields(specimen.bytes);

    it("accepts the canonical bytes", () => {
      assert.ok(fields.length >= 2);
      assert.ok(sameBytes(writeFields(fields), specimen.bytes));
      assert.ok(sameBytes(encode(specimen.codec, strict(specimen, specimen.bytes) as object),
        specimen.bytes));
    });

    it("refuses an unknown field, wherever it stands", () => {
      const unknown = writeField({ number: 99, wireType: 0, value: 1, bytes: new Uint8Array() });
      for (let at = 0; at <= fields.length; at += 1) {
        const [head, tail] = [writeFields(fields.slice(0, at)), writeFields(fields.slice(at))];
        refuses(specimen, concatBytes(head, unknown, tail));
      }
    });

    it("refuses fields in another order", () => {
      for (let at = 1; at < fields.length; at += 1) {
        const [left, right] = [fields[at - 1] as RawField, fields[at] as RawField];
        if (left.number === right.number) continue;
        const swapped = [...fields.slice(0, at - 1), right, left, ...fields.slice(at + 1)];
        refuses(specimen, writeFields(swapped));
      }
    });

    it("refuses a field that stands twice", () => {
      fields.forEach((field, at) => {
        if (specimen.repeated.includes(field.number)) return;
        const twice = concatBytes(writeField(field), writeField(field));
        refuses(specimen, rewritten(fields, at, () => twice));
      });
    });

    it("refuses over-long varints in tags, lengths and values", () => {
      fields.forEach((field, at) => {
        for (let pad = 1; pad <= 4; pad += 1) {
          refuses(specimen, rewritten(fields, at, (one) => writeField(one, { tag: pad })));
          if (field.wireType === 2)
            refuses(specimen, rewritten(fields, at, (one) => writeField(one, { length: pad })));
          if (field.wireType === 0)
            refuses(specimen, rewritten(fields, at, (one) => writeField(one, { value: pad })));
        }
      });
    });

    it("refuses a default that is written out", () => {
      fields.forEach((field, at) => {
        if (field.wireType === 1 || specimen.repeated.includes(field.number)) return;
        const none = { ...field, value: 0, bytes: new Uint8Array() };
        const message = decode(specimen.codec, rewritten(fields, at, () => new Uint8Array()), "N");
        const left = encode(specimen.codec, message);
        const written = rewritten(fields, at, () => writeField(none));
        // A message within may be empty; a scalar or bytes may not.
        if (!sameBytes(encode(specimen.codec, decode(specimen.codec, written, "N")), left)) return;
        refuses(specimen, written);
      });
    });

    it("refuses every cut, and bytes behind the end", () => {
      for (let length = 1; length < specimen.bytes.length; length += 1) {
        const cut = specimen.bytes.slice(0, length);
        const whole = fields.some((_, at) => sameBytes(writeFields(fields.slice(0, at)), cut));
        if (!whole) refuses(specimen, cut);
      }
      refuses(specimen, concatBytes(specimen.bytes, Uint8Array.of(0)));
    });

    it("accepts nothing that it would not write itself (random mutations)", () => {
      const change = fc.record({ at: fc.nat(specimen.bytes.length - 1), byte: fc.nat(255) });
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
          const bytes = Uint8Array.from(specimen.bytes);
          for (const { at, byte } of changes) bytes[at] = byte;
          let message: object;
          try {
            message = strict(specimen, bytes) as object;
          } catch (error) {
            throwsCode("NOUN_DECODE", () => {
              throw error;
            });
            return;
          }
          assert.ok(sameBytes(encode(specimen.codec, message), bytes));
        }),
        { numRuns: 200 },
      );
    });
  });

describe("wire: messages within", () => {
  it("refuses another encoding one level down", () => {
    const fields = readFields(command.body);
    const at = fields.findIndex(({ number }) => number === 3);
    const write = readFields((fields[at] as RawField).bytes);
    const swapped = writeFields([...write].reverse());
    const changed = rewritten(fields, at, (one) => writeField({ ...one, bytes: swapped }));
    throwsCode("COMMAND_DECODE", () => decodeStrict(wire.Command, changed, "COMMAND"));
  });

  it("refuses a flag that is neither 0 nor 1", () => {
    const two = writeField({ number: 2, wireType: 0, value: 2, bytes: new Uint8Array() });
    throwsCode("VALUE_DECODE", () => decodeStrict(wire.Value, two, "VALUE"));
  });

  it("refuses two kinds of one choice: readers differ on which counts", () => {
    const one = { number: 1, wireType: 1, value: 0, bytes: new Uint8Array(8).fill(1) } as const;
    const flag = { number: 2, wireType: 0, value: 1, bytes: new Uint8Array() } as const;
    assert.ok(decodeStrict(wire.Value, writeField(one), "VALUE"));
    throwsCode("VALUE_DECODE", () => decodeStrict(wire.Value, writeFields([one, flag]), "VALUE"));
    throwsCode("VALUE_DECODE", () => decodeStrict(wire.Value, writeFields([flag, one]), "VALUE"));
  });

  it("refuses text that is not UTF-8", () => {
    const bytes = Uint8Array.of(0xc3, 0x28);
    const text = writeField({ number: 3, wireType: 2, value: 0, bytes });
    throwsCode("VALUE_DECODE", () => decodeStrict(wire.Value, text, "VALUE"));
  });

  it("refuses integers wider than their field", () => {
    const none = new Uint8Array();
    const wide = writeField({ number: 1, wireType: 0, value: 2 ** 32 + 1, bytes: none });
    throwsCode("EVENT_DECODE", () => decodeStrict(wire.Event, wide, "EVENT"));
  });

  it("keeps the sign of zero: other bytes are another command", () => {
    const minus = encode(wire.Value, { number: -0 });
    assert.notDeepEqual(minus, encode(wire.Value, { number: 0 }));
    assert.ok(Object.is(decodeStrict(wire.Value, minus, "VALUE").number, -0));
  });
});

/** As many empty parts as a frame has room for, in the message of this kind. */
const emptyParts = (kind: number, field: number): Uint8Array => {
  const bytes = new Uint8Array(limits.frameBytes - 16);
  for (let at = 0; at < bytes.length; at += 2) bytes[at] = field * 8 + 2;
  return writeField({ number: kind, wireType: 2, value: 0, bytes });
};

const filled = <Part>(count: number, part: Part): Part[] => Array<Part>(count).fill(part);
const bytesOf = (length: number): Uint8Array => new Uint8Array(length).fill(7);
const sealedOf = (body: number) => ({ body: bytesOf(body), signature: bytesOf(64) });

/** Of each list that a frame carries the most, and the smallest items that there can be. */
const mostParts: Readonly<Record<string, Parameters<typeof encodeFrame>[0]>> = {
  "events with one parent": { events: { events: filled(38_000, sealedOf(40)) as never } },
  "hashes that are wanted": { want: { hashes: filled(limits.wantHashes, bytesOf(32)) } },
  ballots: { ballots: { ballots: filled(17_000, sealedOf(170)) } },
  "entries and ballots of a block": {
    blocks: {
      blocks: [
        {
          ...{ header: bytesOf(170), entries: filled(limits.blockEntries, bytesOf(512)) },
          ballots: filled(limits.agents, sealedOf(300)),
        },
      ] as never,
    },
  },
  "buffered readings": {
    answer: { readings: filled(limits.bufferedReadings, sealedOf(48)) as never },
  },
  "own samples": {
    answer: {
      own: {
        device: "tank",
        samples: filled(limits.ownBytes >> 3, { point: 1, value: { text: "" } }) as never,
      } as never,
    },
  },
};

describe("wire: parts of a frame (S9)", () => {
  for (const [kind, field, what] of [
    [3, 1, "events"],
    [4, 1, "hashes"],
    [5, 1, "ballots"],
    [8, 1, "certificates"],
    [33, 1, "blocks"],
    [17, 2, "readings"],
    [17, 9, "an unknown field"],
  ] as const)
    it(`millions of empty ones are refused (${what}, field ${kind})`, () => {
      const frame = emptyParts(kind, field);
      assert.ok(frame.length <= limits.frameBytes);
      for (const given of [frame, Buffer.from(frame)])
        throwsCode("FRAME_DECODE", () => decodeFrame(given));
    });

  it("as many as may be pass, and not one more", () => {
    const hashes = filled(limits.frameParts - 1, new Uint8Array());
    const { want } = decodeFrame(encodeFrame({ want: { hashes } }));
    assert.equal(want?.hashes.length, hashes.length);
    hashes.push(new Uint8Array());
    throwsCode("FRAME_DECODE", () => decodeFrame(encodeFrame({ want: { hashes } })));
  });

  for (const [name, frame] of Object.entries(mostParts))
    it(`the most that an honest frame has pass: ${name}`, () => {
      assert.ok(decodeFrame(encodeFrame(frame)));
    });
});

describe("wire: frames", () => {
  it("passes over unknown fields: a newer peer may say more", () => {
    const known = encodeFrame({ request: 7, want: { hashes: [Uint8Array.of(1)] } });
    const unknown = writeField({ number: 1000, wireType: 2, value: 0, bytes: utf8("new") });
    assert.equal(decodeFrame(concatBytes(unknown, known)).request, 7);
    assert.equal(decodeFrame(concatBytes(known, unknown)).want?.hashes.length, 1);
  });

  it("refuses what is over the bound, in and out", () => {
    throwsCode("FRAME_SIZE", () => decodeFrame(new Uint8Array(limits.frameBytes + 1)));
    const body = new Uint8Array(limits.frameBytes);
    const report = { body, signature: new Uint8Array(64) };
    throwsCode("FRAME_SIZE", () => encodeFrame({ report }));
  });

  it("gives a code for any garbage", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeFrame(bytes);
        } catch (error) {
          throwsCode("FRAME_DECODE", () => {
            throw error;
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it("what is encoded has its memory for itself, whatever was encoded before (S9)", () => {
    for (const size of [0, 10, 300, 20_000, 3_000_000, 10]) {
      const bytes = encode(wire.Envelope, { body: new Uint8Array(size).fill(7) });
      assert.equal(bytes.buffer.byteLength, bytes.length);
      assert.equal(decode(wire.Envelope, bytes, "ENVELOPE").body.length, size);
    }
    const wrong = { timeUs: 1, get sequence(): number { throw new TypeError("no number"); } };
    assert.throws(() => encode(wire.Entry, wrong), TypeError);
    assert.equal(encode(wire.Entry, {}).length, 0);
  });

  it("what is decoded does not hold on to the frame it came in (S9)", () => {
    const envelope = { body: new Uint8Array(100), signature: new Uint8Array(64) };
    const frame = encodeFrame({ events: { events: [envelope] } });
    const bytes = new Uint8Array(100_000);
    const padded = concatBytes(frame, writeField({ number: 99, wireType: 2, value: 0, bytes }));
    for (const given of [padded, Buffer.from(padded)]) {
      const body = decodeFrame(given).events?.events[0]?.body;
      assert.equal(body?.length, 100);
      assert.ok((body?.buffer.byteLength ?? 0) < 20_000);
    }
  });

  it("refuses messages nested without end", () => {
    let bytes: Uint8Array = new Uint8Array();
    for (let depth = 0; depth < 500; depth += 1)
      bytes = concatBytes(varint(8 * 99 + 3), bytes, varint(8 * 99 + 4));
    throwsCode("FRAME_DECODE", () => decodeFrame(bytes));
  });
});
