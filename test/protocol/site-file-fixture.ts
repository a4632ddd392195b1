import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "@quorate/protocol";
import { parseSite } from "../../protocol/src/site-file.ts";

/** A whole site, with keys. */
export const example = readFileSync(join(import.meta.dirname, "site-file-example.yaml"), "utf8");

export const good = (text: string): Site => {
  const { site, problems } = parseSite(text);
  assert.deepEqual(problems, []);
  assert.ok(site);
  return site;
};

export const change = (from: string | RegExp, to: string, text = example): string => {
  const changed = text.replace(from, () => to);
  assert.notEqual(changed, text, `the example has no ${from}`);
  return changed;
};

export const lineOf = (text: string, part: string): number => {
  const lines = text.split("\n").flatMap((line, index) => (line.includes(part) ? [index + 1] : []));
  assert.equal(lines.length, 1, `"${part}" is in lines ${lines}`);
  return lines[0] ?? 0;
};

export interface Defect {
  readonly title: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly code: string;
  /** A text that only the line of the problem has, or how to find that line. */
  readonly at: string | ((text: string) => number);
  readonly path: string;
  readonly severity?: "warning";
  readonly message?: RegExp;
  readonly suggestion?: RegExp;
  /** Code and path of what else follows from it. */
  readonly also?: readonly (readonly [string, string])[];
}

/** The example with one mistake has this problem, there, and nothing else but what follows. */
export const defect = (expected: Defect): void => {
  const { title, from, to, code, at, path, severity = "error", also = [] } = expected;
  it(`${title}: ${code}`, () => {
    const text = change(from, to);
    const { site, problems } = parseSite(text);
    const problem = problems.find((found) => found.code === code);
    assert.ok(problem, JSON.stringify(problems, null, 1));
    const line = typeof at === "string" ? lineOf(text, at) : at(text);
    assert.deepEqual([problem.severity, problem.line, problem.path], [severity, line, path]);
    const others = problems.filter((found) => found !== problem);
    assert.deepEqual(others.map((found) => [found.code, found.path]), also);
    assert.equal(site === null, severity === "error");
    if (expected.message !== undefined) assert.match(problem.message, expected.message);
    if (expected.suggestion !== undefined)
      assert.match(problem.suggestion ?? "", expected.suggestion);
  });
};

/** For a text that is in the file more than once. */
export const lastLineOf =
  (part: string) =>
  (text: string): number =>
    text.slice(0, text.lastIndexOf(part)).split("\n").length;

export const agentKey = (name: string): string =>
  new RegExp(`name: ${name}, +key: (\\S+),`).exec(example)?.[1] ?? "";

/** A public key that the example does not have (RFC 8032, TEST 1). */
export const spareKey =
  "ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
