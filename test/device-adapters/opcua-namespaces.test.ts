import assert from "node:assert/strict";
import { type AdapterEvent, type DeviceAdapter, openAdapter } from "@quorate/device-adapters";
import type { DeviceSpec } from "@quorate/protocol";
import { Namespaces } from "../../device-adapters/src/opcua-namespaces.ts";
import { freePort } from "../free-port.ts";
import { until } from "../until.ts";
import { node, quick } from "./opcua-points.ts";
import { DataType, serverFolder, startOpcuaServer } from "./opcua-server.ts";
import { certifiedOrder } from "./tank-device.ts";

const [plant, other] = ["urn:plant:pumps", "urn:plant:doors"] as const;

describe("opcua: node ids mean what they meant", function () {
  this.timeout(60_000);
  const keys = serverFolder();
  let port: number;
  let adapter: DeviceAdapter;
  let events: AdapterEvent[];

  before(async () => {
    port = await freePort();
  });
  after(() => keys.remove());

  const serve = (...namespaces: readonly string[]) =>
    startOpcuaServer({
      ...{ port, folder: keys.path, namespaces, namespace: 2 },
      nodes: [{ name: "target", dataType: DataType.Double, value: 60 }],
    });
  const open = (extra: Partial<DeviceSpec> = {}): void => {
    events = [];
    const device: DeviceSpec = {
      ...{ name: "intake", guard: "intake-guard", protocol: "opcua", scanMs: 100 },
      address: `opc.tcp://127.0.0.1:${port}/test`,
      security: { policy: "None", mode: "None" },
      points: [node("target", "float64", { nodeId: "ns=2;s=target" })],
      ...extra,
    };
    adapter = openAdapter(device, { ...quick, log: (event) => events.push(event) });
    adapter.start();
  };
  const told = (code: string): Promise<AdapterEvent> =>
    until(() => events.find((event) => event.code === code), { what: code });
  const write = async (value: number): Promise<string | undefined> => {
    const [result] = await adapter.write(certifiedOrder({ point: "target", value }));
    return result?.outcome;
  };

  it("a server that numbers its namespaces anew is neither written nor read", async () => {
    const before = await serve(plant, other);
    open();
    await until(() => adapter.up, { what: "the adapter to be up" });
    assert.equal(await write(61), "written");
    await before.stop();
    const anew = await serve(other, plant);
    const { detail } = await told("OPCUA_NAMESPACES");
    assert.equal(detail, `ns=2 is ${other}, and not ${plant}`);
    assert.equal(await write(62), "not-sent");
    assert.equal((await adapter.read(["target"]))[0]?.quality, "bad");
    assert.deepEqual(anew.writes, []);
    await anew.stop();
    const again = await serve(plant, other);
    await until(() => adapter.up, { what: "the adapter to be up again" });
    assert.equal(await write(63), "written");
    await adapter.stop();
    await again.stop();
  });

  it("what the site file says holds from the first connection on", async () => {
    const server = await serve(other, plant);
    open({ namespaces: { 2: plant } });
    await told("OPCUA_NAMESPACES");
    assert.equal(await write(61), "not-sent");
    await adapter.stop();
    open({ namespaces: { 2: other } });
    await until(() => adapter.up, { what: "the adapter to be up" });
    await adapter.stop();
    await server.stop();
  });

  it("a server that has no list is taken without one, unless the site file has", () => {
    assert.equal(new Namespaces(["ns=2;s=a"]).fault([]), null);
    const given = new Namespaces(["ns=2;s=a"], { 2: plant });
    assert.equal(given.fault([]), `ns=2 is nothing, and not ${plant}`);
    const seen = new Namespaces(["i=2258", "ns=1;i=7"]);
    assert.equal(seen.fault(["http://opcfoundation.org/UA/", "urn:one", plant]), null);
    assert.equal(seen.fault(["http://opcfoundation.org/UA/", "urn:one", other]), null);
    assert.equal(seen.fault(["", "urn:two"]), "ns=1 is urn:two, and not urn:one");
  });
});
