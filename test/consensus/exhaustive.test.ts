import assert from "node:assert/strict";
import { Hashgraph, type OrderMark } from "../../consensus/src/index.ts";
import { naiveResult } from "../../consensus/src/naive.ts";
import { adversaryDag } from "./adversary.ts";
import { assertSame, feed, newRun, runEngine, summary } from "./engine-run.ts";
import { exhaust, type ExhaustiveCounts } from "./exhaustive.ts";
import { Random } from "./random.ts";
import { rearranged } from "./random-dag.ts";

/** `npm run exhaustive` looks at all of what this takes every 79th of. */
const share = 79;

const assertBusy = (counts: ExhaustiveCounts, dags: number): void => {
  assert.equal(counts.dags, dags);
  assert.ok(counts.rounds >= dags, `${counts.rounds} rounds`);
  assert.ok(counts.ordered > 2 * dags, `${counts.ordered} ordered`);
  assert.ok(counts.forks > dags / 2, `${counts.forks} with forks`);
};

describe("order: exhaustive within bounds (n=4, f=1)", function () {
  this.timeout(120_000);

  it("one layer of three or four makers, each hearing anybody, one of them forking", () => {
    const bounds = { before: 1, free: 1, after: 5, heard: 0, coinFrequency: 3 } as const;
    assertBusy(exhaust(bounds), 1610);
  });

  it(`two layers whose makers hear a quorum, every ${share}th`, () => {
    const bounds = { before: 1, free: 2, after: 5, heard: 2, coinFrequency: 3 } as const;
    const counts = exhaust(bounds, 0, share);
    assertBusy(counts, counts.dags);
    assert.ok(counts.dags > 500, `${counts.dags} DAGs`);
  });
});

describe("order: coin rounds under a network that wants no decision (n=4, frequency 3)", () => {
  const seeds = 20;

  it(`both engines agree, and the order goes on at last, seeds 0..${seeds - 1}`, function () {
    this.timeout(120_000);
    const marks = new Map<OrderMark, number>();
    for (let seed = 0; seed < seeds; seed += 1) {
      const { parameters, events } = adversaryDag(seed);
      const naive = naiveResult(parameters, events);
      const mark = (name: OrderMark): unknown => marks.set(name, (marks.get(name) ?? 0) + 1);
      const run = feed(newRun(new Hashgraph({ ...parameters, mark })), events);
      assertSame(run, naive, `seed ${seed}`);
      const shuffled = rearranged(events, new Random(seed));
      assertSame(runEngine(parameters, shuffled), naive, `seed ${seed} shuffled`);
      const part = runEngine(parameters, shuffled.slice(0, events.length >> 1)).rounds.map(summary);
      assert.deepEqual(part, naive.rounds.map(summary).slice(0, part.length));
      assert.ok(naive.rounds.length > 0, `seed ${seed} decides nothing`);
    }
    assert.ok((marks.get("order/coin-tossed") ?? 0) > 5, `${[...marks].join("; ")}`);
    assert.ok((marks.get("order/coin-round") ?? 0) > 0, `${[...marks].join("; ")}`);
  });
});
