import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdapterError,
  type AdapterEvent,
  type AdapterOptions,
  type DeviceAdapter,
  openAdapter,
} from "@quorate/device-adapters";
import type { DeviceSpec, PointSpec, PointValue, Sample } from "@quorate/protocol";
import { until } from "../until.ts";
import {
  type CutProxy,
  DataType,
  type OpcuaTestServer,
  serverFolder,
  startCutProxy,
  startOpcuaServer,
  StatusCodes,
} from "./opcua-server.ts";
import { certifiedOrder } from "./tank-device.ts";

const user = { name: "quorate", password: "open sesame" };
const secured = { policy: "Basic256Sha256", mode: "SignAndEncrypt", user: user.name } as const;

const node = (
  name: string,
  type: PointSpec["type"],
  extra: Partial<PointSpec> = {},
): PointSpec => ({
  ...{ name, type, access: "setpoint", order: "ABCD", nodeId: `ns=1;s=${name}` },
  ...extra,
});

const served = [
  { name: "target", dataType: DataType.Double, value: 60 },
  { name: "outlet", dataType: DataType.Float, value: 41.5, readOnly: true },
  { name: "count", dataType: DataType.Int16, value: -7 },
  { name: "byte", dataType: DataType.Byte, value: 1 },
  { name: "long", dataType: DataType.Int64, value: [0xffff_ffff, 0xffff_fffe] },
  { name: "run", dataType: DataType.Boolean, value: false },
  { name: "label", dataType: DataType.String, value: "north" },
  { name: "scaled", dataType: DataType.UInt16, value: 13_824 },
];

const points: readonly PointSpec[] = [
  node("target", "float64"),
  node("outlet", "float32", { access: "reading" }),
  node("count", "int16"),
  node("byte", "int16"),
  node("long", "int64"),
  node("run", "bool"),
  node("label", "string"),
  node("scaled", "uint16", { scale: { raw: [0, 27_648], value: [0, 5] } }),
];

const quick: AdapterOptions = {
  requestTimeoutMs: 700,
  connectTimeoutMs: 8000,
  backOffMinMs: 20,
  backOffMaxMs: 100,
};

describe("opcua: adapter against a server", function () {
  this.timeout(60_000);
  const keys = serverFolder();
  let server: OpcuaTestServer;
  let proxy: CutProxy;
  let adapter: DeviceAdapter;
  let folder: string;
  let events: AdapterEvent[];
  let scans: (readonly Sample[])[];

  const exchanger = (extra: Partial<DeviceSpec> = {}): DeviceSpec => ({
    ...{ name: "intake", guard: "intake-guard", protocol: "opcua", scanMs: 100, points },
    address: `opc.tcp://127.0.0.1:${proxy.port}/test`,
    security: secured,
    ...extra,
  });
  const open = (extra: Partial<DeviceSpec> = {}, options: AdapterOptions = {}): void => {
    adapter = openAdapter(exchanger(extra), {
      ...quick,
      credentials: { intake: { user: user.name, password: user.password } },
      certificates: folder,
      trustOnFirstUse: true,
      log: (event) => events.push(event),
      ...options,
    });
    adapter.onScan((samples) => scans.push(samples));
    adapter.start();
  };
  const up = (): Promise<boolean> => until(() => adapter.up, { what: "the adapter to be up" });
  const told = (code: string): Promise<AdapterEvent> =>
    until(() => events.find((event) => event.code === code), { what: code });
  const scanned = (name: string, holds: (sample: Sample) => boolean): Promise<Sample> => {
    const from = scans.length;
    const find = (): Sample | undefined =>
      scans.slice(from).flat().find((sample) => sample.point === name && holds(sample));
    return until(find, { what: `a scan of ${name}` });
  };
  const write = async (point: string, value: PointValue, withinMs?: number) => {
    const [result] = await adapter.write(certifiedOrder({ point, value }), withinMs);
    assert.ok(result);
    return result;
  };

  before(async () => {
    server = await startOpcuaServer({ nodes: served, folder: keys.path, user });
  });

  after(async () => {
    await server.stop();
    keys.remove();
  });

  beforeEach(async () => {
    [events, scans] = [[], []];
    folder = mkdtempSync(join(tmpdir(), "quorate-trust-"));
    proxy = await startCutProxy(server.port);
    server.onWrite = () => StatusCodes.Good;
    for (const { name, value } of served) server.set(name, value);
  });

  afterEach(async () => {
    await adapter.stop();
    await proxy.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("reads every type, signed and encrypted, as a named user", async () => {
    open();
    await up();
    const samples = await adapter.read([...points.map(({ name }) => name), "none"]);
    assert.deepEqual(
      samples.map(({ value, quality, reason }) => [value, quality, reason]),
      [
        ...[60, 41.5, -7, 1, -2, false, "north", 2.5].map((value) => [value, "good", undefined]),
        [null, "bad", "UNKNOWN_POINT"],
      ],
    );
  });
});
