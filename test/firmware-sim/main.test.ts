import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AdapterOptions, openAdapter } from "@quorate/device-adapters";
import { certifiedOrder, intake } from "../device-adapters/tank-device.ts";
import { until } from "../until.ts";
import { addressOf, control, launch } from "./launcher.ts";
import { layCable } from "./pty.ts";
import { ask, dial } from "./raw-modbus.ts";

/** Longer than a machine pauses on which other tests run. */
const patient: AdapterOptions = { requestTimeoutMs: 10_000 };

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
    const adapter = openAdapter(intake(await addressOf(plc, "modbus-tcp")), patient);
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
    const adapter = openAdapter(intake(await addressOf(plc, "modbus-tcp")), patient);
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

  it("serves all three protocols, and its mailbox, and ends on SIGTERM", async () => {
    const cable = await layCable();
    const plc = launch(
      ...["exchanger", "--modbus", "127.0.0.1:0", "--rtu", cable.plc, "--unit", "3"],
      ...["--unit", "4", "--opcua", "0", "--opcua-user", "quorate:secret", "--mailbox"],
      ...["--opcua-pki", join(folder, "pki"), "--control", "127.0.0.1:0", "--order", "CDAB"],
    );
    const port = await until(() => plc.out.find((line) => line.includes(" control ")), {
      what: "all of it to listen",
      deadlineMs: 60_000,
    });
    assert.match(plc.out.join("\n"), /listening modbus-tcp 127\.0\.0\.1:\d+$/m);
    assert.match(plc.out.join("\n"), /listening opcua opc\.tcp:\/\/127\.0\.0\.1:\d+$/m);
    assert.ok(plc.out.includes(`listening modbus-rtu ${cable.plc}`));
    const [state, status, unknown, sessions, off] = await control(
      port.split(" ")[2] ?? "",
      { do: "state" },
      { fault: "opcua-status", on: "read", status: "BadNotConnected", point: "outlet" },
      { fault: "opcua-status", on: "read", status: "BadWeather" },
      { do: "drop-sessions" },
      { do: "off", link: "modbus-rtu", ms: 10 },
    );
    const { memory } = state as { memory: Record<string, number> };
    assert.deepEqual([memory["mailbox-echo"], memory["outlet-target"]], [0, 60]);
    assert.equal(status?.["ok"], true);
    assert.deepEqual([unknown?.["ok"], unknown?.["code"]], [false, "FAULT_INVALID"]);
    assert.deepEqual([sessions?.["ok"], off?.["ok"]], [true, true]);
    plc.process.kill("SIGTERM");
    assert.equal(await plc.ended, 0);
    await cable.cut();
  }).timeout(90_000);

  it("restarts, drops and takes its servers off at run time", async () => {
    const plc = launch("tank", "--modbus", "127.0.0.1:0", "--control", "127.0.0.1:0");
    const port = await addressOf(plc, "control");
    const modbus = await addressOf(plc, "modbus-tcp");
    const socket = await dial(modbus);
    const write = [0, 1, 0, 0, 0, 6, 1, 6, 0, 110, 0, 7];
    const read = [0, 1, 0, 0, 0, 6, 1, 3, 0, 110, 0, 1];
    assert.equal((await ask(socket, write)).slice(14), "06006e0007");
    await control(port, { do: "restart", keep: true });
    await until(() => socket.closed, { what: "the connection to end" });
    const second = await dial(modbus);
    assert.equal((await ask(second, read)).slice(14), "03020007");
    // So long that it is off still when it is dialled.
    await control(port, { do: "restart", ms: 2000 });
    assert.equal((await dial(modbus)).readyState, "closed");
    const third = await until(
      async () => {
        const dialled = await dial(modbus);
        return dialled.readyState === "open" && dialled;
      },
      { what: "the PLC to be back" },
    );
    assert.equal((await ask(third, read)).slice(14), "03020000");
    third.destroy();
    const bad = await control(
      port,
      { do: "restart", keep: "yes" },
      { do: "off" },
      { do: "off", ms: 5, link: "can" },
      { do: "drop", link: "opcua" },
      { do: "drop-sessions" },
      { fault: "opcua-status", on: "read", status: "BadNotConnected" },
      { fault: "mailbox", result: 2 },
      { do: "clear", kind: "flood" },
      { do: "clear", target: "valve" },
    );
    for (const { ok, code, remedy } of bad) {
      assert.equal(ok, false);
      assert.match(String(code), /^(ORDER|FAULT)_INVALID$/);
      assert.ok(typeof remedy === "string" && remedy !== "");
    }
    plc.process.kill("SIGTERM");
    assert.equal(await plc.ended, 0);
  });

  const served = ["tank", "--modbus", "127.0.0.1:0"] as const;
  const usage: readonly [string, readonly string[], RegExp][] = [
    ["nothing to serve", ["tank"], /NOTHING_SERVED.*\n.*--modbus/],
    ["an address without a port", ["tank", "--modbus", "127.0.0.1"], /ADDRESS_INVALID/],
    ["an OPC UA port that is none", ["tank", "--opcua", "ua"], /ADDRESS_INVALID.*--opcua/],
    ["an unknown plant", ["tonk", "--modbus", "127.0.0.1:0"], /SKID_UNKNOWN.*\n.*feeder, tank/],
    ["a seed that is no number", [...served, "--seed", "x"], /--seed/],
    ["an unknown order", [...served, "--order", "ACBD"], /ABCD, CDAB, BADC, DCBA/],
    ["an unknown parity", [...served, "--rtu", "/dev/x", "--parity", "mark"], /even, odd, none/],
    ["a unit out of range", [...served, "--rtu", "/dev/x", "--unit", "248"], /--unit/],
    ["a user without password", [...served, "--opcua", "0", "--opcua-user", "a"], /USER_INVALID/],
    ["an unknown option", [...served, "--bogus", "4840"], /--bogus/],
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
