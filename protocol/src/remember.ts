import { publicKeyBytes, signatureBytes, type VerifySignature } from "./ed25519.ts";
import { sha256Hex } from "./hash.ts";

/**
 * A verifier that checks no right signature twice: one ballot stands behind every entry of its
 * block, one signature behind every report of a batch. Wrong signatures are not kept, so they
 * cannot push the right ones out.
 */
export const rememberVerified = (verify: VerifySignature, capacity: number): VerifySignature => {
  const known = new Set<string>();
  return (publicKey, message, signature) => {
    if (publicKey.length !== publicKeyBytes || signature.length !== signatureBytes) return false;
    const name = sha256Hex(publicKey, signature, message);
    if (known.has(name)) return true;
    if (!verify(publicKey, message, signature)) return false;
    known.add(name);
    if (known.size > capacity) known.delete(known.values().next().value as string);
    return true;
  };
};
