import { hash } from "node:crypto";

const buckets = 4096;
const digestBytes = 32;

const sha256 = (bytes: Uint8Array | string): Buffer => hash("sha256", bytes, "buffer");

/** Where a bucket is put together to be hashed. */
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
  /** In byte order; null after a key came or went. */
  private sorted: string[] | null = [];

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  set(key: string, value: Uint8Array): void {
    if (!this.entries.has(key)) this.sorted = null;
    const { buffer, byteOffset, length } = value;
    this.entries.set(key, Buffer.from(buffer, byteOffset, length).toString("latin1"));
  }

  delete(key: string): boolean {
    const was = this.entries.delete(key);
    if (was) this.sorted = null;
    return was;
  }

  all(): (readonly [string, Uint8Array])[] {
    return [...this.entries].map(([key, value]) => [key, Buffer.from(value, "latin1")]);
  }

  /** Of all keys and values, each behind its length. */
  digest(): Buffer {
    // Keys are ASCII (names have no other letters, ids are hexadecimal): this is byte order.
    this.sorted ??= [...this.entries.keys()].sort();
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

  /** Every key with its value, in the byte order of the keys. */
  entries(): (readonly [string, Uint8Array])[] {
    const all = [...this.buckets.values()].flatMap((bucket) => bucket.all());
    return all.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  }

  /** 32 bytes. */
  root(): Uint8Array {
    for (const index of this.touched) {
      const [bucket, at] = [this.buckets.get(index), index * digestBytes];
      if (bucket === undefined || bucket.isEmpty) {
        this.digests.fill(0, at, at + digestBytes);
        this.buckets.delete(index);
      } else this.digests.set(bucket.digest(), at);
    }
    this.touched.clear();
    return sha256(this.digests);
  }
}

const indexOf = (key: string): number => sha256(key).readUInt16BE(0) >> 4;
