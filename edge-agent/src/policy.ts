import {
  type Command,
  type DeviceSpec,
  findDevice,
  findPoint,
  fitsType,
  limits,
  type OperatorSpec,
  type PointSpec,
  type PointWrite,
  type PolicyRule,
  rulesFor,
  type Site,
  unfulfilledOf,
} from "@quorate/protocol";

/** Why a command is denied; `detail` is part of the ordered verdict, so the same everywhere. */
export interface Denial {
  readonly code: string;
  readonly detail: string;
}

/** What the constitution asks of a command that nothing forbids. */
export interface Judgement {
  readonly device: DeviceSpec;
  /** Different operators who must sign, the commander included. */
  readonly approvals: number;
  readonly rules: readonly PolicyRule[];
}

/** The ordered facts, beside the command, that a verdict may depend on. */
export interface OrderedFacts {
  /** Consensus time of the event that carries the command, microseconds. */
  readonly timeUs: number;
  readonly openOnDevice: number;
  /** Commands of the signer, this one not counted, that are permitted or wait for approvals. */
  readonly openOfOperator: number;
  /** Consensus times of the operator's permitted commands under a rule, oldest first. */
  rateTimes(rule: number, operator: string): readonly number[];
}

const minuteUs = 60_000_000;
const deny = (code: string, detail: string): Denial => ({ code, detail });

export const isDenial = (judged: Denial | Judgement): judged is Denial => "code" in judged;

export const operatorOf = (site: Site, key: string): OperatorSpec | undefined =>
  site.operators.find((operator) => operator.key === key);

/** Roles of whoever holds this key: an operator or an agent's gateway. */
export const rolesOf = (site: Site, key: string): readonly string[] | undefined =>
  operatorOf(site, key)?.roles ?? site.gateways.find((gateway) => gateway.key === key)?.roles;

const checkLimits = (point: PointSpec, value: PointWrite["value"]): Denial | null => {
  const { min, max } = point.limits ?? {};
  if (typeof value !== "number") return null;
  const below = min !== undefined && value < min;
  if (!below && !(max !== undefined && value > max)) return null;
  const units = point.units ?? "";
  const range = `${min ?? "-inf"}..${max ?? "inf"} ${units}`.trim();
  return deny("POLICY_LIMIT", `${point.name}=${value} is outside ${range}`);
};

const checkWrite = (device: DeviceSpec, write: PointWrite): Denial | null => {
  const point = findPoint(device, write.point);
  if (point === undefined)
    return deny("POLICY_POINT_UNKNOWN", `${device.name} has no point ${write.point}`);
  if (point.access !== "setpoint")
    return deny("POLICY_READ_ONLY", `${device.name}/${point.name} is a reading`);
  if (!fitsType(point, write.value))
    return deny("POLICY_TYPE", `${point.name} is ${point.type}, not ${typeof write.value}`);
  return checkLimits(point, write.value);
};

/** Rules that match any of the written points, with their place in the site file. */
const matchingRules = (site: Site, device: DeviceSpec, command: Command): PolicyRule[] | Denial => {
  const matching = new Set<PolicyRule>();
  for (const { point } of command.writes) {
    const rules = rulesFor(site, device.name, point);
    if (rules.length === 0) return deny("POLICY_NO_RULE", `no rule allows ${device.name}/${point}`);
    for (const rule of rules) matching.add(rule);
  }
  return [...matching];
};

/** A permitted life at the most, and how long an id is remembered after its end, ms. */
export const keepMs = ({ policy }: Site): number => policy.ttlMaxMs + policy.clockDriftMs;

/** What ends later than this from its order the order passes over, ms (S9; docs/wire.md). */
export const earlyMs = (site: Site): number => 2 * keepMs(site);

const checkTime = (site: Site, command: Command, timeUs: number): Denial | null => {
  const nowMs = Math.floor(timeUs / 1000);
  if (command.notAfterMs <= nowMs)
    return deny("POLICY_EXPIRED", `ordered ${nowMs - command.notAfterMs} ms after its end`);
  const ttlMs = command.notAfterMs - nowMs;
  // A command signed with the longest life may be ordered by a clock that is behind the signer's.
  if (ttlMs <= keepMs(site)) return null;
  return deny("POLICY_TTL", `lives ${ttlMs} ms, at most ${site.policy.ttlMaxMs} ms`);
};

const checkRate = (
  site: Site,
  rules: readonly PolicyRule[],
  command: Command,
  facts: OrderedFacts,
): Denial | null => {
  for (const rule of rules) {
    if (rule.ratePerMinute === undefined) continue;
    const times = facts.rateTimes(site.policy.rules.indexOf(rule), command.operator);
    const recent = times.filter((time) => time > facts.timeUs - minuteUs).length;
    if (recent >= rule.ratePerMinute)
      return deny(
        "POLICY_RATE",
        `${recent} commands in the last minute, ${rule.ratePerMinute} allowed`,
      );
  }
  return null;
};

/** Every one of the rules must allow a role: a wildcard never loosens a stricter rule. */
export const checkRoles = (
  site: Site,
  rules: readonly PolicyRule[],
  key: string,
): Denial | null => {
  const roles = rolesOf(site, key) ?? [];
  const refusing = rules.find((rule) => !rule.roles.some((role) => roles.includes(role)));
  if (refusing === undefined) return null;
  const wanted = refusing.roles.join(" or ");
  const had = roles.join(", ") || "none";
  return deny("POLICY_ROLE", `needs the role ${wanted}, the signer has ${had}`);
};

/**
 * Interlocks that read nothing: the written value alone decides, so every agent decides the same.
 * The others are judged in ballots and by the guard, each by its own view of the plant.
 */
const checkInterlocks = (site: Site, command: Command): Denial | null => {
  const [first] = unfulfilledOf(site, command, () => null, ({ reads }) => reads.length === 0);
  if (first === undefined) return null;
  return deny("POLICY_INTERLOCK", `${first.write.point}: ${first.interlock.because}`);
};

const approvalsOf = (
  device: DeviceSpec,
  command: Command,
  rules: readonly PolicyRule[],
): number => {
  const classC = command.writes.some(({ point }) => findPoint(device, point)?.class === "C");
  return Math.max(classC ? 2 : 1, ...rules.map((rule) => rule.approvals));
};

/** Whose consent a command needs, and how many people's; ordered facts do not change this. */
export const consentOf = (
  site: Site,
  command: Command,
): Pick<Judgement, "rules" | "approvals"> | null => {
  const device = findDevice(site, command.device);
  if (device === undefined) return null;
  const rules = matchingRules(site, device, command);
  return Array.isArray(rules) ? { rules, approvals: approvalsOf(device, command, rules) } : null;
};

/**
 * The constitution applied to one command, from ordered facts alone, so that every agent comes to
 * the same verdict. Interlocks that read the plant are judged in ballots and by the guard, `expect`
 * and `maxStep` by the guard.
 */
export const judge = (site: Site, command: Command, facts: OrderedFacts): Denial | Judgement => {
  const device = findDevice(site, command.device);
  if (device === undefined)
    return deny("POLICY_DEVICE_UNKNOWN", `${site.name} has no device ${command.device}`);
  for (const write of command.writes) {
    const denial = checkWrite(device, write);
    if (denial !== null) return denial;
  }
  const strange = command.expect.find(({ point }) => findPoint(device, point) === undefined);
  if (strange !== undefined)
    return deny("POLICY_POINT_UNKNOWN", `${device.name} has no point ${strange.point}`);
  const rules = matchingRules(site, device, command);
  if (!Array.isArray(rules)) return rules;
  const denial =
    checkRoles(site, rules, command.operator) ??
    checkInterlocks(site, command) ??
    checkTime(site, command, facts.timeUs) ??
    checkRate(site, rules, command, facts);
  if (denial !== null) return denial;
  if (facts.openOnDevice >= limits.openCommandsPerDevice)
    return deny("POLICY_DEVICE_BUSY", `${facts.openOnDevice} commands of ${device.name} are open`);
  if (facts.openOfOperator >= limits.openCommandsPerOperator)
    return deny("POLICY_OPERATOR_BUSY", `${facts.openOfOperator} commands of the signer are open`);
  return { device, approvals: approvalsOf(device, command, rules), rules };
};
