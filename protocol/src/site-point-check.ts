import type { DeviceSpec, PointSpec, PointType } from "./site.ts";
import type { Path, Problems } from "./site-problem.ts";
import { suggest } from "./site-suggest.ts";

type NumberType = Exclude<PointType, "bool" | "string">;

/** What each raw type holds exactly: integers beyond 2^53 are not exact in JavaScript. */
const rawRanges: Readonly<Record<NumberType, readonly [number, number]>> = {
  int16: [-0x8000, 0x7fff],
  uint16: [0, 0xffff],
  int32: [-0x8000_0000, 0x7fff_ffff],
  uint32: [0, 0xffff_ffff],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
  float32: [-3.4028234663852886e38, 3.4028234663852886e38],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
};

const numberType = (type: PointType): NumberType | null =>
  type === "bool" || type === "string" ? null : type;

const isWithin = (value: number, [a, b]: readonly [number, number]): boolean =>
  value >= Math.min(a, b) && value <= Math.max(a, b);

interface At {
  readonly problems: Problems;
  readonly device: DeviceSpec;
  readonly point: PointSpec;
  readonly path: Path;
}

const checkModbusPlace = ({ problems, point, path }: At): void => {
  const { table, register, access, type } = point;
  if (table === undefined) problems.error("MISSING", [...path, "table"], '"table" is missing');
  if (register === undefined)
    problems.error("MISSING", [...path, "register"], '"register" is missing');
  const isBit = table === "coil" || table === "discrete";
  if (isBit && type !== "bool")
    problems.error("TABLE", [...path, "type"], `a ${table} holds bool, not ${type}`);
  if (access === "setpoint" && (table === "input" || table === "discrete"))
    problems.error(
      "TABLE",
      [...path, "table"],
      `no PLC lets the table ${table} be written`,
      table === "input" ? 'set points are in "holding"' : 'set points are in "coil"',
    );
  if (type === "string" && point.length === undefined)
    problems.error("MISSING", [...path, "length"], '"length", in registers, is missing');
  if (type !== "string" && point.length !== undefined)
    problems.keyError("PROTOCOL", [...path, "length"], '"length" is for strings');
};

/** Keys of one protocol in a device of another. */
const checkPlace = (at: At, given: Readonly<Record<string, unknown>>): void => {
  const { problems, device, point, path } = at;
  const isOpcua = device.protocol === "opcua";
  const foreign = isOpcua ? ["table", "register", "order", "length"] : ["nodeId"];
  for (const key of foreign)
    if (given[key] !== undefined)
      problems.keyError("PROTOCOL", [...path, key], `${device.protocol} has no "${key}"`);
  if (!isOpcua) checkModbusPlace(at);
  else if (point.nodeId === undefined)
    problems.error("MISSING", [...path, "nodeId"], '"nodeId" is missing');
};

const checkScale = ({ problems, point, path }: At): void => {
  const { scale, type } = point;
  if (scale === undefined) return;
  const number = numberType(type);
  const at = [...path, "scale"];
  if (number === null) return problems.error("SCALE", at, `${type} cannot be scaled`);
  for (const end of ["raw", "value"] as const)
    if (scale[end][0] === scale[end][1])
      problems.error("SCALE", [...at, end], "both ends of a scale are the same");
  for (const raw of scale.raw)
    if (!isWithin(raw, rawRanges[number]))
      problems.error("SCALE", [...at, "raw"], `${type} cannot hold the raw value ${raw}`);
};

const checkLimits = ({ problems, point, path }: At): void => {
  const { limits, scale, type } = point;
  const number = numberType(type);
  const at = [...path, "limits"];
  if (limits === undefined) {
    if (point.access === "setpoint" && number !== null)
      problems.warning("NO_LIMITS", path, `any ${type} may be written to "${point.name}"`);
    return;
  }
  if (point.access === "reading")
    return problems.keyError("ACCESS", at, "a reading has no limits, only a set point has");
  if (number === null) return problems.error("LIMITS", at, `${type} has no limits`);
  const { min, max, maxStep } = limits;
  if (min !== undefined && max !== undefined && min > max)
    problems.error("LIMITS", [...at, "min"], `min ${min} is above max ${max}`);
  const reach = scale?.value ?? rawRanges[number];
  const holder = scale === undefined ? type : "the scale";
  for (const [end, value] of Object.entries({ min, max }))
    if (value !== undefined && !isWithin(value, reach))
      problems.error(
        "LIMITS_UNREACHABLE",
        [...at, end],
        `${end} ${value} is not within the ${reach.join("..")} that ${holder} reaches`,
      );
  const isWhole = scale === undefined && !number.startsWith("float");
  if (isWhole && maxStep !== undefined && maxStep < 1)
    problems.error("LIMITS", [...at, "maxStep"], `${type} cannot change by less than 1`);
};

const checkReadBack = ({ problems, device, point, path }: At, names: readonly string[]): void => {
  const { readback } = point;
  if (readback === undefined) return;
  const at = [...path, "readback"];
  if (point.access === "reading")
    return problems.keyError("ACCESS", at, "a reading has no read-back, only a set point has");
  if (!names.includes(readback.point))
    return problems.error(
      "UNKNOWN_POINT",
      [...at, "point"],
      `device "${device.name}" has no point "${readback.point}"`,
      suggest(readback.point, names),
    );
  const other = device.points.find(({ name }) => name === readback.point);
  if (other === undefined) return;
  const kind = (type: PointType): string => (numberType(type) === null ? type : "a number");
  if (kind(other.type) !== kind(point.type))
    problems.error(
      "READBACK",
      [...at, "point"],
      `"${other.name}" is ${kind(other.type)}, "${point.name}" is ${kind(point.type)}`,
    );
};

/** All values that a reading can have: a raw value beyond its scale is extrapolated. */
const reachOf = ({ scale, type }: PointSpec): readonly [number, number] | null => {
  const number = numberType(type);
  if (number === null || scale === undefined) return number === null ? null : rawRanges[number];
  const { raw, value } = scale;
  if (raw[0] === raw[1] || value[0] === value[1]) return null;
  const [one, other] = rawRanges[number].map((end) => {
    if (end === raw[0]) return value[0];
    if (end === raw[1]) return value[1];
    return value[0] + ((end - raw[0]) / (raw[1] - raw[0])) * (value[1] - value[0]);
  }) as [number, number];
  return [Math.min(one, other), Math.max(one, other)];
};

/** A limit that no value is beyond, or that every value is beyond, watches nothing. */
const checkAlarmReach = ({ problems, point, path }: At): void => {
  const reach = reachOf(point);
  if (reach === null) return;
  const [least, most] = reach;
  for (const end of ["highHigh", "high", "low", "lowLow"] as const) {
    const limit = point.alarms?.[end];
    if (limit === undefined) continue;
    const isHigh = end === "highHigh" || end === "high";
    const watches = isHigh ? limit >= least && limit < most : limit > least && limit <= most;
    if (watches) continue;
    const isNever = isHigh ? limit >= most : limit <= least;
    const side = isHigh ? "above" : "below";
    const holder = point.scale === undefined ? point.type : `${point.type} by its scale`;
    const range = `${Number(least.toPrecision(6))}..${Number(most.toPrecision(6))}`;
    const message = `${holder} reaches ${range}, and ${isNever ? "never" : "always"} is ${side}`;
    problems.error("ALARMS", [...path, "alarms", end], `${message} ${limit}`);
  }
};

const checkAlarms = ({ problems, point, path }: At): void => {
  const { alarms } = point;
  if (alarms === undefined) return;
  const at = [...path, "alarms"];
  if (numberType(point.type) === null)
    return problems.error("ALARMS", at, `${point.type} has no alarm limits`);
  const rising = ["lowLow", "low", "high", "highHigh"] as const;
  const set = rising.filter((end) => alarms[end] !== undefined);
  if (set.length === 0) problems.error("ALARMS", at, "none of highHigh, high, low, lowLow is set");
  set.slice(1).forEach((end, index) => {
    const below = set[index] ?? end;
    if ((alarms[below] ?? 0) >= (alarms[end] ?? 0))
      problems.error(
        "ALARMS",
        [...at, end],
        `${end} ${alarms[end]} is not above ${below} ${alarms[below]}`,
      );
  });
};

/** Labels, and the deadband of what has none. */
const checkLabels = ({ problems, point, path }: At): void => {
  if (numberType(point.type) === null && point.deadband !== undefined)
    problems.keyError("TYPE", [...path, "deadband"], `${point.type} has no deadband`);
  const form = point.type === "bool" ? /^[01]$/ : /^-?\d+$/;
  // Several codes of a reading may well mean one thing; what is set by its label is one value.
  const isOne = point.type === "bool" || point.access === "setpoint";
  const seen = new Map<string, string>();
  for (const [value, label] of Object.entries(point.labels ?? {})) {
    const at = [...path, "labels", value];
    if (!form.test(value) || point.type === "string")
      problems.keyError("LABELS", at, `${point.type} is never ${value}`);
    const other = seen.get(label);
    if (isOne && other !== undefined)
      problems.error("LABELS", at, `${value} and ${other} are both "${label}"`);
    seen.set(label, value);
  }
};

/** Everything about one point that its schema cannot say. `given`: the point as it is written. */
export const checkPoint = (
  problems: Problems,
  device: DeviceSpec,
  { point, path }: { readonly point: PointSpec; readonly path: Path },
  given: Readonly<Record<string, unknown>>,
  pointNames: readonly string[],
): void => {
  const at: At = { problems, device, point, path };
  checkPlace(at, given);
  checkScale(at);
  checkLimits(at);
  checkReadBack(at, pointNames);
  checkAlarms(at);
  checkAlarmReach(at);
  checkLabels(at);
};
