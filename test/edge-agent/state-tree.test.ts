import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { toHex } from "@quorate/protocol";
import fc from "fast-check";
import { StateTree } from "../../edge-agent/src/state-tree.ts";

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const sized = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** The root as docs/wire.md says it, from nothing but the entries. */
const naiveRoot = (entries: ReadonlyMap<string, Uint8Array>): string => {
  const inOrder = [...entries]
    .map(([key, value]) => ({ key: Buffer.from(key), value }))
    .sort((left, right) => Buffer.compare(left.key, right.key));
  const bucketOf = (key: Buffer): number => Number(`0x${sha256(key).toString("hex").slice(0, 3)}`);
  const inside = new Map<number, (typeof inOrder)[number][]>();
  for (const one of inOrder) {
    const bucket = bucketOf(one.key);
    inside.set(bucket, [...(inside.get(bucket) ?? []), one]);
  }
  const digests = Array.from({ length: 4096 }, (_, bucket) => {
    const own = inside.get(bucket) ?? [];
    if (own.length === 0) return new Uint8Array(32);
    return sha256(...own.flatMap(({ key, value }) => [sized(key), sized(value)]));
  });
  return toHex(sha256(...digests));
};

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const key = fc.oneof(text, fc.constantFrom("a", "b", "ab"));
const change = fc.record({
  ...{ key, value: fc.uint8Array({ maxLength: 12 }) },
  kind: fc.constantFrom("set", "set", "set", "delete", "root"),
});

const treeOf = (entries: Iterable<readonly [string, Uint8Array]>): StateTree => {
  const tree = new StateTree();
  for (const [name, value] of entries) tree.set(name, value);
  return tree;
};

describe("state tree", () => {
  it("root: a naive recomputation, after any changes", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const [tree, entries] = [new StateTree(), new Map<string, Uint8Array>()];
        for (const { kind, key: name, value } of changes) {
          if (kind === "root") assert.equal(tree.root(), naiveRoot(entries));
          else if (kind === "delete") {
            tree.delete(name);
            entries.delete(name);
          } else {
            tree.set(name, value);
            entries.set(name, value);
          }
        }
        assert.equal(tree.root(), naiveRoot(entries));
      }),
      { numRuns: 60 },
    );
  });

  it("root: the way there does not matter", () => {
    const entry = fc.tuple(key, fc.uint8Array({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), fc.nat(), (entries, turn) => {
        const unique = [...new Map(entries)];
        const at = turn % Math.max(1, unique.length);
        const turned = [...unique.slice(at), ...unique.slice(0, at)];
        assert.deepEqual(treeOf(unique).root(), treeOf(turned).root());
      }),
    );
  });

  it("root: another value, key or number of entries is another root", () => {
    const one = Uint8Array.of(1);
    const roots = [
      treeOf([]),
      treeOf([["a", one]]),
      treeOf([["a", Uint8Array.of(2)]]),
      treeOf([["b", one]]),
      treeOf([["a", one], ["b", one]]),
      treeOf([["a", new Uint8Array()]]),
      treeOf([["", one]]),
    ].map((tree) => tree.root());
    assert.equal(new Set(roots).size, roots.length);
  });

  it("root: what is shifted between key and value shows", () => {
    const bytes = (text: string): Uint8Array => Buffer.from(text);
    const roots = [["ab", "c"], ["a", "bc"], ["abc", ""]].map(([name, value]) =>
      treeOf([[name as string, bytes(value as string)]]).root(),
    );
    assert.equal(new Set(roots).size, 3);
  });

  it("root: deleting what is not there changes nothing", () => {
    const tree = treeOf([["a", Uint8Array.of(1)]]);
    const before = tree.root();
    tree.delete("b");
    assert.equal(tree.root(), before);
    tree.delete("a");
    assert.equal(tree.root(), new StateTree().root());
  });

  it("copy: what the tree held then, in the byte order of keys, without the key left out", () => {
    const ascii = fc.string({ unit: "grapheme-ascii", maxLength: 12 });
    const entry = fc.tuple(fc.oneof(ascii, fc.constant("a")), fc.uint8Array({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), ascii, (entries, without) => {
        const tree = treeOf(entries);
        const copy = tree.copy(without);
        for (const [name] of entries) tree.set(name, Uint8Array.of(1, 2, 3, 4, 5, 6));
        tree.set("later", Uint8Array.of(1));
        const expected = [...new Map(entries)]
          .filter(([name]) => name !== without)
          .sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
          .map(([name, value]) => [name, [...value]]);
        assert.deepEqual([...copy].map(([name, value]) => [name, [...value]]), expected);
        assert.equal(copy.size, expected.length);
      }),
    );
  });
});
