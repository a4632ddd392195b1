/** What somebody at a terminal can do about a code that comes from the site. */
const remedies: Readonly<Record<string, string>> = {
  POLICY_LIMIT: "choose a value inside the limits; they stand in the site file",
  POLICY_TYPE: "give a value of the point's type",
  POLICY_READ_ONLY: "only points with access: setpoint can be set",
  POLICY_POINT_UNKNOWN: "`quorate get DEVICE` lists the points",
  POLICY_DEVICE_UNKNOWN: "`quorate status` lists the devices",
  POLICY_NO_RULE: "nobody may set this point; the site file's policy would have to say who may",
  POLICY_ROLE: "ask an operator with this role",
  POLICY_RATE: "wait a minute, then send a new command",
  POLICY_TTL: "give a shorter --ttl",
  POLICY_EXPIRED: "send a new command; with a longer --ttl if it had to wait",
  POLICY_DEVICE_BUSY: "wait until earlier commands of this device have ended",
  POLICY_OPERATOR_BUSY: "wait until some of your commands have ended or were approved",
  COMMAND_REPEATED: "`quorate log` shows what came of it; sign a new command to set it again",
  COMMAND_KEY_UNKNOWN: "use the home of an operator who is listed in the site file",
  COMMAND_POOL_FULL: "wait until earlier commands are ordered, then send it again",
  COMMAND_OPERATOR_BUSY: "wait until your earlier commands are ordered, then send it again",
  COMMAND_AGENT_OBSERVES: "`quorate status` says which agents only watch, and why",
  APPROVAL_NOT_WAITING: "`quorate log` shows what came of it",
  APPROVAL_REPEATED: "another operator has to sign",
  CERTIFICATE_LATE: "`quorate status` says which agents are missing; then send a new command",
  CERTIFICATE_VETOED: "`quorate log` shows the vetoes and their reasons",
  CONTACT_LOST: "look it up in `quorate log` before you command again: it may still end",
  CONTACT_NONE: "start the agents, or check their addresses in the site file",
  INTERRUPTED: "it was handed in and may still be written: look it up in `quorate log`",
};

export const remedyOf = (code: string): string | undefined => remedies[code];
