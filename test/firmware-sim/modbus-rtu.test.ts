import assert from "node:assert/strict";
import { SerialPort } from "serialport";
import { ModbusRtuLine, type RunningPlc, startPlc, type WriteRecord } from "@quorate/firmware-sim";
import { hasGoodCrc, withCrc } from "../../firmware-sim/src/crc.ts";
import { until } from "../until.ts";
import { type Cable, layCable } from "./pty.ts";

/** The other end of the cable, in bytes. */
class Master {
  readonly #port: SerialPort;
  #received = Buffer.alloc(0);

  private constructor(port: SerialPort) {
    this.#port = port;
    port.on("data", (chunk: Buffer) => (this.#received = Buffer.concat([this.#received, chunk])));
  }

  static async open(path: string): Promise<Master> {
    const port = new SerialPort({ path, baudRate: 19_200, parity: "even", autoOpen: false });
    await new Promise<void>((resolve, reject) =>
      port.open((error) => (error === null ? resolve() : reject(error))),
    );
    return new Master(port);
  }

  send(...bytes: readonly number[]): void {
    this.#port.write(Buffer.from(bytes));
  }

  /** One request, and the answer without its checksum once that is right. */
  async ask(...bytes: readonly number[]): Promise<string> {
    this.#received = Buffer.alloc(0);
    this.send(...withCrc(Buffer.from(bytes)));
    await until(() => hasGoodCrc(this.#received), { what: "an answer with a good checksum" });
    return this.#received.subarray(0, -2).toString("hex");
  }

  get received(): Buffer {
    return this.#received;
  }

  forget(): void {
    this.#received = Buffer.alloc(0);
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#port.close(resolve));
  }
}

/** Whether it comes about before a master would try again. */
const soon = (condition: () => boolean): Promise<boolean> =>
  until(condition, { deadlineMs: 200, what: "it" }).catch(() => false);

const readValve = [3, 0, 100, 0, 2] as const;

describe("firmware modbus-rtu: line", () => {
  let cable: Cable;
  let master: Master;
  let plc: RunningPlc;
  let writes: WriteRecord[];
  const onWrite = (record: WriteRecord): void => void writes.push(record);

  beforeEach(async () => {
    writes = [];
    cable = await layCable();
    plc = await startPlc({ skid: "tank", rtu: { path: cable.plc, units: [7] }, onWrite });
    master = await Master.open(cable.master);
  });

  afterEach(async () => {
    await master.close();
    await plc.stop();
    await cable.cut();
  });

  it("reads, writes and refuses, and journals what was written", async () => {
    assert.equal(await master.ask(7, ...readValve), "070304" + "42200000");
    assert.equal(await master.ask(7, 16, 0, 100, 0, 2, 4, 0x42, 0x28, 0, 0), "071000640002");
    assert.equal(await master.ask(7, 5, 0, 3, 0, 0), "070500030000");
    assert.equal(await master.ask(7, 3, 0, 0, 0, 1), "078302");
    assert.deepEqual(
      writes.map(({ protocol, table, register, value, from }) => {
        return [protocol, table, register, value, from];
      }),
      [
        ["modbus-rtu", "holding", 100, 42, cable.plc],
        ["modbus-rtu", "coil", 3, 0, cable.plc],
      ],
    );
  });

  it("refuses functions that it has not, as over TCP", async () => {
    assert.equal(await master.ask(7, 7), "078701");
    assert.equal(await master.ask(7, 17), "079101");
    assert.equal(await master.ask(7, 22, 0, 100, 0, 0xf2, 0, 0x25), "079601");
    const readAndWrite = [0, 100, 0, 1, 0, 110, 0, 1, 2, 0, 9] as const;
    assert.equal(await master.ask(7, 23, ...readAndWrite), "079701");
    assert.equal(await master.ask(7, 43, 14, 1, 0), "07ab01");
    assert.deepEqual(writes, []);
  });

  it("ignores other units' requests and answers, and noise before a silence", async () => {
    master.send(...withCrc(Buffer.from([8, ...readValve])));
    master.send(...withCrc(Buffer.from([8, 3, 4, 1, 2, 3, 4])));
    master.send(1, 2, 3);
    assert.equal(
      await until(
        async () => {
          master.forget();
          master.send(...withCrc(Buffer.from([7, 6, 0, 110, 0, 9])));
          const isThere = await soon(() => hasGoodCrc(master.received));
          return isThere && master.received.toString("hex", 0, 6);
        },
        { what: "an answer after the noise" },
      ),
      "0706006e0009",
    );
    assert.ok(writes.every(({ register }) => register === 110));
  });

  it("carries out a broadcast and answers nothing", async () => {
    master.send(...withCrc(Buffer.from([0, 6, 0, 110, 0, 9])));
    await until(() => writes.length === 1, { what: "the broadcast to be carried out" });
    assert.equal(await master.ask(7, 3, 0, 110, 0, 1), "0703020009");
  });

  it("answers with a wrong checksum, half, or not at all, as the faults say", async () => {
    const { faults } = plc.plc;
    const whole = withCrc(Buffer.from("07030442200000", "hex"));
    const request = withCrc(Buffer.from([7, ...readValve]));
    faults.set({ fault: "crc" });
    master.send(...request);
    await until(() => master.received.length === whole.length, { what: "a whole answer" });
    assert.ok(!hasGoodCrc(master.received));
    assert.deepEqual(master.received.subarray(0, -1), whole.subarray(0, -1));
    faults.clear();
    faults.set({ fault: "cut" });
    master.forget();
    master.send(...request);
    const half = whole.subarray(0, whole.length >> 1);
    await until(() => master.received.length >= half.length, { what: "half an answer" });
    assert.deepEqual(master.received, half);
    faults.clear();
    faults.set({ fault: "mute", functions: [6] });
    master.forget();
    master.send(...withCrc(Buffer.from([7, 6, 0, 110, 0, 9])));
    await until(() => writes.length === 1, { what: "the write" });
    assert.equal(await master.ask(7, 3, 0, 110, 0, 1), "0703020009");
  });

  it("comes back when the line was pulled and is plugged in again", async () => {
    await master.close();
    await cable.pull();
    cable = await layCable(cable);
    master = await Master.open(cable.master);
    const request = withCrc(Buffer.from([7, ...readValve]));
    await until(
      async () => {
        master.forget();
        master.send(...request);
        return await soon(() => hasGoodCrc(master.received));
      },
      { what: "the PLC to be on the line again" },
    );
  });

  it("is off for as long as it is told, and then comes back", async () => {
    // So long that it is off still when the first request arrives.
    await plc.links.off(2000, "modbus-rtu");
    master.send(...withCrc(Buffer.from([7, 6, 0, 110, 0, 9])));
    await until(
      async () => {
        master.send(...withCrc(Buffer.from([7, 6, 0, 110, 0, 10])));
        return await soon(() => writes.length > 0);
      },
      { what: "the line to come back" },
    );
    assert.ok(writes.every(({ value }) => value === 10));
  });
});

describe("firmware modbus-rtu: several PLCs", () => {
  it("share a line, each with its own unit; a dead one does not matter to the others", async () => {
    const cable = await layCable();
    const line = await ModbusRtuLine.open({ path: cable.plc });
    const tank = await startPlc({ skid: "tank", rtu: { line, units: [1, 2] } });
    const feeder = await startPlc({ skid: "feeder", rtu: { line, units: [3] } });
    const master = await Master.open(cable.master);
    tank.plc.faults.set({ fault: "deaf", unit: 2 });
    assert.equal(await master.ask(1, ...readValve), "01030442200000");
    assert.equal(await master.ask(3, 3, 0, 100, 0, 2), "03030442700000");
    master.send(...withCrc(Buffer.from([2, ...readValve])));
    assert.equal(await master.ask(1, ...readValve), "01030442200000");
    await master.close();
    await tank.stop();
    await feeder.stop();
    await line.close();
    await cable.cut();
  });

  it("a line that cannot be opened is told with a remedy", async () => {
    await assert.rejects(startPlc({ skid: "tank", rtu: { path: "/nowhere/tty" } }), (error) => {
      const { code, remedy } = error as { code: string; remedy: string };
      assert.equal(code, "SERIAL_UNAVAILABLE");
      return remedy.includes("--rtu");
    });
  });
});
