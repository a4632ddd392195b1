import { type Hex, hexBytes, limits, neverPermitted, type WireProgress } from "@quorate/protocol";
import type { Core } from "./core.ts";
import { type Life, progressOf } from "./lives.ts";

type Tell = (request: number, progress: WireProgress) => void;

interface Watched {
  readonly request: number;
  readonly end: () => void;
  /** Of one that was given here: until then the order may permit it, ms since 1970. */
  readonly notAfterMs: number | null;
}

/** A word on a command of which this agent knows nothing. */
export const refusalOf = (
  id: Hex,
  { code, detail, outcome }: Pick<WireProgress, "code" | "detail" | "outcome">,
  timeMs: number,
): WireProgress => ({
  ...{ id: hexBytes(id), stage: "refused", outcome, code, detail, timeMs },
  ...{ sequence: 0, block: 0, ballots: 0 },
});

export const overDetail = "the order permits it no more, and this agent has not seen it";

/**
 * What one client is told of: what it gave or asked for, until it has ended. Bounded (S9): those
 * that are over leave room for those that are not, and those that were not taken go first.
 */
export class Watches {
  private readonly core: Core;
  private readonly tell: Tell;
  private readonly watched = new Map<Hex, Watched>();
  /** Of these, those that this agent did not take, oldest first. */
  private readonly untaken = new Set<Hex>();

  constructor(core: Core, tell: Tell) {
    this.core = core;
    this.tell = tell;
  }

  /** What is known of it is told at once. `endMs`: `not_after` of one that was given here. */
  watch(request: number, id: Hex, endMs: number | null = null, isTaken = false): void {
    const notAfterMs = endMs ?? this.watched.get(id)?.notAfterMs ?? null;
    this.drop(id);
    const end = this.core.lives.watch(id, (life: Life) => {
      this.tell(request, progressOf(life));
      if (life.stage === "ended") this.drop(id);
    });
    if (this.core.lives.get(id)?.stage === "ended") return end();
    this.watched.set(id, { request, end, notAfterMs });
    if (endMs !== null && !isTaken) this.untaken.add(id);
    if (this.watched.size <= limits.watches) return;
    const [oldest] = this.untaken.size > 0 ? this.untaken : this.watched.keys();
    this.drop(oldest as Hex);
  }

  /**
   * Those that the order permits no more, of which this agent knows nothing: it did not take them,
   * or they were passed over, for its clock was ahead when it took them. f+1 agents that say so
   * prove it, for the order's time only goes on, and one of them would have seen it.
   */
  tellOver(): void {
    // What is told may end others: a client that is cut off takes its own with it.
    for (const [id, { request, notAfterMs }] of this.watched) {
      if (notAfterMs === null) continue;
      if (!this.core.neverPermits(id, notAfterMs)) continue;
      const news = { outcome: "expired", code: neverPermitted, detail: overDetail };
      this.tell(request, refusalOf(id, news, this.core.nowMs()));
      this.drop(id);
    }
  }

  end(): void {
    for (const id of [...this.watched.keys()]) this.drop(id);
  }

  private drop(id: Hex): void {
    this.watched.get(id)?.end();
    this.watched.delete(id);
    this.untaken.delete(id);
  }
}
