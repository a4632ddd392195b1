import assert from "node:assert/strict";
import { Plc, tank, TankPlant, TankSkid } from "@quorate/firmware-sim";
import fc from "fast-check";

const free = (): boolean => false;
const near = (actual: number, expected: number, tolerance: number, what: string): void => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, not ${expected}`);
};

const started = (seed = 1): { plc: Plc; plant: TankPlant } => {
  const skid = new TankSkid(seed);
  return { plc: new Plc(skid), plant: skid.plant };
};

describe("tank: physics", () => {
  it("conserves water whatever is demanded", () => {
    const demand = fc.record({
      valve: fc.double({ min: 0, max: 100, noNaN: true }),
      pump: fc.boolean(),
      steps: fc.integer({ min: 1, max: 20_000 }),
    });
    fc.assert(
      fc.property(fc.array(demand, { minLength: 1, maxLength: 8 }), (demands) => {
        const plant = new TankPlant();
        const before = plant.volume;
        for (const { valve, pump, steps } of demands) {
          plant.valveDemand = valve;
          plant.pumpDemand = pump;
          for (let step = 0; step < steps; step += 1) plant.step(0.02, free);
          assert.ok(plant.level >= 0 && plant.level <= tank.height);
        }
        const { totalIn, totalOut, totalSpilled } = plant;
        near(plant.volume - before, totalIn - totalOut - totalSpilled, 1e-9 * totalIn + 1e-9, "m3");
      }),
      { numRuns: 25 },
    );
  });

  it("rests at power-on: inflow equals outflow", () => {
    const { plc, plant } = started();
    plc.run(600);
    near(plant.level, 2, 0.001, "level");
    near(plant.outflow, 0.02, 0.0001, "outflow");
  });

  it("moves the valve over its full stroke in 4 s", () => {
    const { plc, plant } = started();
    plc.memory.set("valve", 0);
    plc.run(2);
    plc.memory.set("valve", 100);
    plc.run(2);
    near(plant.valvePosition, 50, 1, "half way");
    plc.run(2.1);
    assert.equal(plant.valvePosition, 100);
  });

  it("pumps more from a fuller tank, and nothing from an empty one", () => {
    const flowAt = (level: number): number => {
      const plant = new TankPlant();
      plant.valveDemand = 0;
      plant.valvePosition = 0;
      plant.volume = level * tank.area;
      plant.step(0.02, free);
      return plant.outflow;
    };
    assert.ok(flowAt(4) > flowAt(2));
    assert.ok(flowAt(2) > flowAt(1));
    assert.equal(flowAt(0), 0);
  });

  it("is the same run from the same seed", () => {
    const levels = (seed: number): readonly number[] => {
      const { plc } = started(seed);
      return Array.from({ length: 50 }, () => {
        plc.cycle();
        return plc.memory.get("level");
      });
    };
    assert.deepEqual(levels(7), levels(7));
    assert.notDeepEqual(levels(7), levels(8));
  });
});

describe("tank: program", () => {
  it("clamps the demand where everybody can see it", () => {
    const { plc } = started();
    for (const [asked, seen] of [
      [150, 100],
      [-3, 0],
      [Number.POSITIVE_INFINITY, 100],
      [Number.NaN, 100],
      [33.5, 33.5],
    ] as const) {
      plc.memory.set("valve", asked);
      plc.cycle();
      assert.equal(plc.memory.get("valve"), seen);
    }
  });

  it("trips on overflow, shuts the valve, and stays so until reset below 4.5 m", () => {
    const { plc, plant } = started();
    plc.memory.set("pump", 0);
    plc.memory.set("valve", 100);
    plc.run(200);
    assert.equal(plc.memory.get("overflow-trip"), 1);
    assert.equal(plc.memory.get("valve"), 0);
    assert.equal(plant.valvePosition, 0);
    assert.ok(plant.level < 5 && plant.totalSpilled === 0);
    plc.memory.set("reset", 1);
    plc.cycle();
    assert.equal(plc.memory.get("overflow-trip"), 1, "the cause is still there");
    plc.memory.set("pump", 1);
    plc.run(60);
    plc.memory.set("valve", 20);
    plc.memory.set("reset", 1);
    plc.cycle();
    assert.equal(plc.memory.get("overflow-trip"), 0);
    assert.equal(plc.memory.get("reset"), 0);
    assert.equal(plc.memory.get("valve"), 20);
  });

  it("spills when the valve sticks open, and accounts for it", () => {
    const { plc, plant } = started();
    plc.memory.set("pump", 0);
    plc.faults.set({ fault: "stuck", actuator: "valve" });
    plc.run(400);
    assert.equal(plant.valvePosition, 40);
    assert.equal(plant.level, 5);
    assert.ok(plc.memory.get("total-spilled") > 0);
  });

  it("stops the pump before it runs dry, and refuses it until reset above 0.5 m", () => {
    const { plc, plant } = started();
    plc.memory.set("valve", 0);
    plc.run(400);
    assert.equal(plc.memory.get("dry-run-trip"), 1);
    assert.equal(plc.memory.get("pump"), 0);
    assert.ok(plant.level > 0.2 && plant.level < 0.31, `${plant.level}`);
    plc.memory.set("pump", 1);
    plc.cycle();
    assert.equal(plc.memory.get("pump"), 0);
    plc.memory.set("valve", 100);
    plc.run(30);
    plc.memory.set("reset", 1);
    plc.memory.set("pump", 1);
    plc.run(1);
    assert.equal(plc.memory.get("dry-run-trip"), 0);
    assert.equal(plc.memory.get("pump-running"), 1);
  });
});
