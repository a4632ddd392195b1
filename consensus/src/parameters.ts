import { ConsensusError } from "./errors.ts";

/** Part of the site's agreement: members with other values compute another order. */
export interface ConsensusParameters {
  /** How many members the roster has; creators are 0 .. members-1. At least 2. */
  readonly members: number;
  /** Voting weight of each member, non-negative integers; 1 each when absent. */
  readonly weights?: readonly number[];
  /**
   * Every how many votes a coin is tossed. At least 3: with 2 the very first count could be a coin
   * round, and a witness learnt late could still be tossed into fame.
   */
  readonly coinFrequency?: number;
  /** How many decided rounds an event may lag before it is ancient. */
  readonly roundsNonAncient?: number;
  /** Told of every pass through a rare line; it has no part in the agreement. */
  readonly mark?: (mark: OrderMark) => void;
}

/**
 * Rare lines, which a run of tests can demand to have been passed: a vote in a coin round, decided
 * by the coin; a tie; a witness that is learnt late, not famous, or the second of its creator; a
 * fork in sight, or on the path to a witness; a parent that is not what its child says; an event
 * that is ancient when it comes.
 */
export type OrderMark =
  | "order/coin-round"
  | "order/coin-tossed"
  | "order/tie"
  | "order/late-witness"
  | "order/not-famous"
  | "order/forked-judge"
  | "order/fork-seen"
  | "order/fork-on-path"
  | "order/false-link"
  | "order/ancient-on-arrival";

export interface ResolvedParameters {
  readonly members: number;
  readonly weights: readonly number[];
  readonly totalWeight: number;
  readonly coinFrequency: number;
  readonly roundsNonAncient: number;
  readonly mark: ((mark: OrderMark) => void) | undefined;
}

/** Defaults of the rules Hiero ships. */
export const DEFAULT_COIN_FREQUENCY = 12;
export const DEFAULT_ROUNDS_NON_ANCIENT = 26;

const MINIMUM_COIN_FREQUENCY = 3;

/** More than two thirds of the total, exactly, in integers (S1's count). */
export const isSupermajority = (weight: number, totalWeight: number): boolean =>
  3 * weight > 2 * totalWeight;

const demand = (holds: boolean, parameter: string, value: number): void => {
  if (!holds) throw new ConsensusError("ORDER_PARAMETERS", { parameter, value });
};

/** Fills in defaults; throws ORDER_PARAMETERS. */
export const resolveParameters = (parameters: ConsensusParameters): ResolvedParameters => {
  const { members } = parameters;
  demand(Number.isSafeInteger(members) && members >= 2, "members", members);
  const weights = parameters.weights ?? Array.from({ length: members }, () => 1);
  demand(weights.length === members, "weights", weights.length);
  for (const weight of weights) {
    demand(Number.isSafeInteger(weight) && weight >= 0, "weights", weight);
  }
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  demand(Number.isSafeInteger(3 * totalWeight) && totalWeight > 0, "weights", totalWeight);
  for (const weight of weights) {
    // One member that decides alone needs no consensus, and the round rule does not cover it.
    demand(!isSupermajority(weight, totalWeight), "weights", weight);
  }
  const coinFrequency = parameters.coinFrequency ?? DEFAULT_COIN_FREQUENCY;
  const coinSound = Number.isSafeInteger(coinFrequency) && coinFrequency >= MINIMUM_COIN_FREQUENCY;
  demand(coinSound, "coinFrequency", coinFrequency);
  const roundsNonAncient = parameters.roundsNonAncient ?? DEFAULT_ROUNDS_NON_ANCIENT;
  const windowSound = Number.isSafeInteger(roundsNonAncient) && roundsNonAncient >= 1;
  demand(windowSound, "roundsNonAncient", roundsNonAncient);
  const { mark } = parameters;
  return { members, weights, totalWeight, coinFrequency, roundsNonAncient, mark };
};
