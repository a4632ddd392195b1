/** How a scenario went on one device. */
export type Result = "ok" | "FAIL" | "needs the simulated plant" | "does not apply";

export interface Row {
  readonly device: string;
  readonly protocol: string;
  readonly scenario: string;
  readonly expected: string;
  readonly seen: string;
  readonly result: Result;
  readonly ms: number;
}

const columns = ["device", "protocol", "scenario", "expected", "seen", "time", "result"] as const;

const cellsOf = (row: Row): readonly string[] => [
  ...[row.device, row.protocol, row.scenario, row.expected, row.seen],
  ...[row.result === "ok" || row.result === "FAIL" ? `${row.ms} ms` : "", row.result],
];

const lengthOf = (text: string): number => [...text].length;

const lineOf = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, index) => cell + " ".repeat(Math.max(0, (widths[index] ?? 0) - lengthOf(cell))))
    .join("  ")
    .trimEnd();

/** A table for people: columns as wide as what stands in them. */
export const tableOf = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] => {
  const all = [head, ...rows];
  const widths = head.map((_, index) =>
    Math.max(...all.map((cells) => lengthOf(cells[index] ?? ""))),
  );
  const rule = widths.map((width) => "-".repeat(width));
  return [head, rule, ...rows].map((cells) => lineOf(cells, widths));
};

export const reportLines = (rows: readonly Row[]): readonly string[] =>
  tableOf(columns, rows.map(cellsOf));

export const hasFailed = (rows: readonly Row[]): boolean =>
  rows.length === 0 || rows.some(({ result }) => result === "FAIL");

/** Counts for the last line: what did not run is never among what passed. */
export const summaryOf = (rows: readonly Row[]): string => {
  const count = (result: Result): number => rows.filter((row) => row.result === result).length;
  const rest = [
    [count("needs the simulated plant"), "need the simulated plant"],
    [count("does not apply"), "do not apply"],
  ] as const;
  const told = rest.map(([number, what]) => (number === 0 ? "" : `, ${number} ${what}`));
  return `hil: ${count("ok")} passed, ${count("FAIL")} failed${told.join("")}`;
};
