import { CodedError, type Hex, limits, neverPermitted, tooEarly } from "@quorate/protocol";
import type { Core } from "./core.ts";
import { overDetail } from "./watches.ts";

// Whether an agent takes a command or an alarm action that a client hands in.

/**
 * Throws COMMAND_EXPIRED, COMMAND_REPEATED: the order would only deny it. Old commands are in the
 * log for everybody to hand in, count in no crowd, and each would cost a line of the log (S9).
 * Throws COMMAND_EARLY: the order would deny it or pass it over, whichever clock is right.
 */
export const mayPermit = (core: Core, id: Hex, notAfterMs: number): void => {
  if (core.neverPermits(id, notAfterMs))
    throw new CodedError(neverPermitted, overDetail);
  if (core.isTooOld(notAfterMs))
    throw new CodedError("COMMAND_REPEATED", "so old that an end of it would be forgotten");
  const { ttlMaxMs, clockDriftMs } = core.site.policy;
  const most = ttlMaxMs + 2 * clockDriftMs;
  const leftMs = core.leftMs(notAfterMs, most);
  if (leftMs <= most) return;
  const far = `its end is ${leftMs} ms away, which is ${leftMs - ttlMaxMs} ms too far`;
  throw new CodedError(tooEarly, `${far}: give it again then, or sign one with a shorter life`);
};

/** Throws COMMAND_AGENT_OBSERVES, COMMAND_POOL_FULL: this agent gives no promise now. */
export const mayTake = (core: Core): void => {
  const { observer, machine, log, isFarBehind } = core;
  if (observer !== "")
    throw new CodedError("COMMAND_AGENT_OBSERVES", `this agent only watches: ${observer}`);
  if (isFarBehind)
    throw new CodedError("COMMAND_AGENT_OBSERVES", "this agent catches up with the others");
  // Blocks are kept until more than two thirds stand behind them, and those may be silent.
  const waiting = machine.state.clock.block - log.last;
  if (waiting > limits.uncertifiedBlocks)
    throw new CodedError("COMMAND_POOL_FULL", `${waiting} blocks wait for their signatures`);
};

/** What is said to who hands in what is known already. */
export const repeated = (core: Core, id: Hex): Pick<CodedError, "code" | "message"> => {
  const life = core.lives.get(id);
  const outcome = life?.stage === "ended" ? `it ended ${life.outcome}` : "it is on its way";
  const history = isForgotten(core, id) ? "it was ordered" : outcome;
  return { code: "COMMAND_REPEATED", message: `this was given before; ${history}` };
};

/** It was ordered so long ago that nobody can tell what became of it. */
export const isForgotten = (core: Core, id: Hex): boolean => {
  const { lives, pool, unordered, machine } = core;
  if (lives.get(id) !== undefined || machine.state.commands.has(id)) return false;
  return !pool.has(id) && !unordered.has(id);
};
