import { fromHex } from "./bytes.ts";

/** 64-byte Ed25519 signatures (RFC 8032) by one key. */
export interface Signer {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export type VerifySignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean;

/*
 * One verification rule for every implementation, because a signature that half of the agents
 * accept would split them: these byte checks first, then the equation without the cofactor,
 * R = S·B - k·A, compared as bytes (docs/wire.md, "Signatures").
 */

export const publicKeyBytes = 32;
export const signatureBytes = 64;
export const seedBytes = 32;

const littleEndian = (hex: string): Uint8Array => {
  const bytes = fromHex(hex);
  if (bytes === null || bytes.length !== 32) throw new TypeError(`not 32 bytes of hex: ${hex}`);
  return bytes;
};

/** The field's prime p = 2^255 - 19 and the group's order L, little-endian. */
const fieldPrime = littleEndian("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
const groupOrder = littleEndian("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

/** y of the eight points of small order, sign bit cleared: each stands for both signs of x. */
const smallOrderY: readonly Uint8Array[] = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
].map(littleEndian);

/** Little-endian, 32 bytes from `offset` of `left`, its top byte masked: left < right. */
const isBelow = (left: Uint8Array, offset: number, topMask: number, right: Uint8Array): boolean => {
  for (let index = 31; index >= 0; index -= 1) {
    const byte = (left[offset + index] ?? 0) & (index === 31 ? topMask : 0xff);
    const bound = right[index] ?? 0;
    if (byte !== bound) return byte < bound;
  }
  return false;
};

const isSmallOrder = (point: Uint8Array): boolean =>
  smallOrderY.some((y) =>
    y.every((byte, index) => byte === ((point[index] ?? 0) & (index === 31 ? 0x7f : 0xff))),
  );

export type PublicKeyDefect = "KEY_LENGTH" | "KEY_NOT_CANONICAL" | "KEY_SMALL_ORDER";

/** Null when the key may be used; whether its bytes are a point of the curve is not looked at. */
export const checkPublicKey = (publicKey: Uint8Array): PublicKeyDefect | null => {
  if (publicKey.length !== publicKeyBytes) return "KEY_LENGTH";
  if (isSmallOrder(publicKey)) return "KEY_SMALL_ORDER";
  return isBelow(publicKey, 0, 0x7f, fieldPrime) ? null : "KEY_NOT_CANONICAL";
};

/** 64 bytes, S < L, and R a canonical encoding that is not of small order. */
export const isCanonicalSignature = (signature: Uint8Array): boolean =>
  signature.length === signatureBytes &&
  isBelow(signature, 32, 0xff, groupOrder) &&
  isBelow(signature, 0, 0x7f, fieldPrime) &&
  !isSmallOrder(signature);
