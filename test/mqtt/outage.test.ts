import assert from "node:assert/strict";
import fc from "fast-check";
import { Catalogue } from "../../edge-agent/src/sparkplug/catalogue.ts";
import type { MetricSpec } from "../../edge-agent/src/sparkplug/metric.ts";
import { type HeldValue, Outage, type OutageLog } from "../../edge-agent/src/sparkplug/outage.ts";
import { edgeSite } from "../edge-agent/site.ts";

const catalogue = new Catalogue(edgeSite());
const level = catalogue.devices.get("tank")?.byName.get("level") as MetricSpec;

const held = (value: number): HeldValue => ({
  ...{ device: "tank", spec: level },
  value: { value, quality: 192, reason: "", timeMs: 1_700_000_000_000 + value },
});

/** Records in memory; a whole part goes when all of it may. */
class Records implements OutageLog {
  readonly records = new Map<number, Uint8Array>();
  end = 0;

  append(payload: Uint8Array): number {
    this.records.set(this.end, payload);
    this.end += 1;
    return this.end - 1;
  }

  readAt(position: number): Uint8Array {
    return this.records.get(position) ?? assert.fail(`nothing is at ${position}`);
  }

  /** Ten records are one file. */
  dropBefore(position: number): void {
    for (const at of this.records.keys())
      if (at < position - (position % 10)) this.records.delete(at);
  }

  reopened(bounds = wide): Outage {
    const outage = new Outage(this, bounds);
    for (const [position, payload] of this.records) outage.restore(payload, position);
    return outage;
  }
}

const wide = { values: 1_000_000, bytes: 1_000_000_000 };

const take = (outage: Outage): number[] => {
  const values: number[] = [];
  for (let next = outage.next(catalogue); next !== null; next = outage.next(catalogue))
    for (const { device, metric } of next) {
      assert.equal(device, "tank");
      assert.equal(metric.alias, level.alias);
      assert.equal(metric.isHistorical, true);
      assert.equal(metric.name ?? "", "");
      values.push(metric.floatValue ?? Number.NaN);
    }
  return values;
};

type Step = "hold" | "send" | "prove" | "lose" | "restart";
const steps = fc.array(fc.constantFrom<Step>("hold", "hold", "send", "prove", "lose", "restart"), {
  maxLength: 80,
});

describe("mqtt: the store of an outage", () => {
  it("whatever is lost or restarted: in order, and nothing that was not proved is gone", () => {
    fc.assert(
      fc.property(steps, (script) => {
        const records = new Records();
        let outage = new Outage(records, wide);
        let next = 0;
        let proved = 0;
        let sent = 0;
        let mark: readonly [number, number] | null = null;
        for (const step of script) {
          if (step === "hold") outage.hold([held(next++)]);
          else if (step === "send") {
            const values = take(outage);
            assert.deepEqual(values, Array.from({ length: next - sent }, (_, at) => sent + at));
            sent = next;
            mark = [outage.mark, next];
          } else if (step === "prove" && mark !== null) {
            outage.prove(mark[0]);
            proved = Math.max(proved, mark[1]);
            mark = null;
          } else if (step === "lose" || step === "restart") {
            if (step === "lose") outage.rewind();
            else outage = records.reopened();
            sent = proved;
            mark = null;
          }
          assert.equal(outage.heldValues, next - proved);
        }
        outage.rewind();
        const left = Array.from({ length: next - proved }, (_, at) => proved + at);
        assert.deepEqual(take(outage), left);
      }),
    );
  });

  it("past either bound the oldest go, and are counted", () => {
    fc.assert(
      fc.property(fc.nat({ max: 49 }), fc.integer({ min: 1, max: 5 }), (fewer, most) => {
        const count = fewer + 1;
        const outage = new Outage(new Records(), { values: most, bytes: 1e9 });
        for (let value = 0; value < count; value += 1) outage.hold([held(value)]);
        const kept = Math.min(count, most);
        assert.equal(outage.dropped, count - kept);
        assert.deepEqual(take(outage), Array.from({ length: kept }, (_, at) => count - kept + at));
      }),
    );
    const narrow = new Outage(new Records(), { values: 1e9, bytes: 200 });
    for (let value = 0; value < 50; value += 1) narrow.hold([held(value)]);
    assert.ok(narrow.heldBytes <= 200 && narrow.dropped >= 45, `${narrow.dropped} dropped`);
  });

  it("a record that goes while it is on its way is not proved twice", () => {
    const outage = new Outage(new Records(), { values: 3, bytes: 1e9 });
    for (let value = 0; value < 3; value += 1) outage.hold([held(value)]);
    take(outage);
    const { mark } = outage;
    outage.hold([held(3)]);
    outage.hold([held(4)]);
    outage.prove(mark);
    assert.deepEqual([outage.heldValues, outage.dropped], [2, 2]);
    assert.deepEqual(take(outage), [3, 4]);
  });

  it("points of another site file, and bytes that are none: passed over and counted (S10)", () => {
    const records = new Records();
    const outage = new Outage(records, wide);
    outage.hold([{ ...held(1), device: "gone" }, held(2)]);
    records.append(Uint8Array.of(0xff, 0xff));
    const again = records.reopened();
    assert.equal(again.dropped, 1);
    assert.deepEqual(take(again), [2]);
    assert.equal(again.dropped, 2);
  });
});
