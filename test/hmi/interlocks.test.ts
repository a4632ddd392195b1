import assert from "node:assert/strict";
import { interlockRows } from "../../hmi/src/interlock-rows.ts";
import { limits } from "../../hmi/src/limits.ts";
import type { Place } from "../../hmi/src/place.ts";
import type { InterlockRow } from "../../hmi/src/shared/messages.ts";
import { interlockState } from "../../hmi/web/src/pure/interlock-state.ts";
import { testSite } from "../protocol/sealed.ts";

const because = "the tank must not run dry";

describe("console: why an interlock blocks", () => {
  const [device] = testSite().devices;
  assert.ok(device?.points[0] !== undefined);
  const place: Place = { device, point: device.points[0], staleMs: 1500 };
  const line = {
    ...{ device: device.name, point: place.point.name, because, state: "contradicted" },
    reads: [{ text: "tank/level=0.3 (own, 230 ms old)" }],
  };
  const says = (agent: number, state: InterlockRow["state"]): InterlockRow => ({
    ...{ agent, because, state, reads: [`tank/level seen by ${agent}`] },
  });

  it("takes of an agent's answer what is about this point, and nothing that is none", () => {
    const other = { ...line, point: "other" };
    const text = JSON.stringify([other, line, null, 7, { ...line, state: "perhaps" }]);
    assert.deepEqual(interlockRows(2, text, place), [
      { agent: 2, because, state: "contradicted", reads: ["tank/level=0.3 (own, 230 ms old)"] },
    ]);
    for (const none of ["", "{", "{}", "null", "7"])
      assert.deepEqual(interlockRows(2, none, place), []);
    const [row] = interlockRows(0, JSON.stringify([{ ...line, reads: [{}, null, 7] }]), place);
    assert.deepEqual(row?.reads, []);
  });

  it("bounds what one agent can say", () => {
    const long = { ...line, because: "x".repeat(9000), reads: Array(99).fill({ text: "y" }) };
    const rows = interlockRows(0, JSON.stringify(Array(99).fill(long)), place);
    assert.equal(rows.length, limits.interlocks);
    assert.equal(rows[0]?.because.length, limits.interlockChars);
    assert.equal(rows[0]?.reads.length, limits.interlockReads);
  });

  it("believes f+1 agents, those that block first, and no single one", () => {
    const [fulfilled, contradicted] = ["fulfilled", "contradicted"] as const;
    const alone = [says(0, contradicted), ...[1, 2, 3].map((agent) => says(agent, fulfilled))];
    assert.equal(interlockState(alone, because, 4).is, "fulfilled");
    const half = [0, 1].map((agent) => says(agent, contradicted));
    const { is, agree, speakers } = interlockState([...half, ...alone.slice(2)], because, 4);
    assert.deepEqual([is, agree, speakers.length], ["contradicted", 2, 2]);
    assert.equal(interlockState([says(0, contradicted)], because, 4).is, "unknown");
    const twice = [says(0, contradicted), says(0, contradicted)];
    assert.equal(interlockState(twice, because, 4).is, "unknown", "one agent, said twice");
    assert.equal(interlockState(half, "another one", 4).is, "unknown");
  });
});
