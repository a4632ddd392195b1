import { closeSync, openSync, writeSync } from "node:fs";
import { PlcError } from "./errors.ts";
import { type Memory, type Table, valueOf } from "./memory.ts";

/** One write that reached the PLC's memory. */
export interface WriteRecord {
  /** Milliseconds since 1970. */
  readonly t: number;
  readonly protocol: "modbus-tcp";
  readonly function: number;
  readonly table: Table;
  readonly register: number;
  /** The value of the point written, in its units; else a single word, or all raw words. */
  readonly value: number | readonly number[];
  /** The writer's address and port. */
  readonly from: string;
}

export const decodeWrite = (
  memory: Memory,
  table: Table,
  register: number,
  words: readonly number[],
): number | readonly number[] => {
  const point = memory.pointAt(table, register, words.length);
  if (point !== undefined) return valueOf(point, words);
  const [only] = words;
  return words.length === 1 && only !== undefined ? only : words;
};

/** One JSON object a line, in the file before the writer has its answer. */
export class Journal {
  readonly #file: number;

  constructor(path: string) {
    try {
      this.#file = openSync(path, "a");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new PlcError(
        "JOURNAL_UNWRITABLE",
        `cannot append to ${path}: ${reason}`,
        "give --journal a file in a folder that exists and can be written",
      );
    }
  }

  append(record: WriteRecord): void {
    writeSync(this.#file, `${JSON.stringify(record)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
