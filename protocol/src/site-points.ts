import { isMap, isSeq, parseDocument, type Pair, Scalar, stringify, type YAMLMap } from "yaml";
import { CodedError } from "./errors.ts";

/** A point as it is written in the site file. */
export type WrittenPoint = Readonly<Record<string, unknown>>;

interface Found {
  /** The points as written, and each with the text that it has in the file. */
  readonly points: readonly { readonly point: WrittenPoint; readonly text: string }[];
  /** The part of the file that is the list, and the indentation of its dashes. */
  readonly from: number;
  readonly to: number;
  readonly indent: number;
}

const textOf = (key: unknown): string => (key instanceof Scalar ? String(key.value) : "");

const pairOf = (map: YAMLMap, name: string): Pair | undefined =>
  map.items.find(({ key }) => textOf(key) === name);

const columnOf = (text: string, offset: number): number =>
  offset - (text.lastIndexOf("\n", offset - 1) + 1);

/** Throws SITE_FILE when the text is no YAML, POINTS_DEVICE when it has no such device. */
const find = (text: string, device: string): Found => {
  const document = parseDocument(text, { keepSourceTokens: true });
  const [error] = document.errors;
  if (error !== undefined) throw new CodedError("SITE_FILE", error.message);
  const devices = isMap(document.contents) ? document.get("devices", true) : undefined;
  const maps = isSeq(devices) ? devices.items.filter((item) => isMap(item)) : [];
  const map = maps.find((item) => item.get("name") === device);
  if (map === undefined) {
    const names = maps.map((item) => String(item.get("name"))).join(", ");
    throw new CodedError("POINTS_DEVICE", `no device is called "${device}"; there are: ${names}`);
  }
  const list = pairOf(map, "points")?.value;
  if (!isSeq(list) || list.range === null || list.range === undefined)
    throw new CodedError("POINTS_DEVICE", `device "${device}" has no list of points`);
  const [from, to] = list.range;
  const points = list.items.map((item) => {
    const range = isMap(item) ? item.range : undefined;
    if (range === null || range === undefined)
      throw new CodedError("POINTS_DEVICE", `a point of device "${device}" is no map`);
    const point = (item as YAMLMap).toJS(document) as WrittenPoint;
    return { point, text: text.slice(range[0], range[1]) };
  });
  return { points, from, to, indent: list.flow === true ? -1 : columnOf(text, from) };
};

/** The points of a device as they are written in a site file, which need not be without faults. */
export const readWrittenPoints = (text: string, device: string): readonly WrittenPoint[] =>
  find(text, device).points.map(({ point }) => point);

/** One point as one line of YAML. */
const lineOf = (point: WrittenPoint): string =>
  stringify(point, { collectionStyle: "flow", lineWidth: 0 }).trim();

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const sortedKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, inner]) => [key, sortedKeys(inner)]);
};

/** A list of points as lines of YAML. */
export const formatPoints = (points: readonly WrittenPoint[], indent: number): string =>
  points.map((point) => `${" ".repeat(indent)}- ${lineOf(point)}\n`).join("");

/**
 * The site file's text with other points for one device. All around the list stays byte for byte as
 * it is, and so do points that are the same, with the comments inside them.
 */
export const replaceWrittenPoints = (
  text: string,
  device: string,
  points: readonly WrittenPoint[],
): string => {
  const found = find(text, device);
  const olds = new Map(found.points.map((old) => [old.point["name"], old]));
  const written = points.map((point) => {
    const old = olds.get(point["name"]);
    const isSame = old !== undefined && same(sortedKeys(old.point), sortedKeys(point));
    return isSame ? old.text.trimEnd() : lineOf(point);
  });
  const tail = /\s*$/.exec(text.slice(found.from, found.to))?.[0] ?? "";
  const list =
    found.indent < 0
      ? `[${written.join(", ")}]`
      : written.map((one) => `- ${one}`).join(`\n${" ".repeat(found.indent)}`);
  return text.slice(0, found.from) + list + tail + text.slice(found.to);
};
