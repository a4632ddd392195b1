import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { rulesFor } from "@quorate/protocol";
import fc from "fast-check";
import { parseSite, parseSiteOrThrow } from "../../protocol/src/site-file.ts";
import type { SiteProblem } from "../../protocol/src/site-problem.ts";
import { parseDuration } from "../../protocol/src/site-schema.ts";
import {
  agentKey,
  change,
  defect,
  example,
  good,
  lineOf,
  spareKey,
} from "./site-file-fixture.ts";

describe("site file: what is good", () => {
  it("the example, as it stands", () => {
    const site = good(example);
    assert.equal(site.name, "riverside-waterworks");
    assert.equal(site.chain, createHash("sha256").update(example).digest("hex"));
    assert.deepEqual(site.agents.map(({ name }) => name), ["north", "east", "south", "west"]);
    assert.match(site.agents[0]?.key ?? "", /^[0-9a-f]{64}$/);
    const [intake, exchanger] = site.devices;
    assert.equal(intake?.scanMs, 500);
    assert.equal(exchanger?.scanMs, 1000);
    const [valve, position, level, pump] = intake?.points ?? [];
    assert.deepEqual(valve?.limits, { min: 0, max: 100, maxStep: 25 });
    assert.equal(valve?.readback?.withinMs, 10_000);
    assert.equal(position?.order, "ABCD");
    assert.equal(level?.alarms?.delayMs, 2000);
    assert.deepEqual(pump?.labels, { 0: "stopped", 1: "running" });
    assert.equal(rulesFor(site, "intake", "pump").length, 2);
    assert.equal(site.policy.rules[1]?.approvals, 1);
    assert.equal(site.policy.ttlMaxMs, 60_000);
  });

  it("bytes and text are the same site; any other byte is another chain", () => {
    assert.deepEqual(parseSite(new TextEncoder().encode(example)), parseSite(example));
    assert.notEqual(good(`${example}\n`).chain, good(example).chain);
  });

  it("parseSiteOrThrow answers it", () => {
    assert.deepEqual(parseSiteOrThrow(example), good(example));
  });

  it("IPv6 addresses, in quotes", () => {
    const text = change("address: 127.0.0.1:7401", 'address: "[::1]:7401"');
    assert.equal(good(text).agents[0]?.address, "[::1]:7401");
  });

  it("a serial line, a string, a mailbox, a register next to another", () => {
    const text = change(
      "  - name: exchanger\n",
      [
        "  - name: line",
        "    guard: intake-guard",
        "    protocol: modbus-rtu",
        "    address: /dev/ttyUSB0",
        "    serial: { baud: 19200, parity: even, stopBits: 1 }",
        "    unit: 7",
        "    mailbox: { sequence: 900, echo: 902, result: 904 }",
        "    points:",
        "      - { name: a, access: reading, table: input, register: 0, type: string, length: 4 }",
        "      - { name: b, access: reading, table: input, register: 4, type: int64 }",
        "      - { name: c, access: reading, table: input, register: 8, type: int16, scan: 2s }",
        "  - name: exchanger\n",
      ].join("\n"),
    );
    const line = good(text).devices[1];
    assert.deepEqual(line?.serial, { baud: 19200, parity: "even", stopBits: 1, dataBits: 8 });
    assert.equal(line?.points[2]?.scanMs, 2000);
  });

  it("durations", () => {
    const cases = { "500ms": 500, "2s": 2000, "1m": 60_000, "1m 10s": 70_000, "1.5s": 1500 };
    for (const [text, ms] of Object.entries(cases)) assert.equal(parseDuration(text), ms);
    assert.equal(parseDuration("1h30m"), 5_400_000);
    for (const text of ["", "5", "s", "-1s", "1 s", "1s 1m", "1s 1s", "1d", "1e3s", "0.0001ms"])
      assert.equal(parseDuration(text), null, text);
  });
});

describe("site file: text", () => {
  const only = (source: string | Uint8Array): SiteProblem => {
    const { site, problems } = parseSite(source);
    assert.equal(site, null);
    assert.equal(problems.length, 1, JSON.stringify(problems));
    return problems[0] as SiteProblem;
  };

  it("no YAML: SITE_YAML, with its line", () => {
    const text = change("consoles: ", "consoles: [");
    assert.equal(parseSite(text).problems[0]?.code, "SITE_YAML");
    assert.ok((parseSite(text).problems[0]?.line ?? 0) >= lineOf(text, "consoles: ["));
  });

  it("a key twice: SITE_DUPLICATE_KEY", () => {
    const text = change("    unit: 1\n", "    unit: 1\n    unit: 2\n");
    const { code, line } = only(text);
    assert.deepEqual([code, line], ["SITE_DUPLICATE_KEY", lineOf(text, "    unit: 2")]);
  });

  it("empty, a list, not UTF-8, too long, too many aliases", () => {
    assert.equal(only("").code, "SITE_YAML");
    assert.equal(only("- a\n- b\n").code, "SITE_YAML");
    assert.equal(only(Uint8Array.of(0xff, 0xfe, 0x41)).code, "SITE_UTF8");
    assert.equal(only("#".repeat(5_000_000)).code, "SITE_SIZE");
    const laughs = ["a: &a [x, x]", ..."bcdefghijk".split("").map((name, index) => {
      const previous = "abcdefghij"[index];
      return `${name}: &${name} [${Array(9).fill(`*${previous}`).join(", ")}]`;
    })];
    assert.equal(only(laughs.join("\n")).code, "SITE_YAML");
    assert.equal(only("[".repeat(100_000)).severity, "error");
  });

  it("an empty map misses everything, all told at once", () => {
    const codes = parseSite("{}").problems.map(({ code, path }) => `${code} ${path}`);
    assert.deepEqual(codes.sort(), [
      "SITE_AGENTS_FEW agents",
      "SITE_MISSING agents",
      "SITE_MISSING devices",
      "SITE_MISSING policy",
      "SITE_MISSING site",
    ]);
  });

  it("many mistakes are told at once, in the order of the file, each on its line", () => {
    const text = [
      ["site: riverside-waterworks", "site: riverside waterworks"],
      ["    scan: 500ms", "    scann: 500ms"],
      ["        register: 12\n", "        register: 99999\n"],
      ["  freshness: 3", "  freshness: often"],
    ].reduce((changed, [from = "", to = ""]) => change(from, to, changed), example);
    assert.throws(() => parseSiteOrThrow(text, "plant.yaml"), { code: "SITE_INVALID" });
    const { problems } = parseSite(text);
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [
        ["SITE_NAME", 2],
        ["SITE_UNKNOWN_KEY", lineOf(text, "scann")],
        ["SITE_RANGE", lineOf(text, "99999")],
        ["SITE_TYPE", lineOf(text, "often")],
      ],
    );
    try {
      parseSiteOrThrow(text, "plant.yaml");
    } catch (thrown) {
      const { message } = thrown as Error;
      assert.match(message, /^plant\.yaml has 4 errors:\n {2}line 2:7: error SITE_NAME: site: /);
      assert.match(message, /did you mean "scan"\?/);
      assert.equal(message.split("\n").length, 5);
    }
  });

  it("no text at all makes it crash, and no site comes of errors", () => {
    const lines = example.split("\n");
    const cut = fc.record({
      at: fc.nat(lines.length - 1),
      mode: fc.constantFrom("drop", "double", "indent", "empty", "noise"),
      noise: fc.string({ maxLength: 20 }),
    });
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
        const copy = [...lines];
        for (const { at, mode, noise } of cuts) {
          const line = copy[at] ?? "";
          if (mode === "drop") copy[at] = "";
          else if (mode === "double") copy[at] = `${line}\n${line}`;
          else if (mode === "indent") copy[at] = ` ${line}`;
          else if (mode === "empty") copy[at] = line.replace(/:.*/, ":");
          else copy[at] = `${line.slice(0, line.length / 2)}${noise}`;
        }
        const { site, problems } = parseSite(copy.join("\n"));
        const errors = problems.filter(({ severity }) => severity === "error");
        assert.equal(site === null, errors.length > 0);
        for (const { line } of problems) assert.ok(line >= 1);
      }),
      { numRuns: 150 },
    );
  });
});

describe("site file: agents, guards and people", () => {
  const south = /  - \{ name: south.*\n/;

  it("three agents: SITE_AGENTS_FEW", () => {
    const text = change(south, "");
    const [problem] = parseSite(text).problems;
    assert.deepEqual([problem?.code, problem?.path], ["SITE_AGENTS_FEW", "agents"]);
    assert.equal(parseSite(text).site, null);
  });

  it("five agents: the warning SITE_AGENTS_SPARE", () => {
    const fifth = `  - { name: fifth, key: ${spareKey}, address: "a:1", api: "a:2" }\n`;
    const text = change(south, `${south.exec(example)?.[0]}${fifth}`);
    const { site, problems } = parseSite(text);
    assert.deepEqual(problems.map(({ code, severity }) => [code, severity]), [
      ["SITE_AGENTS_SPARE", "warning"],
    ]);
    assert.equal(site?.agents.length, 5);
    assert.match(problems[0]?.suggestion ?? "", /4 or 7/);
  });

  defect({
    title: "an unknown key",
    ...{ from: "unit: 1\n", to: "unitt: 1\n", at: "unitt", path: "devices[0].unitt" },
    ...{ code: "SITE_UNKNOWN_KEY", suggestion: /did you mean "unit"/ },
  });
  defect({
    title: "an unknown key of the file",
    ...{ from: "gateways: []", to: "gatewais: []", at: "gatewais", path: "gatewais" },
    ...{ code: "SITE_UNKNOWN_KEY", suggestion: /did you mean "gateways"/ },
  });
  defect({
    title: "an unknown key deep inside",
    ...{ from: "maxStep: 25", to: "maxstep: 25", at: "maxstep" },
    ...{ path: "devices[0].points[0].limits.maxstep", code: "SITE_UNKNOWN_KEY" },
    suggestion: /did you mean "maxStep"/,
  });
  defect({
    title: "a missing value",
    ...{ from: ", api: 127.0.0.1:7502", to: "", at: "name: east", path: "agents[1].api" },
    ...{ code: "SITE_MISSING", message: /"api" is missing/ },
  });
  defect({
    title: "a number for a name",
    ...{ from: "name: carl", to: "name: 7", at: "name: 7", path: "operators[2].name" },
    ...{ code: "SITE_TYPE", message: /takes a text, not number 7/, suggestion: /quotes/ },
  });
  defect({
    title: "a name that cannot be one",
    ...{ from: "name: carl", to: "name: carl/ann", at: "carl/ann", path: "operators[2].name" },
    code: "SITE_NAME",
  });
  defect({
    title: "two agents of one name",
    ...{ from: "name: east,", to: "name: north,", at: "127.0.0.1:7402", path: "agents[1].name" },
    ...{ code: "SITE_DUPLICATE_NAME", message: /"north" is already in line 4/ },
  });
  defect({
    title: "two operators of one name",
    ...{ from: "name: bo,", to: "name: ann,", at: "supervisor]", path: "operators[1].name" },
    code: "SITE_DUPLICATE_NAME",
  });
  defect({
    title: "a key that is none",
    ...{ from: agentKey("west"), to: "ed25519:REPLACE", at: "REPLACE", path: "agents[3].key" },
    code: "SITE_KEY",
  });
  defect({
    title: "a key of small order",
    ...{ from: agentKey("west"), to: `ed25519:01${"0".repeat(62)}`, at: "name: west" },
    ...{ path: "agents[3].key", code: "SITE_KEY_WEAK" },
  });
  defect({
    title: "a key that is not canonical",
    ...{ from: agentKey("west"), to: `ed25519:${"ff".repeat(32)}`, at: "name: west" },
    ...{ path: "agents[3].key", code: "SITE_KEY_WEAK" },
  });
  defect({
    title: "a key of mixed order",
    from: agentKey("west"),
    to: "ed25519:f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
    ...{ at: "name: west", path: "agents[3].key", code: "SITE_KEY_WEAK" },
  });
  defect({
    title: "a key that is no point of the curve",
    ...{ from: agentKey("west"), to: `ed25519:${"02".repeat(32)}`, at: "name: west" },
    ...{ path: "agents[3].key", code: "SITE_KEY_WEAK" },
  });
  defect({
    title: "one key for an agent and an operator",
    from: /name: carl, key: \S+,/,
    to: `name: carl, key: ${agentKey("west")},`,
    ...{ at: "name: carl", path: "operators[2].key", code: "SITE_KEY_DUPLICATE" },
    message: /already in line 7/,
  });
  defect({
    title: "an address without a port",
    ...{ from: "address: 127.0.0.1:7401", to: "address: 127.0.0.1", at: "name: north" },
    ...{ path: "agents[0].address", code: "SITE_ADDRESS" },
  });
  defect({
    title: "an address with a port that is none",
    ...{ from: "127.0.0.1:7401", to: "127.0.0.1:74010", at: "name: north" },
    ...{ path: "agents[0].address", code: "SITE_ADDRESS" },
  });
  defect({
    title: "one address for two",
    ...{ from: "127.0.0.1:7503", to: "127.0.0.1:7402", at: "name: south" },
    ...{ path: "agents[2].api", code: "SITE_ADDRESS_DUPLICATE" },
  });
  defect({
    title: "a gateway at an unknown agent",
    from: "gateways: []",
    to: `gateways: [{ agent: nort, key: ${spareKey}, roles: [gateway] }]`,
    ...{ at: "agent: nort", path: "gateways[0].agent", code: "SITE_UNKNOWN_AGENT" },
    suggestion: /did you mean "north"/,
  });
});
