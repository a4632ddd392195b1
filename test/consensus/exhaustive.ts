import type { ConsensusParameters, GraphEvent, ParentRef } from "../../consensus/src/index.ts";
import { naiveResult } from "../../consensus/src/naive.ts";
import { assertSame, runEngine, summary } from "./engine-run.ts";

/**
 * Everything that four members can do within bounds. Between layers in lockstep there are free
 * ones: each is made by any three or four members, any one of whom may fork, each on its own last
 * event and any choice of the others' newest ones. What differs only in who is who is made once.
 */
export interface ExhaustiveBounds {
  /** Layers in lockstep at the beginning and at the end, so that rounds are decided. */
  readonly before: number;
  readonly after: number;
  /** Layers in which everything is tried. */
  readonly free: number;
  /** Other members that a maker has something new of, at the least. */
  readonly heard: 0 | 1 | 2;
  readonly coinFrequency: number;
}

export interface ExhaustiveCounts {
  dags: number;
  orders: number;
  rounds: number;
  ordered: number;
  forks: number;
  pairs: number;
  readonly marks: Map<string, number>;
}

const members = 4;
const quorum = 3;
const everybody = [0, 1, 2, 3];
const allHear = 0b1111;
/** Nobody forks, or one of them. */
const forkers = [-1, ...everybody];


const refOf = ({ hash, creator, sequence, birthRound }: GraphEvent): ParentRef => ({
  ...{ hash, creator, sequence, birthRound },
});

/** 64 digits that are a function of the place in the DAG alone. */
const hashOf = (count: number, salt: number): string => {
  let state = (count * 0x9e3779b1 + salt) >>> 0;
  let text = "";
  while (text.length < 64) {
    state = (Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6d2b79f5) >>> 0;
    text += state.toString(16).padStart(8, "0");
  }
  return text;
};

class Builder {
  readonly events: GraphEvent[] = [];
  /** The events of the layer before, by member. */
  tips: (GraphEvent | undefined)[] = [];

  layer(makers: readonly number[], heard: (maker: number) => number, forker = -1): void {
    const before = [...this.tips];
    const next = [...before];
    for (const maker of makers) {
      const mask = heard(maker);
      next[maker] = this.make(maker, before, mask, 0);
      if (maker === forker) this.make(maker, before, mask ^ 0b1111, 1);
    }
    this.tips = next;
  }

  private make(
    maker: number,
    before: readonly (GraphEvent | undefined)[],
    mask: number,
    salt: number,
  ): GraphEvent {
    const own = before[maker];
    const others = before.filter(
      (tip, member) => tip !== undefined && member !== maker && (mask & (1 << member)) !== 0,
    ) as GraphEvent[];
    const parents = [...(own === undefined ? [] : [own]), ...others];
    const hash = hashOf(this.events.length, salt);
    const event: GraphEvent = {
      ...{ hash, creator: maker, sequence: (own?.sequence ?? 0) + 1, birthRound: 1 },
      timeUs: 1000 + 10 * this.events.length,
      coin: Number.parseInt(hash.slice(0, 8), 16),
      parents: parents.map(refOf),
    };
    this.events.push(event);
    return event;
  }
}

/** A layer: who makes an event, and what each of those hears, as a bit set of members. */
type Layer = readonly { readonly maker: number; readonly mask: number }[];

const bitsOf = (mask: number): number =>
  everybody.filter((bit) => (mask & (1 << bit)) !== 0).length;

const masksOf = (maker: number, heard: number): number[] =>
  Array.from({ length: 16 }, (_, mask) => mask).filter(
    (mask) => (mask & (1 << maker)) === 0 && bitsOf(mask) >= heard,
  );

/** All layers of at least a quorum. */
const layersOf = (heard: number): Layer[] => {
  const layers: Layer[] = [];
  const extend = (maker: number, layer: Layer): void => {
    if (maker < members) {
      extend(maker + 1, layer);
      for (const mask of masksOf(maker, heard)) extend(maker + 1, [...layer, { maker, mask }]);
    } else if (layer.length >= quorum) layers.push(layer);
  };
  extend(0, []);
  return layers;
};

/** The first of each set of layers that only renames members. */
const firstOfEach = (layers: readonly Layer[]): Layer[] => {
  const seen = new Set<string>();
  return layers.filter((layer) => {
    const name = canonical(layer);
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
};

const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) =>
        permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
      );

const renamings = permutations([0, 1, 2, 3]);

/** The smallest name of a layer over all renamings of the members. */
const canonical = (layer: Layer): string => {
  const names = renamings.map((to) => {
    const renamed = layer.map(({ maker, mask }) => {
      let other = 0;
      for (let bit = 0; bit < members; bit += 1)
        if ((mask & (1 << bit)) !== 0) other |= 1 << (to[bit] as number);
      return (to[maker] as number) * 16 + other;
    });
    return renamed.sort((a, b) => a - b).join(",");
  });
  return names.sort()[0] as string;
};

const build = (bounds: ExhaustiveBounds, layers: readonly Layer[], forker: number): Builder => {
  const builder = new Builder();
  for (let index = 0; index < bounds.before; index += 1) builder.layer(everybody, () => allHear);
  for (const layer of layers) {
    const masks = new Map(layer.map(({ maker, mask }) => [maker, mask]));
    builder.layer([...masks.keys()], (maker) => masks.get(maker) as number, forker);
  }
  for (let index = 0; index < bounds.after; index += 1) builder.layer(everybody, () => allHear);
  return builder;
};

/** What one member has when it lacks the last layers of some others: what can have arrived. */
const partsOf = (events: readonly GraphEvent[]): GraphEvent[][] =>
  everybody.map((member) => {
    const own = [...events].reverse().find(({ creator }) => creator === member) as GraphEvent;
    const byHash = new Map(events.map((event) => [event.hash, event]));
    const known = new Set<string>();
    const visit = (event: GraphEvent): void => {
      if (known.has(event.hash)) return;
      known.add(event.hash);
      for (const { hash } of event.parents) visit(byHash.get(hash) as GraphEvent);
    };
    visit(own);
    return events.filter(({ hash }) => known.has(hash));
  });

/** Depth first from the newest: quite another order of arrival, parents first all the same. */
const depthFirst = (events: readonly GraphEvent[]): GraphEvent[] => {
  const byHash = new Map(events.map((event) => [event.hash, event]));
  const order = new Map<string, GraphEvent>();
  const visit = (event: GraphEvent): void => {
    if (order.has(event.hash)) return;
    for (const { hash } of [...event.parents].reverse()) visit(byHash.get(hash) as GraphEvent);
    order.set(event.hash, event);
  };
  for (const event of [...events].reverse()) visit(event);
  return [...order.values()];
};

const checkDag = (
  parameters: ConsensusParameters,
  events: readonly GraphEvent[],
  counts: ExhaustiveCounts,
  name: string,
): void => {
  const naive = naiveResult({ ...parameters }, events);
  const whole = naive.rounds.map(summary);
  for (const [index, order] of [events, depthFirst(events)].entries()) {
    assertSame(runEngine(parameters, order), naive, `${name}, order ${index}`);
    counts.orders += 1;
  }
  // S2: what each member decides from what it has is how everybody's order begins.
  for (const part of partsOf(events)) {
    const rounds = runEngine(parameters, part).rounds.map(summary);
    counts.pairs += 1;
    rounds.forEach((round, index) => {
      if (JSON.stringify(round) === JSON.stringify(whole[index])) return;
      throw new Error(`S2: ${name}: a member decides ${JSON.stringify(round)} as ${index + 1}`);
    });
  }
  counts.dags += 1;
  counts.rounds += naive.rounds.length;
  counts.ordered += naive.rounds.reduce((sum, round) => sum + round.events.length, 0);
  const places = new Set(events.map(({ creator, sequence }) => `${creator} ${sequence}`));
  if (places.size < events.length) counts.forks += 1;
};

/** Tries everything within the bounds, or every `step`-th of it from `first` on. */
export const exhaust = (bounds: ExhaustiveBounds, first = 0, step = 1): ExhaustiveCounts => {
  const marks = new Map<string, number>();
  const counts: ExhaustiveCounts = {
    ...{ dags: 0, orders: 0, rounds: 0, ordered: 0, forks: 0, pairs: 0, marks },
  };
  const parameters: ConsensusParameters = {
    ...{ members, coinFrequency: bounds.coinFrequency, roundsNonAncient: 26 },
    mark: (mark) => marks.set(mark, (marks.get(mark) ?? 0) + 1),
  };
  const layers = layersOf(bounds.heard);
  // Lockstep is the same for all: the first free layer is the first that tells them apart.
  const firsts = firstOfEach(layers);
  let index = 0;
  const choose = (chosen: readonly Layer[]): void => {
    if (chosen.length < bounds.free) {
      for (const layer of chosen.length === 0 ? firsts : layers) choose([...chosen, layer]);
      return;
    }
    for (const forker of forkers) {
      if (index++ % step !== first) continue;
      const { events } = build(bounds, chosen, forker);
      checkDag(parameters, events, counts, `DAG ${index - 1}`);
    }
  };
  choose([]);
  return counts;
};
