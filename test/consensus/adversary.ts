import { Hashgraph, type ConsensusParameters, type GraphEvent } from "../../consensus/src/index.ts";
import { Random } from "./random.ts";

export interface AdversaryDag {
  readonly parameters: ConsensusParameters;
  /** Parents first. */
  readonly events: readonly GraphEvent[];
}

const members = 4;
/** Continuations of each beginning that the adversary looks at. */
const tries = 10;

/** Beginnings that it keeps in mind at a time. */
const width = 12;

interface Judged {
  readonly events: readonly GraphEvent[];
  readonly score: number;
}

/** Events that each hear of some others, made by three or four members. */
const drawLayer = (random: Random, events: readonly GraphEvent[]): GraphEvent[] => {
  const tips = new Map(events.map((event) => [event.creator, event]));
  const silent = random.chance(0.5) ? random.below(members) : -1;
  const makers = [0, 1, 2, 3].filter((member) => member !== silent);
  return makers.map((creator): GraphEvent => {
    const own = tips.get(creator);
    const others = [0, 1, 2, 3].filter((member) => member !== creator && tips.has(member));
    const heard = random.shuffled(others).slice(0, random.between(1, 3));
    const parents = [own, ...heard.map((member) => tips.get(member))].filter(
      (event) => event !== undefined,
    );
    return {
      ...{ hash: random.hash(), creator, sequence: (own?.sequence ?? 0) + 1, birthRound: 1 },
      ...{ timeUs: 1000 + 10 * events.length + creator, coin: random.word() },
      parents: parents.map(({ hash, creator: by, sequence, birthRound }) => {
        return { hash, creator: by, sequence, birthRound };
      }),
    };
  });
};

/**
 * A network that wants no decision: of many ways to go on it takes those that leave the elections
 * open longest and most of all to the coin. Then it gives up, and all hear all.
 */
export const adversaryDag = (seed: number, layers = 14): AdversaryDag => {
  const random = new Random(seed);
  const parameters: ConsensusParameters = { members, coinFrequency: 3, roundsNonAncient: 26 };
  const judge = (given: readonly GraphEvent[]): Judged => {
    let openness = 0;
    const mark: ConsensusParameters["mark"] = (name) => {
      if (name === "order/coin-tossed") openness += 5;
      else if (name === "order/coin-round") openness += 1;
      else if (name === "order/tie") openness += 0.5;
    };
    const hashgraph = new Hashgraph({ ...parameters, mark });
    for (const event of given) hashgraph.add(event);
    // How many rounds the elections have been open for, by the newest of all witnesses.
    const rounds = given.slice(-members).map(({ hash }) => hashgraph.roundOf(hash) ?? 0);
    const open = Math.max(0, ...rounds) - hashgraph.decidedRound;
    return { events: given, score: openness + 4 * open };
  };
  let beam: Judged[] = [{ events: [], score: 0 }];
  for (let index = 0; index < layers; index += 1) {
    const next = beam.flatMap(({ events: begun }) =>
      Array.from({ length: tries }, () => judge([...begun, ...drawLayer(random, begun)])),
    );
    beam = next.sort((one, other) => other.score - one.score).slice(0, width);
  }
  const events = [...(beam[0] as Judged).events];
  for (let index = 0; index < 12; index += 1) {
    const tips = new Map(events.map((event) => [event.creator, event]));
    events.push(...[0, 1, 2, 3].map((creator) => lockstep(random, tips, creator, events.length)));
  }
  return { parameters, events };
};

const lockstep = (
  random: Random,
  tips: ReadonlyMap<number, GraphEvent>,
  creator: number,
  count: number,
): GraphEvent => {
  const own = tips.get(creator);
  const others = [...tips.values()].filter((tip) => tip.creator !== creator);
  const parents = own === undefined ? others : [own, ...others];
  return {
    ...{ hash: random.hash(), creator, sequence: (own?.sequence ?? 0) + 1, birthRound: 1 },
    ...{ timeUs: 1000 + 10 * count + creator, coin: random.word() },
    parents: parents.map(({ hash, creator: by, sequence, birthRound }) => {
      return { hash, creator: by, sequence, birthRound };
    }),
  };
};
