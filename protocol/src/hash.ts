import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { concatBytes, type Hex, toHex } from "./bytes.ts";
import { native } from "./native.ts";

/** SHA-256 (FIPS 180-4), 32 bytes. Runs in a browser too. */
export const sha256: (bytes: Uint8Array) => Uint8Array = native?.sha256 ?? nobleSha256;

/** The same of several parts, one after the other. */
export const sha256Hex: (parts: readonly Uint8Array[]) => Hex =
  native?.sha256Hex ?? ((parts) => toHex(nobleSha256(concatBytes(...parts))));
