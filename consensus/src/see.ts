import { isSupermajority, type ResolvedParameters } from "./parameters.ts";
import { EMPTY_ROW, NO_ROUND, type Row, type Vertex } from "./vertex.ts";

// Seeing, strongly seeing and rounds: SWIRLDS-TR-2020-01 functions lastSee, firstSee, seeThru,
// stronglySeeP, round, firstSelfWitnessS and firstWitnessS, for all members of one event at a time
// and from its parents' values alone, so nothing recurses.
//
// Values are relative to the last decided round. Its judges are the roots; what descends from none
// of them counts as minus infinity. That covers ordered events (ancestors of all judges) and
// ancient ones (older than every judge), and because it names only judges it is the same for every
// member that decided the same rounds, whenever an event arrived.

/** A root: the first events of a chain, and the judges that descend from no other judge. */
export const setRootValues = (root: Vertex, round: number, members: number): void => {
  const own = new Array<Vertex | undefined>(members).fill(undefined);
  own[root.event.creator] = root;
  root.round = round;
  root.parentRound = NO_ROUND;
  root.generation = 1;
  root.witness = true;
  root.lastSee = own;
  root.firstSee = own;
  root.stronglySee = EMPTY_ROW;
  root.firstSelfWitness = root;
  root.firstWitness = root;
  remember(root);
};

/** Values of an event with at least one parent that is not at minus infinity. */
export const setValues = (vertex: Vertex, parameters: ResolvedParameters): void => {
  const parents = vertex.parents.filter((parent) => parent.round !== NO_ROUND);
  const creator = vertex.event.creator;
  let parentRound = NO_ROUND;
  let generation = 0;
  for (const parent of parents) {
    if (parent.round > parentRound) parentRound = parent.round;
    if (parent.generation > generation) generation = parent.generation;
  }
  vertex.parentRound = parentRound;
  vertex.generation = generation + 1;
  see(vertex, parents, parameters);
  vertex.stronglySee = stronglySee(vertex, parents, parameters);
  vertex.round = advances(vertex, parents, parameters) ? parentRound + 1 : parentRound;

  const selfParent = vertex.selfParent;
  vertex.witness = vertex.round > (selfParent?.round ?? NO_ROUND);
  vertex.firstSelfWitness = vertex.witness ? vertex : selfParent?.firstSelfWitness;
  (vertex.firstSee as (Vertex | undefined)[])[creator] = vertex.firstSelfWitness;
  vertex.firstWitness = vertex;
  if (vertex.round === parentRound) {
    vertex.firstWitness = parents.find((parent) => parent.round === parentRound)?.firstWitness;
  }
  remember(vertex);
};

const remember = (vertex: Vertex): void => {
  vertex.shownRound = vertex.round;
  vertex.shownWitness = vertex.witness;
};

/** lastSee and firstSee. The own entry of firstSee needs the round and is filled in later. */
const see = (
  vertex: Vertex,
  parents: readonly Vertex[],
  { members, mark }: ResolvedParameters,
): void => {
  const lastSeen = new Array<Vertex | undefined>(members).fill(undefined);
  const firstSeen = new Array<Vertex | undefined>(members).fill(undefined);
  for (const parent of parents) {
    const candidates = parent.lastSee;
    const witnesses = parent.firstSee;
    for (let member = 0; member < members; member++) {
      const candidate = candidates[member];
      if (candidate === undefined) continue;
      const best = lastSeen[member];
      // On a fork two branches with different first witnesses are not compared by generation: the
      // earlier parent's branch stays, so that a self chain keeps to the branch it saw first.
      const better =
        best === undefined ||
        candidate.round > best.round ||
        (candidate.generation > best.generation && witnesses[member] === firstSeen[member]);
      if (mark !== undefined && best !== undefined && witnesses[member] !== firstSeen[member])
        if (candidate.round === best.round) mark("order/fork-seen");
      if (!better) continue;
      lastSeen[member] = candidate;
      firstSeen[member] = witnesses[member];
    }
  }
  lastSeen[vertex.event.creator] = vertex;
  firstSeen[vertex.event.creator] = undefined;
  vertex.lastSee = lastSeen;
  vertex.firstSee = firstSeen;
};

/** Per member its witness of the parent round that the event strongly sees. */
const stronglySee = (
  vertex: Vertex,
  parents: readonly Vertex[],
  parameters: ResolvedParameters,
): Row => {
  const { members, weights, totalWeight } = parameters;
  const { creator } = vertex.event;
  const { parentRound } = vertex;
  const seen = new Array<Vertex | undefined>(members).fill(undefined);
  const throughs = vertex.lastSee.map((through) => through?.firstSee ?? EMPTY_ROW);
  const inheritedFrom = parents.filter((parent) => parent.parentRound === parentRound);
  for (let member = 0; member < members; member++) {
    // What a parent strongly sees in the same round stays strongly seen, whatever a forker adds.
    for (const parent of inheritedFrom) {
      seen[member] = parent.stronglySee[member];
      if (seen[member] !== undefined) break;
    }
    if (seen[member] !== undefined) continue;
    const own = vertex.selfParent?.firstSelfWitness;
    const witness = member === creator ? own : throughs[member]?.[member];
    if (witness === undefined || witness.round !== parentRound) continue;
    // Only members that see this same witness count: on a fork another may be on the same path.
    let weight = 0;
    for (let through = 0; through < members; through++) {
      const viaSelf = through === creator && member === creator;
      const found = viaSelf ? own : throughs[through]?.[member];
      if (found === witness) weight += weights[through] as number;
      else if (found?.round === parentRound) parameters.mark?.("order/fork-on-path");
    }
    if (isSupermajority(weight, totalWeight)) seen[member] = witness;
  }
  return seen;
};

/** Whether the event's round exceeds its parents'. */
const advances = (
  vertex: Vertex,
  parents: readonly Vertex[],
  parameters: ResolvedParameters,
): boolean => {
  let highest = 0;
  for (const parent of parents) if (parent.round === vertex.parentRound) highest++;
  if (highest < 2) return false;
  let weight = 0;
  for (let member = 0; member < parameters.members; member++) {
    if (vertex.stronglySee[member] !== undefined) weight += parameters.weights[member] as number;
  }
  return isSupermajority(weight, parameters.totalWeight);
};

/**
 * Whether a voter one round above a candidate sees it: whether it is the candidate that its view
 * of the candidate's creator leads down to, first self-witness by first self-witness.
 */
export const sees = (voter: Vertex, candidate: Vertex): boolean => {
  let witness = voter.firstSee[candidate.event.creator];
  while (witness !== undefined && witness.round >= voter.round) {
    witness = witness.selfParent?.firstSelfWitness;
  }
  return witness === candidate;
};
