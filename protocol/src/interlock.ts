import { Environment } from "@marcbachmann/cel-js";
import { CodedError } from "./errors.ts";
import {
  type Kind,
  letterOf,
  type Lowered,
  lowerExpression,
  type Names,
  parseExpression,
  type PointRef,
} from "./interlock-lower.ts";
import { limits } from "./limits.ts";
import {
  type Interlock,
  matchesPattern,
  type PointSpec,
  type PolicyRule,
  type Site,
} from "./site.ts";
import type { PointValue, PointWrite } from "./value.ts";

export type { PointRef } from "./interlock-lower.ts";

/** The good and fresh value of a point as one onlooker has it; null where there is none. */
export type ReadPoint = (ref: PointRef) => PointValue | null;

/** What one onlooker's readings say of an interlock. Nothing but `fulfilled` lets a write pass. */
export type InterlockResult =
  | { readonly kind: "fulfilled" }
  /** `fault` says what went wrong in the evaluation; empty where the readings forbid the write. */
  | { readonly kind: "contradicted"; readonly fault: string; readonly reads: readonly PointRef[] }
  /** Nothing can be said without these readings. */
  | { readonly kind: "unread"; readonly missing: readonly PointRef[] };

/** An interlock of the site file, ready to be judged for any write that it is about. */
export interface CompiledInterlock {
  readonly because: string;
  /** Every point that may be read; none where ordered data alone decide. */
  readonly reads: readonly PointRef[];
  /** Never throws. */
  judge(value: PointValue, read: ReadPoint): InterlockResult;
}

const kindOfValue = (value: PointValue): Kind => {
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "bool" : "text";
};

export const kindOfPoint = ({ type }: Pick<PointSpec, "type">): Kind => {
  if (type === "bool") return "bool";
  return type === "string" ? "text" : "number";
};

// Made once: what it costs to make an error must not be what a blind agent's vetoes cost (S9).
const noResult = new Error("the arithmetic has no finite result");
const noReading = new Error("there is no good reading");

const finite = (value: number): number => {
  if (Number.isFinite(value)) return value;
  throw noResult;
};

const celTypes: Readonly<Record<Kind, string>> = { number: "double", bool: "bool", text: "string" };

/** Numbers are doubles alone, and a result that is none (a division by zero) is an error. */
const build = (): Environment => {
  const environment = new Environment()
    .registerFunction("plus(double, double): double", (a: number, b: number) => finite(a + b))
    .registerFunction("minus(double, double): double", (a: number, b: number) => finite(a - b))
    .registerFunction("times(double, double): double", (a: number, b: number) => finite(a * b))
    .registerFunction("over(double, double): double", (a: number, b: number) => finite(a / b))
    .registerFunction("modulo(double, double): double", (a: number, b: number) => finite(a % b))
    .registerFunction("abs(double): double", (a: number) => Math.abs(a))
    .registerFunction("min(double, double): double", (a: number, b: number) => Math.min(a, b))
    .registerFunction("max(double, double): double", (a: number, b: number) => Math.max(a, b));
  for (const kind of ["number", "bool", "text"] as const) {
    const [letter, type] = [letterOf[kind], celTypes[kind]];
    environment.registerVariable(`value_${letter}`, type);
    for (let place = 0; place < limits.interlockNodes; place += 1)
      environment.registerVariable(`${letter}${place}`, type);
  }
  return environment;
};

let shared: Environment | undefined;

/** A site without interlocks does without. */
const environment = (): Environment => (shared ??= build());

/** A type error in words: what CEL calls functions and types is not what the file says. */
const inWords = (summary: string): string => {
  const operators = { plus: "+", minus: "-", times: "*", over: "/", modulo: "%" };
  let text = summary.replace("found no matching overload for", "cannot be:");
  for (const [name, sign] of Object.entries(operators))
    text = text.replace(`'${name}(`, `'${sign}(`);
  return text.replaceAll(/\bdouble\b/g, "number").replaceAll(/\bstring\b/g, "text");
};

type Program = (reads: Reads) => unknown;

interface Compiled extends Lowered {
  readonly run: Program;
}

const compileLowered = (lowered: Lowered): Compiled => {
  const parsed = environment().parse(lowered.text);
  const { valid, type, error } = parsed.check();
  if (!valid)
    throw new CodedError("SITE_INTERLOCK_TYPE", inWords(error?.summary ?? "the types do not fit"));
  if (type !== "bool") {
    const remedy = "compare it with something";
    const message = `it is a ${inWords(String(type))}, not true or false`;
    throw new CodedError("SITE_INTERLOCK_BOOL", message, { remedy });
  }
  return { ...lowered, run: parsed as unknown as Program };
};

/** Throws the SITE_INTERLOCK_ codes. `value` is what the points hold that may be written. */
export const compileExpression = (
  expression: string,
  names: Names,
  value: Kind,
): Compiled => compileLowered(lowerExpression(parseExpression(expression), names, value));

/** What an evaluation looks up, and what it missed. */
class Reads extends Map<string, unknown> {
  readonly missing: PointRef[] = [];
  private readonly refs: readonly PointRef[];
  private readonly value: PointValue;
  private readonly read: ReadPoint;

  constructor(refs: readonly PointRef[], value: PointValue, read: ReadPoint) {
    super();
    this.refs = refs;
    this.value = value;
    this.read = read;
  }

  override get(name: string): unknown {
    if (name.startsWith("value_")) return this.value;
    const ref = this.refs[Number(name.slice(1))] as PointRef;
    const value = this.read(ref);
    const fits = value !== null && letterOf[kindOfValue(value)] === name[0];
    if (fits && (typeof value !== "number" || Number.isFinite(value))) return value;
    this.missing.push(ref);
    throw noReading;
  }
}

type Answer = boolean | InterlockResult;

/** An error in the evaluation is never a yes. */
const evaluate = (program: Compiled, value: PointValue, read: ReadPoint): Answer => {
  const reads = new Reads(program.reads, value, read);
  try {
    const answer = program.run(reads);
    if (typeof answer === "boolean") return answer;
    return { kind: "contradicted", fault: "no yes or no came of it", reads: program.reads };
  } catch (error) {
    const { missing } = reads;
    if (missing.length > 0) return { kind: "unread", missing };
    const { summary, message } = error as { readonly summary?: string; readonly message?: string };
    return { kind: "contradicted", fault: summary ?? message ?? "error", reads: program.reads };
  }
};

interface Programs {
  readonly when: Compiled | null;
  readonly require: Compiled;
}

/** For people: the last digits of a float32 say nothing. */
export const showReading = (value: PointValue): string =>
  typeof value === "number" ? String(Number(value.toPrecision(6))) : String(value);

const unique = (refs: readonly PointRef[]): PointRef[] => [
  ...new Map(refs.map((ref) => [`${ref.device}/${ref.point}`, ref])).values(),
];

/** For every kind of value that may be written. Throws the SITE_INTERLOCK_ codes. */
export const compileInterlock = (
  interlock: Interlock,
  names: Names,
  kinds: readonly Kind[],
): CompiledInterlock => {
  const programs = new Map<Kind, Programs>();
  for (const kind of kinds) {
    const compile = (text: string): Compiled => compileExpression(text, names, kind);
    const when = interlock.when === undefined ? null : compile(interlock.when);
    programs.set(kind, { when, require: compile(interlock.require) });
  }
  const all = [...programs.values()].flatMap(({ when, require }) => [
    ...(when?.reads ?? []),
    ...require.reads,
  ]);
  const reads = unique(all);
  return {
    because: interlock.because,
    reads,
    judge(value, read) {
      const program = programs.get(kindOfValue(value));
      if (program === undefined) return { kind: "contradicted", fault: "no such value", reads };
      const applies = program.when === null || evaluate(program.when, value, read);
      if (applies === false) return { kind: "fulfilled" };
      if (applies !== true) return applies;
      const holds = evaluate(program.require, value, read);
      if (holds === true) return { kind: "fulfilled" };
      return holds === false ? { kind: "contradicted", fault: "", reads } : holds;
    },
  };
};

export const namesOf = (devices: Site["devices"]): Names => ({
  devices: new Map(
    devices.map(({ name, points }) => [
      name,
      new Map(points.map((point) => [point.name, kindOfPoint(point)])),
    ]),
  ),
});

const matches = ({ points }: PolicyRule, name: string): boolean =>
  points.some((pattern) => matchesPattern(pattern, name));

/** What the set points hold that a rule is about. */
export const kindsUnder = (devices: Site["devices"], rule: PolicyRule): Kind[] => {
  const written = devices.flatMap(({ name, points }) =>
    points.filter((point) => point.access === "setpoint" && matches(rule, `${name}/${point.name}`)),
  );
  return [...new Set(written.map(kindOfPoint))];
};

/** The interlocks of a site by the points that may be written. */
class SiteInterlocks {
  readonly any: boolean;
  private readonly byRule = new Map<PolicyRule, readonly CompiledInterlock[]>();
  private readonly byPoint = new Map<string, readonly CompiledInterlock[]>();

  constructor({ devices, policy }: Site) {
    const interlocked = policy.rules.filter(({ interlocks }) => interlocks.length > 0);
    this.any = interlocked.length > 0;
    if (!this.any) return;
    const names = namesOf(devices);
    for (const rule of interlocked) {
      const kinds = kindsUnder(devices, rule);
      const compiled = rule.interlocks.map((one) => compileInterlock(one, names, kinds));
      this.byRule.set(rule, compiled);
    }
    for (const device of devices)
      for (const point of device.points) {
        const name = `${device.name}/${point.name}`;
        const rules = [...this.byRule].filter(([rule]) => matches(rule, name));
        if (rules.length > 0 && point.access === "setpoint")
          this.byPoint.set(name, rules.flatMap(([, compiled]) => compiled));
      }
  }

  /** Every interlock of every rule that matches `device/point`; all of them have to hold. */
  over(device: string, point: string): readonly CompiledInterlock[] {
    return this.byPoint.get(`${device}/${point}`) ?? [];
  }

  /** Points that some interlock reads. */
  get reads(): readonly PointRef[] {
    return unique([...this.byRule.values()].flat().flatMap(({ reads }) => reads));
  }
}

export type { SiteInterlocks };

const compiledSites = new WeakMap<Site, SiteInterlocks>();

/** Compiled once for a site. Throws the SITE_INTERLOCK_ codes where the site was never checked. */
export const interlocksOf = (site: Site): SiteInterlocks => {
  const known = compiledSites.get(site);
  if (known !== undefined) return known;
  const made = new SiteInterlocks(site);
  compiledSites.set(site, made);
  return made;
};

/** An interlock that is not fulfilled for one write of a command. */
export interface Unfulfilled {
  readonly interlock: CompiledInterlock;
  readonly write: PointWrite;
  readonly result: Exclude<InterlockResult, { readonly kind: "fulfilled" }>;
}

/**
 * The interlocks of a command that are not fulfilled, of those that `concerns` picks; those that
 * the readings forbid come before those that cannot be judged.
 */
export const unfulfilledOf = (
  site: Site,
  command: { readonly device: string; readonly writes: readonly PointWrite[] },
  read: ReadPoint,
  concerns: (interlock: CompiledInterlock) => boolean = () => true,
): Unfulfilled[] => {
  const interlocks = interlocksOf(site);
  if (!interlocks.any) return [];
  const found: Unfulfilled[] = [];
  for (const write of command.writes)
    for (const interlock of interlocks.over(command.device, write.point)) {
      if (!concerns(interlock)) continue;
      const result = interlock.judge(write.value, read);
      if (result.kind !== "fulfilled") found.push({ interlock, write, result });
    }
  const unread = ({ result }: Unfulfilled): number => (result.kind === "unread" ? 1 : 0);
  return found.sort((left, right) => unread(left) - unread(right));
};
