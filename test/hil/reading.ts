import { decode } from "@quorate/device-adapters";
import type { ByteOrder, PointSpec, Sample } from "@quorate/protocol";
import { registersOf } from "../../device-adapters/src/codec.ts";
import { until } from "../until.ts";
import type { Bench } from "./bench.ts";
import { expect, type Facts, nothing, type Scenario, shows, writeOf } from "./scenario.ts";
import type { WritePlan } from "./target.ts";

const everyPoint: Scenario = {
  name: "read every point",
  expected: "a value, a quality and two times of each",
  writes: nothing,
  run: async (bench) => {
    const adapter = await bench.open();
    const names = bench.device.points.map(({ name }) => name);
    const samples = await adapter.read(names);
    const without = samples.filter(({ value, quality }) => value === null || quality === "bad");
    const why = without.map(({ point, reason = "" }) => `${point} ${reason}`.trim());
    expect(samples.length === names.length && why.length === 0, why.join(", "));
    const undated = samples.filter(
      ({ sourceTimeMs, receivedTimeMs }) =>
        !(sourceTimeMs > 0) || Math.abs(Date.now() - receivedTimeMs) > 60_000,
    );
    expect(undated.length === 0, `without times: ${undated.map(({ point }) => point).join(", ")}`);
    const worst = samples.some(({ quality }) => quality !== "good") ? "good or uncertain" : "good";
    const ages = samples.map(({ sourceTimeMs, receivedTimeMs }) => receivedTimeMs - sourceTimeMs);
    return `${samples.length} points ${worst}, up to ${Math.max(...ages)} ms old`;
  },
};

const scansCounted = 6;
/** A machine that is held up in the meantime counts again, so often at most. */
const countings = 3;

const scanRate: Scenario = {
  name: "scan rate kept",
  expected: "as often as the device's `scan` says",
  writes: nothing,
  run: async (bench) => {
    const { scanMs, points } = bench.device;
    const name = points.find((point) => (point.scanMs ?? scanMs) === scanMs)?.name ?? "";
    const adapter = await bench.open();
    const times: number[] = [];
    adapter.onScan((scan: readonly Sample[]) => {
      if (scan.some(({ point }) => point === name)) times.push(performance.now());
    });
    const deadlineMs = 20_000 + 4 * scansCounted * scanMs;
    let [seen, holds] = ["", false];
    for (let counting = 0; counting < countings && !holds; counting += 1) {
      const from = times.length;
      await until(() => times.length > from + scansCounted, { what: "scans", deadlineMs });
      const counted = times.slice(from);
      const spans = counted.slice(1).map((time, index) => time - (counted[index] ?? 0));
      const mean = spans.reduce((sum, span) => sum + span, 0) / spans.length;
      const longest = Math.round(Math.max(...spans));
      seen = `${spans.length} scans, mean ${Math.round(mean)} of ${scanMs} ms, longest ${longest}`;
      holds = mean > 0.5 * scanMs && mean < 1.5 * scanMs + 20;
    }
    expect(holds, seen);
    return seen;
  },
};

const orders: readonly ByteOrder[] = ["ABCD", "CDAB", "BADC", "DCBA"];

const orderedPlans = ({ device, plans }: Pick<Facts, "device" | "plans">): readonly WritePlan[] =>
  device.protocol === "opcua" || device.mailbox !== undefined
    ? []
    : plans.filter(({ point, values }) => typeof values[1] === "number" && registersOf(point) > 1);

/** The orders in which the registers of a point show the value. */
const ordersShown = async (bench: Bench, plan: WritePlan): Promise<readonly ByteOrder[]> => {
  const { point } = plan;
  const adapter = await bench.open();
  await bench.put(adapter, plan, plan.values[1]);
  await bench.shows(adapter, plan, plan.values[1]);
  const { table = "holding", register = 0 } = point;
  const raw = await adapter.readRaw?.(table, register, registersOf(point));
  expect(raw !== undefined && raw.ok, `${point.name}: no raw read`);
  await adapter.stop();
  return orders.filter((order) => {
    const decoded = decode({ ...point, order } satisfies PointSpec, raw.words);
    return decoded.ok && shows(point, plan.values[1], decoded.value);
  });
};

const byteOrders: Scenario = {
  name: "byte orders",
  expected: "the registers show the value in the order told, and in no other",
  without: ({ device, plans }) =>
    orderedPlans({ device, plans }).length > 0 ? null : "no number of several registers to write",
  writes: (facts) => orderedPlans(facts).map((plan) => writeOf(plan, plan.values[1])),
  run: async (bench) => {
    const plans = orderedPlans(bench);
    for (const plan of plans) {
      const { name, order } = plan.point;
      const shown = await ordersShown(bench, plan);
      expect(shown.length === 1 && shown[0] === order, `${name}: ${shown.join(", ")} not ${order}`);
    }
    const kinds = [...new Set(plans.map(({ point }) => `${point.type} ${point.order}`))];
    return kinds.length > 2 ? `${kinds.length} kinds of ${plans.length} points` : kinds.join(", ");
  },
};

export const readingScenarios: readonly Scenario[] = [everyPoint, scanRate, byteOrders];
