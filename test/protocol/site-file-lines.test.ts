import assert from "node:assert/strict";
import { parseSite } from "../../protocol/src/site-file.ts";
import { canonicalNodeId } from "../../protocol/src/site-node-id.ts";
import { change, defect, example, good, lastLineOf, spareKey } from "./site-file-fixture.ts";

const target = "devices[1].points[1]";
const codesOf = (text: string): string[] =>
  parseSite(text).problems.map(({ code, path }) => `${code} ${path}`);

describe("site file: OPC UA nodes", () => {
  const at = lastLineOf("- { name: outlet-target");
  defect({
    title: "two names for one node",
    ...{ from: "ns=1;s=Exchanger.OutletTarget", to: "ns=01;s=Exchanger.Outlet", at },
    ...{ path: `${target}.nodeId`, code: "SITE_OVERLAP" },
    message: /outlet-target and exchanger\/outlet are one node \(line 57\)/,
    suggestion: /read back by its own name/,
  });

  it("one node by two devices of one server, and of two servers", () => {
    const second = (address: string, node: string): string =>
      change(
        "policy:\n",
        [
          "  - name: other",
          "    guard: intake-guard",
          "    protocol: opcua",
          `    address: ${address}`,
          "    security: { policy: None, mode: None }",
          "    points:",
          `      - { name: a, access: reading, nodeId: "${node}", type: float64 }`,
          "policy:\n",
        ].join("\n"),
      );
    const target = "ns=1;s=Exchanger.OutletTarget";
    for (const same of ["opc.tcp://127.0.0.1:4840", "opc.tcp://127.0.0.1/"])
      assert.deepEqual(codesOf(second(same, target)), [
        "SITE_OVERLAP devices[2].points[0].nodeId",
      ]);
    for (const [address = "", node = ""] of [
      ["opc.tcp://127.0.0.1:4841", target],
      ["opc.tcp://127.0.0.1/other", target],
      ["opc.tcp://127.0.0.1", "ns=2;s=Exchanger.OutletTarget"],
    ])
      good(second(address, node));
  });

  it("node ids that a library takes for others, or for none", () => {
    const guid = "72962b91-fa75-4ae6-8d28-b404dc7daf63";
    for (const [text, same] of [
      ["i=85", "ns=0;i=85"],
      ["ns=2;i=4294967295", "ns=2;i=4294967295"],
      ["ns=65535;s=a;b=c d", "ns=65535;s=a;b=c d"],
      [`ns=1;g=${guid}`, `ns=1;g=${guid.toUpperCase()}`],
      ["ns=1;b=M/RbKBsRVkePCePcx24oRA==", "ns=1;b=M/RbKBsRVkePCePcx24oRA=="],
    ] as const)
      assert.equal(canonicalNodeId(text), same);
    const wrong = ["i=abc", "ns=1;i=abc", "i=4294967296", "i=-1", "i=1.5", "g=zzz", `g=${guid}0`];
    wrong.push("ns=70000;s=X", "ns=65536;i=1", "s=", "b=_", "b=a", "ns=2;s=a ns=1;i=5", "x=1");
    for (const text of wrong) {
      assert.equal(canonicalNodeId(text), null, text);
      const changed = change("ns=1;s=Exchanger.Outlet\"", `${text}"`);
      assert.deepEqual(codesOf(changed), ["SITE_NODE_ID devices[1].points[0].nodeId"], text);
    }
  });
});

describe("site file: serial lines", () => {
  const line = (name: string, more: string, guard = "intake-guard", unit = 1): string =>
    [
      `  - name: ${name}`,
      `    guard: ${guard}`,
      "    protocol: modbus-rtu",
      "    address: /dev/ttyUSB0",
      `    serial: { baud: 19200${more} }`,
      `    unit: ${unit}`,
      "    points:",
      "      - { name: a, access: setpoint, table: coil, register: 0, type: bool }",
    ].join("\n");
  const rule = '    - points: ["*/a"]\n      roles: [operator]\n';
  const box = "guards:\n";
  const other = `  - { name: other-guard, key: ${spareKey} }\n`;
  const withLines = (...lines: readonly string[]): string =>
    change(
      "  rules:\n",
      `  rules:\n${rule}`,
      change("policy:\n", `${lines.join("\n")}\npolicy:\n`, change(box, box + other)),
    );
  // The example's guard has a read-only server, which tells units apart by readUnit.
  const readable = (text: string): string => change(/, modbusReadOnly: [^ ]+ /, " ", text);

  it("seven data bits are none of Modbus RTU", () => {
    const text = readable(withLines(line("one", ", dataBits: 7")));
    assert.deepEqual(codesOf(text), ["SITE_SERIAL devices[2].serial.dataBits"]);
  });

  it("one line at two speeds", () => {
    const second = line("two", ", parity: none", "intake-guard", 2);
    const text = readable(withLines(line("one", ""), second));
    assert.deepEqual(codesOf(text), ["SITE_SERIAL devices[3].serial.parity"]);
    assert.match(parseSite(text).problems[0]?.message ?? "", /^one has .* with parity even/);
    good(readable(withLines(line("one", ""), line("two", "", "intake-guard", 2))));
  });

  it("two boxes have lines of one name; one box has one", () => {
    good(readable(withLines(line("one", ""), line("two", ", parity: none", "other-guard"))));
    const twice = readable(withLines(line("one", ""), line("two", "")));
    assert.deepEqual(codesOf(twice), ["SITE_OVERLAP devices[3].points[0].register"]);
  });

  it("the example's network address is one for all guards", () => {
    const second = [
      "  - name: other",
      "    guard: other-guard",
      "    protocol: modbus-tcp",
      "    address: 127.0.0.1:1502",
      "    points:",
      "      - { name: a, access: setpoint, table: coil, register: 3, type: bool }",
    ].join("\n");
    assert.deepEqual(codesOf(withLines(second)), ["SITE_OVERLAP devices[2].points[0].register"]);
    assert.deepEqual(codesOf(example), []);
  });
});
