import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { CodedError, codeOf, type Log } from "@quorate/protocol";
import { ClassicLevel } from "classic-level";

/** The console's database: keys are paths such as `day/020781/intake/level/1795514400000`. */
export type Database = ClassicLevel<string, string>;

const digits = (number: number, count: number): string =>
  String(Math.max(0, Math.floor(number))).padStart(count, "0");

export const dayMs = 24 * 3_600_000;
/** Days since 1970, so that what is old goes in one piece. */
export const dayOf = (ms: number): number => Math.floor(ms / dayMs);
export const dayKey = (day: number): string => digits(day, 6);
/** Sorts like the number, for times and for sequences. */
export const orderKey = (number: number): string => digits(number, 16);

/** Everything that begins with this prefix; `~` sorts behind all that names and numbers have. */
export const under = (prefix: string): { readonly gte: string; readonly lt: string } => ({
  gte: prefix,
  lt: `${prefix}~`,
});

const open = async (folder: string): Promise<Database> => {
  const database: Database = new ClassicLevel(folder, {
    ...{ keyEncoding: "utf8", valueEncoding: "utf8" },
    ...{ cacheSize: 16 * 1024 * 1024, writeBufferSize: 8 * 1024 * 1024 },
  });
  await database.open();
  return database;
};

const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : codeOf(error);

/**
 * Opens the history of a console. One that cannot be read is put aside, not deleted: the console
 * has to start, and what the agents still have comes back. Throws HISTORY_OPEN.
 */
export const openStore = async (home: string, log: Log, nowMs: number): Promise<Database> => {
  const folder = join(home, "history");
  try {
    return await open(folder);
  } catch (error) {
    const cause = causeOf(error);
    if (cause.endsWith("_LOCKED") || !existsSync(folder))
      throw new CodedError("HISTORY_OPEN", `cannot open ${folder}: ${cause}`, {
        cause: error,
        remedy: "end the other console that runs from this home, or check the folder's owner",
      });
    const aside = `${folder}.broken-${nowMs}`;
    renameSync(folder, aside);
    log.warn("console", "HISTORY_BROKEN", { detail: `put aside as ${aside}`, cause });
    return open(folder);
  }
};
