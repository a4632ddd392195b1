import assert from "node:assert/strict";
import {
  blockHash,
  decodeEntry,
  decodeHeader,
  hexBytes,
  limits,
  merkleRoot,
  merkleTree,
  toHex,
} from "@quorate/protocol";
import { type BuiltBlock, Machine, type OrderedTransaction } from "../../edge-agent/src/machine.ts";
import { type Given, MachineRun } from "./machine-run.ts";
import { chain, edgeSite, signerOf } from "./site.ts";

/** What holds of every list of blocks that a machine built from the beginning. */
const soundChain = (blocks: readonly BuiltBlock[]): void => {
  let previous = toHex(chain);
  let sequence = 1;
  let timeUs = 0;
  blocks.forEach((block, index) => {
    const header = decodeHeader(block.header);
    assert.equal(header.chain, toHex(chain));
    assert.equal(header.number, index + 1);
    assert.equal(header.previous, previous);
    assert.equal(header.firstSequence, sequence);
    assert.equal(header.entries, block.entries.length);
    assert.equal(header.root, toHex(merkleRoot(merkleTree(block.entryBytes))));
    assert.ok(header.timeUs >= timeUs);
    assert.equal(block.hash, blockHash(chain, block.header));
    block.entryBytes.forEach((bytes, place) => {
      assert.equal(decodeEntry(bytes).sequence, sequence + place);
    });
    sequence += block.entries.length;
    previous = block.hash;
    timeUs = header.timeUs;
  });
};

const rootOf = (block: BuiltBlock | undefined): string =>
  decodeHeader((block as BuiltBlock).header).stateRoot;

describe("machine: blocks", () => {
  it("chain: each names the one before it, the first the chain itself", () => {
    const run = new MachineRun();
    run.give(run.command(), run.command());
    run.round();
    run.give(run.command({ device: "none" }));
    const command = run.command();
    run.give(command);
    run.round([run.report(command.id)]);
    assert.equal(run.blocks.length, 4);
    soundChain(run.blocks);
  });

  it("a round that orders nothing, or nothing but ballots, makes none", () => {
    const run = new MachineRun();
    const [block] = run.give(run.command()).blocks as [BuiltBlock];
    assert.equal(run.stand(block, [0, 1, 2, 3]).blocks.length, 0);
    assert.equal(run.round().blocks.length, 0);
    assert.equal(run.machine.state.clock.block, 1);
  });

  it("many rounds without a block make one without entries, at the last of them (S9)", () => {
    const run = new MachineRun();
    const rounds = (count: number): number[] =>
      Array.from({ length: count }, () => run.round().blocks.length);
    const quiet = Array.from({ length: limits.snapshotRounds - 1 }, () => 0);
    assert.deepEqual(rounds(limits.snapshotRounds), [...quiet, 1], "from the beginning");
    assert.deepEqual(rounds(5), [0, 0, 0, 0, 0]);
    const [block] = run.give(run.command({ device: "none" })).blocks as [BuiltBlock];
    assert.deepEqual(rounds(limits.snapshotRounds), [...quiet, 1], "from the last block on");
    const { number, entries, firstSequence } = decodeHeader(
      (run.blocks.at(-1) as BuiltBlock).header,
    );
    assert.deepEqual([number, entries, firstSequence], [3, 0, block.firstSequence + 1]);
    run.give(run.command({ device: "none" }));
    soundChain(run.blocks);
  });

  it("ballots for a block without entries change nothing", () => {
    const run = new MachineRun();
    for (let round = 0; round < limits.snapshotRounds; round += 1) run.round();
    const [block] = run.blocks as [BuiltBlock];
    const veto = { sequence: block.firstSequence, code: "INTERLOCK", detail: "a lie" };
    run.round([run.ballot(block, 0), run.ballot(block, 1, [veto])]);
    run.stand(block, [2, 3]);
    const [given] = run.give(run.command()).blocks;
    assert.equal(given?.firstSequence, block.firstSequence);
    assert.deepEqual(
      [...run.machine.state.commands.values()].map(({ ballots, vetoes }) => [ballots, vetoes]),
      [[0, 0]],
    );
  });

  it("carries the round's number and consensus time", () => {
    const run = new MachineRun();
    run.round();
    const [block] = run.give(run.command()).blocks;
    const header = decodeHeader((block as BuiltBlock).header);
    assert.deepEqual([header.round, header.timeUs], [2, run.nowUs]);
  });

  it("what is over the limit goes into the next block of the same round", () => {
    const run = new MachineRun();
    const most = limits.blockEntries;
    // Of several signers: each has its own room for what is denied.
    const denied = ["ann", "bob", "eve"].map((by) => run.command({ device: "none" }, by));
    const many = (count: number, from: number): OrderedTransaction[] =>
      Array.from({ length: count }, (_, index) => {
        const id = (from + index).toString(16).padStart(64, "0");
        const { transaction } = denied[index % denied.length] as Given;
        assert.equal(transaction.kind, "command");
        return transaction.kind === "command"
          ? { ...transaction, command: { ...transaction.command, id } }
          : transaction;
      });
    const [last, first] = [run.command(), run.command()];
    const { blocks } = run.round([
      ...many(most - 1, 0),
      ...[last.transaction, first.transaction],
      ...many(3, most),
    ]);
    assert.deepEqual(blocks.map(({ entries }) => entries.length), [most, 4]);
    soundChain(run.blocks);
    assert.notEqual(rootOf(blocks[0]), rootOf(blocks[1]));
    const places = [last, first].map(({ id }) => run.machine.state.commands.get(id)?.block);
    assert.deepEqual(places, [1, 2]);
    for (const block of blocks) run.stand(block, [0, 1, 2]);
    assert.deepEqual(run.certified, [last.id, first.id], "ballots find both");
  });

  it("a block is closed before it is too large for a frame", () => {
    const run = new MachineRun();
    const denied = ["ann", "bob", "eve"].map((by) => run.command({ device: "none" }, by));
    const body = new Uint8Array(limits.commandBytes);
    const large = Array.from({ length: 300 }, (_, index): OrderedTransaction => {
      const { transaction } = denied[index % denied.length] as Given;
      if (transaction.kind !== "command") return transaction;
      const command = { ...transaction.command, id: index.toString(16).padStart(64, "0") };
      return { ...transaction, command, envelope: { ...transaction.envelope, body } };
    });
    const { blocks } = run.round(large);
    assert.equal(blocks.reduce((sum, { entries }) => sum + entries.length, 0), 300);
    assert.equal(blocks.length, 3);
    for (const { entryBytes } of blocks) {
      const bytes = entryBytes.reduce((sum, { length }) => sum + length, 0);
      assert.ok(bytes < limits.blockBytes + 2 * limits.commandBytes, `${bytes} bytes`);
    }
  });
});

describe("machine: state root (S7)", () => {
  it("changes with everything that is ordered", () => {
    const run = new MachineRun();
    const roots = [run.machine.state.root()];
    const changes = (what: string): void => {
      const root = run.machine.state.root();
      assert.ok(!roots.includes(root), what);
      roots.push(root);
    };
    const command = run.command();
    const [block] = run.give(command).blocks as [BuiltBlock];
    changes("a permitted command");
    for (const agent of [0, 1, 2]) {
      run.round([run.ballot(block, agent)], 0);
      changes(`a ballot of agent ${agent}`);
    }
    const waiting = run.command({ writes: [{ point: "dose", value: 1 }] });
    run.give(waiting);
    changes("a waiting command");
    run.round([run.approval(waiting.id, "bob")]);
    changes("an approval");
    run.give(run.command({ device: "none" }));
    changes("a denial");
    run.round([run.report(command.id)]);
    changes("a report");
    run.idle(2500);
    changes("a closing");
    run.round([], 1);
    changes("time");
  });

  it("differs by what differs in one field of one command", () => {
    const rootAfter = (act: (run: MachineRun, block: BuiltBlock) => void): string => {
      const run = new MachineRun();
      const nonce = new Uint8Array(16);
      const [block] = run.give(run.command({ nonce })).blocks as [BuiltBlock];
      act(run, block);
      return run.machine.state.root();
    };
    const veto = (block: BuiltBlock) => [{ sequence: block.firstSequence, code: "", detail: "" }];
    const roots = [
      rootAfter(() => {}),
      rootAfter((run, block) => run.round([run.ballot(block, 0)], 0)),
      rootAfter((run, block) => run.round([run.ballot(block, 1)], 0)),
      rootAfter((run, block) => run.round([run.ballot(block, 0, veto(block))], 0)),
      rootAfter((run) => run.round([], 0)),
    ];
    assert.equal(new Set(roots).size, roots.length);
    assert.equal(rootAfter(() => {}), roots[0], "and by nothing else");
  });

  it("is the root before the block that carries it", () => {
    const run = new MachineRun();
    run.give(run.command());
    const other = new Machine(run.site);
    for (const round of run.rounds) other.apply(round);
    assert.equal(other.state.root(), run.machine.state.root());
    assert.notEqual(rootOf(run.blocks[0]), run.machine.state.root());
  });

  it("begins with the site's devices and chain", () => {
    const one = new Machine(edgeSite());
    assert.equal(new Machine(edgeSite()).state.root(), one.state.root());
    const elsewhere = { ...edgeSite(), chain: toHex(signerOf("x").publicKey) };
    assert.notEqual(new Machine(elsewhere).state.root(), one.state.root());
    const fewer = { ...edgeSite(), devices: edgeSite().devices.slice(1) };
    assert.notEqual(new Machine(fewer).state.root(), one.state.root());
    assert.equal(hexBytes(one.state.root()).length, 32);
  });
});
