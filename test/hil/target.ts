import { readFileSync } from "node:fs";
import { encode } from "@quorate/device-adapters";
import {
  CodedError,
  codeOf,
  type DeviceSpec,
  fitsType,
  formatKey,
  parseSite,
  type PointSpec,
  type PointValue,
  type Site,
  toHex,
} from "@quorate/protocol";
import { z } from "zod";
import { check, checkList, type Item } from "../../protocol/src/site-check.ts";
import { Problems, problemsError } from "../../protocol/src/site-problem.ts";
import { suggest } from "../../protocol/src/site-suggest.ts";
import { chain, signerOf } from "../guard/site.ts";

/** A set point that the suite may write, and the only values that it may write there. */
export interface WritePlan {
  readonly device: string;
  readonly point: PointSpec;
  readonly values: readonly [PointValue, PointValue];
  /** Written at the end; what was there before the first write where absent. */
  readonly restore?: PointValue;
}

/** What the suite runs against, as its file describes it. */
export interface Target {
  readonly name: string;
  /** A site of four agents whose devices are the target's. */
  readonly site: Site;
  readonly writes: readonly WritePlan[];
  /** How to log in, by device. */
  readonly credentials: Readonly<Record<string, Credential>>;
}

export interface Credential {
  readonly user: string;
  readonly passwordFile: string;
}

const value = z.union([z.number(), z.boolean(), z.string()]);
const writeSchema = z.strictObject({
  point: z.string(),
  values: z.tuple([value, value]),
  restore: z.exactOptional(value),
});
const fileSchema = z.strictObject({
  target: z.string().min(1).max(64),
  devices: z.array(z.unknown()).min(1),
  write: z.array(z.unknown()).default([]),
  credentials: z
    .record(z.string(), z.strictObject({ user: z.string(), passwordFile: z.string() }))
    .default({}),
});
type WriteEntry = z.infer<typeof writeSchema>;

const agentNames = ["agent0", "agent1", "agent2", "agent3"];
const keyOf = (name: string): string => formatKey(toHex(signerOf(name).publicKey));

/** The rest of a site file, so that its own reader judges the devices. */
const rosterFor = (guards: readonly string[]): string => `
site: hardware-in-the-loop
agents:
${agentNames
  .map(
    (name, index) =>
      `  - { name: ${name}, key: "${keyOf(name)}", address: "127.0.0.1:${index + 1}", ` +
      `api: "127.0.0.1:${index + 101}" }`,
  )
  .join("\n")}
guards:
${guards.map((name) => `  - { name: ${name}, key: "${keyOf(name)}" }`).join("\n")}
operators:
  - { name: ann, key: "${keyOf("ann")}", roles: [operator] }
policy:
  { ttlMax: 60s, certifyWithin: 2s, clockDrift: 5s, freshness: 3,
    rules: [{ points: ["*/*"], roles: [operator] }] }
`;

const guardsIn = (devices: readonly unknown[]): string[] => {
  const named = devices.flatMap((device) => {
    const guard = (device as { guard?: unknown } | null)?.guard;
    return typeof guard === "string" && /^[\w.-]+$/.test(guard) ? [guard] : [];
  });
  return [...new Set(named)];
};

/** Everything but the devices as empty lines, so that every problem keeps its line. */
const devicesOf = (text: string): string => {
  let own = false;
  return text
    .split("\n")
    .map((line) => {
      if (/^[A-Za-z]/.test(line)) own = line.startsWith("devices:");
      return own ? line : "";
    })
    .join("\n");
};

const readDevices = (problems: Problems, text: string, devices: readonly unknown[]) => {
  const { site, problems: found } = parseSite(devicesOf(text) + rosterFor(guardsIn(devices)));
  problems.found.push(...found.filter(({ code }) => code !== "SITE_NO_LIMITS"));
  return site === null ? null : { ...site, chain: toHex(chain) };
};

/** The values, with where each stands in the file's entry. */
const valuesOf = ({ values, restore }: WriteEntry) => [
  ...values.map((one, index) => ({ one, path: ["values", index] })),
  ...(restore === undefined ? [] : [{ one: restore, path: ["restore"] }]),
];

const checkValues = (
  problems: Problems,
  point: PointSpec,
  { value: entry, path }: Item<WriteEntry>,
): void => {
  const { min, max, maxStep } = point.limits ?? {};
  for (const { one, path: inner } of valuesOf(entry)) {
    const at = [...path, ...inner];
    if (!fitsType(point, one)) {
      problems.error("TYPE", at, `${point.name} holds ${point.type}, not ${typeof one}`);
      continue;
    }
    const encoded = encode(point, one);
    if (!encoded.ok) problems.error(encoded.code, at, encoded.detail);
    if (typeof one !== "number") continue;
    if ((min !== undefined && one < min) || (max !== undefined && one > max))
      problems.error("LIMITS", at, `${one} is beyond the limits of ${point.name}`);
    for (const { one: other } of valuesOf(entry))
      if (maxStep !== undefined && typeof other === "number" && Math.abs(one - other) > maxStep)
        problems.error("STEP", at, `from ${other} to ${one} is more than maxStep ${maxStep}`);
  }
  if (entry.values[0] === entry.values[1])
    problems.error("SAME", [...path, "values"], "two different values are needed");
};

const planOf = (
  problems: Problems,
  site: Site,
  item: Item<WriteEntry>,
): readonly WritePlan[] => {
  const { point: name, values, restore } = item.value;
  const all = site.devices.flatMap(({ name: device, points }) =>
    points.map((one) => ({ device, point: one, name: `${device}/${one.name}` })),
  );
  const found = all.find((one) => one.name === name);
  const at = [...item.path, "point"];
  if (found === undefined) {
    const near = suggest(name, all.map((one) => one.name));
    problems.error("UNKNOWN_POINT", at, `no device has the point "${name}"`, near);
    return [];
  }
  if (found.point.access !== "setpoint") {
    problems.error("ACCESS", at, `${name} is a reading: it is never written`);
    return [];
  }
  checkValues(problems, found.point, item);
  const plan = { device: found.device, point: found.point, values };
  return [{ ...plan, ...(restore === undefined ? {} : { restore }) }];
};

/** Throws TARGET_INVALID with a line for each problem. */
export const parseTarget = (text: string, what = "the target file"): Target => {
  const problems = new Problems("TARGET");
  const raw = problems.read(text) as Record<string, unknown> | null;
  const file = raw === null ? null : check(problems, fileSchema, raw, []);
  const site = file === null ? null : readDevices(problems, text, file.devices);
  const entries = checkList(problems, writeSchema, raw?.["write"], ["write"]);
  const writes = site === null ? [] : entries.flatMap((item) => planOf(problems, site, item));
  if (file === null || site === null || problems.hasErrors)
    throw problemsError("TARGET_INVALID", what, problems.sorted());
  return { name: file.target, site, writes, credentials: file.credentials };
};

/** Throws TARGET_FILE, TARGET_INVALID. */
export const readTarget = (path: string | URL): Target => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new CodedError("TARGET_FILE", `cannot read ${String(path)}: ${codeOf(error)}`, {
      remedy: "name a target file; docs/hil-target.yaml is an example",
    });
  }
  return parseTarget(text, String(path));
};

export const writesOf = (target: Target, { name }: DeviceSpec): readonly WritePlan[] =>
  target.writes.filter(({ device }) => device === name);
