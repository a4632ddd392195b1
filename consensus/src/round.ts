import type { EventHash, GraphEvent, OrderedEvent } from "./event.ts";

/** The smallest birth round among the judges of one decided round. */
export interface MinimumJudge {
  readonly round: number;
  readonly birthRound: number;
}

/**
 * All that the further order depends on besides the events themselves (consensus.md, snapshot).
 * The same on every member that decided the round, so it can be covered by a state root.
 */
export interface ConsensusSnapshot {
  readonly decidedRound: number;
  /** Judges of the decided round, by creator. */
  readonly judges: readonly EventHash[];
  /** Of the last 2 x roundsNonAncient decided rounds, oldest first. */
  readonly minimumJudges: readonly MinimumJudge[];
  /** How many events have been ordered since the chain began. */
  readonly orderedEvents: number;
  /** Consensus time reached, microseconds since 1970. */
  readonly timeUs: number;
}

export interface DecidedRound {
  readonly round: number;
  /** One famous witness per creator, by creator. */
  readonly judges: readonly EventHash[];
  /** What this round ordered, in order. */
  readonly events: readonly OrderedEvent[];
  /**
   * The round's consensus time, microseconds since 1970, never going back: that of its last event.
   * A round that ordered nothing keeps the previous time, and if there is none takes the upper
   * median of its judges' creation times.
   */
  readonly timeUs: number;
  /** Whether the judges hold no supermajority of the weight: an alarm, not an error. */
  readonly fewJudges: boolean;
  /** Events with a lower birth round are ancient from this round on. */
  readonly ancientBelow: number;
  /**
   * Known events that this round made ancient and that will never be ordered, by creator, sequence
   * and hash. Events that arrive when they are ancient already are not listed: see Hashgraph.add.
   */
  readonly stale: readonly GraphEvent[];
  /** The state after this round. */
  readonly snapshot: ConsensusSnapshot;
}

/** What an HMI needs to draw one event. Rounds and fame are as last known: they are for the eye. */
export interface GraphNode {
  readonly event: GraphEvent;
  readonly round: number | undefined;
  readonly witness: boolean;
  /** Undefined for no witness, and while its election is open. */
  readonly famous: boolean | undefined;
  readonly judge: boolean;
  readonly roundReceived: number | undefined;
  readonly ancient: boolean;
}
