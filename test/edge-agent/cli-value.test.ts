import assert from "node:assert/strict";
import { isCoded, type PointSpec, type PointValue } from "@quorate/protocol";
import { remedyOf } from "../../edge-agent/src/cli/remedies.ts";
import {
  guessValue,
  readDuration,
  readValue,
  readWrite,
  showReading,
  showValue,
  showWrites,
} from "../../edge-agent/src/cli/value.ts";
import { policySite } from "./cli-site.ts";

const point = (type: PointSpec["type"], labels?: Record<string, string>): PointSpec => ({
  ...{ name: "p", access: "setpoint", type, order: "ABCD" },
  ...(labels === undefined ? {} : { labels }),
});

const refused = (code: string, action: () => unknown): void => {
  assert.throws(action, (error) => isCoded(error) && error.code === code);
};

describe("cli: values as they are typed", () => {
  it("numbers with a dot, never with a comma", () => {
    const good: readonly (readonly [string, number])[] = [
      ...([["40", 40], ["-1.5", -1.5], ["+2", 2], [".5", 0.5], ["5.", 5], ["1e3", 1000]] as const),
    ];
    for (const [text, value] of good) assert.equal(readValue(point("float32"), text), value);
    for (const text of ["1,234", "1,5", "1.234,5", "1,234.5"])
      refused("VALUE_AMBIGUOUS", () => readValue(point("float32"), text));
    for (const text of ["", " ", "forty", "0x10", "Infinity", "NaN", "1e999", "1 000", "true"])
      refused("VALUE_TYPE", () => readValue(point("int16"), text));
  });

  it("switches by true and false, 1 and 0, and the site's own labels", () => {
    const pump = point("bool", { 0: "stopped", 1: "running" });
    const good: readonly (readonly [string, boolean])[] = [
      ...([["true", true], ["TRUE", true], ["1", true], ["running", true]] as const),
      ...([["false", false], ["0", false], ["stopped", false]] as const),
    ];
    for (const [text, value] of good) assert.equal(readValue(pump, text), value);
    for (const text of ["on", "2", "yes", "Running", "1,0"])
      refused("VALUE_TYPE", () => readValue(pump, text));
  });

  it("texts as they are, and numbers by label", () => {
    assert.equal(readValue(point("string"), "1,234"), "1,234");
    assert.equal(readValue(point("uint16", { 2: "automatic" }), "automatic"), 2);
  });

  it("points that nobody knows by their looks, for the constitution to refuse", () => {
    const guesses: readonly (readonly [string, PointValue])[] = [
      ...([["40", 40], ["true", true], ["false", false]] as const),
      ...([["open", "open"], ["TRUE", "TRUE"]] as const),
    ];
    for (const [text, value] of guesses) assert.equal(guessValue(text), value);
    refused("VALUE_AMBIGUOUS", () => guessValue("1,234"));
  });

  it("POINT=VALUE, on the first equals sign", () => {
    const site = policySite();
    assert.deepEqual(readWrite(site, "intake", "valve=40"), { point: "valve", value: 40 });
    assert.deepEqual(readWrite(site, "intake", "pump=running"), { point: "pump", value: true });
    assert.deepEqual(readWrite(site, "intake", "note=a=b"), { point: "note", value: "a=b" });
    assert.deepEqual(readWrite(site, "nowhere", "x=1"), { point: "x", value: 1 });
    for (const text of ["valve", "=40", "valve="])
      refused("VALUE_MISSING", () => readWrite(site, "intake", text));
  });

  it("durations", () => {
    const given = ["500ms", "10s", "1m 30s", "1.5s"];
    assert.deepEqual(given.map(readDuration), [500, 10_000, 90_000, 1500]);
    for (const text of ["10", "-1s", "0s", "1 hour", "", "s"])
      refused("DURATION", () => readDuration(text));
  });

  it("are shown with labels and units, exactly as they are signed", () => {
    const level = { ...point("float32"), units: "m" };
    assert.equal(showValue(level, 40.123456789), "40.123456789 m");
    assert.equal(showValue(point("uint32"), 123_456_789), "123456789");
    assert.equal(showValue(undefined, 123_456_789), "123456789");
    const batch = { point: "batch", value: 123_456_789 };
    assert.equal(showWrites(undefined, [batch]), "batch=123456789");
    assert.equal(showValue(point("bool", { 0: "stopped", 1: "running" }), true), "running");
    assert.equal(showValue(undefined, "text"), "text");
    assert.equal(showValue(undefined, "a\n\u001b[2Jb\u202ec"), "a\\u000a\\u001b[2Jb\\u202ec");
  });

  it("a text that is written passes for nothing but one text", () => {
    const writes = (value: string): string => showWrites(undefined, [{ point: "note", value }]);
    assert.equal(writes("batch-7"), "note=batch-7");
    assert.equal(writes("x, valve=99"), 'note="x, valve=99"');
    assert.equal(writes('x", valve=99'), 'note="x\\", valve=99"');
    assert.equal(writes("x\u0007\u009b2J"), 'note="x\\u0007\\u009b2J"');
  });

  it("are shown as they were read, without the noise of float32 and of scales", () => {
    const level = { ...point("float32"), units: "m" };
    for (const value of [40.1, 0.001, 16_777_215, 123_456_790, 1e-10])
      assert.equal(showReading(level, Math.fround(value)), `${value} m`);
    const scale = { raw: [0, 1000], value: [0, 100] } as const;
    assert.equal(showReading({ ...point("uint16"), scale }, 0.1 + 0.2), "0.3");
    for (const type of ["uint32", "float64"] as const)
      assert.equal(showReading(point(type), 123_456_789.123), "123456789.123");
    assert.equal(showReading(point("bool", { 0: "stopped", 1: "running" }), true), "running");
  });
});

describe("cli: remedies", () => {
  const ends = ["STEP", "EXPECT", "INTERLOCK", "EXPIRED", "READ_BAD", "NOT_SENT", "DEVICE_REFUSED"];
  const others = ["OUTCOME_UNKNOWN", "READBACK_MISMATCH", "READBACK_BAD", "SUPERSEDED"];
  const files = ["COMMAND_DECODE", "COMMAND_SIZE", "COMMAND_FILE", "KEY_FORMAT", "SITE_FILE"];
  for (const end of ["HEAD", "RECORD", "BLOCK", "BALLOT", "ENTRY", "TAIL"])
    files.push(`AUDIT_${end}`);
  files.push("INIT_TEMPLATE", "CONTACT_FEW", "BACKUP_FORMAT", "BACKUP_PATH", "PASSPHRASE_FILE");
  for (const code of [...files, "POINTS_DEVICE", "OPCUA_IDENTITY", "OPCUA_ENDPOINT"])
    it(`whose files or links gave ${code} is told what to do`, () => {
      assert.ok((remedyOf(code) ?? "").length > 10);
    });
  for (const code of [...ends.map((end) => `ACTUATION_${end}`), ...others, "POLICY_INTERLOCK"])
    it(`whose command ended with ${code} is told what to do`, () => {
      assert.ok((remedyOf(code) ?? "").length > 10);
    });
});
