import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  certify,
  decode,
  decodeEntry,
  decodeHeader,
  decodeStrict,
  encode,
  hexBytes,
  merklePath,
  merkleRoot,
  merkleTree,
  readReport,
  type Site,
  toHex,
  verifyReport,
  wire,
} from "@quorate/protocol";
import { nodeSigner, nodeVerify } from "@quorate/protocol/node";
import { nobleSigner, nobleVerify } from "@quorate/protocol/noble";
import { makeVectors, type MessageVector, seedOf, type Vectors } from "../vectors/messages.ts";
import { readVectors } from "../vectors/read.ts";
import { throwsCode } from "./sealed.ts";

// Frozen bytes of the protocol. `npx tsx test/vectors/make.ts` writes them anew, which is a change
// of the protocol: these tests only compare.

const frozen = readVectors<Vectors>("messages.json");
const chain = hexBytes(frozen.chain);
const codecs = {
  alarm: wire.AlarmAction,
  command: wire.Command,
  approval: wire.Approval,
  event: wire.Event,
  ballot: wire.Ballot,
  report: wire.Report,
  reading: wire.Reading,
} as const;

/** Domain tag, zero byte, chain, body: by hand, apart from the code under test. */
const inputOf = (domain: string, body: string): Buffer =>
  Buffer.concat([Buffer.from(domain), Buffer.of(0), Buffer.from(frozen.chain + body, "hex")]);

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A site in which the vectors' agents vote. */
const site = (): Site => ({
  ...{ name: "vectors", chain: frozen.chain, guards: [], consoles: [], gateways: [] },
  ...{ operators: [], devices: [] },
  agents: [0, 1, 2, 3].map((index) => ({
    name: `agent${index}`,
    key: toHex(nodeSigner(hexBytes(seedOf(`agent${index}`))).publicKey),
    ...{ address: "", api: "" },
  })),
  policy: {
    ...{ ttlMaxMs: 60_000, certifyWithinMs: 2000, clockDriftMs: 5000, freshness: 3, rules: [] },
  },
});

describe("vectors", () => {
  it("the code still makes every frozen byte", () => {
    assert.deepEqual(makeVectors(), frozen);
  });

  for (const [name, vector] of Object.entries(frozen.messages)) {
    const { domain, seed, publicKey, body, digest, signature } = vector;
    const codec = codecs[name as keyof typeof codecs];

    it(`${name}: bytes decode and encode to themselves`, () => {
      const message = decodeStrict(codec as typeof wire.Command, hexBytes(body), "VECTOR");
      assert.equal(toHex(encode(codec, message)), body);
    });

    it(`${name}: digest is SHA-256 over domain, zero, chain and body`, () => {
      assert.equal(sha256(inputOf(domain, body)), digest);
    });

    it(`${name}: both implementations sign these very bytes`, () => {
      const input = inputOf(domain, body);
      for (const signer of [nodeSigner, nobleSigner].map((make) => make(hexBytes(seed)))) {
        assert.equal(toHex(signer.publicKey), publicKey);
        assert.equal(toHex(signer.sign(input)), signature);
      }
      for (const verify of [nodeVerify, nobleVerify])
        assert.ok(verify(hexBytes(publicKey), input, hexBytes(signature)));
    });

    it(`${name}: a changed byte fails`, () => {
      for (let at = 0; at < body.length; at += 2) {
        const flipped = Number.parseInt(body.slice(at, at + 2), 16) ^ 1;
        const byte = flipped.toString(16).padStart(2, "0");
        const changed = body.slice(0, at) + byte + body.slice(at + 2);
        assert.notEqual(sha256(inputOf(domain, changed)), digest);
        const input = inputOf(domain, changed);
        if (at % 64 === 0) assert.ok(!nodeVerify(hexBytes(publicKey), input, hexBytes(signature)));
      }
    });
  }

  it("block header: its hash is its digest, and it names the Merkle root of the entries", () => {
    const { bytes, hash } = frozen.blockHeader;
    assert.equal(sha256(inputOf("quorate/block/v1", bytes)), hash);
    const header = decodeHeader(hexBytes(bytes));
    const tree = merkleTree(frozen.entries.map(hexBytes));
    assert.equal(header.root, toHex(merkleRoot(tree)));
    assert.equal(header.entries, frozen.entries.length);
    assert.deepEqual([header.number, header.round, header.firstSequence], [5, 61, 20]);
  });

  it("reports under one signature: it is over how many and the root of their bodies", () => {
    const [, second, third] = frozen.reportBatch.map(({ signature }) => signature);
    const leaves = frozen.reportBatch.map(({ body }) => sha256(Buffer.from(`00${body}`, "hex")));
    const pair = sha256(Buffer.from(`01${leaves[0]}${leaves[1]}`, "hex"));
    const root = sha256(Buffer.from(`01${pair}${leaves[2]}`, "hex"));
    const input = inputOf("quorate/report/batch/v1", `0003${root}`);
    const { publicKey } = frozen.messages["report"] as MessageVector;
    const signature = second?.slice(0, 128) ?? "";
    assert.ok(nodeVerify(hexBytes(publicKey), input, hexBytes(signature)));
    assert.equal(second, `${signature}00030001${leaves[0]}${leaves[2]}`);
    assert.equal(third, `${signature}00030002${pair}`);
    for (const { body, signature: field } of frozen.reportBatch) {
      const envelope = { body: hexBytes(body), signature: hexBytes(field) };
      for (const verify of [nodeVerify, nobleVerify])
        verifyReport({ chain, verify }, envelope, readReport(envelope));
    }
  });

  it("entries: a verdict, a closing, a report", () => {
    const kinds = frozen.entries.map((entry) => decodeEntry(hexBytes(entry)).item.kind);
    assert.deepEqual(kinds, ["verdict", "closing", "report"]);
  });

  for (const [name, verify] of [["node", nodeVerify], ["noble", nobleVerify]] as const)
    it(`certificate: holds by ${name}, and for its own entry alone`, () => {
      const certificate = decode(wire.Certificate, hexBytes(frozen.certificate), "CERTIFICATE");
      const context = { chain, verify };
      const { entry, agents } = certify(context, site(), certificate);
      assert.equal(entry.sequence, 20);
      assert.deepEqual(agents, [0, 1, 3]);
      const tree = merkleTree(frozen.entries.map(hexBytes));
      const vetoed = { entry: hexBytes(frozen.entries[2] as string), index: 2 };
      const path = merklePath(tree, 2);
      const third = certify(context, site(), { ...certificate, ...vetoed, path }).entry;
      // The third ballot vetoes sequence 22, but only verdicts can be vetoed.
      assert.deepEqual([third.sequence, third.item.kind], [22, "report"]);
      throwsCode("CERTIFICATE_PATH", () => certify(context, site(), { ...certificate, ...vetoed }));
    });
});
