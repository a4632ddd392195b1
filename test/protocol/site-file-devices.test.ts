import assert from "node:assert/strict";
import { parseSite } from "../../protocol/src/site-file.ts";
import {
  change,
  defect,
  example,
  good,
  lastLineOf,
  lineOf,
  spareKey,
} from "./site-file-fixture.ts";

const valve = "devices[0].points[0]";
const level = "devices[0].points[2]";
const pump = "devices[0].points[3]";
const target = "devices[1].points[1]";

describe("site file: devices", () => {
  defect({
    title: "two devices of one name",
    ...{ from: "  - name: exchanger", to: "  - name: intake", at: lastLineOf("- name: intake") },
    ...{ path: "devices[1].name", code: "SITE_DUPLICATE_NAME" },
    also: [["SITE_RULE_NO_POINT", "policy.rules[2].points[0]"]],
  });
  defect({
    title: "a guard nobody knows",
    from: "    guard: intake-guard\n    protocol: opcua",
    to: "    guard: intake-gard\n    protocol: opcua",
    ...{ at: "intake-gard", path: "devices[1].guard", code: "SITE_UNKNOWN_GUARD" },
    suggestion: /did you mean "intake-guard"/,
  });
  defect({
    title: "a protocol nobody speaks",
    ...{ from: "protocol: opcua", to: "protocol: opc-ua", at: "opc-ua" },
    ...{ path: "devices[1].protocol", code: "SITE_VALUE", suggestion: /did you mean "opcua"/ },
  });
  defect({
    title: "an address of another protocol",
    ...{ from: "address: 127.0.0.1:1502", to: "address: /dev/tty0", at: "/dev/tty0" },
    ...{ path: "devices[0].address", code: "SITE_ADDRESS", message: /as modbus-tcp needs/ },
  });
  defect({
    title: "a key of another protocol",
    from: "    unit: 1\n",
    to: "    unit: 1\n    serial: { baud: 9600 }\n",
    ...{ at: "baud: 9600", path: "devices[0].serial", code: "SITE_PROTOCOL" },
  });
  defect({
    title: "OPC UA without security",
    ...{ from: /    security: .*\n/, to: "", at: "  - name: exchanger" },
    ...{ path: "devices[1].security", code: "SITE_MISSING", suggestion: /Basic256Sha256/ },
  });
  defect({
    title: "a security mode without a policy",
    ...{ from: "policy: Basic256Sha256", to: "policy: None", at: "policy: None" },
    ...{ path: "devices[1].security.mode", code: "SITE_SECURITY" },
  });
  const line = (unit: string): string =>
    [
      "  - name: line",
      "    guard: intake-guard",
      "    protocol: modbus-rtu",
      "    address: /dev/ttyUSB0",
      "    serial: { baud: 19200, parity: even, stopBits: 1 }",
      `    unit: 1${unit}`,
      "    points:",
      "      - { name: a, access: reading, table: input, register: 0, type: int16 }",
      "  - name: exchanger\n",
    ].join("\n");
  defect({
    title: "two devices that a read-only server could not tell apart",
    ...{ from: "  - name: exchanger\n", to: line(""), at: lastLineOf("unit: 1") },
    ...{ path: "devices[1].unit", code: "SITE_READ_UNIT", message: /shows intake as unit 1/ },
    suggestion: /readUnit: 2/,
  });
  it("the same two, told apart by readUnit", () => {
    const text = change("  - name: exchanger\n", line("\n    readUnit: 2"));
    assert.equal(good(text).devices[1]?.readUnit, 2);
  });
  defect({
    title: "a duration that is none",
    ...{ from: "scan: 500ms", to: "scan: 500 ms", at: "500 ms", path: "devices[0].scan" },
    code: "SITE_DURATION",
  });
  defect({
    title: "a scan of no time",
    ...{ from: "scan: 500ms", to: "scan: 0ms", at: "scan: 0ms", path: "devices[0].scan" },
    code: "SITE_DURATION",
  });
  const unit = "    unit: 1\n";
  for (const time of ["50ms", "11s"])
    defect({
      title: `a timeout that no device may have, ${time}`,
      ...{ from: unit, to: `${unit}    timeout: ${time}\n`, at: `timeout: ${time}` },
      ...{ path: "devices[0].timeout", code: "SITE_RANGE", message: /100ms to 10s/ },
    });
  defect({
    title: "a timeout that is no duration",
    ...{ from: unit, to: `${unit}    timeout: long\n`, at: "timeout: long" },
    ...{ path: "devices[0].timeout", code: "SITE_DURATION" },
  });
  defect({
    title: "multipleWritesOnly that is neither true nor false",
    ...{ from: unit, to: `${unit}    multipleWritesOnly: yes\n`, at: "multipleWritesOnly" },
    ...{ path: "devices[0].multipleWritesOnly", code: "SITE_TYPE", message: /true or false/ },
  });
  for (const [key, value] of [["timeout", "2s"], ["multipleWritesOnly", "true"]] as const)
    defect({
      title: `${key} of an OPC UA server`,
      ...{ from: "protocol: opcua\n", to: `protocol: opcua\n    ${key}: ${value}\n`, at: key },
      ...{ path: `devices[1].${key}`, code: "SITE_PROTOCOL", message: /opcua has no/ },
    });
  it("timeout and multipleWritesOnly of a Modbus device, and neither where none is given", () => {
    const text = change(unit, `${unit}    timeout: 2.5s\n    multipleWritesOnly: true\n`);
    const [device] = good(text).devices;
    assert.deepEqual([device?.timeoutMs, device?.multipleWritesOnly], [2500, true]);
    const { timeoutMs: _, multipleWritesOnly: __, ...rest } = device ?? {};
    assert.deepEqual(rest, good(example).devices[0]);
  });
});

describe("site file: points", () => {
  defect({
    title: "two points of one name",
    ...{ from: "name: valve-position,", to: "name: level,", at: "      - name: level" },
    ...{ path: "devices[0].points[2].name", code: "SITE_DUPLICATE_NAME" },
    also: [["SITE_UNKNOWN_POINT", "devices[0].points[0].readback.point"]],
  });
  defect({
    title: "registers that overlap by their length",
    ...{ from: "        register: 12\n", to: "        register: 11\n", at: "register: 11" },
    ...{ path: `${level}.register`, code: "SITE_OVERLAP", message: /share input 11\.\.11/ },
  });
  defect({
    title: "a long point over a short one",
    from: "register: 10, type: float32",
    to: "register: 9, type: float64",
    ...{ at: "        register: 12", path: `${level}.register`, code: "SITE_OVERLAP" },
  });
  defect({
    title: "registers beyond the last",
    ...{ from: "register: 100 ", to: "register: 65535 ", at: "register: 65535" },
    ...{ path: `${valve}.register`, code: "SITE_REGISTER" },
  });
  defect({
    title: "a register that is none",
    ...{ from: "register: 100 ", to: "register: 100.5 ", at: "100.5", path: `${valve}.register` },
    code: "SITE_TYPE",
  });
  defect({
    title: "no table",
    ...{ from: "        table: coil\n", to: "", at: "- name: pump", path: `${pump}.table` },
    code: "SITE_MISSING",
  });
  defect({
    title: "a set point in a table that cannot be written",
    ...{ from: "table: coil\n", to: "table: discrete\n", at: "table: discrete" },
    ...{ path: `${pump}.table`, code: "SITE_TABLE", suggestion: /"coil"/ },
  });
  defect({
    title: "a number in a table of bits",
    from: "        type: bool\n",
    to: "        type: uint16\n",
    ...{ at: lastLineOf("type: uint16"), path: `${pump}.type`, code: "SITE_TABLE" },
    also: [
      ["SITE_NO_LIMITS", pump],
      ["SITE_INTERLOCK_TYPE", "policy.rules[0].interlocks[0].when"],
    ],
  });
  defect({
    title: "a string without a length",
    from: "register: 10, type: float32, order: ABCD",
    to: "register: 40, type: string",
    ...{ at: "register: 40", path: "devices[0].points[1].length", code: "SITE_MISSING" },
    also: [["SITE_READBACK", `${valve}.readback.point`]],
  });
  defect({
    title: "a node id that is none",
    ...{ from: "ns=1;s=Exchanger.OutletTarget", to: "Exchanger.OutletTarget" },
    ...{ at: "- { name: outlet-target", path: `${target}.nodeId`, code: "SITE_NODE_ID" },
  });
  defect({
    title: "a namespace without a number",
    from: "user: quorate }\n",
    to: 'user: quorate }\n    namespaces: { a: "urn:b" }\n',
    ...{ at: "namespaces:", path: "devices[1].namespaces.a", code: "SITE_NAMESPACE" },
  });
  defect({
    title: "registers in an OPC UA device",
    ...{ from: "name: outlet,", to: "name: outlet, register: 1,", at: "register: 1," },
    ...{ path: "devices[1].points[0].register", code: "SITE_PROTOCOL" },
  });
  defect({
    title: "limits the wrong way round",
    ...{ from: "{ min: 0, max: 100", to: "{ min: 100, max: 0", at: "min: 100" },
    ...{ path: `${valve}.limits.min`, code: "SITE_LIMITS", message: /min 100 is above max 0/ },
  });
  defect({
    title: "a limit above what a small type holds",
    from: /type: float32 .*\n( +order: ABCD.*\n)( +units.*\n +limits: \{ min: 0, max: )100/,
    to: 'type: int16\n        units: "%"\n        limits: { min: 0, max: 40000',
    ...{ at: "40000", path: `${valve}.limits.max`, code: "SITE_LIMITS_UNREACHABLE" },
  });
  defect({
    title: "a limit below what an unsigned type holds",
    from: /type: float32 .*\n( +order: ABCD.*\n)( +units.*\n +limits: \{ min: )0,/,
    to: 'type: uint16\n        order: ABCD\n        units: "%"\n        limits: { min: -5,',
    ...{ at: "min: -5", path: `${valve}.limits.min`, code: "SITE_LIMITS_UNREACHABLE" },
  });
  defect({
    title: "limits that the scale cannot reach",
    from: "limits: { min: 0, max: 100, maxStep: 25 }",
    to: "limits: { min: 0, max: 100 }\n        scale: { raw: [0, 1000], value: [0, 50] }",
    ...{ at: "max: 100 }", path: `${valve}.limits.max`, code: "SITE_LIMITS_UNREACHABLE" },
    message: /not within the 0\.\.50 that the scale reaches/,
  });
  defect({
    title: "a scale that the raw type cannot hold",
    ...{ from: "raw: [0, 27648]", to: "raw: [0, 70000]", at: "70000", path: `${level}.scale.raw` },
    code: "SITE_SCALE",
  });
  defect({
    title: "a scale of no extent",
    ...{ from: "value: [0, 5]", to: "value: [5, 5]", at: "[5, 5]", path: `${level}.scale.value` },
    code: "SITE_SCALE",
  });
  defect({
    title: "a scale with three ends",
    ...{ from: "value: [0, 5]", to: "value: [0, 5, 9]", at: "[0, 5, 9]" },
    ...{ path: `${level}.scale.value`, code: "SITE_RANGE" },
  });
  defect({
    title: "a limit that is not finite",
    ...{ from: "max: 90", to: "max: .inf", at: ".inf", path: `${target}.limits.max` },
    code: "SITE_TYPE",
  });
  defect({
    title: "limits of a reading",
    from: "        deadband: 0.01\n",
    to: "        deadband: 0.01\n        limits: { max: 3 }\n",
    ...{ at: "{ max: 3 }", path: `${level}.limits`, code: "SITE_ACCESS" },
  });
  defect({
    title: "a numeric set point without limits",
    ...{ from: "limits: { min: 20, max: 90 }, ", to: "", at: "- { name: outlet-target" },
    ...{ path: target, code: "SITE_NO_LIMITS", severity: "warning" },
  });
  defect({
    title: "a read-back from a point nobody knows",
    ...{ from: "point: valve-position,", to: "point: valve-pos,", at: "valve-pos," },
    ...{ path: `${valve}.readback.point`, code: "SITE_UNKNOWN_POINT" },
    suggestion: /did you mean "valve-position"/,
  });
  defect({
    title: "a read-back of another kind",
    ...{ from: "point: valve-position,", to: "point: pump,", at: "point: pump," },
    ...{ path: `${valve}.readback.point`, code: "SITE_READBACK" },
  });
  defect({
    title: "alarms in the wrong order",
    ...{ from: "high: 4.2", to: "high: 4.9", at: "high: 4.9", path: `${level}.alarms.highHigh` },
    ...{ code: "SITE_ALARMS", message: /highHigh 4\.6 is not above high 4\.9/ },
  });
  defect({
    title: "alarms of a bool",
    from: "        labels: ",
    to: "        alarms: { high: 1, priority: 1 }\n        labels: ",
    ...{ at: "{ high: 1", path: `${pump}.alarms`, code: "SITE_ALARMS" },
  });
  defect({
    title: "a label for what a bool never is",
    ...{ from: "1: running", to: "2: running", at: "2: running", path: `${pump}.labels.2` },
    code: "SITE_LABELS",
  });

  it("two devices behind one address and unit are one set of registers", () => {
    const second = [
      "  - name: other",
      "    guard: intake-guard",
      "    protocol: modbus-tcp",
      "    address: 127.0.0.1:1502",
      "    points:",
      "      - { name: a, access: reading, table: holding, register: 101, type: int16 }",
      "  - name: exchanger",
    ].join("\n");
    const text = change("  - name: exchanger", second);
    const { problems } = parseSite(text);
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [["SITE_OVERLAP", lineOf(text, "register: 101")]],
    );
    good(change("1502\n    points", "1502\n    unit: 2\n    points", text));
  });
});

describe("site file: policy", () => {
  defect({
    title: "a rule that matches no point",
    ...{ from: "points: [intake/pump]", to: "points: [intake/pumps]", at: "intake/pumps" },
    ...{ path: "policy.rules[0].points[0]", code: "SITE_RULE_NO_POINT", severity: "warning" },
    suggestion: /did you mean "intake\/pump"/,
  });
  defect({
    title: "a set point that no rule matches",
    from: /    - points: \["exchanger\/\*"\]\n      roles: \[operator\]\n?/,
    to: "",
    ...{ at: "- { name: outlet-target", path: target, code: "SITE_NO_RULE", severity: "warning" },
  });
  defect({
    title: "a gateway that may act without end",
    from: /gateways: \[\].*/,
    to: `gateways: [{ agent: north, key: ${spareKey}, roles: [operator] }]`,
    ...{ at: 'points: ["exchanger/*"]', path: "policy.rules[2]", code: "SITE_GATEWAY_RATE" },
    ...{ severity: "warning", suggestion: /ratePerMinute/ },
  });
  defect({
    title: "a pattern that is none",
    ...{ from: '["exchanger/*"]', to: '["exchanger"]', at: '["exchanger"]' },
    ...{ path: "policy.rules[2].points[0]", code: "SITE_PATTERN" },
    also: [["SITE_NO_RULE", target]],
  });
  defect({
    title: "a role that nobody has",
    from: 'points: ["exchanger/*"]\n      roles: [operator]',
    to: 'points: ["exchanger/*"]\n      roles: [operater]',
    ...{ at: "operater", path: "policy.rules[2].roles[0]", code: "SITE_ROLE_UNUSED" },
    ...{ severity: "warning", suggestion: /did you mean "operator"/ },
  });
  defect({
    title: "more approvals than operators",
    ...{ from: "approvals: 2", to: "approvals: 3", at: "approvals: 3" },
    ...{ path: "policy.rules[0].approvals", code: "SITE_APPROVALS", message: /only 2 may/ },
  });
  defect({
    title: "no approval",
    ...{ from: "approvals: 2", to: "approvals: 0", at: "approvals: 0" },
    ...{ path: "policy.rules[0].approvals", code: "SITE_RANGE" },
  });
  defect({
    title: "an interlock without a condition",
    from: `require: "intake['level'] > 1.0", `,
    ...{ to: "", at: "when:", path: "policy.rules[0].interlocks[0].require", code: "SITE_MISSING" },
  });
  defect({
    title: "a missing bound",
    ...{ from: /  ttlMax: .*\n/, to: "", at: "  certifyWithin", path: "policy.ttlMax" },
    code: "SITE_MISSING",
  });

  it("the example has nothing to warn of", () => {
    good(example);
  });
});
