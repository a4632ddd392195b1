import assert from "node:assert/strict";
import { type AdapterOptions, type DeviceAdapter, openAdapters } from "@quorate/device-adapters";
import type { DeviceSpec } from "@quorate/protocol";
import { until } from "../until.ts";
import { type ScriptedDevice, startScriptedDevice, wordsOf } from "./scripted-device.ts";
import { certifiedOrder, intake, reading, setPoint } from "./tank-device.ts";

/** Quicker than the device below answers, by more than a pause of this machine. */
const ofAll: AdapterOptions = { requestTimeoutMs: 60, backOffMinMs: 20, backOffMaxMs: 60 };
const answerMs = 1000;

describe("modbus: what the site file says of one device", () => {
  let peer: ScriptedDevice;
  let adapters: Map<string, DeviceAdapter>;
  const open = (...extras: readonly Partial<DeviceSpec>[]): readonly DeviceAdapter[] => {
    const points = [
      reading("level", { table: "input", register: 12, type: "uint16" }),
      setPoint("valve", { table: "holding", register: 100, type: "uint16" }),
      setPoint("pump", { table: "coil", register: 3, type: "bool" }),
    ];
    const devices = extras.map((extra, index) =>
      intake(peer.address, { name: `intake-${index}`, scanMs: 600_000, points, ...extra }),
    );
    adapters = openAdapters(devices, ofAll);
    for (const adapter of adapters.values()) adapter.start();
    return [...adapters.values()];
  };

  beforeEach(async () => {
    adapters = new Map();
    peer = await startScriptedDevice((request) => request.reply([...request.pdu]));
  });

  afterEach(async () => {
    for (const adapter of adapters.values()) await adapter.stop();
    await peer.stop();
  });

  it("timeout: a slow device has its time, the others keep theirs", async () => {
    peer.script = (request) => {
      const answer = (): void =>
        request.reply((request.pdu[0] ?? 0) > 2 ? wordsOf(request, 7) : [1, 1, 0]);
      setTimeout(answer, answerMs);
    };
    const [slow, usual] = open({ timeoutMs: 20_000 }, {});
    assert.ok(slow && usual);
    await until(() => slow.up, { what: "the slow device to be up" });
    const [sample] = await slow.read(["level"]);
    assert.deepEqual([sample?.value, sample?.quality], [7, "good"]);
    assert.equal(usual.up, false);
  });

  it("timeout: others' raw reads wait as long for their turn", async () => {
    const [slow] = open({ timeoutMs: 9000 });
    assert.ok(slow?.readRaw);
    peer.script = (request) =>
      request.reply((request.pdu[0] ?? 0) > 2 ? wordsOf(request, 7) : [1, 1, 0]);
    await until(() => slow.up, { what: "the device to be up" });
    const held: (() => void)[] = [];
    peer.script = (request) => {
      const reply = (): void => request.reply(wordsOf(request, 7));
      // The adapter may be looking at the device's own points at address 100 and 12 still.
      if (request.pdu[0] === 3 && request.pdu[2] === 1) held.push(reply);
      else reply();
    };
    const first = slow.readRaw("holding", 1, 1);
    await until(() => held.length > 0, { what: "the first request" });
    const second = slow.readRaw("holding", 2, 1);
    const begunMs = performance.now();
    await until(() => performance.now() - begunMs > 2100, { what: "the usual time to be over" });
    peer.script = (request) => request.reply(wordsOf(request, 8));
    for (const reply of held) reply();
    assert.deepEqual(await Promise.all([first, second]), [
      ...[{ ok: true, words: [7] }, { ok: true, words: [8] }],
    ]);
  });

  it("timeout: the program behind a slow gateway has as long to look at its mailbox", async () => {
    const mailbox = { sequence: 900, echo: 902, result: 904 };
    const [slow] = open({ timeoutMs: 1200, mailbox });
    assert.ok(slow);
    peer.script = (request) => {
      const [code = 0] = request.pdu;
      if (code > 4) request.reply([...request.pdu.subarray(0, 5)]);
      else request.reply(code > 2 ? wordsOf(request, 0) : [code, 1, 0]);
    };
    await until(() => slow.up, { what: "the device to be up" });
    const order = certifiedOrder({ point: "valve", value: 5 });
    const [written] = await slow.write({ ...order, device: slow.device.name });
    assert.equal(written?.code, "MAILBOX_SILENT");
    assert.equal(written?.detail, "no echo within 2400 ms");
  });

  it("multipleWritesOnly: writes of one register or coil by functions 16 and 15", async () => {
    const functions: (number | undefined)[] = [];
    peer.script = (request) => {
      const [code = 0] = request.pdu;
      if (code > 4) functions.push(code);
      if (code === 16 || code === 15) request.reply([...request.pdu.subarray(0, 5)]);
      else if (code > 4) request.reply([...request.pdu]);
      else request.reply(code > 2 ? wordsOf(request, 7) : [code, 1, 0]);
    };
    const all = open({ timeoutMs: 5000, multipleWritesOnly: true }, { timeoutMs: 5000 });
    for (const adapter of all) {
      await until(() => adapter.up, { what: "the device to be up" });
      const writes = [
        { point: "valve", value: 5 },
        { point: "pump", value: true },
      ];
      const order = { ...certifiedOrder(...writes), device: adapter.device.name };
      const written = await adapter.write(order);
      assert.ok(written.every(({ ok }) => ok), JSON.stringify(written));
    }
    assert.deepEqual(functions, [16, 15, 6, 5]);
  });
});
