/** What Node does in C++, and this package does in JavaScript where there is no Node. */
export interface Native {
  readonly toHex: (bytes: Uint8Array) => string;
  /** Of the parts one after the other, as the next. */
  readonly sha256: (...parts: readonly Uint8Array[]) => Uint8Array;
  readonly sha256Hex: (...parts: readonly Uint8Array[]) => string;
  readonly sameBytes: (left: Uint8Array, right: Uint8Array) => boolean;
}

/** `binary`: a character for a byte. */
type Encoding = "hex" | "binary";

interface NodeBuffer extends Uint8Array {
  toString(encoding?: Encoding, start?: number, end?: number): string;
}

interface NodeGlobals {
  readonly Buffer: {
    allocUnsafeSlow(length: number): NodeBuffer;
    from(bytes: ArrayBufferLike, offset: number, length: number): NodeBuffer;
    compare(left: Uint8Array, right: Uint8Array): number;
  };
  readonly process: {
    getBuiltinModule?(name: "node:crypto"): {
      hash?(algorithm: "sha256", bytes: Uint8Array, encoding: Encoding): string;
    };
  };
}

const hashBytes = 32;
const scratchBytes = 4096;
/** V8 keeps typed arrays up to this size on its own heap. */
const heldBytes = 64;

/**
 * Short bytes are hashed and named in one buffer that stays, and a hash comes as a text of a
 * character for a byte: buffers of their own would cost three times the hash, most of it when they
 * are collected.
 */
const find = (): Native | null => {
  const { Buffer, process } = globalThis as unknown as Partial<NodeGlobals>;
  const hash = process?.getBuiltinModule?.("node:crypto").hash;
  if (Buffer === undefined || hash === undefined) return null;
  const scratch = Buffer.allocUnsafeSlow(scratchBytes);

  /** Until the next call. */
  const joined = (parts: readonly Uint8Array[]): Uint8Array => {
    const [only] = parts;
    if (only !== undefined && parts.length === 1 && only.length > heldBytes) return only;
    let length = 0;
    for (const part of parts) length += part.length;
    const whole = length <= scratchBytes ? scratch : new Uint8Array(length);
    let offset = 0;
    for (const part of parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole.subarray(0, length);
  };

  return {
    toHex: (bytes) => {
      const { length } = bytes;
      if (length > scratchBytes)
        return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString("hex");
      scratch.set(bytes);
      return scratch.toString("hex", 0, length);
    },
    sha256: (...parts) => {
      const text = hash("sha256", joined(parts), "binary");
      const bytes = new Uint8Array(hashBytes);
      for (let index = 0; index < hashBytes; index += 1) bytes[index] = text.charCodeAt(index);
      return bytes;
    },
    sha256Hex: (...parts) => hash("sha256", joined(parts), "hex"),
    sameBytes: (left, right) =>
      left.length === right.length && Buffer.compare(left, right) === 0,
  };
};

/** Null in a browser, and in a Node that has not got all of it. */
export const native: Native | null = find();
