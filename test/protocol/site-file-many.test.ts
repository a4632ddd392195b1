import assert from "node:assert/strict";
import { parseSite, parseSiteOrThrow } from "../../protocol/src/site-file.ts";
import { change, example, lineOf } from "./site-file-fixture.ts";

/** The example with so many further set points that are written as this says. */
const withPoints = (count: number, more: string): string => {
  const points = Array.from(
    { length: count },
    (_, at) =>
      `      - { name: p${at}, access: setpoint, table: holding, register: ${200 + 2 * at}, ` +
      `type: float32${more} }\n`,
  );
  return change("      - name: pump\n", `${points.join("")}      - name: pump\n`);
};

describe("site file: more problems than are listed", () => {
  it("many warnings hide no error, wherever it is found", () => {
    const many = withPoints(220, "");
    assert.notEqual(parseSite(many).site, null);
    for (const [from, to, code] of [
      ["approvals: 2", "approvals: 3", "SITE_APPROVALS"],
      ["{ point: outlet-target,", "{ point: outlet-goal,", "SITE_UNKNOWN_POINT"],
      ["  ttlMax: 60s", "  ttlMax: soon", "SITE_DURATION"],
    ] as const) {
      const text = change(from, to, many);
      const { site, problems } = parseSite(text);
      assert.equal(site, null, code);
      const errors = problems.filter(({ severity }) => severity === "error");
      assert.deepEqual(errors.map((one) => one.code), [code]);
    }
  });

  it("who reads is told how many there are: SITE_MORE", () => {
    const text = withPoints(220, ", limits: { min: 5, max: 1 }");
    const { problems } = parseSite(text);
    assert.equal(problems.length, 201);
    const { code, severity, message, line } = problems.at(-1) as (typeof problems)[number];
    assert.deepEqual([code, severity, line], ["SITE_MORE", "error", lineOf(text, "name: p200,")]);
    assert.match(message, /^and 20 more errors, the first one here$/);
    const thrown = { code: "SITE_INVALID", message: /^plant\.yaml has 220 errors:/ };
    assert.throws(() => parseSiteOrThrow(text, "plant.yaml"), thrown);
    const warned = parseSite(withPoints(201, "")).problems;
    assert.deepEqual(
      [warned.length, warned.at(-1)?.severity, warned.at(-1)?.message],
      [201, "warning", "and 1 more warning, the first one here"],
    );
  });

  it("none of it is told where all are listed", () => {
    const { problems } = parseSite(withPoints(200, ""));
    assert.equal(problems.length, 200);
    assert.ok(problems.every(({ code }) => code === "SITE_NO_LIMITS"));
    assert.deepEqual(parseSite(example).problems, []);
  });
});
