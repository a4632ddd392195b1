import assert from "node:assert/strict";
import { type Envelope, readBallot, signBallot, type Veto } from "@quorate/protocol";
import { readJournalRecord } from "../../edge-agent/src/journal.ts";
import type { BuiltBlock } from "../../edge-agent/src/machine.ts";
import { Voting } from "../../edge-agent/src/voting.ts";
import { Lone, type LoneOptions, MemoryLog } from "./lone.ts";
import { MachineRun } from "./machine-run.ts";
import { chain, signerOf } from "./site.ts";

const blocksOf = (count: number): BuiltBlock[] => {
  const run = new MachineRun();
  for (let number = 0; number < count; number += 1) run.give(run.command());
  return run.blocks;
};
const [block, second] = blocksOf(2) as [BuiltBlock, BuiltBlock];
const strayed = ((): BuiltBlock => {
  const run = new MachineRun();
  run.give(run.command({ device: "boiler" }));
  return run.blocks[0] as BuiltBlock;
})();
const veto: Veto = { sequence: block.firstSequence, code: "INTERLOCK", detail: "dry" };

const ballot = (of: BuiltBlock, agent: number): Envelope =>
  signBallot(chain, signerOf(`agent${agent}`), {
    ...{ agent, headerBytes: of.header, clockUs: 1, vetoes: [] },
  });

/** An agent's voting, with what its host hears. */
class Booth {
  readonly lone: Lone;
  readonly voting: Voting;
  readonly told: string[] = [];
  readonly voted: Envelope[] = [];

  constructor(vetoes: readonly Veto[] = [], options: LoneOptions = {}) {
    this.lone = new Lone(options);
    this.greet();
    this.voting = new Voting(this.lone.agent, {
      vetoes: () => vetoes,
      ordered: ({ number }) => this.told.push(`ordered ${number}`),
      certified: ({ number }) => this.told.push(`certified ${number}`),
      logged: () => {},
      voted: ({ number }, envelope) => {
        this.told.push(`voted ${number}`);
        this.voted.push(envelope);
      },
    });
  }

  /** As if all the others had told their tips. */
  private greet(): void {
    const { agent } = this.lone;
    for (const { index } of agent.peers.all) agent.greeted.add(index);
  }

  /** Ballots on the disk. */
  get signed(): Envelope[] {
    const records = this.lone.journal.records.map(readJournalRecord);
    return records.flatMap(({ kind, envelope }) => (kind === "ballot" ? [envelope] : []));
  }
}

const bodies = (envelopes: readonly Envelope[]): string[] =>
  envelopes.map(({ body }) => Buffer.from(body).toString("hex"));

describe("voting", () => {
  it("signs no ballot before n-f agents told their tips (S6)", () => {
    const booth = new Booth();
    booth.lone.agent.greeted.clear();
    booth.lone.agent.greeted.add(0).add(1);
    booth.voting.open(block);
    assert.deepEqual(booth.told, ["ordered 1"]);
    booth.lone.agent.greeted.add(2);
    booth.voting.vote(block);
    assert.deepEqual(booth.told, ["ordered 1", "voted 1"]);
  });

  it("signs a block once, and tells it", () => {
    const booth = new Booth();
    booth.voting.open(block);
    assert.deepEqual(booth.told, ["ordered 1", "voted 1"]);
    assert.equal(booth.signed.length, 1);
    const { agent, headerBytes, clockUs } = readBallot(booth.signed[0] as Envelope);
    assert.deepEqual([agent, clockUs], [0, booth.lone.clock.nowUs()]);
    assert.deepEqual(Buffer.from(headerBytes), Buffer.from(block.header));
  });

  it("nobody sees a ballot before it is on the disk (S6)", () => {
    const booth = new Booth();
    booth.lone.journal.holding = true;
    booth.voting.open(block);
    assert.equal(booth.signed.length, 1);
    assert.deepEqual(booth.told, ["ordered 1"]);
    assert.equal(booth.lone.agent.pool.size, 0);
    booth.lone.journal.release();
    assert.deepEqual(booth.told, ["ordered 1", "voted 1"]);
    assert.equal(booth.lone.agent.pool.size, 1);
  });

  it("a ballot that the disk refused is never seen", () => {
    const booth = new Booth();
    booth.lone.journal.holding = true;
    booth.voting.open(block);
    booth.lone.journal.release(new Error("EIO"));
    assert.deepEqual(booth.told, ["ordered 1"]);
    booth.voting.open(second);
    assert.equal(booth.signed.length, 1, "and no other is signed");
  });

  it("says again after a stop what it signed, whatever its eyes say now (S6)", () => {
    const journal = new MemoryLog();
    const before = new Booth([], { journal });
    before.voting.open(block);
    before.lone.agent.stop();
    const after = new Booth([veto], { journal });
    after.voting.open(block);
    assert.equal(after.signed.length, 1, "no second ballot for the block");
    assert.deepEqual(bodies(after.voted), bodies(before.voted));
    after.voting.open(second);
    assert.equal(after.signed.length, 2);
  });

  it("says again what was on the disk when it died before it was told (S6)", () => {
    const journal = new MemoryLog();
    const before = new Booth([veto], { journal });
    journal.holding = true;
    before.voting.open(block);
    before.lone.agent.stop();
    journal.holding = false;
    const after = new Booth([], { journal });
    after.voting.open(block);
    assert.equal(after.signed.length, 1);
    assert.deepEqual(readBallot(after.voted[0] as Envelope).vetoes, [veto]);
  });

  it("an agent that only watches signs nothing", () => {
    const booth = new Booth();
    booth.lone.agent.observer = "JOURNAL_LOST";
    booth.voting.open(block);
    assert.deepEqual(booth.told, ["ordered 1"]);
    assert.equal(booth.signed.length, 0);
  });

  it("vetoes make events, ballots without one do not", () => {
    const [plain, vetoing] = [new Booth(), new Booth([veto])];
    for (const booth of [plain, vetoing]) booth.voting.open(block);
    assert.ok(!plain.lone.agent.pool.hasWeighty);
    assert.ok(vetoing.lone.agent.pool.hasWeighty);
    assert.deepEqual(readBallot(vetoing.voted[0] as Envelope).vetoes, [veto]);
  });

  it("certified with two others' ballots; then the log holds the block", () => {
    const booth = new Booth();
    booth.voting.open(block);
    booth.voting.take(ballot(block, 1), 1);
    assert.equal(booth.lone.agent.log.last, 0);
    booth.voting.take(ballot(block, 3), 3);
    assert.deepEqual(booth.told, ["ordered 1", "voted 1", "certified 1"]);
    assert.equal(booth.lone.agent.log.last, 1);
  });

  it("the log has no gap: a later block waits for the one before it", () => {
    const booth = new Booth();
    booth.voting.open(block);
    booth.voting.open(second);
    for (const agent of [1, 2]) booth.voting.take(ballot(second, agent), agent);
    assert.equal(booth.lone.agent.log.last, 0);
    for (const agent of [1, 2]) booth.voting.take(ballot(block, agent), agent);
    assert.equal(booth.lone.agent.log.last, 2);
    const [first, next] = booth.lone.agent.log.read(1, 5, 1_000_000);
    assert.deepEqual(Buffer.from(first?.header ?? []), Buffer.from(block.header));
    assert.deepEqual(Buffer.from(next?.header ?? []), Buffer.from(second.header));
  });

  it("the log finds the block that holds a sequence, or the next one to come", () => {
    const booth = new Booth();
    const run = new MachineRun();
    for (const entries of [1, 3, 2, 1, 4])
      run.give(...Array.from({ length: entries }, () => run.command()));
    const { log } = booth.lone.agent;
    assert.equal(log.blockOf(1), 1);
    for (const one of run.blocks) {
      booth.voting.open(one);
      for (const agent of [1, 2]) booth.voting.take(ballot(one, agent), agent);
    }
    assert.equal(log.last, 5);
    const holding = Array.from({ length: 11 }, (_, index) => log.blockOf(index + 1));
    assert.deepEqual(holding, [1, 2, 2, 2, 3, 3, 4, 5, 5, 5, 5]);
    assert.deepEqual(log.read(2, 2, 1_000_000).length, 2);
    assert.deepEqual(log.read(2, 9, 1).length, 1, "one at least, whatever its bytes");
    assert.deepEqual(log.read(6, 9, 1_000_000), []);
  });

  it("knows the newest ballot of each, of a block that is not built yet as well (S6)", () => {
    const booth = new Booth();
    const numberOf = (agent: number): number | undefined => {
      const newest = booth.voting.newestOf(agent);
      return newest === undefined ? undefined : readBallot(newest).header.number;
    };
    booth.voting.open(block);
    booth.voting.take(ballot(block, 2), 2);
    assert.equal(numberOf(2), 1);
    booth.voting.take(ballot(second, 2), 2);
    assert.deepEqual([numberOf(2), numberOf(3)], [2, undefined]);
  });

  it("a disk that cannot be read keeps no link from coming up", () => {
    const blocks = new MemoryLog();
    const booth = new Booth([], { blocks });
    booth.voting.open(block);
    for (const agent of [1, 3]) booth.voting.take(ballot(block, agent), agent);
    assert.equal(booth.lone.agent.log.last, 1);
    blocks.read = () => {
      throw Object.assign(new Error("bad file descriptor"), { code: "EBADF" });
    };
    booth.lone.greet([2]);
    assert.ok((booth.lone.peers[2]?.of("tips").length ?? 0) > 0);
  });

  it("what is no ballot of this site is counted and passed over", () => {
    const booth = new Booth();
    booth.voting.open(block);
    const { body } = ballot(block, 1);
    booth.voting.take({ body, signature: ballot(block, 2).signature }, 2);
    booth.voting.take({ body: Uint8Array.of(1), signature: new Uint8Array(64) }, 2);
    booth.voting.take(ballot(block, 7), 2);
    assert.equal(booth.lone.count("BALLOT_REFUSED"), 3);
    assert.equal(booth.lone.agent.box.standBehind(1, block.firstSequence), 1);
  });
});

describe("voting: another state (S7)", () => {
  it("one agent on another root is told once, and may be the liar", () => {
    const booth = new Booth();
    booth.voting.open(block);
    booth.voting.take(ballot(strayed, 2), 2);
    booth.voting.take(ballot(strayed, 2), 2);
    assert.equal(booth.lone.count("CERTIFICATE_DIVERGENCE"), 1);
    assert.deepEqual([...booth.lone.agent.mismatches], [[2, 1]]);
    assert.equal(booth.lone.agent.observer, "");
  });

  it("f+1 others on another root cannot all be liars: this one stops signing", () => {
    const booth = new Booth();
    booth.voting.open(block);
    for (const agent of [2, 3]) booth.voting.take(ballot(strayed, agent), agent);
    assert.equal(booth.lone.agent.observer, "STATE_DIVERGED");
    booth.voting.open(second);
    assert.equal(booth.signed.length, 1);
  });

  it("and signs none either when its disk, which failed meanwhile, is well again", async () => {
    const booth = new Booth();
    const { agent, clock, journal } = booth.lone;
    journal.holding = true;
    booth.voting.open(block);
    journal.release(new Error("ENOSPC"));
    assert.equal(agent.observer, "JOURNAL_WRITE");
    for (const other of [2, 3]) booth.voting.take(ballot(strayed, other), other);
    journal.holding = false;
    await clock.pass(1000);
    assert.ok(booth.lone.lines.includes("gossip JOURNAL_RECOVERED"));
    assert.equal(agent.observer, "STATE_DIVERGED");
    booth.voting.open(second);
    assert.equal(booth.signed.length, 1);
  });
});
