import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toHex } from "@quorate/protocol";
import {
  changePassphrase,
  keyNeedsPassphrase,
  newKey,
  nodeSigner,
  readKey,
} from "@quorate/protocol/node";

describe("keys", () => {
  let folder = "";
  let path = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-keys-"));
    path = join(folder, "box", "key.pem");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("makes a key that only its owner can read, and reads it again", () => {
    const made = newKey(path);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, "box")).mode & 0o777, 0o700);
    assert.deepEqual(readKey(path), made);
    assert.equal(made.publicKey, toHex(nodeSigner(made.seed).publicKey));
    assert.match(readFileSync(path, "utf8"), /^-----BEGIN PRIVATE KEY-----\n/);
    assert.equal(keyNeedsPassphrase(path), false);
    assert.notEqual(newKey(`${path}.other`).publicKey, made.publicKey);
  });

  it("never replaces a key", () => {
    const made = newKey(path);
    assert.throws(() => newKey(path), { code: "KEY_EXISTS" });
    assert.deepEqual(readKey(path), made);
  });

  it("encrypts with a passphrase, which is then needed", () => {
    const made = newKey(path, "größer als 3");
    assert.equal(keyNeedsPassphrase(path), true);
    assert.equal(readFileSync(path).includes(Buffer.from(made.seed)), false);
    assert.deepEqual(readKey(path, "größer als 3"), made);
    assert.throws(() => readKey(path), { code: "KEY_PASSPHRASE" });
    for (const wrong of ["", "x", "größer als 4", "größer als 3 "])
      assert.throws(() => readKey(path, wrong), { code: "KEY_PASSPHRASE" });
    assert.throws(() => newKey(`${path}.other`, ""), { code: "KEY_PASSPHRASE" });
  });

  it("the same characters open it whatever keyboard composed them", () => {
    const made = newKey(path, "gr\u00f6\u00dfer");
    assert.deepEqual(readKey(path, "gro\u0308\u00dfer"), made);
  });

  it("changes, sets and takes away the passphrase, and keeps the key and the mode", () => {
    const made = newKey(path);
    changePassphrase(path, undefined, "first");
    assert.deepEqual(readKey(path, "first"), made);
    changePassphrase(path, "first", "second");
    assert.throws(() => readKey(path, "first"), { code: "KEY_PASSPHRASE" });
    assert.throws(() => changePassphrase(path, "first", "third"), { code: "KEY_PASSPHRASE" });
    assert.deepEqual(readKey(path, "second"), made);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    changePassphrase(path, "second", undefined);
    assert.deepEqual(readKey(path), made);
  });

  it("another program reads both kinds", () => {
    const there = spawnSync("openssl", ["version"]).status === 0;
    assert.ok(there, "openssl is missing: apt-get install -y openssl");
    const { publicKey } = newKey(path, "open sesame");
    const plain = newKey(`${path}.plain`);
    const read = (file: string, ...more: string[]): Buffer =>
      spawnSync("openssl", ["pkey", "-in", file, "-pubout", "-outform", "DER", ...more]).stdout;
    assert.equal(toHex(read(path, "-passin", "pass:open sesame").subarray(12)), publicKey);
    assert.equal(toHex(read(`${path}.plain`).subarray(12)), plain.publicKey);
  });

  it("says how to mend a file that others may read", () => {
    newKey(path);
    for (const mode of [0o640, 0o604, 0o620, 0o666]) {
      chmodSync(path, mode);
      assert.throws(() => readKey(path), { code: "KEY_MODE", remedy: `chmod 600 ${path}` });
    }
    chmodSync(path, 0o400);
    readKey(path);
  });

  it("tells what is missing from what is no key", () => {
    assert.throws(() => readKey(path), { code: "KEY_MISSING" });
    newKey(path);
    const write = (text: string): void => writeFileSync(path, text);
    for (const text of ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]) {
      write(text);
      assert.throws(() => readKey(path), { code: "KEY_FORMAT" });
    }
    write("x".repeat(20_000));
    assert.throws(() => readKey(path), { code: "KEY_FORMAT" });
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    write(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
    assert.throws(() => readKey(path), { code: "KEY_FORMAT", message: /not ed25519/ });
  });
});
