/**
 * Refusals of agents that cannot take a command now. They end nothing while the order may still
 * permit it (S8): another agent that was asked may lie about its own refusal and have handed it on.
 * Whoever refused so tells what it hears of the command all the same.
 */
export const notNow: ReadonlySet<string> = new Set([
  ...["COMMAND_AGENT_OBSERVES", "COMMAND_POOL_FULL", "COMMAND_OPERATOR_BUSY"],
]);

/**
 * Refusals that tell of the agent at that moment. An earlier copy of the command may have been
 * taken by this agent or another one; all other refusals every honest agent gives at any time.
 */
export const passing: ReadonlySet<string> = new Set([
  ...["COMMAND_REPEATED", "APPROVAL_NOT_WAITING", "APPROVAL_REPEATED"],
  ...notNow,
]);
