import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { type DeviceAdapter, openAdapter } from "@quorate/device-adapters";
import { type RunningPlc, startPlc, type WriteRecord } from "@quorate/firmware-sim";
import type { DeviceSpec } from "@quorate/protocol";
import fc from "fast-check";
import {
  readOnlyLimits,
  type ReadOnlyServer,
  ReadOnlyServerError,
  type Refusal,
  startReadOnlyServer,
} from "../../guard/src/read-only-server.ts";
import { certifiedOrder, intake } from "../device-adapters/tank-device.ts";
import {
  type ScriptedDevice,
  startScriptedDevice,
  wordsOf,
} from "../device-adapters/scripted-device.ts";
import { ask, dial } from "../firmware-sim/raw-modbus.ts";
import { until } from "../until.ts";

const listen = "127.0.0.1:0";

describe("read-only server: the tank behind it", () => {
  let plc: RunningPlc;
  let adapter: DeviceAdapter;
  let server: ReadOnlyServer;
  let socket: Socket;
  let writes: WriteRecord[];
  let refusals: Refusal[];
  const pdu = async (...bytes: readonly number[]): Promise<string> =>
    (await ask(socket, [0, 9, 0, 0, 0, bytes.length + 1, 1, ...bytes])).slice(14);

  beforeEach(async () => {
    writes = [];
    refusals = [];
    const onWrite = (record: WriteRecord): void => void writes.push(record);
    plc = await startPlc({ skid: "tank", modbus: listen, onWrite });
    adapter = openAdapter(intake(plc.modbus), { backOffMaxMs: 50, requestTimeoutMs: 20_000 });
    adapter.start();
    await until(() => adapter.up, { what: "the adapter to be up" });
    const onRefused = (refusal: Refusal): void => void refusals.push(refusal);
    server = await startReadOnlyServer({ listen, adapters: [adapter], onRefused });
    socket = await dial(server.address);
  });

  afterEach(async () => {
    socket.destroy();
    await server.stop();
    await adapter.stop();
    await plc.stop();
  });

  it("passes function codes 1 to 4, and the device's own exceptions", async () => {
    assert.equal(await pdu(3, 0, 100, 0, 2), "030442200000");
    assert.equal(await pdu(4, 0, 10, 0, 2), "040442200000");
    assert.equal(await pdu(1, 0, 0, 0, 16), "01020800");
    assert.equal(await pdu(2, 0, 2, 0, 1), "020101");
    assert.equal(await pdu(3, 0, 0, 0, 1), "8302");
    assert.equal(await pdu(3, 0, 100, 0, 126), "8303");
    assert.equal(await pdu(3, 0xff, 0xff, 0, 2), "8302");
  });

  it("serves an adapter as the device would, but for writes", async () => {
    const reader = openAdapter(intake(server.address));
    reader.start();
    await until(() => reader.up, { what: "the reader to be up" });
    const samples = await reader.read(["valve", "pump", "level"]);
    assert.deepEqual(samples.slice(0, 2).map((sample) => sample.value), [40, true]);
    assert.ok(samples.every((sample) => sample.quality === "good"));
    const [result] = await reader.write(certifiedOrder({ point: "valve", value: 50 }));
    assert.deepEqual([result?.outcome, result?.code], ["refused", "ILLEGAL_FUNCTION"]);
    assert.deepEqual(writes, []);
    await reader.stop();
  });

  it("answers any unit id for its only device", async () => {
    const answer = await ask(socket, [0, 1, 0, 0, 0, 6, 77, 3, 0, 100, 0, 1]);
    assert.equal(answer, "0001000000054d03024220");
  });

  it("refuses every other function code with exception 01, and tells who asked", async () => {
    const codes = Array.from({ length: 256 }, (_, code) => code).filter(
      (code) => code < 1 || code > 4,
    );
    for (const code of codes) {
      const refusal = Buffer.from([code | 0x80, 1]).toString("hex");
      assert.equal(await pdu(code, 0, 100, 0, 2, 4, 0x42, 0x28, 0, 0), refusal);
    }
    assert.deepEqual(writes, []);
    const [first] = refusals;
    assert.deepEqual(first, {
      code: "READ_ONLY_REFUSED",
      peer: `127.0.0.1:${socket.localPort}`,
      function: 0,
      unit: 1,
      suppressed: 0,
    });
    assert.ok(refusals.length <= codes.length);
  });

  it("refuses each write function with its right shape", async () => {
    assert.equal(await pdu(5, 0, 3, 0, 0), "8501");
    assert.equal(await pdu(6, 0, 100, 0, 0), "8601");
    assert.equal(await pdu(15, 0, 3, 0, 1, 1, 0), "8f01");
    assert.equal(await pdu(16, 0, 100, 0, 2, 4, 0, 0, 0, 0), "9001");
    assert.equal(await pdu(22, 0, 100, 0, 0, 0, 0), "9601");
    assert.equal(await pdu(23, 0, 100, 0, 1, 0, 100, 0, 1, 2, 0, 0), "9701");
    assert.deepEqual(refusals.map((refusal) => refusal.function), [5, 6, 15, 16, 22, 23]);
    assert.deepEqual(writes, []);
  });

  it("answers a lost device with exception 0B, and recovers with it", async () => {
    await plc.stop();
    await until(() => !adapter.up, { what: "the adapter to be down" });
    assert.equal(await pdu(3, 0, 100, 0, 2), "830b");
    plc = await startPlc({ skid: "tank", modbus: plc.modbus });
    await until(async () => (await pdu(3, 0, 100, 0, 2)) === "030442200000", {
      what: "the device's answer",
    });
  });

  it("closes connections with malformed frames, and serves the others", async () => {
    for (const frame of [
      [0, 1, 0, 7, 0, 6, 1, 3, 0, 100, 0, 1],
      [0, 1, 0, 0, 0, 1, 1, 0],
      [0, 1, 0, 0, 0xff, 0xff, 1, 3],
      [0, 1, 0, 0, 0, 7, 1, 3, 0, 100, 0, 1, 0],
      [0, 1, 0, 0, 0, 2, 1, 3],
    ]) {
      const other = await dial(server.address);
      assert.equal(await ask(other, frame), "closed");
    }
    assert.equal(await pdu(3, 0, 100, 0, 2), "030442200000");
  });

  it("stands 10,000 random frames", async function () {
    this.timeout(180_000);
    const body = fc.uint8Array({ minLength: 2, maxLength: 40 });
    const readOf = (bytes: Uint8Array): Uint8Array =>
      Uint8Array.of(1, 1 + ((bytes[0] ?? 0) & 3), ...bytes, 0, 0, 0, 0).subarray(0, 6);
    const pdus = fc.oneof(body, body.map(readOf));
    const whole = pdus.map((bytes) => Buffer.from([0, 1, 0, 0, 0, bytes.length, ...bytes]));
    const broken = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((all) => Buffer.from(all));
    const any = fc.oneof(
      { weight: 9, arbitrary: fc.tuple(fc.constant(true), whole) },
      { weight: 1, arbitrary: fc.tuple(fc.constant(false), broken) },
    );
    let other = await dial(server.address);
    let answers = 0;
    let hangUps = 0;
    for (const [isWhole, frame] of fc.sample(any, { numRuns: 10_000, seed: 1 })) {
      if (!other.writable) other = await dial(server.address);
      const answered = new Promise<boolean>((resolve) => {
        other.once("data", () => resolve(true)).once("close", () => resolve(false));
      });
      other.write(frame);
      if (!isWhole) other.destroy();
      else if (await answered) answers += 1;
      else hangUps += 1;
      other.removeAllListeners("data").removeAllListeners("close");
    }
    assert.ok(answers > 5000 && hangUps > 10, `${answers} answers, ${hangUps} ends`);
    other.destroy();
    await until(async () => (await pdu(3, 0, 100, 0, 2)) === "030442200000", {
      what: "the server to be of use",
    });
    assert.deepEqual(writes, []);
  });

  it("bounds its connections", async () => {
    const others: Socket[] = [];
    while (others.length < readOnlyLimits.connections + 5) {
      others.push(await dial(server.address));
    }
    const open = (): number => others.filter((other) => !other.closed).length;
    for (const other of others) other.resume();
    await until(() => open() === readOnlyLimits.connections - 1, { what: "the rest to be closed" });
    for (const other of others) other.destroy();
    assert.equal(await pdu(3, 0, 100, 0, 2), "030442200000");
  });

  it("tells only so many refusals a second, and counts the rest", async () => {
    const flood = readOnlyLimits.refusalsPerSecond * 3;
    for (let index = 0; index < flood; index += 1) await pdu(6, 0, 100, 0, 0);
    const seen = (): number =>
      refusals.length + refusals.reduce((sum, refusal) => sum + refusal.suppressed, 0);
    let asked = flood;
    await until(
      async () => {
        asked += 1;
        await pdu(6, 0, 100, 0, 0);
        return seen() === asked;
      },
      { what: "the suppressed ones to be told" },
    );
    assert.ok(refusals.length < asked);
  });
});

describe("read-only server: several devices", () => {
  let peers: ScriptedDevice[];
  let adapters: DeviceAdapter[];

  beforeEach(async () => {
    peers = [];
    adapters = [];
    for (const unit of [1, 2]) {
      const peer = await startScriptedDevice((request) => request.reply(wordsOf(request, unit)));
      // What a test holds back, or a busy machine, is no silence.
      const timeoutMs = 20_000;
      const extra = { name: `plc-${unit}`, unit, scanMs: 60_000, timeoutMs, points: [] };
      const device = intake(peer.address, extra);
      peers.push(peer);
      adapters.push(openAdapter(device));
    }
  });

  afterEach(async () => {
    for (const adapter of adapters) await adapter.stop();
    for (const peer of peers) await peer.stop();
  });

  it("selects by unit id, caches for one scan, and refuses unknown units", async () => {
    for (const adapter of adapters) adapter.start();
    const server = await startReadOnlyServer({ listen, adapters, onRefused: () => undefined });
    const socket = await dial(server.address);
    const read = async (unit: number, register: number): Promise<string> =>
      (await ask(socket, [0, 1, 0, 0, 0, 6, unit, 3, 0, register, 0, 1])).slice(14);
    const firstAnswer = (): Promise<boolean> =>
      read(1, 200).then((answer) => answer === "03020001");
    await until(async () => (await adapters[0]?.readRaw?.("holding", 9, 1))?.ok, {
      what: "the first device",
    });
    await until(async () => (await adapters[1]?.readRaw?.("holding", 9, 1))?.ok, {
      what: "the second device",
    });
    assert.ok(await firstAnswer());
    assert.equal(await read(2, 200), "03020002");
    assert.equal(await read(3, 200), "830a");
    const before = peers.map((peer) => peer.requests.length);
    for (let index = 0; index < 10; index += 1) {
      assert.equal(await read(1, 200), "03020001");
      assert.equal(await read(2, 200), "03020002");
    }
    assert.deepEqual(peers.map((peer) => peer.requests.length), before);
    socket.destroy();
    await server.stop();
  });

  it("caches for the least scan of all devices that are one unit", async () => {
    const [slow, peer] = [adapters[0], peers[0]];
    assert.ok(slow && peer);
    slow.start();
    await until(async () => (await slow.readRaw?.("holding", 9, 1))?.ok, { what: "the device" });
    const quick = openAdapter({ ...slow.device, name: "plc-1b", scanMs: 30 });
    const server = await startReadOnlyServer({
      ...{ listen, adapters: [slow, quick, ...adapters.slice(1)], onRefused: () => undefined },
    });
    const socket = await dial(server.address);
    const read = async (): Promise<string> =>
      (await ask(socket, [0, 1, 0, 0, 0, 6, 1, 3, 0, 200, 0, 1])).slice(14);
    assert.equal(await read(), "03020001");
    peer.script = (request) => request.reply(wordsOf(request, 7));
    await until(async () => (await read()) === "03020007", { what: "a newer answer" });
    socket.destroy();
    await server.stop();
  });

  it("asks nothing for peers that are gone, and answers those who want the same", async () => {
    const [peer, adapter] = [peers[0], adapters[0]];
    assert.ok(peer && adapter);
    adapter.start();
    await until(async () => (await adapter.readRaw?.("holding", 9, 1))?.ok, {
      what: "the device",
    });
    const server = await startReadOnlyServer({
      ...{ listen, adapters: [adapter], onRefused: () => undefined },
    });
    const held: (() => void)[] = [];
    peer.script = (request) => void held.push(() => request.reply(wordsOf(request, 7)));
    const dialled = async (register: number): Promise<Socket> => {
      const socket = await dial(server.address);
      socket.write(Uint8Array.of(0, 1, 0, 0, 0, 6, 1, 3, 0, register, 0, 1));
      return socket;
    };
    const first = await dialled(10);
    await until(() => held.length > 0, { what: "a request under way" });
    const gone = await Promise.all([dialled(20), dialled(30)]);
    const stays = await dial(server.address);
    const answer = ask(stays, [0, 1, 0, 0, 0, 6, 1, 3, 0, 30, 0, 1]);
    // An answer to who asks last: all that came before has been taken in.
    const last = await dial(server.address);
    await ask(last, [0, 1, 0, 0, 0, 6, 1, 6, 0, 30, 0, 1]);
    for (const socket of gone) socket.destroy();
    await until(() => server.connections === 3, { what: "two peers to be gone" });
    const before = peer.requests.length;
    peer.script = (request) => request.reply(wordsOf(request, 7));
    for (const reply of held) reply();
    assert.equal((await answer).slice(14), "03020007");
    const asked = peer.requests.slice(before).map(({ pdu }) => pdu.readUInt16BE(1));
    assert.deepEqual(asked, [30]);
    for (const socket of [first, stays, last]) socket.destroy();
    await server.stop();
  });

  it("does not start where a reader could not tell devices apart, or cannot listen", async () => {
    const codeOf = async (options: Partial<Parameters<typeof startReadOnlyServer>[0]>) => {
      try {
        const onRefused = (): void => undefined;
        const made = await startReadOnlyServer({ listen, adapters, onRefused, ...options });
        await made.stop();
        return undefined;
      } catch (error) {
        return error instanceof ReadOnlyServerError ? error.code : error;
      }
    };
    const [first] = adapters;
    assert.ok(first);
    const beside = (change: Partial<DeviceSpec>): readonly DeviceAdapter[] => {
      const device = { ...first.device, ...change };
      return [first, { device, readRaw: first.readRaw } as DeviceAdapter];
    };
    const elsewhere = { address: "127.0.0.1:1" };
    assert.equal(await codeOf({ adapters: beside(elsewhere) }), "UNIT_AMBIGUOUS");
    assert.equal(await codeOf({ adapters: beside({ ...elsewhere, readUnit: 9 }) }), undefined);
    assert.equal(await codeOf({ adapters: beside({}) }), undefined, "two names of one device");
    assert.equal(await codeOf({ listen: "nowhere" }), "ADDRESS_INVALID");
    assert.equal(await codeOf({ listen: peers[0]?.address ?? "" }), "LISTEN_FAILED");
    const { device, up } = first;
    const opcua = { device, up } as DeviceAdapter;
    assert.equal(await codeOf({ adapters: [opcua] }), "DEVICE_NOT_MODBUS");
  });
});
