import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { decode, decodeStrict, encode, hexBytes, toHex, wire } from "@quorate/protocol";
import { readVectors } from "../vectors/read.ts";
import { codecOf, makeWire, type WireVectors } from "../vectors/wire.ts";

// Frozen bytes of frames, of the replicated state and of files; see test/vectors/make.ts.

const frozen = readVectors<WireVectors>("wire.json");

const proto = readFileSync(
  new URL("../../protocol/proto/quorate.proto", import.meta.url),
  "utf8",
);

const bodyOf = (message: string): string =>
  new RegExp(`^message ${message} \\{(.*?)^\\}`, "ms").exec(proto)?.[1] ?? "";

const camel = (name: string): string =>
  name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());

describe("wire vectors", () => {
  it("the code still makes every frozen byte", () => {
    assert.deepEqual(makeWire(), frozen);
  });

  it("every kind of frame has one", () => {
    const kinds = [...bodyOf("Frame").matchAll(/^ {4}\w+ (\w+) = \d+;/gm)].map(([, name]) =>
      camel(name as string),
    );
    assert.deepEqual(Object.keys(frozen.frames).sort(), kinds.sort());
  });

  it("every message of state, snapshots and files has one, with every field of it", () => {
    const names = [...proto.matchAll(/^message ((?:State|Snapshot|Log)\w+) /gm)]
      .map(([, name]) => name as string)
      .filter((name) => name !== "SnapshotBytes");
    for (const name of names) {
      assert.ok(frozen.messages[name] !== undefined, `no vector of ${name}: test/vectors/wire.ts`);
      const fields = [...bodyOf(name).matchAll(/^ {2}(?:repeated )?\w+ (\w+) = \d+;/gm)];
      const message = decode(codecOf(name), hexBytes(frozen.messages[name]), "VECTOR");
      const given = Object.keys(message as object);
      for (const [, field] of fields)
        assert.ok(given.includes(camel(field as string)), `${name}.${field}`);
    }
  });

  for (const [name, bytes] of Object.entries(frozen.messages))
    it(`${name}: bytes decode and encode to themselves`, () => {
      const message = decodeStrict(codecOf(name), hexBytes(bytes), "VECTOR");
      assert.equal(toHex(encode(codecOf(name), message)), bytes);
    });

  for (const [kind, bytes] of Object.entries(frozen.frames))
    it(`a frame of ${kind}: bytes decode to that kind, and encode to themselves`, () => {
      const frame = decodeStrict(wire.Frame, hexBytes(bytes), "VECTOR");
      assert.ok((frame as unknown as Record<string, unknown>)[kind] != null);
      assert.equal(toHex(encode(wire.Frame, frame)), bytes);
    });
});
