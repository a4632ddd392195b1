import type { Clock } from "../io.ts";

/**
 * The system's wall clock, followed when it is stepped, with the fraction of a millisecond that
 * `Date.now` cuts off taken from the monotonic clock.
 */
const wallClock = (): (() => number) => {
  /** Wall clock less monotonic clock, ms. */
  let offsetMs = Date.now() - performance.now();
  return () => {
    const wallMs = Date.now();
    const steadyMs = performance.now();
    // The true time lies in [wallMs, wallMs + 1); what lies outside was stepped or has drifted.
    const nowMs = Math.min(Math.max(steadyMs + offsetMs, wallMs), wallMs + 0.999);
    offsetMs = nowMs - steadyMs;
    return Math.floor(nowMs * 1000);
  };
};

export const systemClock: Clock = {
  nowUs: wallClock(),
  monotonicMs: () => performance.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
