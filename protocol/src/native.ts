/** What Node does in C++, and this package does in JavaScript where there is no Node. */
export interface Native {
  readonly toHex: (bytes: Uint8Array) => string;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
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
    };
  };
}

const find = (): Native | null => {
  const { Buffer, process } = globalThis as unknown as Partial<NodeGlobals>;
  const hash = process?.getBuiltinModule?.("node:crypto").hash;
  if (Buffer === undefined || hash === undefined) return null;
  return {
    toHex: (bytes) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex"),
    // A copy of its own: a Buffer would print, compare and slice in another way.
    sha256: (bytes) => new Uint8Array(hash("sha256", bytes, "buffer")),
    sameBytes: (left, right) =>
      left.length === right.length && Buffer.compare(left, right) === 0,
  };
};

/** Null in a browser, and in a Node that has not got all of it. */
export const native: Native | null = find();
