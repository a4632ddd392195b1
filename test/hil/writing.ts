import type { AdapterOptions } from "@quorate/device-adapters";
import type { DeviceSpec, PointSpec, PointWrite } from "@quorate/protocol";
import {
  expect,
  type Facts,
  firstPlan,
  numberPlan,
  type Scenario,
  text,
  withoutNumber,
  withoutWrites,
  writeOf,
} from "./scenario.ts";
import type { WritePlan } from "./target.ts";

const allValues = ({ plans }: Facts): readonly PointWrite[] =>
  plans.flatMap((plan) => plan.values.map((value) => writeOf(plan, value)));

const readBack: Scenario = {
  name: "write and read back",
  expected: "each set point shows each of its values",
  without: withoutWrites,
  writes: allValues,
  run: async (bench) => {
    const adapter = await bench.open();
    const before = bench.writesSeen();
    for (const plan of bench.plans)
      for (const value of plan.values) {
        await bench.put(adapter, plan, value);
        await bench.shows(adapter, plan, value);
      }
    const seen = bench.writesSeen() - before;
    const asked = 2 * bench.plans.length;
    if (!bench.simulated) return `${asked} writes shown`;
    expect(seen === asked, `${asked} writes asked, ${seen} reached the PLC`);
    return `${asked} writes, each once in the PLC's journal`;
  },
};

/** The point as if it could hold no more than half the way from the first value to the second. */
const narrowed = (point: PointSpec, [first, second]: readonly number[]): PointSpec => {
  const [from, to] = [first ?? 0, ((first ?? 0) + (second ?? 0)) / 2];
  const { raw, value } = point.scale ?? { raw: [0, 1], value: [0, 1] };
  const rawOf = (one: number): number =>
    raw[0] + ((one - value[0]) / (value[1] - value[0])) * (raw[1] - raw[0]);
  return { ...point, scale: { raw: [rawOf(from), rawOf(to)], value: [from, to] } };
};

const withPoint = (device: DeviceSpec, point: PointSpec): DeviceSpec => ({
  ...device,
  points: device.points.map((one) => (one.name === point.name ? point : one)),
});

/** Even where the refusal fails, what reaches the device is one of the target's safe values. */
const outOfRange: Scenario = {
  name: "out of range refused",
  expected: "OUT_OF_RANGE and TYPE_MISMATCH, nothing sent",
  without: (facts) => withoutWrites(facts) ?? withoutNumber(facts),
  writes: (facts) => {
    const plan = numberPlan(facts);
    return plan === undefined ? [] : plan.values.map((value) => writeOf(plan, value));
  },
  run: async (bench) => {
    const plan = numberPlan(bench) as WritePlan;
    const [first, second] = plan.values as readonly [number, number];
    const adapter = await bench.open((device) =>
      withPoint(device, narrowed(plan.point, plan.values as readonly number[])),
    );
    await bench.put(adapter, plan, first);
    const before = bench.writesSeen();
    const [beyond] = await bench.write(adapter, [writeOf(plan, second)]);
    const { outcome = "", code = "" } = beyond ?? {};
    expect(outcome === "not-sent" && code === "OUT_OF_RANGE", `${outcome} ${code}`);
    const other = { point: plan.point.name, value: "text" };
    bench.allow([other]);
    const [mismatch] = await bench.write(adapter, [other]);
    expect(mismatch?.code === "TYPE_MISMATCH", `${mismatch?.outcome} ${mismatch?.code}`);
    await bench.shows(adapter, plan, first);
    expect(bench.writesSeen() === before, "a write reached the PLC");
    return "OUT_OF_RANGE, TYPE_MISMATCH, nothing sent";
  },
};

const refused: Scenario = {
  name: "refused write is refused",
  expected: "refused with the device's reason; then written",
  needs: ["firmware"],
  without: withoutWrites,
  writes: (facts) => firstPlan(facts).values.map((value) => writeOf(firstPlan(facts), value)),
  run: async (bench) => {
    const plan = firstPlan(bench);
    const [first, second] = plan.values;
    const adapter = await bench.open();
    await bench.put(adapter, plan, first);
    await bench.firmware?.order(bench.firmware.refusal);
    const [result] = await bench.write(adapter, [writeOf(plan, second)]);
    const { outcome = "", code = "" } = result ?? {};
    expect(outcome === "refused" && code !== "", `${outcome} ${code}`);
    await bench.shows(adapter, plan, first);
    await bench.firmware?.order({ do: "clear" });
    await bench.put(adapter, plan, second);
    await bench.shows(adapter, plan, second);
    return `refused ${code}; written when the device was willing`;
  },
};

const multiple: AdapterOptions = { multipleWritesOnly: true };

const functions: Scenario = {
  name: "write by 15 and 16 alone",
  expected: "function codes for several registers do for one",
  without: (facts) =>
    facts.device.protocol === "opcua" ? "no function codes" : withoutWrites(facts),
  writes: allValues,
  run: async (bench) => {
    const adapter = await bench.open(undefined, multiple);
    for (const plan of bench.plans) {
      await bench.put(adapter, plan, plan.values[0]);
      await bench.shows(adapter, plan, plan.values[0]);
    }
    const values = bench.plans.slice(0, 3).map((plan) => text(plan.values[0]));
    return `${bench.plans.length} points: ${values.join(", ")}`;
  },
};

export const writingScenarios: readonly Scenario[] = [readBack, functions, outOfRange, refused];
