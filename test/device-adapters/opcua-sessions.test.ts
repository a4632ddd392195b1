import assert from "node:assert/strict";
import {
  type AdapterEvent,
  type AdapterOptions,
  type DeviceAdapter,
  openAdapter,
} from "@quorate/device-adapters";
import type { DeviceSpec } from "@quorate/protocol";
import { until } from "../until.ts";
import { node, quick, served } from "./opcua-points.ts";
import {
  type CutProxy,
  type OpcuaTestServer,
  serverFolder,
  startCutProxy,
  startOpcuaServer,
} from "./opcua-server.ts";

describe("opcua: no session is left on a server whose opening failed", function () {
  this.timeout(60_000);
  const keys = serverFolder();
  let server: OpcuaTestServer;
  let proxy: CutProxy;
  let adapter: DeviceAdapter;
  let events: AdapterEvent[];

  const open = (options: AdapterOptions = {}): void => {
    const device: DeviceSpec = {
      ...{ name: "intake", guard: "intake-guard", protocol: "opcua", scanMs: 3_600_000 },
      address: `opc.tcp://127.0.0.1:${proxy.port}/test`,
      security: { policy: "None", mode: "None" },
      points: [node("target", "float64"), node("count", "int16")],
    };
    // So late that none has begun anew when the test looks.
    const pace = { backOffMinMs: 300, backOffMaxMs: 600 };
    const log = (event: AdapterEvent): unknown => events.push(event);
    adapter = openAdapter(device, { ...quick, ...pace, ...options, log });
    adapter.start();
  };
  const told = (code: string, times: number): Promise<boolean> =>
    until(() => events.filter((event) => event.code === code).length >= times, { what: code });
  /** Holds the first read of each session up, until the client sends something else. */
  const holdReads = (): { readonly held: boolean } => {
    let sent = 0;
    proxy.towardsServer = () => {
      proxy.hold(false);
      sent = server.sessions === 0 ? 0 : sent + 1;
      // The first message of a session activates it.
      if (sent === 2) proxy.hold(true);
      return true;
    };
    return {
      get held() {
        return sent === 2;
      },
    };
  };

  before(async () => {
    server = await startOpcuaServer({ nodes: served, folder: keys.path });
  });

  after(async () => {
    await server.stop();
    keys.remove();
  });

  beforeEach(async () => {
    events = [];
    proxy = await startCutProxy(server.port);
  });

  afterEach(async () => {
    await adapter.stop();
    await proxy.stop();
    server.nodesPerRead(0);
  });

  it("refused by the server: told with the server's reason", async () => {
    server.nodesPerRead(1);
    open();
    await told("BAD_TOO_MANY_OPERATIONS", 3);
    await adapter.stop();
    assert.equal(server.sessions, 0);
    assert.ok(!events.some(({ code }) => code === "OPCUA_SESSION_CLOSED"));
  });

  for (const [code, connectTimeoutMs] of [["CONNECT_TIMEOUT", 3000], ["TIMEOUT", 9000]] as const)
    it(`not answered in time: ${code}`, async () => {
      holdReads();
      open({ connectTimeoutMs });
      await told(code, 1);
      assert.equal(server.sessions, 0);
      proxy.hold(false);
      proxy.towardsServer = () => true;
      await until(() => adapter.up, { what: "the adapter to be up" });
      assert.equal(server.sessions, 1);
    });

  it("stopped meanwhile", async () => {
    const reading = holdReads();
    open();
    await until(() => reading.held, { what: "a read under way" });
    await adapter.stop();
    assert.equal(server.sessions, 0);
  });
});
