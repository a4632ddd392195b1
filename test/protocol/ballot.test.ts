import assert from "node:assert/strict";
import {
  ballotBytes,
  checkCertificateSize,
  encode,
  type Envelope,
  limits,
  readBallot,
  seal,
  signatureBytes,
  signBallot,
  toHex,
  verifyBallot,
  type WireCertificate,
  wire,
} from "@quorate/protocol";
import fc from "fast-check";
import {
  ballotOf,
  beginMs,
  blockOf,
  chain,
  context,
  newCommand,
  otherChain,
  permitOf,
  record,
  signerOf,
  testSite,
  throwsCode,
} from "./sealed.ts";

const site = testSite();
const block = blockOf([permitOf(newCommand())]);
const vetoes = [{ sequence: 10, code: "INTERLOCK", detail: "the pump must not run dry" }];

const open = (envelope: Envelope): unknown =>
  verifyBallot(context, site, envelope, readBallot(envelope));

/** A ballot as no codec of ours would write it, with a good signature. */
const raw = (message: Record<string, unknown>): Envelope => {
  const given = { agent: 0, header: block.header, clockUs: 1, vetoes: [], ...message };
  return seal("quorate/ballot/v1", chain, encode(wire.Ballot, given), signerOf("agent0"));
};

describe("ballot", () => {
  it("comes back as it was signed", () => {
    const veto = record({
      sequence: fc.nat(Number.MAX_SAFE_INTEGER),
      code: fc.string({ maxLength: 10 }),
      detail: fc.string({ unit: "grapheme", maxLength: 20 }),
    });
    fc.assert(
      fc.property(
        ...[fc.nat(3), fc.nat(Number.MAX_SAFE_INTEGER), fc.array(veto, { maxLength: 5 })],
        (agent, clockUs, given) => {
          const envelope = signBallot(chain, signerOf(`agent${agent}`), {
            ...{ agent, headerBytes: block.header, clockUs, vetoes: given },
          });
          const ballot = readBallot(envelope);
          verifyBallot(context, site, envelope, ballot);
          assert.equal(ballot.agent, agent);
          assert.equal(ballot.clockUs, clockUs);
          assert.deepEqual(ballot.vetoes, given);
          assert.equal(toHex(ballot.headerBytes), toHex(block.header));
          assert.equal(ballot.headerHex, toHex(block.header));
          assert.equal(ballot.header.firstSequence, 10);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("refuses an agent outside the roster", () =>
    throwsCode("BALLOT_ROSTER", () => open(ballotOf(block, 4))));

  it("refuses a block of another chain, whatever chain it is signed for", () => {
    const elsewhere = blockOf([permitOf(newCommand())], { chain: otherChain });
    throwsCode("BALLOT_CHAIN", () => open(ballotOf(elsewhere, 0)));
    throwsCode("BALLOT_CHAIN", () => open(ballotOf(elsewhere, 0, { chain: otherChain })));
  });

  it("refuses another agent's signature", () =>
    throwsCode("BALLOT_SIGNATURE", () => open(ballotOf(block, 1, { signer: signerOf("agent2") }))));

  it("refuses a signature made for another chain", () =>
    throwsCode("BALLOT_SIGNATURE", () => open(ballotOf(block, 0, { chain: otherChain }))));

  it("refuses a signature made for an event", () => {
    const { body } = ballotOf(block, 0);
    const elsewhere = seal("quorate/event/v1", chain, body, signerOf("agent0"));
    throwsCode("BALLOT_SIGNATURE", () => open(elsewhere));
  });

  it("refuses a veto that was taken out or put in", () => {
    const [plain, vetoing] = [ballotOf(block, 0), ballotOf(block, 0, { vetoes })];
    const silenced = { body: plain.body, signature: vetoing.signature };
    throwsCode("BALLOT_SIGNATURE", () => open(silenced));
    const forged = { body: vetoing.body, signature: plain.signature };
    throwsCode("BALLOT_SIGNATURE", () => open(forged));
  });

  it("refuses too many bytes", () => {
    const body = new Uint8Array(limits.certificateBytes + 1);
    throwsCode("BALLOT_SIZE", () => readBallot({ body, signature: body }));
  });

  it("refuses a clock past exact integers", () =>
    throwsCode("BALLOT_DECODE", () => open(raw({ clockUs: 2 ** 53 }))));

  it("refuses a veto of a sequence past exact integers", () =>
    throwsCode("BALLOT_DECODE", () => open(raw({ vetoes: [{ sequence: 2 ** 53 }] }))));

  it("refuses a header that is none", () =>
    throwsCode("BLOCK_DECODE", () => open(raw({ header: Uint8Array.of(8) }))));

  it("refuses no header", () =>
    throwsCode("BLOCK_DECODE", () => open(raw({ header: new Uint8Array() }))));

  it("refuses garbage", () => {
    const garbage = { body: Uint8Array.of(8), signature: new Uint8Array(64) };
    throwsCode("BALLOT_DECODE", () => readBallot(garbage));
  });

  it("the agent's clock is what it says", () => {
    assert.equal(readBallot(ballotOf(block, 0)).clockUs, beginMs * 1000);
  });

  it("BALLOT_SIZE: more vetoes than a block has verdicts to veto, whatever their bytes", () => {
    const veto = { sequence: 0, code: "", detail: "" };
    const many = (count: number): Envelope =>
      raw({ vetoes: Array.from({ length: count }, () => veto) });
    open(many(limits.blockInterlocked));
    throwsCode("BALLOT_SIZE", () => open(many(limits.blockInterlocked + 1)));
  });

  it("BALLOT_SIZE: more than the agent's part of a certificate", () => {
    const ofBytes = (bytes: number): Envelope => {
      const detail = (length: number): Envelope =>
        raw({ vetoes: [{ sequence: 1, code: "", detail: "x".repeat(length) }] });
      return detail(bytes - (detail(bytes - 500).body.length - (bytes - 500)));
    };
    const largest = ofBytes(ballotBytes(site.agents.length));
    assert.equal(largest.body.length, ballotBytes(site.agents.length));
    open(largest);
    throwsCode("BALLOT_SIZE", () => open(ofBytes(largest.body.length + 1)));
  });

  it("as large as they may be, everybody's have room beside a large command", () => {
    for (let agents = 1; agents <= limits.agents; agents += 1) {
      const signature = new Uint8Array(signatureBytes);
      const ballots = Array.from({ length: agents }, () => ({
        ...{ body: new Uint8Array(ballotBytes(agents)), signature },
      }));
      const entry = new Uint8Array(limits.entryBytes - 12 * 40);
      const path = Array.from({ length: 12 }, () => new Uint8Array(32));
      checkCertificateSize({ entry, index: 0, path, ballots } as WireCertificate);
    }
  });
});
