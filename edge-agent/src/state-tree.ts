import { createHash } from "node:crypto";

const buckets = 256;
const empty = new Uint8Array(32);

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const sized = (bytes: Uint8Array): Buffer => {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(bytes.length);
  return Buffer.concat([prefix, bytes]);
};

interface Bucket {
  readonly entries: Map<string, Uint8Array>;
  digest: Uint8Array | null;
}

/**
 * Keys and values under one root, so that agents can compare states by 32 bytes (S7). A key lies in
 * the bucket that the first byte of its SHA-256 names; a bucket's digest is SHA-256 over its keys
 * in byte order, each key and value behind its length (uint32, big endian), or 32 zero bytes;
 * the root is SHA-256 over the 256 digests. Only touched buckets are hashed again.
 */
export class StateTree {
  private readonly buckets: Bucket[] = Array.from({ length: buckets }, () => ({
    entries: new Map(),
    digest: empty,
  }));

  set(key: string, value: Uint8Array): void {
    const bucket = this.bucketOf(key);
    // A copy: what an encoder hands out lies in a slab of kilobytes, and would hold all of it.
    bucket.entries.set(key, new Uint8Array(value));
    bucket.digest = null;
  }

  delete(key: string): void {
    const bucket = this.bucketOf(key);
    if (bucket.entries.delete(key)) bucket.digest = null;
  }

  /** Every key with its value, in the byte order of the keys. */
  entries(): (readonly [string, Uint8Array])[] {
    const all = this.buckets.flatMap(({ entries }) => [...entries]);
    // Keys are ASCII: names have no other letters, ids are hexadecimal.
    return all.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  }

  /** 32 bytes. */
  root(): Uint8Array {
    return sha256(...this.buckets.map((bucket) => digestOf(bucket)));
  }

  private bucketOf(key: string): Bucket {
    return this.buckets[sha256(Buffer.from(key))[0] as number] as Bucket;
  }
}

const digestOf = (bucket: Bucket): Uint8Array => {
  bucket.digest ??= digestEntries(bucket.entries);
  return bucket.digest;
};

const digestEntries = (entries: ReadonlyMap<string, Uint8Array>): Uint8Array => {
  if (entries.size === 0) return empty;
  const keyed = [...entries].map(([key, value]) => ({ key: Buffer.from(key), value }));
  keyed.sort((left, right) => Buffer.compare(left.key, right.key));
  return sha256(...keyed.flatMap(({ key, value }) => [sized(key), sized(value)]));
};
