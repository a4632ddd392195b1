import { ConsensusError } from "./errors.ts";
import { isSupermajority, type ResolvedParameters } from "./parameters.ts";
import { sees } from "./see.ts";
import { byPlace, type Vertex } from "./vertex.ts";

// Fame: SWIRLDS-TR-2016-01 section "decideFame", and consensus.md rules fame and judges. The
// elections of one round at a time; witnesses come in topological order, each after all ancestors.

interface Election {
  readonly candidate: Vertex;
  /** Place of its votes in Vertex.votes. */
  readonly index: number;
}

interface Count {
  /** The majority; a tie is yes. */
  readonly vote: boolean;
  /** Whether the majority is a supermajority. */
  readonly isClear: boolean;
}

export class RoundElections {
  readonly round: number;
  readonly #parameters: ResolvedParameters;
  readonly #candidates: Vertex[] = [];
  #open: Election[] = [];
  #latestRound: number;

  constructor(round: number, parameters: ResolvedParameters) {
    this.round = round;
    this.#parameters = parameters;
    this.#latestRound = round - 1;
  }

  /**
   * All known witnesses have their fame. Deciding one needs a voter two rounds up, and past that
   * no other witness can become famous, so the famous ones are final.
   */
  get decided(): boolean {
    return this.#candidates.length > 0 && this.#open.length === 0;
  }

  add(witness: Vertex): void {
    if (witness.round > this.#latestRound) this.#latestRound = witness.round;
    if (witness.round > this.round) return this.#vote(witness);
    if (witness.round < this.round || this.#latestRound >= this.round + 2) {
      // Learnt late. A voter of round + 2 exists that does not descend from it, and so strongly
      // sees a supermajority of noes: no election can end otherwise.
      witness.famous = false;
      this.#parameters.mark?.("order/late-witness");
      return;
    }
    witness.famous = undefined;
    this.#open.push({ candidate: witness, index: this.#candidates.length });
    this.#candidates.push(witness);
  }

  /** One famous witness per creator, by creator. Throws ORDER_NO_JUDGE. */
  judges(): readonly Vertex[] {
    const judges = new Map<number, Vertex>();
    for (const candidate of this.#candidates) {
      const other = judges.get(candidate.event.creator);
      const smaller = other === undefined || candidate.event.hash < other.event.hash;
      if (other !== undefined && candidate.famous === true)
        this.#parameters.mark?.("order/forked-judge");
      if (candidate.famous === true && smaller) judges.set(candidate.event.creator, candidate);
    }
    if (judges.size === 0) throw new ConsensusError("ORDER_NO_JUDGE", { round: this.round });
    return [...judges.values()].sort(byPlace);
  }

  #vote(voter: Vertex): void {
    const distance = voter.round - this.round;
    const { mark } = this.#parameters;
    const votes: boolean[] = [];
    voter.votes = votes;
    if (distance === 1) {
      for (const { candidate, index } of this.#open) votes[index] = sees(voter, candidate);
      return;
    }
    // A voter may have a parent in its own round already; its round was reached by its first
    // witness, and it is that one which strongly sees the round before.
    const electorate = (voter.firstWitness as Vertex).stronglySee.filter((w) => w !== undefined);
    const coinRound = distance % this.#parameters.coinFrequency === 0;
    for (const { candidate, index } of this.#open) {
      const { vote, isClear } = this.#count(electorate, index);
      if (coinRound) {
        mark?.(isClear ? "order/coin-round" : "order/coin-tossed");
        votes[index] = isClear ? vote : (voter.event.coin & 1) === 1;
        continue;
      }
      votes[index] = vote;
      if (isClear) candidate.famous = vote;
      if (isClear && !vote) mark?.("order/not-famous");
    }
    this.#open = this.#open.filter(({ candidate }) => candidate.famous === undefined);
  }

  #count(electorate: readonly Vertex[], index: number): Count {
    const { weights, totalWeight } = this.#parameters;
    let yes = 0;
    let no = 0;
    for (const elector of electorate) {
      const weight = weights[elector.event.creator] as number;
      if (elector.votes[index] === true) yes += weight;
      else no += weight;
    }
    if (yes === no) this.#parameters.mark?.("order/tie");
    return { vote: yes >= no, isClear: isSupermajority(Math.max(yes, no), totalWeight) };
  }
}
