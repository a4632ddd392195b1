import assert from "node:assert/strict";
import { concatBytes, fromHex, hexBytes, sameBytes, toHex, utf8 } from "@quorate/protocol";
import { sha256 as plainSha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { plainHex, plainSameBytes } from "../../protocol/src/bytes.ts";
import { native } from "../../protocol/src/native.ts";

describe("bytes", () => {
  it("hex: says what Buffer says, and comes back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const hex = toHex(bytes);
        assert.equal(hex, Buffer.from(bytes).toString("hex"));
        assert.equal(plainHex(bytes), hex);
        assert.deepEqual(fromHex(hex), bytes);
        assert.deepEqual(fromHex(hex.toUpperCase()), bytes);
      }),
    );
  });

  it("what Node does itself is what a browser would do", () => {
    assert.notEqual(native, null);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), (bytes, from) => {
        const part = bytes.subarray(from);
        const hash = plainSha256(part);
        const inParts = [bytes.subarray(0, from), part.subarray(0, 7), part.subarray(7)];
        assert.deepEqual(native?.sha256(part), hash);
        assert.deepEqual(native?.sha256(...inParts), plainSha256(bytes));
        assert.equal(native?.sha256Hex(...inParts.slice(1)), plainHex(hash));
        assert.equal(native?.toHex(part), plainHex(part));
        const changed = part.map((byte, index) => (index === from ? byte ^ 1 : byte));
        for (const other of [Uint8Array.from(part), changed, bytes, part.subarray(1)]) {
          assert.equal(native?.sameBytes(part, other), plainSameBytes(part, other));
          assert.equal(native?.sameBytes(other, part), plainSameBytes(other, part));
        }
      }),
    );
  });

  it("and of nothing, and of more than is put together at a time", () => {
    const long = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);
    assert.deepEqual(native?.sha256(), plainSha256(new Uint8Array()));
    for (const parts of [[long], [long.subarray(0, 10), long.subarray(10)]]) {
      assert.deepEqual(native?.sha256(...parts), plainSha256(long));
      assert.equal(native?.sha256Hex(...parts), plainHex(plainSha256(long)));
    }
    assert.equal(native?.toHex(long), plainHex(long));
  });

  for (const text of ["a", "0g", "xx", " 00", "00 ", "0x00", "٠٠", "00\n", "é9"])
    it(`hex: ${JSON.stringify(text)} is none`, () => {
      assert.equal(fromHex(text), null);
      assert.throws(() => hexBytes(text), TypeError);
    });

  it("sameBytes: equal in length and in every byte", () => {
    assert.ok(sameBytes(new Uint8Array(), new Uint8Array()));
    assert.ok(!sameBytes(Uint8Array.of(1), Uint8Array.of(1, 0)));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (bytes, at) => {
        assert.ok(sameBytes(bytes, Uint8Array.from(bytes)));
        const other = Uint8Array.from(bytes);
        other[at % bytes.length] = (other[at % bytes.length] as number) ^ 1;
        assert.ok(!sameBytes(bytes, other));
      }),
    );
  });

  it("concatBytes: one after the other", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (parts) => {
        assert.deepEqual(concatBytes(...parts), Uint8Array.from(parts.flatMap((one) => [...one])));
      }),
    );
  });

  it("utf8: no normal form is forced on a text", () => {
    assert.equal(toHex(utf8("°C")), "c2b043");
    assert.equal(toHex(utf8("\u00e9")), "c3a9");
    assert.equal(toHex(utf8("e\u0301")), "65cc81");
  });
});
