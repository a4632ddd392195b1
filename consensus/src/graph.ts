import { ConsensusError } from "./errors.ts";
import { type EventHash, type GraphEvent, isNamed, linkHolds } from "./event.ts";
import type { ResolvedParameters } from "./parameters.ts";
import { byPlace, clearValues, newVertex, type Vertex } from "./vertex.ts";

/** The events that are not expired, by hash, by place in their self chain and by birth round. */
export class EventGraph {
  readonly #byHash = new Map<EventHash, Vertex>();
  readonly #chains: Map<number, Vertex[]>[];
  readonly #byBirthRound = new Map<number, Vertex[]>();
  readonly #tips: (Vertex | undefined)[];
  readonly #mark: ResolvedParameters["mark"];
  #ancientBelow = 1;

  constructor({ members, mark }: ResolvedParameters) {
    this.#mark = mark;
    this.#chains = Array.from({ length: members }, () => new Map());
    this.#tips = new Array<Vertex | undefined>(members).fill(undefined);
  }

  get ancientBelow(): number {
    return this.#ancientBelow;
  }

  get size(): number {
    return this.#byHash.size;
  }

  get(hash: EventHash): Vertex | undefined {
    return this.#byHash.get(hash);
  }

  vertices(): IterableIterator<Vertex> {
    return this.#byHash.values();
  }

  at(creator: number, sequence: number): readonly Vertex[] {
    return this.#chains[creator]?.get(sequence) ?? [];
  }

  tips(): readonly (Vertex | undefined)[] {
    return this.#tips;
  }

  /** For events that checkEvent passed. Throws ORDER_PARENT_MISSING and leaves no trace. */
  insert(event: GraphEvent): Vertex {
    const parents: Vertex[] = [];
    let selfParent: Vertex | undefined;
    for (const ref of event.parents) {
      const parent = this.#byHash.get(ref.hash);
      if (!isNamed(ref, parent?.event)) {
        if (ref.birthRound < this.#ancientBelow) continue;
        throw new ConsensusError("ORDER_PARENT_MISSING", { hash: event.hash, parent: ref.hash });
      }
      if (!linkHolds(event, ref, parent.event)) {
        this.#mark?.("order/false-link");
        continue;
      }
      if (ref.creator === event.creator) selfParent = parent;
      // Older than every judge, so it counts as minus infinity in everything.
      if (!parent.ancient) parents.push(parent);
    }
    const vertex = newVertex(event, parents, selfParent?.ancient === true ? undefined : selfParent);
    this.#index(vertex);
    return vertex;
  }

  /** Raises the threshold; returns what it made ancient and is not ordered, by place. */
  retire(ancientBelow: number): readonly Vertex[] {
    if (ancientBelow <= this.#ancientBelow) return [];
    const stale: Vertex[] = [];
    for (const [birthRound, vertices] of this.#byBirthRound) {
      if (birthRound < this.#ancientBelow || birthRound >= ancientBelow) continue;
      for (const vertex of vertices) {
        vertex.ancient = true;
        if (!vertex.ordered) stale.push(vertex);
        clearValues(vertex);
        detach(vertex);
      }
    }
    this.#ancientBelow = ancientBelow;
    return stale.sort(byPlace);
  }

  /** Deletes events with a lower birth round; they must be ancient. */
  expire(expiredBelow: number): void {
    for (const [birthRound, vertices] of this.#byBirthRound) {
      if (birthRound >= expiredBelow) continue;
      this.#delete(vertices);
      this.#byBirthRound.delete(birthRound);
    }
  }

  #index(vertex: Vertex): void {
    const { hash, creator, sequence, birthRound } = vertex.event;
    this.#byHash.set(hash, vertex);
    const chain = this.#chains[creator] as Map<number, Vertex[]>;
    const branches = chain.get(sequence);
    if (branches === undefined) chain.set(sequence, [vertex]);
    else branches.push(vertex);
    const cohort = this.#byBirthRound.get(birthRound);
    if (cohort === undefined) this.#byBirthRound.set(birthRound, [vertex]);
    else cohort.push(vertex);
    const tip = this.#tips[creator];
    if (tip === undefined || isFurther(vertex, tip)) this.#tips[creator] = vertex;
  }

  /** All at once: a forker can put thousands into one place, and each place is looked at once. */
  #delete(vertices: readonly Vertex[]): void {
    const places = new Map<readonly Vertex[], Vertex>();
    for (const vertex of vertices) {
      const { hash, creator, sequence } = vertex.event;
      this.#byHash.delete(hash);
      places.set(this.at(creator, sequence), vertex);
    }
    const isHere = (vertex: Vertex): boolean => this.#byHash.has(vertex.event.hash);
    for (const [branches, { event }] of places) {
      const chain = this.#chains[event.creator] as Map<number, Vertex[]>;
      const others = branches.filter(isHere);
      if (others.length === 0) chain.delete(event.sequence);
      else chain.set(event.sequence, others);
    }
    this.#tips.forEach((before, creator) => {
      if (before !== undefined && !isHere(before)) this.#tips[creator] = this.#furthest(creator);
    });
  }

  /** Birth rounds never fall along a chain, so all that can be left of one are other branches. */
  #furthest(creator: number): Vertex | undefined {
    let tip: Vertex | undefined;
    for (const branches of (this.#chains[creator] as Map<number, Vertex[]>).values()) {
      for (const other of branches) if (tip === undefined || isFurther(other, tip)) tip = other;
    }
    return tip;
  }
}

/** The canonical tip of a forked chain: the longest branch, then the smallest hash. */
const isFurther = (vertex: Vertex, tip: Vertex): boolean =>
  vertex.event.sequence > tip.event.sequence ||
  (vertex.event.sequence === tip.event.sequence && vertex.event.hash < tip.event.hash);

/** Cuts the links upwards, so that what an ordered or ancient event descends from can be freed. */
export const detach = (vertex: Vertex): void => {
  vertex.parents = [];
  vertex.selfParent = undefined;
};
