import type { AdapterOptions } from "./adapter.ts";
import { defaults } from "./limits.ts";

/** Doubles up to the limit; half of it is random, so that clients do not return as one. */
export const backOffMs = (options: AdapterOptions, failures: number): number => {
  const least = options.backOffMinMs ?? defaults.backOffMinMs;
  const most = options.backOffMaxMs ?? defaults.backOffMaxMs;
  const whole = Math.min(most, least * 2 ** Math.min(failures, 20));
  return whole * (0.5 + 0.5 * (options.random ?? Math.random)());
};

/**
 * A time-out that looks at what has arrived first: after a pause of this process timers come before
 * input, and an answer that lies there already is not late.
 */
export const afterInput = (ms: number, late: () => void): NodeJS.Timeout =>
  setTimeout(() => setImmediate(late), ms);
