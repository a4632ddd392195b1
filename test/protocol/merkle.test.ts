import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  concatBytes,
  fromHex,
  merklePath,
  merkleRoot,
  merkleTree,
  provesEntry,
  toHex,
  utf8,
} from "@quorate/protocol";
import fc from "fast-check";

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

/** k of RFC 9162 section 2.1.1: the largest power of two below n. */
const split = (n: number): number => {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
};

/** MTH of RFC 9162 section 2.1.1, as it stands there. */
const treeHash = (entries: readonly Uint8Array[]): Uint8Array => {
  if (entries.length === 1) return sha256(Uint8Array.of(0), entries[0] as Uint8Array);
  const k = split(entries.length);
  return sha256(Uint8Array.of(1), treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
};

/** PATH of RFC 9162 section 2.1.3.1, as it stands there. */
const auditPath = (index: number, entries: readonly Uint8Array[]): Uint8Array[] => {
  if (entries.length === 1) return [];
  const k = split(entries.length);
  const [left, right] = [entries.slice(0, k), entries.slice(k)];
  return index < k
    ? [...auditPath(index, left), treeHash(right)]
    : [...auditPath(index - k, right), treeHash(left)];
};

/** On which side the siblings stand, leaf to root: what index and size say about a proof. */
const shape = (index: number, size: number): string => {
  if (size === 1) return "";
  const k = split(size);
  return index < k ? `${shape(index, k)}r` : `${shape(index - k, size - k)}l`;
};

const entriesOf = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, index) => utf8(`entry ${index}`));

const flip = (bytes: Uint8Array, at: number): Uint8Array => {
  const other = Uint8Array.from(bytes);
  other[at] = (other[at] as number) ^ 1;
  return other;
};

interface Proof {
  readonly entry: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

const proofOf = (size: number, index: number): Proof => {
  const entries = entriesOf(size);
  const tree = merkleTree(entries);
  const path = merklePath(tree, index);
  return { entry: entries[index] as Uint8Array, index, size, path, root: merkleRoot(tree) };
};

const holds = ({ entry, index, size, path, root }: Proof): boolean =>
  provesEntry(entry, index, size, path, root);

/** Inputs and roots of the certificate-transparency reference tests. */
const known: readonly (readonly [string, string])[] = [
  ["", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
  ["00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
  ["10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
  ["2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
  ["3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"],
  ["40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"],
  ["5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"],
  [
    "606162636465666768696a6b6c6d6e6f",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ],
];

describe("merkle", () => {
  it("root: the known roots of RFC 9162's tree", () => {
    const entries = known.map(([entry]) => fromHex(entry) as Uint8Array);
    known.forEach(([, root], index) => {
      assert.equal(toHex(merkleRoot(merkleTree(entries.slice(0, index + 1)))), root);
    });
  });

  it("root and paths: those of the RFC's recursion (1 to 20 entries)", () => {
    for (let size = 1; size <= 20; size += 1) {
      const entries = entriesOf(size);
      const tree = merkleTree(entries);
      assert.deepEqual(merkleRoot(tree), treeHash(entries));
      for (let index = 0; index < size; index += 1) {
        assert.deepEqual(merklePath(tree, index), auditPath(index, entries));
        assert.ok(holds(proofOf(size, index)), `${index} of ${size}`);
      }
    }
  });

  it("of nothing: the hash of nothing, under which no entry stands", () => {
    const root = merkleRoot(merkleTree([]));
    assert.deepEqual(root, sha256());
    assert.notDeepEqual(merkleRoot(merkleTree([new Uint8Array()])), root);
    for (const index of [-1, 0, 1])
      assert.ok(!provesEntry(new Uint8Array(), index, 0, [], root), `index ${index}`);
  });

  it("a wrong index or size proves nothing that another shape would (1 to 9 entries)", () => {
    for (let size = 1; size <= 9; size += 1)
      for (let index = 0; index < size; index += 1) {
        const proof = proofOf(size, index);
        for (let otherSize = 0; otherSize <= 10; otherSize += 1)
          for (let other = -1; other <= 10; other += 1) {
            const same =
              other >= 0 && other < otherSize && shape(other, otherSize) === shape(index, size);
            const claim = { ...proof, index: other, size: otherSize };
            assert.equal(holds(claim), same, `${index}/${size} as ${other}/${otherSize}`);
          }
        for (let other = 0; other < size; other += 1)
          assert.equal(holds({ ...proof, index: other }), other === index);
      }
  });

  it("any changed bit of leaf, path or root is refused", () => {
    const places = fc.integer({ min: 1, max: 64 }).chain((size) =>
      fc.record({
        ...{ size: fc.constant(size), index: fc.nat(size - 1) },
        ...{ at: fc.nat(31), hop: fc.nat() },
      }),
    );
    fc.assert(
      fc.property(places, ({ size, index, at, hop }) => {
        const proof = proofOf(size, index);
        assert.ok(holds(proof));
        assert.ok(!holds({ ...proof, root: flip(proof.root, at) }));
        assert.ok(!holds({ ...proof, entry: flip(proof.entry, at % proof.entry.length) }));
        if (proof.path.length === 0) return;
        const changed = hop % proof.path.length;
        const path = proof.path.map((hash, place) => (place === changed ? flip(hash, at) : hash));
        assert.ok(!holds({ ...proof, path }));
      }),
    );
  });

  it("a path that is too short, too long, out of order or cut is refused", () => {
    const proof = proofOf(13, 5);
    const { path } = proof;
    assert.ok(!holds({ ...proof, path: path.slice(1) }));
    assert.ok(!holds({ ...proof, path: path.slice(0, -1) }));
    assert.ok(!holds({ ...proof, path: [...path, new Uint8Array(32)] }));
    assert.ok(!holds({ ...proof, path: [...path].reverse() }));
    assert.ok(!holds({ ...proof, path: path.map((hash) => hash.slice(0, 31)) }));
    assert.ok(!holds({ ...proof, path: path.map((hash) => concatBytes(hash, new Uint8Array(1))) }));
    assert.ok(!holds({ ...proof, path: [] }));
  });

  it("second preimage: a node's children are no leaf, a leaf is no node", () => {
    const entries = entriesOf(4);
    const root = merkleRoot(merkleTree(entries));
    const level = merkleTree(entries)[1] as readonly Uint8Array[];
    const joined = concatBytes(level[0] as Uint8Array, level[1] as Uint8Array);
    assert.ok(!provesEntry(joined, 0, 1, [], root));
    assert.ok(!provesEntry(concatBytes(Uint8Array.of(1), joined), 0, 1, [], root));
    assert.notDeepEqual(merkleRoot(merkleTree([joined])), root);
    const half = merkleTree(entries)[0]?.slice(0, 2) as readonly Uint8Array[];
    const inner = concatBytes(half[0] as Uint8Array, half[1] as Uint8Array);
    assert.ok(!provesEntry(inner, 0, 2, [level[1] as Uint8Array], root));
  });

  it("an odd entry is promoted, not doubled", () => {
    const three = entriesOf(3);
    const doubled = [...three, three[2] as Uint8Array];
    assert.notDeepEqual(merkleRoot(merkleTree(three)), merkleRoot(merkleTree(doubled)));
  });

  it("order counts", () => {
    const [a, b] = entriesOf(2) as [Uint8Array, Uint8Array];
    assert.notDeepEqual(merkleRoot(merkleTree([a, b])), merkleRoot(merkleTree([b, a])));
  });
});
