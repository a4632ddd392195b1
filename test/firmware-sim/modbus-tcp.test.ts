import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import { type RunningPlc, startPlc, type WriteRecord } from "@quorate/firmware-sim";
import { until } from "../until.ts";
import { ask, dial } from "./raw-modbus.ts";

describe("firmware modbus-tcp: server", () => {
  let plc: RunningPlc;
  let socket: Socket;
  let writes: WriteRecord[];
  const pdu = async (...bytes: readonly number[]): Promise<string> =>
    (await ask(socket, [0, 9, 0, 0, 0, bytes.length + 1, 1, ...bytes])).slice(14);

  beforeEach(async () => {
    writes = [];
    const onWrite = (record: WriteRecord): void => void writes.push(record);
    plc = await startPlc({ skid: "tank", modbus: "127.0.0.1:0", onWrite });
    socket = await dial(plc.modbus);
  });

  afterEach(async () => {
    socket.destroy();
    await plc.stop();
  });

  it("reads the four tables", async () => {
    assert.equal(await pdu(3, 0, 100, 0, 2), "030442200000");
    assert.equal(await pdu(4, 0, 10, 0, 2), "040442200000");
    assert.equal(await pdu(1, 0, 0, 0, 16), "01020800");
    assert.equal(await pdu(2, 0, 2, 0, 1), "020101");
  });

  it("writes with function codes 5, 6, 15 and 16", async () => {
    assert.equal(await pdu(5, 0, 3, 0, 0), "0500030000");
    assert.equal(await pdu(6, 0, 110, 0x12, 0x34), "06006e1234");
    assert.equal(await pdu(15, 0, 5, 0, 3, 1, 0b101), "0f00050003");
    assert.equal(await pdu(16, 0, 100, 0, 2, 4, 0x42, 0x28, 0, 0), "1000640002");
    assert.equal(await pdu(16, 0, 110, 0, 2, 4, 0, 1, 0, 2), "10006e0002");
    assert.deepEqual(
      writes.map((write) => [write.function, write.table, write.register, write.value]),
      [
        [5, "coil", 3, 0],
        [6, "holding", 110, 0x1234],
        [15, "coil", 5, [1, 0, 1]],
        [16, "holding", 100, 42],
        [16, "holding", 110, [1, 2]],
      ],
    );
    assert.equal(await pdu(3, 0, 110, 0, 2), "030400010002");
    assert.equal(await pdu(1, 0, 5, 0, 3), "010105");
  });

  it("answers exceptions, and journals nothing for them", async () => {
    const cases: readonly [readonly number[], string][] = [
      [[3, 0, 0, 0, 1], "8302"],
      [[4, 0, 29, 0, 2], "8402"],
      [[3, 0, 100, 0, 126], "8303"],
      [[3, 0, 100, 0, 0], "8303"],
      [[1, 0, 0, 0x07, 0xd1], "8103"],
      [[5, 0, 3, 0, 1], "8503"],
      [[5, 0, 99, 0xff, 0], "8502"],
      [[16, 0, 139, 0, 2, 4, 0, 0, 0, 0], "9002"],
      [[16, 0, 100, 0, 2, 2, 0, 0], "9003"],
      [[15, 0, 5, 0, 3, 2, 1, 1], "8f03"],
      [[43, 14, 1, 0], "ab01"],
      [[6, 0, 100], "8603"],
    ];
    for (const [request, answer] of cases) assert.equal(await pdu(...request), answer);
    assert.deepEqual(writes, []);
  });

  it("closes connections that do not speak Modbus", async () => {
    for (const frame of [
      [0, 1, 0, 7, 0, 6, 1, 3, 0, 100, 0, 1],
      [0, 1, 0, 0, 0, 1, 1, 0],
      [0, 1, 0, 0, 0xff, 0xff, 1, 3],
    ]) {
      const other = await dial(plc.modbus);
      assert.equal(await ask(other, frame), "closed");
    }
    assert.equal(await pdu(3, 0, 100, 0, 2), "030442200000");
  });

  it("answers requests in pieces and several in one segment", async () => {
    socket.write(Buffer.from([0, 1, 0, 0, 0]));
    const rest = [6, 1, 3, 0, 100, 0, 1, 0, 2, 0, 0, 0, 6, 1, 3, 0, 101, 0, 1];
    let answers = Buffer.alloc(0);
    socket.on("data", (chunk) => void (answers = Buffer.concat([answers, chunk])));
    socket.write(Buffer.from(rest));
    await until(() => answers.length >= 22, { what: "two answers" });
    assert.equal(answers.toString("hex"), "000100000005010302422000020000000501030200" + "00");
  });

  it("refuses with each exception, and takes nothing", async () => {
    for (const exception of [1, 2, 3, 4, 5, 6, 8, 10, 11]) {
      plc.plc.faults.set({ fault: "refuse", exception });
      const hex = exception.toString(16).padStart(2, "0");
      assert.equal(await pdu(6, 0, 110, 0, 9), `86${hex}`);
      assert.equal(await pdu(3, 0, 110, 0, 1), "03020000", "a refusal spares reads");
    }
    plc.plc.faults.set({ fault: "refuse", exception: 6, functions: [3] });
    assert.equal(await pdu(3, 0, 110, 0, 1), "8306");
    assert.deepEqual(writes, []);
  });

  it("narrows a fault to a unit", async () => {
    plc.plc.faults.set({ fault: "refuse", exception: 11, unit: 2 });
    const write = (unit: number): Promise<string> =>
      ask(socket, [0, 9, 0, 0, 0, 6, unit, 6, 0, 110, 0, 9]);
    assert.match(await write(2), /860b$/);
    assert.match(await write(1), /06006e0009$/);
  });

  it("answers under another transaction id, half, or late, as the faults say", async () => {
    const read = [0, 9, 0, 0, 0, 6, 1, 3, 0, 100, 0, 2];
    plc.plc.faults.set({ fault: "wrong-transaction" });
    assert.match(await ask(socket, read), /^000a/);
    plc.plc.faults.clear();
    plc.plc.faults.set({ fault: "delay", ms: 120 });
    const beganMs = performance.now();
    assert.match(await ask(socket, read), /^0009/);
    assert.ok(performance.now() - beganMs >= 110);
    plc.plc.faults.clear();
    plc.plc.faults.set({ fault: "cut" });
    const other = await dial(plc.modbus);
    let half = Buffer.alloc(0);
    other.on("data", (chunk) => void (half = Buffer.concat([half, chunk])));
    other.write(Buffer.from(read));
    await until(() => other.readableEnded, { what: "the connection to end" });
    assert.equal(half.toString("hex"), "000900000007");
    other.destroy();
  });
});

describe("firmware modbus-tcp: outage", () => {
  it("comes back on its port, as soon as nobody else has it", async () => {
    const plc = await startPlc({ skid: "tank", modbus: "127.0.0.1:0" });
    const [host = "", port] = plc.modbus.split(":");
    const link = plc.links.of("modbus-tcp");
    assert.ok(link);
    let attempts = 0;
    const resume = link.resume.bind(link);
    link.resume = () => {
      attempts += 1;
      return resume();
    };
    // So long that the port is free still when another asks for it.
    await plc.links.off(1000, "modbus-tcp");
    const squatter = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => squatter.listen(Number(port), host, resolve));
    await until(() => attempts > 1, { what: "attempts to come back, in vain" });
    await new Promise((resolve) => squatter.close(resolve));
    const answer = await until(
      async () => {
        const socket = await dial(plc.modbus);
        if (socket.readyState !== "open") return false;
        const text = await ask(socket, [0, 9, 0, 0, 0, 6, 1, 3, 0, 100, 0, 2]);
        socket.destroy();
        return text !== "closed" && text;
      },
      { what: "the PLC to be back" },
    );
    assert.match(answer, /030442200000$/);
    await plc.stop();
  });

  it("ends while it is off", async () => {
    const plc = await startPlc({ skid: "tank", modbus: "127.0.0.1:0" });
    await plc.links.off(600_000);
    await plc.stop();
  });
});
