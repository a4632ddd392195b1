import { ConsensusError } from "./errors.ts";

// What the order is computed from. Signatures, payloads and the chain id are the caller's matter:
// consensus.md section 1 says what an event is signed over and when it is valid.

/** SHA-256 of the signed bytes of an event, 64 lower-case hexadecimal digits. */
export type EventHash = string;

/** A parent as its child names it. The link holds only if the parent is as described. */
export interface ParentRef {
  readonly hash: EventHash;
  /** Index in the roster, from 0. */
  readonly creator: number;
  readonly sequence: number;
  readonly birthRound: number;
}

export interface GraphEvent {
  readonly hash: EventHash;
  /** Index in the roster, from 0. */
  readonly creator: number;
  /** Position in the creator's self chain, from 1. */
  readonly sequence: number;
  /** The round that was pending at the creator when it made the event, from 1. */
  readonly birthRound: number;
  /** Creation time by the creator's clock, whole microseconds since 1970. */
  readonly timeUs: number;
  /** Unsigned 32 bits, covered by the signature; the lowest bit is the coin. */
  readonly coin: number;
  /** Self-parent first; at most one parent per creator. */
  readonly parents: readonly ParentRef[];
}

/** An event with its place in the order, which is its place in the list it comes in. */
export interface OrderedEvent {
  readonly event: GraphEvent;
  /** Consensus time, microseconds since 1970; strictly increasing over the whole order. */
  readonly timeUs: number;
}

/** The self-parent as the event names it, or nothing for the first event of a self chain. */
export const selfParentRef = (event: GraphEvent): ParentRef | undefined => {
  const first = event.parents[0];
  return first?.creator === event.creator ? first : undefined;
};

/**
 * Whether this is the event that a child names: one of another birth round is not there. Those for
 * whom the true one is ancient have dropped it and cannot tell it from one that never was; so that
 * all do the same, it is one that never was, until the birth round that is claimed is ancient.
 */
export const isNamed = (
  ref: ParentRef,
  parent: GraphEvent | undefined,
): parent is GraphEvent => parent?.birthRound === ref.birthRound;

/**
 * Whether a parent is what its child says it is. A link that does not hold counts as absent, for
 * everybody alike: members for whom the parent is ancient cannot look at it, so refusing the whole
 * event would split those who have the parent from those who do not. The self-parent must also be
 * older than its child.
 */
export const linkHolds = (child: GraphEvent, ref: ParentRef, parent: GraphEvent): boolean =>
  parent.creator === ref.creator &&
  parent.sequence === ref.sequence &&
  isNamed(ref, parent) &&
  (parent.creator !== child.creator || parent.timeUs < child.timeUs);

const positive = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;

const defect = (event: GraphEvent, members: number): string | undefined => {
  const known = (creator: number): boolean =>
    Number.isSafeInteger(creator) && creator >= 0 && creator < members;
  if (!known(event.creator)) return "creator";
  if (!positive(event.sequence)) return "sequence";
  if (!positive(event.birthRound)) return "birthRound";
  if (!Number.isSafeInteger(event.timeUs)) return "timeUs";
  if (event.coin >>> 0 !== event.coin) return "coin";
  const creators = new Set<number>();
  for (const parent of event.parents) {
    if (!known(parent.creator) || creators.has(parent.creator)) return "parents.creator";
    if (!positive(parent.sequence)) return "parents.sequence";
    const isOlder = positive(parent.birthRound) && parent.birthRound <= event.birthRound;
    if (!isOlder) return "parents.birthRound";
    creators.add(parent.creator);
  }
  const selfParent = selfParentRef(event);
  if (selfParent === undefined && creators.has(event.creator)) return "parents.order";
  if ((selfParent?.sequence ?? 0) + 1 !== event.sequence) return "sequence";
  return undefined;
};

/**
 * Throws ORDER_EVENT_INVALID for an event that is wrong by itself. Only what the event's own bytes
 * show is looked at, so that all members refuse the same events whatever else they know.
 */
export const checkEvent = (event: GraphEvent, members: number): void => {
  const field = defect(event, members);
  if (field === undefined) return;
  throw new ConsensusError("ORDER_EVENT_INVALID", { hash: event.hash, field });
};
