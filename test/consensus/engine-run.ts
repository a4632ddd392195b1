import assert from "node:assert/strict";
import {
  type ConsensusParameters,
  type DecidedRound,
  type GraphEvent,
  Hashgraph,
} from "../../consensus/src/index.ts";
import type { NaiveResult } from "../../consensus/src/naive.ts";

/** A Hashgraph with all that it said so far. */
export interface EngineRun {
  readonly hashgraph: Hashgraph;
  readonly rounds: DecidedRound[];
  /** Hashes of events that were ancient when they came, or became so without being ordered. */
  readonly stale: Set<string>;
}

export const newRun = (hashgraph: Hashgraph): EngineRun => ({
  hashgraph,
  rounds: [],
  stale: new Set(),
});

export const feed = (run: EngineRun, events: readonly GraphEvent[]): EngineRun => {
  const { hashgraph, rounds, stale } = run;
  for (const event of events) {
    if (hashgraph.isAncient(event) && !hashgraph.has(event.hash)) stale.add(event.hash);
    for (const round of hashgraph.add(event)) {
      rounds.push(round);
      for (const { hash } of round.stale) stale.add(hash);
    }
  }
  return run;
};

export const runEngine = (
  parameters: ConsensusParameters,
  events: readonly GraphEvent[],
): EngineRun => feed(newRun(new Hashgraph(parameters)), events);

/** A round without its stale events, which depend on what had arrived, in short. */
export const summary = (round: DecidedRound): string => {
  const events = round.events.map(({ event, timeUs }) => [event.hash, timeUs]);
  return JSON.stringify({ ...round, stale: [], events });
};

/** Everything that both engines say must be the same. */
export const assertSame = (run: EngineRun, naive: NaiveResult, title: string): void => {
  const { hashgraph } = run;
  assert.deepEqual(run.rounds.map(summary), naive.rounds.map(summary), title);
  const stale = naive.rounds.flatMap((round) => round.stale.map((event) => event.hash));
  assert.deepEqual([...run.stale].sort(), stale.sort(), `${title}: stale`);
  for (const [index, round] of run.rounds.entries()) {
    const listed = round.stale.map((event) => event.hash);
    const same = naive.rounds[index]?.stale.map((event) => event.hash) ?? [];
    assert.deepEqual(listed, same.filter((hash) => listed.includes(hash)), `${title}: stale order`);
  }
  for (const { event, round, witness, famous, roundReceived } of naive.values) {
    const { hash } = event;
    const at = `${title}: member ${event.creator} sequence ${event.sequence}`;
    assert.equal(hashgraph.roundOf(hash) ?? 0, round, `${at}: round`);
    assert.equal(hashgraph.isWitness(hash), witness, `${at}: witness`);
    if (witness) assert.equal(hashgraph.isFamous(hash), famous, `${at}: famous`);
    if (!hashgraph.has(hash)) {
      // Deleted, or ancient on arrival and never let in.
      assert.ok(event.birthRound < hashgraph.ancientBelow, `${at}: is held`);
      continue;
    }
    assert.equal(hashgraph.roundReceivedOf(hash), roundReceived, `${at}: round received`);
    assert.ok(event.birthRound >= hashgraph.expiredBelow, `${at}: is expired`);
  }
};
