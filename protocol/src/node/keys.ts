import {
  createCipheriv,
  createPrivateKey,
  type KeyObject,
  randomBytes,
  scryptSync,
} from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { toHex } from "../bytes.ts";
import { CodedError, codeOf } from "../errors.ts";
import type { KeyHex } from "../site.ts";
import { newSeed, privateKeyObject, rawPublicKey } from "./crypto.ts";
import { der, hex, sequence } from "./der.ts";
import { createFile, makePrivateFolder, replaceFile } from "./durable-fs.ts";

export interface KeyPair {
  /** 32 bytes: keep them nowhere else. */
  readonly seed: Uint8Array;
  readonly publicKey: KeyHex;
}

/** A key file is a few hundred bytes; anything larger is none. */
const keyFileBytes = 16 * 1024;

/** RFC 7914. OpenSSL reads no more than N = 2^14 with r = 8; p makes up for it. */
const scryptCost = { N: 2 ** 14, r: 8, p: 5 } as const;

const oid = {
  pbes2: der(0x06, hex("2a864886f70d01050d")),
  scrypt: der(0x06, hex("2b06010401da47040b")),
  aes256Cbc: der(0x06, hex("60864801650304012a")),
};

const integer = (value: number): Buffer => {
  const digits = value.toString(16);
  return der(0x02, hex(digits.length % 2 === 0 ? digits : `0${digits}`));
};

/** EncryptedPrivateKeyInfo (RFC 5958) by PBES2 with scrypt and AES-256-CBC, as OpenSSL reads it. */
const encrypt = (key: Buffer, passphrase: string): Buffer => {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const cipherKey = scryptSync(passphrase.normalize("NFKC"), salt, 32, scryptCost);
  const cipher = createCipheriv("aes-256-cbc", cipherKey, iv);
  const parameters = sequence(
    ...[der(0x04, salt), integer(scryptCost.N), integer(scryptCost.r), integer(scryptCost.p)],
  );
  const scheme = sequence(
    sequence(oid.scrypt, parameters),
    sequence(oid.aes256Cbc, der(0x04, iv)),
  );
  const hidden = der(0x04, cipher.update(key), cipher.final());
  return sequence(sequence(oid.pbes2, scheme), hidden);
};

const armour = (label: string, bytes: Buffer): Buffer => {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  const text = [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
  return Buffer.from(text);
};

const encode = (seed: Uint8Array, passphrase: string | undefined): Buffer => {
  const plain = privateKeyObject(seed).export({ format: "der", type: "pkcs8" });
  return passphrase === undefined
    ? armour("PRIVATE KEY", plain)
    : armour("ENCRYPTED PRIVATE KEY", encrypt(plain, passphrase));
};

const judgePassphrase = (passphrase: string | undefined): void => {
  if (passphrase === "")
    throw new CodedError("KEY_PASSPHRASE", "a passphrase may not be empty", {
      remedy: "give one of at least one character, or none at all",
    });
};

const demoRemark = "# quorate demo key of ";

/** A key whose passphrase is printed for everybody counts nowhere but in the demo plant. */
export const isDemoKey = (pem: string): boolean => pem.startsWith(demoRemark);

const isEncrypted = (pem: string): boolean => pem.includes("-----BEGIN ENCRYPTED PRIVATE KEY-----");

/** The file's text. Throws KEY_MISSING, KEY_MODE, KEY_FORMAT. */
const readPem = (path: string): string => {
  const fields = { path };
  try {
    const { mode, size } = statSync(path);
    if (process.platform !== "win32" && (mode & 0o077) !== 0)
      throw new CodedError("KEY_MODE", `others than its owner may use the key file ${path}`, {
        fields: { path, mode: (mode & 0o777).toString(8) },
        remedy: `chmod 600 ${path}`,
      });
    if (size > keyFileBytes)
      throw new CodedError("KEY_FORMAT", `${path} is too large for a key file`, { fields });
    return readFileSync(path, "latin1");
  } catch (error) {
    if (error instanceof CodedError) throw error;
    const isThere = codeOf(error) === "EACCES" || codeOf(error) === "EPERM";
    throw new CodedError("KEY_MISSING", `cannot read the key file ${path}: ${codeOf(error)}`, {
      fields,
      cause: error,
      remedy: isThere
        ? "make no new key: run this as the user who owns the home (runuser -u USER -- ...)"
        : "quorate key new makes one; quorate init makes those of a whole site",
    });
  }
};

const parse = (path: string, pem: string, passphrase: string | undefined): KeyObject => {
  const fields = { path };
  const encrypted = isEncrypted(pem);
  if (encrypted && passphrase === undefined)
    throw new CodedError("KEY_PASSPHRASE", `the key file ${path} needs a passphrase`, { fields });
  let key: KeyObject;
  try {
    key = createPrivateKey(
      encrypted
        ? { key: pem, format: "pem", passphrase: passphrase?.normalize("NFKC") ?? "" }
        : { key: pem, format: "pem" },
    );
  } catch (error) {
    if (encrypted)
      throw new CodedError("KEY_PASSPHRASE", `this passphrase does not open ${path}`, {
        fields,
        cause: error,
      });
    throw new CodedError("KEY_FORMAT", `${path} is no private key in PEM (PKCS #8)`, {
      fields,
      cause: error,
    });
  }
  if (key.asymmetricKeyType === "ed25519") return key;
  throw new CodedError("KEY_FORMAT", `${path} holds ${key.asymmetricKeyType}, not ed25519`, {
    fields,
  });
};

/** `npm start` keeps its process id here, in the plant's folder, while it runs. */
export const demoRunFile = "npm-start.pid";

const isAlive = (pid: number): boolean => {
  try {
    return Number.isSafeInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
};

/** Whether the file lies in the folder of a demo plant that runs now. */
const demoRuns = (path: string): boolean => {
  let folder = dirname(resolve(path));
  for (let up = 0; up < 4; up += 1, folder = dirname(folder))
    try {
      if (isAlive(Number(readFileSync(join(folder, demoRunFile), "latin1")))) return true;
    } catch {
      // Not this folder's.
    }
  return false;
};

/** Throws KEY_DEMO. */
const judgeDemo = (path: string, pem: string): void => {
  if (!isDemoKey(pem) || demoRuns(path)) return;
  throw new CodedError("KEY_DEMO", `${path} is a key of the demo plant, known to everybody`, {
    fields: { path },
    remedy: "it counts while `npm start` runs; quorate key new makes one of your own",
  });
};

/**
 * Reads a key file; the passphrase counts only where the file is encrypted. Throws KEY_MISSING,
 * KEY_MODE, KEY_FORMAT, KEY_DEMO, KEY_PASSPHRASE.
 */
export const readKey = (path: string, passphrase?: string): KeyPair => {
  const pem = readPem(path);
  judgeDemo(path, pem);
  const key = parse(path, pem, passphrase);
  const pkcs8 = key.export({ format: "der", type: "pkcs8" });
  const seed = Uint8Array.from(pkcs8.subarray(pkcs8.length - 32));
  return { seed, publicKey: toHex(rawPublicKey(key)) };
};

/** Throws KEY_MISSING, KEY_MODE, KEY_FORMAT. */
export const keyNeedsPassphrase = (path: string): boolean => isEncrypted(readPem(path));

/**
 * Makes a key on this machine, in a file of mode 0600 in a folder that it makes with mode 0700.
 * Throws KEY_EXISTS, KEY_WRITE, KEY_PASSPHRASE (empty).
 */
export const newKey = (path: string, passphrase?: string): KeyPair => {
  judgePassphrase(passphrase);
  const seed = newSeed();
  try {
    makePrivateFolder(dirname(path));
    createFile(path, encode(seed, passphrase));
  } catch (error) {
    const code = codeOf(error) === "EEXIST" ? "KEY_EXISTS" : "KEY_WRITE";
    throw new CodedError(code, `cannot make the key file ${path}: ${codeOf(error)}`, {
      fields: { path },
      cause: error,
      remedy: code === "KEY_EXISTS" ? "move the old key away first" : "check the folder's mode",
    });
  }
  return { seed, publicKey: toHex(rawPublicKey(privateKeyObject(seed))) };
};

/**
 * Encrypts a key file with another passphrase, or with none. Throws as `readKey` does, and
 * KEY_WRITE.
 */
export const changePassphrase = (
  path: string,
  passphrase: string | undefined,
  next: string | undefined,
): void => {
  judgePassphrase(next);
  const { seed } = readKey(path, passphrase);
  try {
    replaceFile(path, encode(seed, next));
  } catch (error) {
    throw new CodedError("KEY_WRITE", `cannot write the key file ${path}: ${codeOf(error)}`, {
      fields: { path },
      cause: error,
    });
  }
};

/**
 * Turns a key file without a passphrase into one of a demo operator: marked, and with a passphrase
 * that is printed for everybody. One that is marked already stays. Throws as `readKey`, KEY_WRITE.
 */
export const makeDemoKey = (path: string, name: string, passphrase: string): void => {
  if (isDemoKey(readPem(path))) return;
  const { seed } = readKey(path);
  const remark = Buffer.from(`${demoRemark}${name}: for npm start only\n`);
  try {
    replaceFile(path, Buffer.concat([remark, encode(seed, passphrase)]));
  } catch (error) {
    throw new CodedError("KEY_WRITE", `cannot write the key file ${path}: ${codeOf(error)}`, {
      fields: { path },
      cause: error,
    });
  }
};
