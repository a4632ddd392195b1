import { PlcError } from "./errors.ts";
import type { Fault, FaultKind, RefusedResult } from "./faults.ts";

/** What a fault may name on this PLC. */
export interface Targets {
  readonly actuators: readonly string[];
  readonly sensors: readonly string[];
  /** Points that can be written. */
  readonly setPoints: readonly string[];
  /** All points. */
  readonly points: readonly string[];
}

type Input = Readonly<Record<string, unknown>>;

const bad = (message: string, remedy: string): never => {
  throw new PlcError("FAULT_INVALID", message, remedy);
};

const isWhole = (value: unknown, min: number, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

const wholeOf = (input: Input, key: string, min: number, max: number): number => {
  const value = input[key];
  return isWhole(value, min, max)
    ? value
    : bad(`${key} is no whole number ${min}..${max}`, `for example "${key}": ${Math.max(min, 4)}`);
};

const numberOf = (input: Input, key: string): number => {
  const value = input[key];
  return typeof value === "number" && Number.isFinite(value)
    ? value
    : bad(`${key} is no finite number`, `for example "${key}": 0.5`);
};

const oneOf = (input: Input, key: string, names: readonly string[]): string => {
  const value = input[key];
  return typeof value === "string" && names.includes(value)
    ? value
    : bad(`no ${key} '${String(value)}'`, `one of ${names.join(", ") || "none on this plant"}`);
};

const narrowing = (input: Input): { functions?: readonly number[]; unit?: number } => {
  const { functions, unit } = input;
  const isList = Array.isArray(functions) && functions.every((code) => isWhole(code, 1, 127));
  if (functions !== undefined && !isList) {
    return bad("functions is not a list of function codes", 'for example "functions": [6, 16]');
  }
  return {
    ...(isList ? { functions: functions as number[] } : {}),
    ...(unit === undefined ? {} : { unit: wholeOf(input, "unit", 0, 255) }),
  };
};

const clampOf = (input: Input, { setPoints }: Targets): Fault => {
  const point = oneOf(input, "point", setPoints);
  const min = numberOf(input, "min");
  const max = numberOf(input, "max");
  if (min > max) return bad(`min ${min} is above max ${max}`, "give the lower bound as min");
  return { fault: "clamp", point, min, max };
};

const mailboxOf = (input: Input): Fault => {
  const result = wholeOf(input, "result", 2, 4) as RefusedResult;
  if (input["sequence"] === undefined) return { fault: "mailbox", result };
  return { fault: "mailbox", result, sequence: wholeOf(input, "sequence", 1, 2 ** 32 - 1) };
};

const statusName = /^(Bad|Uncertain)[A-Za-z0-9]{0,60}$/;

const opcuaStatusOf = (input: Input, { points }: Targets): Fault => {
  const on = oneOf(input, "on", ["read", "write"]) as "read" | "write";
  const { status } = input;
  if (typeof status !== "string" || !statusName.test(status)) {
    return bad(`no status '${String(status)}'`, 'for example "status": "BadNotConnected"');
  }
  const common = { fault: "opcua-status", on, status } as const;
  return input["point"] === undefined
    ? common
    : { ...common, point: oneOf(input, "point", points) };
};

type Reader = (input: Input, targets: Targets) => Fault;

/** A clock's worth of delay at most; nobody waits longer for an answer. */
const mostMs = 600_000;

const readers: Readonly<Record<FaultKind, Reader>> = {
  refuse: (input) => {
    const exception = wholeOf(input, "exception", 1, 255);
    return { fault: "refuse", exception, ...narrowing(input) };
  },
  delay: (input) => ({ fault: "delay", ms: wholeOf(input, "ms", 0, mostMs), ...narrowing(input) }),
  mute: (input) => ({ fault: "mute", ...narrowing(input) }),
  deaf: (input) => ({ fault: "deaf", ...narrowing(input) }),
  "wrong-transaction": (input) => ({ fault: "wrong-transaction", ...narrowing(input) }),
  crc: (input) => ({ fault: "crc", ...narrowing(input) }),
  cut: (input) => ({ fault: "cut", ...narrowing(input) }),
  stuck: (input, { actuators }) => ({
    fault: "stuck",
    actuator: oneOf(input, "actuator", actuators),
  }),
  drift: (input, { sensors }) => ({
    fault: "drift",
    sensor: oneOf(input, "sensor", sensors),
    perSecond: numberOf(input, "perSecond"),
  }),
  frozen: (input, { sensors }) => ({ fault: "frozen", sensor: oneOf(input, "sensor", sensors) }),
  nan: (input, { sensors }) => ({ fault: "nan", sensor: oneOf(input, "sensor", sensors) }),
  clamp: clampOf,
  "slow-scan": (input) => ({ fault: "slow-scan", ms: wholeOf(input, "ms", 1, mostMs) }),
  mailbox: mailboxOf,
  "opcua-status": opcuaStatusOf,
};

export const faultKinds = Object.keys(readers) as readonly FaultKind[];

export const isFaultKind = (text: unknown): text is FaultKind =>
  typeof text === "string" && Object.hasOwn(readers, text);

/** A fault as somebody wrote it in JSON. */
export const parseFault = (input: Input, targets: Targets): Fault => {
  const { fault: kind } = input;
  if (!isFaultKind(kind)) {
    return bad(`no fault '${String(kind)}'`, `one of ${faultKinds.join(", ")}`);
  }
  const fault = readers[kind](input, targets);
  const strange = Object.keys(input).find((key) => !Object.hasOwn(fault, key));
  if (strange === undefined) return fault;
  return bad(`the fault ${kind} takes no '${strange}'`, `leave ${strange} out`);
};
