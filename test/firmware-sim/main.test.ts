import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAdapter } from "@quorate/device-adapters";
import { certifiedOrder, intake } from "../device-adapters/tank-device.ts";
import { until } from "../until.ts";
import { addressOf, control, launch } from "./launcher.ts";

describe("quorate-plc", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "quorate-plc-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it("serves, journals every write before it is answered, and ends on SIGTERM", async () => {
    const journal = join(folder, "writes.jsonl");
    const plc = launch("tank", "--modbus", "127.0.0.1:0", "--seed", "3", "--journal", journal);
    const adapter = openAdapter(intake(await addressOf(plc, "modbus-tcp")));
    adapter.start();
    await until(() => adapter.up, { what: "the adapter to be up" });
    const beganMs = Date.now();
    await adapter.write(certifiedOrder({ point: "valve", value: 62.5 }));
    const first = await readFile(journal, "utf8");
    await adapter.write(certifiedOrder({ point: "pump", value: false }));
    const lines = (await readFile(journal, "utf8")).trimEnd().split("\n");
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(first.trimEnd(), lines[0]);
    const seen = records.map(({ protocol, table, register, value }) => {
      return [protocol, table, register, value];
    });
    assert.deepEqual(seen, [
      ["modbus-tcp", "holding", 100, 62.5],
      ["modbus-tcp", "coil", 3, 0],
    ]);
    for (const { t, from } of records) {
      assert.ok(typeof t === "number" && t >= beganMs && t <= Date.now());
      assert.match(String(from), /^127\.0\.0\.1:\d+$/);
    }
    plc.process.kill("SIGTERM");
    assert.equal(await plc.ended, 0);
    await adapter.stop();
  });

  it("switches faults at run time through the control port", async () => {
    const plc = launch("tank", "--modbus", "127.0.0.1:0", "--control", "127.0.0.1:0");
    const port = await addressOf(plc, "control");
    const adapter = openAdapter(intake(await addressOf(plc, "modbus-tcp")));
    adapter.start();
    await until(() => adapter.up, { what: "the adapter to be up" });
    const [refuse] = await control(port, { fault: "refuse", exception: 6 });
    assert.deepEqual(refuse, { ok: true, faults: [{ fault: "refuse", exception: 6 }] });
    const [result] = await adapter.write(certifiedOrder({ point: "valve", value: 1 }));
    assert.deepEqual([result?.outcome, result?.code], ["refused", "DEVICE_BUSY"]);
    const answers = await control(
      port,
      { do: "clear" },
      { fault: "stuck", actuator: "valve" },
      { do: "state" },
      { do: "drop" },
    );
    assert.ok(answers.every(({ ok }) => ok === true));
    const state = answers[2] as { plant: { valvePosition: number }; faults: readonly unknown[] };
    assert.equal(state.plant.valvePosition, 40);
    assert.deepEqual(state.faults, [{ fault: "stuck", actuator: "valve" }]);
    const bad = await control(port, "{", "7", { fault: "flood" }, { fault: "delay" }, { do: "x" }, {
      fault: "stuck",
      actuator: "door",
    });
    assert.deepEqual(
      bad.map(({ ok, code }) => [ok, code]),
      [
        [false, "ORDER_INVALID"],
        [false, "ORDER_INVALID"],
        [false, "FAULT_INVALID"],
        [false, "FAULT_INVALID"],
        [false, "ORDER_INVALID"],
        [false, "FAULT_INVALID"],
      ],
    );
    assert.ok(bad.every(({ remedy }) => typeof remedy === "string"));
    await adapter.stop();
    plc.process.kill("SIGINT");
    assert.equal(await plc.ended, 0);
  });

  const usage: readonly [string, readonly string[], RegExp][] = [
    ["no address", ["tank"], /--modbus/],
    ["an address without a port", ["tank", "--modbus", "127.0.0.1"], /ADDRESS_INVALID/],
    ["an unknown plant", ["tonk", "--modbus", "127.0.0.1:0"], /SKID_UNKNOWN/],
    ["a seed that is no number", ["tank", "--modbus", "127.0.0.1:0", "--seed", "x"], /--seed/],
    ["an unknown option", ["tank", "--modbus", "127.0.0.1:0", "--bogus", "4840"], /--bogus/],
  ];
  for (const [what, args, message] of usage) {
    it(`ends with status 2 for ${what}`, async () => {
      const plc = launch(...args);
      assert.equal(await plc.ended, 2);
      assert.match(plc.err.join("\n"), message);
    });
  }

  it("ends with status 1 and a remedy when it cannot listen or journal", async () => {
    const holder = launch("tank", "--modbus", "127.0.0.1:0");
    const second = launch("tank", "--modbus", await addressOf(holder, "modbus-tcp"));
    assert.equal(await second.ended, 1);
    assert.match(second.err.join("\n"), /LISTEN_FAILED.*\n.*remedy/);
    const journal = join(folder, "absent", "writes.jsonl");
    const third = launch("tank", "--modbus", "127.0.0.1:0", "--journal", journal);
    assert.equal(await third.ended, 1);
    assert.match(third.err.join("\n"), /JOURNAL_UNWRITABLE.*\n.*remedy/);
    holder.process.kill("SIGTERM");
    await holder.ended;
  });
});
