import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { native } from "./native.ts";

/** SHA-256 (FIPS 180-4), 32 bytes. Runs in a browser too. */
export const sha256: (bytes: Uint8Array) => Uint8Array = native?.sha256 ?? nobleSha256;
