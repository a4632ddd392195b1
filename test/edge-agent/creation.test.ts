import assert from "node:assert/strict";
import {
  commandId,
  type Envelope,
  limits,
  readEvent,
  type SignedEvent,
  signCommand,
  type WireTransaction,
} from "@quorate/protocol";
import { Lone, type MadeEvent, makeEvent, MemoryLog } from "./lone.ts";
import { beginMs, chain, signerOf } from "./site.ts";

let nonces = 0;

const command = (): Envelope => {
  nonces += 1;
  return signCommand(chain, signerOf("ann"), {
    ...{ device: "tank", writes: [{ point: "set", value: 1 }], notAfterMs: beginMs + 10_000 },
    nonce: new Uint8Array(16).fill(nonces),
  });
};

const give = (lone: Lone, envelope = command()): string => {
  const client = lone.client("ann");
  client.says({ request: 1, submit: { command: envelope } });
  client.down();
  return commandId(chain, envelope);
};

/** The agent's own events as agent1 got them. */
const own = (lone: Lone): SignedEvent[] => {
  const events = lone.ownEvents().map((envelope) => readEvent(chain, envelope));
  return events.filter(({ creator }) => creator === 0);
};

describe("creation", () => {
  it("an idle agent makes no events", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    await lone.clock.pass(60_000);
    assert.equal(own(lone).length, 0);
  });

  it("a command makes one at once, with all tips as parents, self-parent first", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const timeUs = lone.clock.nowUs();
    const others = [1, 2, 3].map((creator) => makeEvent({ creator, timeUs }));
    lone.says(2, { events: { events: others.map(({ envelope }) => envelope) } });
    const given = command();
    give(lone, given);
    const [first] = own(lone);
    assert.deepEqual(first?.parents.map(({ hash }) => hash), others.map(({ hash }) => hash));
    assert.deepEqual(first?.transactions.map(({ command: it }) => it?.body.length), [
      given.body.length,
    ]);
    const more = others.map((parent) => {
      const { creator } = parent;
      return makeEvent({ creator, sequence: 2, timeUs: timeUs + 1, parents: [parent] });
    });
    lone.says(2, { events: { events: more.map(({ envelope }) => envelope) } });
    await lone.clock.pass(50);
    const second = own(lone)[1];
    assert.deepEqual(second?.parents.map(({ creator }) => creator), [0, 1, 2, 3]);
    assert.equal(second?.parents[0]?.hash, first?.hash);
  });

  it("nothing before n-f agents, itself among them, told their tips (S6)", () => {
    const lone = new Lone();
    give(lone);
    assert.equal(own(lone).length, 0);
    lone.greet([1]);
    assert.equal(own(lone).length, 0);
    lone.greet([2]);
    assert.equal(own(lone).length, 1);
  });

  it("the tips of one that keeps nothing so old say nothing of its events (S6)", () => {
    const lone = new Lone();
    give(lone);
    lone.greet([1]);
    const tell = (keptFrom: number): void =>
      lone.says(2, { tips: { tips: [], clockUs: lone.clock.nowUs(), keptFrom } });
    tell(2);
    assert.equal(own(lone).length, 0);
    tell(1);
    assert.equal(own(lone).length, 1);
  });

  it("a second link of the same peer is not a second answer", () => {
    const lone = new Lone();
    give(lone);
    for (let link = 0; link < 4; link += 1) lone.greet([1]);
    assert.equal(own(lone).length, 0);
  });

  it("nobody sees an event before it is on the disk, and there is one at a time (S6)", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    give(lone);
    lone.journal.holding = true;
    const timeUs = lone.clock.nowUs();
    const others = [1, 2, 3].map((creator) => makeEvent({ creator, timeUs }).envelope);
    lone.says(1, { events: { events: others } });
    await lone.clock.pass(100);
    assert.equal(own(lone).length, 1);
    const records = lone.journal.records.length;
    give(lone);
    await lone.clock.pass(500);
    assert.ok(lone.journal.records.length - records <= 1, "one accepted command, no event");
    lone.journal.holding = false;
    lone.journal.release();
    await lone.clock.pass(100);
    assert.ok(own(lone).length >= 2);
  });

  it("alone, it stops by itself: no quorum, no creation", async () => {
    const lone = new Lone();
    lone.greet([1, 2]);
    for (let turn = 0; turn < 50; turn += 1) {
      give(lone);
      await lone.clock.pass(100);
    }
    assert.ok(own(lone).length <= 4, `${own(lone).length} events`);
  });

  it("its time only goes forward, whatever the clock does", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    give(lone);
    const before = lone.clock.nowUs();
    lone.clock.offsetMs -= 3_600_000;
    const others = [1, 2, 3].map((creator) => makeEvent({ creator, timeUs: before - 1 }).envelope);
    lone.says(1, { events: { events: others } });
    lone.clock.offsetMs += 3_595_000;
    lone.agent.gossip.release(before);
    give(lone);
    await lone.clock.pass(300);
    const events = own(lone);
    assert.ok(events.length >= 2);
    assert.ok((events[1]?.timeUs ?? 0) > (events[0]?.timeUs ?? 0));
  });

  it("goes on after a stop with the next of its chain", () => {
    const journal = new MemoryLog();
    const before = new Lone({ journal });
    before.greet([1, 2, 3]);
    give(before);
    const [first] = own(before);
    before.agent.stop();
    const after = new Lone({ journal });
    after.greet([1, 2, 3], 1);
    assert.deepEqual(after.agent.ownTip?.hash, first?.hash);
    give(after);
    const mine = own(after).filter(({ sequence }) => sequence > 1);
    for (const { sequence, parents } of mine)
      assert.deepEqual([sequence, parents[0]?.hash], [2, first?.hash]);
  });

  it("who makes events without end keeps it busy, so that rounds let go of them (S9)", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const timeUs = lone.clock.nowUs();
    let parent: MadeEvent | null = null;
    for (let sequence = 1; sequence <= limits.restingEvents + 1; sequence += 1) {
      await lone.clock.pass(1);
      assert.equal(own(lone).length, 0, `after ${sequence - 1} events`);
      const parents: MadeEvent[] = parent === null ? [] : [parent];
      parent = makeEvent({ creator: 2, sequence, parents, timeUs: timeUs + sequence });
      lone.says(2, { events: { events: [parent.envelope] } });
    }
    await lone.clock.pass(300);
    assert.equal(own(lone).length, 1);
  });

  it("and so do a few that are large (S9)", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const timeUs = lone.clock.nowUs();
    const body = new Uint8Array(limits.eventBytes - 1024);
    const transactions = [{ command: { body, signature: new Uint8Array(64) } } as WireTransaction];
    const most = Math.floor(limits.restingBytes / body.length);
    assert.ok(most < limits.restingEvents);
    for (let coin = 1; coin <= most + 1; coin += 1) {
      await lone.clock.pass(300);
      assert.equal(own(lone).length, 0, `after ${coin - 1} events`);
      const { envelope } = makeEvent({ creator: 2, coin, timeUs, transactions });
      lone.says(2, { events: { events: [envelope] } });
    }
    await lone.clock.pass(300);
    assert.equal(lone.agent.order.waiting, most + 2, "forks, and the own one");
    assert.equal(own(lone).length, 1);
  });

  it("an agent that only watches, or has stopped, makes none", async () => {
    for (const end of [
      (lone: Lone) => (lone.agent.observer = "JOURNAL_LOST"),
      (lone: Lone) => lone.agent.stop(),
    ]) {
      const lone = new Lone();
      lone.greet([1, 2, 3]);
      end(lone);
      lone.agent.pool.add({ id: "a", transaction: {} as never, weighty: true });
      lone.tips(1);
      await lone.clock.pass(3000);
      assert.equal(own(lone).length, 0);
    }
  });

  it("ballots alone do not keep the graph busy", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.agent.pool.add({ id: "a", transaction: {} as never, weighty: false });
    lone.tips(1);
    await lone.clock.pass(5000);
    assert.equal(own(lone).length, 0);
  });
});
