import {
  CodedError,
  type DeviceSpec,
  findDevice,
  findPoint,
  parseDuration,
  type PointSpec,
  type PointValue,
  type PointWrite,
  type Site,
} from "@quorate/protocol";

/** Something the caller typed that cannot be meant: exit status 2. */
export class UsageError extends CodedError {}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const withComma = /^[+-]?[\d.]*,[\d.,]*$/;

const readNumber = (text: string): number | null => {
  if (withComma.test(text))
    throw new UsageError("VALUE_AMBIGUOUS", `${text}: a comma can mean two things`, {
      remedy: "write a dot before decimals and nothing between thousands: 1.5 or 1234",
    });
  if (!decimal.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
};

/** The raw value that carries this label, by the point's own words. */
const byLabel = (point: PointSpec, text: string): string | undefined =>
  Object.entries(point.labels ?? {}).find(([, label]) => label === text)?.[0];

const wrong = (point: PointSpec, text: string, accepted: string): UsageError =>
  new UsageError("VALUE_TYPE", `${point.name} is ${point.type}; it cannot be ${text}`, {
    remedy: `give ${accepted}`,
  });

const readBool = (point: PointSpec, text: string): boolean => {
  const raw = byLabel(point, text) ?? text.toLowerCase();
  if (raw === "true" || raw === "1") return true;
  if (raw === "false" || raw === "0") return false;
  const labels = Object.values(point.labels ?? {});
  throw wrong(point, text, [...labels, "true", "false", "1 or 0"].join(", "));
};

/** A value as the point's type reads it. Throws UsageError VALUE_AMBIGUOUS, VALUE_TYPE. */
export const readValue = (point: PointSpec, text: string): PointValue => {
  if (point.type === "string") return text;
  if (point.type === "bool") return readBool(point, text);
  const number = readNumber(byLabel(point, text) ?? text);
  if (number === null) throw wrong(point, text, "a number, such as 40 or 12.5");
  return number;
};

/** A value of a point that the site file does not know: by its looks. */
export const guessValue = (text: string): PointValue => {
  if (text === "true" || text === "false") return text === "true";
  return readNumber(text) ?? text;
};

/** `POINT=VALUE`. Whether device and point exist is for the constitution to say, not for us. */
export const readWrite = (site: Site, device: string, text: string): PointWrite => {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1)
    throw new UsageError("VALUE_MISSING", `${text} is not POINT=VALUE`, {
      remedy: "for example: valve=40",
    });
  const name = text.slice(0, at);
  const spec = findDevice(site, device);
  const point = spec === undefined ? undefined : findPoint(spec, name);
  const value = text.slice(at + 1);
  return { point: name, value: point === undefined ? guessValue(value) : readValue(point, value) };
};

/** `500ms`, `10s`, `1m 30s`; milliseconds. */
export const readDuration = (text: string): number => {
  const ms = parseDuration(text);
  if (ms !== null && ms >= 1) return Math.round(ms);
  throw new UsageError("DURATION", `${text} is no duration`, {
    remedy: "for example: 500ms, 10s, 1m",
  });
};

/** Seven digits: what a float32 holds, without the noise behind. */
const shortNumber = (value: number): string => String(Number(value.toPrecision(7)));

/** A value for people, with its label or its units. */
export const showValue = (point: PointSpec | undefined, value: PointValue): string => {
  const raw = typeof value === "boolean" ? String(Number(value)) : String(value);
  const label = point?.labels?.[raw];
  if (label !== undefined) return label;
  const text = typeof value === "number" ? shortNumber(value) : String(value);
  return point?.units === undefined || point.units === "" ? text : `${text} ${point.units}`;
};

export const showWrites = (
  device: DeviceSpec | undefined,
  writes: readonly PointWrite[],
): string =>
  writes
    .map(({ point, value }) => {
      const spec = device === undefined ? undefined : findPoint(device, point);
      return `${point}=${showValue(spec, value)}`;
    })
    .join(", ");
