import assert from "node:assert/strict";
import { type DeviceAdapter, openAdapter } from "@quorate/device-adapters";
import type { DeviceSpec } from "@quorate/protocol";
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

describe("opcua: a write around a lost connection is never delivered later (S4, S5)", function () {
  this.timeout(60_000);
  const keys = serverFolder();
  let server: OpcuaTestServer;
  let proxy: CutProxy;
  let adapter: DeviceAdapter;
  /** So rarely that nothing but the write passes. */
  const scanMs = 3_600_000;

  const write = async (value: number) => {
    const [result] = await adapter.write(certifiedOrder({ point: "target", value }));
    assert.ok(result);
    return result;
  };
  const up = (): Promise<boolean> => until(() => adapter.up, { what: "the adapter to be up" });
  /** A later life of the connection must not bring what an earlier one was asked. */
  const settledWrites = async (): Promise<readonly unknown[]> => {
    await up();
    assert.equal((await write(99)).outcome, "written");
    return server.writes.map(({ value }) => value);
  };

  before(async () => {
    server = await startOpcuaServer({ nodes: served, folder: keys.path });
  });

  after(async () => {
    await server.stop();
    keys.remove();
  });

  beforeEach(async () => {
    proxy = await startCutProxy(server.port);
    (server.writes as unknown[]).length = 0;
    server.onWrite = () => StatusCodes.Good;
    const device: DeviceSpec = {
      ...{ name: "intake", guard: "intake-guard", protocol: "opcua", scanMs },
      address: `opc.tcp://127.0.0.1:${proxy.port}/test`,
      security: { policy: "None", mode: "None" },
      points: [node("target", "float64")],
    };
    // Longer than this machine pauses: some writes must arrive, and some be answered.
    adapter = openAdapter(device, { ...quick, requestTimeoutMs: 1500 });
    adapter.start();
    await up();
  });

  afterEach(async () => {
    await adapter.stop();
    await proxy.stop();
  });

  it("cut before any of it arrives", async () => {
    proxy.towardsServer = () => {
      proxy.towardsServer = () => true;
      proxy.cut();
      return false;
    };
    const result = await write(1);
    assert.equal(result.outcome, "unknown", result.code);
    assert.deepEqual(await settledWrites(), [99]);
  });

  it("cut in the middle of it", async () => {
    proxy.towardsServer = (bytes) => {
      proxy.towardsServer = () => true;
      proxy.sendPart(bytes.subarray(0, bytes.length >> 1));
      setImmediate(() => proxy.cut());
      return false;
    };
    assert.equal((await write(1)).outcome, "unknown");
    assert.deepEqual(await settledWrites(), [99]);
  });

  it("cut before the answer comes back: written once", async () => {
    server.onWrite = () => {
      server.onWrite = () => StatusCodes.Good;
      // From here on: a report of the subscription may come before the write is there.
      proxy.towardsClient = () => {
        proxy.towardsClient = () => true;
        proxy.cut();
        return false;
      };
      return StatusCodes.Good;
    };
    assert.equal((await write(1)).outcome, "unknown");
    assert.deepEqual(await settledWrites(), [1, 99]);
  });

  it("held up on the way until it has been given up", async () => {
    proxy.hold(true);
    const result = await write(1);
    assert.deepEqual([result.outcome, result.code], ["unknown", "TIMEOUT"]);
    assert.equal(adapter.up, false);
    await until(() => proxy.resets > 0, { what: "the connection to be reset" });
    proxy.hold(false);
    assert.deepEqual(await settledWrites(), [99]);
  });

  it("asked for while there is no connection", async () => {
    proxy.towardsServer = () => false;
    proxy.cut();
    await until(() => !adapter.up, { what: "the adapter to be down" });
    for (const value of [1, 2, 3]) {
      const result = await write(value);
      assert.deepEqual([result.outcome, result.code], ["not-sent", "NOT_CONNECTED"]);
    }
    proxy.towardsServer = () => true;
    proxy.cut();
    assert.deepEqual(await settledWrites(), [99]);
  });

  it("asked for at the very moment of the loss", async () => {
    proxy.cut();
    const results = [write(1), write(2)];
    for (const result of await Promise.all(results))
      assert.notEqual(result.outcome, "written", result.code);
    assert.deepEqual(await settledWrites(), [99]);
  });

  it("taken by a server that answers too late: written once", async () => {
    let answer: (() => void) | undefined;
    server.onWrite = () =>
      new Promise((resolve) => {
        answer = () => resolve(StatusCodes.Good);
      });
    const result = await write(1);
    assert.deepEqual([result.outcome, result.code], ["unknown", "TIMEOUT"]);
    server.onWrite = () => StatusCodes.Good;
    answer?.();
    assert.deepEqual(await settledWrites(), [1, 99]);
  });

  it("refused by a server that forgot the session: not asked again in a new one", async () => {
    server.forgetSessions();
    const result = await write(1);
    assert.notEqual(result.outcome, "written", result.code);
    await until(() => !adapter.up || server.writes.length > 0, { what: "the loss" });
    assert.deepEqual(await settledWrites(), [99]);
  });

  it("settled when the adapter is stopped meanwhile", async () => {
    proxy.towardsClient = () => false;
    const writing = write(1);
    await until(() => server.writes.length > 0, { what: "the write to arrive" });
    await adapter.stop();
    assert.equal((await writing).outcome, "unknown");
    assert.equal((await write(2)).outcome, "not-sent");
    proxy.towardsClient = () => true;
    adapter.start();
    assert.deepEqual(await settledWrites(), [1, 99]);
  });
});
