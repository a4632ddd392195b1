import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OPCUACertificateManager } from "node-opcua";
import {
  AttributeIds,
  type ClientSession,
  DataType,
  type DataValue,
  MessageSecurityMode,
  OPCUAClient,
  SecurityPolicy,
  TimestampsToReturn,
  UserTokenType,
  type UserIdentityInfo,
} from "node-opcua-client";
import { type RunningPlc, startPlc, type WriteRecord } from "@quorate/firmware-sim";
import { until } from "../until.ts";

const { None, Basic256Sha256 } = SecurityPolicy;
const node = (name: string): string => `ns=1;s=Exchanger.${name}`;
const value = (name: string): { nodeId: string; attributeId: AttributeIds } => ({
  nodeId: node(name),
  attributeId: AttributeIds.Value,
});

const quorate: UserIdentityInfo = {
  type: UserTokenType.UserName,
  userName: "quorate",
  password: "wate:r",
};
const reader: UserIdentityInfo = {
  type: UserTokenType.UserName,
  userName: "reader",
  password: "look",
};

/** Two seconds go into the first start: the suite shares one server and its certificate. */
describe("firmware opcua: server", function () {
  this.timeout(60_000);
  let folder: string;
  let plc: RunningPlc;
  let certificates: OPCUACertificateManager;
  let writes: WriteRecord[] = [];
  const open: { client: OPCUAClient; session: ClientSession }[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "quorate-opcua-"));
    plc = await startPlc({
      skid: "exchanger",
      mailbox: false,
      opcua: {
        address: "0",
        pki: join(folder, "server"),
        users: [
          { name: "quorate", password: "wate:r", readOnly: false },
          { name: "reader", password: "look", readOnly: true },
        ],
      },
      onWrite: (record) => writes.push(record),
    });
    certificates = new OPCUACertificateManager({
      rootFolder: join(folder, "client"),
      automaticallyAcceptUnknownCertificate: true,
    });
    await certificates.initialize();
  });

  afterEach(async () => {
    plc.plc.faults.clear();
    writes = [];
    for (const { client, session } of open.splice(0)) {
      await session.close().catch(() => {});
      await client.disconnect();
    }
  });

  after(async () => {
    // It ends as well while it is off.
    await plc?.links.off(600_000);
    await plc?.stop();
    await certificates?.dispose();
    await rm(folder, { recursive: true });
  });

  const connect = async (
    mode: MessageSecurityMode = MessageSecurityMode.None,
    user: UserIdentityInfo | undefined = quorate,
    policy: SecurityPolicy = mode === MessageSecurityMode.None ? None : Basic256Sha256,
  ): Promise<ClientSession> => {
    const client = OPCUAClient.create({
      securityMode: mode,
      securityPolicy: policy,
      clientCertificateManager: certificates,
      connectionStrategy: { maxRetry: 0 },
      transportTimeout: 1500,
      defaultTransactionTimeout: 1500,
    });
    await client.connect(plc.opcua);
    try {
      const session = await client.createSession(user);
      open.push({ client, session });
      return session;
    } catch (error) {
      await client.disconnect();
      throw error;
    }
  };

  const write = async (
    session: ClientSession,
    name: string,
    dataType: DataType,
    written: number | boolean,
  ): Promise<string> => {
    const status = await session.write({
      ...value(name),
      value: { value: { dataType, value: written } },
    });
    return status.name;
  };

  const modes = ["None", "Sign", "SignAndEncrypt"] as const;
  for (const name of modes) {
    it(`reads and writes with a user's name (${name})`, async () => {
      const session = await connect(MessageSecurityMode[name]);
      const before = await session.read(value("Outlet"));
      assert.equal(before.value.dataType, DataType.Double);
      assert.ok(Math.abs(before.value.value - 60) < 2, `${before.value.value}`);
      assert.equal(await write(session, "OutletTarget", DataType.Double, 61.25), "Good");
      assert.equal((await session.read(value("OutletTarget"))).value.value, 61.25);
      assert.equal(await write(session, "Reset", DataType.Boolean, true), "Good");
      const seen = writes.map(({ protocol, nodeId, value: taken }) => [protocol, nodeId, taken]);
      assert.deepEqual(seen, [
        ["opcua", "ns=1;s=Exchanger.OutletTarget", 61.25],
        ["opcua", "ns=1;s=Exchanger.Reset", 1],
      ]);
      for (const { from } of writes) assert.match(from, /^127\.0\.0\.1:\d+$/);
    });
  }

  it("refuses strangers, wrong passwords, and writes of those who only read", async () => {
    const wrong = { ...quorate, password: "x" };
    await assert.rejects(connect(MessageSecurityMode.SignAndEncrypt, wrong));
    await assert.rejects(
      connect(MessageSecurityMode.SignAndEncrypt, { type: UserTokenType.Anonymous }),
    );
    const session = await connect(MessageSecurityMode.SignAndEncrypt, reader);
    assert.equal((await session.read(value("Outlet"))).statusCode.name, "Good");
    const status = await write(session, "OutletTarget", DataType.Double, 70);
    assert.equal(status, "BadUserAccessDenied");
    assert.deepEqual(writes, []);
  });

  it("answers what is wrong with a write by its status", async () => {
    const session = await connect();
    assert.equal(await write(session, "OutletTarget", DataType.Float, 70), "BadTypeMismatch");
    assert.equal(await write(session, "Outlet", DataType.Double, 70), "BadNotWritable");
    assert.equal(await write(session, "Door", DataType.Double, 70), "BadNodeIdUnknown");
    assert.deepEqual(writes, []);
  });

  it("tells units and range, and when the program saw the value", async () => {
    const session = await connect();
    const children = await session.browse(node("Outlet"));
    const names = children.references?.map(({ browseName }) => browseName.name ?? "") ?? [];
    assert.ok(names.includes("EngineeringUnits") && names.includes("EURange"), names.join());
    plc.plc.faults.set({ fault: "slow-scan", ms: 600_000 });
    const first = await session.read(value("Outlet"));
    const second = await session.read(value("Outlet"));
    assert.deepEqual(first.sourceTimestamp, second.sourceTimestamp, "nothing was scanned between");
    plc.plc.faults.clear();
    await until(
      async () => {
        const { sourceTimestamp } = await session.read(value("Outlet"));
        return Number(sourceTimestamp) > Number(first.sourceTimestamp);
      },
      { what: "a newer source timestamp" },
    );
  });

  it("reports changes, bad quality and NaN to a subscription", async () => {
    const session = await connect();
    const subscription = await session.createSubscription2({
      requestedPublishingInterval: 50,
      publishingEnabled: true,
    });
    const item = await subscription.monitor(
      value("Outlet"),
      { samplingInterval: 50, queueSize: 10 },
      TimestampsToReturn.Both,
    );
    const seen: DataValue[] = [];
    item.on("changed", (dataValue) => seen.push(dataValue));
    await until(() => seen.length > 1, { what: "changes" });
    plc.plc.faults.set({
      ...{ fault: "opcua-status", on: "read", status: "BadSensorFailure", point: "outlet" },
    });
    await until(() => seen.at(-1)?.statusCode.name === "BadSensorFailure", { what: "bad quality" });
    plc.plc.faults.clear();
    plc.plc.faults.set({ fault: "nan", sensor: "outlet" });
    await until(() => Number.isNaN(seen.at(-1)?.value.value), { what: "NaN" });
    plc.plc.faults.clear();
    await until(() => (seen.at(-1)?.value.value ?? 0) > 50, { what: "a good value" });
    await subscription.terminate();
  });

  it("refuses writes with the status of the fault, and takes nothing", async () => {
    const session = await connect();
    const { memory, faults } = plc.plc;
    const before = memory.get("outlet-target");
    faults.set({ fault: "opcua-status", on: "write", status: "BadDeviceFailure" });
    assert.equal(await write(session, "OutletTarget", DataType.Double, 33), "BadDeviceFailure");
    assert.equal(memory.get("outlet-target"), before);
    assert.deepEqual(writes, []);
    faults.clear();
    faults.set({ fault: "clamp", point: "outlet-target", min: 20, max: 50 });
    assert.equal(await write(session, "OutletTarget", DataType.Double, 70), "Good");
    assert.equal((await session.read(value("OutletTarget"))).value.value, 50);
  });

  it("takes a write and hangs up, is deaf, or answers late, as the faults say", async () => {
    const { memory, faults } = plc.plc;
    const late = await connect();
    faults.set({ fault: "delay", ms: 300 });
    const beganMs = performance.now();
    assert.equal(await write(late, "OutletTarget", DataType.Double, 41), "Good");
    assert.ok(performance.now() - beganMs >= 290);
    faults.clear();
    faults.set({ fault: "deaf" });
    await assert.rejects(write(late, "OutletTarget", DataType.Double, 42));
    assert.equal(memory.get("outlet-target"), 41);
    faults.clear();
    faults.set({ fault: "cut" });
    const cut = await connect();
    const answer = write(cut, "OutletTarget", DataType.Double, 43).catch(() => "no answer");
    await until(() => memory.get("outlet-target") === 43, { what: "the write" });
    await open.at(-1)?.client.disconnect();
    assert.notEqual(await answer, "Good");
  });

  it("ends sessions, drops connections, and is away for as long as it is told", async () => {
    const first = await connect();
    const before = String(first.sessionId);
    plc.dropSessions();
    // The client makes itself another session, over the connection that it still has.
    assert.equal((await first.read(value("Outlet"))).statusCode.name, "Good");
    assert.notEqual(String(first.sessionId), before);
    await open.pop()?.client.disconnect();
    await connect();
    let lost = false;
    open.at(-1)?.client.on("connection_lost", () => (lost = true));
    open.at(-1)?.client.on("close", () => (lost = true));
    plc.drop();
    await until(() => lost, { what: "the client to see it" });
    await open.pop()?.client.disconnect();
    // So long that it is away still when it is looked for.
    await plc.links.off(3000, "opcua");
    await assert.rejects(connect());
    await until(() => connect().catch(() => false), { what: "the server to be back" });
  });
});
