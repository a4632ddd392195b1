import { concatBytes, sha256, toHex, type VerifySignature } from "@quorate/protocol";

/**
 * A verifier that checks no right signature twice: one ballot stands behind every entry of its
 * block. Wrong signatures are not kept, so they cannot push the right ones out.
 */
export const rememberVerified = (verify: VerifySignature, capacity: number): VerifySignature => {
  const known = new Set<string>();
  return (publicKey, message, signature) => {
    const length = Uint8Array.of(publicKey.length, signature.length);
    const name = toHex(sha256(concatBytes(length, publicKey, signature, message)));
    if (known.has(name)) return true;
    if (!verify(publicKey, message, signature)) return false;
    known.add(name);
    if (known.size > capacity) known.delete(known.values().next().value as string);
    return true;
  };
};
