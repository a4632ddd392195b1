import assert from "node:assert/strict";
import { feeder, FeederPlant, FeederSkid, Plc } from "@quorate/firmware-sim";
import fc from "fast-check";

const free = (): boolean => false;
const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
const near = (actual: number, expected: number, tolerance: number, what: string): void => {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, not ${expected}`);
};

const started = (): { plc: Plc; plant: FeederPlant } => {
  const skid = new FeederSkid(1);
  return { plc: new Plc(skid), plant: skid.plant };
};

const get = (plc: Plc, ...names: readonly string[]): readonly number[] =>
  names.map((name) => plc.memory.get(name));

describe("feeder: physics", () => {
  it("obeys Kirchhoff, and conserves energy, whatever is switched", () => {
    const load = fc.double({ min: 0, max: 400, noNaN: true });
    const demand = fc.record({
      breakers: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
      loads: fc.tuple(load, load, load),
      steps: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(demand, { minLength: 1, maxLength: 8 }), (demands) => {
        const plant = new FeederPlant();
        for (const { breakers, loads, steps } of demands) {
          breakers.forEach((closed, index) => {
            const breaker = plant.breakers[index];
            if (breaker !== undefined) breaker.demand = closed;
          });
          loads.forEach((percent, index) => (plant.loadDemand[index] = percent));
          for (let step = 0; step < steps; step += 1) {
            plant.step(0.02, free);
            const [incoming = 0, ...outgoing] = plant.amperes;
            near(incoming, sum(outgoing), 1e-9 * incoming + 1e-9, "A");
            plant.breakers.forEach(({ closed }, index) => {
              if (!closed) assert.equal(plant.amperes[index], 0);
            });
          }
        }
        const used = sum(plant.joules) + plant.joulesLost;
        near(plant.joulesIn, used, 1e-9 * plant.joulesIn + 1e-6, "J");
      }),
      { numRuns: 50 },
    );
  });

  it("sags under load", () => {
    const plant = new FeederPlant();
    const idle = (): void => void plant.loadDemand.fill(0);
    const voltsNow = (): number => {
      for (let step = 0; step < 500; step += 1) plant.step(0.02, free);
      return plant.volts;
    };
    const loaded = voltsNow();
    idle();
    assert.equal(voltsNow(), feeder.sourceVolts);
    assert.ok(loaded < feeder.sourceVolts - 1);
  });

  it("takes its time to switch, and a wound spring to close", () => {
    const plant = new FeederPlant();
    const [, breaker] = plant.breakers;
    assert.ok(breaker);
    const stepsUntil = (closed: boolean): number => {
      breaker.demand = closed;
      for (let steps = 1; ; steps += 1) {
        plant.step(0.02, free);
        if (breaker.closed === closed) return steps;
      }
    };
    assert.equal(stepsUntil(false), 3);
    assert.equal(stepsUntil(true), 5);
    assert.equal(stepsUntil(false), 3);
    near(stepsUntil(true) * 0.02, feeder.springSeconds, 0.1, "seconds until the spring is wound");
  });
});

describe("feeder: program", () => {
  it("switches a load off and on, and the rest goes on", () => {
    const { plc } = started();
    plc.run(1);
    const [before = 0] = get(plc, "current-in");
    plc.memory.set("breaker-2", 0);
    plc.run(1);
    assert.deepEqual(get(plc, "closed-1", "closed-2", "closed-3"), [1, 0, 1]);
    near(get(plc, "current-in")[0] ?? 0, (before * 2) / 3, 2, "A");
    assert.equal(plc.memory.get("current-2"), 0);
    plc.memory.set("breaker-2", 1);
    plc.run(1);
    near(get(plc, "current-in")[0] ?? 0, before, 1, "A");
  });

  it("trips an overload the sooner the greater it is, and lets a full load be", () => {
    const secondsToTrip = (percent: number): number => {
      const { plc } = started();
      plc.memory.set("load-1", percent);
      for (let tenths = 1; tenths < 1200; tenths += 1) {
        plc.run(0.1);
        if (plc.memory.get("trip-1") !== 0) return tenths / 10;
      }
      return Number.POSITIVE_INFINITY;
    };
    assert.equal(secondsToTrip(105), Number.POSITIVE_INFINITY);
    const [slow, fast] = [secondsToTrip(150), secondsToTrip(250)];
    assert.ok(slow > 5 && slow < 20, `${slow}`);
    assert.ok(fast > 1 && fast < slow / 2, `${fast}`);
  });

  it("locks out after the third trip; only a reset lets the breaker close again", () => {
    const { plc } = started();
    plc.memory.set("load-1", 200);
    for (const lockedOut of [0, 0, 1]) {
      plc.memory.set("breaker-1", 1);
      plc.run(10);
      assert.deepEqual(get(plc, "trip-1", "lockout-1", "breaker-1", "closed-1"), [
        1,
        lockedOut,
        0,
        0,
      ]);
    }
    plc.memory.set("breaker-1", 1);
    plc.run(5);
    assert.deepEqual(get(plc, "breaker-1", "closed-1"), [0, 0]);
    plc.memory.set("load-1", 50);
    plc.memory.set("reset", 1);
    plc.run(0.1);
    plc.memory.set("breaker-1", 1);
    plc.run(5);
    assert.deepEqual(get(plc, "trip-1", "lockout-1", "closed-1"), [0, 0, 1]);
  });

  it("opens a short circuit at once, and locks out", () => {
    const { plc } = started();
    plc.memory.set("load-3", 400);
    plc.run(4);
    assert.deepEqual(get(plc, "trip-3", "lockout-3", "closed-3", "closed-in"), [1, 1, 0, 1]);
  });

  it("opens the incoming breaker where a load's breaker is stuck", () => {
    const { plc } = started();
    plc.faults.set({ fault: "stuck", actuator: "breaker-3" });
    plc.memory.set("load-3", 400);
    plc.run(6);
    assert.deepEqual(get(plc, "closed-3", "closed-in", "lockout-in", "voltage"), [1, 0, 1, 0]);
  });

  it("does not see an overload that a frozen transformer hides", () => {
    const { plc, plant } = started();
    plc.run(1);
    plc.faults.set({ fault: "frozen", sensor: "current-1" });
    plc.faults.set({ fault: "frozen", sensor: "current-in" });
    plc.memory.set("load-1", 200);
    plc.run(60);
    assert.ok((plant.amperes[1] ?? 0) > 180);
    assert.equal(plc.memory.get("trip-1"), 0);
  });

  it("leaves breakers as they are when its memory is lost", () => {
    const { plc } = started();
    plc.memory.set("breaker-2", 0);
    plc.run(1);
    plc.restart(false);
    plc.run(1);
    assert.deepEqual(get(plc, "breaker-1", "breaker-2", "closed-1", "closed-2"), [1, 0, 1, 0]);
  });
});
