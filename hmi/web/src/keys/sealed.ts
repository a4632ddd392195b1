import { CodedError, toHex } from "@quorate/protocol";
import { nobleSigner } from "@quorate/protocol/noble";

/** An operator's key as it rests in this browser: without the passphrase it is worth nothing. */
export interface SealedKey {
  readonly format: "quorate-sealed-key/1";
  readonly publicKey: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly iv: Uint8Array;
  readonly hidden: Uint8Array;
}

/** PBKDF2-HMAC-SHA256: OWASP's figure of 2023; about half a second on an operator's machine. */
const defaultIterations = 600_000;
/** A record that asks for more would only hang the page. */
const mostIterations = 10_000_000;

const format = "quorate-sealed-key/1";

const { subtle } = globalThis.crypto;

/** Bytes that WebCrypto takes: never a view of shared memory. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

const utf8 = (text: string): Uint8Array<ArrayBuffer> => own(new TextEncoder().encode(text));

const random = (length: number): Uint8Array<ArrayBuffer> =>
  globalThis.crypto.getRandomValues(new Uint8Array(length));

const wrappingKey = async (passphrase: string, salt: Uint8Array, iterations: number) => {
  const text = utf8(passphrase.normalize("NFKC"));
  const base = await subtle.importKey("raw", text, "PBKDF2", false, ["deriveKey"]);
  const derive = { name: "PBKDF2", hash: "SHA-256", salt: own(salt), iterations };
  const wrapping = { name: "AES-GCM", length: 256 };
  return subtle.deriveKey(derive, base, wrapping, false, ["encrypt", "decrypt"]);
};

/** Bound to the key that it hides, so that no record can be passed off as another one's. */
const parameters = (iv: Uint8Array, publicKey: string) => ({
  name: "AES-GCM",
  iv: own(iv),
  additionalData: utf8(`${format} ${publicKey}`),
});

export const publicKeyOf = (seed: Uint8Array): string => toHex(nobleSigner(seed).publicKey);

/** Throws KEY_PASSPHRASE when there is none. */
export const sealKey = async (
  seed: Uint8Array,
  passphrase: string,
  iterations = defaultIterations,
): Promise<SealedKey> => {
  if (passphrase === "") throw new CodedError("KEY_PASSPHRASE", "a passphrase may not be empty");
  const publicKey = publicKeyOf(seed);
  const [salt, iv] = [random(16), random(12)];
  const key = await wrappingKey(passphrase, salt, iterations);
  const hidden = await subtle.encrypt(parameters(iv, publicKey), key, own(seed));
  return { format, publicKey, salt, iterations, iv, hidden: new Uint8Array(hidden) };
};

/** The seed. Throws KEY_PASSPHRASE, KEY_FORMAT. */
export const openSealed = async (sealed: SealedKey, passphrase: string): Promise<Uint8Array> => {
  const { publicKey, salt, iterations, iv, hidden } = sealed;
  if (sealed.format !== format || !(iterations > 0 && iterations <= mostIterations))
    throw new CodedError("KEY_FORMAT", "this browser's record of the key cannot be read");
  const key = await wrappingKey(passphrase, salt, iterations);
  let seed: Uint8Array;
  try {
    seed = new Uint8Array(await subtle.decrypt(parameters(iv, publicKey), key, own(hidden)));
  } catch (error) {
    const message = "this passphrase does not open the key";
    throw new CodedError("KEY_PASSPHRASE", message, { cause: error });
  }
  if (publicKeyOf(seed) !== publicKey)
    throw new CodedError("KEY_FORMAT", "the hidden key is not the one that it is named for");
  return seed;
};

export const newSeedInBrowser = (): Uint8Array => random(32);
