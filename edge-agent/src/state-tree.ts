import { hash } from "node:crypto";

const buckets = 4096;
const digestBytes = 32;

const sha256 = (bytes: Uint8Array): Buffer => hash("sha256", bytes, "buffer");

/** Key and value behind their lengths, in memory of its own: a slice would hold a whole slab. */
const encodeEntry = (key: string, value: Uint8Array): Buffer => {
  const name = Buffer.from(key);
  const bytes = Buffer.allocUnsafeSlow(8 + name.length + value.length);
  bytes.writeUInt32BE(name.length, 0);
  bytes.set(name, 4);
  bytes.writeUInt32BE(value.length, 4 + name.length);
  bytes.set(value, 8 + name.length);
  return bytes;
};

const valueOf = (entry: Buffer): Uint8Array =>
  new Uint8Array(entry.buffer, 8 + entry.readUInt32BE(0));

/** The entries of one bucket, each as it is hashed. */
class Bucket {
  private readonly entries = new Map<string, Buffer>();
  /** In byte order; null after a key came or went. */
  private sorted: string[] | null = [];

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  set(key: string, value: Uint8Array): void {
    if (!this.entries.has(key)) this.sorted = null;
    this.entries.set(key, encodeEntry(key, value));
  }

  delete(key: string): boolean {
    const was = this.entries.delete(key);
    if (was) this.sorted = null;
    return was;
  }

  all(): (readonly [string, Uint8Array])[] {
    return [...this.entries].map(([key, entry]) => [key, valueOf(entry)]);
  }

  digest(): Buffer {
    // Keys are ASCII (names have no other letters, ids are hexadecimal): this is byte order.
    this.sorted ??= [...this.entries.keys()].sort();
    return sha256(Buffer.concat(this.sorted.map((key) => this.entries.get(key) as Buffer)));
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

const indexOf = (key: string): number => sha256(Buffer.from(key)).readUInt16BE(0) >> 4;
