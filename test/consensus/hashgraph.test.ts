import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  ConsensusError,
  type ConsensusErrorCode,
  type ConsensusParameters,
  type GraphEvent,
  Hashgraph,
  isSupermajority,
} from "../../consensus/src/index.ts";
import { dagFromText, orderText } from "./dag-text.ts";
import { type EngineRun, feed, newRun, runEngine, summary } from "./engine-run.ts";

const hasCode =
  (code: ConsensusErrorCode) =>
  (error: unknown): boolean =>
    error instanceof ConsensusError && error.code === code;

describe("hashgraph: what it refuses", () => {
  const dag = dagFromText("ABCD <- ABCD x2");
  const hashgraph = new Hashgraph({ members: 4 });
  feed(newRun(hashgraph), dag.events);
  const a2 = dag.event("A2");
  const [a1ref, b1ref] = a2.parents as [GraphEvent["parents"][0], GraphEvent["parents"][0]];
  const next = { ...a2, hash: "0".repeat(64), sequence: 3 };
  const a2ref = { hash: a2.hash, creator: 0, sequence: 2, birthRound: 1 };
  const valid: GraphEvent = { ...next, timeUs: a2.timeUs + 1, parents: [a2ref, b1ref] };

  const defects: Record<string, Partial<GraphEvent>> = {
    "a creator outside the roster": { creator: 4 },
    "a negative creator": { creator: -1 },
    "sequence 0": { sequence: 0 },
    "a sequence that does not follow its self-parent's": { sequence: 4 },
    "a first sequence with a self-parent": { sequence: 1 },
    "birth round 0": { birthRound: 0 },
    "a birth round that is no integer": { birthRound: 1.5 },
    "a time that is no integer": { timeUs: 0.5 },
    "a coin of more than 32 bits": { coin: 2 ** 32 },
    "a parent of birth round 0": { parents: [a2ref, { ...b1ref, birthRound: 0 }] },
    "a parent of sequence 0": { parents: [a2ref, { ...b1ref, sequence: 0 }] },
    "a parent's creator outside the roster": { parents: [a2ref, { ...b1ref, creator: 9 }] },
    "two parents of one creator": { parents: [a2ref, b1ref, b1ref] },
    "a self-parent that is not first": { parents: [b1ref, a2ref] },
    "two self-parents": { parents: [a2ref, a1ref] },
    "a parent born later": { parents: [a2ref, { ...b1ref, birthRound: 2 }] },
  };
  for (const [name, defect] of Object.entries(defects)) {
    it(name, () => {
      const size = hashgraph.size;
      assert.throws(() => hashgraph.add({ ...valid, ...defect }), hasCode("ORDER_EVENT_INVALID"));
      assert.equal(hashgraph.size, size);
    });
  }

  it("an event whose parent is missing, until it is there", () => {
    const missing = { ...b1ref, hash: "f".repeat(64) };
    const child = { ...valid, parents: [a2ref, missing] };
    const size = hashgraph.size;
    assert.throws(() => hashgraph.add(child), hasCode("ORDER_PARENT_MISSING"));
    assert.equal(hashgraph.size, size);
  });

  it("an event whose parent is there, but of another birth round", () => {
    const parents = [a2ref, { ...b1ref, birthRound: 2 }];
    const size = hashgraph.size;
    const lie = { ...valid, birthRound: 2, parents };
    assert.throws(() => hashgraph.add(lie), hasCode("ORDER_PARENT_MISSING"));
    assert.equal(hashgraph.size, size);
  });

  const parameters: Record<string, ConsensusParameters> = {
    "one member": { members: 1 },
    "too few weights": { members: 4, weights: [1, 1, 1] },
    "negative weights": { members: 4, weights: [1, 1, 1, -1] },
    "no weight at all": { members: 4, weights: [0, 0, 0, 0] },
    "one member that decides alone": { members: 4, weights: [7, 1, 1, 1] },
    "a coin in the first count": { members: 4, coinFrequency: 2 },
    "no window": { members: 4, roundsNonAncient: 0 },
  };
  for (const [name, wrong] of Object.entries(parameters)) {
    it(name, () => assert.throws(() => new Hashgraph(wrong), hasCode("ORDER_PARAMETERS")));
  }
});

describe("hashgraph: what it answers", () => {
  it("supermajority is exact", () => {
    assert.equal(isSupermajority(2, 3), false);
    assert.equal(isSupermajority(3, 4), true);
    assert.equal(isSupermajority(4, 6), false);
    assert.equal(isSupermajority(5, 7), true);
    assert.equal(isSupermajority(2 * 10 ** 14, 3 * 10 ** 14), false);
    assert.equal(isSupermajority(2 * 10 ** 14 + 1, 3 * 10 ** 14), true);
  });

  it("a known event changes nothing", () => {
    const dag = dagFromText("ABCD <- ABCD x9");
    const { hashgraph } = runEngine({ members: 4 }, dag.events);
    const before = JSON.stringify([hashgraph.nodes(), hashgraph.snapshot()]);
    for (const event of dag.events) assert.deepEqual(hashgraph.add(event), []);
    assert.equal(JSON.stringify([hashgraph.nodes(), hashgraph.snapshot()]), before);
  });

  it("tips and forks, in whatever order they came", () => {
    const dag = dagFromText("ABC <-\nD1 <- hash=7\nD1' <- hash=3\nAB <- ABC\nA <- B D1");
    for (const events of [dag.events, dagFromText("D1' <- hash=3\nABC <-\nD1 <- hash=7").events]) {
      const { hashgraph } = runEngine({ members: 4 }, events);
      assert.equal(hashgraph.tips()[3]?.hash, dag.event("D1'").hash);
      assert.equal(hashgraph.eventsAt(3, 1).length, 2);
      assert.equal(hashgraph.eventsAt(3, 2).length, 0);
    }
    const { hashgraph } = runEngine({ members: 4 }, dag.events);
    assert.equal(hashgraph.tips()[0]?.hash, dag.event("A3").hash);
  });

  it("thousands of branches in one place are let go at once (S9)", function () {
    // One after the other, each past all the rest, they would take a minute.
    this.timeout(30_000);
    const hashgraph = new Hashgraph({ members: 4, roundsNonAncient: 2 });
    let tips: (GraphEvent | undefined)[] = [];
    let made = 0;
    const next = (creator: number): GraphEvent => {
      made += 1;
      const others = tips.filter((_, other) => other !== creator);
      return {
        hash: createHash("sha256").update(`${made}`).digest("hex"),
        ...{ creator, sequence: (tips[creator]?.sequence ?? 0) + 1 },
        ...{ birthRound: hashgraph.pendingRound, timeUs: made, coin: 0 },
        parents: [tips[creator], ...others].filter((parent) => parent !== undefined),
      };
    };
    const add = (event: GraphEvent): GraphEvent => {
      hashgraph.add(event);
      return event;
    };
    const layer = (): void => {
      tips = [0, 1, 2, 3].map(next).map(add);
    };
    for (let count = 0; count < 12; count += 1) layer();
    const { sequence } = next(3);
    for (let count = 0; count < 40_000; count += 1) add(next(3));
    assert.equal(hashgraph.eventsAt(3, sequence).length, 40_000);
    for (let count = 0; count < 20; count += 1) layer();
    assert.deepEqual(hashgraph.eventsAt(3, sequence), []);
    assert.deepEqual(hashgraph.tips(), tips);
    assert.ok(hashgraph.size < 100, `${hashgraph.size} are kept`);
  });

  it("rounds, witnesses and judges to draw", () => {
    const dag = dagFromText("ABCD <- ABCD x7");
    const { hashgraph } = runEngine({ members: 4 }, dag.events);
    assert.equal(hashgraph.decidedRound, 2);
    assert.equal(hashgraph.pendingRound, 3);
    const nodes = hashgraph.nodes().filter(({ event }) => event.creator === 0);
    const lines = nodes.map((node) => [
      dag.nameOf(node.event.hash),
      node.round,
      node.witness,
      node.judge,
      node.roundReceived,
    ]);
    assert.deepEqual(lines, [
      ["A1", 1, true, true, 2],
      ["A2", 1, false, false, 2],
      ["A3", 2, true, true, undefined],
      ["A4", 2, false, false, undefined],
      ["A5", 3, true, false, undefined],
      ["A6", 3, false, false, undefined],
      ["A7", 4, true, false, undefined],
    ]);
    assert.equal(hashgraph.roundOf(dag.event("A2").hash), undefined);
    assert.equal(hashgraph.roundOf(dag.event("A3").hash), 2);
  });

  it("a link that says what its parent is not counts as absent, known or not", () => {
    // C says of D1, which nobody else builds upon, that it was born in round 1: ancient, by that.
    const layers = [2, 3, 4, 5, 6, 7, 8].map((birth) => `ABC <- ABC x2 birth=${birth}`).join("\n");
    const text = `ABC <- ABC x5\n${layers}\nD1 <- ABC birth=7\nC <- D1\nABC <- ABC x8 birth=9`;
    const dag = dagFromText(text);
    const d1 = dag.event("D1");
    const truth = dag.events[dag.events.indexOf(d1) + 1] as GraphEvent;
    const parents = truth.parents.map((ref) => {
      return ref.hash === d1.hash ? { ...ref, birthRound: 1 } : ref;
    });
    const told = dag.events.map((event) => (event === truth ? { ...truth, parents } : event));
    const parameters = { members: 4, roundsNonAncient: 3 };
    const knowing = runEngine(parameters, told);
    const unknowing = runEngine(parameters, told.filter((event) => event !== d1));
    assert.deepEqual(knowing.rounds.map(summary), unknowing.rounds.map(summary));
    const orders = (run: EngineRun): boolean => orderText(dag, run.rounds).join().includes("D1");
    assert.equal(orders(knowing), false);
    // Told the truth, a member that has not D1 waits for it, and then all order it.
    const honest = runEngine(parameters, dag.events);
    assert.equal(orders(honest), true);
    const without = (): unknown =>
      runEngine(parameters, dag.events.filter((event) => event !== d1));
    assert.throws(without, hasCode("ORDER_PARENT_MISSING"));
  });

  it("a self-parent that is not older than its child counts as absent", () => {
    const dag = dagFromText("ABCD <- ABCD x2\nA <- @20");
    const { hashgraph } = runEngine({ members: 4 }, dag.events);
    // Its only parent is void: it begins a chain like a first event.
    assert.equal(hashgraph.isWitness(dag.event("A3").hash), true);
  });
});
