import assert from "node:assert/strict";
import { Hashgraph } from "@quorate/consensus";
import { encode, type Envelope, limits, seal, wire } from "@quorate/protocol";
import fc from "fast-check";
import { Gossip } from "../../edge-agent/src/gossip.ts";
import { child, dag, Ear, first, hashes, nowUs } from "./ear.ts";
import { Lone, type MadeEvent, makeEvent } from "./lone.ts";
import { chain, context, edgeSite, signerOf } from "./site.ts";

const site = edgeSite();

describe("gossip: orphans", () => {
  it("any order of arrival ends in the same graph, nothing left over", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(dag, { minLength: dag.length }), (order) => {
        const ear = new Ear();
        for (const event of order) ear.take(event);
        assert.deepEqual(hashes(ear.inserted), hashes(dag));
        assert.equal(ear.gossip.orphanCount, 0);
        const known = new Set<string>();
        for (const event of ear.inserted) {
          assert.ok(event.parents.every(({ hash }) => known.has(hash)), "parents first");
          known.add(event.hash);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("names the parents that nobody here has, and only those", () => {
    const ear = new Ear();
    ear.take(...dag.slice(0, 4));
    const { missing, inserted } = ear.take(dag[8] as MadeEvent);
    assert.equal(inserted, 0);
    assert.deepEqual(hashes(missing), hashes(dag.slice(4, 8)));
    assert.deepEqual(hashes(ear.take(dag[9] as MadeEvent).missing), hashes(dag.slice(4, 8)));
    const deeper = ear.take(dag[12] as MadeEvent).missing;
    assert.deepEqual(hashes(deeper), hashes(dag.slice(10, 12)), "orphans are here");
  });

  it("what is known is not looked at again", () => {
    const ear = new Ear();
    ear.take(first);
    const { inserted, faults, missing } = ear.take(first);
    assert.deepEqual([inserted, faults, missing], [0, [], []]);
    ear.take(dag[8] as MadeEvent);
    const before = ear.state;
    ear.take(dag[8] as MadeEvent);
    assert.deepEqual(ear.state, before);
  });

  it("told again, they ask for what all of them wait for in the end", () => {
    const ear = new Ear();
    ear.take(...dag.slice(0, 4));
    ear.take(dag[8] as MadeEvent);
    ear.take(dag[12] as MadeEvent);
    // Nobody has answered. The event that comes again waits for orphans; they wait for these.
    const { missing } = ear.take(dag[12] as MadeEvent);
    const wanted = [...dag.slice(4, 8), ...dag.slice(9, 12)];
    assert.deepEqual(hashes(missing), hashes(wanted));
  });

  it("what many wait for lets in as many as there is time for, the rest in the next turns", () => {
    const graph = new Hashgraph({ members: 4 });
    let [left, inserted] = [0, 0];
    const gossip: Gossip = new Gossip(
      ...[site, context, graph] as const,
      (event) => {
        graph.add(event);
        inserted += 1;
        left -= 1;
      },
      () => true,
      () => left > 0,
    );
    const [root, ...rest] = dag as [MadeEvent, ...MadeEvent[]];
    gossip.take(rest.map(({ envelope }) => envelope), nowUs);
    const turn = (action: () => void): void => {
      const before = inserted;
      left = 5;
      action();
      // All children of the last one that there was time for may be among them.
      assert.ok(inserted > before && inserted <= before + 5 + 4);
    };
    turn(() => gossip.take([root.envelope], nowUs));
    while (gossip.orphanCount > 0) turn(() => gossip.review(nowUs));
    assert.equal(inserted, dag.length);
  });

  it("what others build on outlasts its creator's flood", () => {
    const quick = new Gossip(site, { chain, verify: () => true }, new Ear().graph, () => {});
    const lost = (sequence: number): MadeEvent => {
      const hash = sequence.toString(16).padStart(64, "0");
      const own = { hash, creator: 2, sequence: sequence - 1, birthRound: 1 };
      return makeEvent({ creator: 2, sequence, parents: [own], timeUs: nowUs });
    };
    const branch = lost(2);
    quick.take([branch.envelope], nowUs);
    quick.take([makeEvent({ creator: 1, parents: [branch], timeUs: nowUs }).envelope], nowUs);
    for (let place = 3; place < limits.orphansPerCreator + 20; place += 1)
      quick.take([lost(place).envelope], nowUs);
    const before = quick.orphanCount;
    quick.take([branch.envelope], nowUs);
    assert.equal(quick.orphanCount, before, "it is still here");
  });

  it("are bounded for each creator, the oldest goes first", () => {
    const ear = new Ear();
    const parent = { hash: "11".repeat(32), creator: 1, sequence: 1, birthRound: 1 };
    const orphan = (sequence: number): Envelope => {
      const own = { hash: "22".repeat(32), creator: 2, sequence: sequence - 1, birthRound: 1 };
      const fields = { creator: 2, sequence, parents: [own, parent], timeUs: nowUs };
      return makeEvent(fields).envelope;
    };
    const quick = new Gossip(site, { chain, verify: () => true }, ear.graph, () => {});
    const most = limits.orphansPerCreator;
    for (let place = 2; place < most + 12; place += 1) quick.take([orphan(place)], nowUs);
    assert.equal(quick.orphanCount, most);
    assert.equal(quick.take([orphan(2)], nowUs).missing.length, 2, "the oldest is unknown again");
    quick.take([orphan(most + 11)], nowUs);
    assert.equal(quick.orphanCount, most, "the newest is known");
  });
});

describe("gossip: parents under a false birth round", () => {
  it("are not there, and not asked for: others may have dropped what they are", () => {
    const ear = new Ear();
    ear.take(...dag);
    const known = dag[0] as MadeEvent;
    const [own] = dag.filter(({ creator }) => creator === 1).slice(-1) as [MadeEvent];
    const birthRound = Math.max(own.birthRound, known.birthRound) + 1;
    const sequence = own.sequence + 1;
    const unknown = makeEvent({ creator: 2, sequence: 1, timeUs: nowUs, coin: 5 });
    const parents = [own, { ...known, birthRound }, unknown];
    const lie = makeEvent({ creator: 1, sequence, parents, birthRound, timeUs: nowUs });
    const before = ear.inserted.length;
    assert.deepEqual(ear.take(lie).missing.map(({ hash }) => hash), [unknown.hash]);
    assert.deepEqual(ear.take(lie).missing.map(({ hash }) => hash), [unknown.hash]);
    ear.take(unknown);
    assert.equal(ear.inserted.length, before + 1, "the unknown parent alone");
    assert.equal(ear.gossip.orphanCount, 1);
  });
});

describe("gossip: held, not refused", () => {
  const driftUs = site.policy.clockDriftMs * 1000;

  it("an event too far ahead of the clock waits for its time, its children with it", () => {
    const ear = new Ear();
    ear.take(first);
    const ahead = child({ timeUs: nowUs + driftUs + 1 });
    const next = makeEvent({
      ...{ creator: 0, sequence: 3, parents: [ahead], timeUs: nowUs + driftUs + 2 },
    });
    assert.deepEqual(ear.codes(ahead, next), []);
    assert.equal(ear.inserted.length, 1);
    assert.equal(ear.gossip.heldCount, 1);
    assert.equal(ear.gossip.release(nowUs), 0);
    assert.equal(ear.gossip.release(nowUs + 2), 2);
    assert.deepEqual([ear.gossip.heldCount, ear.gossip.orphanCount], [0, 0]);
  });

  it("what others build on goes in with them, when its time has come", () => {
    const ear = new Ear();
    ear.take(first);
    const ahead = child({ timeUs: nowUs + driftUs + 1 });
    const over = makeEvent({ creator: 1, sequence: 1, parents: [ahead], timeUs: nowUs });
    ear.take(ahead);
    assert.equal(ear.inserted.length, 1);
    ear.gossip.take([over.envelope], nowUs + 2);
    assert.equal(ear.inserted.length, 3);
  });

  it("an agent looks again soon: nobody's next event need come", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const timeUs = lone.clock.nowUs() + driftUs + 30_000;
    const ahead = makeEvent({ creator: 3, sequence: 1, parents: [], timeUs });
    lone.says(3, { events: { events: [ahead.envelope] } });
    assert.equal(lone.agent.order.hashgraph.has(ahead.hash), false);
    await lone.clock.pass(50);
    assert.equal(lone.agent.order.hashgraph.has(ahead.hash), true);
  });

  it("exactly the drift ahead is not too far", () => {
    const ear = new Ear();
    ear.take(first, child({ timeUs: nowUs + driftUs }));
    assert.equal(ear.inserted.length, 2);
  });

  it("f+1 others that built on it show that the clock is ours to doubt", () => {
    const ear = new Ear();
    ear.take(...dag.slice(0, 4));
    const timeUs = nowUs + driftUs + 1_000_000;
    const ahead = child({ timeUs });
    const on = (creator: number): MadeEvent => {
      const own = dag[creator] as MadeEvent;
      return makeEvent({ creator, sequence: 2, parents: [own, ahead], timeUs: nowUs });
    };
    ear.take(ahead, on(1));
    assert.equal(ear.inserted.length, 4, "one may lie");
    ear.take(on(2));
    assert.equal(ear.inserted.length, 7);
  });

  it("an event of a round that is not reached yet waits for it", () => {
    const ear = new Ear();
    const early = makeEvent({ creator: 0, sequence: 1, birthRound: 2, timeUs: nowUs });
    ear.take(early);
    assert.equal(ear.gossip.heldCount, 1);
    ear.take(...dag);
    assert.ok(ear.graph.pendingRound >= 2);
    assert.equal(ear.gossip.release(nowUs), 1);
  });

  /** Events of a round that nobody has reached; nothing about them is checked but their form. */
  const future = (creator: number, coin: number, bytes = 0): Envelope => {
    const filler = { command: { body: new Uint8Array(bytes), signature: new Uint8Array(0) } };
    const transactions = bytes === 0 ? [] : [filler];
    const fields = { creator, sequence: 1, birthRound: 9, timeUs: 1, coin, transactions };
    return { body: encode(wire.Event, fields), signature: new Uint8Array(64) };
  };
  /** A gossip that believes every signature and counts how many it looked at. */
  const trusting = (): { readonly quick: Gossip; readonly looked: () => number } => {
    let looks = 0;
    const verify = (): boolean => {
      looks += 1;
      return true;
    };
    const { graph } = new Ear();
    return { quick: new Gossip(site, { chain, verify }, graph, () => {}), looked: () => looks };
  };
  /** What is here already is not looked at again. */
  const isHere = ({ quick, looked }: ReturnType<typeof trusting>, envelope: Envelope): boolean => {
    const before = looked();
    quick.take([envelope], nowUs);
    return looked() === before;
  };

  it("what is held of one creator is bounded, and pushes nobody else's out (S9)", () => {
    const ear = trusting();
    ear.quick.take([future(1, 0)], nowUs);
    const most = limits.heldPerCreator;
    for (let coin = 0; coin < most + 50; coin += 1) ear.quick.take([future(0, coin)], nowUs);
    assert.equal(ear.quick.heldCount, most + 1);
    assert.ok(isHere(ear, future(1, 0)) && isHere(ear, future(0, most + 49)));
    assert.ok(!isHere(ear, future(0, 0)));
  });

  it("what is held is bounded in bytes; who has most of it loses (S9)", () => {
    const ear = trusting();
    ear.quick.take([future(1, 0)], nowUs);
    const bytes = limits.eventBytes - 100;
    const fitting = Math.floor(limits.heldBytes / limits.eventBytes);
    for (let coin = 0; coin < fitting + 9; coin += 1)
      ear.quick.take([future(0, coin, bytes)], nowUs);
    assert.ok(Math.abs(ear.quick.heldCount - fitting) <= 2, `${ear.quick.heldCount} held`);
    assert.ok(isHere(ear, future(1, 0)));
  });

  it("orphans are bounded in bytes; who has most of them loses (S9)", () => {
    const ear = trusting();
    const parent = { hash: "11".repeat(32), creator: 3, sequence: 1, birthRound: 1 };
    const lost = (creator: number, coin: number, size = 0): Envelope => {
      const filler = { command: { body: new Uint8Array(size), signature: new Uint8Array(0) } };
      const parents = [{ ...parent, hash: Buffer.from(parent.hash, "hex") }];
      const fields = { creator, sequence: 1, birthRound: 1, timeUs: 1, coin, parents };
      const transactions = size === 0 ? [] : [filler];
      const body = encode(wire.Event, { ...fields, transactions });
      return { body, signature: new Uint8Array(64) };
    };
    ear.quick.take([lost(1, 0)], nowUs);
    const fitting = Math.floor(limits.orphanBytes / limits.eventBytes);
    for (let coin = 0; coin < fitting + 9; coin += 1)
      ear.quick.take([lost(0, coin, limits.eventBytes - 200)], nowUs);
    assert.ok(Math.abs(ear.quick.orphanCount - fitting) <= 2, `${ear.quick.orphanCount} orphans`);
    assert.ok(isHere(ear, lost(1, 0)));
  });
});

describe("gossip: bad input (S10)", () => {
  /** Each is dropped under its code and changes nothing. */
  const defects: Readonly<Record<string, readonly [string, () => MadeEvent | Envelope]>> = {
    garbage: ["GOSSIP_DECODE", () => ({ body: Uint8Array.of(8), signature: new Uint8Array(64) })],
    "an empty body": ["GOSSIP_EVENT", () => ({ body: new Uint8Array(), signature: chain })],
    oversize: [
      "GOSSIP_EVENT_SIZE",
      () => ({ body: new Uint8Array(limits.eventBytes + 1), signature: chain }),
    ],
    "the signature of another agent": ["EVENT_SIGNATURE", () => child({}, "agent1")],
    "a signature for another chain": [
      "EVENT_SIGNATURE",
      () => {
        const { body } = child().envelope;
        return seal("quorate/event/v1", new Uint8Array(32), body, signerOf("agent0"));
      },
    ],
    "a creator outside the roster": ["GOSSIP_EVENT", () => child({ creator: 4, parents: [] })],
    "sequence 0": ["GOSSIP_EVENT", () => child({ sequence: 0, parents: [] })],
    "a gap to its self-parent": ["GOSSIP_EVENT", () => child({ sequence: 3 })],
    "no self-parent": ["GOSSIP_EVENT", () => child({ parents: [] })],
    "birth round 0": ["GOSSIP_EVENT", () => child({ birthRound: 0 })],
    "a parent born later": [
      "GOSSIP_EVENT",
      () => child({ parents: [{ ...first, birthRound: 2 }] }),
    ],
    "two parents of one creator": [
      "GOSSIP_EVENT",
      () => child({ parents: [first, dag[1], { ...dag[1], hash: "33".repeat(32) }] }),
    ],
    "the self-parent not first": ["GOSSIP_EVENT", () => child({ parents: [dag[1], first] })],
  };
  for (const [name, [code, make]] of Object.entries(defects))
    it(`refuses ${name}`, () => {
      const ear = new Ear();
      ear.take(...dag.slice(0, 4));
      const before = ear.state;
      assert.deepEqual(ear.codes(make()), [code]);
      assert.deepEqual(ear.state, before);
    });

  it("a bad event among good ones spoils none of them", () => {
    const ear = new Ear();
    const garbage = { body: Uint8Array.of(8), signature: new Uint8Array(64) };
    const { inserted, faults } = ear.take(first, garbage, ...dag.slice(1, 4));
    assert.deepEqual([inserted, faults.length], [4, 1]);
  });

  const refusesAll = (envelope: Envelope): void => {
    const ear = new Ear();
    ear.take(...dag.slice(0, 4));
    const before = ear.state;
    const { faults } = ear.take(envelope);
    assert.equal(faults.length, 1);
    assert.match(faults[0]?.error.code ?? "", /^(GOSSIP|EVENT)_/);
    assert.deepEqual(ear.state, before);
  };

  it("property: random bytes", () => {
    const bytes = fc.uint8Array({ maxLength: 120 });
    fc.assert(
      fc.property(bytes, bytes, (body, signature) => refusesAll({ body, signature })),
      { numRuns: 60 },
    );
  });

  it("property: one changed byte of a valid event", () => {
    const { body, signature } = (dag[4] as MadeEvent).envelope;
    fc.assert(
      fc.property(fc.nat(body.length + 63), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const [one, other] = [Uint8Array.from(body), Uint8Array.from(signature)];
        if (at < body.length) one[at] = (one[at] as number) ^ change;
        else other[at - body.length] = (other[at - body.length] as number) ^ change;
        refusesAll({ body: one, signature: other });
      }),
      { numRuns: 100 },
    );
  });
});

describe("gossip: equivocation", () => {
  it("two events with one self-parent: both are kept, the agent is named once", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const timeUs = lone.clock.nowUs();
    const one = makeEvent({ creator: 2, timeUs });
    const other = makeEvent({ creator: 2, timeUs, coin: 1 });
    const third = makeEvent({ creator: 2, timeUs, coin: 2 });
    lone.says(1, { events: { events: [one, other, third].map(({ envelope }) => envelope) } });
    assert.deepEqual([...lone.agent.equivocators], [2]);
    assert.equal(lone.count("GOSSIP_EQUIVOCATION"), 1);
    assert.equal(lone.agent.store.size, 3);
    assert.equal(lone.agent.observer, "");
  });

  it("the same event twice is none", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const { envelope } = makeEvent({ creator: 2, timeUs: lone.clock.nowUs() });
    for (const peer of [1, 2, 3]) lone.says(peer, { events: { events: [envelope] } });
    assert.equal(lone.agent.equivocators.size, 0);
  });
});
