import assert from "node:assert/strict";
import { guardLimits, KnownBallots } from "@quorate/guard";
import {
  type Ballot,
  type Envelope,
  readBallot,
  sameBytes,
  type Veto,
  verifyBallot,
  type Verified,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import fc from "fast-check";
import { type Ruling, veto } from "./council.ts";
import { chain, signerOf, testSite } from "./site.ts";
import { GuardWorld } from "./world.ts";

const site = testSite();
const world = new GuardWorld();
const { council } = world;
const valve = [{ point: "valve", value: 20 }];
const next = (): Ruling => council.permit("intake", valve);

const verified = (envelope: Envelope): Verified<Ballot> =>
  verifyBallot({ chain, verify: nodeVerify }, site, envelope, readBallot(envelope));

const learn = (known: KnownBallots, envelope: Envelope): void => {
  known.add(envelope, verified(envelope));
};

const flipped = (bytes: Uint8Array, at: number, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === at % bytes.length ? byte ^ (1 << bit) : byte));

describe("guard: known ballots", () => {
  it("are found by equal bytes, whatever becomes of those they came in", () => {
    const known = new KnownBallots();
    const envelope = council.ballot(next(), 1);
    const frame = { body: envelope.body.slice(), signature: envelope.signature.slice() };
    assert.equal(known.find(envelope), null);
    learn(known, frame);
    frame.body.fill(0);
    frame.signature.fill(0);
    const found = known.find(envelope);
    assert.equal(found?.ballot.agent, 1);
    assert.ok(sameBytes(found.envelope.body, envelope.body));
    assert.equal(known.find(frame), null);
  });

  it("no changed bit of body or signature passes for one", () => {
    const known = new KnownBallots();
    const envelope = council.ballot(next(), 2);
    learn(known, envelope);
    const change = fc.record({ inBody: fc.boolean(), at: fc.nat(4096), bit: fc.nat(7) });
    fc.assert(
      fc.property(change, ({ inBody, at, bit }) => {
        const forged = inBody
          ? { ...envelope, body: flipped(envelope.body, at, bit) }
          : { ...envelope, signature: flipped(envelope.signature, at, bit) };
        assert.equal(known.find(forged), null);
      }),
    );
    for (const length of [0, 32, 63]) {
      const signature = envelope.signature.slice(0, length);
      assert.equal(known.find({ ...envelope, signature }), null);
    }
    assert.equal(known.find({ ...envelope, body: new Uint8Array() }), null);
  });

  it("one agent that signs without end pushes out its own alone", () => {
    const known = new KnownBallots();
    const honest = council.ballot(next(), 0);
    const early = council.ballot(next(), 3);
    learn(known, honest);
    learn(known, early);
    const later = Array.from({ length: guardLimits.knownBallotsPerAgent }, () =>
      council.ballot(next(), 3),
    );
    for (const envelope of later) learn(known, envelope);
    assert.notEqual(known.find(honest), null);
    assert.equal(known.find(early), null);
    for (const envelope of later) assert.notEqual(known.find(envelope), null);
  });

  it("one that comes twice takes one place", () => {
    const known = new KnownBallots();
    const [first, second] = [council.ballot(next(), 1), council.ballot(next(), 1)];
    learn(known, first);
    for (let time = 0; time < 2 * guardLimits.knownBallotsPerAgent; time += 1)
      learn(known, second);
    assert.notEqual(known.find(first), null);
  });

  it("a large one is not kept", () => {
    const known = new KnownBallots();
    const ruling = next();
    const vetoes = Array.from({ length: 10 }, (): Veto => ({
      ...veto(ruling),
      detail: "x".repeat(guardLimits.knownBallotBytes / 8),
    }));
    const large = council.ballot(ruling, 1, { vetoes });
    learn(known, large);
    assert.equal(known.find(large), null);
  });
});

describe("guard: certificates whose ballots are known", () => {
  /** A guard that has the ballots of the agents 0 and 1 on the block of a command. */
  const half = async (): Promise<{ world: GuardWorld; ruling: Ruling }> => {
    const made = await GuardWorld.started();
    const ruling = made.council.permit("intake", valve);
    made.vote(ruling, [0, 1]);
    return { world: made, ruling };
  };

  const refuses = async (
    code: string,
    spoil: (ballot: Envelope, world: GuardWorld, ruling: Ruling) => Envelope,
  ): Promise<void> => {
    const { world: made, ruling } = await half();
    const [zero, one] = made.council.certificate(ruling, [0, 1]).ballots as [Envelope, Envelope];
    const before = made.snapshot(code);
    made.bring(made.council.with(ruling, [zero, spoil(one, made, ruling)]), 2);
    await made.clock.pass(400);
    made.unchanged(code, before);
    made.vote(ruling, [2]);
    await made.clock.pass(400);
    assert.deepEqual(made.written(), [20]);
  };

  it("refuses the body of a known ballot under another signature", () =>
    refuses("CERTIFICATE_SIGNATURE", (ballot, { council: own }, ruling) => {
      const other = own.ballot(ruling, 1, { signer: signerOf("agent3") });
      assert.ok(sameBytes(other.body, ballot.body));
      return other;
    }));

  it("refuses a known signature over another body", () =>
    refuses("CERTIFICATE_SIGNATURE", (ballot, { council: own }, ruling) => ({
      body: own.ballot(ruling, 2).body,
      signature: ballot.signature,
    })));

  it("refuses a known ballot under an entry that is not of its block", async () => {
    const { world: made, ruling } = await half();
    const other = made.council.permit("intake", valve);
    const { ballots } = made.council.certificate(ruling, [0, 1]);
    const before = made.snapshot("CERTIFICATE_PATH");
    made.bring(made.council.with(other, ballots), 2);
    await made.clock.pass(400);
    made.unchanged("CERTIFICATE_PATH", before);
  });

  it("refuses a wrong path or index of an entry that is known", async () => {
    for (const change of [{ index: 1 }, { path: [] }, { path: [new Uint8Array(32)] }]) {
      const { world: made, ruling } = await half();
      const before = made.snapshot("CERTIFICATE_PATH");
      made.bring({ ...made.council.certificate(ruling, [0, 1, 2]), ...change }, 2);
      await made.clock.pass(400);
      made.unchanged("CERTIFICATE_PATH", before);
    }
  });

  it("certificates of a frame share its ballots, each with its own entry and path", async () => {
    const made = await GuardWorld.started();
    const rulings = [15, 25, 35].map((value) =>
      made.council.permit("intake", [{ point: "valve", value }]),
    );
    const { ballots } = made.council.certificate(rulings[0] as Ruling, [0, 1, 2]);
    const certificates = rulings.map((ruling) => made.council.with(ruling, []));
    const before = made.count("CERTIFICATE_PATH");
    made.send(0, { certificates: { certificates, ballots } });
    await made.clock.pass(400);
    assert.deepEqual(made.written(), [15]);
    // Of other blocks: the ballots that they are given say nothing of them.
    assert.equal(made.count("CERTIFICATE_PATH"), before + 2);
  });

  it("a list that has a bad ballot is refused with every certificate that has it", async () => {
    const { world: made, ruling } = await half();
    const { ballots } = made.council.certificate(ruling, [0, 1, 2]);
    const bad = { ...(ballots[2] as Envelope), signature: new Uint8Array(64) };
    const garbage = { body: Uint8Array.of(1), signature: new Uint8Array(64) };
    for (const [code, last] of [
      ["CERTIFICATE_SIGNATURE", bad],
      ["CERTIFICATE_DECODE", garbage],
    ] as const) {
      const before = made.count(code);
      const certificates = [1, 2, 3].map(() => made.council.with(ruling, []));
      made.send(2, { certificates: { certificates, ballots: [...ballots.slice(0, 2), last] } });
      assert.equal(made.count(code), before + 3);
    }
    await made.clock.pass(400);
    assert.deepEqual(made.written(), []);
  });

  it("counts a known ballot once, however often it comes", async () => {
    const { world: made, ruling } = await half();
    for (const agent of [0, 1, 2, 3])
      made.bring(made.council.certificate(ruling, [0, 1]), agent);
    await made.clock.pass(400);
    assert.deepEqual(made.written(), []);
  });
});
