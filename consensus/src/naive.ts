import { type GraphEvent, linkHolds, type OrderedEvent } from "./event.ts";
import { type NaiveNode, NaiveView } from "./naive-view.ts";
import { type ConsensusParameters, resolveParameters } from "./parameters.ts";
import type { DecidedRound, MinimumJudge } from "./round.ts";

// The rules of consensus.md section 1 once more, slow and obvious: nothing is kept from one decided
// round to the next but what a snapshot holds, and nothing is shared with the Hashgraph class but
// the shape of events. It is what that class is compared with.

/** What the rules say of one event after the last decided round; round 0 is minus infinity. */
export interface NaiveValue {
  readonly event: GraphEvent;
  readonly round: number;
  readonly witness: boolean;
  /** Of witnesses; undefined while undecided. */
  readonly famous: boolean | undefined;
  readonly roundReceived: number | undefined;
}

export interface NaiveResult {
  readonly rounds: readonly DecidedRound[];
  readonly values: readonly NaiveValue[];
}

interface State {
  decidedRound: number;
  judges: readonly NaiveNode[];
  minimumJudges: readonly MinimumJudge[];
  ancientBelow: number;
  roundReceived: Map<NaiveNode, number>;
  stale: Set<NaiveNode>;
  timeUs: number | undefined;
}

/** Events parents first. Everything that the given events decide. */
export const naiveOrder = (
  parameters: ConsensusParameters,
  events: readonly GraphEvent[],
): readonly DecidedRound[] => naiveResult(parameters, events).rounds;

export const naiveResult = (
  parameters: ConsensusParameters,
  events: readonly GraphEvent[],
): NaiveResult => {
  const resolved = resolveParameters(parameters);
  const nodes = link(events);
  const state: State = {
    decidedRound: 0,
    judges: [],
    minimumJudges: [],
    ancientBelow: 1,
    roundReceived: new Map(),
    stale: new Set(),
    timeUs: undefined,
  };
  const rounds: DecidedRound[] = [];
  for (;;) {
    const view = new NaiveView(resolved, nodes, state);
    const judges = view.judges(state.decidedRound + 1);
    if (judges === undefined) return { rounds, values: nodes.map((x) => valueOf(x, view, state)) };
    rounds.push(close(state, judges, nodes, resolved.roundsNonAncient, resolved.weights));
  }
};

const valueOf = (x: NaiveNode, view: NaiveView, state: State): NaiveValue => ({
  event: x.event,
  round: view.round(x),
  witness: view.isWitness(x),
  famous: view.isWitness(x) ? view.isFamous(x) : undefined,
  roundReceived: state.roundReceived.get(x),
});

const link = (events: readonly GraphEvent[]): readonly NaiveNode[] => {
  const nodes = new Map<string, NaiveNode>();
  for (const event of events) {
    const parents = event.parents.flatMap((ref) => {
      const parent = nodes.get(ref.hash);
      return parent !== undefined && linkHolds(event, ref, parent.event) ? [parent] : [];
    });
    const selfParent = parents.find((parent) => parent.event.creator === event.creator);
    const ancestors = new Set(parents.flatMap((parent) => [parent, ...parent.ancestors]));
    nodes.set(event.hash, { event, index: nodes.size, parents, selfParent, ancestors });
  }
  return [...nodes.values()];
};

const has = (descendant: NaiveNode, x: NaiveNode): boolean =>
  descendant === x || descendant.ancestors.has(x);

const close = (
  state: State,
  judges: readonly NaiveNode[],
  nodes: readonly NaiveNode[],
  roundsNonAncient: number,
  weights: readonly number[],
): DecidedRound => {
  const round = state.decidedRound + 1;
  const birthRound = Math.min(...judges.map((judge) => judge.event.birthRound));
  state.decidedRound = round;
  state.judges = judges;
  state.minimumJudges = [...state.minimumJudges, { round, birthRound }];
  const oldestRound = Math.max(round - roundsNonAncient + 1, 1);
  state.ancientBelow = state.minimumJudges[oldestRound - 1]?.birthRound ?? 1;

  const isAncient = (x: NaiveNode): boolean => x.event.birthRound < state.ancientBelow;
  const isOpen = (x: NaiveNode): boolean => !state.roundReceived.has(x) && !state.stale.has(x);
  const stale = nodes.filter((x) => isOpen(x) && isAncient(x));
  for (const x of stale) state.stale.add(x);
  const received = nodes.filter((x) => isOpen(x) && judges.every((judge) => has(judge, x)));
  const events: OrderedEvent[] = [];
  for (const { x, median } of sorted(received, judges)) {
    const timeUs = state.timeUs === undefined ? median : Math.max(median, state.timeUs + 1);
    state.timeUs = timeUs;
    state.roundReceived.set(x, round);
    events.push({ event: x.event, timeUs });
  }
  if (state.timeUs === undefined) {
    const times = judges.map((judge) => judge.event.timeUs).sort((a, b) => a - b);
    state.timeUs = times[Math.floor(times.length / 2)] as number;
  }
  const weight = judges.reduce((sum, judge) => sum + (weights[judge.event.creator] as number), 0);
  const total = weights.reduce((sum, each) => sum + each, 0);
  const judgeHashes = judges.map((judge) => judge.event.hash);
  return {
    round,
    judges: judgeHashes,
    events,
    timeUs: state.timeUs,
    fewJudges: !(3 * weight > 2 * total),
    ancientBelow: state.ancientBelow,
    stale: stale.map((x) => x.event).sort(byPlace),
    snapshot: {
      decidedRound: round,
      judges: judgeHashes,
      minimumJudges: state.minimumJudges.slice(-2 * roundsNonAncient),
      orderedEvents: state.roundReceived.size,
      timeUs: state.timeUs,
    },
  };
};

const byPlace = (a: GraphEvent, b: GraphEvent): number => {
  if (a.creator !== b.creator) return a.creator - b.creator;
  if (a.sequence !== b.sequence) return a.sequence - b.sequence;
  return a.hash < b.hash ? -1 : 1;
};

interface SortKeys {
  readonly x: NaiveNode;
  readonly median: number;
  /** Median, m-1, m+1, m-2, ..., then the generation. */
  readonly numbers: readonly number[];
  readonly whitened: bigint;
}

/** consensus.md, rules consensus time and order. */
const sorted = (received: readonly NaiveNode[], judges: readonly NaiveNode[]): SortKeys[] => {
  const whitening = judges.reduce((bits, { event }) => bits ^ BigInt(`0x${event.hash}`), 0n);
  const generations = new Map<NaiveNode, number>();
  const keys = received.map((x): SortKeys => {
    const times = judges.map((judge) => firstHadUs(judge, x)).sort((a, b) => a - b);
    const m = Math.floor(times.length / 2);
    const outwards = times.map((_, step) => (step % 2 === 1 ? m - (step + 1) / 2 : m + step / 2));
    // `received` is parents first, as the events were given.
    const generation = 1 + Math.max(0, ...x.parents.map((parent) => generations.get(parent) ?? 0));
    generations.set(x, generation);
    return {
      x,
      median: times[m] as number,
      numbers: [...outwards.map((position) => times[position] as number), generation],
      whitened: BigInt(`0x${x.event.hash}`) ^ whitening,
    };
  });
  return keys.sort((a, b) => {
    for (const [index, number] of a.numbers.entries()) {
      const other = b.numbers[index] as number;
      if (number !== other) return number - other;
    }
    return a.whitened < b.whitened ? -1 : 1;
  });
};

/** When the judge's creator first had x: its oldest self-ancestor that is x or descends from x. */
const firstHadUs = (judge: NaiveNode, x: NaiveNode): number => {
  let oldest = judge;
  while (oldest.selfParent !== undefined && has(oldest.selfParent, x)) oldest = oldest.selfParent;
  return oldest.event.timeUs;
};
