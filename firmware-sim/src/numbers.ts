/** Moves from one value towards another, by a step at most. */
export const towards = (from: number, to: number, step: number): number =>
  from < to ? Math.min(to, from + step) : Math.max(to, from - step);

/** Within both bounds; not a number stays so. */
export const bounded = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, value));
