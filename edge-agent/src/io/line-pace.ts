/** So many lines about one key are logged in so many ms; an honest link comes and goes less. */
const lines = 10;
const windowMs = 10_000;

/** Keeps whoever comes and goes without end from filling the log (S9); keys are the roster's. */
export class LinePace {
  private readonly windows = new Map<string, { readonly sinceMs: number; lines: number }>();

  /** Whether a line about this key may be logged now. */
  allows(key: string, nowMs: number): boolean {
    const known = this.windows.get(key);
    if (known === undefined || nowMs - known.sinceMs >= windowMs) {
      this.windows.set(key, { sinceMs: nowMs, lines: 1 });
      return true;
    }
    known.lines += 1;
    return known.lines <= lines;
  }
}
