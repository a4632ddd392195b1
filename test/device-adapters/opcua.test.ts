import assert from "node:assert/strict";
import { createPublicKey, X509Certificate } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdapterError,
  type AdapterEvent,
  type AdapterOptions,
  type DeviceAdapter,
  openAdapter,
  openAdapters,
} from "@quorate/device-adapters";
import type { DeviceSpec, PointSpec, PointValue, Sample } from "@quorate/protocol";
import { until } from "../until.ts";
import { node, quick, served } from "./opcua-points.ts";
import {
  type CutProxy,
  type OpcuaTestServer,
  serverFolder,
  startCutProxy,
  startOpcuaServer,
  StatusCodes,
} from "./opcua-server.ts";
import { certifiedOrder } from "./tank-device.ts";

const user = { name: "quorate", password: "open sesame" };
const secured = { policy: "Basic256Sha256", mode: "SignAndEncrypt", user: user.name } as const;

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
    await adapter?.stop();
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

  it("scans what changes, and vouches for what does not", async () => {
    open();
    await up();
    const first = await scanned("target", ({ quality }) => quality === "good");
    const later = await scanned(
      "target",
      ({ quality, sourceTimeMs }) => quality === "good" && sourceTimeMs > first.sourceTimeMs,
    );
    assert.equal(later.value, 60);
    assert.ok(Math.abs(Date.now() - later.sourceTimeMs) < 5000);
    server.set("target", 61.5);
    await scanned("target", ({ value }) => value === 61.5);
    server.set("target", 61.5, StatusCodes.UncertainLastUsableValue);
    // By the reason: a value whose report is late is uncertain, or bad, as well.
    const last = "UNCERTAIN_LAST_USABLE_VALUE";
    const doubtful = await scanned("target", ({ reason }) => reason === last);
    assert.deepEqual([doubtful.value, doubtful.quality], [61.5, "uncertain"]);
    server.set("target", 99, StatusCodes.BadSensorFailure);
    const broken = await scanned("target", ({ reason }) => reason === "BAD_SENSOR_FAILURE");
    assert.deepEqual([broken.value, broken.quality], [61.5, "bad"]);
    server.set("target", Number.NaN);
    assert.equal((await scanned("target", ({ reason }) => reason === "NAN")).quality, "bad");
    server.set("target", 62);
    await scanned("target", ({ value, quality }) => value === 62 && quality === "good");
  });

  it("a node that the server does not have is bad and spoils no other", async () => {
    open({ points: [...points, node("absent", "float64")] });
    await up();
    await scanned("target", ({ quality }) => quality === "good");
    // Where the answer is late, that is told, and nothing else.
    const absent = await scanned("absent", ({ reason }) => reason !== "TIMEOUT");
    assert.deepEqual([absent.quality, absent.reason], ["bad", "BAD_NODE_ID_UNKNOWN"]);
    server.set("target", 63);
    await scanned("target", ({ value }) => value === 63);
  });

  it("writes in the server's own types, and says what the server said", async () => {
    open();
    await up();
    const from = server.writes.length;
    const values: readonly (readonly [string, PointValue, unknown])[] = [
      ["target", 70.25, 70.25],
      ["count", -32_768, -32_768],
      ["byte", 255, 255],
      ["long", -3, [0xffff_ffff, 0xffff_fffd]],
      ["run", true, true],
      ["label", "süd", "süd"],
      ["scaled", 5, 27_648],
    ];
    for (const [point, value] of values)
      assert.deepEqual(await write(point, value), { point, ok: true, outcome: "written" });
    const seen = server.writes.slice(from).map(({ node: name, value }) => [name, value]);
    assert.deepEqual(
      JSON.parse(JSON.stringify(seen)),
      values.map(([point, , value]) => [point, value]),
    );
  });

  it("refuses what does not fit, before anything is sent", async () => {
    open();
    await up();
    const from = server.writes.length;
    const codes: readonly (readonly [string, PointValue, string])[] = [
      ["count", 32_768, "OUT_OF_RANGE"],
      ["count", 1.5, "FRACTIONAL"],
      ["byte", 256, "OUT_OF_RANGE"],
      ["scaled", 5.1, "OUT_OF_RANGE"],
      ["target", Number.NaN, "NOT_FINITE"],
      ["run", 1, "TYPE_MISMATCH"],
      ["label", "x".repeat(5000), "TEXT_TOO_LONG"],
      ["outlet", 1, "NOT_WRITABLE"],
      ["none", 1, "UNKNOWN_POINT"],
    ];
    for (const [point, value, code] of codes) {
      const result = await write(point, value);
      assert.deepEqual([result.outcome, result.code], ["not-sent", code], point);
    }
    const late = await write("target", 1, 0);
    assert.deepEqual([late.outcome, late.code], ["not-sent", "EXPIRED"]);
    assert.equal(server.writes.length, from);
  });

  it("tells statuses that prove nothing was written from those that do not", async () => {
    open({ points: [...points, node("outlet-set", "float32", { nodeId: "ns=1;s=outlet" })] });
    await up();
    const refused = await write("outlet-set", 5);
    assert.equal(refused.outcome, "refused", refused.code);
    const statuses = [
      [StatusCodes.BadOutOfRange, "refused", "BAD_OUT_OF_RANGE"],
      [StatusCodes.BadUserAccessDenied, "refused", "BAD_USER_ACCESS_DENIED"],
      [StatusCodes.BadDeviceFailure, "unknown", "BAD_DEVICE_FAILURE"],
      [StatusCodes.GoodClamped, "unknown", "GOOD_CLAMPED"],
    ] as const;
    for (const [status, outcome, code] of statuses) {
      server.onWrite = () => status;
      const result = await write("target", 5);
      assert.deepEqual([result.ok, result.outcome, result.code], [false, outcome, code]);
    }
    assert.equal(adapter.up, true);
  });

  it("asks for what the server samples too rarely, in every group, and tells it once", async () => {
    const slow = ["slow", "slower"].map((name, index) =>
      node(name, "float64", { access: "reading", scanMs: 100 + 100 * index }),
    );
    open({ points: [...points, ...slow] });
    await up();
    for (const value of [2, 3]) {
      for (const { name } of slow) server.set(name, value);
      for (const { name } of slow)
        await scanned(name, (sample) => sample.value === value && sample.quality === "good");
      proxy.cut();
      await until(() => !adapter.up, { what: "the adapter to be down" });
      await up();
    }
    const tellings = events.filter(({ code }) => code === "OPCUA_SAMPLING");
    assert.deepEqual(tellings.map(({ detail }) => detail), [
      "2 points, among them slow only every 600000 ms",
    ]);
    server.set("target", 61);
    await scanned("target", ({ value }) => value === 61);
  });

  it("distrusts a server that is silent, and watches anew when it speaks", async () => {
    open();
    await up();
    await scanned("target", ({ quality }) => quality === "good");
    proxy.towardsClient = () => false;
    await until(() => !adapter.up, { what: "the adapter to be down" });
    const stale = await scanned("target", ({ reason }) => reason === "STALE");
    assert.deepEqual([stale.value, stale.quality], [60, "bad"]);
    assert.equal((await write("target", 5)).outcome, "not-sent");
    const from = scans.length;
    await until(() => scans.length >= from + 3, { what: "three scans" });
    const later = scans.slice(from).flat().filter(({ point }) => point === "target");
    assert.ok(later.every(({ reason }) => reason === "STALE"), "what is stale stays so");
    proxy.towardsClient = () => true;
    await up();
    server.set("target", 64);
    await scanned("target", ({ value, quality }) => value === 64 && quality === "good");
  });

  it("notices that the server forgot the subscription or the session", async () => {
    open();
    for (const forget of [server.forgetSubscriptions, server.forgetSessions]) {
      await up();
      const life = events.length;
      forget();
      await until(() => events.length > life, { what: "the loss to be noticed" });
      await up();
      server.set("target", 65 + life);
      await scanned("target", ({ value }) => value === 65 + life);
    }
  });

  it("trusts no certificate unasked: it is kept aside, and trusted by being moved", async () => {
    open({}, { trustOnFirstUse: false });
    const { detail = "" } = await told("OPCUA_CERTIFICATE_UNTRUSTED");
    assert.equal(adapter.up, false);
    const rejected = join(folder, "rejected", "intake");
    const [name = ""] = readdirSync(rejected);
    assert.ok(detail.includes(join(rejected, name)), detail);
    assert.equal((await write("target", 5)).outcome, "not-sent");
    const trusted = join(folder, "trusted", "intake");
    mkdirSync(trusted, { recursive: true });
    renameSync(join(rejected, name), join(trusted, name));
    await up();
    assert.equal(statSync(join(folder, "own", "quorate.key")).mode & 0o777, 0o600);
  });

  it("trusts the first certificate where that is asked, and no other after it", async () => {
    open();
    await up();
    await told("OPCUA_CERTIFICATE_FIRST_USE");
    await adapter.stop();
    const trusted = join(folder, "trusted", "intake");
    const [name = ""] = readdirSync(trusted);
    // The device's certificate is another from here on.
    renameSync(join(folder, "own", "quorate.pem"), join(trusted, name));
    rmSync(join(folder, "own"), { recursive: true });
    events = [];
    open();
    await told("OPCUA_CERTIFICATE_UNTRUSTED");
    assert.equal(adapter.up, false);
  });

  it("several devices of one process have one certificate of their own", async () => {
    const other = { ...exchanger(), name: "other" };
    const credentials = { user: user.name, password: user.password };
    const both = openAdapters([exchanger(), other], {
      ...{ ...quick, certificates: folder, trustOnFirstUse: true },
      credentials: { intake: credentials, other: credentials },
    });
    try {
      for (const one of both.values()) one.start();
      const all = [...both.values()];
      await until(() => all.every((one) => one.up), { what: "both to be up" });
      const key = readFileSync(join(folder, "own", "quorate.key"), "utf8");
      const { publicKey } = new X509Certificate(readFileSync(join(folder, "own", "quorate.pem")));
      const spki = { type: "spki", format: "der" } as const;
      assert.deepEqual(createPublicKey(key).export(spki), publicKey.export(spki));
      assert.deepEqual(readdirSync(join(folder, "trusted")).sort(), ["intake", "other"]);
    } finally {
      for (const one of both.values()) await one.stop();
    }
  });

  it("a wrong password is told apart from a dead server", async () => {
    open({}, { credentials: { intake: { user: user.name, password: "wrong" } } });
    const event = await until(() => events.find(({ code }) => code.startsWith("BAD_")), {
      what: "a refusal",
    });
    assert.match(event.code, /^BAD_(USER_ACCESS_DENIED|IDENTITY_TOKEN_(REJECTED|INVALID))$/);
    await adapter.stop();
    events = [];
    proxy.towardsServer = () => false;
    open({}, { connectTimeoutMs: 300 });
    await told("CONNECT_TIMEOUT");
  });

  it("descriptions that cannot work are refused, each with its code", () => {
    const codeOf = (extra: Partial<DeviceSpec>, options: AdapterOptions): string | undefined => {
      try {
        adapter = openAdapter(exchanger(extra), options);
      } catch (error) {
        assert.ok(error instanceof AdapterError);
        return error.code;
      }
      return undefined;
    };
    const credentials = { intake: { user: "u", password: "p" } };
    const all = { credentials, certificates: folder };
    assert.equal(codeOf({}, all), undefined);
    assert.equal(codeOf({ address: "127.0.0.1:4840" }, all), "ADDRESS_INVALID");
    assert.equal(codeOf({}, { certificates: folder }), "OPCUA_CREDENTIALS");
    assert.equal(codeOf({}, { credentials }), "OPCUA_FOLDER");
    const plain = { policy: "None", mode: "None" } as const;
    assert.equal(codeOf({ security: plain }, {}), undefined);
    const [first] = points;
    assert.ok(first);
    const { nodeId: _, ...bare } = first;
    assert.equal(codeOf({ points: [bare] }, all), "POINT_UNMAPPED");
  });
});
