import { codeOf, isCoded, isoTime, plain } from "@quorate/protocol";
import { remedyForDisk } from "@quorate/protocol/node";
import { remedyOf } from "./remedies.ts";

export const exitDone = 0;
export const exitFailed = 1;
export const exitUsage = 2;

const plainLines = (text: string): string => text.split("\n").map(plain).join("\n");

/** A line for whoever called; JSON where they asked for it. */
export const say = (line: string): void => {
  process.stdout.write(`${plainLines(line)}\n`);
};

/** A line that is no result: it never mixes with JSON. */
export const note = (line: string): void => {
  process.stderr.write(`${plainLines(line)}\n`);
};

export const sayJson = (value: unknown): void => say(JSON.stringify(value));

/** `CODE: cause`, and on the next line what to do. */
export const complain = (code: string, message: string, remedy?: string): void => {
  const what = remedy ?? remedyOf(code);
  note(`${code}: ${message}${what === undefined ? "" : `\n  ${what}`}`);
};

/** For anything that was thrown; an error nobody foresaw shows where it came from. */
export const complainOf = (error: unknown): void => {
  if (isCoded(error)) return complain(error.code, error.message, error.remedy);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  complain(codeOf(error), text, "this should not happen: please report it with the lines above");
};

/**
 * A reader that has seen enough, such as `head`, is no failure: it ends what does nothing but
 * print, while a command that was given is seen through for its exit status. Output that cannot be
 * written for another reason, such as a full disk, is told once.
 */
export const watchOutput = (endsWithReader: boolean): { isWhole(): Promise<boolean> } => {
  let isWhole = true;
  process.stdout.on("error", (error) => {
    const cause = codeOf(error);
    if (cause === "EPIPE") {
      if (endsWithReader) process.exit(exitDone);
      return;
    }
    if (isWhole)
      complain("OUTPUT_WRITE", `cannot write the output: ${cause}`, remedyForDisk(cause));
    isWhole = false;
    if (endsWithReader) process.exit(exitFailed);
  });
  // There is no third place to tell it.
  process.stderr.on("error", () => undefined);
  // Errors of the last writes come behind the turn that wrote.
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { isWhole: () => turn().then(() => isWhole) };
};

/** A word of a line that somebody is told to type, as a shell takes it. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const width = (text: string): number => [...text].length;

/** Columns under their heads, two blanks apart. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((name, column) =>
    Math.max(width(name), ...rows.map((row) => width(row[column] ?? ""))),
  );
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] as number) - width(cell)))
      .join("  ")
      .trimEnd(),
  );
  return lines.join("\n");
};

export const showTime = (ms: number): string => isoTime(ms).replace("T", " ");

/** `0.4 s`, `3 min`, `2 h`. */
export const showSpan = (ms: number): string => {
  if (ms < 0) return `in ${showSpan(-ms)}`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
};
