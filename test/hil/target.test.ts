import assert from "node:assert/strict";
import { isCoded } from "@quorate/protocol";
import { parseTarget, readTarget } from "./target.ts";

const good = `\
target: bench
write:
  - { point: intake/valve, values: [38, 42], restore: 40 }
devices:
  - name: intake
    guard: any-guard
    protocol: modbus-tcp
    address: 127.0.0.1:1502
    points:
      - { name: valve, access: setpoint, table: holding, register: 100, type: float32,
          limits: { min: 0, max: 100, maxStep: 25 } }
      - { name: level, access: reading, table: input, register: 12, type: uint16 }
`;

const problems = (text: string): readonly string[] => {
  try {
    parseTarget(text);
    return [];
  } catch (error) {
    assert.ok(isCoded(error) && error.code === "TARGET_INVALID", String(error));
    const { problems: found } = error.fields as { problems: { line: number; code: string }[] };
    return found.map(({ line, code }) => `${line} ${code}`);
  }
};

describe("hil: target file", () => {
  it("is a list of devices as in the site file, and what may be written", () => {
    const { name, site, writes } = parseTarget(good);
    assert.deepEqual([name, site.devices[0]?.name], ["bench", "intake"]);
    assert.deepEqual(
      writes.map(({ device, point, values, restore }) => [device, point.name, values, restore]),
      [["intake", "valve", [38, 42], 40]],
    );
  });

  it("may write nothing at all", () => {
    const text = good.replace(/write:\n.*\n/, "");
    assert.deepEqual(parseTarget(text).writes, []);
  });

  it("is documented by an example that can be read", () => {
    const { site, writes } = readTarget(new URL("../../docs/hil-target.yaml", import.meta.url));
    assert.ok(site.devices.length >= 3 && writes.length >= 3);
  });

  const defects: readonly (readonly [string, string, string, string])[] = [
    ["an unknown key", "target: bench", "target: bench\nwrites: []", "2 TARGET_UNKNOWN_KEY"],
    ["a point that no device has", "intake/valve", "intake/valv", "3 TARGET_UNKNOWN_POINT"],
    ["a reading to write", "intake/valve", "intake/level", "3 TARGET_ACCESS"],
    ["a value beyond the limits", "[38, 42]", "[38, 142]", "3 TARGET_LIMITS"],
    ["a value of another type", "[38, 42]", "[38, true]", "3 TARGET_TYPE"],
    ["values further apart than maxStep", "[38, 42]", "[38, 64]", "3 TARGET_STEP"],
    ["one value twice", "[38, 42]", "[38, 38]", "3 TARGET_SAME"],
    ["one value only", "[38, 42]", "[38]", "3 TARGET_RANGE"],
    ["a restored value beyond the limits", "restore: 40", "restore: -1", "3 TARGET_LIMITS"],
    ["a fault of the device, on its own line", "type: uint16", "type: unit16", "12 SITE_VALUE"],
    ["an address that is none", "127.0.0.1:1502", "nowhere", "8 SITE_ADDRESS"],
  ];
  for (const [what, from, to, expected] of defects)
    it(`tells ${what}`, () => {
      const found = problems(good.replace(from, to));
      assert.ok(found.includes(expected), found.join(", "));
    });
});
