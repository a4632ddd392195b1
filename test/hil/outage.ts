import type { DeviceAdapter } from "@quorate/device-adapters";
import { until } from "../until.ts";
import type { Bench } from "./bench.ts";
import type { LineState } from "./relay.ts";
import {
  bothValues,
  expect,
  firstPlan,
  type Scenario,
  text,
  Unexpected,
  withoutWrites,
  writeOf,
} from "./scenario.ts";

/** The second value was asked for and must not be there, nor come. */
const staysAtFirst = async (bench: Bench, adapter: DeviceAdapter, before: number) => {
  const plan = firstPlan(bench);
  await bench.up(adapter);
  // Two scans later than the line is well, whatever was kept for later has come.
  let scans = 0;
  adapter.onScan(() => (scans += 1));
  await until(() => scans >= 3, { what: "three scans", deadlineMs: 20_000 });
  await bench.shows(adapter, plan, plan.values[0]);
  const late = bench.writesSeen() - before;
  expect(late === 0, `${late} writes came late`);
};

const attempts = 5;

/** The moment after a scan, when nothing is in a write's way. */
const scanned = async (adapter: DeviceAdapter): Promise<void> => {
  let over = false;
  adapter.onScan(() => (over = true));
  await until(() => over, { what: "a scan", deadlineMs: 20_000 });
};

/** A write that leaves through a line in this state, and is not kept back by a scan that waits. */
const sentInto = async (bench: Bench, adapter: DeviceAdapter, state: LineState) => {
  const plan = firstPlan(bench);
  for (let attempt = 1; attempt < attempts; attempt += 1) {
    await scanned(adapter);
    await bench.line.set(state);
    const [result] = await bench.write(adapter, [writeOf(plan, plan.values[1])]);
    expect(result?.ok === false, `written through a line that is ${state}`);
    if (result.outcome === "unknown") return result;
    await bench.line.set("pass");
    await bench.up(adapter);
  }
  throw new Unexpected(`${attempts} times nothing was sent`);
};

const lateAnswer: Scenario = {
  name: "late answer not taken",
  expected: "unknown; and no answer of it counts for the next",
  needs: ["mute", "late"],
  without: withoutWrites,
  writes: bothValues,
  run: async (bench) => {
    const plan = firstPlan(bench);
    const [first, second] = plan.values;
    const adapter = await bench.open();
    await bench.put(adapter, plan, first);
    const muted = await sentInto(bench, adapter, "mute");
    await bench.line.set("late");
    // Long enough for what is late to come, and to be mistaken.
    const what = "an answer";
    await until(() => adapter.up, { what, deadlineMs: bench.requestMs }).catch(() => {});
    const [deaf] = await bench.write(adapter, [writeOf(plan, first)]);
    expect(deaf?.ok === false, `an old answer was taken: ${deaf?.outcome}`);
    await bench.line.set("pass");
    await bench.up(adapter);
    await bench.shows(adapter, plan, second);
    return `${muted.outcome} ${muted.code}, then ${deaf?.outcome} ${deaf?.code}`;
  },
};

const neverReplayed: Scenario = {
  name: "never replayed after an outage",
  expected: "not sent, and not sent later",
  needs: ["down"],
  without: withoutWrites,
  writes: bothValues,
  run: async (bench) => {
    const plan = firstPlan(bench);
    const adapter = await bench.open();
    await bench.put(adapter, plan, plan.values[0]);
    const before = bench.writesSeen();
    await bench.line.set("down");
    // One in the very moment of the cut, and one when the adapter knows of it.
    const [first] = await bench.write(adapter, [writeOf(plan, plan.values[1])]);
    await until(() => !adapter.up, { what: "the cut to be noticed", deadlineMs: 20_000 });
    const [second] = await bench.write(adapter, [writeOf(plan, plan.values[1])]);
    expect(first?.ok === false, `written through a cut line: ${first?.outcome}`);
    expect(second?.outcome === "not-sent", `${second?.outcome} ${second?.code}`);
    await bench.line.set("pass");
    await staysAtFirst(bench, adapter, before);
    const stays = `stays ${text(plan.values[0])}`;
    return `${first.outcome} ${first.code}, ${second.outcome} ${second.code}; ${stays}`;
  },
};

const stalled: Scenario = {
  name: "nothing late out of a stalled network",
  expected: "unknown, and what the kernel kept is thrown away",
  needs: ["stalled"],
  without: withoutWrites,
  writes: bothValues,
  run: async (bench) => {
    const plan = firstPlan(bench);
    const adapter = await bench.open();
    await bench.put(adapter, plan, plan.values[0]);
    const before = bench.writesSeen();
    const result = await sentInto(bench, adapter, "stalled");
    await until(() => !adapter.up, { what: "the stall to be noticed", deadlineMs: 20_000 });
    await bench.line.set("pass");
    await staysAtFirst(bench, adapter, before);
    return `${result.outcome} ${result.code}; stays ${text(plan.values[0])}`;
  },
};

export const outageScenarios: readonly Scenario[] = [lateAnswer, neverReplayed, stalled];
