import { scrypt } from "@noble/hashes/scrypt.js";
import { CodedError } from "@quorate/protocol";

/*
 * Key files as `quorate key new` and `quorate init` make them: PKCS #8 in PEM, plain or encrypted
 * (RFC 5958, PBES2 of RFC 8018 with scrypt of RFC 7914 and AES-256-CBC). Only that is read.
 */

interface Item {
  readonly tag: number;
  readonly content: Uint8Array;
}

const { subtle } = globalThis.crypto;
/** A key file is a few hundred bytes; anything larger is none. */
const fileChars = 16 * 1024;
/** What a file may ask of this machine: 64 MiB, some seconds. */
const scryptMost = { cost: 65_536, blocks: 8, lanes: 16 };

const broken = (what: string): CodedError =>
  new CodedError("KEY_FORMAT", `this is no key file of an operator: ${what}`);

const readLength = (bytes: Uint8Array, at: number): { length: number; next: number } => {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { length: first, next: at + 1 };
  const count = first & 0x7f;
  if (count < 1 || count > 2) throw broken("a length that a key does not need");
  const digits = bytes.subarray(at + 1, at + 1 + count);
  return { length: digits.reduce((sum, byte) => sum * 256 + byte, 0), next: at + 1 + count };
};

/** The values of ASN.1 (DER) that stand one after the other. Throws KEY_FORMAT. */
const itemsOf = (bytes: Uint8Array): readonly Item[] => {
  const items: Item[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { length, next } = readLength(bytes, at + 1);
    if (next + length > bytes.length) throw broken("cut short");
    items.push({ tag: bytes[at] as number, content: bytes.subarray(next, next + length) });
    at = next + length;
  }
  return items;
};

const part = (items: readonly Item[], index: number, tag: number): Uint8Array => {
  const item = items[index];
  if (item?.tag !== tag) throw broken("another structure than PKCS #8 with Ed25519");
  return item.content;
};

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const numberOf = (bytes: Uint8Array): number => {
  if (bytes.length > 5) throw broken("a number that is too large");
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
};

const oid = {
  ed25519: "2b6570",
  pbes2: "2a864886f70d01050d",
  scrypt: "2b06010401da47040b",
  aes256Cbc: "60864801650304012a",
};

const checkOid = (items: readonly Item[], expected: string, what: string): void => {
  if (hexOf(part(items, 0, 0x06)) !== expected) throw broken(what);
};

/** Seed of a PrivateKeyInfo (RFC 8410). */
const seedOf = (pkcs8: Uint8Array): Uint8Array => {
  const info = itemsOf(part(itemsOf(pkcs8), 0, 0x30));
  checkOid(itemsOf(part(info, 1, 0x30)), oid.ed25519, "its key is not Ed25519");
  const seed = part(itemsOf(part(info, 2, 0x04)), 0, 0x04);
  if (seed.length !== 32) throw broken("an Ed25519 key has 32 bytes");
  return Uint8Array.from(seed);
};

const decrypt = async (outer: Uint8Array, passphrase: string): Promise<Uint8Array> => {
  const info = itemsOf(part(itemsOf(outer), 0, 0x30));
  const scheme = itemsOf(part(info, 0, 0x30));
  checkOid(scheme, oid.pbes2, "it is encrypted in another way than PBES2");
  const [derivation, cipher] = itemsOf(part(scheme, 1, 0x30)).map(({ content }) =>
    itemsOf(content),
  );
  if (derivation === undefined || cipher === undefined) throw broken("no scheme");
  checkOid(derivation, oid.scrypt, "its passphrase is not stretched by scrypt");
  checkOid(cipher, oid.aes256Cbc, "its cipher is not AES-256-CBC");
  const numbers = itemsOf(part(derivation, 1, 0x30));
  const salt = part(numbers, 0, 0x04);
  const [cost, blocks, lanes] = [1, 2, 3].map((index) => numberOf(part(numbers, index, 0x02)));
  const asked = { N: cost ?? 0, r: blocks ?? 0, p: lanes ?? 0, dkLen: 32 };
  if (asked.N > scryptMost.cost || asked.r > scryptMost.blocks || asked.p > scryptMost.lanes)
    throw broken("it asks for too much work");
  const raw = scrypt(passphrase.normalize("NFKC"), salt, asked);
  const key = await subtle.importKey("raw", Uint8Array.from(raw), "AES-CBC", false, ["decrypt"]);
  const iv = Uint8Array.from(part(cipher, 1, 0x04));
  const hidden = Uint8Array.from(part(info, 1, 0x04));
  return new Uint8Array(await subtle.decrypt({ name: "AES-CBC", iv }, key, hidden));
};

const bodyOf = (pem: string, label: string): Uint8Array | null => {
  const found = new RegExp(`-----BEGIN ${label}-----([^-]*)-----END ${label}-----`).exec(pem);
  if (found === null) return null;
  const base64 = (found[1] ?? "").replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw broken("no base64");
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
};

export const isEncryptedPem = (pem: string): boolean =>
  pem.includes("-----BEGIN ENCRYPTED PRIVATE KEY-----");

/** The seed in a key file. Throws KEY_FORMAT, KEY_PASSPHRASE. */
export const readPem = async (pem: string, passphrase: string): Promise<Uint8Array> => {
  if (pem.length > fileChars) throw broken("too large");
  const plain = bodyOf(pem, "PRIVATE KEY");
  if (plain !== null) return seedOf(plain);
  const outer = bodyOf(pem, "ENCRYPTED PRIVATE KEY");
  if (outer === null) throw broken("no PEM");
  try {
    return seedOf(await decrypt(outer, passphrase));
  } catch (error) {
    if (error instanceof CodedError && !error.message.includes("structure")) throw error;
    const message = "this passphrase does not open the key file";
    throw new CodedError("KEY_PASSPHRASE", message, { cause: error });
  }
};
