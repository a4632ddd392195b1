import { toHex, utf8 } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import type { DeviceSpec, Policy, Site } from "./site.ts";
import { check, checkList, type Item } from "./site-check.ts";
import { checkDevice, checkReadUnits, checkSerialLines } from "./site-device-check.ts";
import { checkPoint } from "./site-point-check.ts";
import { checkPolicy } from "./site-policy-check.ts";
import { Problems, problemsError, type SiteProblem } from "./site-problem.ts";
import { checkRegisters, type DeviceItem } from "./site-register-check.ts";
import { checkCount, checkNames, checkRoster, namesIn, type Roster } from "./site-roster-check.ts";
import {
  agentSchema,
  consoleSchema,
  deviceSchema,
  fileSchema,
  gatewaySchema,
  guardSchema,
  operatorSchema,
  pointSchema,
  policySchema,
  ruleSchema,
} from "./site-schema.ts";

export interface ParsedSite {
  /** Null when there is an error among the problems. */
  readonly site: Site | null;
  readonly problems: readonly SiteProblem[];
}

type Raw = Readonly<Record<string, unknown>>;

const values = <T>(items: readonly Item<T>[]): T[] => items.map(({ value }) => value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const readRoster = (problems: Problems, raw: Raw): Roster => ({
  agents: checkList(problems, agentSchema, raw["agents"], ["agents"]),
  guards: checkList(problems, guardSchema, raw["guards"], ["guards"]),
  consoles: checkList(problems, consoleSchema, raw["consoles"], ["consoles"]),
  gateways: checkList(problems, gatewaySchema, raw["gateways"], ["gateways"]),
  operators: checkList(problems, operatorSchema, raw["operators"], ["operators"]),
});

const readDevices = (problems: Problems, raw: Raw): DeviceItem[] => {
  const guardNames = namesIn(raw["guards"]);
  const devices = checkList(problems, deviceSchema, raw["devices"], ["devices"]).map((item) => {
    const path = [...item.path, "points"];
    const points = checkList(problems, pointSchema, item.value.points, path);
    const value: DeviceSpec = { ...item.value, points: values(points) };
    return { value, path: item.path, points };
  });
  checkNames(problems, "device", devices);
  devices.forEach((device) => {
    checkDevice(problems, device, guardNames);
    checkNames(problems, "point", device.points);
    const given = listOf((listOf(raw["devices"])[Number(device.path[1])] as Raw)["points"]);
    const names = namesIn(given);
    for (const { value: point, path } of device.points) {
      const written = given[Number(path.at(-1))] as Raw;
      checkPoint(problems, device.value, { point, path }, written, names);
    }
  });
  checkSerialLines(problems, devices);
  checkRegisters(problems, devices);
  return devices;
};

const readPolicy = (
  problems: Problems,
  raw: Raw,
  roster: Roster,
  devices: readonly DeviceItem[],
): Policy | null => {
  const given = raw["policy"];
  if (given === undefined) return null;
  const policy = check(problems, policySchema, given, ["policy"]);
  if (policy !== null && policy.freshness < 3)
    problems.warning(
      "FRESHNESS",
      ["policy", "freshness"],
      `a guard may publish at every second scan: readings are stale after ${policy.freshness}`,
      "3 or more; below it quiet agents abstain",
    );
  const list = (given as Raw | null)?.["rules"];
  const rules = checkList(problems, ruleSchema, list, ["policy", "rules"]);
  const pointNames = listOf(raw["devices"]).flatMap((device) => {
    const points = namesIn((device as Raw | null)?.["points"]);
    return namesIn([device]).flatMap((name) => points.map((point) => `${name}/${point}`));
  });
  checkPolicy(problems, { ...roster, rules, devices, pointNames });
  return policy === null ? null : { ...policy, rules: values(rules) };
};

/**
 * Reads a site file and tells all of its problems at once, in the order of the file. The same bytes
 * give the same site and chain everywhere, in a browser too.
 */
export const parseSite = (source: string | Uint8Array): ParsedSite => {
  const problems = new Problems("SITE");
  const raw = problems.read(source) as Raw | null;
  if (raw === null) return { site: null, problems: problems.sorted() };
  const file = check(problems, fileSchema, raw, []);
  checkCount(problems, raw["agents"]);
  const roster = readRoster(problems, raw);
  checkRoster(problems, roster, namesIn(raw["agents"]));
  const devices = readDevices(problems, raw);
  checkReadUnits(problems, values(roster.guards), devices);
  const policy = readPolicy(problems, raw, roster, devices);
  if (file === null || policy === null || problems.hasErrors)
    return { site: null, problems: problems.sorted() };
  const bytes = typeof source === "string" ? utf8(source) : source;
  const site: Site = {
    name: file.site,
    chain: toHex(sha256(bytes)),
    agents: values(roster.agents),
    guards: values(roster.guards),
    consoles: values(roster.consoles),
    gateways: values(roster.gateways),
    operators: values(roster.operators),
    devices: values(devices),
    policy,
  };
  return { site, problems: problems.sorted() };
};

/** A site file that stands, and what is doubtful in it. Throws SITE_INVALID, as below. */
export const readSiteOrThrow = (
  source: string | Uint8Array,
  what = "the site file",
): { readonly site: Site; readonly warnings: readonly SiteProblem[] } => {
  const { site, problems } = parseSite(source);
  if (site === null) throw problemsError("SITE_INVALID", what, problems);
  return { site, warnings: problems };
};

/** Throws SITE_INVALID, whose message has a line for each problem; warnings alone do not throw. */
export const parseSiteOrThrow = (source: string | Uint8Array, what?: string): Site =>
  readSiteOrThrow(source, what).site;
