import assert from "node:assert/strict";
import {
  ConsensusError,
  type ConsensusSnapshot,
  type GraphEvent,
  Hashgraph,
} from "../../consensus/src/index.ts";
import { naiveResult } from "../../consensus/src/naive.ts";
import { dagFromText } from "./dag-text.ts";
import { feed, newRun, runEngine, summary } from "./engine-run.ts";
import { Random } from "./random.ts";
import { randomDag, rearranged } from "./random-dag.ts";

/** As read back from a file. */
const stored = (snapshot: ConsensusSnapshot): ConsensusSnapshot =>
  JSON.parse(JSON.stringify(snapshot)) as ConsensusSnapshot;

/** What a member that keeps nothing expired can still hand over. */
const unexpired = (events: readonly GraphEvent[], snapshot: ConsensusSnapshot): GraphEvent[] => {
  const below = snapshot.minimumJudges[0]?.birthRound ?? 1;
  return events.filter((event) => event.birthRound >= below);
};

describe("snapshot: restart", () => {
  for (let first = 0; first < 300; first += 150) {
    it(`goes on as if never stopped (n=4..7, forks<=f, seeds ${first}..${first + 149})`, () => {
      for (let seed = first; seed < first + 150; seed++) {
        const random = new Random(seed + 5);
        const dag = randomDag(seed + 30_000);
        const whole = runEngine(dag.parameters, dag.events);
        const naive = naiveResult(dag.parameters, dag.events);
        for (const [index, round] of whole.rounds.entries()) {
          if (random.chance(0.5)) continue;
          const snapshot = stored(round.snapshot);
          const events = unexpired(rearranged(dag.events, random), snapshot);
          const run = feed(newRun(new Hashgraph(dag.parameters, snapshot)), events);
          const title = `seed ${seed} after round ${round.round}`;
          const expected = whole.rounds.slice(index + 1).map(summary);
          assert.deepEqual(run.rounds.map(summary), expected, title);
          assert.deepEqual(run.hashgraph.snapshot(), whole.hashgraph.snapshot(), title);
          for (const { event, round: value, witness } of naive.values) {
            assert.equal(run.hashgraph.roundOf(event.hash) ?? 0, value, title);
            assert.equal(run.hashgraph.isWitness(event.hash), witness, title);
          }
        }
      }
    });
  }

  it("waits until all judges have come (n=4)", () => {
    const dag = dagFromText("ABCD <- ABCD x11");
    const whole = runEngine({ members: 4 }, dag.events);
    const { snapshot } = whole.rounds[1] as { snapshot: ConsensusSnapshot };
    assert.deepEqual(snapshot.judges.map((hash) => dag.nameOf(hash)), ["A3", "B3", "C3", "D3"]);
    const run = newRun(new Hashgraph({ members: 4 }, snapshot));
    const upTo = dag.events.indexOf(dag.event("D3"));
    feed(run, dag.events.slice(0, upTo));
    assert.equal(run.hashgraph.isRestoring, true);
    assert.equal(run.hashgraph.decidedRound, 2);
    assert.equal(run.hashgraph.roundOf(dag.event("A3").hash), undefined);
    feed(run, dag.events.slice(upTo, upTo + 1));
    assert.equal(run.hashgraph.isRestoring, false);
    assert.equal(run.hashgraph.roundOf(dag.event("A3").hash), 2);
    feed(run, dag.events.slice(upTo + 1));
    assert.deepEqual(run.rounds.map(summary), whole.rounds.slice(2).map(summary));
  });

  it("of no decided round is a beginning (n=4)", () => {
    const dag = dagFromText("ABCD <- ABCD x9");
    const fresh = new Hashgraph({ members: 4 });
    const run = feed(newRun(new Hashgraph({ members: 4 }, fresh.snapshot())), dag.events);
    const whole = runEngine({ members: 4 }, dag.events);
    assert.deepEqual(run.rounds.map(summary), whole.rounds.map(summary));
  });

  it("refuses one that was cut (n=4)", () => {
    const { rounds } = runEngine({ members: 4 }, dagFromText("ABCD <- ABCD x11").events);
    const { snapshot } = rounds[2] as { snapshot: ConsensusSnapshot };
    const cuts: Partial<ConsensusSnapshot>[] = [
      { judges: [] },
      { minimumJudges: snapshot.minimumJudges.slice(1) },
      { minimumJudges: [...snapshot.minimumJudges].reverse() },
      { decidedRound: 4 },
    ];
    for (const cut of cuts) {
      assert.throws(
        () => new Hashgraph({ members: 4 }, { ...snapshot, ...cut }),
        (error) => error instanceof ConsensusError && error.code === "ORDER_PARAMETERS",
      );
    }
  });
});
