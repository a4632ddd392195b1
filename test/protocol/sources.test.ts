import assert from "node:assert/strict";
import {
  type AgedSample,
  countSources,
  type DeviceSpec,
  hearOwn,
  limits,
  type PointSpec,
  type PointValue,
  type Quality,
  type Site,
  tellOwn,
  type WireOwnSamples,
  wire,
} from "@quorate/protocol";
import { decode, encode } from "../../protocol/src/wire.ts";
import { edgeSite } from "../edge-agent/site.ts";

const scanMs = 500;
const level: PointSpec = {
  ...{ name: "level", access: "reading", type: "float32", order: "ABCD", deadband: 0.5 },
  ...{ table: "input", register: 0 },
};
const flag: PointSpec = { ...level, name: "flag", type: "bool", table: "discrete" };

const both = [level, flag];
const siteOf = (device: Partial<DeviceSpec>, points: readonly PointSpec[] = both): Site => ({
  ...edgeSite(),
  guards: [{ name: "g", key: "00", modbusReadOnly: "10.0.0.9:5020" }],
  devices: [
    {
      ...{ name: "tank", guard: "g", protocol: "modbus-tcp", scanMs, points },
      address: "10.0.0.1:502",
      ...device,
    },
  ],
});
const direct = { readAddress: "10.0.0.1:502" };

const aged = (value: PointValue | null, ageMs = 0, quality: Quality = "good"): AgedSample => ({
  sample: { point: "level", value, quality, sourceTimeMs: 0, receivedTimeMs: 0 },
  ageMs,
});

describe("sources: connections behind a value", () => {
  const count = (
    agreed: readonly PointValue[],
    own: readonly AgedSample[],
    { device = direct, point = level }: { device?: Partial<DeviceSpec>; point?: PointSpec } = {},
  ): readonly number[] => {
    const site = siteOf(device);
    const spec = site.devices[0] as DeviceSpec;
    const { sources, readers } = countSources({ site, device: spec, point, agreed, own });
    return [sources, readers];
  };

  it("the guard, and each agent's own connection that sees the same", () => {
    assert.deepEqual(count([2], []), [1, 1]);
    assert.deepEqual(count([2], [aged(2), aged(2.4), aged(1.6)]), [4, 4]);
  });

  it("an own value beyond the deadband is a reader, and no source", () => {
    assert.deepEqual(count([2], [aged(2.6), aged(2)]), [2, 3]);
  });

  it("a moving value may have moved as far as it did between the guard's readings", () => {
    assert.deepEqual(count([10, 8], [aged(11.9), aged(6.1), aged(12.1)]), [3, 4]);
  });

  it("flags and texts are the same or not; the guard's last ones count", () => {
    const of = { point: flag };
    assert.deepEqual(count([true, true], [aged(true), aged(false)], of), [2, 3]);
    assert.deepEqual(count([true, false], [aged(true), aged(false)], of), [3, 3]);
  });

  it("what is old, bad or nothing is no reader", () => {
    const old = 3 * scanMs + 1;
    assert.deepEqual(count([2], [aged(2, old), aged(2, 0, "bad"), aged(null)]), [1, 1]);
    assert.deepEqual(count([2], [aged(2, old - 1)]), [2, 2]);
  });

  it("agents behind the guard's read-only server repeat the guard", () => {
    assert.deepEqual(count([2], [aged(2), aged(2)], { device: {} }), [1, 1]);
    const device = { readAddress: "10.0.0.9:5020" };
    assert.deepEqual(count([2], [aged(2), aged(2)], { device }), [1, 1]);
  });

  it("without an agreed value nothing stands behind it, whoever reads", () => {
    assert.deepEqual(count([], [aged(2), aged(2)]), [0, 2]);
  });
});

describe("sources: what an agent says that it reads itself", function () {
  this.timeout(60_000);
  const nowMs = 1_767_225_600_000;
  const many = Array.from({ length: 8_000 }, (_, at) => ({ ...level, name: `p${at}` }));

  /** Over the wire and back. */
  const carried = (answer: WireOwnSamples): WireOwnSamples =>
    decode(wire.OwnSamples, encode(wire.OwnSamples, answer), "OWN");

  it("comes with value, quality, reason and age; what was never read is left out", () => {
    const site = siteOf(direct);
    const sample = (_: string, point: string): AgedSample | undefined =>
      point === "level" ? undefined : aged(true, 120);
    const asked = { device: "tank", from: 0 };
    const heard = hearOwn(site, asked, carried(tellOwn({ site, nowMs, sample }, asked)), nowMs + 5);
    assert.deepEqual([...(heard?.samples.keys() ?? [])], ["flag"]);
    const { sample: flagged, ageMs } = heard?.samples.get("flag") as AgedSample;
    assert.deepEqual([flagged.value, flagged.quality, ageMs], [true, "good", 120]);
    assert.deepEqual([flagged.sourceTimeMs, heard?.timeMs], [nowMs - 120, nowMs]);
    const bad = (): AgedSample => ({
      ageMs: 0,
      sample: { ...aged(null).sample, reason: "NAN" },
    });
    const worse = hearOwn(site, asked, tellOwn({ site, nowMs, sample: bad }, asked), nowMs);
    assert.deepEqual(worse?.samples.get("level")?.sample.quality, "bad");
    assert.deepEqual(worse?.samples.get("level")?.sample.reason, "NAN");
  });

  it("a large device's points come in several answers, each within its bound (S9)", () => {
    const site = siteOf(direct, many);
    const sample = (_: string, point: string): AgedSample => ({
      ...aged(1.25, 40),
      sample: { ...aged(1.25).sample, quality: "uncertain", reason: "LAST_USABLE_VALUE", point },
    });
    const names = new Set<string>();
    let [from, answers] = [0, 0];
    do {
      const asked = { device: "tank", from };
      const answer = tellOwn({ site, nowMs, sample }, asked);
      assert.ok(encode(wire.OwnSamples, answer).length < limits.ownBytes * 1.2);
      const heard = hearOwn(site, asked, carried(answer), nowMs);
      for (const name of heard?.samples.keys() ?? []) names.add(name);
      [from, answers] = [heard?.next ?? 0, answers + 1];
    } while (from > 0);
    assert.equal(names.size, many.length);
    assert.ok(answers > 1);
  });

  it("devices and points that the site has not, circles and nonsense change nothing (S10)", () => {
    const site = siteOf(direct);
    const asked = { device: "tank", from: 1 };
    const answer = (fields: object): ReturnType<typeof hearOwn> =>
      hearOwn(site, asked, { device: "tank", timeMs: 1, samples: [], next: 0, ...fields }, nowMs);
    assert.equal(answer({ device: "other" }), null);
    assert.equal(hearOwn(site, asked, null, nowMs), null);
    assert.equal(hearOwn(site, { device: "none", from: 0 }, null, nowMs), null);
    assert.equal(answer({ next: 1 })?.next, 0);
    const strange = { point: 99, quality: 2, reason: "", ageMs: 0, value: { number: 1 } };
    assert.equal(answer({ samples: [strange] })?.samples.size, 0);
    const nan = { ...strange, point: 0, value: { number: Number.NaN }, quality: 7 };
    assert.equal(answer({ samples: [nan] })?.samples.get("level")?.sample.quality, "bad");
    const unknown = tellOwn({ site, nowMs, sample: () => aged(1) }, { device: "none", from: 0 });
    assert.deepEqual([unknown.samples.length, unknown.next], [0, 0]);
  });
});
