import type { z } from "zod";
import type { Path, Problems } from "./site-problem.ts";
import { suggest } from "./site-suggest.ts";

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | null)?.[step], value);

/** The keys that the schema knows at this path. */
const knownKeys = (schema: Schema, path: Path): readonly string[] => {
  // The parts of zod's schemas (zod 4, core/schemas) that a path goes through.
  const def = schema._zod.def as {
    type: string;
    innerType?: Schema;
    in?: Schema;
    element?: Schema;
    valueType?: Schema;
    shape?: Record<string, Schema>;
  };
  const inner = def.innerType ?? def.in;
  if (inner !== undefined) return knownKeys(inner, path);
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(def.shape ?? {});
  const next = def.shape?.[step] ?? def.element ?? def.valueType;
  return next === undefined ? [] : knownKeys(next, rest);
};

const kindOf = (value: unknown): string => {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return `${typeof value} ${JSON.stringify(value)}`;
};

const expectations: Readonly<Record<string, string>> = {
  array: "a list",
  tuple: "a list of two",
  object: "a map",
  record: "a map",
  string: "a text",
  number: "a number",
  boolean: "true or false",
  int: "a whole number",
};

const boundOf = (issue: Issue): string => {
  if (issue.code === "too_small")
    return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
  if (issue.code === "too_big")
    return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}`;
  return "";
};

/** Tells what zod found in terms of the file. */
const report = (
  problems: Problems,
  schema: Schema,
  root: { readonly value: unknown; readonly path: Path },
  issue: Issue,
): void => {
  const inner = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  const path = [...root.path, ...inner];
  const name = String(path.at(-1) ?? "the file");
  const value = valueAt(root.value, inner);
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      const near = suggest(key, knownKeys(schema, inner));
      problems.keyError("UNKNOWN_KEY", [...path, key], `"${key}" is no key here`, near);
    }
  } else if (value === undefined) {
    problems.error("MISSING", path, `"${name}" is missing`);
  } else if (issue.code === "invalid_type") {
    const expected = expectations[issue.expected] ?? issue.expected;
    const quote = expected === "a text" ? "put it in quotes" : undefined;
    problems.error("TYPE", path, `"${name}" takes ${expected}, not ${kindOf(value)}`, quote);
  } else if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const near = suggest(String(value), values);
    problems.error("VALUE", path, `"${name}" is one of ${values.join(", ")}`, near);
  } else if (issue.code === "too_small" || issue.code === "too_big") {
    const bound = boundOf(issue);
    const what = typeof value === "number" ? `is ${value}, ${bound}` : `takes ${bound} of them`;
    problems.error("RANGE", path, `"${name}" ${what}`);
  } else {
    const code = issue.code === "custom" ? issue.params?.["code"] : undefined;
    problems.error(typeof code === "string" ? code : "VALUE", path, issue.message);
  }
};

const withoutKeys = (value: unknown, issues: readonly Issue[]): unknown => {
  const copy = structuredClone(value);
  for (const issue of issues) {
    const parent = valueAt(copy, issue.path.map(String)) as Record<string, unknown> | undefined;
    if (issue.code === "unrecognized_keys")
      for (const key of issue.keys) if (parent !== undefined) delete parent[key];
  }
  return copy;
};

/**
 * Tells everything about a part of the file that its schema does not allow. Null when the part
 * cannot be judged further; unknown keys alone do not prevent that.
 */
export const check = <T>(
  problems: Problems,
  schema: z.ZodType<T>,
  value: unknown,
  path: Path,
): T | null => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) report(problems, schema, { value, path }, issue);
  if (!parsed.error.issues.every(({ code }) => code === "unrecognized_keys")) return null;
  return schema.safeParse(withoutKeys(value, parsed.error.issues)).data ?? null;
};

/** A part of a list that passed its schema, and where it stands. */
export interface Item<T> {
  readonly value: T;
  readonly path: Path;
}

/** Checks each part of a list for itself, so that one mistake does not hide others. */
export const checkList = <T>(
  problems: Problems,
  schema: z.ZodType<T>,
  list: unknown,
  path: Path,
): Item<T>[] => {
  if (!Array.isArray(list)) return [];
  return list.flatMap((part: unknown, index) => {
    const at = [...path, index];
    const value = check(problems, schema, part, at);
    return value === null ? [] : [{ value, path: at }];
  });
};
