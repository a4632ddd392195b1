/** A time by both clocks: people and machines set the one, and the other stands while it sleeps. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly wallMs: number;
  readonly steadyMs: number;
}

/** How long at least nobody has done anything: by the clock that has gone further. */
export const idleFor = (since: Moment, now: Moment): number =>
  Math.max(now.wallMs - since.wallMs, now.steadyMs - since.steadyMs);
