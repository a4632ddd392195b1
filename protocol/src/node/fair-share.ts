import type { Link } from "./link.ts";

/**
 * Of one piece of work at most this counts, as bursts: what took longer was not the peer's doing
 * alone, but a machine that stood still.
 */
const bookedBursts = 2;

/**
 * What one peer may cost of this program's time: a bucket that fills with its share of the clock
 * and holds no more than a burst. Past it nothing more of the peer is read for a while; its own
 * queue fills, and its flood is its own trouble (S9).
 */
export class FairShare {
  private readonly share: number;
  private readonly burstMs: number;
  private leftMs: number;
  private lastMs: number | null = null;

  /** `share` of the clock, 0 to 1. */
  constructor(share: number, burstMs: number) {
    this.share = share;
    this.burstMs = burstMs;
    this.leftMs = burstMs;
  }

  /** Books time that the peer has cost until now; answers how long to read nothing of it, ms. */
  spend(costMs: number, nowMs: number): number {
    const earnedMs = this.lastMs === null ? 0 : Math.max(0, nowMs - this.lastMs) * this.share;
    this.lastMs = nowMs;
    const bookedMs = Math.min(costMs, bookedBursts * this.burstMs);
    this.leftMs = Math.min(this.burstMs, this.leftMs + earnedMs) - bookedMs;
    return this.leftMs >= 0 ? 0 : -this.leftMs / this.share;
  }

  /** Books the time that this work for the peer takes; true when its link is held for it. */
  charge(link: Pick<Link, "hold">, work: () => void): boolean {
    const begunMs = performance.now();
    work();
    const nowMs = performance.now();
    const waitMs = this.spend(nowMs - begunMs, nowMs);
    if (waitMs > 0) link.hold(waitMs);
    return waitMs > 0;
  }
}
