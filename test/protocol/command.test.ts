import assert from "node:assert/strict";
import {
  commandId,
  encode,
  type Envelope,
  limits,
  openApproval,
  readCommand,
  seal,
  sha256,
  signApproval,
  signCommand,
  toHex,
  utf8,
  verifyCommand,
  wire,
} from "@quorate/protocol";
import fc from "fast-check";
import {
  beginMs,
  chain,
  context,
  keyOf,
  newCommand,
  otherChain,
  otherContext,
  record,
  signerOf,
  throwsCode,
} from "./sealed.ts";

const ann = signerOf("ann");
const nonce = sha256(utf8("nonce")).slice(0, 16);
const id = toHex(sha256(utf8("some command")));

const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const write = record({ point: name, value });
const fields = record({
  device: name,
  writes: fc.uniqueArray(write, { selector: (one) => one.point, minLength: 1, maxLength: 20 }),
  expect: fc.array(write, { maxLength: 5 }),
  notAfterMs: fc.nat(Number.MAX_SAFE_INTEGER),
  nonce: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  reason: fc.string({ unit: "grapheme", maxLength: 40 }),
});

/** A command as no codec of ours would write it, with a good signature. */
const raw = (message: Record<string, unknown>): Envelope =>
  seal(
    "quorate/command/v1",
    chain,
    encode(wire.Command, {
      ...{ operator: ann.publicKey, device: "tank", notAfterMs: beginMs, nonce, reason: "" },
      ...{ writes: [{ point: "level", value: { number: 1 } }], expect: [] },
      ...message,
    }),
    ann,
  );

const read = (envelope: Envelope): unknown => readCommand(chain, envelope);

describe("command", () => {
  it("comes back as it was signed", () => {
    fc.assert(
      fc.property(fields, (given) => {
        const envelope = signCommand(chain, ann, given);
        const command = readCommand(chain, envelope);
        verifyCommand(context, envelope, command);
        const { id: itsId, operator, nonce: itsNonce, ...rest } = command;
        const { nonce: _nonce, ...others } = given;
        assert.deepEqual(rest, others);
        assert.equal(itsNonce, toHex(given.nonce));
        assert.equal(operator, keyOf("ann"));
        assert.equal(itsId, commandId(chain, envelope));
      }),
      { numRuns: 60 },
    );
  });

  it("id: another one for every other body and chain, whoever signs", () => {
    const given = { device: "tank", writes: [{ point: "level", value: 1 }], notAfterMs: 5, nonce };
    const base = signCommand(chain, ann, given);
    const others = [
      signCommand(chain, ann, { ...given, device: "tank2" }),
      signCommand(chain, ann, { ...given, writes: [{ point: "level", value: 1.5 }] }),
      signCommand(chain, ann, { ...given, notAfterMs: 6 }),
      signCommand(chain, ann, { ...given, nonce: nonce.map((byte) => byte ^ 1) }),
      signCommand(chain, ann, { ...given, reason: "because" }),
      signCommand(chain, ann, { ...given, expect: [{ point: "level", value: 0 }] }),
      signCommand(chain, signerOf("bob"), given),
    ];
    const ids = [base, ...others].map((one) => commandId(chain, one));
    ids.push(commandId(otherChain, base));
    assert.equal(new Set(ids).size, ids.length);
    const forged = { body: base.body, signature: new Uint8Array(64) };
    assert.equal(commandId(chain, forged), ids[0]);
  });

  it("refuses the signature of somebody else", () => {
    const envelope = { ...newCommand(), signature: newCommand().signature };
    throwsCode("COMMAND_SIGNATURE", () =>
      verifyCommand(context, envelope, readCommand(chain, envelope)),
    );
  });

  it("refuses a signature made for another chain", () => {
    const given = { device: "tank", writes: [{ point: "level", value: 1 }], notAfterMs: 5, nonce };
    const elsewhere = signCommand(otherChain, ann, given);
    verifyCommand(otherContext, elsewhere, readCommand(otherChain, elsewhere));
    throwsCode("COMMAND_SIGNATURE", () =>
      verifyCommand(context, elsewhere, readCommand(chain, elsewhere)),
    );
  });

  it("refuses a signature made for another domain", () => {
    const { body } = newCommand();
    for (const domain of ["approval", "ballot", "block", "event", "reading", "report"] as const) {
      const elsewhere = seal(`quorate/${domain}/v1`, chain, body, ann);
      throwsCode("COMMAND_SIGNATURE", () =>
        verifyCommand(context, elsewhere, readCommand(chain, elsewhere)),
      );
    }
  });

  it("refuses any changed bit of the body", () => {
    const envelope = newCommand();
    fc.assert(
      fc.property(fc.nat(envelope.body.length - 1), fc.nat(7), (at, bit) => {
        const body = Uint8Array.from(envelope.body);
        body[at] = (body[at] as number) ^ (1 << bit);
        const changed = { body, signature: envelope.signature };
        assert.throws(() => verifyCommand(context, changed, readCommand(chain, changed)), {
          code: /^COMMAND_(DECODE|SIGNATURE)$/,
        });
      }),
    );
  });

  const defects: Readonly<Record<string, readonly [string, Record<string, unknown>]>> = {
    "no write": ["COMMAND_DECODE", { writes: [] }],
    "a write without value": ["COMMAND_DECODE", { writes: [{ point: "level" }] }],
    "a write of NaN": [
      "COMMAND_DECODE",
      { writes: [{ point: "a", value: { number: Number.NaN } }] },
    ],
    "a write of infinity": [
      "COMMAND_DECODE",
      { writes: [{ point: "a", value: { number: Number.NEGATIVE_INFINITY } }] },
    ],
    "a write to no point": ["COMMAND_DECODE", { writes: [{ value: { number: 1 } }] }],
    "an expectation of NaN": [
      "COMMAND_DECODE",
      { expect: [{ point: "a", value: { number: Number.NaN } }] },
    ],
    "one point twice": [
      "COMMAND_DECODE",
      { writes: [1, 2].map((number) => ({ point: "level", value: { number } })) },
    ],
    "a short nonce": ["COMMAND_DECODE", { nonce: nonce.slice(1) }],
    "no nonce": ["COMMAND_DECODE", { nonce: new Uint8Array() }],
    "a long key": ["COMMAND_DECODE", { operator: new Uint8Array(33) }],
    "a time past exact integers": ["COMMAND_DECODE", { notAfterMs: 2 ** 53 }],
    "too many points": [
      "COMMAND_SIZE",
      {
        writes: Array.from({ length: limits.commandWrites }, (_, index) => ({
          ...{ point: `p${index}`, value: { flag: true } },
        })),
        expect: [{ point: "a", value: { flag: true } }],
      },
    ],
    "a long reason": ["COMMAND_SIZE", { reason: "x".repeat(limits.textChars + 1) }],
    "a long device": ["COMMAND_SIZE", { device: "x".repeat(limits.textChars + 1) }],
    "too many bytes": [
      "COMMAND_SIZE",
      { writes: [{ point: "a", value: { text: "x".repeat(limits.commandBytes) } }] },
    ],
  };
  for (const [what, [code, message]] of Object.entries(defects))
    it(`refuses ${what}`, () => throwsCode(code, () => read(raw(message))));

  it("takes as many points as the limit says", () => {
    const writes = Array.from({ length: limits.commandWrites }, (_, index) => ({
      ...{ point: `p${index}`, value: { flag: true } },
    }));
    assert.equal(readCommand(chain, raw({ writes })).writes.length, limits.commandWrites);
  });

  it("refuses garbage", () => {
    const body = Uint8Array.of(255, 255);
    throwsCode("COMMAND_DECODE", () => read({ body, signature: new Uint8Array(64) }));
  });
});

describe("command: approval", () => {
  it("comes back as it was signed", () => {
    const approval = openApproval(context, signApproval(chain, ann, id));
    assert.deepEqual({ ...approval }, { operator: keyOf("ann"), command: id });
  });

  it("refuses another chain's", () =>
    throwsCode("APPROVAL_SIGNATURE", () =>
      openApproval(context, signApproval(otherChain, ann, id)),
    ));

  it("refuses the signature under another approval", () => {
    const { signature } = signApproval(chain, ann, toHex(sha256(utf8("other"))));
    const { body } = signApproval(chain, ann, id);
    throwsCode("APPROVAL_SIGNATURE", () => openApproval(context, { body, signature }));
  });

  it("refuses a signature made for a command", () => {
    const { body } = signApproval(chain, ann, id);
    const elsewhere = seal("quorate/command/v1", chain, body, ann);
    throwsCode("APPROVAL_SIGNATURE", () => openApproval(context, elsewhere));
  });

  it("refuses an id or key of another length", () => {
    for (const fields of [
      { operator: ann.publicKey, command: new Uint8Array(31) },
      { operator: ann.publicKey.slice(1), command: new Uint8Array(32) },
    ]) {
      const envelope = seal("quorate/approval/v1", chain, encode(wire.Approval, fields), ann);
      throwsCode("APPROVAL_DECODE", () => openApproval(context, envelope));
    }
  });

  it("refuses garbage", () => {
    const garbage = { body: Uint8Array.of(1), signature: new Uint8Array(64) };
    throwsCode("APPROVAL_DECODE", () => openApproval(context, garbage));
  });
});
