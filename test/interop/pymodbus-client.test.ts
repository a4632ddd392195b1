import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import {
  byteOrders,
  type RunningPlc,
  startPlc,
  testValues,
  type WriteRecord,
} from "@quorate/firmware-sim";
import { type Cable, layCable } from "../firmware-sim/pty.ts";
import { python, requirePymodbus } from "./peer.ts";

const script = fileURLToPath(new URL("pymodbus-client.py", import.meta.url));

type Answer = { readonly value?: unknown; readonly error?: string };

/** A pymodbus client in a process of its own. */
class Client {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;
  readonly #ended: Promise<unknown>;

  constructor(kind: "tcp" | "rtu", where: string) {
    this.#process = spawn(python, [script, kind, where], { stdio: ["pipe", "pipe", "inherit"] });
    this.#ended = once(this.#process, "close");
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async ask(order: Readonly<Record<string, unknown>>): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify(order)}\n`);
    const { value, done } = await this.#answers.next();
    assert.ok(!done, "pymodbus ended");
    return JSON.parse(value as string) as Answer;
  }

  async end(): Promise<void> {
    this.#process.stdin.end();
    await this.#ended;
  }
}

const unit = 5;
const registerOf = (row: number, column: number): number => 1000 + row * 16 + column * 4;

for (const kind of ["tcp", "rtu"] as const) {
  describe(`interop: pymodbus client on the simulated PLC (${kind})`, () => {
    let cable: Cable | undefined;
    let plc: RunningPlc;
    let client: Client;
    let writes: WriteRecord[];

    before(async () => {
      requirePymodbus();
      cable = kind === "rtu" ? await layCable() : undefined;
      const served =
        cable === undefined
          ? { modbus: "127.0.0.1:0" }
          : { rtu: { path: cable.plc, units: [unit] } };
      const onWrite = (record: WriteRecord): void => void writes.push(record);
      plc = await startPlc({ skid: "tank", ...served, onWrite });
      client = new Client(kind, cable?.master ?? plc.modbus.split(":")[1] ?? "");
    });

    beforeEach(() => {
      writes = [];
    });

    after(async () => {
      await client?.end();
      await plc?.stop();
      await cable?.cut();
    });

    for (const table of [3, 4] as const) {
      it(`unpacks every type in every order (function code ${table})`, async () => {
        for (const [row, [type, value]] of testValues.entries()) {
          for (const [column, order] of byteOrders.entries()) {
            const register = registerOf(row, column);
            const read = await client.ask({ do: "read", table, register, type, order, unit });
            assert.deepEqual(read, { value }, `${type} ${order}`);
          }
        }
      });
    }

    it("packs every type in every order, and the PLC takes it for what it is", async () => {
      const expected: unknown[] = [];
      for (const [row, [type, before]] of testValues.entries()) {
        for (const [column, order] of byteOrders.entries()) {
          const value = type.startsWith("u") ? before - 1 : -before;
          const register = registerOf(row, column);
          const answer = await client.ask({ do: "write", register, type, order, unit, value });
          assert.deepEqual(answer, { value }, `${type} ${order}`);
          assert.equal(plc.plc.memory.get(`test-${type}-${order}`), value);
          expected.push([register, value]);
        }
      }
      assert.deepEqual(
        writes.map(({ register, value }) => [register, value]),
        expected,
      );
      assert.ok(writes.every(({ protocol }) => protocol === `modbus-${kind}`));
    });

    it("switches a coil, and is told of illegal addresses", async () => {
      for (const value of [false, true]) {
        assert.deepEqual(await client.ask({ do: "coil", register: 3, unit, value }), { value });
      }
      const order = { do: "read", table: 3, register: 5000, type: "int16", order: "ABCD", unit };
      assert.match((await client.ask(order)).error ?? "", /IllegalAddress/);
    });
  });
}
