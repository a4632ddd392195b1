import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import { createRequire } from "node:module";
import { concatBytes } from "../bytes.ts";
import {
  checkPublicKey,
  isCanonicalSignature,
  seedBytes,
  signatureBytes,
  type Signer,
  type VerifySignature,
} from "../ed25519.ts";
import { CodedError } from "../errors.ts";

/** DER around a raw Ed25519 key: SubjectPublicKeyInfo and PKCS #8 (RFC 8410 sections 4 and 7). */
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** Parsed keys kept; a roster and its operators are far fewer. The oldest goes first. */
const keysMax = 1024;
const parsedKeys = new Map<string, KeyObject>();

const parsePublicKey = (publicKey: Uint8Array): KeyObject | null => {
  if (checkPublicKey(publicKey) !== null) return null;
  try {
    const key = Buffer.concat([publicPrefix, publicKey]);
    return createPublicKey({ key, format: "der", type: "spki" });
  } catch {
    return null;
  }
};

const publicKeyObject = (publicKey: Uint8Array): KeyObject | null => {
  if (publicKey.length !== 32) return null;
  const name = Buffer.from(publicKey.buffer, publicKey.byteOffset, 32).toString("latin1");
  const known = parsedKeys.get(name);
  if (known !== undefined) return known;
  const parsed = parsePublicKey(publicKey);
  if (parsed === null) return null;
  if (parsedKeys.size >= keysMax) {
    const oldest = parsedKeys.keys().next();
    if (oldest.done !== true) parsedKeys.delete(oldest.value);
  }
  parsedKeys.set(name, parsed);
  return parsed;
};

/** The rule of ed25519.ts by OpenSSL. */
export const opensslVerify: VerifySignature = (publicKey, message, signature) => {
  if (!isCanonicalSignature(signature)) return false;
  const key = publicKeyObject(publicKey);
  return key !== null && verify(null, message, key, signature);
};

interface Sodium {
  crypto_sign_verify_detached(
    signature: Uint8Array,
    message: Uint8Array,
    publicKey: Uint8Array,
  ): boolean;
  /** `secretKey`: the seed and the public key behind it. */
  crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void;
}

const loadSodium = (): Sodium | null => {
  try {
    return createRequire(import.meta.url)("sodium-native") as Sodium;
  } catch {
    return null;
  }
};

const sodium = loadSodium();

/** The same by libsodium; null where its package has no machine code for this machine. */
export const sodiumVerify: VerifySignature | null =
  sodium &&
  ((publicKey, message, signature) =>
    isCanonicalSignature(signature) &&
    checkPublicKey(publicKey) === null &&
    sodium.crypto_sign_verify_detached(signature, message, publicKey));

/** The verifier of every agent and guard: libsodium needs two fifths of OpenSSL's time. */
export const nodeVerify: VerifySignature = sodiumVerify ?? opensslVerify;

/** Throws SEED_LENGTH. */
export const privateKeyObject = (seed: Uint8Array): KeyObject => {
  if (seed.length !== seedBytes)
    throw new CodedError("SEED_LENGTH", `a seed has ${seedBytes} bytes, this one ${seed.length}`);
  const key = Buffer.concat([privatePrefix, seed]);
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
};

/** The 32 bytes of an Ed25519 key, public or private. */
export const rawPublicKey = (key: KeyObject): Uint8Array => {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  const der = publicKey.export({ format: "der", type: "spki" });
  return Uint8Array.from(der.subarray(publicPrefix.length));
};

/** Throws SEED_LENGTH. By libsodium in half of OpenSSL's time, where it is there. */
export const nodeSigner = (seed: Uint8Array): Signer => {
  const key = privateKeyObject(seed);
  const publicKey = rawPublicKey(key);
  if (sodium === null)
    return { publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
  const secretKey = concatBytes(seed, publicKey);
  return {
    publicKey,
    sign: (message) => {
      const signature = new Uint8Array(signatureBytes);
      sodium.crypto_sign_detached(signature, message, secretKey);
      return signature;
    },
  };
};

export const newSeed = (): Uint8Array => new Uint8Array(randomBytes(seedBytes));
