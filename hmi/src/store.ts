import { renameSync } from "node:fs";
import { join } from "node:path";
import { CodedError, codeOf, isCoded, type Log } from "@quorate/protocol";
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

/** Whether a database is damaged, and not kept shut by something else. */
export const isDamage = (error: unknown): boolean =>
  error instanceof SyntaxError || causeOf(error).endsWith("_CORRUPTION");

/** Of what the database or a record in it threw: HISTORY_READ. Null for any other fault. */
export const codedRead = (error: unknown): CodedError | null => {
  if (isCoded(error)) return error;
  const cause = causeOf(error);
  if (!(error instanceof SyntaxError) && !cause.startsWith("LEVEL_")) return null;
  const message = error instanceof Error ? error.message : cause;
  return new CodedError("HISTORY_READ", `the history cannot be read there: ${message}`, {
    cause: error,
    remedy: "stop the console and move its history folder aside: what agents have comes back",
  });
};

const folderOf = (home: string): string => join(home, "history");

/** A damaged history is not deleted: somebody may still get out of it what agents lack. */
export const putAside = (home: string, log: Log, nowMs: number, error: unknown): void => {
  const folder = folderOf(home);
  const aside = `${folder}.broken-${nowMs}`;
  renameSync(folder, aside);
  const cause = error instanceof SyntaxError ? error.message : causeOf(error);
  log.warn("console", "HISTORY_BROKEN", { detail: `put aside as ${aside}`, cause });
};

/**
 * Opens the history of a console. One that is damaged is put aside, not deleted: the console has to
 * start, and what the agents still have comes back. What another cause hides stays in its place:
 * it is whole when there is room again. Throws HISTORY_OPEN.
 */
export const openStore = async (home: string, log: Log, nowMs: number): Promise<Database> => {
  const folder = folderOf(home);
  try {
    return await open(folder);
  } catch (error) {
    const cause = causeOf(error);
    if (!isDamage(error))
      throw new CodedError("HISTORY_OPEN", `cannot open ${folder}: ${cause}`, {
        cause: error,
        remedy: remedyOf(cause, error),
      });
    putAside(home, log, nowMs, error);
    return open(folder);
  }
};
