import assert from "node:assert/strict";
import {
  type Command,
  type CommandFields,
  limits,
  type Policy,
  type PolicyRule,
  type PointWrite,
  readCommand,
  signCommand,
  type Site,
} from "@quorate/protocol";
import fc from "fast-check";
import {
  type Denial,
  isDenial,
  judge,
  type Judgement,
  type OrderedFacts,
} from "../../edge-agent/src/policy.ts";
import { beginMs, chain, edgeSite, rule, rules, signerOf } from "./site.ts";

const nonce = new Uint8Array(16);

interface Case extends Partial<CommandFields> {
  readonly by?: string;
  readonly site?: Site;
  readonly facts?: Partial<OrderedFacts>;
}

const commandOf = ({ by = "ann", ...fields }: Case): Command =>
  readCommand(
    chain,
    signCommand(chain, signerOf(by), {
      ...{ device: "tank", writes: [{ point: "set", value: 20 }] },
      ...{ notAfterMs: beginMs + 10_000, nonce },
      ...fields,
    }),
  );

const judged = (given: Case = {}): Denial | Judgement => {
  const { site = edgeSite(), facts, ...fields } = given;
  return judge(site, commandOf(fields), {
    ...{ timeUs: beginMs * 1000, openOnDevice: 0, openOfOperator: 0, rateTimes: () => [] },
    ...facts,
  });
};

const denied = (code: string, given: Case, detail?: RegExp): void => {
  const result = judged(given);
  assert.ok(isDenial(result), "permitted");
  assert.equal(result.code, code);
  if (detail !== undefined) assert.match(result.detail, detail);
};

const permitted = (given: Case = {}): Judgement => {
  const result = judged(given);
  assert.ok(!isDenial(result), `denied ${isDenial(result) ? result.code : ""}`);
  return result;
};

const withRules = (...given: readonly PolicyRule[]): Site => edgeSite({ policy: { rules: given } });
const write = (point: string, value: PointWrite["value"]) => ({ writes: [{ point, value }] });
const times = (...agesMs: readonly number[]) => ({
  facts: { rateTimes: () => agesMs.map((age) => (beginMs - age) * 1000) },
});

describe("policy", () => {
  it("permits what a rule allows, on the device it is for", () => {
    const { device, approvals, rules: applied } = permitted();
    assert.equal(device.name, "tank");
    assert.equal(approvals, 1);
    assert.deepEqual(applied, [rules[0]]);
  });

  it("denies a device that is not in the site file", () =>
    denied("POLICY_DEVICE_UNKNOWN", { device: "boiler" }, /no device boiler/));

  it("denies a point that the device lacks", () =>
    denied("POLICY_POINT_UNKNOWN", write("speed", 1), /tank has no point speed/));

  it("denies an expectation of a point that the device lacks", () =>
    denied("POLICY_POINT_UNKNOWN", { expect: [{ point: "speed", value: 1 }] }));

  it("denies a write to a reading", () => denied("POLICY_READ_ONLY", write("level", 1)));

  it("expects readings too", () => permitted({ expect: [{ point: "level", value: 1 }] }));

  for (const [point, value] of [["set", true], ["set", "5"], ["pump", 1], ["recipe", 1]] as const)
    it(`denies a ${typeof value} for ${point}`, () => denied("POLICY_TYPE", write(point, value)));

  for (const value of [-0.001, 100.001, Number.MAX_VALUE, -Number.MAX_VALUE])
    it(`denies ${value} outside the limits`, () =>
      denied("POLICY_LIMIT", write("set", value), /is outside 0\.\.100 %$/));

  it("permits the limits themselves, and minus zero", () => {
    for (const value of [0, -0, 100, 50.5]) permitted(write("set", value));
  });

  it("one limit alone leaves the other side open", () => {
    permitted({ device: "mixer", ...write("speed", -1e9) });
    denied("POLICY_LIMIT", { device: "mixer", ...write("speed", 3001) }, /outside -inf\.\.3000$/);
  });

  it("one bad write among good ones denies them all", () => {
    const writes = [{ point: "set", value: 1 }, { point: "pump", value: true }];
    permitted({ writes });
    denied("POLICY_LIMIT", { writes: [...writes.slice(1), { point: "set", value: 101 }] });
  });

  it("denies where no rule matches, for one point of several too", () => {
    const site = withRules(rule(["tank/set"]));
    permitted({ site });
    denied("POLICY_NO_RULE", { site, ...write("pump", true) }, /no rule allows tank\/pump/);
    const writes = [{ point: "set", value: 1 }, { point: "pump", value: true }];
    denied("POLICY_NO_RULE", { site, writes });
    denied("POLICY_NO_RULE", { site: withRules() });
  });

  it("patterns: a star stays within its part, other signs stand for themselves", () => {
    for (const pattern of ["tank/*", "*/set", "*/*", "t*k/s*t", "tank/set*"])
      permitted({ site: withRules(rule([pattern])) });
    for (const pattern of ["*", "tank*", "tank/se.", "tank/.*", "ank/set", "tank/se", "/set"])
      denied("POLICY_NO_RULE", { site: withRules(rule([pattern])) });
  });

  it("denies who has no role that the rule names", () =>
    denied("POLICY_ROLE", { by: "eve" }, /needs the role operator or gateway.*has viewer/));

  it("denies a key that is nobody's", () =>
    denied("POLICY_ROLE", { by: "mallory" }, /the signer has none/));

  it("permits an agent's gateway where the rule names its role", () => {
    permitted({ by: "gateway" });
    denied("POLICY_ROLE", { by: "gateway", device: "mixer", ...write("speed", 1) });
  });

  it("denies what is past its time, on the millisecond", () => {
    denied("POLICY_EXPIRED", { notAfterMs: beginMs });
    denied("POLICY_EXPIRED", { notAfterMs: beginMs - 60_000 });
    permitted({ notAfterMs: beginMs + 1 });
    const facts = { timeUs: beginMs * 1000 + 999 };
    permitted({ notAfterMs: beginMs + 1, facts });
    denied("POLICY_EXPIRED", { notAfterMs: beginMs, facts });
  });

  it("denies a life over ttlMax and the drift of the clocks", () => {
    permitted({ notAfterMs: beginMs + 65_000 });
    denied("POLICY_TTL", { notAfterMs: beginMs + 65_001 }, /lives 65001 ms, at most 60000 ms/);
  });

  it("denies over the rate of any rule, within the last minute alone", () => {
    const mixer = { device: "mixer", ...write("speed", 1) };
    permitted({ ...mixer, ...times(1, 2) });
    denied("POLICY_RATE", { ...mixer, ...times(1, 2, 3) }, /^3 commands .* minute, 3 allowed$/);
    permitted({ ...mixer, ...times(60_000, 2, 3) });
    denied("POLICY_RATE", { ...mixer, ...times(59_999, 2, 3) });
    permitted({ ...times(1, 2, 3) });
  });

  it("rate: asks for the times of the very rule and operator", () => {
    const asked: unknown[] = [];
    const rateTimes = (place: number, operator: string): number[] => {
      asked.push([place, operator === commandOf({}).operator]);
      return [];
    };
    permitted({ device: "mixer", ...write("speed", 1), facts: { rateTimes } });
    assert.deepEqual(asked, [[2, true]]);
  });

  it("denies when the device has as many open commands as it may", () => {
    const openOnDevice = limits.openCommandsPerDevice;
    permitted({ facts: { openOnDevice: openOnDevice - 1 } });
    denied("POLICY_DEVICE_BUSY", { facts: { openOnDevice } }, /64 commands of tank are open/);
  });

  it("denies when the signer has as many open commands as anybody may (S9)", () => {
    const openOfOperator = limits.openCommandsPerOperator;
    permitted({ facts: { openOfOperator: openOfOperator - 1 } });
    denied("POLICY_OPERATOR_BUSY", { facts: { openOfOperator } }, /512 commands of the signer/);
  });

  it("approvals: the highest of all matching rules, and two for class C", () => {
    assert.equal(permitted({ device: "mixer", ...write("heat", 1) }).approvals, 2);
    assert.equal(permitted(write("dose", 1)).approvals, 2);
    const site = withRules(rule(["*/*"], { approvals: 3 }), rule(["tank/dose"]));
    assert.equal(permitted({ site, ...write("dose", 1) }).approvals, 3);
  });

  it("interlocks that read nothing are judged here, those that read are not", () => {
    const because = "no pump at more than half";
    const site = withRules(
      rule(["tank/*"]),
      rule(["tank/set"], { interlocks: [{ require: "value <= 50", because }] }),
      rule(["*/*"], { interlocks: [{ require: "tank['level'] > 1", because: "dry" }] }),
    );
    permitted({ site, ...write("set", 50) });
    permitted({ site, ...write("pump", true) });
    denied("POLICY_INTERLOCK", { site, ...write("set", 50.5) }, /^set: no pump at more than half$/);
    const writes = [{ point: "pump", value: true }, { point: "set", value: 51 }];
    denied("POLICY_INTERLOCK", { site, writes });
  });

  it("interlocks: `when` says whether it is asked", () => {
    const interlocks = [{ when: "value > 0", require: "value >= 10", because: "too slow" }];
    const site = withRules(rule(["tank/set"], { interlocks }));
    for (const value of [0, -0, 10, 100]) permitted({ site, ...write("set", value) });
    for (const value of [1, 9.99]) denied("POLICY_INTERLOCK", { site, ...write("set", value) });
  });

  it("an interlock without a result denies", () => {
    const interlocks = [{ require: "1 / value > 0", because: "no result" }];
    const site = withRules(rule(["tank/set"], { interlocks }));
    permitted({ site, ...write("set", 1) });
    denied("POLICY_INTERLOCK", { site, ...write("set", 0) });
  });

  it("approvals: one point of class C among others counts for the command", () => {
    const writes = [{ point: "set", value: 1 }, { point: "dose", value: 1 }];
    assert.equal(permitted({ writes }).approvals, 2);
  });
});

describe("policy: all matching rules together", () => {
  const strict = rule(["tank/set"], { roles: ["supervisor"], approvals: 2, ratePerMinute: 1 });
  const loose = rule(["*/*"], { roles: ["operator", "supervisor"] });

  for (const [name, site] of Object.entries({
    "wildcard last": withRules(strict, loose),
    "wildcard first": withRules(loose, strict),
  })) {
    it(`a wildcard never loosens a stricter rule (${name})`, () => {
      denied("POLICY_ROLE", { site, by: "ann" }, /needs the role supervisor/);
      assert.equal(permitted({ site, by: "sue" }).approvals, 2);
      denied("POLICY_RATE", { site, by: "sue", ...times(5) });
      permitted({ site, by: "ann", ...write("pump", true) });
    });

    it(`a command of two points is under the rules of both (${name})`, () => {
      const writes = [{ point: "pump", value: true }, { point: "set", value: 1 }];
      denied("POLICY_ROLE", { site, by: "ann", writes });
      assert.equal(permitted({ site, by: "sue", writes }).approvals, 2);
    });
  }

  const points = ["*/*", "tank/*", "tank/set", "tank/pump", "mixer/*", "mixer/speed"];
  const someRule = fc.record({
    points: fc.subarray(points, { minLength: 1 }),
    roles: fc.subarray(["operator", "supervisor", "viewer", "gateway"], { minLength: 1 }),
    approvals: fc.integer({ min: 1, max: 3 }),
    ratePerMinute: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    interlocks: fc.constant([]),
  }) as fc.Arbitrary<PolicyRule>;
  const someCase = fc.record({
    by: fc.constantFrom("ann", "sue", "eve", "gateway", "mallory"),
    writes: fc.subarray(
      [{ point: "set", value: 5 }, { point: "pump", value: true }, { point: "recipe", value: "a" }],
      { minLength: 1 },
    ),
    ages: fc.array(fc.nat(90_000), { maxLength: 4 }),
  });

  it("property: adding a rule never permits more, nor with fewer approvals", () => {
    fc.assert(
      fc.property(
        fc.array(someRule, { minLength: 1, maxLength: 4 }),
        ...[someRule, fc.nat(4), someCase],
        (given, added, at, { ages, ...command }) => {
          const facts = { ...command, ...times(...ages) };
          const more = [...given.slice(0, at), added, ...given.slice(at)];
          const before = judged({ ...facts, site: withRules(...given) });
          const after = judged({ ...facts, site: withRules(...more) });
          if (isDenial(after)) return;
          // What no rule allowed was denied by default: a first rule may open that alone.
          if (isDenial(before)) assert.equal(before.code, "POLICY_NO_RULE");
          else assert.ok(after.approvals >= before.approvals);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("property: the order of the rules changes nothing", () => {
    fc.assert(
      fc.property(
        fc.array(someRule, { minLength: 2, maxLength: 5 }),
        ...[fc.nat(4), someCase],
        (given, by, { ages, ...command }) => {
          const facts = { ...command, ...times(...ages) };
          const turned = [...given.slice(by % given.length), ...given.slice(0, by % given.length)];
          const one = judged({ ...facts, site: withRules(...given) });
          const other = judged({ ...facts, site: withRules(...turned) });
          assert.equal(isDenial(one), isDenial(other));
          if (isDenial(one) && isDenial(other)) assert.equal(one.code, other.code);
          if (!isDenial(one) && !isDenial(other)) assert.equal(one.approvals, other.approvals);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("property: stricter numbers of the site never permit more", () => {
    const tighter: Partial<Policy> = { ttlMaxMs: 5000, clockDriftMs: 0 };
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 70_000 }), (ttl) => {
        const given = { notAfterMs: beginMs + ttl };
        if (!isDenial(judged({ ...given, site: edgeSite({ policy: tighter }) }))) permitted(given);
      }),
    );
  });
});
