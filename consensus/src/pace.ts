import { isSupermajority } from "./parameters.ts";

/** Tunables of one member's pace; they change how fast it is, never what is ordered. */
export interface PaceParameters {
  /** Least time between two own events, ms. */
  readonly leastMs: number;
  /** Longest wait for a straggler once a quorum is there, ms. */
  readonly stragglerMs: number;
  /** Bounds of the time a busy member waits for a quorum before it goes on with less, ms. */
  readonly patienceMs: readonly [number, number];
  /** Between events while nothing but an open command asks for time to go on, ms. */
  readonly tickMs: number;
}

export const defaultPace: PaceParameters = {
  leastMs: 5,
  stragglerMs: 20,
  patienceMs: [6, 250],
  tickMs: 200,
};

/** Why there should be events at all. */
export interface Demand {
  /** Something of weight is not ordered yet, or a permitted command not certified. */
  readonly busy: boolean;
  /** A command is open: consensus time has to go on, or it could never expire. */
  readonly open: boolean;
  /** This member has something of weight to say that no event carries. */
  readonly waiting: boolean;
}

/** `create` now, look again in `waitMs`, or `rest` until something arrives. */
export type PaceDecision =
  | { readonly kind: "create" }
  | { readonly kind: "wait"; readonly waitMs: number }
  | { readonly kind: "rest" };

/** Own events in a row that a member may be missing from and still be waited for. */
const patientFor = 3;

/** Shorter waits are none: a timer could not tell them from now. */
const shortestWaitMs = 0.05;

const wait = (waitMs: number): PaceDecision =>
  waitMs < shortestWaitMs ? { kind: "create" } : { kind: "wait", waitMs };

const smooth = (average: number, sample: number): number => average + (sample - average) / 8;

/**
 * When a member creates its next event (consensus.md section 2): as soon as more than two thirds
 * have given something new, a short adaptive wait for stragglers, and never without progress: an
 * event is made only if more members have moved on since the last snapshot, so a minority stops by
 * itself. One event a snapshot is excepted, to tell the others of a new command after a rest.
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
  #quorumSinceMs: number | null = null;
  /** Smoothed: from an own event to the next quorum; from the quorum to the last straggler. */
  #quorumDelayMs = 1;
  #stragglerDelayMs = 1;
  readonly #missed: number[];

  constructor(members: number, self: number, parameters: PaceParameters = defaultPace) {
    this.#members = members;
    this.#self = self;
    this.#parameters = parameters;
    const zeros = (): number[] => Array.from({ length: members }, () => 0);
    [this.#tips, this.#covered] = [zeros(), zeros()];
    [this.#snapshot, this.#missed] = [zeros(), zeros()];
  }

  /** An event went into the graph. */
  received(creator: number, sequence: number, nowMs: number): void {
    if (sequence <= (this.#tips[creator] as number)) return;
    this.#tips[creator] = sequence;
    if (creator === this.#self) return;
    const fresh = this.#fresh();
    if (this.#quorumSinceMs !== null) {
      this.#stragglerDelayMs = smooth(this.#stragglerDelayMs, nowMs - this.#quorumSinceMs);
    } else if (this.#isQuorum(fresh.length)) {
      this.#quorumSinceMs = nowMs;
      const delayMs = nowMs - this.#lastMs;
      if (delayMs < this.#parameters.patienceMs[1])
        this.#quorumDelayMs = smooth(this.#quorumDelayMs, delayMs);
    }
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
    if (this.#isQuorum(score)) {
      this.#snapshot = [...this.#tips];
      this.#scoreAtLast = 0;
      this.#restlessUsed = false;
    }
    this.#lastMs = nowMs;
    this.#quorumSinceMs = null;
  }

  decide(demand: Demand, nowMs: number): PaceDecision {
    if (!demand.busy && !demand.open) return { kind: "rest" };
    const improves = this.#score() > this.#scoreAtLast;
    if (!improves && !(demand.waiting && !this.#restlessUsed)) return { kind: "rest" };
    const sinceMs = nowMs - this.#lastMs;
    const { leastMs, tickMs } = this.#parameters;
    const pauseMs = demand.busy ? leastMs : tickMs;
    if (pauseMs - sinceMs >= shortestWaitMs) return wait(pauseMs - sinceMs);
    if (!demand.busy || !improves) return { kind: "create" };
    const isQuorum = this.#isQuorum(this.#fresh().length);
    return wait(isQuorum ? this.#stragglerWait(nowMs) : this.#patience() - sinceMs);
  }

  /** Members other than oneself who gave something new since the last own event. */
  #fresh(): number[] {
    const fresh: number[] = [];
    this.#tips.forEach((tip, member) => {
      if (member !== this.#self && tip > (this.#covered[member] as number)) fresh.push(member);
    });
    return fresh;
  }

  /** Members other than oneself who moved on since the snapshot. */
  #score(): number {
    let score = 0;
    this.#tips.forEach((tip, member) => {
      if (member !== this.#self && tip > (this.#snapshot[member] as number)) score += 1;
    });
    return score;
  }

  #isQuorum(others: number): boolean {
    return isSupermajority(others + 1, this.#members);
  }

  /** Who is silent or slow is not waited for: it would cost everybody many delays. */
  #stragglerWait(nowMs: number): number {
    const fresh = new Set(this.#fresh());
    const expected = this.#missed.some(
      (missed, member) => member !== this.#self && missed < patientFor && !fresh.has(member),
    );
    if (!expected || this.#quorumSinceMs === null) return 0;
    const longestMs = Math.min(1.5 * this.#stragglerDelayMs, this.#parameters.stragglerMs);
    return this.#quorumSinceMs + longestMs - nowMs;
  }

  #patience(): number {
    const [shortest, longest] = this.#parameters.patienceMs;
    return Math.min(Math.max(2 * this.#quorumDelayMs, shortest), longest);
  }
}
