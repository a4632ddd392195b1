import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { CodedError } from "./errors.ts";

/** One thing that is wrong, or doubtful, in a file that people write. */
export interface SiteProblem {
  readonly severity: "error" | "warning";
  readonly code: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** Where in the document, for example `devices[0].points[2].register`. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
  /** How many problems this one stands for that are not listed; absent: for itself alone. */
  readonly unlisted?: number;
}

export type Path = readonly (string | number)[];

/** Bytes of a site file or of a local settings file. */
export const settingsFileBytes = 4 * 1024 * 1024;
/** Problems of each severity that are listed; the others are only counted. */
const problemsMax = 200;

const formatPath = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");

/** One line a problem, as compilers write them. */
export const formatProblem = (problem: SiteProblem): string => {
  const { severity, code, line, column, path, message, suggestion } = problem;
  const where = path === "" ? "" : `${path}: `;
  const hint = suggestion === undefined ? "" : ` (${suggestion})`;
  return `line ${line}:${column}: ${severity} ${code}: ${where}${message}${hint}`;
};

/** The problems of one file, as they are found. */
export class Problems {
  readonly found: SiteProblem[] = [];
  /** Of each severity, the first problem that is not listed, and how many there are like it. */
  private readonly rest = new Map<SiteProblem["severity"], { first: SiteProblem; count: number }>();
  private readonly prefix: string;
  private readonly counter = new LineCounter();
  private root: Node | null = null;

  constructor(prefix: "SITE" | "LOCAL" | "TARGET") {
    this.prefix = prefix;
  }

  get hasErrors(): boolean {
    return this.found.some(({ severity }) => severity === "error");
  }

  /** In the order of the file, errors of one place before its warnings; last how many more. */
  sorted(): SiteProblem[] {
    const rank = { error: 0, warning: 1 };
    const listed = [...this.found].sort(
      (a, b) => a.line - b.line || a.column - b.column || rank[a.severity] - rank[b.severity],
    );
    const unlisted = [...this.rest].map(([severity, { first, count }]): SiteProblem => {
      const { line, column, path } = first;
      const message = `and ${count} more ${severity}${count === 1 ? "" : "s"}, the first one here`;
      const code = [this.prefix, "MORE"].join("_");
      return { severity, code, line, column, path, message, unlisted: count };
    });
    return [...listed, ...unlisted];
  }

  error(code: string, path: Path, message: string, suggestion?: string): void {
    this.add("error", code, path, this.valueOffset(path), message, suggestion);
  }

  warning(code: string, path: Path, message: string, suggestion?: string): void {
    this.add("warning", code, path, this.valueOffset(path), message, suggestion);
  }

  /** As `error`, but at the key itself. */
  keyError(code: string, path: Path, message: string, suggestion?: string): void {
    this.add("error", code, path, this.keyOffset(path), message, suggestion);
  }

  lineOf(path: Path): number {
    return this.position(this.valueOffset(path)).line;
  }

  /** The file's map as plain values; null, with the problem told, when there is none. */
  read(source: string | Uint8Array, mayBeEmpty = false): unknown {
    const text = this.decode(source);
    if (text === null) return null;
    try {
      const document = parseDocument(text, { lineCounter: this.counter, prettyErrors: false });
      let lastLine = 0;
      for (const { code, message, pos } of document.errors) {
        const name = code === "DUPLICATE_KEY" ? "DUPLICATE_KEY" : "YAML";
        const { line } = this.position(pos[0]);
        // One mistake can make the parser stumble many times over the same line.
        if (line !== lastLine) this.add("error", name, [], pos[0], message);
        lastLine = line;
      }
      if (document.errors.length > 0) return null;
      this.root = document.contents;
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      if (value === null && mayBeEmpty) return {};
      if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
      this.error("YAML", [], "the file is not a map of keys to values");
    } catch (error) {
      this.error("YAML", [], `cannot be read: ${(error as Error).message}`);
    }
    return null;
  }

  private decode(source: string | Uint8Array): string | null {
    const size = source.length;
    if (size > settingsFileBytes) {
      this.error("SIZE", [], `the file has ${size} bytes, at most ${settingsFileBytes}`);
      return null;
    }
    if (typeof source === "string") return source;
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(source);
    } catch {
      this.error("UTF8", [], "the file is not UTF-8 text", "save it as UTF-8");
      return null;
    }
  }

  private add(
    severity: SiteProblem["severity"],
    code: string,
    path: Path,
    offset: number,
    message: string,
    suggestion?: string,
  ): void {
    const rest = this.rest.get(severity);
    if (rest !== undefined) {
      rest.count += 1;
      return;
    }
    const problem: SiteProblem = {
      severity,
      code: `${this.prefix}_${code}`,
      ...this.position(offset),
      path: formatPath(path),
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
    };
    const listed = this.found.filter((one) => one.severity === severity).length;
    if (listed < problemsMax) this.found.push(problem);
    else this.rest.set(severity, { first: problem, count: 1 });
  }

  private position(offset: number): { line: number; column: number } {
    const { line, col } = this.counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  /** Of the value at the path, or of the nearest thing around it that is in the file. */
  private valueOffset(path: Path): number {
    let node: unknown = this.root;
    let offset = startOf(node) ?? 0;
    for (const step of path) {
      node = childOf(node, step);
      if (node === undefined) break;
      offset = startOf(node) ?? offset;
    }
    return offset;
  }

  private keyOffset(path: Path): number {
    const last = path.at(-1);
    const parent = path.slice(0, -1).reduce<unknown>(childOf, this.root);
    if (!isMap(parent)) return this.valueOffset(path);
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === last);
    return startOf(pair?.key) ?? this.valueOffset(path);
  }
}

const startOf = (node: unknown): number | undefined => {
  const inner = isPair(node) ? node.key : node;
  return (inner as { range?: readonly number[] | null } | null | undefined)?.range?.[0];
};

const childOf = (node: unknown, step: string | number): unknown => {
  if (isSeq(node) && typeof step === "number") return node.items[step];
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair?.value ?? pair?.key;
};

/** A thrown form of problems: every one on its own line. */
export const problemsError = (
  code: string,
  what: string,
  problems: readonly SiteProblem[],
): CodedError => {
  const errors = problems.filter(({ severity }) => severity === "error");
  const sum = errors.reduce((before, { unlisted = 1 }) => before + unlisted, 0);
  const count = sum === 1 ? "1 error" : `${sum} errors`;
  const lines = problems.map((problem) => `  ${formatProblem(problem)}`);
  return new CodedError(code, [`${what} has ${count}:`, ...lines].join("\n"), {
    fields: { problems },
    remedy: "correct these lines; nothing was started",
  });
};
