import assert from "node:assert/strict";
import { eventHash, limits, readEvent, type SignedEvent, toHex } from "@quorate/protocol";
import fc from "fast-check";
import { EventStore } from "../../edge-agent/src/event-store.ts";
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
    const body = "x".repeat(15_000);
    const transactions = Array.from({ length: 15 }, (_, index) => ({
      command: { body: Buffer.from(`${index}${body}`), signature: new Uint8Array(64) },
    })) as never[];
    let own: MadeEvent | null = null;
    const events = Array.from({ length: 8 }, (_, index): MadeEvent => {
      const parents: MadeEvent[] = own === null ? [] : [own];
      const fields = { creator: 0, sequence: index + 1, parents, timeUs: beginMs * 1000 + index };
      own = makeEvent({ ...fields, transactions });
      return own;
    });
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
    assert.equal(store.byHash("1"), undefined);
    assert.equal(toHex(store.byHash(`${count}`)?.body ?? chain), toHex(Buffer.from(`${count}`)));
  });
});
