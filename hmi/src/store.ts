import { renameSync } from "node:fs";
import { join } from "node:path";
import { CodedError, codeOf, type Log } from "@quorate/protocol";
import { remedyForDisk } from "@quorate/protocol/node";
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

/** What LevelDB tells of a system call that failed, in the words of strerror(3), as its code. */
const systemCauses: readonly (readonly [RegExp, string])[] = [
  [/No space left/, "ENOSPC"],
  [/quota exceeded/, "EDQUOT"],
  [/Read-only file system/, "EROFS"],
  [/Too many open files in system/, "ENFILE"],
  [/Too many open files/, "EMFILE"],
  [/Input\/output error/, "EIO"],
];

const remedyOf = (cause: string, error: unknown): string => {
  if (cause.endsWith("_LOCKED")) return "end the other console that runs from this home";
  const inner = error instanceof Error ? error.cause : undefined;
  const text = inner instanceof Error ? inner.message : "";
  return remedyForDisk(systemCauses.find(([words]) => words.test(text))?.[1] ?? cause);
};

/**
 * Opens the history of a console. One that is damaged is put aside, not deleted: the console has to
 * start, and what the agents still have comes back. What another cause hides stays in its place:
 * it is whole when there is room again. Throws HISTORY_OPEN.
 */
export const openStore = async (home: string, log: Log, nowMs: number): Promise<Database> => {
  const folder = join(home, "history");
  try {
    return await open(folder);
  } catch (error) {
    const cause = causeOf(error);
    if (!cause.endsWith("_CORRUPTION"))
      throw new CodedError("HISTORY_OPEN", `cannot open ${folder}: ${cause}`, {
        cause: error,
        remedy: remedyOf(cause, error),
      });
    const aside = `${folder}.broken-${nowMs}`;
    renameSync(folder, aside);
    log.warn("console", "HISTORY_BROKEN", { detail: `put aside as ${aside}`, cause });
    return open(folder);
  }
};
