import { type Hex, sha256, sha256Hex } from "@quorate/protocol";

const buckets = 4096;
const digestBytes = 32;

/** Where a value becomes a text, and where a bucket is put together to be hashed. */
let scratch = Buffer.allocUnsafeSlow(64 * 1024);

const scratchOf = (bytes: number): Buffer => {
  if (bytes > scratch.length) scratch = Buffer.allocUnsafeSlow(2 * bytes);
  return scratch;
};

/**
 * The entries of one bucket. Values are held as texts, a character for a byte: these lie in V8's
 * own heap, where collections close holes. Ten thousands of small buffers that come and go lie in
 * the C library's, and what is resident creeps up.
 */
class Bucket {
  private readonly entries = new Map<string, string>();
  /** The keys in byte order: they are ASCII (names have no other letters, ids are hexadecimal). */
  private readonly sorted: string[] = [];

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  set(key: string, value: Uint8Array): void {
    if (!this.entries.has(key)) this.sorted.splice(this.placeOf(key), 0, key);
    const bytes = scratchOf(value.length);
    bytes.set(value);
    this.entries.set(key, bytes.toString("latin1", 0, value.length));
  }

  delete(key: string): boolean {
    const was = this.entries.delete(key);
    if (was) this.sorted.splice(this.placeOf(key), 1);
    return was;
  }

  /** How many keys stand before it. */
  private placeOf(key: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Keys and values as texts. */
  all(): Iterable<readonly [string, string]> {
    return this.entries;
  }

  /** Of all keys and values, each behind its length. */
  digest(): Uint8Array {
    let most = 0;
    for (const [key, value] of this.entries) most += 8 + 3 * key.length + value.length;
    const bytes = scratchOf(most);
    let at = 0;
    const put = (text: string, encoding: "utf8" | "latin1"): void => {
      const length = bytes.write(text, at + 4, encoding);
      bytes.writeUInt32BE(length, at);
      at += 4 + length;
    };
    for (const key of this.sorted) {
      put(key, "utf8");
      put(this.entries.get(key) as string, "latin1");
    }
    return sha256(bytes.subarray(0, at));
  }
}

/** So many first letters tell `seen/` ids apart by a byte; other kinds have few entries. */
const groupChars = 7;

/**
 * Keys and values of a tree at one time. To copy the texts takes a tenth of what it takes to sort
 * them and to make bytes of them, which is done while it is gone through.
 */
export class TreeCopy implements Iterable<readonly [key: string, value: Uint8Array]> {
  /** By the first letters of the keys: few have to be sorted at a time. */
  private readonly groups = new Map<string, (readonly [string, string])[]>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(key: string, value: string): void {
    const name = key.slice(0, groupChars);
    const group = this.groups.get(name);
    if (group === undefined) this.groups.set(name, [[key, value]]);
    else group.push([key, value]);
    this.count += 1;
  }

  /** In the byte order of the keys. */
  *[Symbol.iterator](): Generator<readonly [string, Uint8Array]> {
    for (const name of [...this.groups.keys()].sort()) {
      const group = this.groups.get(name) ?? [];
      group.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
      for (const [key, value] of group) yield [key, Buffer.from(value, "latin1")];
    }
  }
}

/**
 * Keys and values under one root, so that agents can compare states by 32 bytes (S7). A key lies in
 * the bucket that the first 12 bits of its SHA-256 name; a bucket's digest is SHA-256 over its keys
 * in byte order, each key and value behind its length (uint32, big endian), or 32 zero bytes;
 * the root is SHA-256 over the 4096 digests. Only touched buckets are hashed again.
 */
export class StateTree {
  private readonly buckets = new Map<number, Bucket>();
  private readonly digests = Buffer.alloc(buckets * digestBytes);
  private readonly touched = new Set<number>();

  set(key: string, value: Uint8Array): void {
    const index = indexOf(key);
    const bucket = this.buckets.get(index) ?? new Bucket();
    this.buckets.set(index, bucket);
    bucket.set(key, value);
    this.touched.add(index);
  }

  delete(key: string): void {
    const index = indexOf(key);
    if (this.buckets.get(index)?.delete(key) === true) this.touched.add(index);
  }

  /** What it holds now without one key; what is set later changes nothing of the copy. */
  copy(without: string): TreeCopy {
    const copy = new TreeCopy();
    for (const bucket of this.buckets.values())
      for (const [key, value] of bucket.all()) if (key !== without) copy.add(key, value);
    return copy;
  }

  root(): Hex {
    for (const index of this.touched) {
      const [bucket, at] = [this.buckets.get(index), index * digestBytes];
      if (bucket === undefined || bucket.isEmpty) {
        this.digests.fill(0, at, at + digestBytes);
        this.buckets.delete(index);
      } else this.digests.set(bucket.digest(), at);
    }
    this.touched.clear();
    return sha256Hex(this.digests);
  }
}

const indexOf = (key: string): number => {
  const bytes = scratchOf(3 * key.length);
  const [first = 0, second = 0] = sha256(bytes.subarray(0, bytes.write(key)));
  return (first << 4) | (second >> 4);
};
