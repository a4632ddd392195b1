import assert from "node:assert/strict";
import { createPublicKey, sign as opensslSign, verify } from "node:crypto";
import { verify as libraryVerify } from "@noble/ed25519";
import { hexBytes, toHex } from "@quorate/protocol";
import { isPrimeOrderKey, nobleSigner, nobleVerify } from "@quorate/protocol/noble";
import {
  newSeed,
  nodeSigner,
  nodeVerify,
  opensslVerify,
  privateKeyObject,
  sodiumVerify,
} from "@quorate/protocol/node";
import fc from "fast-check";
import { checkPublicKey, isCanonicalSignature } from "../../protocol/src/ed25519.ts";
import { edgeCases, rfc8032, smallOrderEncodings } from "./ed25519-vectors.ts";

assert.ok(sodiumVerify, "sodium-native has no machine code for this machine");
const verifiers = { libsodium: sodiumVerify, openssl: opensslVerify, noble: nobleVerify };
const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n;

const addToScalar = (scalar: Uint8Array, addend: bigint): Uint8Array => {
  const value = scalar.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) + addend;
  return Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * index)) & 255n));
};

/** Asserts that all implementations say the same, and what they say. */
const agreed = (key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  const said = Object.values(verifiers).map((verifies) => verifies(key, message, signature));
  const where = `key ${toHex(key)}, signature ${toHex(signature)}`;
  assert.equal(new Set(said).size, 1, `${Object.keys(verifiers)} say ${said}: ${where}`);
  return said[0] === true;
};

describe("ed25519: published vectors", () => {
  for (const { name, seed, publicKey, message, signature } of rfc8032)
    it(`RFC 8032 ${name}`, () => {
      for (const makeSigner of [nodeSigner, nobleSigner]) {
        const signer = makeSigner(hexBytes(seed));
        assert.equal(toHex(signer.publicKey), publicKey);
        assert.equal(toHex(signer.sign(hexBytes(message))), signature);
      }
      assert.ok(agreed(hexBytes(publicKey), hexBytes(message), hexBytes(signature)));
      assert.ok(isPrimeOrderKey(hexBytes(publicKey)));
    });

  edgeCases.forEach(({ about, accepted, message, publicKey, signature }, index) =>
    it(`edge case ${index}: ${about}: ${accepted ? "accepted" : "refused"}`, () => {
      for (const [name, verifies] of Object.entries(verifiers))
        assert.equal(
          verifies(hexBytes(publicKey), hexBytes(message), hexBytes(signature)),
          accepted,
          name,
        );
    }),
  );

  it("the edge cases tell the implementations apart when the rule is not applied", () => {
    const split = edgeCases.filter(({ message, publicKey, signature }) => {
      const key = Buffer.concat([
        Buffer.from("302a300506032b6570032100", "hex"),
        hexBytes(publicKey),
      ]);
      const byOpenssl = verify(
        null,
        hexBytes(message),
        createPublicKey({ key, format: "der", type: "spki" }),
        hexBytes(signature),
      );
      const byLibrary = libraryVerify(hexBytes(signature), hexBytes(message), hexBytes(publicKey));
      return byOpenssl !== byLibrary;
    });
    assert.ok(split.length > 0, "these cases would prove nothing");
  });
});

describe("ed25519: bytes that are refused", () => {
  const signer = nodeSigner(hexBytes(rfc8032[0]?.seed ?? ""));
  const message = new TextEncoder().encode("open the valve");
  const signature = signer.sign(message);

  it("the signature these defects start from is accepted", () => {
    assert.ok(agreed(signer.publicKey, message, signature));
  });

  for (const encoding of smallOrderEncodings)
    it(`small order as key and as R: ${encoding}`, () => {
      const point = hexBytes(encoding);
      assert.notEqual(checkPublicKey(point), null);
      const forged = new Uint8Array(64);
      forged.set(point);
      assert.equal(isCanonicalSignature(forged), false);
      for (const key of [...smallOrderEncodings.map(hexBytes), signer.publicKey])
        assert.equal(agreed(key, message, forged), false);
    });

  it("keys of the wrong length, y >= p", () => {
    assert.equal(checkPublicKey(signer.publicKey.subarray(1)), "KEY_LENGTH");
    assert.equal(checkPublicKey(new Uint8Array(33)), "KEY_LENGTH");
    for (let low = 0xed; low <= 0xff; low += 1)
      for (const top of [0x7f, 0xff]) {
        const key = new Uint8Array(32).fill(0xff);
        key[0] = low;
        key[31] = top;
        assert.ok(["KEY_NOT_CANONICAL", "KEY_SMALL_ORDER"].includes(checkPublicKey(key) ?? ""));
        assert.equal(agreed(key, message, signature), false);
      }
    assert.equal(checkPublicKey(new Uint8Array(32)), "KEY_SMALL_ORDER");
    assert.equal(checkPublicKey(signer.publicKey), null);
  });

  it("S + L, S + 2L and so on, which satisfy the equation", () => {
    for (let multiple = 1n; multiple < 8n; multiple += 1n) {
      const malleable = signature.slice();
      malleable.set(addToScalar(signature.subarray(32), multiple * groupOrder), 32);
      assert.equal(isCanonicalSignature(malleable), false);
      assert.equal(agreed(signer.publicKey, message, malleable), false);
    }
    const atOrder = signature.slice();
    atOrder.set(addToScalar(new Uint8Array(32), groupOrder), 32);
    assert.equal(isCanonicalSignature(atOrder), false);
    atOrder.set(addToScalar(new Uint8Array(32), groupOrder - 1n), 32);
    assert.equal(isCanonicalSignature(atOrder), true);
  });

  it("signatures and keys of any other length, without an exception", () => {
    for (let length = 0; length <= 130; length += 1) {
      if (length !== 64)
        assert.equal(agreed(signer.publicKey, message, new Uint8Array(length).fill(1)), false);
      if (length !== 32)
        assert.equal(agreed(new Uint8Array(length).fill(1), message, signature), false);
    }
  });

  it("seeds of another length", () => {
    for (const makeSigner of [nodeSigner, nobleSigner])
      assert.throws(() => makeSigner(new Uint8Array(31)), { code: "SEED_LENGTH" });
  });

  it("keys of mixed order are no prime-order keys", () => {
    assert.equal(isPrimeOrderKey(hexBytes(edgeCases[3]?.publicKey ?? "")), false);
    assert.equal(isPrimeOrderKey(hexBytes(smallOrderEncodings[4] ?? "")), false);
    assert.equal(isPrimeOrderKey(new Uint8Array(32).fill(2)), false);
  });
});

describe("ed25519: all implementations, random inputs", () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

  it("each accepts what the other signs", () => {
    fc.assert(
      fc.property(bytes(32), fc.uint8Array({ maxLength: 200 }), (seed, message) => {
        const byNode = nodeSigner(seed);
        const byNoble = nobleSigner(seed);
        assert.deepEqual(byNoble.publicKey, byNode.publicKey);
        assert.deepEqual(byNoble.sign(message), byNode.sign(message));
        assert.ok(agreed(byNode.publicKey, message, byNoble.sign(message)));
      }),
      { numRuns: 40 },
    );
  });

  it("they agree on valid, mutated and random bytes", () => {
    const mutation = fc.record({
      part: fc.constantFrom("key", "message", "signature"),
      at: fc.nat(),
      bit: fc.nat(7),
    });
    const start = fc.constantFrom(
      ...edgeCases,
      ...rfc8032.filter(({ message }) => message !== ""),
    );
    fc.assert(
      fc.property(start, fc.array(mutation, { maxLength: 3 }), (vector, mutations) => {
        const parts = {
          key: hexBytes(vector.publicKey),
          message: hexBytes(vector.message),
          signature: hexBytes(vector.signature),
        };
        for (const { part, at, bit } of mutations) {
          const target = parts[part as keyof typeof parts];
          const index = at % target.length;
          target[index] = (target[index] ?? 0) ^ (1 << bit);
        }
        agreed(parts.key, parts.message, parts.signature);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(bytes(32), bytes(10), bytes(64), (key, message, signature) => {
        assert.equal(agreed(key, message, signature), false);
      }),
      { numRuns: 200 },
    );
  });

  it("more keys than are cached still verify", () => {
    const message = new Uint8Array([1, 2, 3]);
    const signers = Array.from({ length: 1100 }, () => nodeSigner(newSeed()));
    const first = signers[0];
    assert.ok(first);
    for (const signer of signers)
      assert.ok(opensslVerify(signer.publicKey, message, signer.sign(message)));
    assert.ok(opensslVerify(first.publicKey, message, first.sign(message)));
  });

  it("agents verify by libsodium, also an empty message and a part of a buffer", () => {
    assert.equal(nodeVerify, sodiumVerify);
    const { publicKey, sign } = nodeSigner(newSeed());
    for (const message of [new Uint8Array(), new Uint8Array(64).subarray(7, 9)]) {
      const signature = sign(message);
      const part = new Uint8Array([...publicKey, ...signature, 1]);
      assert.ok(nodeVerify(part.subarray(0, 32), message, part.subarray(32, 96)));
      assert.ok(!nodeVerify(part.subarray(0, 32), message, part.subarray(33, 97)));
    }
  });

  it("nodeSigner signs as OpenSSL does with the same key", () => {
    const seed = newSeed();
    const message = new Uint8Array([9]);
    assert.deepEqual(
      nodeSigner(seed).sign(message),
      new Uint8Array(opensslSign(null, message, privateKeyObject(seed))),
    );
  });
});
