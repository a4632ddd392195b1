import type { GraphEvent } from "./event.ts";
import type { ResolvedParameters } from "./parameters.ts";

export interface NaiveNode {
  readonly event: GraphEvent;
  readonly index: number;
  /** Those whose link holds. */
  readonly parents: readonly NaiveNode[];
  readonly selfParent: NaiveNode | undefined;
  readonly ancestors: ReadonlySet<NaiveNode>;
}

export interface NaiveState {
  readonly decidedRound: number;
  readonly judges: readonly NaiveNode[];
  readonly ancientBelow: number;
  readonly roundReceived: ReadonlyMap<NaiveNode, number>;
}

type Maybe = NaiveNode | undefined;

const MINUS_INFINITY = 0;

/** Results are remembered only so that the recursion ends before the sun does. */
const remembering = <T>(
  members: number,
  rule: (x: NaiveNode, m: number) => T,
): ((x: NaiveNode, m?: number) => T) => {
  const known: ({ readonly result: T } | undefined)[] = [];
  return (x, m = 0) => {
    const entry = known[x.index * members + m];
    if (entry !== undefined) return entry.result;
    const result = rule(x, m);
    known[x.index * members + m] = { result };
    return result;
  };
};

/** The rules as they stand after one decided round: each method is a line of consensus.md. */
export class NaiveView {
  readonly #members: readonly number[];
  readonly #state: NaiveState;
  readonly #nodes: readonly NaiveNode[];
  readonly #parameters: ResolvedParameters;
  readonly #votes = new Map<string, boolean>();
  readonly round: (x: NaiveNode) => number;
  readonly lastSee: (x: NaiveNode, m: number) => Maybe;
  readonly stronglySee: (x: NaiveNode, m: number) => Maybe;
  readonly #counts: (x: NaiveNode) => boolean;
  /** Parents that do not count as minus infinity. */
  readonly #parents: (x: NaiveNode) => readonly NaiveNode[];
  readonly #generation: (x: NaiveNode) => number;
  readonly #fame: (x: NaiveNode) => boolean | undefined;

  constructor(p: ResolvedParameters, nodes: readonly NaiveNode[], state: NaiveState) {
    this.#parameters = p;
    this.#nodes = nodes;
    this.#state = state;
    this.#members = p.weights.map((_, m) => m);
    this.#counts = remembering(p.members, (x) => this.#countsRule(x));
    this.#parents = remembering(p.members, (x) => x.parents.filter((y) => this.#counts(y)));
    this.round = remembering(p.members, (x) => this.#roundRule(x));
    this.lastSee = remembering(p.members, (x, m) => this.#lastSeeRule(x, m));
    this.stronglySee = remembering(p.members, (x, m) => this.#stronglySeeRule(x, m));
    this.#fame = remembering(p.members, (x) => this.#fameRule(x));
    this.#generation = remembering(
      p.members,
      (x) => 1 + Math.max(0, ...this.#parents(x).map((parent) => this.#generation(parent))),
    );
  }

  /** One famous witness per creator, smallest hash; undefined while some fame is undecided. */
  judges(round: number): readonly NaiveNode[] | undefined {
    const witnesses = this.#witnesses(round);
    const fames = witnesses.map((w) => this.#fame(w));
    if (witnesses.length === 0 || fames.includes(undefined)) return undefined;
    const famous = witnesses.filter((w) => this.#fame(w) === true);
    if (famous.length === 0) throw new Error(`round ${round} has no judge`);
    return this.#members.flatMap((m) =>
      famous
        .filter((w) => w.event.creator === m)
        .sort((a, b) => (a.event.hash < b.event.hash ? -1 : 1))
        .slice(0, 1),
    );
  }

  /** Elections are held for one round at a time, the one after the last decided. */
  isFamous(x: NaiveNode): boolean | undefined {
    const ahead = this.round(x) - this.#state.decidedRound;
    if (ahead > 0) return ahead === 1 ? this.#fame(x) : undefined;
    return this.#state.judges.includes(x);
  }

  /** A round that exceeds the self-parent's, or no self-parent. */
  isWitness(x: NaiveNode): boolean {
    return this.#counts(x) && this.round(x) > this.#roundOf(x.selfParent);
  }

  /**
   * Ancient or already ordered events count as minus infinity, and so does what descends from
   * nothing better; but the judges of the last decided round keep theirs. Once a round is decided
   * a chain without parents begins at minus infinity as well: a member that had it before and one
   * that gets it now must agree.
   */
  #countsRule(x: NaiveNode): boolean {
    if (this.#isRoot(x)) return true;
    const isAncient = x.event.birthRound < this.#state.ancientBelow;
    if (isAncient || this.#state.roundReceived.has(x)) return false;
    return this.#parents(x).length > 0;
  }

  #isRoot(x: NaiveNode): boolean {
    if (this.#state.decidedRound === 0) return x.parents.length === 0;
    return this.#state.judges.includes(x) && this.#parents(x).length === 0;
  }

  #roundOf(x: Maybe): number {
    return x === undefined ? MINUS_INFINITY : this.round(x);
  }

  #parentRound(x: NaiveNode): number {
    return Math.max(MINUS_INFINITY, ...this.#parents(x).map((parent) => this.round(parent)));
  }

  #isSupermajority(members: readonly number[]): boolean {
    const s = members.reduce((sum, m) => sum + (this.#parameters.weights[m] as number), 0);
    return 3 * s > 2 * this.#parameters.totalWeight;
  }

  #roundRule(x: NaiveNode): number {
    if (!this.#counts(x)) return MINUS_INFINITY;
    if (this.#isRoot(x)) return Math.max(1, this.#state.decidedRound);
    const maximum = this.#parentRound(x);
    const holders = this.#parents(x).filter((parent) => this.round(parent) === maximum);
    if (holders.length === 1) return maximum;
    const seen = this.#members.filter((m) => this.stronglySee(x, m) !== undefined);
    return this.#isSupermajority(seen) ? maximum + 1 : maximum;
  }

  #lastSeeRule(x: NaiveNode, m: number): Maybe {
    if (!this.#counts(x)) return undefined;
    if (x.event.creator === m) return x;
    let best: Maybe;
    for (const parent of this.#parents(x)) {
      const other = this.lastSee(parent, m);
      if (other === undefined) continue;
      const isHigher = this.round(other) > this.#roundOf(best);
      const isLater = best !== undefined && this.#generation(other) > this.#generation(best);
      const sameWitness = this.#firstSelfWitness(other) === this.#firstSelfWitness(best);
      if (isHigher || (isLater && sameWitness)) best = other;
    }
    return best;
  }

  #firstSelfWitness(x: Maybe): Maybe {
    if (x === undefined || !this.#counts(x)) return undefined;
    return this.round(x) > this.#roundOf(x.selfParent) ? x : this.#firstSelfWitness(x.selfParent);
  }

  #firstSee(x: Maybe, m: number): Maybe {
    return x === undefined ? undefined : this.#firstSelfWitness(this.lastSee(x, m));
  }

  #seeThru(x: NaiveNode, m: number, via: number): Maybe {
    if (m === via && via === x.event.creator) return this.#firstSelfWitness(x.selfParent);
    return this.#firstSee(this.lastSee(x, via), m);
  }

  /** What a parent with the same parent round strongly sees, its children strongly see. */
  #stronglySeeRule(x: NaiveNode, m: number): Maybe {
    if (!this.#counts(x) || this.#parents(x).length === 0) return undefined;
    const parentRound = this.#parentRound(x);
    for (const parent of this.#parents(x)) {
      const inherited = this.stronglySee(parent, m);
      if (inherited !== undefined && this.#parentRound(parent) === parentRound) return inherited;
    }
    const st = this.#seeThru(x, m, m);
    if (st === undefined || this.round(st) !== parentRound) return undefined;
    const through = this.#members.filter((via) => this.#seeThru(x, m, via) === st);
    return this.#isSupermajority(through) ? st : undefined;
  }

  #witnesses(round: number): readonly NaiveNode[] {
    return this.#nodes.filter((x) => this.isWitness(x) && this.round(x) === round);
  }

  /** The oldest ancestor of x in its round, along the first parents in that round. */
  #firstWitness(x: NaiveNode): NaiveNode {
    const parent = this.#parents(x).find((each) => this.round(each) === this.round(x));
    return parent === undefined ? x : this.#firstWitness(parent);
  }

  /** y sees x if walking down the witnesses of x's creator, from the one y first-sees, meets x. */
  #sees(y: NaiveNode, x: NaiveNode): boolean {
    let w = this.#firstSee(y, x.event.creator);
    while (this.#roundOf(w) > this.round(x)) w = this.#firstSelfWitness(w?.selfParent);
    return w === x;
  }

  #fameRule(x: NaiveNode): boolean | undefined {
    const decisions = new Set<boolean>();
    for (const y of this.#nodes) {
      const d = this.round(y) - this.round(x);
      if (d < 2 || d % this.#parameters.coinFrequency === 0 || !this.isWitness(y)) continue;
      for (const choice of [true, false]) {
        if (this.#isSupermajority(this.#voters(y, x, choice))) decisions.add(choice);
      }
    }
    if (decisions.size > 1) throw new Error(`fame of ${x.event.hash} is decided both ways`);
    return [...decisions][0];
  }

  /** Creators of those whom y strongly sees in the round before and who voted so on x. */
  #voters(y: NaiveNode, x: NaiveNode, choice: boolean): readonly number[] {
    const voter = this.#firstWitness(y);
    return this.#members.filter((m) => {
      const elector = this.stronglySee(voter, m);
      return elector !== undefined && this.#vote(elector, x) === choice;
    });
  }

  #vote(y: NaiveNode, x: NaiveNode): boolean {
    const key = `${y.index} ${x.index}`;
    const known = this.#votes.get(key);
    if (known !== undefined) return known;
    const vote = this.#voteRule(y, x);
    this.#votes.set(key, vote);
    return vote;
  }

  #voteRule(y: NaiveNode, x: NaiveNode): boolean {
    const d = this.round(y) - this.round(x);
    if (d === 1) return this.#sees(y, x);
    const yes = this.#voters(y, x, true);
    const no = this.#voters(y, x, false);
    const isClear = this.#isSupermajority(yes) || this.#isSupermajority(no);
    if (d % this.#parameters.coinFrequency === 0 && !isClear) return y.event.coin % 2 === 1;
    const weigh = (members: readonly number[]): number =>
      members.reduce((sum, m) => sum + (this.#parameters.weights[m] as number), 0);
    return weigh(yes) >= weigh(no);
  }
}
