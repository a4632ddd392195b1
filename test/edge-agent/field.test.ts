import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataType, StatusCodes } from "node-opcua";
import { openAdapter, openReader } from "@quorate/device-adapters";
import {
  type DeviceSpec,
  type Interlock,
  parseLocalOrThrow,
  readPathOf,
  type ReadsOfAgent,
  type Site,
} from "@quorate/protocol";
import { systemClock } from "@quorate/protocol/node";
import { Field } from "../../edge-agent/src/io/field.ts";
import { readCredentials } from "../../edge-agent/src/io/home.ts";
import { Readings } from "../../edge-agent/src/readings.ts";
import { ownDevicesOf, PlantView } from "../../edge-agent/src/view.ts";
import { startReadOnlyServer } from "../../guard/src/read-only-server.ts";
import {
  type ScriptedDevice,
  startScriptedDevice,
  wordsOf,
} from "../device-adapters/scripted-device.ts";
import {
  type OpcuaTestServer,
  serverFolder,
  startOpcuaServer,
} from "../device-adapters/opcua-server.ts";
import { intake } from "../device-adapters/tank-device.ts";
import { until } from "../until.ts";
import { context, edgeSite, rule } from "./site.ts";

const dry: Interlock = { require: "intake['level'] > 1", because: "dry" };

interface Changes {
  readonly device?: Partial<DeviceSpec>;
  readonly readOnly?: string;
  readonly interlocks?: readonly Interlock[];
}

const siteOf = (address: string, changes: Changes = {}): Site => {
  const { device = {}, readOnly, interlocks = [dry] } = changes;
  const site = edgeSite({ policy: { rules: [rule(["intake/pump"], { interlocks })] } });
  const modbusReadOnly = readOnly === undefined ? {} : { modbusReadOnly: readOnly };
  return {
    ...site,
    guards: [{ name: "intake-guard", key: "00", ...modbusReadOnly }],
    devices: [intake(address, { scanMs, ...device })],
  };
};

/** Three scans is how long a busy machine may keep a test from reading. */
const scanMs = 300;

/** 5 m is 27648. */
const raw = (metres: number): number => Math.round((metres / 5) * 27_648);

describe("field: where an agent may read", () => {
  const guarded = { readOnly: "127.0.0.1:5020" };
  const place = (changes: Changes): unknown => {
    const site = siteOf("10.0.0.1:502", changes);
    const path = readPathOf(site, site.devices[0] as DeviceSpec);
    if (path === null) return null;
    const { protocol, address } = path.device;
    return [protocol, address, path.cachedMs, path.direct];
  };

  it("at its readAddress, else at its guard's read-only server, else nowhere", () => {
    assert.deepEqual(place({ ...guarded, device: { readAddress: "10.0.0.2:502" } }), [
      ...["modbus-tcp", "10.0.0.2:502", 0, true],
    ]);
    assert.deepEqual(place(guarded), ["modbus-tcp", "127.0.0.1:5020", scanMs, false]);
    assert.equal(place({}), null);
  });

  it("a serial line through its guard, never the line itself", () => {
    const serial = { baud: 19_200, parity: "even", stopBits: 1, dataBits: 8 } as const;
    const device = { protocol: "modbus-rtu", address: "/dev/ttyUSB0", serial } as const;
    const through = ["modbus-tcp", "127.0.0.1:5020", scanMs, false];
    assert.deepEqual(place({ ...guarded, device }), through);
    assert.equal(place({ device }), null);
  });

  it("a slow device for as long as it may take, through its guard for longer", () => {
    const timeoutOf = (changes: Changes): number | undefined => {
      const site = siteOf("10.0.0.1:502", changes);
      return readPathOf(site, site.devices[0] as DeviceSpec)?.device.timeoutMs;
    };
    const readAddress = "10.0.0.2:502";
    assert.equal(timeoutOf({ device: { readAddress, timeoutMs: 3000 } }), 3000);
    assert.equal(timeoutOf({ ...guarded, device: { timeoutMs: 3000 } }), 6000);
    assert.equal(timeoutOf({ ...guarded, device: { timeoutMs: 100 } }), 1000);
    assert.equal(timeoutOf(guarded), undefined);
  });

  it("an OPC UA server only where the site file names a readAddress", () => {
    const device = { protocol: "opcua", address: "opc.tcp://10.0.0.1:4840" } as const;
    assert.equal(place({ ...guarded, device }), null);
    const readAddress = "opc.tcp://10.0.0.3:4840";
    assert.deepEqual(place({ ...guarded, device: { ...device, readAddress } }), [
      ...["opcua", readAddress, 0, true],
    ]);
  });

  it("a readAddress that is a guard's own server is no connection to the device", () => {
    const device = { readAddress: "127.0.0.1:5020", readUnit: 7 };
    assert.deepEqual(place({ ...guarded, device }), [
      ...["modbus-tcp", "127.0.0.1:5020", scanMs, false],
    ]);
    const site = siteOf("10.0.0.1:502", { ...guarded, device });
    assert.equal(readPathOf(site, site.devices[0] as DeviceSpec)?.device.unit, 7);
  });

  it("a reader has nothing that writes (S1)", () => {
    const reader = openReader(intake("127.0.0.1:1"));
    for (const name of ["write", "readRaw", "constructor"])
      assert.ok(!Object.hasOwn(reader, name), name);
    assert.ok(!Object.values(reader).some((value) => value !== null && "write" in Object(value)));
  });
});

describe("field: an agent's own readings", function () {
  this.timeout(90_000);
  let plc: ScriptedDevice;
  let field: Field | undefined;
  let level = 2;
  const lines: string[] = [];
  const home = mkdtempSync(join(tmpdir(), "quorate-field-"));
  const undo: (() => Promise<unknown>)[] = [];

  const startPlc = () =>
    startScriptedDevice((request) => request.reply(wordsOf(request, raw(level))));

  const open = (site: Site, reads: ReadsOfAgent = "interlocks"): PlantView => {
    const line = (_: string, code: string): unknown => lines.push(code);
    const log = { info: line, warn: line };
    const certificates = join(home, "certificates");
    field = new Field({
      ...{ site, reads, credentials: {}, certificates, clock: systemClock, log },
    });
    field.start();
    const readings = new Readings(site, context);
    return new PlantView({ site, readings, own: field, clock: systemClock });
  };
  const sees = (view: PlantView, value: number | null): Promise<unknown> =>
    until(
      () => {
        const seen = view.latest({ device: "intake", point: "level" });
        if (value === null) return seen === null;
        return seen?.source === "own" && Math.abs((seen.value as number) - value) < 0.001;
      },
      { what: `level ${value}`, deadlineMs: 30_000 },
    );

  beforeEach(async () => {
    [level, lines.length] = [2, 0];
    plc = await startPlc();
  });
  afterEach(async () => {
    await field?.stop();
    field = undefined;
    for (const step of undo.splice(0).reverse()) await step();
    await plc.stop();
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  it("reads at the readAddress, follows changes, and only what interlocks name", async () => {
    const view = open(siteOf("127.0.0.1:1", { device: { readAddress: plc.address } }));
    await sees(view, 2);
    level = 0.5;
    await sees(view, 0.5);
    const asked = new Set(plc.requests.map(({ pdu }) => pdu.toString("hex")));
    assert.deepEqual([...asked], ["04000c0001"], "one input register at 12, and no other request");
    assert.equal(field?.sample("intake", "valve"), undefined);
  });

  it("a device that goes dark is nothing seen, and is seen again when it is back", async () => {
    const view = open(siteOf("127.0.0.1:1", { device: { readAddress: plc.address } }));
    await sees(view, 2);
    plc.script = () => {};
    await sees(view, null);
    plc.script = (request) => request.reply(wordsOf(request, raw(3)));
    await sees(view, 3);
  });

  it("reads a Modbus device through its guard's read-only server", async () => {
    const { points, ...device } = intake(plc.address, { scanMs });
    // The script answers reads of registers, and no coils.
    const levels = points.filter(({ name }) => name === "level");
    const adapter = openAdapter({ ...device, points: levels });
    adapter.start();
    undo.push(() => adapter.stop());
    const refused: number[] = [];
    const server = await startReadOnlyServer({
      ...{ listen: "127.0.0.1:0", adapters: [adapter] },
      onRefused: (refusal) => refused.push(refusal.function),
    });
    undo.push(() => server.stop());
    const view = open(siteOf("127.0.0.1:1", { readOnly: server.address }));
    await sees(view, 2);
    level = 4;
    await sees(view, 4);
    const seen = view.latest({ device: "intake", point: "level" });
    assert.ok((seen?.ageMs ?? 0) >= scanMs, "its cache");
    await server.stop();
    undo.pop();
    await sees(view, null);
    assert.deepEqual(refused, []);
  });

  it("nothing is opened where no interlock reads", async () => {
    const interlocks = [{ require: "value == false", because: "never" }];
    open(siteOf(plc.address, { device: { readAddress: plc.address }, interlocks }));
    assert.deepEqual([field?.devices, plc.connections], [[], 0]);
  });

  it("reads every point where it may read all, and the guard's server for interlocks alone", () => {
    const names = (site: Site): (readonly string[])[] =>
      ownDevicesOf(site, "all").map(({ points }) => points.map(({ name }) => name));
    const everything = intake("127.0.0.1:1").points.map(({ name }) => name);
    const readAddress = "10.0.0.2:502";
    assert.deepEqual(names(siteOf("10.0.0.1:502", { device: { readAddress } })), [everything]);
    const guarded = { readOnly: "127.0.0.1:5020" };
    assert.deepEqual(names(siteOf("10.0.0.1:502", guarded)), [["level"]]);
    assert.deepEqual(names(siteOf("10.0.0.1:502", { ...guarded, interlocks: [] })), []);
  });

  it("what it cannot read itself it says, once, and does without", () => {
    open(siteOf("127.0.0.1:1"));
    assert.deepEqual([field?.devices, lines], [[], ["FIELD_NO_ADDRESS"]]);
    const device = { readAddress: "127.0.0.1:1", unit: 999 };
    lines.length = 0;
    open(siteOf("127.0.0.1:1", { device }));
    assert.deepEqual([field?.devices, lines], [[], ["FIELD_UNREADABLE"]]);
  });

  it("passwords come from the files that local.yaml names, relative to the home", () => {
    const local = parseLocalOrThrow("credentials: { intake: { user: u, passwordFile: secret } }");
    assert.throws(() => readCredentials({ home, local }), { code: "FILE_READ" });
    writeFileSync(join(home, "secret"), "pass word\n");
    assert.deepEqual(readCredentials({ home, local }), {
      intake: { user: "u", password: "pass word" },
    });
  });
});

describe("field: an OPC UA device", function () {
  this.timeout(120_000);
  const folder = serverFolder();
  const home = mkdtempSync(join(tmpdir(), "quorate-field-opcua-"));
  let server: OpcuaTestServer;
  let field: Field;
  const lines: string[] = [];
  const outlet = { device: "exchanger", point: "outlet" };

  const siteAt = (port: number): Site => {
    const interlocks = [{ require: "exchanger['outlet'] < 80", because: "too hot" }];
    const site = edgeSite({ policy: { rules: [rule(["exchanger/*"], { interlocks })] } });
    const common = { type: "float64", order: "ABCD" } as const;
    const device: DeviceSpec = {
      ...{ name: "exchanger", guard: "g", protocol: "opcua", scanMs: 1000 },
      ...{ address: "opc.tcp://127.0.0.1:1", readAddress: `opc.tcp://127.0.0.1:${port}` },
      security: { policy: "None", mode: "None", user: "guard" },
      points: [
        { name: "outlet", access: "reading", nodeId: "ns=1;s=Outlet", ...common },
        { name: "target", access: "setpoint", nodeId: "ns=1;s=Target", ...common },
      ],
    };
    return { ...site, devices: [device] };
  };
  let view: PlantView;

  before(async () => {
    server = await startOpcuaServer({
      nodes: [{ name: "Outlet", dataType: DataType.Double, value: 55.5, readOnly: true }],
      ...{ folder: folder.path, user: { name: "reader", password: "secret" } },
    });
    const site = siteAt(server.port);
    const line = (_: string, code: string): unknown => lines.push(code);
    const credentials = { exchanger: { user: "reader", password: "secret" } };
    const certificates = join(home, "certificates");
    const log = { info: line, warn: line };
    field = new Field({
      ...{ site, reads: "interlocks", credentials, certificates, clock: systemClock, log },
    });
    field.start();
    view = new PlantView({
      ...{ site, own: field, clock: systemClock },
      readings: new Readings(site, context),
    });
  });
  after(async () => {
    await field?.stop();
    await server?.stop();
    folder.remove();
    rmSync(home, { recursive: true, force: true });
  });

  const sees = (value: number | null): Promise<unknown> =>
    until(() => (view.latest(outlet)?.value ?? null) === value, {
      ...{ what: `outlet ${value}`, deadlineMs: 60_000 },
    });

  it("is read with the box's own user, and a change is seen", async () => {
    await sees(55.5);
    assert.equal(view.latest(outlet)?.source, "own");
    server.set("Outlet", 81);
    await sees(81);
  });

  it("a value that does not change stays fresh while the server lives", async () => {
    const ages: (number | null)[] = [];
    const untilMs = performance.now() + 3500;
    await until(
      () => ages.push(view.latest(outlet)?.ageMs ?? null) > 0 && performance.now() > untilMs,
      { what: "looks over more than three scans", deadlineMs: 60_000 },
    );
    assert.ok(ages.length > 20);
    assert.deepEqual(ages.filter((age) => age === null), []);
  });

  it("bad status is nothing seen; a server that is gone is nothing seen", async () => {
    server.set("Outlet", 81, StatusCodes.BadSensorFailure);
    await sees(null);
    server.set("Outlet", 70);
    await sees(70);
    await server.stop();
    await sees(null);
  });
});
