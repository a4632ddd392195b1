/** The devices of the fault table: the same tank over every protocol, and with a mailbox. */
export type FaultDevice = "tcp" | "serial" | "opcua" | "mailbox";

/** A fault that is switched on while commands come. */
export interface FaultCase {
  readonly name: string;
  readonly devices: readonly FaultDevice[];
  /** What the control port is told to begin it; `pull` pulls the serial line's plug. */
  readonly begin: readonly unknown[] | "pull";
  /**
   * Outcomes that commands may have which were given while it lasted. Any of them may be confirmed
   * after it, or end superseded by the next one.
   */
  readonly outcomes: readonly string[];
  /** At least one of them has to be seen: the fault was there. Empty: it shows in time alone. */
  readonly seen: readonly string[];
  /** Also in `npm test`. */
  readonly quick?: readonly FaultDevice[];
}

const modbus: readonly FaultDevice[] = ["tcp", "serial"];
const direct: readonly FaultDevice[] = ["tcp", "serial", "opcua"];
const all: readonly FaultDevice[] = [...direct, "mailbox"];
const writes = { functions: [5, 6, 15, 16] };

const refused = "failed ACTUATION_DEVICE_REFUSED";
const unknown = "failed OUTCOME_UNKNOWN";
const mismatch = "failed READBACK_MISMATCH";
const bad = "failed READBACK_BAD";
const notSent = "failed ACTUATION_NOT_SENT";
/** A mailbox is read before it is written. */
const unread = "refused ACTUATION_READ_BAD";
/** A command whose turn comes too late, behind one that is not resolved yet. */
const late = ["expired ACTUATION_EXPIRED", "expired POLICY_EXPIRED"];

/** Exceptions that prove that nothing was written, and those that do not (Modbus V1.1b3, 7). */
const exceptions: readonly (readonly [number, string, string])[] = [
  [1, "illegal function", refused],
  [2, "illegal data address", refused],
  [3, "illegal data value", refused],
  [4, "device failure", unknown],
  [5, "acknowledge", unknown],
  [6, "device busy", refused],
  [7, "negative acknowledge", refused],
  [8, "memory parity error", refused],
  [10, "gateway path unavailable", refused],
  [11, "gateway target silent", unknown],
];

const refusals = exceptions.map(([exception, name, outcome]): FaultCase => {
  const common = { name: `exception ${exception}: ${name}`, devices: modbus, seen: [outcome] };
  const begin = [{ fault: "refuse", exception }];
  return { ...common, begin, outcomes: [outcome, ...(outcome === unknown ? late : [])] };
});

const links: readonly FaultCase[] = [
  {
    name: "answers 300 ms late",
    devices: direct,
    begin: [{ fault: "delay", ms: 300 }],
    ...{ outcomes: [notSent, ...late], seen: [] },
  },
  {
    name: "write answers 1.5 s late",
    devices: modbus,
    begin: [{ fault: "delay", ms: 1500, ...writes }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [] },
  },
  {
    name: "write answers 1.5 s late",
    devices: ["opcua"],
    begin: [{ fault: "delay", ms: 1500 }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [] },
  },
  {
    name: "writes carried out, not answered",
    devices: modbus,
    begin: [{ fault: "mute", ...writes }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [] },
  },
  {
    name: "writes carried out, not answered",
    devices: ["opcua"],
    begin: [{ fault: "mute" }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [] },
  },
  {
    name: "writes neither carried out nor answered",
    devices: modbus,
    begin: [{ fault: "deaf", ...writes }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [unknown] },
  },
  {
    name: "writes neither carried out nor answered",
    devices: ["opcua"],
    begin: [{ fault: "deaf" }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [unknown] },
  },
  {
    name: "silent",
    devices: ["tcp", "serial", "mailbox"],
    begin: [{ fault: "deaf" }],
    ...{ outcomes: [unknown, notSent, unread, bad, ...late], seen: [unknown, notSent, unread] },
  },
  {
    name: "wrong transaction id",
    devices: ["tcp"],
    begin: [{ fault: "wrong-transaction", ...writes }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [] },
  },
  {
    name: "wrong check sum",
    devices: ["serial"],
    begin: [{ fault: "crc", ...writes }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [], quick: ["serial"] },
  },
  {
    name: "cut in the middle of the answer",
    devices: ["tcp", "serial"],
    begin: [{ fault: "cut", ...writes }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [], quick: ["tcp"] },
  },
  {
    name: "cut in the middle of the answer",
    devices: ["opcua"],
    begin: [{ fault: "cut" }],
    ...{ outcomes: [unknown, notSent, ...late], seen: [], quick: ["opcua"] },
  },
  {
    name: "connections dropped",
    devices: all,
    begin: [{ do: "drop" }],
    ...{ outcomes: [unknown, notSent, bad, unread, ...late], seen: [] },
  },
  {
    name: "sessions ended, connection kept",
    devices: ["opcua"],
    begin: [{ do: "drop-sessions" }],
    ...{ outcomes: [unknown, notSent, bad, ...late], seen: [] },
  },
  {
    name: "network away for 3 s",
    devices: ["tcp", "opcua", "mailbox"],
    begin: [{ do: "off", ms: 3000 }],
    ...{ outcomes: [unknown, notSent, unread, bad, ...late], seen: [notSent, unread, unknown] },
  },
  {
    name: "plug of the serial line pulled",
    devices: ["serial"],
    begin: "pull",
    // One that is in flight when it is pulled holds up those behind it.
    ...{ outcomes: [unknown, notSent, bad, ...late], seen: [notSent, unknown] },
  },
];

const plant: readonly FaultCase[] = [
  {
    name: "actuator stuck",
    devices: all,
    begin: [{ fault: "stuck", actuator: "valve" }],
    ...{ outcomes: [mismatch], seen: [mismatch] },
  },
  {
    name: "position sensor drifts",
    devices: direct,
    begin: [{ fault: "drift", sensor: "valve-position", perSecond: 20 }],
    ...{ outcomes: [mismatch], seen: [mismatch] },
  },
  {
    name: "position sensor frozen",
    devices: direct,
    begin: [{ fault: "frozen", sensor: "valve-position" }],
    ...{ outcomes: [mismatch], seen: [mismatch] },
  },
  {
    name: "position sensor says NaN",
    devices: direct,
    begin: [{ fault: "nan", sensor: "valve-position" }],
    ...{ outcomes: [bad], seen: [bad] },
  },
  {
    name: "value clamped by the PLC",
    devices: direct,
    begin: [{ fault: "clamp", point: "valve", min: 20, max: 38 }],
    ...{ outcomes: [mismatch], seen: [mismatch] },
  },
  {
    name: "restart with lost memory",
    devices: all,
    begin: [{ do: "restart", ms: 1000 }],
    ...{ outcomes: [unknown, mismatch, notSent, unread, bad, ...late], seen: [] },
  },
  {
    name: "a scan only every 1.5 s",
    devices: direct,
    begin: [{ fault: "slow-scan", ms: 1500 }],
    ...{ outcomes: [mismatch], seen: [] },
  },
];

const statuses: readonly (readonly [string, string])[] = [
  ["BadNotWritable", refused],
  ["BadUserAccessDenied", refused],
  ["BadOutOfRange", refused],
  ["BadTypeMismatch", refused],
  ["BadDeviceFailure", unknown],
  ["BadTimeout", unknown],
];

const opcua: readonly FaultCase[] = [
  ...statuses.map(
    ([status, outcome]): FaultCase => ({
      name: `write status ${status}`,
      devices: ["opcua"],
      begin: [{ fault: "opcua-status", on: "write", status }],
      ...{ outcomes: [outcome, ...late], seen: [outcome] },
    }),
  ),
  {
    name: "read status BadNotConnected",
    devices: ["opcua"],
    begin: [{ fault: "opcua-status", on: "read", status: "BadNotConnected" }],
    ...{ outcomes: [bad, notSent, unknown, ...late], seen: [bad] },
  },
];

const results: readonly (readonly [number, string, string])[] = [
  [2, "an argument is out of range", "failed MAILBOX_ARGUMENT"],
  [3, "sequence used before", "failed MAILBOX_SEQUENCE"],
  [4, "forbidden by a trip", "failed MAILBOX_FORBIDDEN"],
];

const mailbox = results.map(
  ([result, name, outcome]): FaultCase => ({
    name: `mailbox result ${result}: ${name}`,
    devices: ["mailbox"],
    begin: [{ fault: "mailbox", result }],
    ...{ outcomes: [outcome, ...late], seen: [outcome] },
    ...(result === 4 ? { quick: ["mailbox"] as const } : {}),
  }),
);

export const faultCases: readonly FaultCase[] = [
  ...[refusals, links, plant, opcua, mailbox].flat(),
];
