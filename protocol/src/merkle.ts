import { sameBytes } from "./bytes.ts";
import { sha256 } from "./hash.ts";

// The Merkle tree of RFC 9162 section 2.1: leaves and nodes hashed under different prefixes, the
// tree of nothing under none, and an odd node is promoted, so that no list of entries has the root
// of another one.

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

const leafHash = (entry: Uint8Array): Uint8Array => sha256(leafPrefix, entry);

const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(nodePrefix, left, right);

const parents = (level: readonly Uint8Array[]): Uint8Array[] => {
  const next: Uint8Array[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const left = level[index] as Uint8Array;
    const right = level[index + 1];
    next.push(right === undefined ? left : nodeHash(left, right));
  }
  return next;
};

/** All levels, leaves first; the last level holds the root alone, or nothing without entries. */
export type MerkleTree = readonly (readonly Uint8Array[])[];

export const merkleTree = (entries: readonly Uint8Array[]): MerkleTree => {
  const levels: Uint8Array[][] = [entries.map((entry) => leafHash(entry))];
  for (let level = levels[0]; level !== undefined && level.length > 1; ) {
    level = parents(level);
    levels.push(level);
  }
  return levels;
};

export const merkleRoot = (tree: MerkleTree): Uint8Array =>
  tree.at(-1)?.[0] ?? sha256();

/** Siblings of an entry from its leaf up to the root. */
export const merklePath = (tree: MerkleTree, index: number): Uint8Array[] => {
  const path: Uint8Array[] = [];
  let position = index;
  for (const level of tree.slice(0, -1)) {
    const sibling = level[position ^ 1];
    if (sibling !== undefined) path.push(sibling);
    position >>= 1;
  }
  return path;
};

/**
 * The root under which `entry` stands at `index` of `size` entries, if its siblings are those of
 * the path; null for a path of another length than that place has.
 */
export const rootOf = (
  entry: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | null => {
  if (index < 0 || index >= size) return null;
  let hash = leafHash(entry);
  let used = 0;
  for (let position = index, width = size; width > 1; position >>= 1, width = (width + 1) >> 1) {
    if ((position ^ 1) >= width) continue;
    const sibling = path[used];
    used += 1;
    if (sibling?.length !== 32) return null;
    hash = position % 2 === 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  }
  return used === path.length ? hash : null;
};

/** True when `entry` stands at `index` of the `size` entries under `root`. */
export const provesEntry = (
  entry: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean => {
  const found = rootOf(entry, index, size, path);
  return found !== null && sameBytes(found, root);
};
