import { type AdapterOptions, openAdapter, type WriteOrder } from "@quorate/device-adapters";
import type { Certified, DeviceSpec, PointValue } from "@quorate/protocol";
import { CodedError } from "@quorate/protocol";
import { until } from "../until.ts";
import { shows, text } from "./scenario.ts";
import type { Target, WritePlan } from "./target.ts";

const answerMs = 20_000;

interface Kept {
  readonly plan: WritePlan;
  readonly before: PointValue;
}

/** What became of one set point at the end. */
export interface Restored {
  readonly device: string;
  readonly point: string;
  readonly value: PointValue;
  /** Empty where the device shows the value again. */
  readonly problem: string;
}

/** Knows what the target's set points were, and puts them back. */
export class Keeper {
  private readonly target: Target;
  private readonly options: (device: DeviceSpec) => AdapterOptions;
  private kept: readonly Kept[] = [];
  /** Names `device/point` of what was written, or was about to be. */
  private readonly written = new Set<string>();

  constructor(target: Target, options: (device: DeviceSpec) => AdapterOptions) {
    [this.target, this.options] = [target, options];
  }

  /**
   * Reads what is to be restored, before anything is written.
   * Throws HIL_UNREACHABLE, HIL_UNREADABLE, HIL_STEP.
   */
  async remember(): Promise<void> {
    const kept: Kept[] = [];
    for (const device of this.target.site.devices)
      await this.with(device, async (adapter, plans) => {
        const samples = await adapter.read(plans.map(({ point }) => point.name));
        plans.forEach((plan, index) => {
          const { value = null, quality = "bad", reason = "" } = samples[index] ?? {};
          const name = nameOf(plan);
          if (value === null || quality === "bad")
            throw new CodedError("HIL_UNREADABLE", `${name} cannot be read: ${quality} ${reason}`);
          checkStep(name, plan, value);
          kept.push({ plan, before: value });
        });
      });
    this.kept = kept;
  }

  /** From now on these are to be restored. */
  writing(device: string, points: readonly string[]): void {
    for (const point of points) this.written.add(`${device}/${point}`);
  }

  /** Writes each set point's value of before, or the one that the file names. Never throws. */
  async restore(): Promise<readonly Restored[]> {
    const restored: Restored[] = [];
    for (const device of this.target.site.devices) {
      const own = this.kept.filter(
        ({ plan }) => plan.device === device.name && this.written.has(nameOf(plan)),
      );
      if (own.length === 0) continue;
      const back = async (adapter: ReturnType<typeof openAdapter>): Promise<void> => {
        for (const { plan, before } of own) {
          const value = plan.restore ?? before;
          const problem = await putBack(adapter, plan, value).catch((error) => String(error));
          restored.push({ device: device.name, point: plan.point.name, value, problem });
        }
      };
      await this.with(device, back).catch((error: Error) => {
        const done = new Set(restored.map(({ device: of, point }) => `${of}/${point}`));
        for (const { plan, before } of own)
          if (!done.has(nameOf(plan)))
            restored.push({
              ...{ device: device.name, point: plan.point.name },
              ...{ value: plan.restore ?? before, problem: error.message },
            });
      });
    }
    return restored;
  }

  private async with(
    device: DeviceSpec,
    use: (
      adapter: ReturnType<typeof openAdapter>,
      plans: readonly WritePlan[],
    ) => Promise<void>,
  ): Promise<void> {
    const plans = this.target.writes.filter((plan) => plan.device === device.name);
    if (plans.length === 0) return;
    const adapter = openAdapter(device, this.options(device));
    adapter.start();
    try {
      await until(() => adapter.up, { what: device.name, deadlineMs: answerMs }).catch(() => {
        throw unreachable(device);
      });
      await use(adapter, plans);
    } finally {
      await adapter.stop();
    }
  }
}

const unreachable = ({ name, address }: DeviceSpec): CodedError =>
  new CodedError("HIL_UNREACHABLE", `${name} does not answer at ${address}`, {
    remedy: "is it on? address, cable, firewall, unit, user; `quorate probe` tries it alone",
  });

const nameOf = ({ device, point }: WritePlan): string => `${device}/${point.name}`;

/** A guard would refuse the first write, and a plant may not like it: better known before. */
const checkStep = (name: string, { point, values }: WritePlan, now: PointValue): void => {
  const { maxStep } = point.limits ?? {};
  if (maxStep === undefined || typeof now !== "number") return;
  for (const value of values)
    if (typeof value === "number" && Math.abs(value - now) > maxStep)
      throw new CodedError(
        "HIL_STEP",
        `${name} stands at ${text(now)}; ${value} is more than maxStep ${maxStep} away`,
        { remedy: "name values near what the plant does now, or bring it there first" },
      );
};

/** Above all that a mailbox has used up; nothing where there is none. */
const nextSequence = async (adapter: ReturnType<typeof openAdapter>): Promise<number> => {
  const { mailbox } = adapter.device;
  if (mailbox === undefined) return 0;
  let highest = 0;
  for (const register of [mailbox.sequence, mailbox.echo]) {
    const raw = await adapter.readRaw?.("holding", register, 2);
    if (raw?.ok) highest = Math.max(highest, wide(raw.words));
  }
  return highest + 1;
};

const wide = ([high = 0, low = 0]: readonly number[]): number => high * 65_536 + low;

/** The suite's own hand: values that the file calls safe, or that were there before. */
const putBack = async (
  adapter: ReturnType<typeof openAdapter>,
  { device, point }: WritePlan,
  value: PointValue,
): Promise<string> => {
  const sequence = await nextSequence(adapter);
  const order = { device, sequence, writes: [{ point: point.name, value }] };
  const [result] = await adapter.write(order as unknown as Certified<WriteOrder>);
  if (result?.ok !== true) return `${result?.outcome ?? "nothing"} ${result?.code ?? ""}`.trim();
  let seen: PointValue | null = null;
  const holds = async (): Promise<boolean> => {
    seen = (await adapter.read([point.name]))[0]?.value ?? null;
    return shows(point, value, seen);
  };
  const isBack = await until(holds, { what: point.name, deadlineMs: answerMs }).catch(() => false);
  return isBack ? "" : `shows ${text(seen)}`;
};
