import assert from "node:assert/strict";
import {
  commandId,
  encodeFrame,
  type Envelope,
  hexBytes,
  readBallot,
  readEvent,
  signCommand,
  toHex,
  type VerifySignature,
} from "@quorate/protocol";
import { readJournalRecord } from "../../edge-agent/src/journal.ts";
import type { Cluster, SimAgent } from "../sim/cluster.ts";
import { SimFile, SimSnapshots } from "../sim/disk.ts";
import { realSignatures } from "../sim/signatures.ts";
import { beginMs } from "../sim/world.ts";
import { allEnded, calmCluster, isQuiet, pass, until } from "./calm.ts";

let value = 0;

/** Commands until `rounds` more rounds are decided at agent 0. */
const run = async (cluster: Cluster, rounds: number): Promise<void> => {
  const decided = (): number => cluster.agents[0]?.agent?.order.hashgraph.decidedRound ?? 0;
  const goal = decided() + rounds;
  while (decided() < goal) {
    value += 1;
    cluster.command("x", value, 20_000);
    await pass(cluster, 60);
  }
};

const settled = (cluster: Cluster, what: string): Promise<void> =>
  until(cluster, what, () => allEnded(cluster) && isQuiet(cluster));

/** Kills an agent and takes its disk away. */
const empty = (cluster: Cluster, index: number): void => {
  cluster.killAgent(index);
  const file = (): SimFile => new SimFile(cluster.world, [0.2, 1]);
  const snapshots = new SimSnapshots(cluster.world, [0.2, 1]);
  Object.assign(cluster.agents[index] as object, { journal: file(), blocks: file(), snapshots });
};

const recordsOf = (cluster: Cluster, index: number, kind: number): Envelope[] =>
  (cluster.agents[index]?.journal.stored() ?? [])
    .filter(({ payload }) => payload[0] === kind)
    .map(({ payload }) => readJournalRecord(payload).envelope);

const chainOf = (cluster: Cluster): Uint8Array => hexBytes(cluster.site.chain);

/** Blocks for which the agent's journal has a ballot. */
const ballotsOf = (cluster: Cluster, index: number): number[] =>
  recordsOf(cluster, index, 2).map((envelope) => readBallot(envelope).header.number);

const votedBy = (cluster: Cluster, index: number): number =>
  Math.max(...ballotsOf(cluster, index));

describe("catch-up", function () {
  this.timeout(60_000);

  it("an agent away for longer than events are kept comes back by itself, and signs", async () => {
    const cluster = calmCluster();
    await run(cluster, 10);
    cluster.killAgent(3);
    await run(cluster, 130);
    assert.ok((cluster.agents[0]?.agent?.store.held ?? 0) < 1000);
    assert.ok(cluster.agents[0]?.journal.isCut, "the journal was cut");
    cluster.startAgent(3);
    await run(cluster, 30);
    await settled(cluster, "all to have one state");
    const back = cluster.agents[3]?.agent;
    assert.equal(cluster.counts.get("SNAPSHOT_ADOPTED"), 1);
    assert.equal(back?.observer, "");
    assert.equal(back?.log.last, cluster.agents[0]?.agent?.log.last, "its log is whole");
    assert.equal(back?.equivocators.size, 0);
    // Alone with two others it is needed: it is a full voter again.
    cluster.killAgent(0);
    value += 1;
    cluster.command("y", value, 20_000);
    await until(cluster, "a command with three", () => allEnded(cluster));
    assert.equal(cluster.followings.at(-1)?.outcome, "confirmed");
  });

  it("one with an emptied folder comes back by itself, and signs nothing twice (S6)", async () => {
    const cluster = calmCluster();
    await run(cluster, 130);
    const before = votedBy(cluster, 2);
    empty(cluster, 2);
    cluster.startAgent(2);
    await run(cluster, 40);
    // It votes again once an event that it made since is ordered: that takes work to order.
    const watches = (): boolean => cluster.agents[2]?.agent?.observer !== "";
    for (let turn = 0; turn < 20 && watches(); turn += 1) await run(cluster, 10);
    assert.equal(cluster.agents[2]?.agent?.observer, "");
    await run(cluster, 10);
    await settled(cluster, "all to have one state");
    const back = cluster.agents[2]?.agent;
    assert.equal(back?.log.last, cluster.agents[0]?.agent?.log.last, "its log is whole");
    const signed = ballotsOf(cluster, 2);
    assert.ok(signed.length > 0, "it votes again");
    assert.ok(Math.min(...signed) > before, "and for no block that it may have voted for before");
    for (const { agent } of cluster.agents) assert.equal(agent?.equivocators.size, 0);
    // It is needed, and it is enough.
    cluster.killAgent(0);
    value += 1;
    cluster.command("y", value, 20_000);
    await until(cluster, "a command with three", () => allEnded(cluster));
    assert.equal(cluster.followings.at(-1)?.outcome, "confirmed");
  });

  it("one whose disk lacks nothing but its last ballot signs no other one (S6)", async () => {
    const cluster = calmCluster();
    await run(cluster, 10);
    await settled(cluster, "all to have one state");
    await pass(cluster, 1000);
    cluster.killAgent(2);
    const last = votedBy(cluster, 2);
    const records = cluster.agents[2]?.journal.stored() ?? [];
    const end = records.pop();
    assert.equal(end?.payload[0], 2, "at rest a ballot is the last record");
    const journal = new SimFile(cluster.world, [0.2, 1]);
    const handle = journal.open();
    for (const { payload } of records) handle.append(payload);
    Object.assign(cluster.agents[2] as SimAgent, { journal });
    cluster.startAgent(2);
    await pass(cluster, 3000);
    assert.ok(!ballotsOf(cluster, 2).includes(last));
    assert.equal(cluster.agents[2]?.agent?.observer, "JOURNAL_LOST");
    await run(cluster, 40);
    await settled(cluster, "all to have one state");
    assert.equal(cluster.agents[2]?.agent?.observer, "");
    assert.ok(votedBy(cluster, 2) > last, "it signs again");
  });

  it("while one of the others is silent, it follows and signs nothing (S6)", async () => {
    const cluster = calmCluster();
    await run(cluster, 130);
    empty(cluster, 2);
    cluster.killAgent(3);
    cluster.startAgent(2);
    // Two vote, so nothing is certified; the order stands still as well.
    await pass(cluster, 5000);
    assert.equal(cluster.agents[2]?.agent?.observer, "JOURNAL_LOST");
    assert.deepEqual(cluster.agents[2]?.agent?.untold, [3]);
    assert.deepEqual(ballotsOf(cluster, 2), []);
    cluster.startAgent(3);
    await run(cluster, 30);
    await settled(cluster, "all to have one state");
    assert.equal(cluster.agents[2]?.agent?.observer, "");
  });

  it("it does not forget over a restart that its journal was lost (S6)", async () => {
    const cluster = calmCluster();
    await run(cluster, 130);
    empty(cluster, 2);
    const [left, right] = [cluster.agents[2]?.name ?? "", cluster.agents[3]?.name ?? ""];
    cluster.network.cutCable(left, right);
    cluster.network.cutCable(right, left);
    cluster.startAgent(2);
    await run(cluster, 150);
    assert.equal(cluster.agents[2]?.agent?.observer, "JOURNAL_LOST");
    const saved = cluster.agents[2]?.snapshots.stored()[0]?.block ?? 0;
    const last = cluster.agents[2]?.agent?.restored?.header.number ?? 0;
    assert.ok(saved > last, "it has taken a snapshot of its own, with its tip from the others");
    cluster.killAgent(2);
    cluster.startAgent(2);
    await run(cluster, 30);
    assert.equal(cluster.agents[2]?.agent?.observer, "JOURNAL_LOST");
    assert.deepEqual(ballotsOf(cluster, 2), []);
    cluster.network.mend();
    await run(cluster, 40);
    await settled(cluster, "all to have one state");
    assert.equal(cluster.agents[2]?.agent?.observer, "");
  });

  it("nor, when a restart comes before its next event, where its events go on (S6)", async () => {
    const cluster = calmCluster();
    await run(cluster, 70);
    empty(cluster, 2);
    const before = cluster.agents[0]?.agent?.store.tip(2).sequence ?? 0;
    assert.ok(before > 0);
    // Past all that the others keep of it; by their tips nobody can tell it where it was then.
    await run(cluster, 200);
    await settled(cluster, "all to have one state");
    for (const index of [0, 1, 3]) {
      cluster.killAgent(index);
      cluster.startAgent(index);
      assert.equal(cluster.agents[index]?.agent?.store.tip(2).sequence, 0);
      await pass(cluster, 2000);
    }
    cluster.startAgent(2);
    const resumed = (): boolean => cluster.agents[2]?.agent?.loss?.resumed === true;
    await until(cluster, "it to know where its events go on", resumed);
    // As a stop does, or the system by itself.
    cluster.agents[2]?.agent?.durable.then(() => {});
    await pass(cluster, 2000);
    cluster.killAgent(2);
    cluster.startAgent(2);
    await run(cluster, 40);
    await settled(cluster, "all to have one state");
    const own = recordsOf(cluster, 2, 1)
      .map((envelope) => readEvent(chainOf(cluster), envelope))
      .filter(({ creator }) => creator === 2)
      .map(({ sequence }) => sequence);
    assert.ok(Math.max(...own) > before, "it makes events again");
    assert.ok(Math.min(...own) >= before, `${Math.min(...own)} is not above ${before}`);
    assert.equal(cluster.agents[2]?.agent?.observer, "");
  });

  it("one with an old copy of its disk, and others that have forgotten it (S6)", async () => {
    const cluster = calmCluster();
    await run(cluster, 20);
    const place = cluster.agents[2] as SimAgent;
    const copied = place.journal.stored();
    // The copy was made between an event, which ordered a block, and the ballot for it.
    while (copied.pop()?.payload[0] !== 2);
    await run(cluster, 20);
    cluster.killAgent(2);
    const signed = recordsOf(cluster, 2, 2);
    await run(cluster, 200);
    await settled(cluster, "all to have one state");
    for (const index of [0, 1, 3]) {
      cluster.killAgent(index);
      cluster.startAgent(index);
      await pass(cluster, 2000);
    }
    empty(cluster, 2);
    const handle = place.journal.open();
    for (const { payload } of copied) handle.append(payload);
    handle.sync(() => {});
    await pass(cluster, 100);
    cluster.startAgent(2);
    await run(cluster, 40);
    await settled(cluster, "all to have one state");
    assert.equal(place.agent?.observer, "");
    const before = new Map(signed.map((one) => [readBallot(one).header.number, toHex(one.body)]));
    for (const ballot of recordsOf(cluster, 2, 2)) {
      const { number } = readBallot(ballot).header;
      assert.equal(before.get(number) ?? toHex(ballot.body), toHex(ballot.body), `block ${number}`);
    }
    assert.ok(votedBy(cluster, 2) > Math.max(...before.keys()), "it signs again");
  });

  it("all stopped at once go on from their snapshots", async () => {
    const signatures = realSignatures();
    let checked = 0;
    const verify: VerifySignature = (...all) => {
      checked += 1;
      return signatures.verify(...all);
    };
    const cluster = calmCluster(4, 1, { signatures: { ...signatures, verify } });
    await run(cluster, 130);
    const newest = (): number => cluster.agents[2]?.snapshots.stored()[0]?.block ?? 0;
    // What came behind the newest snapshot has to be checked again.
    for (const before = newest(); newest() === before; ) await run(cluster, 1);
    for (const index of [0, 1, 2, 3]) cluster.killAgent(index);
    const carried = recordsOf(cluster, 2, 1).reduce(
      (sum, envelope) => sum + readEvent(chainOf(cluster), envelope).transactions.length,
      recordsOf(cluster, 2, 3).length,
    );
    checked = 0;
    cluster.startAgent(2);
    assert.ok(3 * checked < carried, `${checked} of ${carried} signatures checked at the start`);
    for (const index of [0, 3, 1]) cluster.startAgent(index);
    assert.ok((cluster.agents[0]?.agent?.restored?.header.number ?? 0) > 0);
    await run(cluster, 10);
    await settled(cluster, "all to have one state");
    for (const { agent } of cluster.agents) assert.equal(agent?.observer, "");
  });

  it("one whose state is another than the others' takes up a signed one (S7)", async () => {
    const cluster = calmCluster();
    await run(cluster, 70);
    const strayed = cluster.agents[1]?.agent;
    strayed?.machine.state.putSeen("ff".repeat(32), Number.MAX_SAFE_INTEGER - 1);
    await run(cluster, 90);
    assert.ok((cluster.counts.get("STATE_DIVERGED") ?? 0) >= 1);
    assert.notEqual(cluster.agents[1]?.agent, strayed);
    await run(cluster, 10);
    await settled(cluster, "all to have one state");
    assert.equal(cluster.agents[1]?.agent?.observer, "");
    const { block } = cluster.agents[1]?.agent?.machine.state.clock ?? { block: 0 };
    assert.equal(cluster.agents[1]?.agent?.votedBlock, block, "it signs again");
    assert.deepEqual([...(cluster.agents[0]?.agent?.mismatches ?? [])], []);
  });

  it("a command in an event that nobody got, and is too old now, has its end (S8)", async () => {
    const cluster = calmCluster();
    await run(cluster, 10);
    // Cut off, it may make one event: for what is given to it then.
    await settled(cluster, "rest");
    for (const other of ["agent0", "agent1", "agent2"]) {
      cluster.network.cutCable(other, "agent3");
      cluster.network.cutCable("agent3", other);
    }
    await pass(cluster, 1000);
    const given = submitTo(cluster, 3);
    await pass(cluster, 200);
    const carried = recordsOf(cluster, 3, 1).flatMap((envelope) => {
      const { transactions } = readEvent(chainOf(cluster), envelope);
      return transactions.map(({ command }) => (command ? toHex(command.body) : ""));
    });
    assert.ok(carried.includes(toHex(given.body)), "its own event has it");
    await run(cluster, 130);
    const ends = (): boolean =>
      cluster.agents[0]?.agent?.lives.get(commandId(chainOf(cluster), given))?.stage === "ended";
    assert.ok(!ends());
    cluster.network.mend();
    await run(cluster, 30);
    assert.equal(cluster.counts.get("SNAPSHOT_ADOPTED"), 1);
    await until(cluster, "its end", ends);
    await settled(cluster, "all to have one state");
  });
});

describe("catch-up: the log", function () {
  this.timeout(60_000);

  it("has a block whose ballots nobody says again any more", async () => {
    const cluster = calmCluster(4, 1, { snapshotRounds: 1 });
    cluster.killAgent(3);
    await run(cluster, 40);
    await settled(cluster, "all to have one state");
    await pass(cluster, 1000);
    const last = cluster.agents[0]?.agent?.log.last ?? 0;
    assert.equal(cluster.agents[1]?.snapshots.stored()[0]?.block, last);
    // The power fails before the last block and the snapshot of it are on its disk.
    const place = cluster.agents[0] as SimAgent;
    cluster.killAgent(0);
    place.snapshots.keepOnly(place.snapshots.stored().map(({ block }) => block).slice(1));
    const blocks = new SimFile(cluster.world, [0.2, 1]);
    const handle = blocks.open();
    for (const { payload } of place.blocks.stored().slice(0, last - 1)) handle.append(payload);
    Object.assign(place, { blocks });
    cluster.killAgent(1);
    cluster.startAgent(1);
    assert.equal(cluster.agents[1]?.agent?.box.block(last), undefined);
    cluster.startAgent(0);
    assert.equal(place.agent?.log.last, last - 1);
    assert.notEqual(place.agent?.box.block(last), undefined);
    await until(cluster, "the last block", () => place.agent?.log.last === last);
    assert.ok(place.agent?.box.isCertified(last), "it can give its certificates");
  });
});

/** A command for one agent alone. */
const submitTo = (cluster: Cluster, index: number): Envelope => {
  const operator = cluster.signatures.signerOf("ann");
  const notAfterMs = beginMs + Math.floor(cluster.world.nowMs) + 60_000;
  const command = signCommand(chainOf(cluster), operator, {
    ...{ device: "y", writes: [{ point: "a", value: 77 }], notAfterMs },
    nonce: new Uint8Array(16),
  });
  const link = { waitingBytes: 0, send: () => true, close: () => {} };
  const client = cluster.agents[index]?.agent?.clientUp(toHex(operator.publicKey), link);
  client?.frame(encodeFrame({ request: 1, submit: { command } }));
  return command;
};
