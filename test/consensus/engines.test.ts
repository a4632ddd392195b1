import assert from "node:assert/strict";
import { Hashgraph, type OrderMark } from "../../consensus/src/index.ts";
import { naiveResult } from "../../consensus/src/naive.ts";
import { assertSame, type EngineRun, feed, newRun, runEngine, summary } from "./engine-run.ts";
import { Random } from "./random.ts";
import { type RandomDag, randomDag, rearranged } from "./random-dag.ts";

const dags = 1_500;
const batch = 100;
const arrivals = 3;
/** The naive engine takes most of the time: it is asked about every so many-th DAG, */
const share = 3;
/** and about each with a case of which those had no more than so many. */
const enough = 20;

/** How often what happened. */
type Cases = Map<string, number>;

const add = (cases: Cases, name: string, count = 1): void => {
  if (count > 0) cases.set(name, (cases.get(name) ?? 0) + count);
};

/** The order they were made in, then topological shuffles. */
const arrivalOrders = (dag: RandomDag, seed: number) =>
  Array.from({ length: arrivals }, (_, arrival) =>
    arrival === 0 ? dag.events : rearranged(dag.events, new Random(seed * arrivals + arrival)),
  );

/** A DAG in each of its arrival orders, and what happened. */
const play = (dag: RandomDag, seed: number): { runs: EngineRun[]; cases: Cases } => {
  const cases: Cases = new Map();
  const mark = (name: OrderMark): void => add(cases, name);
  const runs = arrivalOrders(dag, seed).map((events) =>
    runEngine({ ...dag.parameters, mark }, events),
  );
  for (const { rounds, stale, hashgraph } of runs) {
    const late = stale.size - rounds.reduce((sum, round) => sum + round.stale.length, 0);
    add(cases, "late", late);
    add(cases, "expired", dag.events.length - hashgraph.size - late);
  }
  const { rounds, stale } = runs[0] as EngineRun;
  add(cases, "rounds", rounds.length);
  add(cases, "fewJudges", rounds.filter((round) => round.fewJudges).length);
  add(cases, "ordered", rounds.reduce((sum, round) => sum + round.events.length, 0));
  add(cases, "stale", stale.size);
  const places = dag.events.map((event) => `${event.creator} ${event.sequence}`);
  if (new Set(places).size < places.length) add(cases, "forked");
  return { runs, cases };
};

/** In whatever order the events came. */
const assertAlike = ([first, ...others]: readonly EngineRun[], title: string): void => {
  const order = first?.rounds.map(summary);
  const stale = [...(first?.stale ?? [])].sort();
  for (const other of others) {
    assert.deepEqual(other.rounds.map(summary), order, title);
    assert.deepEqual([...other.stale].sort(), stale, `${title}: stale`);
  }
};

describe("order: naive and memoized engine agree (n=4..7, forks<=f, 3 arrival orders)", () => {
  /** Of the DAGs about which the naive engine was asked. */
  const compared: Cases = new Map();
  let rounds = 0;

  const isToCompare = (cases: Cases, seed: number): boolean =>
    seed % share === 0 || [...cases.keys()].some((name) => (compared.get(name) ?? 0) <= enough);

  for (let first = 0; first < dags; first += batch) {
    it(`seeds ${first}..${first + batch - 1}`, () => {
      for (let seed = first; seed < first + batch; seed++) {
        const dag = randomDag(seed);
        const { runs, cases } = play(dag, seed);
        assertAlike(runs, `seed ${seed}`);
        rounds += cases.get("rounds") ?? 0;
        if (!isToCompare(cases, seed)) continue;
        const naive = naiveResult(dag.parameters, dag.events);
        for (const [arrival, run] of runs.entries())
          assertSame(run, naive, `seed ${seed} arrival ${arrival}`);
        for (const [name, count] of cases) add(compared, name, count);
      }
    });
  }

  it("the DAGs had every rare case in them", () => {
    assert.ok(rounds > 4 * dags, `rounds: ${rounds}`);
    const rare: readonly OrderMark[] = [
      ...(["order/coin-round", "order/coin-tossed", "order/tie", "order/late-witness"] as const),
      ...(["order/not-famous", "order/forked-judge", "order/fork-seen"] as const),
      ...(["order/fork-on-path", "order/false-link", "order/ancient-on-arrival"] as const),
    ];
    const others = ["rounds", "ordered", "stale", "fewJudges", "late", "forked", "expired"];
    for (const name of [...rare, ...others]) {
      const count = compared.get(name) ?? 0;
      assert.ok(count > enough, `${name}: ${count}`);
    }
  });
});

describe("order: prefixes of the same events (n=4..7, forks<=f)", () => {
  it("at any moment the memoized engine has decided what the naive one does, seeds 0..59", () => {
    for (let seed = 0; seed < 60; seed++) {
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
