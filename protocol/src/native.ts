/** What Node does in C++, and this package does in JavaScript where there is no Node. */
export interface Native {
  readonly toHex: (bytes: Uint8Array) => string;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  /** Of the parts one after the other. */
  readonly sha256Hex: (parts: readonly Uint8Array[]) => string;
  readonly sameBytes: (left: Uint8Array, right: Uint8Array) => boolean;
}

interface NodeGlobals {
  readonly Buffer: {
    from(
      bytes: ArrayBufferLike,
      offset: number,
      length: number,
    ): { toString(encoding: "hex"): string };
    compare(left: Uint8Array, right: Uint8Array): number;
  };
  readonly process: {
    getBuiltinModule?(name: "node:crypto"): {
      hash?(algorithm: "sha256", bytes: Uint8Array, encoding: "buffer"): Uint8Array;
      hash?(algorithm: "sha256", bytes: Uint8Array, encoding: "hex"): string;
    };
  };
}

/** Where short parts are put together to be hashed at once. */
const scratch = new Uint8Array(4096);

/** Until the next call. */
const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = length <= scratch.length ? scratch : new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole.subarray(0, length);
};

const find = (): Native | null => {
  const { Buffer, process } = globalThis as unknown as Partial<NodeGlobals>;
  const hash = process?.getBuiltinModule?.("node:crypto").hash;
  if (Buffer === undefined || hash === undefined) return null;
  return {
    toHex: (bytes) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex"),
    // A copy of its own: a Buffer would print, compare and slice in another way.
    sha256: (bytes) => new Uint8Array(hash("sha256", bytes, "buffer")),
    sha256Hex: (parts) => hash("sha256", joined(parts), "hex"),
    sameBytes: (left, right) =>
      left.length === right.length && Buffer.compare(left, right) === 0,
  };
};

/** Null in a browser, and in a Node that has not got all of it. */
export const native: Native | null = find();
