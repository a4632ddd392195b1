import type { PointValue } from "@quorate/protocol";

/** Spreadsheets run cells that begin so as formulas; a quote before it makes it a text. */
const isFormula = /^[=+\-@\t\r]/;

/** One cell of RFC 4180. */
export const csvCell = (value: PointValue | null): string => {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = isFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvRow = (cells: readonly (PointValue | null)[]): string =>
  `${cells.map(csvCell).join(",")}\r\n`;
