import { closeSync, openSync, writeSync } from "node:fs";
import { PlcError } from "./errors.ts";
import type { Protocol } from "./link.ts";
import { type Memory, type Table, valueOf } from "./memory.ts";

/** One write that reached the PLC's memory. */
export interface WriteRecord {
  /** Milliseconds since 1970. */
  readonly t: number;
  readonly protocol: Protocol;
  /** Modbus: function code, table, and the first register or bit. */
  readonly function?: number;
  readonly table?: Table;
  readonly register?: number;
  /** OPC UA. */
  readonly nodeId?: string;
  /** The value of the point written, in its units; else a single word, or all raw words. */
  readonly value: number | readonly number[];
  /** The writer's address and port, or the serial line. */
  readonly from: string;
}

export type OnWrite = (record: WriteRecord) => void;

export const decodeWrite = (
  memory: Memory,
  table: Table,
  register: number,
  words: readonly number[],
): number | readonly number[] => {
  const point = memory.pointAt(table, register, words.length);
  const value = point === undefined ? undefined : valueOf(point, words);
  const isLong = point?.type === "int64" || point?.type === "uint64";
  if (value !== undefined && (!isLong || Number.isSafeInteger(value))) return value;
  const [only] = words;
  return words.length === 1 && only !== undefined ? only : words;
};

/** JSON knows neither NaN nor infinities: they are written as text. */
const visible = (_key: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;

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
    writeSync(this.#file, `${JSON.stringify(record, visible)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
