import assert from "node:assert/strict";
import { parseSite } from "../../protocol/src/site-file.ts";
import { change, defect, example, good } from "./site-file-fixture.ts";

const valve = "devices[0].points[0]";
const level = "devices[0].points[2]";
const pump = "devices[0].points[3]";
const target = "devices[1].points[1]";

describe("site file: alarms that watch nothing", () => {
  defect({
    title: "a limit that no value reaches",
    ...{ from: "highHigh: 4.6", to: "highHigh: 46", at: "highHigh: 46" },
    ...{ path: `${level}.alarms.highHigh`, code: "SITE_ALARMS" },
    message: /uint16 by its scale reaches 0\.\.11\.8517, and never is above 46/,
  });
  defect({
    title: "a low limit at the least value",
    ...{ from: "lowLow: 0.4", to: "lowLow: 0", at: "lowLow: 0," },
    ...{ path: `${level}.alarms.lowLow`, code: "SITE_ALARMS", message: /never is below 0/ },
  });
  defect({
    title: "a limit that every value passes",
    ...{ from: "low: 0.8, lowLow: 0.4", to: "lowLow: -9", at: "lowLow: -9" },
    ...{ path: `${level}.alarms.lowLow`, code: "SITE_ALARMS" },
  });
  it("limits beyond the scale are reached by what is extrapolated; floats reach all", () => {
    good(change("highHigh: 4.6", "highHigh: 5.4"));
    good(change("scale: { raw: [0, 27648], value: [0, 5] }", "order: ABCD"));
    good(change("value: [0, 5]", "value: [5, 0]", change("highHigh: 4.6, ", "")));
    const high = "units: \"°C\", alarms: { high: 1e30, priority: 3 } }";
    good(change(/units: "°C" \}/, high));
  });
  defect({
    title: "a priority that no mark is for",
    ...{ from: "priority: 2", to: "priority: 4", at: "priority: 4" },
    ...{ path: `${level}.alarms.priority`, code: "SITE_RANGE", message: /is 4, at most 3/ },
  });
});

describe("site file: values and words", () => {
  defect({
    title: "a step of nothing",
    ...{ from: "maxStep: 25", to: "maxStep: 0", at: "maxStep: 0" },
    ...{ path: `${valve}.limits.maxStep`, code: "SITE_RANGE", message: /is 0, more than 0/ },
  });
  defect({
    title: "one label for both values of a bool",
    ...{ from: "0: stopped", to: "0: running", at: "0: running", path: `${pump}.labels.1` },
    ...{ code: "SITE_LABELS", message: /1 and 0 are both "running"/ },
  });
  it("codes of a reading may mean one thing, values of a set point may not", () => {
    const labels = "labels: { 3: fault, 7: fault }";
    good(change("units: m\n", `units: m\n        ${labels}\n`));
    const text = change("limits: { min: 20, max: 90 }", `limits: { min: 20, max: 90 }, ${labels}`);
    const found = parseSite(text).problems.map(({ code, path }) => `${code} ${path}`);
    assert.deepEqual(found, [`SITE_LABELS ${target}.labels.7`]);
  });
  defect({
    title: "readings that are stale at once",
    ...{ from: "freshness: 3", to: "freshness: 2", at: "freshness: 2", path: "policy.freshness" },
    ...{ code: "SITE_FRESHNESS", severity: "warning", suggestion: /3 or more/ },
  });
});

describe("site file: class C", () => {
  const classC = change("class: B", "class: C", example);
  it("two operators may sign", () => {
    good(classC);
  });
  it("one, or one for both of the rules that match: SITE_APPROVALS", () => {
    const alone = change("roles: [operator, supervisor]", "roles: [viewer]", classC);
    const rule = '    - points: ["exchanger/outlet-target"]\n      roles: [supervisor]\n';
    const both = change("  rules:\n", `  rules:\n${rule}`, classC);
    for (const [text, who] of [
      [alone, /only ann may sign/],
      [both, /only bo may sign/],
    ] as const) {
      const { site, problems } = parseSite(text);
      assert.equal(site, null);
      const problem = problems.find(({ path }) => path === `${target}.class`);
      assert.deepEqual([problem?.code, problem?.severity], ["SITE_APPROVALS", "error"]);
      assert.match(problem?.message ?? "", who);
    }
  });
  it("one that no rule lets anybody set is no more than a warning", () => {
    const rule = /    - points: \["exchanger\/\*"\]\n      roles: \[operator\]\n?/;
    const text = change(rule, "", classC);
    assert.deepEqual(parseSite(text).problems.map(({ code }) => code), ["SITE_NO_RULE"]);
  });
});
