import assert from "node:assert/strict";
import { Hashgraph, type OrderMark } from "../../consensus/src/index.ts";
import { naiveResult } from "../../consensus/src/naive.ts";
import { assertSame, feed, newRun, runEngine, summary } from "./engine-run.ts";
import { Random } from "./random.ts";
import { type RandomDag, randomDag, rearranged } from "./random-dag.ts";

const dags = 1_500;
const batch = 100;
const arrivals = 3;

/** The order they were made in, then topological shuffles. */
const arrivalOrders = (dag: RandomDag, seed: number) =>
  Array.from({ length: arrivals }, (_, arrival) =>
    arrival === 0 ? dag.events : rearranged(dag.events, new Random(seed * arrivals + arrival)),
  );

describe("order: naive and memoized engine agree (n=4..7, forks<=f, 3 arrival orders)", () => {
  const marks = new Map<OrderMark, number>();
  const mark = (name: OrderMark): unknown => marks.set(name, (marks.get(name) ?? 0) + 1);
  const seen = { rounds: 0, ordered: 0, stale: 0, fewJudges: 0, late: 0, forked: 0, expired: 0 };

  for (let first = 0; first < dags; first += batch) {
    it(`seeds ${first}..${first + batch - 1}`, function () {
      this.timeout(60_000);
      for (let seed = first; seed < first + batch; seed++) {
        const dag = randomDag(seed);
        const naive = naiveResult(dag.parameters, dag.events);
        for (const [arrival, events] of arrivalOrders(dag, seed).entries()) {
          const run = runEngine({ ...dag.parameters, mark }, events);
          assertSame(run, naive, `seed ${seed} arrival ${arrival}`);
          const listed = run.rounds.reduce((sum, round) => sum + round.stale.length, 0);
          seen.late += run.stale.size - listed;
          seen.expired += dag.events.length - run.hashgraph.size - (run.stale.size - listed);
        }
        seen.rounds += naive.rounds.length;
        seen.fewJudges += naive.rounds.filter((round) => round.fewJudges).length;
        for (const round of naive.rounds) {
          seen.ordered += round.events.length;
          seen.stale += round.stale.length;
        }
        const places = dag.events.map((event) => `${event.creator} ${event.sequence}`);
        if (new Set(places).size < places.length) seen.forked++;
      }
    });
  }

  it("the DAGs had every rare case in them", () => {
    for (const [name, count] of Object.entries(seen)) assert.ok(count > 20, `${name}: ${count}`);
    assert.ok(seen.rounds > 4 * dags, `rounds: ${seen.rounds}`);
    const rare: readonly OrderMark[] = [
      ...(["order/coin-round", "order/coin-tossed", "order/tie", "order/late-witness"] as const),
      ...(["order/not-famous", "order/forked-judge", "order/fork-seen"] as const),
      ...(["order/fork-on-path", "order/false-link", "order/ancient-on-arrival"] as const),
    ];
    for (const name of rare) assert.ok((marks.get(name) ?? 0) > 20, `${name}: ${marks.get(name)}`);
  });
});

describe("order: prefixes of the same events (n=4..7, forks<=f)", () => {
  it("at any moment the memoized engine has decided what the naive one does, seeds 0..149", () => {
    for (let seed = 0; seed < 150; seed++) {
      const random = new Random(seed + 77);
      const dag = randomDag(seed + 10_000);
      const events = rearranged(dag.events, random);
      const cuts = Array.from({ length: 3 }, () => random.below(events.length));
      const run = newRun(new Hashgraph(dag.parameters));
      let from = 0;
      for (const to of cuts.sort((a, b) => a - b)) {
        feed(run, events.slice(from, to));
        const naive = naiveResult(dag.parameters, events.slice(0, to));
        assertSame(run, naive, `seed ${seed} first ${to}`);
        from = to;
      }
    }
  });

  it("what is decided from a part is how the whole begins, seeds 0..299", () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = new Random(seed + 55);
      const dag = randomDag(seed + 20_000);
      const whole = runEngine(dag.parameters, dag.events).rounds.map(summary);
      const events = rearranged(dag.events, random);
      const part = events.slice(0, random.below(events.length));
      const rounds = runEngine(dag.parameters, part).rounds.map(summary);
      assert.deepEqual(rounds, whole.slice(0, rounds.length), `seed ${seed}`);
    }
  });
});
