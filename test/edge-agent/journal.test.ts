import assert from "node:assert/strict";
import { commandId, type Envelope, readBallot, signCommand } from "@quorate/protocol";
import fc from "fast-check";
import {
  eventFromRecord,
  type JournalRecord,
  journalRecord,
  readJournalRecord,
} from "../../edge-agent/src/journal.ts";
import { allEnded, calmCluster, isQuiet, pass, until } from "./calm.ts";
import { Lone, MemoryLog } from "./lone.ts";
import { beginMs, chain, signerOf } from "./site.ts";

const envelope = { body: Uint8Array.of(1, 2), signature: Uint8Array.of(3) };
const kinds = ["event", "ballot", "command", "approval"] as const;

const ballotsOn = (records: readonly Uint8Array[]): number[] =>
  records
    .map(readJournalRecord)
    .filter(({ kind }) => kind === "ballot")
    .map((record) => readBallot(record.envelope).header.number);

describe("journal: records", () => {
  it("come back as they were written", () => {
    const bytes = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), bytes, bytes, (kind, body, signature) => {
        const back = readJournalRecord(journalRecord({ kind, envelope: { body, signature } }));
        assert.equal(back.kind, kind);
        assert.deepEqual([...back.envelope.body], [...body]);
        assert.deepEqual([...back.envelope.signature], [...signature]);
      }),
    );
  });

  it("kinds have the numbers that files of old hold", () => {
    const first = (kind: JournalRecord["kind"]): unknown => journalRecord({ kind, envelope })[0];
    assert.deepEqual(kinds.map(first), [1, 2, 3, 4]);
    assert.deepEqual([...eventFromRecord(journalRecord({ kind: "event", envelope })).body], [1, 2]);
  });

  it("refuses a kind that this version does not write, and says what to do", () => {
    const record = Uint8Array.from(journalRecord({ kind: "event", envelope }));
    record[0] = 9;
    assert.throws(() => readJournalRecord(record), { code: "JOURNAL_RECORD", remedy: /newer/ });
  });

  it("refuses what is no record", () => {
    assert.throws(() => readJournalRecord(new Uint8Array()), { code: "JOURNAL_RECORD" });
    assert.throws(() => readJournalRecord(Uint8Array.of(1, 255)), { code: "JOURNAL_DECODE" });
  });
});

describe("journal: a stop and a new start", () => {
  it("comes to the same state root, block and log from its journal alone", async () => {
    const cluster = calmCluster();
    await pass(cluster, 500);
    for (let value = 1; value <= 6; value += 1) cluster.command("x", value, 10_000);
    await until(cluster, "every command's end", () => allEnded(cluster) && isQuiet(cluster));
    await pass(cluster, 1000);
    const before = cluster.agents[2]?.agent;
    let synced = false;
    before?.durable.then(() => {
      synced = true;
    });
    await until(cluster, "the disk", () => synced);
    const root = before?.machine.state.root();
    const [block, events] = [before?.machine.state.clock.block, before?.store.size];
    cluster.killAgent(2);
    cluster.startAgent(2);
    const after = cluster.agents[2]?.agent;
    assert.ok((events ?? 0) > 20);
    assert.equal(after?.machine.state.root(), root);
    assert.equal(after?.machine.state.clock.block, block);
    assert.equal(after?.store.size, events);
    assert.equal(after?.observer, "");
    // The last blocks' ballots are in no event yet: the peers tell them again.
    await until(cluster, "the log", () => after?.log.last === block);
  });

  it("goes on with the others afterwards, and forks nothing (S6)", async () => {
    const cluster = calmCluster();
    await pass(cluster, 500);
    for (const victim of [0, 1, 2, 3]) {
      cluster.command("x", victim + 1, 10_000);
      await pass(cluster, 40);
      cluster.killAgent(victim);
      cluster.startAgent(victim);
    }
    await until(cluster, "every command's end", () => allEnded(cluster) && isQuiet(cluster));
    for (const { agent, name } of cluster.agents) {
      assert.deepEqual([...(agent?.equivocators ?? [])], [], name);
      assert.equal(agent?.observer, "");
    }
  });

  it("all at once: the site goes on by itself", async () => {
    const cluster = calmCluster();
    await pass(cluster, 500);
    cluster.command("x", 1, 10_000);
    await pass(cluster, 30);
    for (const index of [0, 1, 2, 3]) cluster.killAgent(index);
    for (const index of [3, 1, 0, 2]) cluster.startAgent(index);
    cluster.command("y", 2, 10_000);
    await until(cluster, "every command's end", () => allEnded(cluster) && isQuiet(cluster));
  });

  it("signs no block twice, wherever the kill strikes (S6)", async () => {
    const cluster = calmCluster();
    await pass(cluster, 500);
    for (let value = 1; value <= 15; value += 1) {
      cluster.command("x", value, 10_000);
      await pass(cluster, 5 + 2 * value);
      cluster.killAgent(1);
      await pass(cluster, 3);
      cluster.startAgent(1);
    }
    const signed = (): number[] =>
      ballotsOn((cluster.agents[1]?.journal.stored() ?? []).map((one) => one.payload));
    // One that has just come back signs when it has heard from the others.
    const isOver = (): boolean => allEnded(cluster) && signed().length > 5;
    await until(cluster, "every end, and its ballots", isOver);
    assert.equal(new Set(signed()).size, signed().length);
  });

  it("says again what was promised and is in no event", () => {
    const journal = new MemoryLog();
    const given = signCommand(chain, signerOf("ann"), {
      ...{ device: "tank", writes: [{ point: "set", value: 1 }] },
      ...{ notAfterMs: beginMs + 10_000, nonce: new Uint8Array(16) },
    });
    const lone = new Lone({ journal });
    lone.client("ann").says({ request: 1, submit: { command: given } });
    assert.ok(lone.agent.pool.has(commandId(chain, given)));
    lone.agent.stop();
    const again = new Lone({ journal });
    again.greet([1, 2]);
    assert.equal(again.ownEvents().length, 1);
  });

  it("but nothing malformed, which was promised to nobody (S10)", async () => {
    const broken = { body: Uint8Array.of(255), signature: new Uint8Array(64) };
    const journal = new MemoryLog([journalRecord({ kind: "approval", envelope: broken })]);
    const lone = new Lone({ journal });
    lone.greet([1, 2]);
    await lone.clock.pass(2000);
    assert.equal(lone.agent.promises.size, 0);
    assert.deepEqual([...lone.agent.lastCodes], [], "no peer is blamed");
    assert.deepEqual(lone.ownEvents(), []);
  });

  it("but not before it knows what others ordered while it was away (S8)", async () => {
    const journal = new MemoryLog();
    const given = someCommand();
    new Lone({ journal }).client("ann").says({ request: 1, submit: { command: given } });
    const behind = new Lone({ journal });
    behind.greet([1, 2, 3], 0, 40);
    await behind.clock.pass(5000);
    assert.equal(behind.ownEvents().length, 0, "it may have ended long ago");
    behind.greet([1, 2, 3]);
    assert.equal(behind.ownEvents().length, 1);
  });

  it("does not say again what was ordered long ago, ids of which are forgotten", async () => {
    const cluster = calmCluster();
    await pass(cluster, 500);
    cluster.command("x", 1, 3000);
    await pass(cluster, 120_000);
    cluster.command("x", 2, 3000);
    await until(cluster, "every command's end", () => allEnded(cluster) && isQuiet(cluster));
    const blocks = cluster.agents.map(({ agent }) => agent?.log.last);
    for (const index of [0, 1, 2, 3]) {
      cluster.killAgent(index);
      cluster.startAgent(index);
      await pass(cluster, 2000);
    }
    assert.deepEqual(cluster.agents.map(({ agent }) => agent?.log.last), blocks);
  });
});

describe("journal: lost", () => {
  it("an agent without its journal only watches, and says why (S6)", () => {
    const lone = new Lone();
    lone.greet([1, 2], 3);
    assert.equal(lone.agent.observer, "JOURNAL_LOST");
    assert.ok(lone.lines.includes("gossip JOURNAL_LOST"));
    const heard = lone.client("ann");
    heard.says({ request: 1, submit: { command: someCommand() } });
    assert.equal(heard.heard.of("progress")[0]?.code, "COMMAND_AGENT_OBSERVES");
    assert.deepEqual(lone.ownEvents(), []);
  });

  it("one peer's word is not enough: it may lie to silence others", () => {
    const lone = new Lone();
    lone.greet([1], 1000);
    assert.equal(lone.agent.observer, "");
    lone.greet([2, 3]);
    lone.client("ann").says({ request: 1, submit: { command: someCommand() } });
    assert.equal(lone.ownEvents(2).length, 1, "it goes on with the others");
  });

  it("the peer that says more of us than we know is no witness to a new start", () => {
    const lone = new Lone();
    lone.greet([1, 2], 0);
    assert.ok(!lone.agent.isRecovering);
    const other = new Lone();
    other.greet([1], 1000);
    other.greet([2], 0);
    assert.ok(other.agent.isRecovering, "two answers of three");
  });

  it("one signed event that the journal lacks is proof", () => {
    const forgotten = new Lone();
    forgotten.greet([1, 2, 3]);
    forgotten.client("ann").says({ request: 1, submit: { command: someCommand() } });
    const [event] = forgotten.ownEvents() as [Envelope];
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(1, { events: { events: [event] } });
    assert.equal(lone.agent.observer, "JOURNAL_LOST");
    const kept = new Lone({ journal: forgotten.journal });
    kept.greet([1, 2, 3], 1);
    kept.says(1, { events: { events: [event] } });
    assert.equal(kept.agent.observer, "", "its own event of its own journal is none");
  });

  it("a disk that fails stops the signing, and nothing unsynced goes out", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.journal.holding = true;
    lone.client("ann").says({ request: 1, submit: { command: someCommand() } });
    assert.deepEqual(lone.ownEvents(), []);
    lone.journal.release(new Error("ENOSPC"));
    assert.equal(lone.agent.observer, "JOURNAL_WRITE");
    assert.deepEqual(lone.ownEvents(), []);
  });

  it("and it signs again by itself when the disk takes what was promised", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.journal.holding = true;
    lone.client("ann").says({ request: 1, submit: { command: someCommand() } });
    lone.journal.release(new Error("ENOSPC"));
    lone.journal.holding = false;
    await lone.clock.pass(1000);
    assert.equal(lone.agent.observer, "");
    assert.ok(lone.lines.includes("gossip JOURNAL_RECOVERED"));
    assert.equal(lone.ownEvents().length, 1);
  });
});

let nonces = 0;

const someCommand = (): Envelope => {
  nonces += 1;
  const nonce = new Uint8Array(16).fill(nonces);
  const writes = [{ point: "set", value: 1 }];
  const notAfterMs = beginMs + 10_000;
  return signCommand(chain, signerOf("ann"), { device: "tank", writes, notAfterMs, nonce });
};
