import { isSupermajority } from "./parameters.ts";

/** Tunables of one member's pace; they change how fast it is, never what is ordered. */
export interface PaceParameters {
  /** Least time between two own events in the long run, ms. */
  readonly leastMs: number;
  /** How many own events may follow each other faster after a rest: a command and its report. */
  readonly burst: number;
  /** Longest wait for a straggler once a quorum is there, ms. */
  readonly stragglerMs: number;
  /** Bounds of the time a busy member waits for a quorum before it goes on with less, ms. */
  readonly patienceMs: readonly [number, number];
  /** Between events while nothing but an open command asks for time to go on, ms. */
  readonly tickMs: number;
}

export const defaultPace: PaceParameters = {
  leastMs: 5,
  burst: 16,
  stragglerMs: 100,
  patienceMs: [6, 250],
  tickMs: 200,
};

/** Why there should be events at all. */
export interface Demand {
  /** Something of weight is not ordered yet, or a permitted command not certified. */
  readonly busy: boolean;
  /** A command is open, not closed: consensus time has to go on, or it could never expire. */
  readonly open: boolean;
  /** This member has something of weight to say that no event carries. */
  readonly waiting: boolean;
}

/** `create` now, look again in `waitMs`, or `rest` until something arrives. */
export type PaceDecision =
  | { readonly kind: "create" }
  | { readonly kind: "wait"; readonly waitMs: number }
  | { readonly kind: "rest" };

/** What the pace looks at in an event; `GraphEvent` has it all. */
export interface PacedEvent {
  readonly creator: number;
  readonly sequence: number;
  readonly parents: readonly { readonly creator: number; readonly sequence: number }[];
}

/** Own events in a row that a member may be missing from and still be waited for. */
const patientFor = 3;

/** Layers of this many newest events of each member are remembered, and as many quorums. */
const remembered = 64;

/** Shorter waits are none: a timer could not tell them from now. */
const shortestWaitMs = 0.05;

const wait = (waitMs: number): PaceDecision =>
  waitMs < shortestWaitMs ? { kind: "create" } : { kind: "wait", waitMs };

const smooth = (average: number, sample: number): number => average + (sample - average) / 8;

/**
 * When a member creates its next event (consensus.md section 2). Events lie in layers: one is a
 * layer above its highest parents if more than two thirds of the members are among those, and else
 * in their layer. A member creates when its event would reach a higher layer than its last one,
 * after a short wait for stragglers, so that all members climb together, a layer each delay. How
 * long stragglers are waited for is learnt of each of them; who is silent or slow is not waited
 * for: it would cost everybody many delays.
 *
 * Never without progress: an event is made only if more members have moved on since the last
 * snapshot, so a minority stops by itself. One event a snapshot is excepted, to tell the others of
 * a new command after a rest.
 */
export class Pace {
  readonly #members: number;
  readonly #self: number;
  readonly #parameters: PaceParameters;
  /** Newest sequence known of each member; what own last event descended from; at the snapshot. */
  readonly #tips: number[];
  #covered: number[];
  #snapshot: number[];
  #scoreAtLast = 0;
  #restlessUsed = false;
  #lastMs = -Infinity;
  /** Own events that may be made now; one more every `leastMs`. */
  #credit = 1;
  /** When the own events last reached a higher layer. */
  #climbedMs = -Infinity;
  /** Layers of the newest events of each member, by sequence; and of the newest one. */
  readonly #layers: Map<number, number>[];
  readonly #tipLayers: number[];
  /** The highest layer that a quorum has reached, and when each was reached. */
  #quorumLayer = 0;
  readonly #quorumMs = new Map<number, number>();
  /** Smoothed: from an own event to the next quorum. */
  #quorumDelayMs = 1;
  /** Smoothed, of each member: from the quorum of a layer to its own event of that layer. */
  readonly #lateMs: number[];
  /** Own events in a row for which a member gave nothing new. */
  readonly #missed: number[];

  constructor(members: number, self: number, parameters: PaceParameters = defaultPace) {
    this.#members = members;
    this.#self = self;
    this.#parameters = parameters;
    const zeros = (): number[] => Array.from({ length: members }, () => 0);
    [this.#tips, this.#covered, this.#snapshot] = [zeros(), zeros(), zeros()];
    [this.#tipLayers, this.#lateMs, this.#missed] = [zeros(), zeros(), zeros()];
    this.#layers = Array.from({ length: members }, () => new Map<number, number>());
  }

  /** An event went into the graph; an own one too, before `created`. */
  received({ creator, sequence, parents }: PacedEvent, nowMs: number): void {
    if (sequence <= (this.#tips[creator] as number)) return;
    this.#tips[creator] = sequence;
    const layer = this.#climb(parents.map((parent) => this.#layerOf(parent)));
    const known = this.#layers[creator] as Map<number, number>;
    known.set(sequence, layer);
    // By number: a liar's sequences may leap.
    if (known.size > remembered) known.delete(known.keys().next().value as number);
    if (creator === this.#self && layer > (this.#tipLayers[creator] as number))
      this.#climbedMs = nowMs;
    this.#tipLayers[creator] = layer;
    if (creator !== this.#self) this.#timeArrival(creator, layer, nowMs);
    this.#noteQuorum(nowMs);
  }

  /** An own event was made with all tips as parents. */
  created(sequence: number, nowMs: number): void {
    for (let member = 0; member < this.#members; member += 1) {
      const moved = (this.#tips[member] as number) > (this.#covered[member] as number);
      this.#missed[member] = moved ? 0 : (this.#missed[member] as number) + 1;
    }
    const score = this.#score();
    if (score <= this.#scoreAtLast) this.#restlessUsed = true;
    this.#tips[this.#self] = sequence;
    this.#covered = [...this.#tips];
    this.#scoreAtLast = score;
    if (this.#isQuorum(score + 1)) {
      this.#snapshot = [...this.#tips];
      this.#scoreAtLast = 0;
      this.#restlessUsed = false;
    }
    // Own events of a journal that is taken again were paid for in another run.
    this.#credit = Math.max(0, this.#creditAt(nowMs) - 1);
    this.#lastMs = nowMs;
  }

  decide(demand: Demand, nowMs: number): PaceDecision {
    if (!demand.busy && !demand.open) return { kind: "rest" };
    const improves = this.#score() > this.#scoreAtLast;
    if (!improves && !(demand.waiting && !this.#restlessUsed)) return { kind: "rest" };
    const sinceMs = nowMs - this.#lastMs;
    const pauseMs = demand.busy ? this.#shortOf(nowMs) : this.#parameters.tickMs - sinceMs;
    if (pauseMs >= shortestWaitMs) return wait(pauseMs);
    if (!demand.busy) return { kind: "create" };
    if (!improves) return wait(this.#patience() - sinceMs);
    const climbs = this.#climb(this.#tipLayers) > (this.#tipLayers[this.#self] as number);
    return wait(climbs ? this.#stragglerWait(nowMs) : this.#patience() - sinceMs);
  }

  #creditAt(nowMs: number): number {
    const { burst, leastMs } = this.#parameters;
    return Math.min(burst, this.#credit + (nowMs - this.#lastMs) / leastMs);
  }

  /** Until the next own event may be made, ms. */
  #shortOf(nowMs: number): number {
    return (1 - this.#creditAt(nowMs)) * this.#parameters.leastMs;
  }

  #layerOf({ creator, sequence }: { readonly creator: number; readonly sequence: number }): number {
    return this.#layers[creator]?.get(sequence) ?? 0;
  }

  /** The layer of an event over parents of these layers. */
  #climb(layers: readonly number[]): number {
    const highest = Math.max(0, ...layers);
    const there = layers.filter((layer) => layer === highest).length;
    return highest === 0 || this.#isQuorum(there) ? highest + 1 : highest;
  }

  /** How late it is behind the quorum of its layer; what came after a rest says nothing. */
  #timeArrival(member: number, layer: number, nowMs: number): void {
    if (nowMs - this.#lastMs > this.#parameters.patienceMs[1]) return;
    const quorumMs = layer > this.#quorumLayer ? nowMs : this.#quorumMs.get(layer);
    if (quorumMs === undefined) return;
    this.#lateMs[member] = smooth(this.#lateMs[member] as number, nowMs - quorumMs);
  }

  #noteQuorum(nowMs: number): void {
    const descending = [...this.#tipLayers].sort((left, right) => right - left);
    const needed = Math.floor((2 * this.#members) / 3) + 1;
    const layer = descending[needed - 1] as number;
    if (layer <= this.#quorumLayer) return;
    this.#quorumLayer = layer;
    this.#quorumMs.set(layer, nowMs);
    if (this.#quorumMs.size > remembered)
      this.#quorumMs.delete(this.#quorumMs.keys().next().value as number);
    const delayMs = nowMs - this.#climbedMs;
    const isOwn = layer >= (this.#tipLayers[this.#self] as number);
    if (isOwn && delayMs < this.#parameters.patienceMs[1])
      this.#quorumDelayMs = smooth(this.#quorumDelayMs, delayMs);
  }

  /** Members other than oneself who moved on since the snapshot. */
  #score(): number {
    let score = 0;
    this.#tips.forEach((tip, member) => {
      if (member !== this.#self && tip > (this.#snapshot[member] as number)) score += 1;
    });
    return score;
  }

  #isQuorum(members: number): boolean {
    return isSupermajority(members, this.#members);
  }

  /** Half the time that a quorum takes, if somebody may still come within it. */
  #stragglerWait(nowMs: number): number {
    const quorumMs = this.#quorumMs.get(this.#quorumLayer);
    const longestMs = Math.min(this.#quorumDelayMs / 2, this.#parameters.stragglerMs);
    const isExpected = (layer: number, member: number): boolean =>
      member !== this.#self &&
      layer < this.#quorumLayer &&
      (this.#missed[member] as number) < patientFor &&
      (this.#lateMs[member] as number) <= longestMs;
    if (quorumMs === undefined || !this.#tipLayers.some(isExpected)) return 0;
    return quorumMs + longestMs - nowMs;
  }

  #patience(): number {
    const [shortest, longest] = this.#parameters.patienceMs;
    return Math.min(Math.max(3 * this.#quorumDelayMs, shortest), longest);
  }
}
