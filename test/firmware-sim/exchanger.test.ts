import assert from "node:assert/strict";
import { exchanger, ExchangerPlant, ExchangerSkid, Pid, Plc } from "@quorate/firmware-sim";
import fc from "fast-check";

const free = (): boolean => false;
const near = (actual: number, expected: number, tolerance: number, what: string): void => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, not ${expected}`);
};

const started = (seed = 1): { plc: Plc; plant: ExchangerPlant } => {
  const skid = new ExchangerSkid(seed);
  return { plc: new Plc(skid), plant: skid.plant };
};

describe("exchanger: physics", () => {
  it("conserves energy whatever is demanded", () => {
    const demand = fc.record({
      valve: fc.double({ min: 0, max: 100, noNaN: true }),
      flow: fc.double({ min: 0, max: exchanger.flowMax, noNaN: true }),
      steps: fc.integer({ min: 1, max: 10_000 }),
    });
    const run = fc.array(demand, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(run, fc.double({ min: 0, max: 1, noNaN: true }), (demands, phase) => {
        const plant = new ExchangerPlant(phase);
        const before = plant.stored;
        for (const { valve, flow, steps } of demands) {
          plant.valveDemand = valve;
          plant.flowDemand = flow;
          for (let step = 0; step < steps; step += 1) plant.step(0.02, free);
          // Nothing is colder than what flows in, nothing hotter than the steam.
          const coldest = exchanger.inletMean - exchanger.inletSwing - 1e-6;
          for (const one of [plant.water, plant.metal]) {
            assert.ok(one >= coldest && one <= exchanger.steamTemperature, `${one}`);
          }
        }
        const { heatIn, heatCarried, heatLost } = plant;
        const tolerance = 1e-9 * (plant.stored + heatIn) + 1e-6;
        near(plant.stored - before, heatIn - heatCarried - heatLost, tolerance, "kJ");
      }),
      { numRuns: 25 },
    );
  });

  it("rests at power-on: steam covers water and losses", () => {
    const { plc, plant } = started();
    plc.run(60);
    near(plant.water, exchanger.outletAtStart, 0.5, "outlet");
    near(plant.duty, 837, 60, "kW");
  });

  it("heats less water more: the outlet falls when the flow rises in manual", () => {
    const outletAt = (flow: number): number => {
      const plant = new ExchangerPlant();
      plant.flowDemand = flow;
      for (let step = 0; step < 30_000; step += 1) plant.step(0.02, free);
      return plant.water;
    };
    assert.ok(outletAt(12) > outletAt(18) + 5);
    assert.ok(outletAt(18) > outletAt(30) + 5);
  });
});

describe("exchanger: program", () => {
  for (const target of [40, 75, 85]) {
    it(`brings the outlet to ${target} °C and holds it`, () => {
      const { plc, plant } = started(3);
      plc.memory.set("outlet-target", target);
      let highest = 0;
      for (let second = 0; second < 600; second += 1) {
        plc.run(1);
        highest = Math.max(highest, plant.water);
      }
      near(plant.water, target, 0.4, "after ten minutes");
      assert.ok(highest < Math.max(60, target) + 5, `overshoot to ${highest}`);
      assert.equal(plc.memory.get("hot-trip"), 0);
    });
  }

  it("passes from manual to automatic without a bump", () => {
    const { plc } = started();
    plc.memory.set("valve-manual", 30);
    plc.memory.set("mode", 0);
    plc.run(5);
    assert.equal(plc.memory.get("output"), 30);
    plc.memory.set("outlet-target", plc.memory.get("outlet"));
    plc.memory.set("mode", 1);
    plc.run(0.1);
    near(plc.memory.get("output"), 30, 3, "output");
  });

  it("bounds the targets where everybody can see it, and ignores what is no number", () => {
    const { plc } = started();
    for (const [asked, seen] of [
      [120, 90],
      [-5, 20],
      [Number.NaN, 20],
      [55.25, 55.25],
    ] as const) {
      plc.memory.set("outlet-target", asked);
      plc.cycle();
      assert.equal(plc.memory.get("outlet-target"), seen);
    }
  });

  it("shuts the steam when the outlet is too hot, until a reset below 85 °C", () => {
    const { plc, plant } = started();
    plc.memory.set("mode", 0);
    plc.memory.set("valve-manual", 100);
    for (let second = 0; second < 120 && plc.memory.get("hot-trip") === 0; second += 1) plc.run(1);
    assert.equal(plc.memory.get("hot-trip"), 1);
    assert.equal(plc.memory.get("output"), 0);
    plc.memory.set("reset", 1);
    plc.cycle();
    assert.equal(plc.memory.get("hot-trip"), 1, "the cause is still there");
    plc.memory.set("valve-manual", 20);
    plc.run(120);
    assert.ok(plant.water < 85);
    plc.memory.set("reset", 1);
    plc.run(10);
    assert.equal(plc.memory.get("hot-trip"), 0);
    assert.equal(plant.valvePosition, 20);
  });

  it("shuts the steam when no water flows", () => {
    const { plc, plant } = started();
    plc.memory.set("flow-target", 0);
    plc.run(20);
    assert.equal(plc.memory.get("low-flow-trip"), 1);
    assert.equal(plant.valvePosition, 0);
    plc.memory.set("flow-target", 18);
    plc.run(10);
    plc.memory.set("reset", 1);
    plc.run(300);
    assert.equal(plc.memory.get("low-flow-trip"), 0);
    near(plant.water, 60, 2, "outlet");
  });

  it("shuts the steam while the outlet's sensor is broken, and comes back by itself", () => {
    const { plc, plant } = started();
    plc.faults.set({ fault: "nan", sensor: "outlet" });
    plc.run(10);
    assert.ok(Number.isNaN(plc.memory.get("outlet")));
    assert.equal(plc.memory.get("outlet-failed"), 1);
    assert.equal(plant.valvePosition, 0);
    plc.faults.clear("nan");
    plc.run(300);
    near(plant.water, 60, 1, "outlet");
  });

  it("is led astray by a sensor that drifts", () => {
    const { plc, plant } = started();
    plc.faults.set({ fault: "drift", sensor: "outlet", perSecond: -0.05 });
    plc.run(200);
    near(plc.memory.get("outlet"), 60, 2, "as the sensor says");
    assert.ok(plant.water > 67, `${plant.water}`);
  });
});

describe("exchanger: PID", () => {
  const settings = { gain: 2, integralSeconds: 10, derivativeSeconds: 0, min: 0, max: 100 };

  it("does not wind up at the end of its output", () => {
    const pid = new Pid(settings, 50);
    for (let second = 0; second < 1000; second += 1) assert.ok(pid.step(100, 0, 1) <= 100);
    // Wound up, it would take as long to come down.
    assert.ok(pid.step(0, 100, 1) < 100);
    assert.ok(pid.step(0, 100, 1) < 1);
  });

  it("makes no kick when the target leaps, only its proportional step", () => {
    const pid = new Pid({ ...settings, derivativeSeconds: 5 }, 50);
    assert.equal(pid.step(20, 20, 1), 50);
    assert.equal(pid.step(25, 20, 1), 50 + 2 * 5 + (2 * 5) / 10);
  });
});
