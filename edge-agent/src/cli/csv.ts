import { CodedError } from "@quorate/protocol";

/** A cell, and where it begins in the file; both from 1. */
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const bytesMax = 8 * 1024 * 1024;

export const csvFault = (line: number, column: number, message: string): CodedError =>
  new CodedError("POINTS_CSV", `line ${line}:${column}: ${message}`, {
    fields: { line, column },
    remedy: "correct the line; nothing was changed",
  });

/**
 * What a spreadsheet would take for a formula. Such text gets an apostrophe in front, which is
 * taken off again on the way in, and so does text that has one there already.
 */
const looksLikeFormula = /^\s*['=+\-@]|^[\t\r]/;

/** Numbers stay as they are: a minus in front of one is no formula. */
const isNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

const formatCell = (text: string): string => {
  const safe = looksLikeFormula.test(text) && !isNumber.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const plainCell = (text: string): string =>
  text.startsWith("'") && looksLikeFormula.test(text.slice(1)) ? text.slice(1) : text;

/** Lines as RFC 4180 wants them. */
export const formatCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(formatCell).join(",")}\r\n`).join("");

/** One pass over the text; keeps where it is for the messages. */
class Reader {
  readonly #text: string;
  #at = 0;
  line = 1;
  column = 1;

  constructor(text: string) {
    this.#text = text;
  }

  get next(): string | undefined {
    return this.#text[this.#at];
  }

  take(): string {
    const character = this.#text[this.#at] ?? "";
    this.#at += 1;
    if (character === "\n") [this.line, this.column] = [this.line + 1, 1];
    else this.column += 1;
    return character;
  }

  /** Also `\r\n`, as one. */
  takeLineEnd(): boolean {
    if (this.next === "\r" && this.#text[this.#at + 1] === "\n") this.take();
    if (this.next !== "\n") return false;
    this.take();
    return true;
  }
}

const readQuoted = (reader: Reader): string => {
  const { line, column } = reader;
  reader.take();
  let text = "";
  for (;;) {
    if (reader.next === undefined) throw csvFault(line, column, "it is never closed");
    const character = reader.take();
    if (character !== '"') text += character;
    else if (reader.next === '"') text += reader.take();
    else break;
  }
  if (reader.next !== undefined && !/[,\r\n]/.test(reader.next))
    throw csvFault(reader.line, reader.column, "a comma belongs after a quoted cell");
  return text;
};

const readPlain = (reader: Reader): string => {
  let text = "";
  while (reader.next !== undefined && !/[,\n]/.test(reader.next)) {
    if (reader.next === '"')
      throw csvFault(reader.line, reader.column, "a quotation mark in a cell without");
    if (reader.next === "\r") break;
    text += reader.take();
  }
  return text;
};

/** Throws POINTS_CSV with line and column. Lines that are empty are left out. */
export const parseCsv = (source: string): readonly (readonly Cell[])[] => {
  if (source.length > bytesMax)
    throw new CodedError("POINTS_CSV", `the file has ${source.length} bytes, at most ${bytesMax}`);
  const reader = new Reader(source.replace(/^\uFEFF/, ""));
  const rows: Cell[][] = [];
  while (reader.next !== undefined) {
    const row: Cell[] = [];
    for (;;) {
      const { line, column } = reader;
      const text = reader.next === '"' ? readQuoted(reader) : readPlain(reader);
      row.push({ text: plainCell(text), line, column });
      if (reader.next !== ",") break;
      reader.take();
    }
    if (reader.next !== undefined && !reader.takeLineEnd())
      throw csvFault(reader.line, reader.column, "a line ends with a line feed");
    if (row.length > 1 || row[0]?.text !== "") rows.push(row);
  }
  return rows;
};

