import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type DeviceAdapter, openAdapter } from "@quorate/device-adapters";
import type { ByteOrder, DeviceSpec, PointSpec, PointType } from "@quorate/protocol";
import { type PtyPair, startPtyPair } from "../device-adapters/serial-bus.ts";
import { certifiedOrder, intake, reading, setPoint } from "../device-adapters/tank-device.ts";
import { freePort } from "../free-port.ts";
import { until } from "../until.ts";
import { python, requirePymodbus } from "./peer.ts";

const script = fileURLToPath(new URL("pymodbus-server.py", import.meta.url));

const orders: readonly ByteOrder[] = ["ABCD", "CDAB", "BADC", "DCBA"];
/** 16-bit values too: pymodbus packs them by the same two switches. */
const values: readonly (readonly [PointType, number])[] = [
  ["int16", -12_345],
  ["uint16", 54_321],
  ["int32", -123_456_789],
  ["uint32", 3_123_456_789],
  ["int64", -1_234_567_890_123_456],
  ["uint64", 8_234_567_890_123_456],
  ["float32", 3.1415927410125732],
  ["float64", -2.718281828459045e-100],
];

interface Item {
  readonly point: PointSpec;
  readonly value: number;
}

/** Every type in every order, each in registers of its own. */
const itemsIn = (table: "holding" | "input"): readonly Item[] =>
  values.flatMap(([type, value], row) =>
    orders.map((order, column) => {
      const register = 10 + row * 16 + column * 4;
      const make = table === "holding" ? setPoint : reading;
      return { point: make(`${type}-${order}`, { table, register, type, order }), value };
    }),
  );

const serial = { baud: 115_200, parity: "none", stopBits: 1, dataBits: 8 } as const;

for (const transport of ["TCP", "RTU"])
  describe(`interop: pymodbus server under the adapter, ${transport}`, function () {
    this.timeout(60_000);
    let server: ChildProcessByStdio<Writable, Readable, null>;
    let answers: AsyncIterator<string>;
    let adapter: DeviceAdapter;
    let place: Partial<DeviceSpec>;
    let pair: PtyPair | undefined;

    const ask = async (order: "put" | "get", { point, value }: Item): Promise<unknown> => {
      const table = point.table === "holding" ? 3 : 4;
      const { register, type, order: byteOrder } = point;
      const body = { do: order, table, register, type, order: byteOrder, value };
      server.stdin.write(`${JSON.stringify(body)}\n`);
      const line = await answers.next();
      return (JSON.parse(line.value as string) as { value?: unknown }).value;
    };

    const open = async (items: readonly Item[]): Promise<void> => {
      const points = items.map(({ point }) => point);
      // pymodbus may take its time on a busy machine.
      const options = { requestTimeoutMs: 3000, backOffMaxMs: 100 };
      adapter = openAdapter(intake("", { points, ...place }), options);
      adapter.start();
      await until(() => adapter.up, { what: "pymodbus to answer" });
    };

    before(async () => {
      requirePymodbus();
      let at: string;
      if (transport === "RTU") {
        pair = await startPtyPair();
        at = pair.far;
        place = { protocol: "modbus-rtu", address: pair.near, unit: 7, serial };
      } else {
        at = String(await freePort());
        place = { address: `127.0.0.1:${at}` };
      }
      server = spawn(python, [script, at], { stdio: ["pipe", "pipe", "inherit"] });
      answers = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    });

    after(async () => {
      if (server === undefined) return;
      const ended = once(server, "close");
      server.kill();
      await ended;
      await pair?.end();
    });

    afterEach(() => adapter?.stop());

    for (const table of ["holding", "input"] as const) {
      it(`values that pymodbus packed are read, all types and orders (${table})`, async () => {
        const items = itemsIn(table);
        for (const item of items) await ask("put", item);
        await open(items);
        const samples = await adapter.read(items.map(({ point }) => point.name));
        for (const [index, { point, value }] of items.entries()) {
          assert.equal(samples[index]?.quality, "good", `${point.name} ${samples[index]?.reason}`);
          assert.equal(samples[index]?.value, value, point.name);
        }
      });
    }

    it("values that the adapter wrote are unpacked by pymodbus, all types and orders", async () => {
      const isSigned = ({ point }: Item): boolean => !point.type.startsWith("u");
      const all = itemsIn("holding").map((item) =>
        isSigned(item) ? { ...item, value: -item.value } : { ...item, value: item.value - 1 },
      );
      await open(all);
      for (const { point, value } of all) {
        const [result] = await adapter.write(certifiedOrder({ point: point.name, value }));
        assert.equal(result?.outcome, "written", `${point.name} ${result?.detail}`);
      }
      for (const item of all) assert.equal(await ask("get", item), item.value, item.point.name);
    });

    it("coils are written and read back", async () => {
      const coil = setPoint("coil", { table: "coil", register: 5, type: "bool" });
      await open([{ point: coil, value: 0 }]);
      for (const value of [true, false]) {
        const [result] = await adapter.write(certifiedOrder({ point: "coil", value }));
        assert.equal(result?.outcome, "written");
        assert.equal((await adapter.read(["coil"]))[0]?.value, value);
      }
    });

    it("registers that pymodbus does not have are bad, the others good", async () => {
      const inside = reading("inside", { table: "holding", register: 998, type: "uint16" });
      const outside = reading("outside", { table: "holding", register: 1003, type: "uint16" });
      await open([
        { point: inside, value: 0 },
        { point: outside, value: 0 },
      ]);
      const [first, second] = await adapter.read(["inside", "outside"]);
      assert.equal(first?.quality, "good");
      assert.deepEqual([second?.quality, second?.reason], ["bad", "ILLEGAL_DATA_ADDRESS"]);
    });
  });
