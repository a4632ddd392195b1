import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeBase } from "@quorate/deploy";
import { openAdapter, openAdapters } from "@quorate/device-adapters";
import { type RunningPlc, startPlc } from "@quorate/firmware-sim";
import {
  type GuardEdge,
  type GuardHome,
  openFence,
  type RunningGuard,
  startGuard,
} from "@quorate/guard";
import { type DeviceSpec, isCoded, type Site } from "@quorate/protocol";
import { certifiedOrder, intake } from "../device-adapters/tank-device.ts";
import { until } from "../until.ts";
import { AgentPort, readAt, reportAt, unlinked, voteAt } from "./agent-port.ts";
import { Council, type Ruling } from "./council.ts";
import { seedOf, signerOf, testSite } from "./site.ts";

describe("guard: process", () => {
  let folder: string;
  let plc: RunningPlc;
  let ports: AgentPort[];
  let site: Site;
  let council: Council;
  const running: RunningGuard[] = [];

  const homeOf = (change: Partial<GuardHome> = {}): GuardHome => ({
    ...{ folder, site, warnings: [], seed: seedOf("g"), logLevel: "silent" },
    ...{ credentials: {}, ...change },
  });

  const start = async (change: Partial<GuardHome> = {}): Promise<RunningGuard> => {
    const guard = await startGuard(homeOf(change));
    running.push(guard);
    await until(() => ports.every(({ listener }) => listener.links.size > 0), { what: "links" });
    return guard;
  };

  const withDevice = (extra: Partial<DeviceSpec>): Site => ({
    ...site,
    devices: [intake(plc.modbus, { guard: "g", ...extra })],
  });

  const vote = (ruling: Ruling): void => voteAt(ports, council, ruling);
  const outcomeOf = (ruling: Ruling): Promise<string> => reportAt(ports, ruling);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "quorate-guard-"));
    plc = await startPlc({ skid: "tank", modbus: "127.0.0.1:0" });
    const base = testSite();
    const guardKey = base.guards[0]?.key ?? "";
    ports = await Promise.all(
      base.agents.map(({ name }) => new AgentPort(name, guardKey).listen()),
    );
    const agents = base.agents.map((agent, index) => ({
      ...{ ...agent, api: ports[index]?.listener.address ?? "" },
    }));
    site = { ...base, agents, devices: [intake(plc.modbus, { guard: "g" })] };
    council = new Council(agents.map(({ name }) => signerOf(name)));
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((guard) => guard.stop()));
    await Promise.all(ports.map(({ listener }) => listener.close()));
    await plc.stop();
    rmSync(folder, { recursive: true });
  });

  it("writes a PLC over Modbus TCP by certificates over TLS, also after a restart", async () => {
    const first = await start();
    await until(() => readAt(ports), { what: "readings" });
    const ruling = council.permit("intake", [{ point: "valve", value: 55 }]);
    vote(ruling);
    assert.equal(await outcomeOf(ruling), "confirmed");
    await first.stop();
    await unlinked(ports);
    for (const { frames } of ports) frames.length = 0;
    await start();
    const fence = await until(() => ports[0]?.frames.find((frame) => frame.fence)?.fence, {
      what: "the fence",
    });
    assert.equal(fence.deviceSequence, 1);
    await until(() => readAt(ports), { what: "readings after the restart" });
    const next = council.permit("intake", [{ point: "pump", value: true }]);
    vote(ruling);
    vote(next);
    assert.equal(await outcomeOf(next), "confirmed");
  });

  it("comes back when an agent was away", async () => {
    await start();
    const [port] = ports as [AgentPort];
    const { port: number } = port.listener;
    await port.listener.close();
    await port.listen(number);
    await until(() => port.listener.links.size > 0, { what: "the link" });
  });

  it("serves the device to readers, and refuses their writes", async () => {
    const guards = site.guards.map((guard) => ({ ...guard, modbusReadOnly: "127.0.0.1:0" }));
    const { readOnly } = await start({ site: { ...site, guards } });
    const reader = openAdapter(intake(readOnly ?? ""));
    reader.start();
    await until(() => reader.up, { what: "the reader's link" });
    const sees = async (): Promise<boolean> =>
      (await reader.read(["level"]))[0]?.quality === "good";
    // The server answers before the guard has reached the device.
    await until(sees, { what: "a good level" });
    const [written] = await reader.write(certifiedOrder({ point: "valve", value: 1 }));
    assert.equal(written?.outcome, "refused");
    await reader.stop();
  });

  it("keeps a second process out of its folder", async () => {
    await start();
    await assert.rejects(startGuard(homeOf()), { code: "LOCKED" });
  });

  it("refuses to write without the fence it once had (S4)", async () => {
    await (await start()).stop();
    assert.ok(readdirSync(folder).includes("fence"));
    rmSync(join(folder, "fence"));
    await assert.rejects(startGuard(homeOf()), { code: "FENCE_LOST" });
    writeFileSync(join(folder, "fence"), "");
    await assert.rejects(startGuard(homeOf()), { code: "FENCE_LOST" });
  });

  it("refuses another site file than the fence belongs to", async () => {
    await (await start()).stop();
    const other = { ...site, chain: "ab".repeat(32) };
    await assert.rejects(startGuard(homeOf({ site: other })), { code: "FENCE_CHAIN" });
  });

  it("refuses a key that is no guard's, before anything starts", async () => {
    const seed = seedOf("nobody");
    await assert.rejects(startGuard(homeOf({ seed })), { code: "GUARD_KEY_UNKNOWN" });
    assert.deepEqual(readdirSync(folder), []);
  });

  it("leaves nothing open when a device's description is no good", async () => {
    const address = "not an address";
    await assert.rejects(startGuard(homeOf({ site: withDevice({ address }) })));
    await start();
  });

  it("leaves nothing open when it cannot listen", async () => {
    const taken = ports[0]?.listener.address ?? "";
    const guards = site.guards.map((guard) => ({ ...guard, modbusReadOnly: taken }));
    await assert.rejects(startGuard(homeOf({ site: { ...site, guards } })), (error) => {
      assert.ok(isCoded(error));
      assert.equal(error.code, "LISTEN_FAILED");
      assert.doesNotMatch(error.message, /LISTEN_FAILED/);
      assert.match(error.remedy ?? "", /free the port/);
      return true;
    });
    await assert.rejects(startGuard(homeOf({ metrics: taken })), { code: "MONITOR_LISTEN" });
    assert.deepEqual(readdirSync(folder), []);
    await start();
  });

  it("says that it is not ready while it reads its fence, and then why", async () => {
    const metrics = `127.0.0.1:${await freeBase([0])}`;
    const get = async (path: string): Promise<string> => {
      const answer = await fetch(`http://${metrics}${path}`);
      return `${answer.status} ${await answer.text()}`;
    };
    const early: string[] = [];
    const edge: GuardEdge = {
      openAdapters,
      openFence: async (...its) => {
        for (const path of ["/live", "/ready", "/metrics"]) early.push(await get(path));
        return openFence(...its);
      },
    };
    running.push(await startGuard(homeOf({ metrics }), edge));
    const [live = "", ready = "", page = ""] = early;
    assert.match(live, /^200 /);
    assert.match(ready, /^503 .*"code":"STARTING"/);
    assert.match(page, /^quorate_ready 0$/m);
    assert.doesNotMatch(page, /quorate_actuation_device_up\{/);
    const isUp = /^quorate_actuation_device_up\{device="intake"\} 1$/m;
    await until(async () => isUp.test(await get("/metrics")), { what: "its device" });
    assert.doesNotMatch(await get("/ready"), /STARTING/);
  });

  it("makes no fence of a site file that it cannot start with", async () => {
    const serial = { baud: 19_200, parity: "even", stopBits: 1, dataBits: 7 } as const;
    const address = join(folder, "no-line");
    const bad = withDevice({ ...{ protocol: "modbus-rtu", address, serial } });
    await assert.rejects(startGuard(homeOf({ site: { ...bad, chain: "ab".repeat(32) } })), {
      ...{ code: "SERIAL_INVALID", fields: { device: "intake" } },
      message: "device 'intake': Modbus RTU takes 8 data bits",
      remedy: "give it baud, parity and stopBits under serial in the site file; dataBits is 8",
    });
    assert.deepEqual(readdirSync(folder), []);
    await start();
  });
});
