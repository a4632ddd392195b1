import { checkValue } from "@quorate/device-adapters";
import {
  type Command,
  type DeviceSpec,
  findPoint,
  fitsType,
  isCoded,
  type PointSpec,
  type PointValue,
  type Sample,
  type SealContext,
  type Site,
  verifyCommand,
} from "@quorate/protocol";
import { goodValue, isStepWithin, sameValue } from "./compare.ts";
import type { WriteTurn } from "./turn.ts";

/** Why a certified command is not written all the same: an outcome, not garbage. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
  /** The point it is about; none when it is about the command. */
  readonly point?: string;
}

/** Certified or not, somebody whom the site file lists must have signed the command. */
const checkOperator = (context: SealContext, site: Site, turn: WriteTurn): Refusal | null => {
  const { command, envelope } = turn;
  const code = "ACTUATION_OPERATOR";
  const listed = [...site.operators, ...site.gateways].some(({ key }) => key === command.operator);
  if (!listed) return { code, detail: `${command.operator} is no operator of this site` };
  try {
    verifyCommand(context, envelope, command);
    return null;
  } catch (error) {
    if (isCoded(error)) return { code, detail: error.message };
    throw error;
  }
};

const checkLimits = (point: PointSpec, value: PointValue): string | null => {
  const { min, max } = point.limits ?? {};
  if (typeof value !== "number") return null;
  if (min !== undefined && value < min) return `${value} is below ${min}`;
  if (max !== undefined && value > max) return `${value} is above ${max}`;
  return null;
};

const checkWrite = (device: DeviceSpec, name: string, value: PointValue): Refusal | null => {
  const point = findPoint(device, name);
  const refuse = (code: string, detail: string): Refusal => ({ code, detail, point: name });
  if (point === undefined) return refuse("ACTUATION_POINT", `${device.name} has no point ${name}`);
  if (point.access !== "setpoint") return refuse("ACTUATION_ACCESS", `${name} can only be read`);
  if (!fitsType(point, value)) return refuse("ACTUATION_TYPE", `${name} holds ${point.type}`);
  const beyond = checkLimits(point, value);
  if (beyond !== null) return refuse("ACTUATION_LIMIT", `${name}: ${beyond}`);
  const checked = checkValue(point, value);
  return checked.ok ? null : refuse("ACTUATION_TYPE", checked.detail);
};

/** What the guard's own site file says about a command, before anything is read. */
export const refusalOf = (
  context: SealContext,
  site: Site,
  device: DeviceSpec,
  turn: WriteTurn,
): Refusal | null => {
  for (const { point, value } of turn.command.writes) {
    const refusal = checkWrite(device, point, value);
    if (refusal !== null) return refusal;
  }
  for (const { point: name, value } of turn.command.expect) {
    const point = findPoint(device, name);
    if (point !== undefined && fitsType(point, value)) continue;
    const code = point === undefined ? "ACTUATION_POINT" : "ACTUATION_TYPE";
    return { code, detail: `expects ${name} to be ${value}`, point: name };
  }
  return checkOperator(context, site, turn);
};

const stepOf = (device: DeviceSpec, name: string): number | undefined =>
  findPoint(device, name)?.limits?.maxStep;

/**
 * The points that show what a written point is set to. Behind a mailbox its own registers hold an
 * argument, perhaps of a command that the program did not take: the read-back point counts too.
 */
const shownBy = (device: DeviceSpec, name: string): readonly string[] => {
  const shown = device.mailbox && findPoint(device, name)?.readback?.point;
  return shown === undefined || shown === name ? [name] : [name, shown];
};

/** Points to read just before the write; behind a mailbox all that may have to be put back. */
export const pointsToRead = (device: DeviceSpec, command: Command): readonly string[] => {
  const names = command.writes.map(({ point }) => point);
  const steps = names.filter((name) => stepOf(device, name) !== undefined);
  const shown = steps.flatMap((name) => shownBy(device, name));
  const held = device.mailbox === undefined ? [] : names;
  return [...new Set([...command.expect.map(({ point }) => point), ...shown, ...held])];
};

/** What those readings say against the write. */
export const refusalByReading = (
  device: DeviceSpec,
  command: Command,
  samples: readonly Sample[],
): Refusal | null => {
  const byPoint = new Map(samples.map((sample) => [sample.point, sample]));
  for (const name of pointsToRead(device, command)) {
    const sample = byPoint.get(name);
    if (goodValue(sample) !== null) continue;
    const reason = sample?.reason ?? sample?.quality ?? "no answer";
    const detail = `${name} is not readable: ${reason}`;
    return { code: "ACTUATION_READ_BAD", detail, point: name };
  }
  for (const { point: name, value } of command.expect) {
    const point = findPoint(device, name) as PointSpec;
    const read = goodValue(byPoint.get(name)) as PointValue;
    if (sameValue(point, value, read)) continue;
    return { code: "ACTUATION_EXPECT", detail: `${name} is ${read}, not ${value}`, point: name };
  }
  for (const { point: name, value } of command.writes) {
    const refusal = checkStep(device, name, value, byPoint);
    if (refusal !== null) return refusal;
  }
  return null;
};

const checkStep = (
  device: DeviceSpec,
  name: string,
  value: PointValue,
  byPoint: ReadonlyMap<string, Sample>,
): Refusal | null => {
  const maxStep = stepOf(device, name);
  if (maxStep === undefined || typeof value !== "number") return null;
  for (const shown of shownBy(device, name)) {
    const point = findPoint(device, shown) as PointSpec;
    const read = goodValue(byPoint.get(shown));
    const tolerance = shown === name ? 0 : (findPoint(device, name)?.readback?.tolerance ?? 0);
    if (typeof read !== "number" || isStepWithin(point, read, value, maxStep + tolerance)) continue;
    const detail = `${shown}: from ${read} to ${value} is more than ${maxStep} at once`;
    return { code: "ACTUATION_STEP", detail, point: name };
  }
  return null;
};
