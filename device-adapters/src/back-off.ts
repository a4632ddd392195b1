import type { AdapterOptions } from "./adapter.ts";
import { defaults } from "./limits.ts";

/** Doubles up to the limit; half of it is random, so that clients do not return as one. */
export const backOffMs = (options: AdapterOptions, failures: number): number => {
  const least = options.backOffMinMs ?? defaults.backOffMinMs;
  const most = options.backOffMaxMs ?? defaults.backOffMaxMs;
  const whole = Math.min(most, least * 2 ** Math.min(failures, 20));
  return whole * (0.5 + 0.5 * (options.random ?? Math.random)());
};
