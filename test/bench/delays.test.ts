import assert from "node:assert/strict";
import { DelayNetwork, type DelayScenario } from "../../bench/src/delay-network.ts";

const healthy: DelayScenario = {
  ...{ members: 4, dead: 0, slow: 0, busy: true, delayMs: 20, events: 200, seed: 7 },
};

describe("bench: delays", () => {
  it("the same seed gives the same run, another seed another one", () => {
    const [one, same] = [new DelayNetwork(healthy).run(), new DelayNetwork(healthy).run()];
    assert.deepEqual(one, same);
    assert.notDeepEqual(one, new DelayNetwork({ ...healthy, seed: 8 }).run());
  });

  const networks: readonly Partial<DelayScenario>[] = [
    {},
    { members: 7, dead: 2 },
    { slow: 1 },
    { busy: false, events: 40 },
    { busy: false, events: 40, dead: 1 },
  ];
  for (const changes of networks)
    it(`all is ordered everywhere, and all keep step (${JSON.stringify(changes)})`, () => {
      const scenario = { ...healthy, ...changes };
      const { delays, slowDelays, made, rounds } = new DelayNetwork(scenario).run();
      const alive = scenario.members - scenario.dead;
      assert.equal(made.length, alive);
      assert.ok(delays.length + slowDelays.length >= scenario.events * alive);
      // A round takes two layers at the least, and nobody makes two events for a layer of others.
      assert.ok(rounds > 0 && Math.min(...made) >= rounds, `${rounds} rounds, ${made}`);
      assert.ok(Math.max(...made) <= 1.3 * Math.min(...made), `${made}`);
    });
});
