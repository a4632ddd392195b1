import { isCoded } from "./errors.ts";
import { compileExpression, kindOfPoint, kindsUnder } from "./interlock.ts";
import { type Kind, lowerExpression, type Names, parseExpression } from "./interlock-lower.ts";
import { limits } from "./limits.ts";
import type { PolicyRule } from "./site.ts";
import { matchesPattern } from "./site.ts";
import type { Item } from "./site-check.ts";
import type { Path, Problems } from "./site-problem.ts";
import type { DeviceItem } from "./site-register-check.ts";

const namesIn = (devices: readonly DeviceItem[], pointNames: readonly string[]): Names => {
  const names = new Map<string, Map<string, Kind>>();
  // A point whose own line is wrong is known all the same.
  for (const name of pointNames) {
    const [device = "", point = ""] = name.split("/");
    names.set(device, (names.get(device) ?? new Map<string, Kind>()).set(point, "number"));
  }
  for (const { value: device, points } of devices)
    for (const { value } of points) names.get(device.name)?.set(value.name, kindOfPoint(value));
  return { devices: names };
};

/** Tells the first thing that is wrong with an expression. */
const checkExpression = (
  problems: Problems,
  path: Path,
  expression: string,
  { names, kinds }: { readonly names: Names; readonly kinds: readonly Kind[] },
): void => {
  try {
    const { usesValue } = lowerExpression(parseExpression(expression), names, "number");
    if (usesValue && kinds.length > 1) {
      const several = `the rule's points hold ${kinds.join(" and ")}`;
      const remedy = "a rule with `value` is for points of one kind";
      problems.error("INTERLOCK_TYPE", path, `"value" is not of one type: ${several}`, remedy);
      return;
    }
    const [kind] = kinds;
    if (kind !== undefined) compileExpression(expression, names, kind);
  } catch (error) {
    if (!isCoded(error)) throw error;
    problems.error(error.code.replace("SITE_", ""), path, error.message, error.remedy);
  }
};

const checkCount = (
  problems: Problems,
  rules: readonly Item<PolicyRule>[],
  pointNames: readonly string[],
): void => {
  for (const name of pointNames) {
    let count = 0;
    for (const { value: rule, path } of rules) {
      if (!rule.points.some((pattern) => matchesPattern(pattern, name))) continue;
      count += rule.interlocks.length;
      if (count <= limits.interlocksPerPoint) continue;
      const most = `at most ${limits.interlocksPerPoint}`;
      const message = `${name} is under ${count} interlocks, ${most}`;
      problems.error("INTERLOCK_COST", [...path, "interlocks"], message);
      return;
    }
  }
};

/** Every expression of every rule: what it names, what it compares, and how large it is. */
export const checkInterlocks = (
  problems: Problems,
  rules: readonly Item<PolicyRule>[],
  devices: readonly DeviceItem[],
  pointNames: readonly string[],
): void => {
  const interlocked = rules.filter(({ value }) => value.interlocks.length > 0);
  if (interlocked.length === 0) return;
  const names = namesIn(devices, pointNames);
  const specs = devices.map(({ value }) => value);
  for (const { value: rule, path } of interlocked) {
    const known = { names, kinds: kindsUnder(specs, rule) };
    rule.interlocks.forEach(({ when, require }, index) => {
      const at = [...path, "interlocks", index];
      if (when !== undefined) checkExpression(problems, [...at, "when"], when, known);
      checkExpression(problems, [...at, "require"], require, known);
    });
  }
  checkCount(problems, interlocked, pointNames);
};
