import assert from "node:assert/strict";
import { openAdapter } from "@quorate/device-adapters";
import {
  type ByteOrder,
  byteOrders,
  type DataType,
  type RunningPlc,
  startPlc,
  testValues,
  type WriteRecord,
} from "@quorate/firmware-sim";
import { type Refusal, startReadOnlyServer } from "../../guard/src/read-only-server.ts";
import { intake } from "../device-adapters/tank-device.ts";
import { type Cable, layCable } from "../firmware-sim/pty.ts";
import { until } from "../until.ts";
import { type Ended, requirePeer, run } from "./peer.ts";

const path = "/usr/bin/mbpoll";

/** A serial line's unit id. */
const unit = 9;

/**
 * One poll, or one write where values are given; registers are zero-based. An address without a
 * port is a serial line. `-B` takes the first register as the most significant one.
 */
const mbpollWith = (
  more: readonly string[],
  address: string,
  type: string,
  register: number,
  ...values: readonly string[]
): Promise<Ended> => {
  const [host = "", port] = address.split(":");
  const tcp = ["-m", "tcp", "-p", port ?? ""];
  const rtu = ["-m", "rtu", "-b", "19200", "-P", "even", "-a", String(unit)];
  // Of the second that it waits by itself, a busy machine may take half.
  const patient = ["-o", "8"];
  const link = [...(port === undefined ? rtu : tcp), ...patient];
  const place = [...link, "-0", "-r", String(register), "-t", type];
  const once = values.length === 0 ? ["-1"] : [];
  return run(path, [...place, ...more, ...once, host, ...values]);
};

const mbpoll = (
  address: string,
  type: string,
  register: number,
  ...values: readonly string[]
): Promise<Ended> => mbpollWith(["-B"], address, type, register, ...values);

const valueAt = ({ text }: Ended, register: number): number => {
  const found = new RegExp(`^\\[${register}\\]:\\s+(\\S+)`, "m").exec(text)?.[1];
  assert.ok(found !== undefined, text);
  return Number(found);
};

describe("interop: mbpoll", () => {
  let plc: RunningPlc;
  let writes: WriteRecord[];

  before(() => requirePeer(path));

  beforeEach(async () => {
    writes = [];
    const onWrite = (record: WriteRecord): void => void writes.push(record);
    plc = await startPlc({ skid: "tank", modbus: "127.0.0.1:0", onWrite });
  });

  afterEach(() => plc.stop());

  it("reads the simulated PLC's four tables", async () => {
    assert.equal(valueAt(await mbpoll(plc.modbus, "4:float", 100), 100), 40);
    assert.equal(valueAt(await mbpoll(plc.modbus, "3:float", 10), 10), 40);
    const level = valueAt(await mbpoll(plc.modbus, "3", 12), 12);
    assert.ok(Math.abs((level / 27_648) * 5 - 2) < 0.01, `${level}`);
    assert.equal(valueAt(await mbpoll(plc.modbus, "0", 3), 3), 1);
    assert.equal(valueAt(await mbpoll(plc.modbus, "1", 2), 2), 1);
  });

  it("writes the simulated PLC: registers and coils", async () => {
    assert.equal((await mbpoll(plc.modbus, "4:float", 100, "55.5")).status, 0);
    assert.equal((await mbpoll(plc.modbus, "4", 110, "1234")).status, 0);
    assert.equal((await mbpoll(plc.modbus, "0", 3, "0")).status, 0);
    assert.deepEqual(
      writes.map((write) => [write.table, write.register, write.value]),
      [
        ["holding", 100, 55.5],
        ["holding", 110, 1234],
        ["coil", 3, 0],
      ],
    );
    assert.equal(valueAt(await mbpoll(plc.modbus, "4:float", 100), 100), 55.5);
  });

  it("is told of illegal addresses", async () => {
    const { status, text } = await mbpoll(plc.modbus, "4", 5000);
    assert.notEqual(status, 0);
    assert.match(text, /Illegal data address/);
  });

  it("reads through the guard's read-only server; its writes are refused there", async () => {
    const refusals: Refusal[] = [];
    const adapter = openAdapter(intake(plc.modbus), { requestTimeoutMs: 10_000 });
    adapter.start();
    await until(() => adapter.up, { what: "the adapter to be up" });
    const server = await startReadOnlyServer({
      listen: "127.0.0.1:0",
      adapters: [adapter],
      onRefused: (refusal) => refusals.push(refusal),
    });
    try {
      assert.equal(valueAt(await mbpoll(server.address, "4:float", 100), 100), 40);
      assert.equal(valueAt(await mbpoll(server.address, "0", 3), 3), 1);
      for (const [type, register, value] of [
        ["4:float", 100, "55.5"],
        ["4", 100, "1"],
        ["0", 3, "0"],
      ] as const) {
        const { status, text } = await mbpoll(server.address, type, register, value);
        assert.notEqual(status, 0);
        assert.match(text, /Illegal function/);
      }
      assert.deepEqual(refusals.map((refusal) => refusal.function), [16, 6, 5]);
      assert.deepEqual(writes, []);
    } finally {
      await server.stop();
      await adapter.stop();
    }
  });
});

/** mbpoll turns registers around, never the bytes in one. */
const orders: readonly (readonly [ByteOrder, readonly string[]])[] = [
  ["ABCD", ["-B"]],
  ["CDAB", []],
];
const types: readonly (readonly [DataType, string])[] = [
  ["int32", "int"],
  ["float32", "float"],
];

for (const kind of ["tcp", "rtu"] as const) {
  describe(`interop: mbpoll on the simulated PLC's test registers (${kind})`, () => {
    let cable: Cable | undefined;
    let plc: RunningPlc;
    let address: string;

    before(async () => {
      requirePeer(path);
      cable = kind === "rtu" ? await layCable() : undefined;
      const served =
        cable === undefined
          ? { modbus: "127.0.0.1:0" }
          : { rtu: { path: cable.plc, units: [unit] } };
      plc = await startPlc({ skid: "exchanger", ...served });
      address = cable?.master ?? plc.modbus;
    });

    after(async () => {
      await plc?.stop();
      await cable?.cut();
    });

    for (const [type, format] of types) {
      for (const [order, more] of orders) {
        it(`reads and writes ${type} ${order}`, async () => {
          const row = testValues.findIndex(([one]) => one === type);
          const register = 1000 + row * 16 + byteOrders.indexOf(order) * 4;
          const expected = testValues[row]?.[1] ?? 0;
          const near = (seen: number, wanted: number): void =>
            assert.ok(Math.abs(seen - wanted) <= 1e-5 * Math.abs(wanted), `${seen}, not ${wanted}`);
          const poll = (...values: readonly string[]): Promise<Ended> =>
            mbpollWith(more, address, `4:${format}`, register, ...values);
          near(valueAt(await poll(), register), expected);
          const written = type === "int32" ? 12_345_678 : 2.5;
          const { status, text } = await poll(String(written));
          assert.equal(status, 0, text);
          assert.equal(plc.plc.memory.get(`test-${type}-${order}`), written);
        });
      }
    }
  });
}
