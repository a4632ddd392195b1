import assert from "node:assert/strict";
import { type ConsensusParameters, Hashgraph } from "../../consensus/src/index.ts";
import { naiveResult } from "../../consensus/src/naive.ts";
import { dagFromText, orderText, type TextDag } from "./dag-text.ts";
import { assertSame, type EngineRun, feed, newRun, runEngine } from "./engine-run.ts";
import { Random } from "./random.ts";
import { rearranged } from "./random-dag.ts";

interface Scenario {
  readonly dag: TextDag;
  readonly run: EngineRun;
  readonly order: readonly string[];
}

/** Runs a scenario in its own and in other arrival orders and in the naive engine. */
const play = (text: string, parameters: ConsensusParameters): Scenario => {
  const dag = dagFromText(text);
  const naive = naiveResult(parameters, dag.events);
  const run = runEngine(parameters, dag.events);
  assertSame(run, naive, "as written");
  for (let seed = 1; seed <= 3; seed++) {
    const events = rearranged(dag.events, new Random(seed));
    assertSame(runEngine(parameters, events), naive, `shuffled ${seed}`);
  }
  return { dag, run, order: orderText(dag, run.rounds) };
};

describe("order: scenarios", () => {
  it("all hear all in lockstep (n=4, f=1)", () => {
    // Rounds begin with layers 1, 3, 5 and 7; round 1 is decided by layer 5. Of A1 the times at
    // which the judges' creators had it are 10, 21, 22, 23: 22; of B1 11, 20, 22, 23: 22, and B1
    // wins by the time below the median; of C1 and D1 it is 21, and D1 wins above the median.
    const { order, run } = play("ABCD <- ABCD x9", { members: 4 });
    assert.deepEqual(order, [
      "1 [A1 B1 C1 D1]",
      "2 [A3 B3 C3 D3] D1 C1 B1 A1 D2 C2 B2 A2",
      "3 [A5 B5 C5 D5] D3 C3 B3 A3 D4 C4 B4 A4",
    ]);
    const times = run.rounds.map((round) => round.events.map((ordered) => ordered.timeUs));
    assert.deepEqual(times, [
      [],
      // 21, 21, 22, 22 and 31, 31, 32, 32, moved on so that no two are the same.
      [21, 22, 23, 24, 31, 32, 33, 34],
      [41, 42, 43, 44, 51, 52, 53, 54],
    ]);
    // Round 1 ordered nothing: the upper median of its judges' times, 10 to 13.
    assert.deepEqual(
      run.rounds.map((round) => round.timeUs),
      [12, 34, 54],
    );
  });

  it("one member stays silent from some moment on (n=4, f=1)", () => {
    const { order, run } = play("ABCD <- ABCD x3\nABC <- ABC x8", { members: 4 });
    assert.deepEqual(order, [
      "1 [A1 B1 C1 D1]",
      "2 [A3 B3 C3] B1 C1 A1 D1 B2 C2 A2 D2",
      "3 [A5 B5 C5] B3 C3 A3 B4 C4 A4",
      "4 [A7 B7 C7] B5 C5 A5 B6 C6 A6",
    ]);
    assert.ok(run.rounds.every((round) => !round.fewJudges));
  });

  it("one member is blind for a while and then seen again (n=4, f=1)", () => {
    // A's events enter with A4, which is late but sees all, and are received in the next round.
    const text = `
      ABCD <- ABCD
      BCD  <- BCD x4
      A    <-
      BCD  <- BCD x4
      A    <-
      ABCD <- ABCD x6`;
    const { order } = play(text, { members: 4 });
    assert.deepEqual(order, [
      "1 [B1 C1 D1]",
      "2 [B3 C3 D3] C1 D1 B1 C2 D2 B2",
      "3 [B5 C5 D5] C3 D3 B3 C4 D4 B4",
      "4 [B7 C7 D7] C5 D5 B5 C6 D6 B6",
      "5 [A4 B9 C9 D9] D7 C7 B7 D8 C8 B8",
      "6 [A5 B11 C11 D11] D9 C9 B9 A1 A2 A3 D10 C10 B10 A4",
    ]);
  });

  it("no quorum, no order (n=4, f=2)", () => {
    assert.deepEqual(play("AB <- AB x30", { members: 4 }).order, []);
    // Exactly two thirds of the weight are not more than two thirds.
    assert.deepEqual(play("ABCD <- ABCD x30", { members: 6 }).order, []);
    assert.equal(play("ABCDE <- ABCDE x9", { members: 6 }).order.length, 3);
  });

  it("weights decide instead of heads (n=4, weights 4 1 1 1)", () => {
    // A with any one other member is more than two thirds; the three others are not.
    assert.equal(play("AB <- AB x9", { members: 4, weights: [4, 1, 1, 1] }).order.length, 3);
    assert.equal(play("BCD <- BCD x9", { members: 4, weights: [4, 1, 1, 1] }).order.length, 0);
  });
});

describe("fame: scenarios", () => {
  it("a witness that few saw in time is not famous but is ordered (n=4, f=1)", () => {
    const text = `
      ABC <- ABC x2
      D1  <-
      BC  <- A2 B2 C2
      A   <- A B2 C2 D1
      ABC <- ABC x8`;
    const { order } = play(text, { members: 4 });
    assert.deepEqual(order.slice(0, 3), [
      "1 [A1 B1 C1]",
      "2 [A3 B3 C3] B1 C1 A1 A2 C2 B2",
      "3 [A5 B5 C5] B3 C3 D1 A3 B4 C4 A4",
    ]);
  });

  it("a witness learnt when the round after next has begun is not famous at once", () => {
    // A3 alone saw D1: one yes, two noes are no decision in round 3, so round 1 is open when
    // another first event of D turns up; A5, B5 and C5 are round 3 and do not descend from it.
    const text = `
      ABC <- ABC x2
      D1  <-
      BC  <- A2 B2 C2
      A   <- A B2 C2 D1
      ABC <- ABC x2
      D1' <-`;
    const { dag, run } = play(text, { members: 4 });
    const fame = (name: string): boolean | undefined =>
      run.hashgraph.isFamous(dag.event(name).hash);
    assert.equal(run.hashgraph.decidedRound, 0);
    assert.equal(run.hashgraph.roundOf(dag.event("A5").hash), 3);
    assert.deepEqual(["A1", "D1", "D1'"].map(fame), [true, undefined, false]);
  });

  it("a tie is yes (n=4)", () => {
    // In round 2 A and D saw D1, B and C did not.
    const text = `
      ABCD <-
      ABC  <- A1 B1 C1
      D    <- A1 B1 C1
      BC   <- A2 B2 C2
      A    <- A2 B2 C2 D1
      D    <- A2 B2 C2
      ABCD <- ABCD x6`;
    const { order } = play(text, { members: 4 });
    assert.equal(order[0], "1 [A1 B1 C1 D1]");
    // With one yes less it is a no.
    const less = play(text.replace("C2 D1", "C2"), { members: 4 });
    assert.equal(less.order[0], "1 [A1 B1 C1]");
  });

  it("a fork is resolved to the branch that a supermajority saw (n=4, f=1)", () => {
    const text = `
      ABC  <-
      D1   <-
      D1'  <- hash=00
      AB   <- A1 B1 C1 D1
      C    <- A1 B1 C1 D1'
      D2   <- D1 A1 B1 C1
      ABCD <- ABCD x7`;
    const { order } = play(text, { members: 4 });
    assert.equal(order[0], "1 [A1 B1 C1 D1]");
    // Both branches are ordered: nobody becomes blind to a forker.
    assert.match(order[1] ?? "", / D1 /);
    assert.match(order[1] ?? "", / D1' /);
  });

  it("what a parent strongly sees, its child does, whatever branch it heard first (n=4)", () => {
    // B3 strongly sees A1 and B1 with the help of D2. A4 has heard of D2' before, by which it sees
    // neither through D, but strongly sees C1: three witnesses only if it keeps what B3 has.
    const text = `
      A <-
      B <-
      C <-
      D1  <-
      A2  <- A1 B1
      B2  <- B1 A1
      D2  <- D1 A1 B1
      D2' <- D1 C1
      B3  <- B2 A2 D2
      A3  <- A2 D2'
      A4  <- A3 B3 C1`;
    const { dag, run } = play(text, { members: 4 });
    const round = (name: string): number | undefined =>
      run.hashgraph.roundOf(dag.event(name).hash);
    assert.deepEqual(["B3", "A3", "A4"].map(round), [1, 1, 2]);
  });

  it("of two famous branches the smaller hash is the judge (n=4, f=1)", () => {
    // Two saw one branch, two the other: a tie for each, so both are famous.
    const text = (hash: string): string => `
      ABC  <-
      D1   <- hash=7
      D1'  <- hash=${hash}
      AB   <- A1 B1 C1 D1
      C    <- A1 B1 C1 D1'
      D2'  <- D1' A1 B1 C1
      ABCD <- ABCD x7`;
    assert.equal(play(text("0"), { members: 4 }).order[0], "1 [A1 B1 C1 D1']");
    assert.equal(play(text("f"), { members: 4 }).order[0], "1 [A1 B1 C1 D1]");
  });

  // A schedule without any fork that keeps an election open until the coin round.
  const coinRound = `
    A <-
    B <-
    C <-
    D <-
    A <-
    B <-
    C <-
    D <-
    A <- B2
    B <- C2 A3
    C <- D2 B3
    D <- B3
    A <- C3
    B <- C3
    C <- D3 B4
    D <- C4
    A <-
    B <- D4
    C <- B5
    D <- A4 C5
    A <- B5
    B <- A6
    C <- D5
    D <- C6 B6
    A <- D6
    B <- C6
    C <- A7
    D <- B7
    A <- D7
    B <- A8 C7
    C <-
    D <- B8
    A <-
    C <- D8
    C <-
    D <- C10
    A <- C10 D9`;
  const tossed = (bit: number): string => coinRound.replace(/(<-.*)/g, `$1 coin=${bit}`);

  it("the coin is tossed when the votes stay split (n=4, coin frequency 3)", () => {
    const parameters = { members: 4, coinFrequency: 3 };
    const heads = play(tossed(1), parameters).order;
    const tails = play(tossed(0), parameters).order;
    assert.notDeepEqual(heads, tails);
    assert.deepEqual(tails, play(tossed(2), parameters).order, "only the lowest bit counts");
  });

  it("and not before its round (n=4, coin frequency 12)", () => {
    const parameters = { members: 4, coinFrequency: 12 };
    assert.deepEqual(play(tossed(1), parameters).order, play(tossed(0), parameters).order);
  });
});

describe("windows: scenarios", () => {
  // Rounds begin with every other layer and are decided four layers later; births as of honest
  // members. D1 has birth round 1 and nobody builds upon it.
  const later = [2, 3, 4, 5, 6, 7, 8, 9].map((birth) => `ABC <- ABC x2 birth=${birth}`);
  const text = ["ABC <- ABC x2", "D1 <-", "ABC <- ABC x3", ...later].join("\n");
  const parameters = { members: 4, roundsNonAncient: 3 };

  it("an event that nobody built upon in time is stale, then deleted (n=4)", () => {
    const { dag, run } = play(text, parameters);
    const d1 = dag.event("D1");
    // Round 4 begins with layer 7, the first of birth round 2; three rounds count, so round 6.
    assert.deepEqual(
      run.rounds.map((round) => round.ancientBelow),
      [1, 1, 1, 1, 1, 2, 3, 4, 5],
    );
    assert.deepEqual(
      run.rounds.map((round) => round.stale),
      run.rounds.map((round) => (round.round === 6 ? [d1] : [])),
    );
    // And again as many rounds later it is gone, with all others of its birth round.
    assert.equal(run.hashgraph.expiredBelow, 2);
    assert.equal(run.hashgraph.has(d1.hash), false);
    assert.equal(run.hashgraph.has(dag.event("A5").hash), false);
    assert.equal(run.hashgraph.has(dag.event("A6").hash), true);
    assert.deepEqual(run.hashgraph.tips()[3], undefined);
  });

  it("an ancient event changes nothing, and its children need not wait for it (n=4)", () => {
    const dag = dagFromText(`${text}\nD2 <- D1 A B C birth=9\nABCD <- ABCD x8 birth=9`);
    const d1 = dag.event("D1");
    const others = dag.events.filter((event) => event !== d1);
    const before = others.indexOf(dag.event("D2"));
    const run = feed(newRun(new Hashgraph(parameters)), others.slice(0, before));
    const { hashgraph } = run;
    assert.equal(hashgraph.isAncient(d1), true);
    assert.deepEqual(hashgraph.add(d1), []);
    assert.equal(hashgraph.has(d1.hash), false);
    feed(run, others.slice(before));
    const whole = runEngine(parameters, dag.events);
    assert.deepEqual(orderText(dag, run.rounds), orderText(dag, whole.rounds));
    assert.ok(orderText(dag, run.rounds).some((line) => / D2( |$)/.test(line)));
  });
});
