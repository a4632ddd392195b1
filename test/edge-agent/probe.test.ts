import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interpretRegisters } from "@quorate/device-adapters";
import {
  DataType,
  type OpcuaTestServer,
  serverFolder,
  startOpcuaServer,
} from "../device-adapters/opcua-server.ts";
import { type ScriptedDevice, startScriptedDevice } from "../device-adapters/scripted-device.ts";
import { answerOf, startPtyPair, startSerialBus } from "../device-adapters/serial-bus.ts";
import { type CliResult, runQuorate } from "../plant/harness.ts";

const probe = (...args: readonly string[]): Promise<CliResult> =>
  runQuorate(["probe", ...args], { QUORATE_HOME: "" });

describe("probe: registers", function () {
  this.timeout(60_000);
  let device: ScriptedDevice;
  /** float32 42.5 in the order CDAB, as many devices have it. */
  const words = [0x0000, 0x422a];

  before(async () => {
    device = await startScriptedDevice(({ pdu, reply }) => {
      const from = pdu.readUInt16BE(1);
      const count = pdu.readUInt16BE(3);
      if (from !== 100 || count > 2) return reply([(pdu[0] ?? 0) | 0x80, 2]);
      const data = words.slice(0, count).flatMap((word) => [word >> 8, word & 0xff]);
      return reply([pdu[0] ?? 0, data.length, ...data]);
    });
  });
  after(() => device.stop());

  it("every type in every order, where there is room for it", () => {
    const all = interpretRegisters("holding", 100, words);
    const types = all.map(({ register, type }) => `${register}:${type}`);
    assert.deepEqual(types, [
      ...["100:int16", "100:uint16", "100:int32", "100:uint32", "100:float32"],
      ...["101:int16", "101:uint16"],
    ]);
    const float = all.find(({ type }) => type === "float32");
    assert.equal(float?.values.CDAB, 42.5);
    const word = all.find(({ register, type }) => register === 101 && type === "uint16");
    assert.deepEqual(word?.values, { ABCD: 0x422a, BADC: 0x2a42 });
    const wide = interpretRegisters("input", 0, [0x7ff8, 0, 0, 0]);
    assert.equal(wide.find(({ type }) => type === "float64")?.values.ABCD, null);
  });

  it("a table for people, JSON for programs", async () => {
    const address = `modbus-tcp://${device.address}/1`;
    const people = await probe(address, "holding", "100", "2");
    assert.equal(people.code, 0, people.stderr);
    assert.match(people.stdout, /^holding +hex +type +ABCD +CDAB +BADC +DCBA\n100 +0x0000 +int16/);
    assert.match(people.stdout, /\n +float32 +\S+ +42\.5 /);
    const programs = await probe(address, "holding", "100", "2", "--json");
    const parsed = JSON.parse(programs.stdout) as { words: number[]; readings: unknown[] };
    assert.deepEqual(parsed.words, words);
    assert.equal(parsed.readings.length, 7);
  });

  it("what goes wrong has a code and a status", async () => {
    const address = `modbus-tcp://${device.address}/1`;
    const refused = await probe(address, "holding", "5");
    assert.match(refused.stderr, /^ILLEGAL_DATA_ADDRESS: /);
    assert.equal(refused.code, 1);
    const dead = await probe("modbus-tcp://127.0.0.1:1/1", "holding", "5", "--timeout", "1");
    assert.match(dead.stderr, /^ECONNREFUSED: /);
    for (const [args, message] of [
      [["http://plc"], /^PROBE_ADDRESS: /],
      [[address], /^PROBE_REGISTERS: /],
      [[address, "holding", "70000"], /^PROBE_NUMBER: /],
      [["modbus-rtu:/dev/ttyX?speed=9", "holding", "1"], /^PROBE_ADDRESS: "speed"/],
    ] as const) {
      const { code, stderr } = await probe(...args);
      assert.match(stderr, message);
      assert.equal(code, 2);
    }
  });

  it("a unit on a serial line", async () => {
    const pair = await startPtyPair();
    const bus = await startSerialBus(pair.far, (request) => bus.send(answerOf(request, 0x1234)));
    try {
      const address = `modbus-rtu:${pair.near}?baud=115200&parity=none&unit=9`;
      const { stdout, stderr } = await probe(address, "input", "7", "--json");
      assert.deepEqual((JSON.parse(stdout || stderr) as { words: unknown }).words, [0x1234]);
      assert.ok(bus.requests.every(({ unit }) => unit === 9));
    } finally {
      await bus.stop();
      await pair.end();
    }
  });
});

describe("probe: OPC UA nodes", function () {
  this.timeout(60_000);
  const keys = serverFolder();
  const folder = mkdtempSync(join(tmpdir(), "quorate-probe-"));
  const user = { name: "quorate", password: "open sesame" };
  let server: OpcuaTestServer;

  before(async () => {
    const nodes = [
      { name: "Plant.OutletTarget", dataType: DataType.Double, value: 60 },
      { name: "Plant.Outlet", dataType: DataType.Float, value: 41.5, readOnly: true },
      { name: "Plant.Run", dataType: DataType.Boolean, value: false },
      { name: "Plant.Since", dataType: DataType.DateTime, value: new Date(0) },
    ];
    server = await startOpcuaServer({ nodes, folder: keys.path, user });
    writeFileSync(join(folder, "password"), `${user.password}\n`);
  });
  after(async () => {
    await server.stop();
    keys.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("lines for the site file, and the certificates where they are wanted", async () => {
    const { stdout, stderr, code } = await probe(
      ...[`opc.tcp://127.0.0.1:${server.port}/test`, "--user", user.name],
      ...["--password-file", join(folder, "password")],
      ...["--security", "Basic256Sha256/SignAndEncrypt"],
      ...["--certificates", folder, "--device", "exchanger"],
    );
    assert.equal(code, 0, stderr);
    const found = stdout.matchAll(/^ {6}- \{ name: (.*Plant\..*) \}$/gm);
    const lines = [...found].map(([, line]) => line);
    const target = "nodeId: ns=1;s=Plant.OutletTarget";
    assert.deepEqual(lines, [
      ...[`plant.outlet-target, access: setpoint, type: float64, ${target}`],
      ...["plant.outlet, access: reading, type: float32, nodeId: ns=1;s=Plant.Outlet"],
      ...["plant.run, access: setpoint, type: bool, nodeId: ns=1;s=Plant.Run"],
    ]);
    assert.match(stderr, /OPCUA_CERTIFICATE_FIRST_USE: ([0-9A-F]{2}:){31}/);
    assert.match(stderr, /1 variables are no scalars/);
    assert.match(stderr, /namespaces: \{ 1: "urn:quorate:test:server"/);
    assert.equal(readdirSync(join(folder, "trusted", "exchanger")).length, 1);
  });

  it("a server that refuses is told", async () => {
    const url = `opc.tcp://127.0.0.1:${server.port}/test`;
    const anonymous = await probe(url);
    assert.match(anonymous.stderr, /^OPCUA_IDENTITY: /);
    assert.deepEqual([anonymous.code, anonymous.stdout], [1, ""]);
    const policy = await probe(url, "--security", "Aes256_Sha256_RsaPss/Sign");
    assert.match(policy.stderr, /^OPCUA_ENDPOINT: /);
  });
});
