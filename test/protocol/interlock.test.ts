import assert from "node:assert/strict";
import {
  interlocksOf,
  limits,
  type PointValue,
  type ReadPoint,
  type Site,
  unfulfilledOf,
} from "@quorate/protocol";
import fc from "fast-check";
import { compileExpression, type InterlockResult } from "../../protocol/src/interlock.ts";
import type { Kind, Names } from "../../protocol/src/interlock-lower.ts";

const tank = new Map<string, Kind>([
  ["level", "number"],
  ["count", "number"],
  ["running", "bool"],
  ["recipe", "text"],
]);
const names: Names = {
  devices: new Map([
    ["tank", tank],
    ["pump-2", new Map<string, Kind>([["flow", "number"]])],
    ["in", new Map<string, Kind>([["x-y", "number"]])],
  ]),
};

const plant: Readonly<Record<string, PointValue>> = {
  ...{ "tank/level": 1.5, "tank/count": 3, "tank/running": true, "tank/recipe": "A" },
  ...{ "pump-2/flow": 12, "in/x-y": 7 },
};
const read: ReadPoint = ({ device, point }) => plant[`${device}/${point}`] ?? null;
const blind: ReadPoint = () => null;

const point = (name: string, type: "float32" | "bool" | "string" | "uint16") =>
  ({ name, type, access: "setpoint", order: "ABCD" }) as const;

/** A site with one interlock over a point of each kind. */
const siteWith = (interlock: { when?: string; require: string }, points = ["tank/*"]): Site => ({
  ...{ name: "s", chain: "00", agents: [], guards: [], consoles: [], gateways: [], operators: [] },
  devices: [
    {
      ...{ name: "tank", guard: "g", protocol: "modbus-tcp", address: "a:1", scanMs: 1000 },
      points: [
        ...[point("level", "float32"), point("count", "uint16"), point("running", "bool")],
        point("recipe", "string"),
      ],
    },
  ],
  policy: {
    ...{ ttlMaxMs: 1, certifyWithinMs: 1, clockDriftMs: 1, freshness: 3 },
    rules: [
      { points, roles: ["o"], approvals: 1, interlocks: [{ because: "because", ...interlock }] },
    ],
  },
});

const kindOf = (value: PointValue): Kind =>
  typeof value === "number" ? "number" : typeof value === "boolean" ? "bool" : "text";
const pointFor = { number: "level", bool: "running", text: "recipe" } as const;

const judge = (
  require: string,
  given: { value?: PointValue; when?: string; read?: ReadPoint } = {},
): InterlockResult["kind"] => {
  const { value = 0, when, read: by = read } = given;
  const name = pointFor[kindOf(value)];
  const site = siteWith({ ...(when === undefined ? {} : { when }), require }, [`tank/${name}`]);
  const writes = [{ point: name, value }];
  return unfulfilledOf(site, { device: "tank", writes }, by)[0]?.result.kind ?? "fulfilled";
};

const failing = (code: string, expression: string, message?: RegExp, remedy?: RegExp): void => {
  assert.throws(
    () => compileExpression(expression, names, "number"),
    (error: { code: string; message: string; remedy?: string }) => {
      assert.equal(error.code, code, `${expression}: ${error.message}`);
      if (message !== undefined) assert.match(error.message, message);
      if (remedy !== undefined) assert.match(error.remedy ?? "", remedy);
      return true;
    },
  );
};

describe("interlock: what it says", () => {
  for (const [expression, value] of [
    ...[["value > 50", 50.5], ["value > 50", 51], ["value == 50", 50], ["value != 50", 50.1]],
    ...[["value in [1, 2, 3.5]", 3.5], ["value / 2 == 2.5", 5], ["5 / 2 == value", 2.5]],
    ...[["-value < 0", 1], ["value % 3 == 1", 7], ["value * 2 + 1 >= 11", 5]],
    ...[["value == 1e21", 1e21], ["value > 1.5e-7", 2e-7], ["0x10 == value", 16]],
    ...[["value == true", true], ["value", true], ["!value", false]],
    ...[["value == 'A\\'s \"ü\"'", "A's \"ü\""], ["value in ['A', 'B']", "B"]],
    ...[["tank['level'] > 1", 0], ["tank['level'] > 1.0", 0], ["tank.level == 1.5", 0]],
    ...[["tank.count == 3", 0], ["tank.count > 2.5 && tank.count % 2 == 1", 0]],
    ...[["tank['running'] == true", 0], ["tank.running", 0], ["tank.recipe == 'A'", 0]],
    ...[["devices['tank']['level'] > 1", 0], ["devices.tank.level > 1", 0]],
    ...[["abs(tank.level - value) < 2", 3], ["min(value, 3) == 3 && max(value, 3) == 5", 5]],
    ...[["value > 1 ? tank.running : false", 2], ["(((value))) == 1", 1]],
  ] as [string, PointValue][])
    it(`${expression} holds for ${JSON.stringify(value)}`, () => {
      assert.equal(judge(expression, { value }), "fulfilled");
      assert.equal(judge(`!(${expression})`, { value }), "contradicted");
    });

  it("names that are no identifiers are written in quotes", () => {
    for (const expression of ["devices['pump-2']['flow'] == 12", "devices['pump-2'].flow > 11"]) {
      const { reads, run } = compileExpression(expression, names, "number");
      assert.deepEqual(reads, [{ device: "pump-2", point: "flow" }]);
      assert.equal(run(new Map([["n0", 12]]) as never), true);
    }
    assert.deepEqual(compileExpression("devices['in']['x-y'] > 0", names, "number").reads, [
      { device: "in", point: "x-y" },
    ]);
  });

  it("asks only where `when` is true", () => {
    assert.equal(judge("tank.level > 5", { when: "value == true", value: true }), "contradicted");
    assert.equal(judge("tank.level > 5", { when: "value == true", value: false }), "fulfilled");
  });

  it("without a reading nothing is fulfilled, and a `when` that needs one neither", () => {
    for (const given of [{}, { when: "tank.running" }, { when: "!tank.running" }])
      assert.equal(judge("tank.level > 1", { ...given, read: blind }), "unread");
    assert.equal(judge("value < 1 || tank.level > 1", { value: 0, read: blind }), "fulfilled");
    assert.equal(judge("tank.level > 1 || value < 1", { value: 0, read: blind }), "fulfilled");
    assert.equal(judge("tank.level > 1 && value > 1", { value: 0, read: blind }), "contradicted");
  });

  it("names the reading that is missing, and no other", () => {
    const site = siteWith({ require: "tank.running && tank.level > 1 && tank.recipe == 'A'" });
    const command = { device: "tank", writes: [{ point: "level", value: 1 }] };
    const partly: ReadPoint = (ref) => (ref.point === "level" ? null : read(ref));
    const [found] = unfulfilledOf(site, command, partly);
    assert.deepEqual(found?.result, {
      kind: "unread",
      missing: [{ device: "tank", point: "level" }],
    });
  });

  it("a reading of another type or no finite number is no reading", () => {
    for (const value of ["1.5", true, Number.NaN, Number.POSITIVE_INFINITY] as const)
      assert.equal(judge("tank.level > 1 || true == false", { read: () => value }), "unread");
    assert.equal(judge("tank.running", { read: () => 1 }), "unread");
  });

  it("arithmetic without a finite result is not fulfilled, whatever is compared", () => {
    for (const expression of [
      ...["1 / value > 0", "!(1 / value < 0)", "0 / value != 1", "!(0 / value == 0)"],
      ...["value % 0 != 1", "!(1e308 * 10 < value)", "tank.level / value > 0"],
    ])
      assert.equal(judge(expression, { value: 0 }), "contradicted", expression);
  });

  it("what is forbidden stands before what cannot be judged", () => {
    const site = siteWith({ require: "tank.level > value" }, ["tank/level"]);
    const [rule] = site.policy.rules;
    const interlocks = [
      { require: "tank.running", because: "first" },
      { require: "value < 10", because: "second" },
    ];
    const rules = [{ ...(rule as NonNullable<typeof rule>), interlocks }];
    const policy = { ...site.policy, rules };
    const command = { device: "tank", writes: [{ point: "level", value: 11 }] };
    const found = unfulfilledOf({ ...site, policy }, command, blind);
    assert.deepEqual(found.map(({ interlock }) => interlock.because), ["second", "first"]);
  });

  it("all rules that match a point apply, and none to a point that none matches", () => {
    const site = siteWith({ require: "value == 1" }, ["tank/level"]);
    const rules = [...site.policy.rules, { ...site.policy.rules[0], points: ["*/l*l"] }];
    const both = { ...site, policy: { ...site.policy, rules } } as Site;
    assert.equal(interlocksOf(both).over("tank", "level").length, 2);
    assert.equal(interlocksOf(both).over("tank", "count").length, 0);
    assert.equal(interlocksOf(both).over("pump", "level").length, 0);
  });
});

describe("interlock: what is refused when the site file is read", () => {
  it("what is no CEL, or no part of an interlock", () => {
    const code = "SITE_INTERLOCK_SYNTAX";
    failing(code, "value >", /at character 8$/);
    for (const expression of ["", "value > 'abc", "{'a': 1} == value", "null == value"])
      failing(code, expression);
    failing(code, "5u > value");
    // What is no number or text in the end, though CEL takes it at first.
    failing(code, `value < 1${"0".repeat(310)}`);
    failing(code, "value > 9007199254740993", /more digits/);
    failing(code, "value == '\ud800'", /half a character/);
    for (const expression of ["tank", "tank > 1", "devices['tank'] == 1", "b'x' == value"])
      failing(code, expression);
    for (const expression of ["tank[value]", "tank['le' + 'vel']", "'a'.b", "tank.level.x"])
      failing(code, expression);
  });

  it("a device or a point that is not there, with the nearest", () => {
    failing("SITE_INTERLOCK_DEVICE", "tnak['level'] > 1", /"tnak"/, /did you mean "tank"\?/);
    failing("SITE_INTERLOCK_DEVICE", "valeu > 1", /"valeu"/, /did you mean "value"\?/);
    failing("SITE_INTERLOCK_DEVICE", "devices['pump-3'].flow > 1", /pump-3/, /"pump-2"\?/);
    failing("SITE_INTERLOCK_DEVICE", "pump-2['flow'] > 1", /"pump"/, /devices\['pump-2'\]/);
    failing("SITE_INTERLOCK_POINT", "tank['levle'] > 1", /tank has no.*levle/, /"level"\?/);
    for (const name of ["constructor", "__proto__", "toString"])
      failing("SITE_INTERLOCK_POINT", `tank['${name}'] == 1`);
  });

  it("types that cannot be compared, in the file's words", () => {
    const code = "SITE_INTERLOCK_TYPE";
    failing(code, "tank.level > 'x'", /number > text/);
    failing(code, "value == true", /number == bool/);
    failing(code, "tank.running + 1 > 1", /'\+\(bool, number\)'/);
    for (const expression of ["!value", "-tank.recipe", "value && true", "value in ['a']"])
      failing(code, expression);
    for (const expression of ["value ? true : false", "[1, 'a'] == [1]", "abs(tank.recipe) > 1"])
      failing(code, expression);
  });

  it("what is not true or false", () => {
    for (const expression of ["value", "1", "'a'", "value + 1", "[true]", "true ? 1 : 2"])
      failing("SITE_INTERLOCK_BOOL", expression);
  });

  it("loops, and functions that are not offered", () => {
    for (const loop of ["[1].all(x, x > 1)", "[1].exists(x, true)", "[1].map(x, x) == [1]"])
      failing("SITE_INTERLOCK_COST", loop);
    failing("SITE_INTERLOCK_COST", "cel.bind(x, 1, x > 0)");
    for (const call of ["has(tank.level)", "'a'.matches('(a+)+$')", "size('a') > 1"])
      failing("SITE_INTERLOCK_FUNCTION", call);
    failing("SITE_INTERLOCK_FUNCTION", "abs(1, 2) > 1", /takes 1, not 2/);
    failing("SITE_INTERLOCK_FUNCTION", "mix(1, 2) > 1", /mix/, /"min"\?/);
  });

  it("what is too long, too large or too deep", () => {
    const code = "SITE_INTERLOCK_SIZE";
    failing(code, `value > 1${" ".repeat(limits.interlockChars)}`, /521 characters, at most 512/);
    failing(code, `value > ${"1+".repeat(limits.interlockNodes)}1`, /at most 128 parts/);
    failing(code, `${"(".repeat(40)}value > 1${")".repeat(40)}`, /32 levels/);
    failing(code, `${"!".repeat(200)}true`);
  });
});

describe("interlock: properties", () => {
  const operand = fc.constantFrom(
    ...["value", "tank.level", "tank['count']", "tank.running", "tank.recipe", "1", "2.5", "true"],
    ...["'A'", "0", "-1", "1e300", "false", "devices['pump-2']['flow']"],
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: "e" },
      operand,
      fc
        .tuple(
          tie("expression"),
          fc.constantFrom("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||"),
          tie("expression"),
        )
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      tie("expression").map((inner) => `!${inner}`),
      fc.tuple(tie("expression"), tie("expression")).map(([one, two]) => `min(${one}, ${two})`),
      fc
        .tuple(tie("expression"), tie("expression"), tie("expression"))
        .map(([one, two, three]) => `(${one} ? ${two} : ${three})`),
    ),
  }));
  const reading = fc.constantFrom<PointValue | null>(null, 0, 1, -2.5, 1e308, true, false, "A", "");
  const readings = fc.array(reading, { minLength: 6, maxLength: 6 });
  const someValue = fc.constantFrom<PointValue>(0, 1, -7.25, 1e308, true, false, "A", "ü");

  const compiled = (text: string): Site | null => {
    const site = siteWith({ require: text }, ["tank/level"]);
    try {
      interlocksOf(site);
      return site;
    } catch (error) {
      assert.match((error as { code: string }).code, /^SITE_INTERLOCK_[A-Z]+$/);
      return null;
    }
  };

  it("any text compiles or is refused with a code", () => {
    const pieces = fc.array(
      fc.oneof(fc.string({ maxLength: 4 }), operand, fc.constantFrom("(", ")", "[", "]", ".", "=")),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (parts) => void compiled(parts.join(""))),
      { numRuns: 2000 },
    );
  });

  it("evaluation never throws, answers the same again, and looks up no more than its parts", () => {
    let judged = 0;
    fc.assert(
      fc.property(expression, someValue, readings, (text, value, values) => {
        const site = compiled(text);
        if (site === null) return;
        judged += 1;
        let looked = 0;
        const by: ReadPoint = ({ point: name }) => {
          looked += 1;
          return values[name.length % values.length] ?? null;
        };
        const [interlock] = interlocksOf(site).over("tank", "level");
        const first = interlock?.judge(value, by);
        assert.ok(looked <= limits.interlockNodes);
        assert.deepEqual(interlock?.judge(value, by), first);
      }),
      { numRuns: 3000 },
    );
    assert.ok(judged > 100, `only ${judged} of them were good expressions`);
  });

  it("what a blind onlooker lets pass, everybody lets pass", () => {
    fc.assert(
      fc.property(expression, readings, (text, values) => {
        const site = compiled(text);
        const [interlock] = site === null ? [] : interlocksOf(site).over("tank", "level");
        const onlooker: ReadPoint = ({ point: name }) => values[name.length % 6] ?? null;
        if (interlock?.judge(1, blind).kind !== "fulfilled") return;
        assert.equal(interlock.judge(1, onlooker).kind, "fulfilled");
      }),
      { numRuns: 1000 },
    );
  });

  it("the largest that is allowed is judged at once", () => {
    const text = Array.from({ length: 31 }, () => "(value>0.5)").join("&&");
    const site = siteWith({ require: text }, ["tank/level"]);
    const [interlock] = interlocksOf(site).over("tank", "level");
    const startedMs = performance.now();
    for (let round = 0; round < 1000; round += 1) interlock?.judge(1, read);
    // Generous: a thousand of them on a loaded machine.
    assert.ok(performance.now() - startedMs < 2000);
  });
});
