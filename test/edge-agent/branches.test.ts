import assert from "node:assert/strict";
import {
  type Envelope,
  type Hex,
  limits,
  readEvent,
  signCommand,
  toHex,
  type WireTransaction,
} from "@quorate/protocol";
import { EventStore } from "../../edge-agent/src/event-store.ts";
import { journalRecord } from "../../edge-agent/src/journal.ts";
import { type Heard, Lone, type MadeEvent, makeEvent, MemoryLog } from "./lone.ts";
import { beginMs, chain, signerOf } from "./site.ts";

const envelopeOf = ({ envelope }: MadeEvent): Envelope => envelope;

describe("branches: what they carry", () => {
  const timeUs = beginMs * 1000;
  const command = signCommand(chain, signerOf("ann"), {
    ...{ device: "tank", writes: [{ point: "set", value: 1 }], notAfterMs: beginMs + 60_000 },
    nonce: new Uint8Array(16),
  });
  const transactions = [{ command }] as unknown as WireTransaction[];
  const isCarried = (lone: Lone): boolean =>
    lone
      .ownEvents()
      .some(({ body }) => Buffer.from(body).includes(Buffer.from(command.signature)));
  const [one, branch] = [[], transactions].map((carried, coin) =>
    makeEvent({ creator: 3, sequence: 1, parents: [], timeUs, coin, transactions: carried }),
  ) as [MadeEvent, MadeEvent];
  const two = makeEvent({ creator: 3, sequence: 2, parents: [one], timeUs: timeUs + 1 });

  for (const [name, events] of Object.entries({
    "that came last": [one, two, branch],
    "that was the newest event for a time": [branch, one, two],
  }))
    it(`is said again by own events: a branch ${name} (S8)`, async () => {
      const lone = new Lone();
      lone.greet([1, 2, 3]);
      lone.says(3, { events: { events: events.map(envelopeOf) } });
      lone.client("ann").says({ request: 1, submit: { command } });
      await lone.clock.pass(300);
      assert.ok(isCarried(lone));
    });

  it("not what one carries that has made a single line for long since", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const line = [two];
    while (line.length <= 130) {
      const parents = [line.at(-1) as MadeEvent];
      const sequence = line.length + 2;
      line.push(makeEvent({ creator: 3, sequence, parents, timeUs: timeUs + sequence }));
    }
    const parents = [line.at(-1) as MadeEvent];
    const last = { creator: 3, sequence: line.length + 2, parents, timeUs: timeUs + 1000 };
    const other = makeEvent({ creator: 3, sequence: 1, parents: [], timeUs, coin: 7 });
    const events = [one, other, ...line, makeEvent({ ...last, transactions })];
    for (let start = 0; start < events.length; start += 50) {
      const some = events.slice(start, start + 50).map(envelopeOf);
      lone.says(3, { events: { events: some } });
      await lone.clock.pass(5);
    }
    await lone.clock.pass(300);
    assert.ok(lone.agent.unordered.size > 0 && !isCarried(lone));
  });

  it("what comes on a branch while its command is on its way to the disk (S8)", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(3, { events: { events: [one, two].map(envelopeOf) } });
    lone.journal.holding = true;
    const ann = lone.client("ann");
    ann.says({ request: 1, submit: { command } });
    lone.says(3, { events: { events: [branch.envelope] } });
    lone.journal.holding = false;
    lone.journal.release();
    await lone.clock.pass(300);
    assert.ok(ann.heard.of("progress").length > 0 && isCarried(lone));
  });

  it("nothing that is too old to be permitted: the log is full of it (S9)", async () => {
    const lone = new Lone();
    lone.agent.machine.state.clock.timeUs = timeUs + 120_000_000;
    lone.greet([1, 2, 3]);
    lone.says(3, { events: { events: [one, two, branch].map(envelopeOf) } });
    await lone.clock.pass(300);
    assert.equal(lone.agent.pool.size, 0);
    assert.ok(lone.agent.order.hashgraph.has(branch.hash) && !isCarried(lone));
  });

  it("what a single line carries is not", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(3, { events: { events: [branch.envelope] } });
    await lone.clock.pass(300);
    assert.ok(lone.ownEvents().length > 0 && !isCarried(lone));
  });
});

describe("gossip: branches of forks", () => {
  it("asks for a fork's branch by hash also while further events follow", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const peer = lone.peers[1];
    const told = (): number => peer?.of("tips").length ?? 0;
    const [main, branch] = [0, 1].map((coin) =>
      makeEvent({ creator: 2, sequence: 1, parents: [], timeUs: beginMs * 1000, coin }),
    ) as [MadeEvent, MadeEvent];
    const parents = [branch];
    const over = makeEvent({ creator: 2, sequence: 2, parents, timeUs: beginMs * 1000 });
    lone.says(1, { events: { events: [main.envelope] } });
    await lone.clock.pass(25);
    const before = told();
    lone.says(1, { events: { events: [over.envelope], more: true } });
    const wanted = peer?.of("want").flatMap(({ hashes: named }) => named) ?? [];
    assert.deepEqual(wanted.map(toHex), [branch.hash]);
    assert.equal(told() - before, 1);
  });

  it("a long branch that only others have comes in few questions", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const timeUs = beginMs * 1000;
    const from = makeEvent({ creator: 3, sequence: 1, parents: [], timeUs });
    const lineOf = (coin: number): MadeEvent[] => {
      const line = [from];
      for (let sequence = 2; sequence <= 600; sequence += 1)
        line.push(makeEvent({ creator: 3, sequence, parents: [line.at(-1)!], timeUs, coin }));
      return line;
    };
    const [main, branch] = [lineOf(0), lineOf(1)];
    const over = makeEvent({ creator: 1, sequence: 1, parents: [branch.at(-1)!], timeUs });
    const journal = new MemoryLog();
    const store = new EventStore(4, journal);
    for (const { envelope } of [...branch, over]) {
      const position = journal.append(journalRecord({ kind: "event", envelope }));
      store.add(readEvent(chain, envelope), position);
    }
    for (let start = 0; start < main.length; start += 100)
      lone.says(2, { events: { events: main.slice(start, start + 100).map(envelopeOf) } });
    await lone.clock.pass(100);
    const peer = lone.peers[1] as Heard;
    const graph = lone.agent.order.hashgraph;
    lone.says(1, { events: { events: [over.envelope] } });
    let questions = 0;
    for (let wants = peer.of("want"); wants.length > questions; wants = peer.of("want")) {
      const tips = (peer.of("tips").at(-1)?.tips ?? []).map(({ hash, sequence }) => ({
        ...{ hash: toHex(hash), sequence },
      }));
      const hashes = wants[questions]?.hashes ?? [];
      questions += 1;
      lone.says(1, { events: { events: store.wanted(hashes.map(toHex), tips) } });
      await lone.clock.pass(1);
    }
    await lone.clock.pass(100);
    assert.ok(graph.has(over.hash), `not after ${questions} questions`);
    assert.equal(questions, Math.ceil(branch.length / limits.wantHashes));
  });
});

describe("branches: told to one who is behind though it has every sequence (S8)", () => {
  const timeUs = beginMs * 1000;
  const [one, other] = [0, 1].map((coin) => makeEvent({ creator: 3, timeUs, coin })) as [
    MadeEvent,
    MadeEvent,
  ];
  const branch = makeEvent({ creator: 3, sequence: 2, parents: [other], timeUs: timeUs + 1 });

  /** What an agent in round 5 tells a peer whose newest event of the forker is this. */
  const tellTips = (
    lone: Lone,
    decidedRound: number,
    newest: MadeEvent,
    sequence = 1,
  ): { readonly told: Envelope[]; readonly asked: Hex[] } => {
    Object.defineProperty(lone.agent.order.hashgraph, "decidedRound", { get: () => 5 });
    const heard = lone.peers[1] as Heard;
    heard.frames.length = 0;
    const tips = [0, 1, 2, 3].map((creator) => ({
      hash: creator === 3 ? Buffer.from(newest.hash, "hex") : new Uint8Array(32),
      sequence: creator === 3 ? sequence : creator === 2 ? 0 : 9,
    }));
    lone.says(1, { tips: { tips, decidedRound } });
    lone.says(1, { tips: { tips, decidedRound } });
    return {
      told: heard.of("events").flatMap(({ events }) => events),
      asked: heard.of("want").flatMap(({ hashes }) => hashes.map(toHex)),
    };
  };

  /** The same of one that has both branches. */
  const asked = (
    decidedRound: number,
    sequence = 1,
    more: readonly MadeEvent[] = [],
  ): { readonly told: Envelope[]; readonly asked: Hex[] } => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(3, { events: { events: [one, other, ...more].map(envelopeOf) } });
    return tellTips(lone, decidedRound, one, sequence);
  };
  const signatures = (events: readonly Envelope[]): string[] =>
    events.map(({ signature }) => toHex(signature));

  it("once a second at the most", () => {
    const { told } = asked(4);
    assert.deepEqual(signatures(told), signatures([other.envelope]));
  });

  it("one who lacks a sequence that it cannot take yet is told them too", () => {
    const later = makeEvent({ creator: 2, timeUs });
    const { told } = asked(4, 1, [later]);
    assert.deepEqual(signatures(told), signatures([later.envelope, other.envelope]));
  });

  it("one with another branch is told this one, and asked for its own", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(3, { events: { events: [one.envelope] } });
    const { told, asked: hashes } = tellTips(lone, 4, other);
    assert.deepEqual(signatures(told), signatures([one.envelope]));
    assert.deepEqual(hashes, [other.hash]);
  });

  it("not to one who is as far", () => {
    assert.deepEqual(asked(5).told, []);
  });

  it("one who lacks a sequence is told that, which brings branches as well", () => {
    const { told } = asked(4, 0);
    assert.deepEqual(signatures(told), signatures([one.envelope, other.envelope]));
  });

  it("what has come goes into the graph of one who has the rest", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    lone.says(3, { events: { events: [one.envelope] } });
    lone.says(1, { events: { events: [other, branch].map(envelopeOf) } });
    assert.ok(lone.agent.order.hashgraph.has(branch.hash));
  });
});
