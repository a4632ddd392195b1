import { concatBytes, type Hex, hexBytes, utf8 } from "./bytes.ts";
import type { Verified } from "./certified.ts";
import type { Signer, VerifySignature } from "./ed25519.ts";
import { CodedError } from "./errors.ts";
import { sha256Hex } from "./hash.ts";
import type { Envelope } from "./wire.ts";

/** What a signature is for; a signature of one kind is never one of another kind. */
export type Domain =
  | "quorate/alarm/v1"
  | "quorate/approval/v1"
  | "quorate/ballot/v1"
  | "quorate/block/v1"
  | "quorate/command/v1"
  | "quorate/event/v1"
  | "quorate/reading/v1"
  | "quorate/report/v1"
  | "quorate/report/batch/v1";

const tags = new Map<Domain, Uint8Array>();

const tag = (domain: Domain): Uint8Array => {
  const known = tags.get(domain);
  if (known !== undefined) return known;
  const made = concatBytes(utf8(domain), new Uint8Array(1));
  tags.set(domain, made);
  return made;
};

/** What is signed and hashed: domain tag, 0x00, chain id (32 bytes), body. */
export const signingInput = (domain: Domain, chain: Uint8Array, body: Uint8Array): Uint8Array =>
  concatBytes(tag(domain), chain, body);

/** The name of a signed message: SHA-256 of its signing input. */
export const digest = (domain: Domain, chain: Uint8Array, body: Uint8Array): Hex =>
  sha256Hex(tag(domain), chain, body);

export const seal = (
  domain: Domain,
  chain: Uint8Array,
  body: Uint8Array,
  signer: Signer,
): Envelope => ({ body, signature: signer.sign(signingInput(domain, chain, body)) });

/** The chain a message belongs to and the one verifier everybody on it uses. */
export interface SealContext {
  readonly chain: Uint8Array;
  readonly verify: VerifySignature;
}

/**
 * The only maker of `Verified`: checks that `key` signed the envelope for this domain and chain and
 * marks `contents`, which the caller decoded from the envelope's body. Throws `<NOUN>_SIGNATURE`.
 */
export const openEnvelope = <T>(
  domain: Domain,
  context: SealContext,
  envelope: Envelope,
  key: Hex,
  contents: T,
): Verified<T> => {
  const input = signingInput(domain, context.chain, envelope.body);
  if (!context.verify(hexBytes(key), input, envelope.signature)) {
    const noun = domain.split("/")[1] ?? "";
    throw new CodedError(
      `${noun.toUpperCase()}_SIGNATURE`,
      `the signature of this ${noun} does not verify with key ${key.slice(0, 16)}…`,
    );
  }
  return contents as Verified<T>;
};
