import type { GraphEvent } from "./event.ts";

/** Round "minus infinity": what nothing in the open rounds is measured against. */
export const NO_ROUND = 0;

/** One row of a table over the members: by roster index, an event or nothing. */
export type Row = readonly (Vertex | undefined)[];

export const EMPTY_ROW: Row = [];
const NO_VOTES: readonly boolean[] = [];

/**
 * An event in the graph with what is memoized about it. Everything under `Values` is relative to
 * the last decided round and is computed anew after each one (see.ts).
 */
export interface Vertex extends Values {
  readonly event: GraphEvent;
  /** Parents by links that hold. Emptied once ordered or ancient, so that they can be deleted. */
  parents: readonly Vertex[];
  selfParent: Vertex | undefined;
  /** The round that ordered it. */
  roundReceived: number | undefined;
  /** Known to be ordered although the round is not: it was before the snapshot. */
  ordered: boolean;
  ancient: boolean;
  /** A judge of the round that was decided with it. */
  judge: boolean;
  /** For witnesses, once known. */
  famous: boolean | undefined;
  /** Last round and witness flag that were not minus infinity: for the eye only. */
  shownRound: number;
  shownWitness: boolean;
}

export interface Values {
  round: number;
  /** The highest round among the parents. */
  parentRound: number;
  /** Longest path to a judge of the last decided round: the deterministic generation. */
  generation: number;
  witness: boolean;
  lastSee: Row;
  firstSee: Row;
  stronglySee: Row;
  firstSelfWitness: Vertex | undefined;
  /** The first witness in its round among self and ancestors, along first parents. */
  firstWitness: Vertex | undefined;
  /** Votes by candidate index in the open election; absent is no. */
  votes: readonly boolean[];
}

// Written out field by field: with spreads and copies this would be the slowest part of the engine.

export const newVertex = (
  event: GraphEvent,
  parents: readonly Vertex[],
  selfParent: Vertex | undefined,
): Vertex => ({
  event,
  parents,
  selfParent,
  roundReceived: undefined,
  ordered: false,
  ancient: false,
  judge: false,
  famous: undefined,
  shownRound: NO_ROUND,
  shownWitness: false,
  round: NO_ROUND,
  parentRound: NO_ROUND,
  generation: 0,
  witness: false,
  lastSee: EMPTY_ROW,
  firstSee: EMPTY_ROW,
  stronglySee: EMPTY_ROW,
  firstSelfWitness: undefined,
  firstWitness: undefined,
  votes: NO_VOTES,
});

/** Makes the event count as minus infinity: it sees nothing and is not seen. */
export const clearValues = (vertex: Vertex): void => {
  vertex.round = NO_ROUND;
  vertex.parentRound = NO_ROUND;
  vertex.generation = 0;
  vertex.witness = false;
  vertex.lastSee = EMPTY_ROW;
  vertex.firstSee = EMPTY_ROW;
  vertex.stronglySee = EMPTY_ROW;
  vertex.firstSelfWitness = undefined;
  vertex.firstWitness = undefined;
  vertex.votes = NO_VOTES;
};

/** Order of creators, then sequences, then hashes: independent of arrival. */
export const byPlace = (a: Vertex, b: Vertex): number =>
  a.event.creator - b.event.creator ||
  a.event.sequence - b.event.sequence ||
  (a.event.hash < b.event.hash ? -1 : 1);
