import assert from "node:assert/strict";
import { eventHash, type Hex, limits, readEvent, type SignedEvent, toHex } from "@quorate/protocol";
import fc from "fast-check";
import { EventStore, type Tip } from "../../edge-agent/src/event-store.ts";
import { journalRecord } from "../../edge-agent/src/journal.ts";
import { type MadeEvent, makeEvent, MemoryLog } from "./lone.ts";
import { beginMs, chain } from "./site.ts";

/** Random DAGs: each step an event over some of the others' tips. */
const grow = (steps: readonly (readonly [number, number])[]): MadeEvent[] => {
  const tips = new Map<number, MadeEvent>();
  return steps.map(([creator, heard], step) => {
    const own = tips.get(creator);
    const others = [0, 1, 2, 3].filter((one) => one !== creator && (heard >> one) % 2 === 1);
    const parents = [own, ...others.map((one) => tips.get(one))].filter((one) => one !== undefined);
    const timeUs = beginMs * 1000 + step;
    const sequence = (own?.sequence ?? 0) + 1;
    const made = makeEvent({ creator, sequence, parents, timeUs });
    tips.set(creator, made);
    return made;
  });
};
const steps = fc.array(fc.tuple(fc.nat(3), fc.nat(15)), { minLength: 1, maxLength: 14 });

const read = ({ envelope }: MadeEvent): SignedEvent => readEvent(chain, envelope);

const storeOf = (events: readonly MadeEvent[]): EventStore => {
  const journal = new MemoryLog();
  const store = new EventStore(4, journal);
  for (const event of events) {
    const { envelope } = event;
    store.add(read(event), journal.append(journalRecord({ kind: "event", envelope })));
  }
  return store;
};

const nameOf = ({ hash }: MadeEvent): Hex => hash;

/** Events of agent 0, each over the one before it. */
const lineOf = (from: MadeEvent, count: number, coin: number): MadeEvent[] => {
  const line = [from];
  while (line.length <= count) {
    const own = line.at(-1) as MadeEvent;
    const sequence = own.sequence + 1;
    const timeUs = beginMs * 1000 + sequence;
    line.push(makeEvent({ creator: 0, sequence, parents: [own], timeUs, coin }));
  }
  return line.slice(1);
};

/** An event of agent 0 with so many commands of 15 kB. */
const bodied = (sequence: number, commands: number, over?: MadeEvent): MadeEvent => {
  const parents = over === undefined ? [] : [over];
  const body = "x".repeat(15_000);
  const transactions = Array.from({ length: commands }, (_, index) => ({
    command: { body: Buffer.from(`${index}${body}`), signature: new Uint8Array(64) },
  })) as never[];
  const timeUs = beginMs * 1000 + sequence;
  return makeEvent({ creator: 0, sequence, timeUs, transactions, parents });
};

const tipOf = ({ hash, sequence }: MadeEvent): Tip => ({ hash, sequence });

const wantedOf = (store: EventStore, hashes: readonly Hex[], tips: readonly Tip[]): Hex[] =>
  store.wanted(hashes, tips).map((envelope) => eventHash(chain, envelope));

const hashesOf = (store: EventStore, sequences: readonly number[]): string[] =>
  store.since(sequences).events.map((envelope) => eventHash(chain, envelope));

describe("event store", () => {
  it("an own event, kept once it is durable, stays in the journal with later ones", () => {
    const [own, other] = [0, 1].map((creator) =>
      makeEvent({ creator, sequence: 1, parents: [], timeUs: beginMs * 1000 }),
    ) as [MadeEvent, MadeEvent];
    const journal = new MemoryLog();
    const [first, second] = [own, other].map(({ envelope }) =>
      journal.append(journalRecord({ kind: "event", envelope })),
    ) as [number, number];
    const store = new EventStore(4, journal);
    store.add(read(other), second);
    store.add(read(own), first);
    assert.equal(store.forget(0), first);
  });

  it("since: exactly what is missing, parents first", () => {
    const known = fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6), fc.nat(6));
    fc.assert(
      fc.property(steps, known, (given, sequences) => {
        const events = grow(given);
        const answer = hashesOf(storeOf(events), sequences);
        const missing = events.filter((one) => one.sequence > (sequences[one.creator] as number));
        assert.deepEqual(answer, missing.map(({ hash }) => hash));
      }),
      { numRuns: 60 },
    );
  });

  it("since: nothing of a birth round that the other one passes over", () => {
    const rounds = fc.array(fc.nat(5), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rounds, fc.nat(6), (births, neededFrom) => {
        const events = births.map((birthRound, index) =>
          makeEvent({ creator: index % 4, sequence: (index >> 2) + 1, birthRound, timeUs: 1 }),
        );
        const { events: given, upTo, more } = storeOf(events).since([0, 0, 0, 0], neededFrom);
        const wanted = events.filter(({ birthRound }) => birthRound >= neededFrom);
        assert.deepEqual(
          given.map((envelope) => eventHash(chain, envelope)),
          wanted.map(({ hash }) => hash),
        );
        const last = (creator: number): number =>
          Math.max(0, ...wanted.filter((one) => one.creator === creator).map((o) => o.sequence));
        assert.deepEqual([upTo, more], [[0, 1, 2, 3].map(last), false]);
      }),
      { numRuns: 50 },
    );
  });

  it("since: exactly what is missing where there are holes", () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.boolean()), fc.nat(5), (given, keep, from) => {
        const events = grow(given).filter(() => keep.next().value);
        const sequences = [from, 0, from, 1];
        const missing = events.filter((one) => one.sequence > (sequences[one.creator] as number));
        const answer = hashesOf(storeOf(events), sequences);
        assert.deepEqual(answer, missing.map(({ hash }) => hash));
      }),
      { numRuns: 60 },
    );
  });

  it("since: nothing for who has all, everything for who has nothing", () => {
    const store = storeOf(grow([[0, 0], [1, 1], [2, 3], [0, 6]]));
    assert.deepEqual(hashesOf(store, [2, 1, 1, 0]), []);
    assert.deepEqual(hashesOf(store, [99, 99, 99, 99]), []);
    assert.equal(hashesOf(store, []).length, 4);
    assert.equal(store.size, 4);
  });

  it("since: both branches of a fork", () => {
    const [first, second] = grow([[0, 0], [0, 0]]) as [MadeEvent, MadeEvent];
    const timeUs = beginMs * 1000 + 9;
    const other = makeEvent({ creator: 0, sequence: 2, parents: [first], timeUs, coin: 1 });
    const store = storeOf([first, second, other]);
    assert.deepEqual(hashesOf(store, [1, 0, 0, 0]), [second.hash, other.hash]);
    assert.deepEqual(store.tip(0), { hash: second.hash, sequence: 2 });
  });

  it("since: bounded in bytes, at least one event, and says that there is more", () => {
    const events = Array.from({ length: 8 }, (_, index) => bodied(index + 1, 15));
    const store = storeOf(events);
    let have = 0;
    for (let answers = 0; have < 8; answers += 1) {
      const { events: given, more } = store.since([have, 0, 0, 0]);
      const bytes = given.reduce((sum, one) => sum + one.body.length, 0);
      assert.ok(given.length > 0 && (bytes <= limits.syncBytes || given.length === 1));
      have += given.length;
      assert.equal(more, have < 8);
      assert.ok(answers < 8);
    }
  });

  it("tip: the newest of a creator; none before its first", () => {
    const events = grow([[0, 0], [1, 1], [0, 2]]);
    const store = storeOf(events);
    assert.deepEqual(store.tip(0), { hash: events[2]?.hash, sequence: 2 });
    assert.deepEqual(store.tip(3), { hash: "", sequence: 0 });
  });

  it("byHash: what it has", () => {
    const events = grow([[0, 0], [1, 1]]);
    const store = storeOf(events);
    assert.deepEqual(store.byHash(events[1]?.hash as string), events[1]?.envelope);
    assert.equal(store.byHash("00".repeat(32)), undefined);
  });

  it("wanted: only what was asked for where nobody forked, nothing unknown or let go", () => {
    const events = grow([[0, 0], [1, 1], [0, 2]]);
    const store = storeOf(events);
    const [first, second, third] = events.map(({ hash }) => hash) as [Hex, Hex, Hex];
    const tips = [{ hash: first, sequence: 1 }];
    assert.deepEqual(wantedOf(store, [third, "00".repeat(32), second], tips), [third, second]);
    store.forget(2);
    assert.deepEqual(wantedOf(store, [third, second], tips), []);
  });

  it("wanted: a branch back to and behind the tip, oldest first, each event once", () => {
    const from = makeEvent({ creator: 0, sequence: 1, parents: [], timeUs: beginMs * 1000 });
    const lines = [0, 1].map((coin) => lineOf(from, 5, coin));
    const [main, branch] = lines as [MadeEvent[], MadeEvent[]];
    // Whether this store has the other branch as well makes no difference.
    for (const events of [[from, ...branch], [from, ...main, ...branch]]) {
      const store = storeOf(events);
      const hashes = [from, ...branch].map(nameOf);
      const [fifth, last] = [hashes[4], hashes[5]] as [Hex, Hex];
      const other = [tipOf(main[4] as MadeEvent)];
      assert.deepEqual(wantedOf(store, [last], other), hashes);
      assert.deepEqual(wantedOf(store, [fifth, last], other), hashes);
      assert.deepEqual(wantedOf(store, [last], [tipOf(branch[3] as MadeEvent)]), [last]);
      // What is above its tips comes by tips.
      assert.deepEqual(wantedOf(store, [last], [tipOf(main[2] as MadeEvent)]), [last]);
      assert.deepEqual(wantedOf(store, [last], []), [last]);
    }
  });

  it("wanted: bounded in events and in bytes; what was asked for comes in any case", () => {
    const from = makeEvent({ creator: 0, sequence: 1, parents: [], timeUs: beginMs * 1000 });
    const [main, branch] = [0, 1].map((coin) => lineOf(from, limits.wantHashes + 9, coin));
    const store = storeOf([from, ...(main as MadeEvent[]), ...(branch as MadeEvent[])]);
    const names = (branch as MadeEvent[]).map(nameOf);
    const tips = [tipOf(main?.at(-1) as MadeEvent)];
    assert.deepEqual(wantedOf(store, [names.at(-1) as Hex], tips), names.slice(-limits.wantHashes));
    const one = bodied(1, 15);
    const large = storeOf([one, bodied(2, 15, one)]);
    const { hash } = large.tip(0);
    assert.deepEqual(wantedOf(large, [hash], [{ hash: "", sequence: 9 }]), [hash]);
    const apart = Array.from({ length: 8 }, (_, index) => bodied(index + 1, 4));
    const answer = storeOf(apart).wanted(apart.map(nameOf), []);
    const bytes = answer.reduce((sum, { body }) => sum + body.length, 0);
    assert.ok(answer.length > 1 && answer.length < 8 && bytes <= limits.syncBytes);
  });

  it("branches: what lies beside the line to somebody's tip, up to its sequence", () => {
    const first = bodied(1, 0);
    const [ours, theirs] = [lineOf(first, 3, 1), lineOf(first, 4, 2)];
    const other = makeEvent({ creator: 1, timeUs: beginMs * 1000 });
    const store = storeOf([first, other, ...ours, ...theirs]);
    const told = (tips: readonly Tip[], neededFrom = 0): Hex[] => {
      const { events, next } = store.branches(tips, neededFrom, 0);
      assert.equal(next, 0);
      return events.map((envelope) => eventHash(chain, envelope));
    };
    const [short, long] = [ours[0] as MadeEvent, ours[2] as MadeEvent];
    assert.deepEqual(told([long]), theirs.slice(0, 3).map(nameOf));
    assert.deepEqual(told([short]), theirs.slice(0, 1).map(nameOf));
    assert.deepEqual(told([long, other]), told([long]));
    assert.deepEqual(told([long], 2), []);
    // By sequences they are sent all of one that they have nothing of.
    assert.deepEqual(told([]), []);
    // A branch that is not here: it has to be had first, and whatever they may lack goes.
    const strange = { hash: bodied(4, 9).hash, sequence: 4 };
    assert.deepEqual(told([strange]), [first, ...ours, ...theirs.slice(0, 3)].map(nameOf));
    assert.deepEqual(store.unknown([strange, other]), [strange.hash]);
    // Theirs go on: what they have is on its way here.
    assert.deepEqual(told([{ ...strange, sequence: 9 }]), []);
    assert.deepEqual(store.unknown([{ ...strange, sequence: 9 }, other]), []);
  });

  it("branches: what a sequence that leapt over it hides", () => {
    const first = bodied(1, 0);
    const line = lineOf(first, 3, 1);
    const leapt = makeEvent({ creator: 0, sequence: 50, parents: [first], timeUs: 1 });
    const store = storeOf([first, ...line, leapt]);
    const { events } = store.branches([leapt], 0, 0);
    assert.deepEqual(events.map((envelope) => eventHash(chain, envelope)), line.map(nameOf));
  });

  it("branches: none that are forgotten are asked for", () => {
    const line = Array.from({ length: 3 }, (_, round) =>
      makeEvent({ creator: 0, sequence: round + 1, timeUs: 1, birthRound: round }),
    );
    const store = storeOf(line);
    const strange = [{ hash: bodied(1, 9).hash, sequence: 1 }];
    assert.equal(store.unknown(strange).length, 1);
    store.forget(1);
    assert.deepEqual(store.unknown(strange), []);
  });

  it("branches: bounded in events, goes on where it ended, and begins anew", () => {
    const first = bodied(1, 0);
    const many = Array.from({ length: 2 * limits.frameItems + 1 }, (_, coin) =>
      makeEvent({ creator: 0, sequence: 2, parents: [first], timeUs: beginMs * 1000, coin }),
    );
    const store = storeOf([first, ...many]);
    const mine = many[0] as MadeEvent;
    const told: Hex[] = [];
    let next = 0;
    for (let answer = 0; answer < 2; answer += 1) {
      const branches = store.branches([mine], 0, next);
      assert.ok(branches.events.length <= limits.frameItems);
      told.push(...branches.events.map((envelope) => eventHash(chain, envelope)));
      ({ next } = branches);
    }
    assert.deepEqual(told, many.slice(1).map(nameOf));
    assert.equal(next, 0);
  });

  it("leaps of a liar's sequences leave no holes to keep", () => {
    const sequences = Array.from({ length: 40 }, (_, index) => 1 + index * 1e9);
    const store = storeOf(
      sequences.map((sequence) => makeEvent({ creator: 0, sequence, timeUs: beginMs * 1000 })),
    );
    assert.deepEqual(hashesOf(store, [sequences[37] as number]).length, 2);
    assert.equal(store.tip(0).sequence, sequences[39]);
  });

  it("old events are read again from the journal", () => {
    const journal = new MemoryLog();
    const store = new EventStore(4, journal);
    const [sample] = grow([[0, 0]]) as [MadeEvent];
    const event = read(sample);
    const count = 4100;
    for (let sequence = 1; sequence <= count; sequence += 1) {
      const envelope = { body: Buffer.from(`${sequence}`), signature: new Uint8Array(1) };
      const position = journal.append(journalRecord({ kind: "event", envelope }));
      store.add({ ...event, sequence, hash: `${sequence}`, envelope }, position);
    }
    const { events } = store.since([0, 0, 0, 0]);
    assert.deepEqual(
      events.map(({ body }) => Buffer.from(body).toString()),
      Array.from({ length: count }, (_, index) => `${index + 1}`),
    );
    for (const hash of ["1", `${count}`])
      assert.equal(toHex(store.byHash(hash)?.body ?? chain), toHex(Buffer.from(hash)));
  });
});
