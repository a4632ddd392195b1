import type { GatewaySpec, OperatorSpec, PointSpec, PolicyRule } from "./site.ts";
import { matchesPattern } from "./site.ts";
import type { Item } from "./site-check.ts";
import { checkInterlocks } from "./site-interlock-check.ts";
import type { Path, Problems } from "./site-problem.ts";
import type { DeviceItem } from "./site-register-check.ts";
import { suggest } from "./site-suggest.ts";

export interface PolicyParts {
  readonly rules: readonly Item<PolicyRule>[];
  readonly operators: readonly Item<OperatorSpec>[];
  readonly gateways: readonly Item<GatewaySpec>[];
  readonly devices: readonly DeviceItem[];
  /** `device/point` of every point in the file, whether or not the rest of it is right. */
  readonly pointNames: readonly string[];
}

const hasRole = (roles: readonly string[], rule: PolicyRule): boolean =>
  rule.roles.some((role) => roles.includes(role));

const checkSigners = (
  problems: Problems,
  rule: PolicyRule,
  path: Path,
  { operators, gateways }: PolicyParts,
): void => {
  const known = new Set([...operators, ...gateways].flatMap(({ value }) => value.roles));
  rule.roles.forEach((role, index) => {
    if (!known.has(role))
      problems.warning(
        "ROLE_UNUSED",
        [...path, "roles", index],
        `nobody has the role "${role}"`,
        suggest(role, known),
      );
  });
  const able = operators.filter(({ value }) => hasRole(value.roles, rule)).length;
  if (rule.approvals > 1 && able < rule.approvals)
    problems.error(
      "APPROVALS",
      [...path, "approvals"],
      `${rule.approvals} operators must sign, but only ${able} may`,
    );
};

/** Whoever controls a broker has its gateway's rights, as often as the rules let it. */
const checkGateways = (
  problems: Problems,
  rule: PolicyRule,
  path: Path,
  { gateways }: PolicyParts,
): void => {
  const bold = gateways.find(({ value }) => hasRole(value.roles, rule));
  if (bold === undefined || rule.approvals > 1 || rule.ratePerMinute !== undefined) return;
  problems.warning(
    "GATEWAY_RATE",
    path,
    `the gateway of ${bold.value.agent} may do this as often as its broker asks`,
    "add ratePerMinute, or approvals: 2",
  );
};

/** Who may set a point, by all the rules that match it together. */
const checkAllowed = (
  problems: Problems,
  point: PointSpec,
  path: Path,
  { name, rules, operators }: PolicyParts & { readonly name: string },
): void => {
  const matching = rules.filter(({ value }) =>
    value.points.some((pattern) => matchesPattern(pattern, name)),
  );
  if (matching.length === 0) {
    problems.warning("NO_RULE", path, `no rule matches ${name}: every command is denied`);
    return;
  }
  if (point.class !== "C") return;
  const able = operators.filter(({ value }) =>
    matching.every(({ value: rule }) => hasRole(value.roles, rule)),
  );
  if (able.length >= 2) return;
  const who = able.length === 0 ? "no operator" : `only ${able[0]?.value.name}`;
  const message = `class C takes two operators' signatures, and ${who} may sign for ${name}`;
  problems.error("APPROVALS", [...path, "class"], message);
};

/** Rules that match nothing or forbid nothing real, and set points that nothing allows. */
export const checkPolicy = (problems: Problems, parts: PolicyParts): void => {
  const { rules, pointNames, devices } = parts;
  for (const { value: rule, path } of rules) {
    rule.points.forEach((pattern, index) => {
      if (!pointNames.some((name) => matchesPattern(pattern, name)))
        problems.warning(
          "RULE_NO_POINT",
          [...path, "points", index],
          `"${pattern}" matches no point`,
          suggest(pattern, pointNames),
        );
    });
    checkSigners(problems, rule, path, parts);
    checkGateways(problems, rule, path, parts);
  }
  checkInterlocks(problems, rules, devices, pointNames);
  for (const { value: device, points } of devices)
    for (const { value: point, path } of points)
      if (point.access === "setpoint")
        checkAllowed(problems, point, path, { ...parts, name: `${device.name}/${point.name}` });
};
