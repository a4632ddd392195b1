import type { PointSpec, PointValue, PointWrite } from "@quorate/protocol";
import type { Bench } from "./bench.ts";
import type { LineState } from "./relay.ts";
import type { WritePlan } from "./target.ts";

/** What a scenario may know before it runs: enough to say what it would write. */
export interface Facts {
  readonly device: Bench["device"];
  readonly plans: readonly WritePlan[];
  /** Faults that only simulated firmware can make are there. */
  readonly simulated: boolean;
  /** How the suite can disturb the line to the device. */
  readonly lineStates: ReadonlySet<LineState>;
}

export interface Scenario {
  readonly name: string;
  /** In words, for the table. */
  readonly expected: string;
  /** Why it does not concern this device; null where it does. */
  readonly without?: (facts: Facts) => string | null;
  /** Disturbances of the line, or `firmware` for a fault that only simulated firmware makes. */
  readonly needs?: readonly (LineState | "firmware")[];
  /** All that it may write; the bench lets nothing else through. */
  readonly writes: (facts: Facts) => readonly PointWrite[];
  /** Answers what was seen. Throws Unexpected, or anything else, when that is not as expected. */
  readonly run: (bench: Bench) => Promise<string>;
}

/** What was seen instead. */
export class Unexpected extends Error {}

export const expect: (holds: boolean, seen: string) => asserts holds = (holds, seen) => {
  if (!holds) throw new Unexpected(seen);
};

export const nothing = (): readonly PointWrite[] => [];

/** The first plan in the file, which scenarios that need one point use. */
export const firstPlan = ({ plans }: Pick<Facts, "plans">): WritePlan => {
  const [plan] = plans;
  expect(plan !== undefined, "no set point to write");
  return plan;
};

export const writeOf = ({ point }: WritePlan, value: PointValue): PointWrite => ({
  ...{ point: point.name, value },
});

/** Both values of the first plan. */
export const bothValues = (facts: Facts): readonly PointWrite[] => {
  const plan = firstPlan(facts);
  return plan.values.map((value) => writeOf(plan, value));
};

export const withoutPlans = ({ plans }: Facts): string | null =>
  plans.length === 0 ? "no set point under `write`" : null;

/** For what an adapter writes by itself; a mailbox is written by its one guard alone. */
export const withoutWrites = (facts: Facts): string | null =>
  facts.device.mailbox === undefined ? withoutPlans(facts) : "written through its mailbox";

/** A plan whose values are numbers, where the device has one. */
export const numberPlan = ({ plans }: Pick<Facts, "plans">): WritePlan | undefined =>
  plans.find(({ values }) => values.every((value) => typeof value === "number"));

export const withoutNumber = (facts: Facts): string | null =>
  numberPlan(facts) === undefined ? "no number under `write`" : null;

/** Values that a device shows for one that was written: floats of 32 bits are rounded. */
export const shows = (point: PointSpec, asked: PointValue, seen: PointValue | null): boolean => {
  if (typeof asked !== "number" || typeof seen !== "number") return asked === seen;
  const tolerance = Math.max(1e-6, Math.abs(asked) * 1e-6, scaleStep(point));
  return Math.abs(asked - seen) <= tolerance;
};

/** One raw step of a scaled integer, in engineering units. */
const scaleStep = ({ scale, type }: PointSpec): number => {
  if (scale === undefined || type.startsWith("float")) return 0;
  const [from, to] = scale.raw;
  return Math.abs((scale.value[1] - scale.value[0]) / (to - from));
};

export const text = (value: PointValue | null): string =>
  typeof value === "number" ? String(Number(value.toPrecision(7))) : String(value);
