import assert from "node:assert/strict";
import { ExchangerSkid, FeederSkid, Plc, TankSkid } from "@quorate/firmware-sim";
import fc from "fast-check";

const started = (): Plc => new Plc(new TankSkid(1), { mailbox: true });

/** Writes arguments and sequence as a guard does, and gives the result of the next scan. */
const command = (
  plc: Plc,
  sequence: number,
  values: Readonly<Record<string, number>> = {},
): number => {
  for (const [name, value] of Object.entries(values)) plc.memory.set(name, value);
  plc.memory.set("mailbox-sequence", sequence);
  plc.cycle();
  assert.equal(plc.memory.get("mailbox-echo"), sequence);
  return plc.memory.get("mailbox-result");
};

const demand = (plc: Plc): number => (plc.skid as TankSkid).plant.valveDemand;
const pump = (plc: Plc): boolean => (plc.skid as TankSkid).plant.pumpDemand;

describe("mailbox: program", () => {
  it("lies in holding registers 120, 122 and 124, most significant word first", () => {
    const plc = started();
    plc.write("holding", 120, [1, 2]);
    plc.cycle();
    assert.deepEqual(plc.memory.read("holding", 122, 4), [1, 2, 0, 1]);
  });

  it("arguments have no effect before their sequence, then all have it in one scan", () => {
    const plc = started();
    plc.memory.set("valve", 70);
    plc.memory.set("pump", 0);
    plc.run(1);
    assert.deepEqual([demand(plc), pump(plc)], [40, true]);
    assert.equal(plc.memory.get("mailbox-echo"), 0);
    assert.equal(command(plc, 1), 1);
    assert.deepEqual([demand(plc), pump(plc)], [70, false]);
  });

  const refused: readonly [string, Readonly<Record<string, number>>][] = [
    ["above its range", { valve: 100.5 }],
    ["below its range", { valve: -1 }],
    ["not a number", { valve: Number.NaN }],
    ["out of range beside one that is good", { valve: 101, pump: 0 }],
  ];
  for (const [what, values] of refused) {
    it(`refuses with 2 an argument that is ${what}; the sequence is used`, () => {
      const plc = started();
      assert.equal(command(plc, 5, values), 2);
      assert.deepEqual([demand(plc), pump(plc)], [40, true]);
      // What was refused is not among the next command's arguments.
      assert.deepEqual([plc.memory.get("valve"), plc.memory.get("pump")], [40, 1]);
      assert.equal(command(plc, 5 - 1, { valve: 50 }), 3);
      assert.equal(command(plc, 6, { valve: 50 }), 1);
      assert.equal(demand(plc), 50);
    });
  }

  it("refuses with 3 what is not above the highest sequence, and takes nothing", () => {
    const plc = started();
    assert.equal(command(plc, 9, { valve: 50 }), 1);
    assert.equal(command(plc, 3, { valve: 60 }), 3);
    assert.equal(command(plc, 9, { valve: 70 }), 3);
    assert.equal(demand(plc), 50);
    assert.equal(command(plc, 10, { valve: 60 }), 1);
  });

  it("looks at a sequence once: the same one written again does nothing", () => {
    const plc = started();
    command(plc, 1, { valve: 50 });
    plc.memory.set("mailbox-result", 0);
    plc.memory.set("valve", 60);
    plc.memory.set("mailbox-sequence", 1);
    plc.run(1);
    assert.equal(demand(plc), 50);
    assert.equal(plc.memory.get("mailbox-result"), 0);
  });

  it("refuses with 4 what a trip forbids; a reset whose cause is gone goes with it", () => {
    const plc = started();
    assert.equal(command(plc, 1, { valve: 100, pump: 0 }), 1);
    plc.run(200);
    assert.equal(plc.memory.get("overflow-trip"), 1);
    assert.equal(plc.memory.get("valve"), 0);
    assert.equal(command(plc, 2, { valve: 50 }), 4);
    assert.equal(demand(plc), 0);
    assert.equal(command(plc, 3, { pump: 1 }), 1);
    plc.run(60);
    assert.equal(command(plc, 2, { valve: 20 }), 3);
    assert.equal(command(plc, 4, { valve: 20, reset: 1 }), 1);
    plc.cycle();
    assert.equal(demand(plc), 20);
    assert.equal(plc.memory.get("reset"), 0);
  });

  it("keeps the highest sequence over a restart, and forgets it with the memory", () => {
    const plc = started();
    command(plc, 7, { valve: 50 });
    plc.restart(true);
    plc.run(0.1);
    assert.deepEqual([plc.memory.get("mailbox-echo"), demand(plc)], [7, 50]);
    assert.equal(command(plc, 6, { valve: 60 }), 3);
    plc.restart(false);
    plc.run(0.1);
    assert.deepEqual([plc.memory.get("mailbox-echo"), demand(plc)], [0, 40]);
    assert.equal(command(plc, 6, { valve: 60 }), 1);
  });

  it("refuses as the fault says: one sequence, or all", () => {
    const plc = started();
    plc.faults.set({ fault: "mailbox", result: 4, sequence: 2 });
    assert.equal(command(plc, 1, { valve: 50 }), 1);
    assert.equal(command(plc, 2, { valve: 60 }), 4);
    assert.equal(demand(plc), 50);
    assert.equal(command(plc, 3, { valve: 60 }), 1);
    plc.faults.set({ fault: "mailbox", result: 3 });
    assert.equal(command(plc, 4, { valve: 70 }), 3);
    plc.faults.clear();
    // A sequence that was called a replay is not used up.
    plc.memory.set("mailbox-sequence", 0);
    plc.cycle();
    assert.equal(command(plc, 4, { valve: 70 }), 1);
  });

  it("takes nothing twice and nothing out of order, whatever is written", () => {
    const order = fc.record({
      sequence: fc.integer({ min: 1, max: 12 }),
      valve: fc.double({ min: -20, max: 120, noNaN: true }),
      scans: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(order, { maxLength: 30 }), (orders) => {
        const plc = started();
        let highest = 0;
        let inForce = 40;
        let looked = 0;
        for (const { sequence, valve, scans } of orders) {
          plc.memory.set("valve", valve);
          const argument = plc.memory.get("valve");
          plc.memory.set("mailbox-sequence", sequence);
          for (let scan = 0; scan < scans; scan += 1) plc.cycle();
          if (scans === 0) continue;
          if (sequence !== looked && sequence > highest) {
            highest = sequence;
            if (argument >= 0 && argument <= 100) inForce = argument;
          }
          looked = sequence;
          assert.equal(demand(plc) + 0, inForce + 0);
          assert.equal(plc.memory.get("mailbox-echo"), sequence);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("mailbox: other plants", () => {
  it("exchanger: a target out of range is 2; with the steam shut only the flow may change", () => {
    const plc = new Plc(new ExchangerSkid(1), { mailbox: true });
    assert.equal(command(plc, 1, { "outlet-target": 95 }), 2);
    assert.equal(command(plc, 2, { "flow-target": 0 }), 1);
    plc.run(20);
    assert.equal(plc.memory.get("low-flow-trip"), 1);
    assert.equal(command(plc, 3, { "outlet-target": 50 }), 4);
    assert.equal(plc.memory.get("outlet-target"), 60);
    assert.equal(command(plc, 4, { "flow-target": 20 }), 1);
    plc.run(10);
    assert.equal(command(plc, 5, { "outlet-target": 50, reset: 1 }), 1);
    plc.run(300);
    assert.ok(Math.abs(plc.memory.get("outlet") - 50) < 1, `${plc.memory.get("outlet")}`);
  });

  it("feeder: a breaker that is locked out cannot be closed before a reset", () => {
    const plc = new Plc(new FeederSkid(1), { mailbox: true });
    assert.equal(command(plc, 1, { "load-2": 401 }), 2);
    assert.equal(command(plc, 2, { "load-2": 400 }), 1);
    plc.run(5);
    assert.deepEqual([plc.memory.get("lockout-2"), plc.memory.get("breaker-2")], [1, 0]);
    assert.equal(command(plc, 3, { "breaker-2": 1 }), 4);
    assert.equal(plc.memory.get("breaker-2"), 0);
    assert.equal(command(plc, 4, { "breaker-1": 0, "load-2": 50 }), 1);
    plc.run(5);
    assert.equal(command(plc, 5, { "breaker-2": 1, reset: 1 }), 1);
    plc.run(5);
    assert.deepEqual([plc.memory.get("closed-1"), plc.memory.get("closed-2")], [0, 1]);
  });
});
