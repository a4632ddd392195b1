import type { Sample } from "@quorate/protocol";
import { until } from "../until.ts";
import { expect, nothing, type Scenario, text } from "./scenario.ts";

const sinceMs = (beganMs: number): number => Math.round(performance.now() - beganMs);

const connect: Scenario = {
  name: "connect",
  expected: "the device answers",
  writes: nothing,
  run: async (bench) => {
    const beganMs = performance.now();
    await bench.open();
    return `up after ${sinceMs(beganMs)} ms`;
  },
};

const reconnect: Scenario = {
  name: "reconnect after a cut",
  expected: "down is noticed; up again by itself",
  needs: ["down"],
  writes: nothing,
  run: async (bench) => {
    const adapter = await bench.open();
    const cutMs = performance.now();
    await bench.line.set("down");
    await until(() => !adapter.up, { what: "the cut to be noticed", deadlineMs: 20_000 });
    const noticed = sinceMs(cutMs);
    await bench.line.set("pass");
    const healedMs = performance.now();
    await bench.up(adapter);
    const again = sinceMs(healedMs);
    const point = bench.device.points[0]?.name ?? "";
    await bench.value(adapter, point);
    return `noticed after ${noticed} ms, up again after ${again} ms`;
  },
};

const stale: Scenario = {
  name: "stale on silence",
  expected: "the old value, marked stale; then good again",
  needs: ["deaf"],
  writes: nothing,
  run: async (bench) => {
    const point = bench.device.points[0]?.name ?? "";
    const samples: Sample[] = [];
    const adapter = await bench.open();
    adapter.onScan((scan) => samples.push(...scan.filter((sample) => sample.point === point)));
    const next = (holds: (sample: Sample) => boolean, what: string): Promise<Sample> => {
      const from = samples.length;
      return until(() => samples.slice(from).find(holds), { what, deadlineMs: 30_000 });
    };
    await next(({ quality }) => quality === "good", `a good value of ${point}`);
    await bench.line.set("deaf");
    const silentMs = performance.now();
    const old = await next(({ reason }) => reason === "STALE", `${point} to be stale`);
    const after = sinceMs(silentMs);
    expect(old.quality === "bad" && old.value !== null, `${old.quality}, ${text(old.value)}`);
    await bench.line.set("pass");
    await next(({ quality }) => quality === "good", `a good value of ${point} again`);
    return `stale after ${after} ms, old value kept, good again`;
  },
};

export const connectionScenarios: readonly Scenario[] = [connect, reconnect, stale];
