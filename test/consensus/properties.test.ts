import assert from "node:assert/strict";
import fc from "fast-check";
import { type GraphEvent, Hashgraph, linkHolds } from "../../consensus/src/index.ts";
import { type EngineRun, feed, newRun, runEngine, summary } from "./engine-run.ts";
import { Random } from "./random.ts";
import { type RandomDag, randomDag, rearranged } from "./random-dag.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const runs = { numRuns: 200, seed: 20_260_701 };

/** A random DAG, in a random arrival order, through the engine. */
const inRandomOrder = (seed: number): { dag: RandomDag; run: EngineRun } => {
  const dag = randomDag(seed);
  return { dag, run: runEngine(dag.parameters, rearranged(dag.events, new Random(seed ^ 1))) };
};

const holds = (property: (seed: number) => void): void =>
  fc.assert(fc.property(seeds, property), runs);

describe("order: properties (n=4..7, forks<=f)", () => {
  it("rounds follow one another, each with one judge per creator and at least one", () => {
    holds((seed) => {
      const { dag, run } = inRandomOrder(seed);
      const creators = new Map(dag.events.map(({ hash, creator }) => [hash, creator]));
      for (const [index, { round, judges }] of run.rounds.entries()) {
        assert.equal(round, index + 1);
        assert.ok(judges.length > 0);
        assert.equal(new Set(judges.map((hash) => creators.get(hash))).size, judges.length);
      }
    });
  });

  it("consensus times strictly increase and are those of some judges' creators or later", () => {
    holds((seed) => {
      let last = Number.NEGATIVE_INFINITY;
      let lastRound = Number.NEGATIVE_INFINITY;
      for (const { events, timeUs } of inRandomOrder(seed).run.rounds) {
        for (const ordered of events) {
          assert.ok(ordered.timeUs > last);
          last = ordered.timeUs;
        }
        assert.ok(timeUs >= lastRound && timeUs >= last);
        lastRound = timeUs;
      }
    });
  });

  it("an event is ordered once, after its parents, and never stale", () => {
    holds((seed) => {
      const { run } = inRandomOrder(seed);
      const known = new Map<string, GraphEvent>();
      const order = run.rounds.flatMap(({ events }) => events.map(({ event }) => event));
      const place = new Map(order.map((event, index) => [event.hash, index]));
      assert.equal(place.size, order.length);
      for (const event of order) known.set(event.hash, event);
      for (const [index, event] of order.entries()) {
        assert.equal(run.stale.has(event.hash), false);
        for (const ref of event.parents) {
          const parent = known.get(ref.hash);
          const isTrue = parent !== undefined && linkHolds(event, ref, parent);
          if (isTrue) assert.ok((place.get(ref.hash) ?? -1) < index);
        }
      }
    });
  });

  it("the ancient threshold never falls and every event ordered is above it", () => {
    holds((seed) => {
      let last = 1;
      for (const { ancientBelow, events, stale } of inRandomOrder(seed).run.rounds) {
        assert.ok(ancientBelow >= last);
        for (const { event } of events) assert.ok(event.birthRound >= ancientBelow);
        for (const event of stale) assert.ok(event.birthRound < ancientBelow);
        last = ancientBelow;
      }
    });
  });

  it("S2: of two members that know different parts, one's order begins with the other's", () => {
    holds((seed) => {
      const dag = randomDag(seed);
      const [one, other] = [1, 2].map((salt) => {
        const random = new Random(seed ^ salt);
        const events = rearranged(dag.events, random);
        const part = events.slice(0, random.between(events.length >> 1, events.length));
        return runEngine(dag.parameters, part).rounds.map(summary);
      }) as [string[], string[]];
      const common = Math.min(one.length, other.length);
      assert.deepEqual(one.slice(0, common), other.slice(0, common));
    });
  });

  it("memory does not grow with the length of the chain (n=4, one member silent)", () => {
    const parameters = { members: 4, roundsNonAncient: 3 };
    const run = newRun(new Hashgraph(parameters));
    const random = new Random(1);
    let most = 0;
    const tips: (GraphEvent | undefined)[] = [undefined, undefined, undefined];
    for (let step = 0; step < 3_000; step++) {
      const creator = step % 3;
      const others = tips.filter((tip, member) => tip !== undefined && member !== creator);
      const own = tips[creator];
      const parents = (own === undefined ? others : [own, ...others]) as GraphEvent[];
      const event: GraphEvent = {
        hash: random.hash(),
        creator,
        sequence: (own?.sequence ?? 0) + 1,
        birthRound: run.hashgraph.pendingRound,
        timeUs: step,
        coin: random.word(),
        parents: parents.map(({ hash, creator: by, sequence, birthRound }) => {
          return { hash, creator: by, sequence, birthRound };
        }),
      };
      feed(run, [event]);
      tips[creator] = event;
      most = Math.max(most, run.hashgraph.size);
      if (run.rounds.length > 100) run.rounds.length = 0;
    }
    assert.ok(run.hashgraph.decidedRound > 300, `${run.hashgraph.decidedRound} rounds`);
    assert.ok(most < 100, `${most} events held`);
    assert.equal(run.stale.size, 0);
  });
});
