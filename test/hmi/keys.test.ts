import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hexBytes, openApproval, readCommand, toHex, verifyCommand } from "@quorate/protocol";
import { nobleVerify } from "@quorate/protocol/noble";
import { newKey, nodeVerify } from "@quorate/protocol/node";
import { isEncryptedPem, readPem } from "../../hmi/web/src/keys/pem.ts";
import { openSealed, publicKeyOf, sealKey } from "../../hmi/web/src/keys/sealed.ts";
import { openKey, signApprovalWith, signCommandWith } from "../../hmi/web/src/keys/signer.ts";

const hasCode =
  (code: string) =>
  (error: unknown): boolean =>
    (error as { code?: string }).code === code;

const seed = hexBytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
/** RFC 8032, section 7.1, TEST 1. */
const publicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
/** The same key by `openssl pkcs8 -topk8 -scrypt -scrypt_N 1024 -v2 aes-256-cbc`. */
const encrypted = [
  "-----BEGIN ENCRYPTED PRIVATE KEY-----",
  "MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAg/6R/xI+WpnAICBAAC",
  "AQgCAQEwHQYJYIZIAWUDBAEqBBC+gCCHgBOMJdrvJOmTC4i+BECb4HToz1GDa5JC",
  "NhJ21NkZuaS2+vHywXgIuvrKPz+SeacN9arXi9RTym0tcd9/rmdJwe7GsBmxli+l",
  "RuXKODEK",
  "-----END ENCRYPTED PRIVATE KEY-----",
].join("\n");
const chain = hexBytes("ab".repeat(32));

describe("console: an operator's key", () => {
  let dir = "";
  before(() => {
    dir = mkdtempSync(join(tmpdir(), "quorate-keys-"));
  });
  after(() => rmSync(dir, { recursive: true }));

  it("rests encrypted and opens with its passphrase alone", async () => {
    const sealed = await sealKey(seed, "Straße 7", 1000);
    assert.equal(sealed.publicKey, publicKey);
    assert.deepEqual(await openSealed(sealed, "Straße 7"), seed);
    assert.ok(!Buffer.from(sealed.hidden).includes(Buffer.from(seed)));
    await assert.rejects(openSealed(sealed, "straße 7"), hasCode("KEY_PASSPHRASE"));
    await assert.rejects(sealKey(seed, ""), hasCode("KEY_PASSPHRASE"));
  });

  it("cannot be passed off as another one, and a changed record is refused", async () => {
    const sealed = await sealKey(seed, "secret", 1000);
    const renamed = { ...sealed, publicKey: "00".repeat(32) };
    await assert.rejects(openSealed(renamed, "secret"), hasCode("KEY_PASSPHRASE"));
    const endless = { ...sealed, iterations: 1e12 };
    await assert.rejects(openSealed(endless, "secret"), hasCode("KEY_FORMAT"));
    const hidden = Uint8Array.from(sealed.hidden);
    hidden[3] = (hidden[3] as number) ^ 1;
    await assert.rejects(openSealed({ ...sealed, hidden }, "secret"), hasCode("KEY_PASSPHRASE"));
  });

  it("is read from plain and from encrypted files", async () => {
    const plain = newKey(join(dir, "plain.pem"));
    const text = readFileSync(join(dir, "plain.pem"), "utf8");
    assert.equal(publicKeyOf(await readPem(`# a remark\n${text}`, "")), plain.publicKey);
    assert.equal(isEncryptedPem(text), false);
    assert.equal(isEncryptedPem(encrypted), true);
    assert.deepEqual(await readPem(encrypted, "pass ü"), seed);
    await assert.rejects(readPem(encrypted, "other"), hasCode("KEY_PASSPHRASE"));
  });

  it("files that are none are refused", async () => {
    const wrapped = (base64: string): string =>
      `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`;
    const wrong = ["????", "MAA=", "MIIB"].map(wrapped);
    for (const text of ["", "hello", "x".repeat(2e4), ...wrong])
      await assert.rejects(readPem(text, ""), hasCode("KEY_FORMAT"), text.slice(0, 40));
  });

  it("signs commands and approvals that every verifier takes", async () => {
    const key = await openKey(seed);
    assert.equal(key.publicKey, publicKey);
    const envelope = await signCommandWith(key, chain, {
      device: "intake",
      writes: [{ point: "valve", value: 45 }],
      notAfterMs: 1_700_000_000_000,
      nonce: new Uint8Array(16),
    });
    for (const verify of [nobleVerify, nodeVerify]) {
      const command = readCommand(chain, envelope);
      assert.equal(verifyCommand({ chain, verify }, envelope, command).operator, publicKey);
      const approval = await signApprovalWith(key, chain, command.id);
      assert.equal(openApproval({ chain, verify }, approval).command, command.id);
    }
    assert.equal(toHex(envelope.signature).length, 128);
  });
});
