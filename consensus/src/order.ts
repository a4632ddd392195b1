import type { EventHash, GraphEvent } from "./event.ts";
import type { Vertex } from "./vertex.ts";

// Order inside a round: SWIRLDS-TR-2016-01 section "findOrder", and consensus.md rules round
// received, consensus time and order.

/** An event that a round received, with what it is sorted by. */
export interface Received {
  readonly vertex: Vertex;
  /** When each judge's creator first had it, microseconds since 1970, ascending. */
  readonly timesUs: readonly number[];
  /** Longest path to a first event inside the set received. */
  readonly generation: number;
}

const isOpen = (vertex: Vertex): boolean => !vertex.ordered && !vertex.ancient;

/** Upper median of ascending times. */
export const upperMedian = (timesUs: readonly number[]): number =>
  timesUs[timesUs.length >> 1] as number;

/**
 * Common ancestors of all judges, judges included, that are neither ordered nor ancient, parents
 * before children.
 */
export const commonAncestors = (judges: readonly Vertex[]): Received[] => {
  const times = new Map<Vertex, number[]>();
  for (const judge of judges) collectTimes(judge, times);
  const generations = new Map<Vertex, number>();
  const received: Received[] = [];
  // A map keeps insertion order, and every judge's walk puts parents before children.
  for (const [vertex, timesUs] of times) {
    if (timesUs.length !== judges.length) continue;
    let generation = 0;
    for (const parent of vertex.parents) {
      generation = Math.max(generation, generations.get(parent) ?? 0);
    }
    generations.set(vertex, generation + 1);
    timesUs.sort((a, b) => a - b);
    received.push({ vertex, timesUs, generation: generation + 1 });
  }
  return received;
};

/**
 * Adds, for each open ancestor of a judge, the creation time of the judge's oldest self-ancestor
 * that has it: self-ancestors are walked from the oldest on, each for what only it brought.
 */
const collectTimes = (judge: Vertex, times: Map<Vertex, number[]>): void => {
  const chain: Vertex[] = [];
  for (let at: Vertex | undefined = judge; at !== undefined && isOpen(at); at = at.selfParent) {
    chain.push(at);
  }
  const visited = new Set<Vertex>();
  for (const selfAncestor of chain.reverse()) {
    const stack = [{ vertex: selfAncestor, next: 0 }];
    visited.add(selfAncestor);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const parent = top.vertex.parents[top.next++];
      if (parent !== undefined) {
        if (!isOpen(parent) || visited.has(parent)) continue;
        visited.add(parent);
        stack.push({ vertex: parent, next: 0 });
        continue;
      }
      stack.pop();
      const known = times.get(top.vertex);
      if (known === undefined) times.set(top.vertex, [selfAncestor.event.timeUs]);
      else known.push(selfAncestor.event.timeUs);
    }
  }
};

/** Bitwise exclusive or of the judges' hashes, one number of 4 bits per hexadecimal digit. */
export const whiteningOf = (judges: readonly { readonly hash: EventHash }[]): readonly number[] => {
  const whitening: number[] = [];
  for (const { hash } of judges) {
    for (let digit = 0; digit < hash.length; digit++) {
      whitening[digit] = (whitening[digit] ?? 0) ^ Number.parseInt(hash.charAt(digit), 16);
    }
  }
  return whitening;
};

/** Hashes compared as big-endian numbers after the whitening: no creator can mine a low hash. */
const compareWhitened = (a: GraphEvent, b: GraphEvent, whitening: readonly number[]): number => {
  for (let digit = 0; digit < a.hash.length; digit++) {
    const one = Number.parseInt(a.hash.charAt(digit), 16);
    const other = Number.parseInt(b.hash.charAt(digit), 16);
    const mask = whitening[digit] ?? 0;
    if (one !== other) return (one ^ mask) - (other ^ mask);
  }
  return 0;
};

/** Median first, then the times beside it, each time one step further out: m-1, m+1, m-2, ... */
const compareTimes = (a: readonly number[], b: readonly number[]): number => {
  const middle = a.length >> 1;
  let offset = 0;
  while (middle + offset >= 0 && middle + offset < a.length) {
    const difference = (a[middle + offset] as number) - (b[middle + offset] as number);
    if (difference !== 0) return difference;
    offset = offset < 0 ? -offset : -offset - 1;
  }
  return 0;
};

/** Sorts what one round received into its final order. */
export const sortReceived = (received: Received[], whitening: readonly number[]): Received[] =>
  received.sort(
    (a, b) =>
      compareTimes(a.timesUs, b.timesUs) ||
      a.generation - b.generation ||
      compareWhitened(a.vertex.event, b.vertex.event, whitening),
  );
