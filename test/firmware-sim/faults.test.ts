import assert from "node:assert/strict";
import { fromWords, Plc, TankSkid, toWords } from "@quorate/firmware-sim";
import { faultKinds, parseFault } from "../../firmware-sim/src/fault-orders.ts";

const started = (): { plc: Plc; level: () => number; truth: () => number } => {
  const skid = new TankSkid(1);
  const plc = new Plc(skid);
  return { plc, level: () => plc.memory.get("level"), truth: () => skid.plant.level };
};

const near = (actual: number, expected: number, tolerance = 0.002): void => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);
};

describe("faults: sensors", () => {
  it("drift wanders at its rate from when it began, and ends at once", () => {
    const { plc, level, truth } = started();
    plc.run(30);
    plc.faults.set({ fault: "drift", sensor: "level", perSecond: 0.01 });
    plc.run(0.02);
    near(level(), truth());
    plc.run(50);
    near(level(), truth() + 0.5);
    plc.faults.clear("drift");
    plc.run(0.02);
    near(level(), truth());
  });

  it("frozen holds what it said, while the plant goes on", () => {
    const { plc, level, truth } = started();
    plc.faults.set({ fault: "frozen", sensor: "level" });
    plc.run(0.02);
    const held = level();
    plc.memory.set("valve", 100);
    plc.run(20);
    assert.equal(level(), held);
    assert.ok(truth() > held + 0.1);
    plc.faults.clear("frozen", "level");
    plc.run(0.02);
    near(level(), truth());
  });

  it("a new fault of the sensor begins anew", () => {
    const { plc, level } = started();
    plc.faults.set({ fault: "drift", sensor: "level", perSecond: 0.01 });
    plc.run(100);
    near(level(), 3, 0.01);
    plc.faults.set({ fault: "drift", sensor: "level", perSecond: -0.01 });
    plc.run(0.02);
    near(level(), 2, 0.01);
  });

  it("nan is not a number in floats, and 7FFF in a scaled register", () => {
    const { plc } = started();
    plc.faults.set({ fault: "nan", sensor: "level" });
    plc.faults.set({ fault: "nan", sensor: "inflow" });
    plc.run(0.02);
    assert.deepEqual(plc.memory.read("input", 12, 1), [0x7fff]);
    assert.ok(Number.isNaN(fromWords("float32", plc.memory.read("input", 14, 2))));
    assert.ok(!Number.isNaN(plc.memory.get("outflow")));
  });
});

describe("faults: program", () => {
  it("clamp takes another value than was written, from the moment it is written", () => {
    const { plc } = started();
    plc.faults.set({ fault: "clamp", point: "valve", min: 10, max: 60 });
    for (const [written, taken] of [
      [75, 60],
      [5, 10],
      [Number.NaN, 10],
      [33.5, 33.5],
    ] as const) {
      plc.write("holding", 100, toWords("float32", written));
      assert.equal(plc.memory.get("valve"), taken);
    }
    plc.write("coil", 3, [0]);
    assert.equal(plc.memory.get("pump"), 0);
    plc.faults.clear("clamp");
    plc.write("holding", 100, toWords("float32", 75));
    assert.equal(plc.memory.get("valve"), 75);
  });

  it("slow-scan runs the program late, while the plant goes on", () => {
    const { plc, truth } = started();
    plc.run(1);
    const { cycles } = plc;
    plc.faults.set({ fault: "slow-scan", ms: 1000 });
    plc.memory.set("valve", 100);
    const before = truth();
    plc.run(10);
    assert.equal(plc.cycles, cycles + 10);
    assert.ok(truth() > before);
    plc.faults.clear("slow-scan");
    plc.run(1);
    assert.ok(plc.cycles >= cycles + 59, `${plc.cycles - cycles}`);
  });

  it("stuck concerns the actuator that it names; several can be stuck", () => {
    const { plc } = started();
    const plant = (plc.skid as TankSkid).plant;
    plc.faults.set({ fault: "stuck", actuator: "valve" });
    plc.faults.set({ fault: "stuck", actuator: "pump" });
    plc.memory.set("valve", 80);
    plc.memory.set("pump", 0);
    plc.run(5);
    assert.deepEqual([plant.valvePosition, plant.pumpSpeed], [40, 1]);
    plc.faults.clear("stuck", "pump");
    plc.run(5);
    assert.deepEqual([plant.valvePosition, plant.pumpSpeed], [40, 0]);
  });
});

describe("faults: restart", () => {
  it("loses the memory: set points, trips and test registers are as at power-on", () => {
    const { plc, truth } = started();
    plc.memory.set("valve", 100);
    plc.memory.set("pump", 0);
    plc.write("holding", 110, [77]);
    plc.write("holding", 1000, [77]);
    plc.run(200);
    assert.equal(plc.memory.get("overflow-trip"), 1);
    const before = truth();
    plc.restart(false);
    assert.deepEqual(
      [plc.memory.get("valve"), plc.memory.get("pump"), plc.memory.get("test-int16-ABCD")],
      [40, 1, -12_345],
    );
    assert.deepEqual(plc.memory.read("holding", 110, 1), [0]);
    assert.equal(truth(), before, "the water is still there");
  });

  it("keeps the memory where it is asked to", () => {
    const { plc } = started();
    plc.memory.set("valve", 55);
    plc.write("holding", 110, [77]);
    plc.run(1);
    plc.restart(true);
    plc.run(1);
    assert.equal(plc.memory.get("valve"), 55);
    assert.deepEqual(plc.memory.read("holding", 110, 1), [77]);
  });
});

describe("faults: orders", () => {
  const targets = {
    actuators: ["valve"],
    sensors: ["level"],
    setPoints: ["valve"],
    points: ["level"],
  };
  const good: readonly Record<string, unknown>[] = [
    { fault: "refuse", exception: 4 },
    { fault: "refuse", exception: 2, functions: [16], unit: 3 },
    { fault: "delay", ms: 500 },
    { fault: "mute", functions: [3, 16] },
    { fault: "deaf", unit: 2 },
    { fault: "wrong-transaction" },
    { fault: "crc" },
    { fault: "cut" },
    { fault: "stuck", actuator: "valve" },
    { fault: "drift", sensor: "level", perSecond: -0.5 },
    { fault: "frozen", sensor: "level" },
    { fault: "nan", sensor: "level" },
    { fault: "clamp", point: "valve", min: 0, max: 50 },
    { fault: "slow-scan", ms: 2000 },
    { fault: "mailbox", result: 2 },
    { fault: "mailbox", result: 4, sequence: 17 },
    { fault: "opcua-status", on: "write", status: "BadNotWritable" },
    { fault: "opcua-status", on: "read", status: "UncertainLastUsableValue", point: "level" },
  ];
  it("every kind is read as it was written", () => {
    for (const order of good) assert.deepEqual(parseFault(order, targets), order);
    assert.deepEqual([...new Set(good.map(({ fault }) => fault))].sort(), [...faultKinds].sort());
  });

  const wrong: readonly [Record<string, unknown>, RegExp][] = [
    [{ fault: "flood" }, /no fault 'flood'/],
    [{ fault: "refuse" }, /exception/],
    [{ fault: "refuse", exception: 0 }, /exception/],
    [{ fault: "refuse", exception: 4, functions: "16" }, /functions/],
    [{ fault: "refuse", exception: 4, functions: [200] }, /functions/],
    [{ fault: "mute", unit: 256 }, /unit/],
    [{ fault: "delay", ms: -1 }, /ms/],
    [{ fault: "delay", ms: 1.5 }, /ms/],
    [{ fault: "stuck", actuator: "door" }, /no actuator 'door'/],
    [{ fault: "drift", sensor: "level" }, /perSecond/],
    [{ fault: "drift", sensor: "door", perSecond: 1 }, /no sensor 'door'/],
    [{ fault: "frozen" }, /no sensor/],
    [{ fault: "nan", sensor: 7 }, /no sensor/],
    [{ fault: "clamp", point: "level", min: 0, max: 1 }, /no point 'level'/],
    [{ fault: "clamp", point: "valve", min: 2, max: 1 }, /min 2 is above max 1/],
    [{ fault: "clamp", point: "valve", min: 2 }, /max/],
    [{ fault: "slow-scan", ms: 0 }, /ms/],
    [{ fault: "mailbox", result: 1 }, /result/],
    [{ fault: "mailbox", result: 2, sequence: 0 }, /sequence/],
    [{ fault: "opcua-status", on: "call", status: "BadTimeout" }, /no on 'call'/],
    [{ fault: "opcua-status", on: "read", status: "Good" }, /no status 'Good'/],
    [{ fault: "opcua-status", on: "read", status: "BadTimeout", point: "door" }, /no point/],
    [{ fault: "crc", ms: 5 }, /takes no 'ms'/],
  ];
  for (const [order, message] of wrong) {
    it(`is told what is wrong with ${JSON.stringify(order)}`, () => {
      assert.throws(
        () => parseFault(order, targets),
        (error: { code?: string; message?: string; remedy?: string }) => {
          assert.equal(error.code, "FAULT_INVALID");
          assert.match(error.message ?? "", message);
          return (error.remedy ?? "") !== "";
        },
      );
    });
  }
});
