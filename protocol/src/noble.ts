import { getPublicKey, hashes, Point, sign } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, sameBytes } from "./bytes.ts";
import {
  checkPublicKey,
  isCanonicalSignature,
  seedBytes,
  type Signer,
  type VerifySignature,
} from "./ed25519.ts";
import { CodedError } from "./errors.ts";

hashes.sha512 = sha512;

const { n: groupOrder } = Point.CURVE();

const littleEndian = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

const pointOf = (bytes: Uint8Array): Point | null => {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    return null;
  }
};

/**
 * The rule of ed25519.ts in JavaScript alone: for browsers, for key tools, and as the second
 * implementation. The library's own `verify` multiplies by the cofactor and so accepts signatures
 * that node:crypto refuses; the equation is therefore computed here from its points.
 */
export const nobleVerify: VerifySignature = (publicKey, message, signature) => {
  if (checkPublicKey(publicKey) !== null || !isCanonicalSignature(signature)) return false;
  const key = pointOf(publicKey);
  if (key === null) return false;
  const commitment = signature.subarray(0, 32);
  const response = littleEndian(signature.subarray(32));
  const challenge =
    littleEndian(sha512(concatBytes(commitment, publicKey, message))) % groupOrder;
  const expected = Point.BASE.multiply(response, false).subtract(key.multiply(challenge, false));
  return sameBytes(expected.toBytes(), commitment);
};

/** Throws SEED_LENGTH. */
export const nobleSigner = (seed: Uint8Array): Signer => {
  if (seed.length !== seedBytes)
    throw new CodedError("SEED_LENGTH", `a seed has ${seedBytes} bytes, this one ${seed.length}`);
  const secret = Uint8Array.from(seed);
  return {
    publicKey: getPublicKey(secret),
    sign: (message) => sign(message, secret),
  };
};

/** True when the key is a point of the curve's prime-order group, as every honest key is. */
export const isPrimeOrderKey = (publicKey: Uint8Array): boolean =>
  checkPublicKey(publicKey) === null && pointOf(publicKey)?.isTorsionFree() === true;
