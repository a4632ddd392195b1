import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { concatBytes, type Hex, toHex } from "./bytes.ts";
import { native } from "./native.ts";

type Parts = readonly Uint8Array[];

/** SHA-256 (FIPS 180-4) of the parts one after the other, 32 bytes. Runs in a browser too. */
export const sha256: (...parts: Parts) => Uint8Array =
  native?.sha256 ?? ((...parts) => nobleSha256(concatBytes(...parts)));

/** The same in hexadecimal. */
export const sha256Hex: (...parts: Parts) => Hex =
  native?.sha256Hex ?? ((...parts) => toHex(nobleSha256(concatBytes(...parts))));
