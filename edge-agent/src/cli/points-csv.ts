import type { WrittenPoint } from "@quorate/protocol";
import { type Cell, csvFault, formatCsv, parseCsv } from "./csv.ts";

/** The keys of a point, as paths into what is written of it, with the kind of their values. */
const columns: Readonly<Record<string, "text" | "number">> = {
  ...{ name: "text", access: "text", type: "text", table: "text", register: "number" },
  ...{ order: "text", length: "number", nodeId: "text", units: "text" },
  ...{ "scale.raw.0": "number", "scale.raw.1": "number" },
  ...{ "scale.value.0": "number", "scale.value.1": "number" },
  ...{ deadband: "number", "limits.min": "number", "limits.max": "number" },
  ...{ "limits.maxStep": "number", "readback.point": "text", "readback.tolerance": "number" },
  ...{ "readback.within": "text", class: "text", scan: "text" },
  ...{ "alarms.highHigh": "number", "alarms.high": "number", "alarms.low": "number" },
  ...{ "alarms.lowLow": "number", "alarms.priority": "number", "alarms.deadband": "number" },
  ...{ "alarms.delay": "text" },
};

const kindOf = (column: string): "text" | "number" | undefined =>
  /^labels\.-?\d+$/.test(column) ? "text" : columns[column];

const flatten = (value: unknown, path: string, into: Map<string, string>): void => {
  if (typeof value !== "object" || value === null) {
    if (value !== undefined && value !== null) into.set(path, String(value));
    return;
  }
  for (const [key, inner] of Object.entries(value))
    flatten(inner, path === "" ? key : `${path}.${key}`, into);
};

/** Points as they are written, a line each; only columns that some point fills. */
export const pointsToCsv = (points: readonly WrittenPoint[]): string => {
  const rows = points.map((point) => {
    const cells = new Map<string, string>();
    flatten(point, "", cells);
    return cells;
  });
  const used = new Set(rows.flatMap((row) => [...row.keys()]));
  const known = Object.keys(columns).filter((column) => used.has(column));
  const others = [...used].filter((column) => !known.includes(column)).sort();
  const head = [...known, ...others];
  return formatCsv([head, ...rows.map((row) => head.map((column) => row.get(column) ?? ""))]);
};

type Tree = { [key: string]: Tree | string | number | (string | number | undefined)[] };

const put = (point: Tree, path: string, value: string | number): void => {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let at = point;
  for (const [index, step] of steps.entries()) {
    const isList = index === steps.length - 1 && /^scale\.(raw|value)\.[01]$/.test(path);
    at[step] ??= isList ? [] : {};
    at = at[step] as Tree;
  }
  at[last] = value;
};

const valueOf = (column: string, { text, line, column: at }: Cell): string | number => {
  if (kindOf(column) === "text") return text;
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  throw csvFault(line, at, `"${text}" is no number, as ${column} needs`);
};

export interface CsvPoints {
  readonly points: readonly WrittenPoint[];
  /** Where a key of a point stands in the file. */
  readonly cellOf: (point: number, key: string) => Cell | undefined;
}

/** Throws POINTS_CSV with line and column. An empty cell is a key that is not there. */
export const pointsFromCsv = (source: string): CsvPoints => {
  const [head, ...given] = parseCsv(source);
  if (head === undefined) throw csvFault(1, 1, "the file is empty; its first line names columns");
  const names = head.map(({ text }) => text.trim());
  head.forEach(({ line, column }, index) => {
    const name = names[index] ?? "";
    if (kindOf(name) === undefined) throw csvFault(line, column, `no column is called "${name}"`);
    if (names.indexOf(name) !== index) throw csvFault(line, column, `"${name}" is there twice`);
  });
  // Spreadsheets leave rows behind that once had something in them.
  const rows = given.filter((row) => row.some(({ text }) => text.trim() !== ""));
  const points = rows.map((row): WrittenPoint => {
    const [first] = row;
    if (row.length !== names.length && first !== undefined) {
      const count = `${row.length} cells, ${names.length} columns`;
      throw csvFault(first.line, first.column, count);
    }
    const point: Tree = {};
    row.forEach((cell, index) => {
      const name = names[index] ?? "";
      if (cell.text !== "") put(point, name, valueOf(name, cell));
    });
    return point;
  });
  return {
    points,
    cellOf: (point, key) => {
      const row = rows[point];
      const exact = names.indexOf(key);
      const inside = exact < 0 ? names.findIndex((name) => name.startsWith(`${key}.`)) : exact;
      return row?.[Math.max(0, inside)];
    },
  };
};
