import assert from "node:assert/strict";
import {
  ballotBytes,
  certify,
  checkCertificateSize,
  decode,
  type Envelope,
  hexBytes,
  readBallot,
  signBallot,
  toHex,
  type Veto,
  verifyBallot,
  type WireCertificate,
  wire,
} from "@quorate/protocol";
import fc from "fast-check";
import { type BallotEffect, BallotBox } from "../../edge-agent/src/certificate.ts";
import type { BuiltBlock } from "../../edge-agent/src/machine.ts";
import { MachineRun } from "./machine-run.ts";
import { chain, context, edgeSite, signerOf } from "./site.ts";

const site = edgeSite();

const blocksOf = (count: number): BuiltBlock[] => {
  const run = new MachineRun(site);
  for (let number = 0; number < count; number += 1)
    run.give(run.command({ device: "mixer", writes: [{ point: "heat", value: number }] }));
  return run.blocks;
};
const blocks = blocksOf(3);
const [block, second, third] = blocks as [BuiltBlock, BuiltBlock, BuiltBlock];

const ballot = (
  of: { readonly header: Uint8Array },
  agent: number,
  vetoes: readonly Veto[] = [],
): Envelope =>
  signBallot(chain, signerOf(`agent${agent}`), {
    ...{ agent, headerBytes: of.header, clockUs: 1, vetoes },
  });

/** The same number, another root: what an agent with another state would sign. */
const strayed = (() => {
  const run = new MachineRun(site);
  run.give(run.command({ device: "boiler" }));
  return run.blocks[0] as BuiltBlock;
})();

class Box extends BallotBox {
  put(envelope: Envelope, isOrdered = false): BallotEffect {
    const checked = verifyBallot(context, site, envelope, readBallot(envelope));
    return this.add(envelope, checked, isOrdered);
  }
}

const boxWith = (...open: readonly BuiltBlock[]): Box => {
  const box = new Box(4);
  for (const one of open) box.open(one);
  return box;
};

const isNoNews = ({ certified, mismatch }: BallotEffect): boolean =>
  certified === undefined && mismatch === undefined;

describe("certificate: a liar's large ballot", () => {
  const sequence = block.firstSequence;
  const detail = "x".repeat(ballotBytes(4) - 512);
  const large = ballot(block, 3, [{ sequence: 99, code: "VETO", detail }]);
  const sent = (box: Box): string[] => {
    const certificate = box.certificate(block.number, sequence);
    checkCertificateSize(certificate as WireCertificate);
    return namesOf(certificate?.ballots ?? []);
  };
  const namesOf = (ballots: readonly Envelope[]): string[] =>
    ballots.map(({ signature }) => toHex(signature)).sort();

  it("comes with no certificate that has enough without it, nor into the log (S9)", () => {
    for (const at of [0, 1, 3]) {
      const box = boxWith(block);
      const ballots = [0, 1, 2].map((agent) => ballot(block, agent));
      for (const envelope of ballots.toSpliced(at, 0, large)) box.put(envelope);
      assert.deepEqual(sent(box), namesOf(ballots));
      const logged = decode(wire.Block, box.logged(block.number) as Uint8Array, "BLOCK");
      assert.deepEqual(namesOf(logged.ballots), namesOf(ballots));
    }
  });

  it("comes where it is needed: one of the others is not there, or vetoes", () => {
    const box = boxWith(block);
    for (const agent of [0, 1]) box.put(ballot(block, agent));
    box.put(large);
    assert.equal(sent(box).length, 3);
    box.put(ballot(block, 2, [{ sequence, code: "INTERLOCK", detail: "dry" }]));
    assert.equal(sent(box).length, 4);
  });
});

describe("certificate: two ballots of one agent", () => {
  const sequence = block.firstSequence;
  const against = [{ sequence, code: "INTERLOCK", detail: "" }];

  it("by which the order judges is given out, once it is there", () => {
    for (const [said, ordered] of [[against, []], [[], against]] as const) {
      const box = boxWith(block);
      for (const agent of [0, 1]) box.put(ballot(block, agent));
      box.put(ballot(block, 3, said));
      const before = box.standBehind(1, sequence);
      assert.ok(isNoNews(box.put(ballot(block, 3, ordered), true)));
      const after = box.standBehind(1, sequence);
      assert.deepEqual([before, after], said.length > 0 ? [2, 3] : [3, 2]);
      assert.ok(isNoNews(box.put(ballot(block, 3, said), true)), "the first of the order alone");
      assert.equal(box.standBehind(1, sequence), after);
    }
  });

  it("on another block counts for nothing, ordered or not (S7)", () => {
    const box = boxWith(block);
    for (const agent of [0, 1, 3]) box.put(ballot(block, agent));
    assert.ok(isNoNews(box.put(ballot(strayed, 3), true)));
    assert.equal(box.standBehind(1, sequence), 3);
  });
});

describe("ballot box", () => {
  it("certified at the third of four, once", () => {
    const box = boxWith(block);
    const effects = [2, 0, 3, 1].map((agent) => box.put(ballot(block, agent)));
    assert.deepEqual(effects.map(({ certified }) => certified?.number), [
      ...[undefined, undefined, 1, undefined],
    ]);
  });

  it("never counts an agent twice, whatever it signs", () => {
    const box = boxWith(block);
    const sequence = block.firstSequence;
    const against = [9, sequence].map((one) => [{ sequence: one, code: "A", detail: "" }]);
    for (const vetoes of [[], ...against])
      for (const agent of [0, 1]) assert.ok(isNoNews(box.put(ballot(block, agent, vetoes))));
    assert.equal(box.standBehind(1, sequence), 2);
  });

  it("early ballots wait for their block, and certify it when it comes", () => {
    const box = boxWith();
    for (const agent of [0, 1, 3]) assert.ok(isNoNews(box.put(ballot(block, agent))));
    const certified = box.open(block).flatMap((effect) => effect.certified ?? []);
    assert.deepEqual(certified, [block]);
  });

  it("early ballots: one of each agent, and for the next blocks alone (S9)", () => {
    const box = boxWith();
    for (let turn = 0; turn < 3; turn += 1) box.put(ballot(block, 0));
    assert.equal(box.open(block).length, 1);
    const far = { ...hexHeader(block, 66) };
    box.put(ballot(far, 1));
    box.put(ballot(far, 2));
    assert.equal(box.open({ ...block, number: 66, header: far.header }).length, 0);
  });

  it("ballots for blocks of the past are passed over", () => {
    const box = boxWith(second);
    for (const agent of [0, 1, 2]) assert.ok(isNoNews(box.put(ballot(block, agent))));
    assert.equal(box.certificate(1, block.firstSequence), null);
  });

  it("S7: another header for the same block is told, and counts for nothing", () => {
    const box = boxWith(block);
    for (const agent of [0, 1, 2]) {
      const { mismatch, certified } = box.put(ballot(strayed, agent));
      assert.equal(mismatch?.agent, agent);
      assert.equal(certified, undefined);
    }
    assert.equal(box.standBehind(1, block.firstSequence), 0);
    assert.equal(box.logged(1), null);
  });

  it("S7: an early ballot over another header is told when the block comes", () => {
    const box = boxWith();
    box.put(ballot(strayed, 3));
    assert.deepEqual(box.open(block).map(({ mismatch }) => mismatch?.agent), [3]);
  });

  it("a certificate verifies with what the box gives out, in any order of arrival", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 3 }),
        fc.nat(4),
        (agents, openAfter) => {
          const box = boxWith();
          agents.forEach((agent, index) => {
            if (index === openAfter) box.open(block);
            box.put(ballot(block, agent));
          });
          if (openAfter >= agents.length) box.open(block);
          const certificate = box.certificate(1, block.firstSequence);
          assert.ok(certificate !== null);
          const { agents: counted, entry } = certify(context, site, certificate);
          assert.deepEqual([...counted].sort(), [...agents].sort());
          assert.equal(entry.sequence, block.firstSequence);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("no certificate of what is not there", () => {
    const box = boxWith(block);
    assert.equal(box.certificate(1, block.firstSequence + block.entries.length), null);
    assert.equal(box.certificate(1, block.firstSequence - 1), null);
    assert.equal(box.certificate(2, block.firstSequence), null);
  });

  it("stand behind: those that do not veto the very entry", () => {
    const box = boxWith(block);
    const sequence = block.firstSequence;
    box.put(ballot(block, 0));
    box.put(ballot(block, 1, [{ sequence, code: "INTERLOCK", detail: "" }]));
    box.put(ballot(block, 2, [{ sequence: sequence + 1, code: "INTERLOCK", detail: "" }]));
    assert.equal(box.standBehind(1, sequence), 2);
    assert.equal(box.standBehind(7, sequence), 0);
  });

  it("the log's block holds header, entries and every ballot so far", () => {
    const box = boxWith(block);
    for (const agent of [0, 1]) box.put(ballot(block, agent));
    assert.equal(box.logged(1), null);
    for (const agent of [2, 3]) box.put(ballot(block, agent));
    const logged = decode(wire.Block, box.logged(1) as Uint8Array, "BLOCK");
    assert.deepEqual(Buffer.from(logged.header), Buffer.from(block.header));
    assert.equal(logged.entries.length, block.entries.length);
    assert.equal(logged.ballots.length, 4);
  });

  it("forgets the blocks that nobody needs, and their ballots", () => {
    const box = boxWith(block, second, third);
    for (const agent of [0, 1, 2]) box.put(ballot(second, agent));
    box.forget((number) => number !== 2);
    assert.equal(box.block(2), undefined);
    assert.equal(box.block(1), block);
    assert.deepEqual(box.unvoted(0).map(({ number }) => number), [1, 3]);
  });

  it("own ballots of before a stop are kept for their blocks (S6)", () => {
    const box = boxWith();
    const own = ballot(block, 0);
    box.restore(own);
    assert.equal(box.kept(block), own);
    assert.equal(box.kept(second), undefined);
    assert.equal(box.kept(strayed), undefined, "one for another block of this number is none");
    box.open(block);
    box.put(own);
    assert.deepEqual(box.unvoted(0), []);
    assert.deepEqual(box.ballotsOf(0), [own]);
    assert.deepEqual(box.unvoted(1), [block]);
    box.forget(() => false);
    assert.equal(box.kept(block), undefined);
  });
});

/** The block's header with another number. */
function hexHeader(of: BuiltBlock, number: number): { readonly header: Uint8Array } {
  const header = decode(wire.BlockHeader, of.header, "BLOCK");
  assert.equal(header.chain.length, hexBytes(site.chain).length);
  return { header: wire.BlockHeader.encode({ ...header, number }).finish() };
}
