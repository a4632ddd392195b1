export { ConsensusError, type ConsensusErrorCode } from "./errors.ts";
export {
  checkEvent,
  type EventHash,
  type GraphEvent,
  isNamed,
  linkHolds,
  type OrderedEvent,
  type ParentRef,
  selfParentRef,
} from "./event.ts";
export { Hashgraph } from "./hashgraph.ts";
export { naiveOrder } from "./naive.ts";
export {
  type ConsensusParameters,
  DEFAULT_COIN_FREQUENCY,
  DEFAULT_ROUNDS_NON_ANCIENT,
  isSupermajority,
  type OrderMark,
} from "./parameters.ts";
export type { ConsensusSnapshot, DecidedRound, GraphNode, MinimumJudge } from "./round.ts";
export {
  defaultPace,
  type Demand,
  Pace,
  type PacedEvent,
  type PaceDecision,
  type PaceParameters,
} from "./pace.ts";
