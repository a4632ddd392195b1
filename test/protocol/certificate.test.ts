import assert from "node:assert/strict";
import {
  type Ballot,
  certify,
  decodeHeader,
  encode,
  encodeHeader,
  type Entry,
  type Envelope,
  isQuorum,
  limits,
  readBallot,
  sameBytes,
  type SealContext,
  type Verified,
  verifyBallot,
  wire,
  type WireCertificate,
} from "@quorate/protocol";
import fc from "fast-check";
import {
  ballotOf,
  type BallotOptions,
  blockOf,
  certificateOf,
  chain,
  context,
  newCommand,
  otherChain,
  permitOf,
  record,
  signerOf,
  type TestBlock,
  testSite,
  throwsCode,
} from "./sealed.ts";

const site = testSite();
const other = permitOf(newCommand());

/** The entry under test stands between two others: sequence 11 of a block that begins at 10. */
const blockWith = (item: Entry["item"]): TestBlock => blockOf([other, item, other]);
const block = blockWith(permitOf(newCommand()));
const veto = { sequence: 11, code: "INTERLOCK", detail: "dry" };
const vetoing: BallotOptions = { vetoes: [veto] };

const ballots = (agents: readonly number[], options: BallotOptions = {}): Envelope[] =>
  agents.map((agent) => ballotOf(block, agent, options));
const valid = certificateOf(block, 1, ballots([0, 1, 2]));
const withBallots = (...given: readonly Envelope[]): WireCertificate => ({
  ...valid,
  ballots: given,
});
const refuses = (code: string, certificate: WireCertificate): void =>
  throwsCode(code, () => certify(context, site, certificate));

describe("certificate", () => {
  it("accepts 3 of 4 over one block, and names what they signed", () => {
    const { entry, header, agents } = certify(context, site, valid);
    assert.equal(entry.sequence, 11);
    assert.equal(entry.item.kind, "verdict");
    assert.equal(header.number, 1);
    assert.deepEqual(agents, [0, 1, 2]);
  });

  it("accepts any 3 and all 4, in any order", () => {
    for (const given of [[3, 1, 0], [2, 3, 0], [1, 2, 3], [3, 2, 1, 0]])
      assert.deepEqual(certify(context, site, withBallots(...ballots(given))).agents, given);
  });

  it("accepts every entry of the block under the same ballots", () => {
    for (const index of [0, 1, 2]) {
      const certificate = certificateOf(block, index, ballots([0, 1, 2]));
      assert.equal(certify(context, site, certificate).entry.sequence, 10 + index);
    }
  });

  it("quorum: exactly more than two thirds of the roster (n=4 to 10)", () => {
    for (let n = 4; n <= 10; n += 1)
      for (let signed = 1; signed <= n; signed += 1) {
        const agents = Array.from({ length: signed }, (_, agent) => agent);
        const certificate = withBallots(...ballots(agents));
        const judge = (): unknown => certify(context, testSite(n), certificate);
        assert.equal(isQuorum(signed, n), signed > (2 * n) / 3);
        if (signed > (2 * n) / 3) assert.ok(judge());
        else throwsCode("CERTIFICATE_QUORUM", judge);
      }
  });

  it("refuses too few", () => refuses("CERTIFICATE_QUORUM", withBallots(...ballots([0, 1]))));

  it("refuses no ballots", () => refuses("CERTIFICATE_QUORUM", withBallots()));

  it("refuses 3 of 4 signatures where one is repeated", () =>
    refuses("CERTIFICATE_REPEATED", withBallots(...ballots([0, 1, 1]))));

  it("refuses two different ballots of one agent", () => {
    const again = ballotOf(block, 1, vetoing);
    refuses("CERTIFICATE_REPEATED", withBallots(...ballots([0, 1]), again));
  });

  it("refuses a repeated ballot even where the others suffice", () =>
    refuses("CERTIFICATE_REPEATED", withBallots(...ballots([0, 1, 2, 2]))));

  it("refuses one ballot over another root", () => {
    const elsewhere = ballotOf(blockWith(permitOf(newCommand())), 2);
    refuses("CERTIFICATE_ROOT", withBallots(...ballots([0, 1]), elsewhere));
  });

  it("refuses ballots that all stand over another root", () => {
    const elsewhere = blockWith(permitOf(newCommand()));
    refuses("CERTIFICATE_PATH", withBallots(...[0, 1, 2].map((one) => ballotOf(elsewhere, one))));
  });

  it("refuses another site's chain", () => {
    const elsewhere = blockOf([other, other], { chain: otherChain });
    const signed = [0, 1, 2].map((one) => ballotOf(elsewhere, one, { chain: otherChain }));
    refuses("CERTIFICATE_CHAIN", certificateOf(elsewhere, 1, signed));
  });

  it("refuses one ballot of another site's chain", () => {
    const elsewhere = ballotOf(blockOf([other], { chain: otherChain }), 2);
    refuses("CERTIFICATE_CHAIN", withBallots(...ballots([0, 1]), elsewhere));
  });

  it("refuses a signature made for another site's chain", () => {
    const elsewhere = ballotOf(block, 2, { chain: otherChain });
    refuses("CERTIFICATE_SIGNATURE", withBallots(...ballots([0, 1]), elsewhere));
  });

  it("refuses a vetoing ballot where no quorum is left", () => {
    refuses("CERTIFICATE_VETOED", withBallots(...ballots([0, 1]), ballotOf(block, 2, vetoing)));
    const two = [2, 3].map((one) => ballotOf(block, one, vetoing));
    refuses("CERTIFICATE_VETOED", withBallots(...ballots([0, 1]), ...two));
  });

  it("counts the others where a veto leaves a quorum", () => {
    const against = ballotOf(block, 2, vetoing);
    const certificate = withBallots(...ballots([0, 1]), against, ...ballots([3]));
    assert.deepEqual(certify(context, site, certificate).agents, [0, 1, 3]);
  });

  it("a veto against another entry is none against this one", () => {
    const elsewhere = ballotOf(block, 2, { vetoes: [{ ...veto, sequence: 10 }] });
    const certificate = withBallots(...ballots([0, 1]), elsewhere);
    assert.deepEqual(certify(context, site, certificate).agents, [0, 1, 2]);
  });

  it("a closing entry cannot be vetoed", () => {
    const closing = blockWith({
      ...{ kind: "closing", id: "00".repeat(32), code: "POLICY_EXPIRED", device: "tank" },
      ...{ detail: "", deviceSequence: 1, previous: "" },
    });
    const signed = [0, 1, 2].map((one) => ballotOf(closing, one, vetoing));
    const { agents } = certify(context, site, certificateOf(closing, 1, signed));
    assert.deepEqual(agents, [0, 1, 2]);
  });

  it("refuses an agent outside the roster", () =>
    refuses("CERTIFICATE_ROSTER", withBallots(...ballots([0, 1, 4]))));

  it("refuses a wrong agent index: its key is another's", () => {
    const odd = ballotOf(block, 3, { signer: signerOf("agent2") });
    refuses("CERTIFICATE_SIGNATURE", withBallots(...ballots([0, 1]), odd));
  });

  it("refuses the signature of a key that is nobody's", () => {
    const odd = ballotOf(block, 2, { signer: signerOf("mallory") });
    refuses("CERTIFICATE_SIGNATURE", withBallots(...ballots([0, 1]), odd));
  });

  it("refuses a bad signature even where the others suffice", () => {
    const odd = ballotOf(block, 3, { signer: signerOf("mallory") });
    refuses("CERTIFICATE_SIGNATURE", withBallots(...ballots([0, 1, 2]), odd));
  });

  it("refuses an empty signature", () => {
    const { body } = ballotOf(block, 2);
    const odd = { body, signature: new Uint8Array() };
    refuses("CERTIFICATE_SIGNATURE", withBallots(...ballots([0, 1]), odd));
  });

  it("refuses garbage for a ballot", () => {
    const garbage = { body: Uint8Array.of(1, 2, 3), signature: new Uint8Array(64) };
    refuses("CERTIFICATE_DECODE", withBallots(...ballots([0, 1]), garbage));
  });

  it("refuses garbage for an entry", () =>
    refuses("CERTIFICATE_DECODE", { ...valid, entry: Uint8Array.of(1, 2, 3) }));

  it("refuses an oversize ballot", () => {
    const body = new Uint8Array(200_000);
    refuses("CERTIFICATE_SIZE", withBallots({ body, signature: new Uint8Array(64) }));
  });

  it("refuses an oversize path", () => {
    const path = Array.from({ length: 5000 }, () => new Uint8Array(32));
    refuses("CERTIFICATE_SIZE", { ...valid, path });
  });

  it("refuses a wrong path", () => {
    const path = valid.path.map((hash) => hash.map((byte) => byte ^ 1));
    refuses("CERTIFICATE_PATH", { ...valid, path });
    refuses("CERTIFICATE_PATH", { ...valid, path: [] });
    refuses("CERTIFICATE_PATH", { ...valid, path: [...valid.path, new Uint8Array(32)] });
  });

  it("refuses a wrong index", () => {
    for (const index of [0, 2, 3, 2 ** 31])
      refuses("CERTIFICATE_PATH", { ...valid, index });
  });

  it("refuses the entry of another block", () => {
    const { entries } = blockWith(permitOf(newCommand()));
    refuses("CERTIFICATE_PATH", { ...valid, entry: entries[1] as Uint8Array });
  });

  it("refuses an entry whose sequence is not its place", () => {
    const header = encodeHeader({ ...decodeHeader(block.header), firstSequence: 12 });
    const signed = [0, 1, 2].map((one) => ballotOf({ header }, one));
    refuses("CERTIFICATE_PATH", certificateOf(block, 1, signed));
  });

  it("any changed byte of entry, path or ballots is refused or changes nothing it says", () => {
    const parts = [valid.entry, ...valid.path, ...valid.ballots.flatMap(Object.values)];
    const place = fc.nat(parts.length - 1).chain((part) =>
      record({
        ...{ part: fc.constant(part), at: fc.nat((parts[part] as Uint8Array).length - 1) },
      }),
    );
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), ({ part, at }, change) => {
        const target = parts[part] as Uint8Array;
        const changed = Uint8Array.from(target);
        changed[at] = (changed[at] as number) ^ change;
        const swap = (bytes: Uint8Array): Uint8Array => (bytes === target ? changed : bytes);
        assert.throws(
          () =>
            certify(context, site, {
              ...{ entry: swap(valid.entry), index: valid.index, path: valid.path.map(swap) },
              ballots: valid.ballots.map(({ body, signature }) => ({
                ...{ body: swap(body), signature: swap(signature) },
              })),
            }),
          { code: /^CERTIFICATE_/ },
        );
      }),
      { numRuns: 200 },
    );
  });

  it("quorum and vetoes together: certified exactly when enough stand behind it", () => {
    const vote = fc.constantFrom("yes", "veto", "silent");
    const votes = fc.array(vote, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(votes, (given) => {
        const envelopes = given.flatMap((vote, agent) =>
          vote === "silent" ? [] : [ballotOf(block, agent, vote === "veto" ? vetoing : {})],
        );
        const yes = given.filter((vote) => vote === "yes").length;
        const judge = (): unknown => certify(context, site, withBallots(...envelopes));
        if (yes >= 3) assert.ok(judge());
        else throwsCode(envelopes.length >= 3 ? "CERTIFICATE_VETOED" : "CERTIFICATE_QUORUM", judge);
      }),
      { numRuns: 81 },
    );
  });

  it("known ballots are not verified again, all others are", () => {
    const signed = ballots([0, 1, 2]);
    const known = new Map(
      signed.slice(1).map((envelope) => {
        const ballot = verifyBallot(context, site, envelope, readBallot(envelope));
        return [envelope, ballot] as const;
      }),
    );
    let checks = 0;
    const counting: SealContext = {
      ...context,
      verify: (...given) => {
        checks += 1;
        return context.verify(...given);
      },
    };
    const find = (envelope: Envelope): Verified<Ballot> | null => known.get(envelope) ?? null;
    assert.deepEqual(certify(counting, site, withBallots(...signed), find).agents, [0, 1, 2]);
    assert.equal(checks, 1);
    const [, one, two] = signed as [Envelope, Envelope, Envelope];
    const forged = ballotOf(block, 0, { signer: signerOf("nobody") });
    const judge = (certificate: WireCertificate): unknown =>
      certify(context, site, certificate, find);
    throwsCode("CERTIFICATE_SIGNATURE", () => judge(withBallots(forged, one, two)));
    throwsCode("CERTIFICATE_QUORUM", () => judge(withBallots(one, two)));
    throwsCode("CERTIFICATE_REPEATED", () => judge(withBallots(one, two, two)));
    throwsCode("CERTIFICATE_PATH", () => judge({ ...withBallots(...signed), index: 0 }));
  });

  it("the largest certificate is taken, one byte more is refused", () => {
    const filled = (bytes: number): WireCertificate => ({
      ...valid,
      path: [...valid.path, new Uint8Array(bytes)],
    });
    const size = encode(wire.Certificate, filled(100_000)).length;
    const most = 100_000 + limits.certificateBytes - size;
    // What passes the bound of the size fails at the path, which is looked at later.
    refuses("CERTIFICATE_PATH", filled(most));
    refuses("CERTIFICATE_SIZE", filled(most + 1));
  });

  it("the bytes of a valid certificate are looked at and left as they are", () => {
    const before = [valid.entry, ...valid.path].map((bytes) => Uint8Array.from(bytes));
    certify(context, site, valid);
    [valid.entry, ...valid.path].forEach((bytes, index) => {
      assert.ok(sameBytes(bytes, before[index] as Uint8Array));
    });
    assert.equal(site.chain.length, 2 * chain.length);
  });
});
