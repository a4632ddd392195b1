import type { ConsensusParameters, GraphEvent, ParentRef } from "../../consensus/src/index.ts";
import { Random } from "./random.ts";

export interface RandomDag {
  readonly parameters: ConsensusParameters;
  /** How many members may fork: the first of the roster. */
  readonly forkers: number;
  /** Parents first. */
  readonly events: readonly GraphEvent[];
}

export interface DagShape {
  readonly members?: number;
  readonly events?: number;
  readonly forkers?: number;
  readonly roundsNonAncient?: number;
  readonly coinFrequency?: number;
}

interface Made {
  readonly event: GraphEvent;
  /** Longest path to an event without parents. */
  readonly height: number;
}

/** How this one DAG is drawn. */
interface Habits {
  readonly members: number;
  readonly forkers: number;
  readonly fewestParents: number;
  readonly mostParents: number;
  /** How often the next creator is simply the next member. */
  readonly roundRobin: number;
  readonly oldParent: number;
  readonly fork: number;
  readonly lie: number;
  readonly heightPerBirthRound: number;
  readonly tickEvents: number;
  readonly skewUs: readonly number[];
  /** Members that fall silent, with the steps between which they are. */
  readonly silences: readonly { member: number; from: number; to: number }[];
  /** Steps between which the members below and from `cut` on do not hear each other. */
  readonly partition: { readonly from: number; readonly to: number; readonly cut: number };
}

const drawHabits = (random: Random, members: number, forkers: number, events: number): Habits => {
  const silent = random.chance(0.5) ? random.between(1, Math.max(1, Math.floor(members / 3))) : 0;
  const from = random.below(events);
  return {
    members,
    forkers,
    fewestParents: random.chance(0.6) ? members - 1 : 1,
    mostParents: random.chance(0.7) ? members - 1 : random.between(1, members - 1),
    roundRobin: random.pick([0, 0.5, 0.95]),
    oldParent: random.pick([0, 0.1, 0.4]),
    fork: random.pick([0.1, 0.3, 0.6]),
    lie: random.pick([0, 0.05]),
    heightPerBirthRound: random.between(2, 6),
    tickEvents: random.pick([1, 4, 20]),
    skewUs: Array.from({ length: members }, () => random.pick([0, 0, 3, 50, -40])),
    silences: Array.from({ length: silent }, () => {
      const start = random.below(events);
      return { member: random.below(members), from: start, to: start + random.between(10, events) };
    }),
    partition: {
      from,
      to: random.chance(0.3) ? from + random.between(5, events) : from,
      cut: random.between(1, members - 1),
    },
  };
};

/** Under a false birth round a parent is none that could come first (`isNamed`). */
const refTo = ({ event }: Made, lie: boolean): ParentRef => ({
  hash: event.hash,
  creator: event.creator,
  sequence: lie ? event.sequence + 3 : event.sequence,
  birthRound: event.birthRound,
});

const chooseParents = (
  random: Random,
  habits: Habits,
  chains: readonly (readonly Made[])[],
  creator: number,
  step: number,
): { selfParent: Made | undefined; others: Made[] } => {
  const own = chains[creator] ?? [];
  const forks = creator < habits.forkers && random.chance(habits.fork);
  const selfParent = forks ? random.pick([...own.slice(-4), undefined]) : own.at(-1);
  const { from, to, cut } = habits.partition;
  const isCut = step >= from && step < to;
  const candidates = chains.flatMap((chain, member) => {
    const apart = isCut && member < cut !== creator < cut;
    return member === creator || chain.length === 0 || apart ? [] : [member];
  });
  const fewest = Math.min(habits.fewestParents, habits.mostParents);
  const count = Math.min(candidates.length, random.between(fewest, habits.mostParents));
  const others = random.shuffled(candidates).slice(0, count).map((member) => {
    const recent = (chains[member] as Made[]).slice(-4);
    const anyBranch = member < habits.forkers || random.chance(habits.oldParent);
    return anyBranch ? random.pick(recent) : (recent.at(-1) as Made);
  });
  return { selfParent, others };
};

const makeEvent = (
  random: Random,
  habits: Habits,
  chains: readonly (readonly Made[])[],
  creator: number,
  step: number,
): Made => {
  const { selfParent, others } = chooseParents(random, habits, chains, creator, step);
  const parents = selfParent === undefined ? others : [selfParent, ...others];
  const height = 1 + Math.max(0, ...parents.map((parent) => parent.height));
  const inherited = Math.max(1, ...parents.map((parent) => parent.event.birthRound));
  const ownBirthRound = Math.floor(height / habits.heightPerBirthRound) - random.below(3);
  const tick = Math.floor(step / habits.tickEvents) * 10;
  const timeUs = 1_700_000_000_000_000 + tick + (habits.skewUs[creator] ?? 0);
  const liar = creator < habits.forkers;
  const refs = parents.map((parent) => refTo(parent, liar && random.chance(habits.lie)));
  const ownBefore = selfParent === undefined ? undefined : refs[0];
  return {
    height,
    event: {
      hash: random.hash(),
      creator,
      sequence: (ownBefore?.sequence ?? 0) + 1,
      birthRound: Math.max(inherited, ownBirthRound),
      timeUs: Math.max(timeUs, (selfParent?.event.timeUs ?? -1) + 1),
      coin: random.word(),
      parents: refs,
    },
  };
};

/** A function of its seed: forks, silences, a partition, old parents, skewed clocks, lies. */
export const randomDag = (seed: number, shape: DagShape = {}): RandomDag => {
  const random = new Random(seed);
  const members = shape.members ?? random.between(4, 7);
  const mostForkers = Math.floor((members - 1) / 3);
  const forkers = shape.forkers ?? random.between(0, mostForkers);
  const drawn = random.chance(0.05) ? random.between(200, 300) : random.between(40, 140);
  const count = shape.events ?? drawn;
  const habits = drawHabits(random, members, forkers, count);
  const chains: Made[][] = Array.from({ length: members }, () => []);
  const events: GraphEvent[] = [];
  for (let step = 0; step < count; step++) {
    const creator = random.chance(habits.roundRobin) ? step % members : random.below(members);
    const silent = habits.silences.some(
      ({ member, from, to }) => member === creator && step >= from && step < to,
    );
    if (silent) continue;
    const made = makeEvent(random, habits, chains, creator, step);
    chains[creator]?.push(made);
    events.push(made.event);
  }
  const parameters: ConsensusParameters = {
    members,
    coinFrequency: shape.coinFrequency ?? random.pick([3, 3, 4, 12]),
    roundsNonAncient: shape.roundsNonAncient ?? random.pick([1, 2, 3, 5, 26]),
    ...(random.chance(0.2) ? { weights: drawWeights(random, members, forkers) } : {}),
  };
  return { parameters, forkers, events };
};

/** Forkers keep less than a third of the weight. */
const drawWeights = (random: Random, members: number, forkers: number): number[] => {
  const honest = Array.from({ length: members - forkers }, () => random.between(2, 3));
  return [...Array.from({ length: forkers }, () => random.between(0, 1)), ...honest];
};

/**
 * Another order in which the same events could arrive, parents first: breadth or depth first, and
 * some events only when nothing else is left, so that they may be ancient by then.
 */
export const rearranged = (events: readonly GraphEvent[], random: Random): GraphEvent[] => {
  const waiting = new Map<string, number>();
  const children = new Map<string, GraphEvent[]>();
  const ready: GraphEvent[] = [];
  const late: GraphEvent[] = [];
  const lateness = random.pick([0, 0.05, 0.3]);
  const depthFirst = random.pick([0, 0.5, 0.9]);
  const release = (event: GraphEvent): void => {
    (random.chance(lateness) ? late : ready).push(event);
  };
  for (const event of events) {
    waiting.set(event.hash, event.parents.length);
    if (event.parents.length === 0) release(event);
    for (const ref of event.parents) {
      children.set(ref.hash, [...(children.get(ref.hash) ?? []), event]);
    }
  }
  const arrived: GraphEvent[] = [];
  while (ready.length + late.length > 0) {
    const from = ready.length > 0 ? ready : late;
    const at = random.chance(depthFirst) ? from.length - 1 : random.below(from.length);
    const [event] = from.splice(at, 1) as [GraphEvent];
    arrived.push(event);
    for (const child of children.get(event.hash) ?? []) {
      const left = (waiting.get(child.hash) as number) - 1;
      waiting.set(child.hash, left);
      if (left === 0) release(child);
    }
  }
  return arrived;
};
