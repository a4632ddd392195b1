import assert from "node:assert/strict";
import fc from "fast-check";
import { crc16, withCrc } from "../../firmware-sim/src/crc.ts";
import { RtuFraming } from "../../firmware-sim/src/rtu-framing.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

const byte = fc.integer({ min: 0, max: 255 });
const read = fc
  .tuple(byte, fc.integer({ min: 1, max: 4 }), byte, byte, byte, byte)
  .map((bytes) => withCrc(Buffer.from(bytes)));
const write = fc
  .tuple(byte, fc.constantFrom(15, 16), byte, byte, fc.uint8Array({ minLength: 1, maxLength: 246 }))
  .map(([unit, code, high, low, data]) =>
    withCrc(Buffer.from([unit, code, high, low, 0, data.length >> 1, data.length, ...data])),
  );

describe("modbus-rtu: frames", () => {
  it("have the checksum of the specification's examples", () => {
    assert.equal(crc16(Buffer.from("123456789")), 0x4b37);
    assert.deepEqual(withCrc(hex("02 07")), hex("02 07 41 12"));
    assert.deepEqual(withCrc(hex("01 03 00 00 00 0a")), hex("01 03 00 00 00 0a c5 cd"));
  });

  it("are found however they come in pieces", () => {
    const frames = fc.array(fc.oneof(read, write), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 40 })), (sent, cuts) => {
        const framing = new RtuFraming();
        const found: Buffer[] = [];
        let rest = Buffer.concat(sent);
        for (let index = 0; rest.length > 0; index += 1) {
          const size = cuts[index] ?? rest.length;
          found.push(...framing.take(rest.subarray(0, size)));
          rest = rest.subarray(size);
        }
        assert.deepEqual(found, sent);
        assert.ok(framing.isEmpty);
      }),
      { numRuns: 300 },
    );
  });

  it("that other units answer with are passed over", () => {
    const framing = new RtuFraming();
    const answers = [
      withCrc(hex("02 17 04 00 01 00 02")),
      withCrc(hex("02 11 03 01 ff 05")),
      withCrc(hex("02 07 6d")),
      withCrc(hex("02 03 06 00 01 00 02 00 03")),
      withCrc(hex("02 01 01 05")),
      withCrc(hex("02 83 02")),
    ];
    const mine = withCrc(hex("01 03 00 64 00 02"));
    for (const answer of answers) {
      assert.deepEqual(framing.take(Buffer.concat([answer, mine])), [mine]);
    }
  });

  it("are found of functions that the PLC refuses as well, each by its own length", () => {
    const framing = new RtuFraming();
    const next = withCrc(hex("01 03 00 64 00 02"));
    for (const text of [
      ...["01 07", "01 0b", "01 0c", "01 11", "01 08 00 00 a5 37", "01 16 00 04 00 f2 00 25"],
      ...["01 14 07 06 00 04 00 01 00 02", "01 15 09 06 00 04 00 07 00 01 06 af"],
      ...["01 17 00 03 00 06 00 0e 00 02 04 00 ff 00 ff", "01 18 04 de", "01 2b 0e 01 00"],
      ...["01 41 00 00 00 00"],
    ]) {
      const request = withCrc(hex(text));
      assert.deepEqual(framing.take(request.subarray(0, 3)), [], text);
      assert.deepEqual(framing.take(Buffer.concat([request.subarray(3), next])), [request, next]);
    }
  });

  it("with a wrong checksum are none, and silence lets the next one in", () => {
    const framing = new RtuFraming();
    const good = withCrc(hex("01 06 00 6e 12 34"));
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const bad = Buffer.from(good);
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.deepEqual(framing.take(bad), [], `bit ${bit}`);
      framing.silence();
    }
    assert.deepEqual(framing.take(good), [good]);
  });

  it("keep no more than two frames of noise", () => {
    const framing = new RtuFraming();
    for (let chunk = 0; chunk < 10; chunk += 1) framing.take(Buffer.alloc(600, 0x55));
    assert.ok(framing.isEmpty);
  });
});
