import assert from "node:assert/strict";
import { CodedError, encodeFrame, type Envelope, limits } from "@quorate/protocol";
import { Turn } from "../../edge-agent/src/turn.ts";
import { dag, Ear, first, laps, nowUs } from "./ear.ts";
import { Lone, type MadeEvent, makeEvent } from "./lone.ts";
import { edgeSite } from "./site.ts";

const site = edgeSite();

describe("gossip: between agents", () => {
  it("gives no answer to tips again while it is on its way", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(1, { events: { events: [(dag[0] as MadeEvent).envelope] } });
    const answers = (): number => lone.peers[2]?.of("events").length ?? 0;
    const before = answers();
    for (let times = 0; times < 20; times += 1) lone.tips(2);
    assert.equal(answers() - before, 1);
    await lone.clock.pass(2100);
    lone.tips(2);
    assert.equal(answers() - before, 2, "it may have been lost");
  });

  it("looks at other things while one event brings hundreds after it", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const [root, ...rest] = laps(80).map(({ envelope }) => envelope) as [Envelope, ...Envelope[]];
    lone.says(1, { events: { events: rest } });
    const orphans = (): number => lone.agent.gossip.orphanCount;
    const all = orphans();
    lone.says(1, { events: { events: [root] } });
    const some = orphans();
    assert.ok(all > 300 && some < all - 100 && some > 100, `${some} of ${all} are left`);
    await lone.clock.pass(1);
    assert.equal(orphans(), 0, "and goes on by itself");
  });

  it("checks what an event carries when it comes, for its creator's account (S9)", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const { transactions } = lone.agent;
    const check = transactions.check.bind(transactions);
    let checks = 0;
    transactions.check = (transaction) => {
      checks += 1;
      return check(transaction);
    };
    const bad = { body: Uint8Array.of(1), signature: new Uint8Array(64) };
    const carried = Array.from({ length: 50 }, () => ({ approval: bad }) as never);
    const [parent, orphan] = [1, 2].map((sequence) => {
      const parents = sequence === 1 ? [] : [makeEvent({ creator: 3, sequence: 1, timeUs: nowUs })];
      const event = { creator: 3, sequence, parents, timeUs: nowUs };
      return makeEvent({ ...event, transactions: sequence === 1 ? [] : carried });
    }) as [MadeEvent, MadeEvent];
    const frame = (event: MadeEvent): Uint8Array =>
      encodeFrame({ events: { events: [event.envelope] } });
    const spent = lone.agent.peerFrame(1, frame(orphan));
    assert.deepEqual([checks, lone.agent.gossip.orphanCount], [50, 1]);
    assert.deepEqual([...spent.keys()], [3]);
    assert.deepEqual([...lone.agent.peerFrame(2, frame(orphan)).keys()], [], "once");
    lone.says(1, { events: { events: [parent.envelope] } });
    assert.equal(lone.agent.gossip.orphanCount, 0);
  });

  it("large events count for more than small ones, in what goes in at once", () => {
    const turn = new Turn({ after: () => undefined } as never, () => {});
    const rounds = (transactions: number): number => {
      turn.begin();
      let count = 0;
      for (; turn.hasTime(); count += 1) turn.note(transactions);
      return count;
    };
    assert.equal(rounds(0), 128);
    assert.ok(rounds(limits.eventTransactions) < 10);
  });

  it("keeps no name of an event in a peer's tips that is none (S9)", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const lengths = [0, 32, 33, 100_000];
    const tips = lengths.map((length) => ({ hash: new Uint8Array(length), sequence: 1 }));
    lone.says(2, { tips: { tips, clockUs: lone.clock.nowUs(), decidedRound: 0 } });
    const kept = lone.agent.peers.all[2]?.tips.map(({ hash }) => hash.length);
    assert.deepEqual(kept, [0, 64, 0, 0]);
  });

  it("sends nobody what is too old for it, and says from when on it takes any", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(1, { events: { events: dag.slice(0, 2).map(({ envelope }) => envelope) } });
    const tips = site.agents.map(() => ({ hash: new Uint8Array(32), sequence: 0 }));
    const ask = (peer: number, neededFrom: number): number => {
      lone.says(peer, { tips: { tips, clockUs: lone.clock.nowUs(), neededFrom } });
      return lone.ownEvents(peer).length;
    };
    assert.deepEqual([ask(2, 2), ask(3, 1)], [0, 2]);
    const { ancientBelow } = lone.agent.order.hashgraph;
    assert.equal(lone.peers[2]?.of("tips").at(-1)?.neededFrom, ancientBelow);
  });

  it("asks for missing parents whoever referred to them, at most every 20 ms", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const peer = lone.peers[2];
    lone.says(2, { events: { events: [(dag[4] as MadeEvent).envelope] } });
    const wanted = peer?.of("want").flatMap(({ hashes: named }) => named) ?? [];
    assert.equal(wanted.length, 4);
    lone.says(2, { events: { events: [(dag[5] as MadeEvent).envelope] } });
    assert.equal(peer?.of("want").length, 1);
    await lone.clock.pass(25);
    lone.says(2, { events: { events: [(dag[6] as MadeEvent).envelope] } });
    assert.equal(peer?.of("want").length, 2);
    assert.equal(lone.peers[1]?.of("want").length, 0);
  });

  it("looks at so many events of a frame, and keeps one fault of a code (S9)", () => {
    const empty = { body: new Uint8Array(), signature: new Uint8Array() };
    const many = Array<Envelope>(limits.frameItems + 5).fill(empty);
    const { faults } = new Ear().take(...many);
    assert.deepEqual(faults.map(({ times }) => times), [limits.frameItems]);
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(1, { events: { events: many } });
    assert.equal(lone.count(faults[0]?.error.code ?? ""), limits.frameItems);
    lone.says(1, { ballots: { ballots: many } });
    assert.equal(lone.count("BALLOT_REFUSED"), limits.frameItems);
  });

  it("answers what is wanted and here", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(1, { events: { events: dag.slice(0, 2).map(({ envelope }) => envelope) } });
    const named = [first.hash, "44".repeat(32)].map((hash) => Buffer.from(hash, "hex"));
    lone.says(3, { want: { hashes: named } });
    assert.equal(lone.ownEvents(3).length, 1);
  });

  it("without a quorum one agent fills nobody, and what others took of it comes by them", () => {
    const lone = new Lone();
    lone.greet([1]);
    const { order } = lone.agent;
    const most = limits.crowdedEvents;
    let last: MadeEvent | undefined;
    const chain = Array.from({ length: most + 10 }, (_, index) => {
      const parents = last === undefined ? [] : [last];
      const timeUs = nowUs + index;
      last = makeEvent({ creator: 1, sequence: index + 1, parents, timeUs });
      return last.envelope;
    });
    const say = (peer: number, from: number): void => {
      for (let at = from; at < chain.length; at += 100)
        lone.says(peer, { events: { events: chain.slice(at, at + 100) } });
    };
    say(1, 0);
    assert.equal(order.waitingOf(1).length, most);
    assert.ok(lone.count("GOSSIP_CROWDED") > 0);
    assert.ok(lone.journal.records.length <= most + 1, "nor its disk");
    lone.greet([2]);
    say(2, most);
    assert.equal(order.waitingOf(1).length, chain.length);
    lone.agent.stop();
  });

  it("a block that cannot be read for a peer ends no agent", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.blocks.append(new Uint8Array(9));
    lone.blocks.read = () => {
      throw new CodedError("RECORD_DAMAGED", "it rots");
    };
    // The second answer comes when the first is paid for, from a timer.
    for (let times = 0; times < 2; times += 1) lone.says(1, { wantBlocks: { from: 1 } });
    await lone.clock.pass(1000);
    assert.equal(lone.count("RECORD_DAMAGED"), 2);
    assert.deepEqual(lone.peers[1]?.of("blocks"), []);
    lone.agent.stop();
  });

  it("counts, and passes over, frames that agents do not send each other", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const before = lone.journal.records.length;
    lone.says(1, { query: { status: true } as never });
    lone.says(1, { submit: {} as never });
    assert.equal(lone.count("GOSSIP_FRAME"), 2);
    lone.agent.peerFrame(1, Uint8Array.of(255, 255));
    assert.equal(lone.count("FRAME_DECODE"), 1);
    lone.agent.peerFrame(9, Uint8Array.of(1));
    assert.equal(lone.journal.records.length, before);
  });
});
