/** Its end is too far away by an agent's clock: it is taken when that is near, whoever gives it. */
export const tooEarly = "COMMAND_EARLY";

/**
 * Refusals of agents that cannot take a command now. They end nothing (S8): another agent that was
 * asked may lie about its own refusal and have handed it on. Whoever refused so tells what it hears
 * of the command all the same, and `neverPermitted` when the order can permit it no more.
 */
export const notNow: ReadonlySet<string> = new Set([
  ...["COMMAND_AGENT_OBSERVES", "COMMAND_POOL_FULL", "COMMAND_OPERATOR_BUSY"],
  tooEarly,
]);

/**
 * The order's time is past the end of the command, and this agent has not seen it in the order or
 * on its way there. When f+1 agents say so, nobody will ever write it: by no clock but the order's.
 */
export const neverPermitted = "COMMAND_EXPIRED";

/**
 * Refusals that tell of the agent at that moment. An earlier copy of the command may have been
 * taken by this agent or another one; all other refusals every honest agent gives at any time.
 */
export const passing: ReadonlySet<string> = new Set([
  ...["COMMAND_REPEATED", "APPROVAL_NOT_WAITING", "APPROVAL_REPEATED"],
  ...notNow,
]);
