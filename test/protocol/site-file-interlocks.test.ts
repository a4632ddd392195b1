import assert from "node:assert/strict";
import { interlocksOf, limits } from "@quorate/protocol";
import { parseSite } from "../../protocol/src/site-file.ts";
import { change, defect, example, good } from "./site-file-fixture.ts";

const require = `require: "intake['level'] > 1.0"`;
const when = 'when: "value == true"';
const at = "the pump must not run dry";
const path = "policy.rules[0].interlocks[0].require";

describe("site file: interlocks", () => {
  it("the example's is about the pump alone, and reads the level", () => {
    const interlocks = interlocksOf(good(example));
    assert.deepEqual(interlocks.reads, [{ device: "intake", point: "level" }]);
    assert.equal(interlocks.over("intake", "pump")[0]?.because, at);
    assert.deepEqual(interlocks.over("intake", "valve"), []);
  });

  it("a site without any compiles nothing", () => {
    const site = good(change(/      interlocks:[^\n]*\n[^\n]*\n/, ""));
    assert.deepEqual([interlocksOf(site).any, interlocksOf(site).reads], [false, []]);
  });

  defect({
    title: "an expression that is no CEL",
    ...{ from: require, to: `require: "intake['level'] >"`, at, path },
    ...{ code: "SITE_INTERLOCK_SYNTAX", message: /character 18/ },
  });
  defect({
    title: "a device that is not there",
    ...{ from: require, to: `require: "intaek['level'] > 1.0"`, at, path },
    ...{ code: "SITE_INTERLOCK_DEVICE", suggestion: /did you mean "intake"/ },
  });
  defect({
    title: "a point that is not there",
    ...{ from: require, to: `require: "intake['levle'] > 1.0"`, at, path },
    ...{ code: "SITE_INTERLOCK_POINT", suggestion: /did you mean "level"/ },
  });
  defect({
    title: "a number compared with true",
    ...{ from: require, to: `require: "intake['level'] == true"`, at, path },
    ...{ code: "SITE_INTERLOCK_TYPE", message: /number == bool/ },
  });
  defect({
    title: "a value of another type than the rule's points",
    ...{ from: when, to: 'when: "value > 1"', at },
    ...{ code: "SITE_INTERLOCK_TYPE", path: path.replace("require", "when") },
  });
  defect({
    title: "a value of two types",
    ...{ from: "points: [intake/pump]", to: "points: [intake/pump, intake/valve]", at },
    ...{ code: "SITE_INTERLOCK_TYPE", path: path.replace("require", "when") },
    ...{ message: /number and bool|bool and number/ },
  });
  defect({
    title: "no condition",
    ...{ from: require, to: `require: "intake['level']"`, at, path },
    ...{ code: "SITE_INTERLOCK_BOOL", message: /a number, not true or false/ },
  });
  defect({
    title: "a function that is not offered",
    ...{ from: require, to: `require: "has(intake.level)"`, at, path },
    code: "SITE_INTERLOCK_FUNCTION",
  });
  defect({
    title: "a loop",
    ...{ from: require, to: `require: "[1].all(x, x > 0)"`, at, path },
    code: "SITE_INTERLOCK_COST",
  });
  defect({
    title: "more parts than may be",
    ...{ from: require, to: `require: "${"!".repeat(200)}true"`, at, path },
    code: "SITE_INTERLOCK_SIZE",
  });

  it("more interlocks over one point than may be", () => {
    const one = `        - { require: "true", because: "again" }\n`;
    const line = /(      interlocks:[^\n]*\n)/.exec(example)?.[1] as string;
    const most = change(line, `${line}${one.repeat(limits.interlocksPerPoint - 1)}`);
    assert.ok(parseSite(most).site);
    const over = change(line, `${line}${one.repeat(limits.interlocksPerPoint)}`);
    const { site, problems } = parseSite(over);
    assert.equal(site, null);
    assert.deepEqual(
      problems.map((problem) => [problem.code, problem.path]),
      [["SITE_INTERLOCK_COST", "policy.rules[0].interlocks"]],
    );
  });

  it("a rule that matches no point has its names checked all the same", () => {
    const text = change("points: [intake/pump]", "points: [intake/nothing]");
    const codes = parseSite(change("intake['level'] >", "intake['x'] >", text)).problems;
    assert.ok(codes.some(({ code }) => code === "SITE_INTERLOCK_POINT"));
  });
});
