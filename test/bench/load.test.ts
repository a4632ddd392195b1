import assert from "node:assert/strict";
import { Load } from "../../bench/src/load.ts";
import { type LoadPlant, startLoadPlant } from "../../bench/src/load-plant.ts";
import { measureFloors } from "../../bench/src/floors.ts";
import { startLiar } from "../../bench/src/latency-faults.ts";
import { throughEtcd } from "../../bench/src/peers.ts";
import { restOf, startOnce, told, watches } from "../../bench/src/rest.ts";
import { loadPhase } from "../../bench/src/throughput.ts";
import { until } from "../until.ts";

const plantMs = 300_000;

describe("bench: load", function () {
  this.timeout(plantMs);
  const shape = { agents: 4, devices: 4, points: 8, operators: 2 };
  let target: LoadPlant;
  let load: Load;

  before(async () => {
    target = await startLoadPlant(shape);
    load = new Load(target);
    await load.ready();
  });

  after(async () => {
    load?.close();
    await target?.stop();
  });

  it("throughput: every command has its end, and what each agent spent is known", async () => {
    const phase = await loadPhase(target, load, 20, 1);
    assert.deepEqual([phase.offered, phase.ordered, phase.lost], [20, 20, 0]);
    assert.equal(phase.certified, phase.msToCertified.count);
    assert.ok(phase.certified > 0 && phase.msToOrdered.p50 <= phase.msToCertified.max);
    assert.ok(phase.certified <= phase.msToRegister.count);
    assert.ok(phase.msToOrdered.p50 <= phase.msToRegister.max);
    assert.equal(phase.costs.length, shape.agents);
    for (const cost of phase.costs) {
      assert.ok(cost.bytesToAgentsPerOrdered > 0 && cost.bytesToClientsPerOrdered > 0);
      assert.ok(cost.cpuMsPerOrdered > 0);
    }
  });

  it("batch: all set points of a command reach the device", async () => {
    const figures = await load.run(5, 1, shape.points);
    assert.deepEqual([figures.lost, figures.outcomes], [0, { confirmed: 5 }]);
    assert.equal(figures.setPointsWritten, 5 * shape.points);
  });

  it("idle: every process is looked at", async () => {
    const rows = await restOf(target.plant.processes, 0.2);
    assert.equal(rows.length, shape.agents + 1);
    assert.ok(rows.every(({ cpuPercent, residentMB }) => cpuPercent >= 0 && residentMB > 10));
  });

  it("floors: each is measured", async () => {
    const floors = await measureFloors(target.bank.port, 20);
    assert.ok(floors.verificationsPerSecond > 10);
    for (const floor of [floors.rawModbusWrite, floors.fdatasync, floors.loopback])
      assert.ok(floor.count === 20 && floor.max > 0);
  });

  it("start: an agent orders again after it was ended", async () => {
    const into = watches();
    const point = ["device-0", "sp0"] as const;
    await startOnce({ plant: target.plant, point, which: [0], into }, 20);
    const { link, ordering, ordered } = told(into);
    assert.deepEqual([link.count, ordering.count, ordered.count], [1, 1, 1]);
    assert.ok(link.max <= ordered.max);
  });

  it("faults: one that withholds and forks lies, and no command is lost", async () => {
    const liar = await startLiar(target.plant);
    try {
      const lied = async (): Promise<boolean> => {
        const figures = await load.run(10, 1);
        assert.deepEqual([figures.ordered, figures.lost], [10, 0]);
        return liar.lies().forked > 0 && liar.lies().withheld > 0;
      };
      await until(lied, { what: "the liar to lie", deadlineMs: 120_000 });
    } finally {
      await liar.stop();
    }
  });
});

describe("bench: peers", function () {
  this.timeout(plantMs);

  it("every set point that etcd has reaches the register", async () => {
    const row = await throughEtcd({ agents: 4, rate: 20, seconds: 1 });
    assert.deepEqual([row.commands, row.msToAgreed.count, row.msToRegister.count], [20, 20, 20]);
  });
});
