import {
  CodedError,
  type DeviceSpec,
  findDevice,
  findPoint,
  parseDuration,
  plain,
  type PointSpec,
  type PointValue,
  type PointWrite,
  quoted,
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

const shown = (point: PointSpec | undefined, value: PointValue, text: string): string => {
  const raw = typeof value === "boolean" ? String(Number(value)) : String(value);
  const label = point?.labels?.[raw];
  if (label !== undefined) return label;
  return plain(point?.units === undefined || point.units === "" ? text : `${text} ${point.units}`);
};

/**
 * A value for people, with its label or its units. Nothing is rounded away: who signs a command
 * has seen what he signs.
 */
export const showValue = (point: PointSpec | undefined, value: PointValue): string =>
  shown(point, value, String(value));

/** The shortest number that is the same float32: 40.1, not 40.099998474121094. */
const shortFloat32 = (value: number): number => {
  const same = Math.fround(value);
  for (const digits of [7, 8]) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === same) return short;
  }
  return Number(value.toPrecision(9));
};

/** Registers have fewer digits than a number here, and a scale adds some. */
const shortReading = (point: PointSpec | undefined, value: number): number => {
  if (point?.type === "float32") return shortFloat32(value);
  return point?.scale === undefined ? value : Number(value.toPrecision(15));
};

/** A value that was read, without the noise of float32 and of scales. Never what is commanded. */
export const showReading = (point: PointSpec | undefined, value: PointValue): string =>
  shown(point, value, String(typeof value === "number" ? shortReading(point, value) : value));

/** A text that could be taken for further writes is told from them by its quotes. */
const showWritten = (point: PointSpec | undefined, value: PointValue): string =>
  typeof value === "string" ? quoted(value) : showValue(point, value);

export const showWrites = (
  device: DeviceSpec | undefined,
  writes: readonly PointWrite[],
): string =>
  writes
    .map(({ point, value }) => {
      const spec = device === undefined ? undefined : findPoint(device, point);
      return `${plain(point)}=${showWritten(spec, value)}`;
    })
    .join(", ");
