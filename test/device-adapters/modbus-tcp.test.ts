import assert from "node:assert/strict";
import {
  type AdapterOptions,
  type DeviceAdapter,
  openAdapter,
} from "@quorate/device-adapters";
import { type RunningPlc, startPlc, type WriteRecord } from "@quorate/firmware-sim";
import type { DeviceSpec, PointWrite, Sample } from "@quorate/protocol";
import { until } from "../until.ts";
import { certifiedOrder, intake, setPoint } from "./tank-device.ts";

const quick: AdapterOptions = { requestTimeoutMs: 10_000, backOffMinMs: 10, backOffMaxMs: 50 };
/** For one that is lost amid others that must not be: longer than this machine pauses. */
const oneLost: AdapterOptions = { ...quick, requestTimeoutMs: 1000 };

describe("modbus-tcp: adapter against the tank", () => {
  let plc: RunningPlc;
  let adapter: DeviceAdapter;
  let writes: WriteRecord[];
  let scans: (readonly Sample[])[];

  const open = async (device: DeviceSpec, options = quick): Promise<void> => {
    adapter = openAdapter(device, options);
    adapter.onScan((samples) => scans.push(samples));
    adapter.start();
    await until(() => adapter.up, { what: "the adapter to be up" });
  };
  const scanned = async (
    name: string,
    holds: (sample: Sample) => boolean,
    what: string,
  ): Promise<Sample> => {
    const from = scans.length;
    const find = (): Sample | undefined =>
      scans.slice(from).flat().find((sample) => sample.point === name && holds(sample));
    return until(find, { what });
  };

  beforeEach(async () => {
    writes = [];
    scans = [];
    const onWrite = (record: WriteRecord): void => void writes.push(record);
    plc = await startPlc({ skid: "tank", modbus: "127.0.0.1:0", onWrite });
  });

  afterEach(async () => {
    await adapter.stop();
    await plc.stop();
  });

  it("scans every point, in engineering units, with times", async () => {
    await open(intake(plc.modbus));
    const beganMs = Date.now();
    const scan = await until(() => scans.find((samples) => samples[0]?.quality === "good"), {
      what: "a good scan",
    });
    const byName = new Map(scan.map((sample) => [sample.point, sample]));
    assert.equal(byName.get("valve")?.value, 40);
    assert.equal(byName.get("valve-position")?.value, 40);
    assert.equal(byName.get("pump")?.value, true);
    const level = byName.get("level");
    assert.ok(typeof level?.value === "number" && Math.abs(level.value - 2) < 0.01);
    assert.ok(level.sourceTimeMs <= level.receivedTimeMs);
    assert.ok(Math.abs(level.receivedTimeMs - beganMs) < 5000);
  });

  it("writes points in order, and each is in the PLC when it says so", async () => {
    await open(intake(plc.modbus));
    const order = certifiedOrder({ point: "pump", value: false }, { point: "valve", value: 42.5 });
    assert.deepEqual(await adapter.write(order), [
      { point: "pump", ok: true, outcome: "written" },
      { point: "valve", ok: true, outcome: "written" },
    ]);
    assert.deepEqual(
      writes.map((write) => [write.function, write.table, write.register, write.value]),
      [
        [5, "coil", 3, 0],
        [16, "holding", 100, 42.5],
      ],
    );
    const [valve, pump] = await adapter.read(["valve", "pump"]);
    assert.deepEqual([valve?.value, pump?.value], [42.5, false]);
  });

  it("uses function codes 6 for one register, 15 and 16 where only those exist", async () => {
    const extra = setPoint("spare", { table: "holding", register: 110, type: "int16" });
    const device = intake(plc.modbus);
    const points = [...device.points, extra];
    await open({ ...device, points });
    await adapter.write(certifiedOrder({ point: "spare", value: -2 }));
    await adapter.stop();
    await open({ ...device, points }, { ...quick, multipleWritesOnly: true });
    const order = certifiedOrder({ point: "spare", value: -3 }, { point: "pump", value: true });
    await adapter.write(order);
    assert.deepEqual(
      writes.map((write) => [write.function, write.value]),
      [
        [6, 0xfffe],
        [16, 0xfffd],
        [15, 1],
      ],
    );
  });

  it("writes nothing at all when one point of an order is impossible", async () => {
    await open(intake(plc.modbus));
    const bad: readonly (readonly [PointWrite, string])[] = [
      [{ point: "level", value: 1 }, "NOT_WRITABLE"],
      [{ point: "nothing", value: 1 }, "UNKNOWN_POINT"],
      [{ point: "valve", value: Number.NaN }, "NOT_FINITE"],
      [{ point: "valve", value: true }, "TYPE_MISMATCH"],
    ];
    for (const [write, code] of bad) {
      const results = await adapter.write(certifiedOrder({ point: "pump", value: false }, write));
      assert.deepEqual(
        results.map((result) => [result.outcome, result.code]),
        [
          ["not-sent", "OTHER_POINT_INVALID"],
          ["not-sent", code],
        ],
      );
    }
    assert.deepEqual(writes, []);
  });

  it("stops an order at the first point that the device refuses", async () => {
    await open(intake(plc.modbus));
    plc.plc.faults.set({ fault: "refuse", exception: 3, functions: [16] });
    const results = await adapter.write(
      certifiedOrder(
        { point: "pump", value: false },
        { point: "valve", value: 50 },
        { point: "pump", value: true },
      ),
    );
    assert.deepEqual(
      results.map((result) => [result.outcome, result.code]),
      [
        ["written", undefined],
        ["refused", "ILLEGAL_DATA_VALUE"],
        ["not-sent", "EARLIER_POINT_FAILED"],
      ],
    );
    assert.equal(adapter.up, true);
  });

  it("tells exceptions that prove nothing was written from those that do not", async () => {
    await open(intake(plc.modbus));
    const outcomes: Record<number, string | undefined> = {};
    for (const exception of [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 99]) {
      plc.plc.faults.set({ fault: "refuse", exception });
      const [result] = await adapter.write(certifiedOrder({ point: "valve", value: 50 }));
      outcomes[exception] = result?.outcome;
    }
    const refused = Object.entries(outcomes).filter(([, outcome]) => outcome === "refused");
    assert.deepEqual(refused.map(([exception]) => Number(exception)), [1, 2, 3, 6, 7, 8, 10]);
    const rest = Object.entries(outcomes).filter(([, outcome]) => outcome === "unknown");
    assert.deepEqual(rest.map(([exception]) => Number(exception)), [4, 5, 11, 99]);
  });

  it("calls a write without an answer unknown, resets, and does not repeat it", async () => {
    await open(intake(plc.modbus), oneLost);
    plc.plc.faults.set({ fault: "mute", functions: [16] });
    const [result] = await adapter.write(certifiedOrder({ point: "valve", value: 55 }));
    assert.deepEqual([result?.outcome, result?.code], ["unknown", "TIMEOUT"]);
    assert.equal(adapter.up, false);
    await until(() => adapter.up, { what: "the adapter to be up again" });
    const [valve] = await adapter.read(["valve"]);
    assert.equal(valve?.value, 55);
    assert.equal(writes.length, 1);
  });

  it("calls a write unknown when the answer breaks off or names another request", async () => {
    await open(intake(plc.modbus), oneLost);
    for (const fault of ["cut", "wrong-transaction"] as const) {
      plc.plc.faults.clear();
      await until(() => adapter.up, { what: "the adapter to be up" });
      plc.plc.faults.set({ fault, functions: [16] });
      const [result] = await adapter.write(certifiedOrder({ point: "valve", value: 60 }));
      assert.equal(result?.outcome, "unknown", fault);
    }
  });

  it("sends no write while down, and sends none later", async () => {
    await open(intake(plc.modbus));
    const { modbus: address } = plc;
    await plc.stop();
    await until(() => !adapter.up, { what: "the adapter to be down" });
    const [result] = await adapter.write(certifiedOrder({ point: "valve", value: 70 }));
    assert.deepEqual([result?.outcome, result?.code], ["not-sent", "NOT_CONNECTED"]);
    const onWrite = (record: WriteRecord): void => void writes.push(record);
    plc = await startPlc({ skid: "tank", modbus: address, onWrite });
    await until(() => adapter.up, { what: "the adapter to be up again" });
    await scanned("valve", (sample) => sample.value === 40, "the new PLC's own demand");
    assert.deepEqual(writes, []);
  });

  it("reconnects after drops and says so to listeners, with a reason", async () => {
    const changes: [boolean, string?][] = [];
    adapter = openAdapter(intake(plc.modbus), quick);
    adapter.onUp((up, reason) => changes.push(reason === undefined ? [up] : [up, reason]));
    adapter.start();
    for (const ups of [1, 2, 3]) {
      await until(() => changes.filter(([up]) => up).length === ups, { what: `up ${ups}` });
      plc.drop();
      await until(() => changes.filter(([up]) => !up).length === ups, { what: `down ${ups}` });
    }
    assert.ok(changes.every(([up, reason]) => up === (reason === undefined)));
  });

  it("keeps the last value, uncertain at once and stale after three scans", async () => {
    // Less than a scan: uncertain comes before stale.
    const options = { ...quick, requestTimeoutMs: 150 };
    await open(intake(plc.modbus, { scanMs: 300 }), options);
    await scanned("level", (sample) => sample.quality === "good", "a good level");
    plc.plc.faults.set({ fault: "deaf" });
    const uncertain = await scanned("level", (some) => some.quality === "uncertain", "uncertain");
    assert.ok(["TIMEOUT", "NOT_CONNECTED"].includes(uncertain.reason ?? ""), uncertain.reason);
    assert.equal(typeof uncertain.value, "number");
    const stale = await scanned("level", (sample) => sample.reason === "STALE", "a stale level");
    assert.equal(stale.quality, "bad");
    assert.equal(stale.value, uncertain.value);
    assert.equal(stale.sourceTimeMs, uncertain.sourceTimeMs);
    plc.plc.faults.clear();
    await scanned("level", (sample) => sample.quality === "good", "a good level again");
  });

  it("loses only the points that the device does not have", async () => {
    const device = intake(plc.modbus);
    const ghost = setPoint("ghost", { table: "input", register: 31, type: "uint16" });
    const spares = [10, 20, 30].map((offset) =>
      setPoint(`spare-${offset}`, { table: "holding", register: 100 + offset, type: "uint16" }),
    );
    await open({ ...device, points: [...device.points, ghost, ...spares] }, {
      ...quick,
      gapRegisters: 50,
    });
    const bad = await scanned("ghost", () => true, "the ghost's sample");
    assert.deepEqual([bad.quality, bad.reason], ["bad", "ILLEGAL_DATA_ADDRESS"]);
    for (const point of [...device.points, ...spares]) {
      await scanned(point.name, (sample) => sample.quality === "good", `${point.name} good`);
    }
  });

  it("reads fresh in the order asked, and names what it does not know", async () => {
    await open(intake(plc.modbus));
    const samples = await adapter.read(["pump", "nothing", "level"], 10_000);
    assert.deepEqual(
      samples.map((sample) => [sample.point, sample.quality, sample.reason]),
      [
        ["pump", "good", undefined],
        ["nothing", "bad", "UNKNOWN_POINT"],
        ["level", "good", undefined],
      ],
    );
  });

  it("bounds a fresh read, and shows no old value for it", async () => {
    await open(intake(plc.modbus));
    plc.plc.faults.set({ fault: "delay", ms: 400 });
    const [sample] = await adapter.read(["level"], 30);
    assert.deepEqual([sample?.value, sample?.quality, sample?.reason], [null, "bad", "TIMEOUT"]);
  });

  it("calls not-a-number bad", async () => {
    await open(intake(plc.modbus));
    const device = intake(plc.modbus);
    const odd = setPoint("odd", { table: "holding", register: 120, type: "float32" });
    await adapter.stop();
    plc.plc.memory.write("holding", 120, [0x7fc0, 0]);
    await open({ ...device, points: [odd] });
    const sample = await scanned("odd", () => true, "the sample");
    assert.deepEqual([sample.value, sample.quality, sample.reason], [null, "bad", "NAN"]);
  });

  it("reads raw registers and bits, and passes exceptions on", async () => {
    await open(intake(plc.modbus));
    assert.deepEqual(await adapter.readRaw?.("holding", 100, 2), { ok: true, words: [0x4220, 0] });
    assert.deepEqual(await adapter.readRaw?.("coil", 2, 3), { ok: true, words: [0, 1, 0] });
    const outside = { ok: false, code: "ILLEGAL_DATA_ADDRESS", exception: 2 };
    assert.deepEqual(await adapter.readRaw?.("holding", 5000, 2), outside);
    assert.deepEqual(await adapter.readRaw?.("holding", 0xffff, 2), outside);
    const value = { ok: false, code: "ILLEGAL_DATA_VALUE", exception: 3 };
    assert.deepEqual(await adapter.readRaw?.("holding", 100, 126), value);
    assert.deepEqual(await adapter.readRaw?.("holding", 100, 0), value);
  });

  it("lets writes overtake waiting reads", async () => {
    await open(intake(plc.modbus));
    plc.plc.faults.set({ fault: "delay", ms: 50 });
    const settled: string[] = [];
    const reads = Array.from({ length: 5 }, () =>
      adapter.read(["level"]).then(() => settled.push("read")),
    );
    const write = adapter
      .write(certifiedOrder({ point: "pump", value: false }))
      .then(() => settled.push("write"));
    await Promise.all([...reads, write]);
    assert.ok(settled.indexOf("write") <= 2, settled.join(" "));
  });

  it("sends no write whose time has run out while it waited", async () => {
    await open(intake(plc.modbus, { scanMs: 60_000 }));
    // A request of a scan under way may be on the line in place of the read, and takes no time.
    await until(() => scans.length > 0, { what: "the only scan" });
    plc.plc.faults.set({ fault: "delay", ms: 100, functions: [4] });
    const read = adapter.read(["level"]);
    const order = certifiedOrder({ point: "pump", value: false }, { point: "valve", value: 50 });
    const results = await adapter.write(order, 20);
    assert.deepEqual(
      results.map((result) => [result.outcome, result.code]),
      [
        ["not-sent", "EXPIRED"],
        ["not-sent", "EARLIER_POINT_FAILED"],
      ],
    );
    await read;
    assert.equal((await adapter.write(order, 10_000)).every((result) => result.ok), true);
    assert.equal(writes.length, 2);
  });

  it("stops with requests outstanding, and settles them", async () => {
    await open(intake(plc.modbus), { ...quick, requestTimeoutMs: 60_000 });
    plc.plc.faults.set({ fault: "deaf" });
    const first = adapter.write(certifiedOrder({ point: "valve", value: 45 }));
    const second = adapter.write(certifiedOrder({ point: "valve", value: 46 }));
    await adapter.stop();
    const outcomes = [(await first)[0]?.outcome, (await second)[0]?.outcome];
    assert.ok(outcomes.every((outcome) => outcome !== "written"));
    assert.equal(outcomes[1], "not-sent");
    assert.equal(adapter.up, false);
  });
});
