import assert from "node:assert/strict";
import type { PointValue } from "@quorate/protocol";
import { Catalogue, commandMetrics } from "../../edge-agent/src/sparkplug/catalogue.ts";
import { Messages } from "../../edge-agent/src/sparkplug/messages.ts";
import type { MetricSpec, MetricValue } from "../../edge-agent/src/sparkplug/metric.ts";
import { Outage } from "../../edge-agent/src/sparkplug/outage.ts";
import { Publisher } from "../../edge-agent/src/sparkplug/publisher.ts";
import { Sequence } from "../../edge-agent/src/sparkplug/sequence.ts";
import { edgeSite } from "../edge-agent/site.ts";
import { type RawPayload, readRaw } from "./raw-payload.ts";

const catalogue = new Catalogue(edgeSite());
const metricOf = (name: string): MetricSpec =>
  catalogue.devices.get("tank")?.byName.get(name) ?? assert.fail(name);
const level = metricOf("level");
const commandState = metricOf(commandMetrics.state);
const { block, lastState } = catalogue.node;

const beginMs = 1_700_000_000_000;
const twoHoursMs = 2 * 3_600_000;

/** What a message told of a metric. */
interface Told {
  readonly value: unknown;
  readonly quality: number;
  readonly timeMs: number;
  readonly historical: boolean;
}

/** A publisher in a session that takes everything, on the test's time. */
class World {
  nowMs = beginMs;
  readonly sent: RawPayload[] = [];
  readonly outage: Outage;
  readonly publisher: Publisher;

  constructor() {
    const records: Uint8Array[] = [];
    const log = {
      append: (payload: Uint8Array) => records.push(payload) - 1,
      readAt: (position: number) => records[position] ?? assert.fail(`nothing at ${position}`),
      dropBefore: () => undefined,
      end: 0,
    };
    const nowMs = (): number => this.nowMs;
    const ids = { group: "g", node: "n" };
    this.outage = new Outage(log, { values: 1000, bytes: 1_000_000 });
    this.publisher = new Publisher({
      ...{ catalogue, messages: new Messages(ids, catalogue, new Sequence(), nowMs), nowMs },
      outage: this.outage,
      publish: ({ payload }) => this.sent.push(readRaw(Buffer.from(payload))) > 0,
      giveUp: () => assert.fail("the session is good"),
      prove: () => undefined,
      told: () => undefined,
    });
  }

  offer(spec: MetricSpec, value: PointValue, timeMs: number): void {
    const good: MetricValue = { value, quality: 192, reason: "", timeMs };
    this.publisher.offer("tank", spec, good);
  }

  /** Oldest first, births included. */
  told({ alias }: MetricSpec): Told[] {
    return this.sent.flatMap(({ metrics }) =>
      metrics.flatMap((metric) => {
        if (metric.alias !== alias) return [];
        const { value, timestamp = 0, isHistorical = false } = metric;
        const quality = metric.properties[metric.keys.indexOf("Quality")];
        return {
          ...{ value: value?.value, quality: Number(quality?.value?.value), timeMs: timestamp },
          historical: isHistorical,
        };
      }),
    );
  }

  qualities(spec: MetricSpec): number[] {
    return this.told(spec).map(({ quality }) => quality);
  }

  assertInOrder(): void {
    for (const { metrics } of this.sent) {
      const times = metrics.flatMap((one) => (one.isHistorical ? [] : [one.timestamp ?? 0]));
      assert.deepEqual(times, [...times].sort((left, right) => left - right));
    }
  }
}

describe("mqtt: what is the newest, where clocks differ", () => {
  it("a sample that comes again after its guard was silent is good again, whatever its age", () => {
    const world = new World();
    const { publisher } = world;
    publisher.deviceUp("tank");
    publisher.birth(0);
    world.offer(level, 1, beginMs - 300_000);
    publisher.deviceDown("tank", true);
    assert.deepEqual(world.told(level).at(-1), {
      ...{ value: 1, quality: 500, timeMs: beginMs, historical: false },
    });
    world.nowMs += 5000;
    world.offer(level, 9, beginMs - 300_001);
    assert.equal(publisher.current(level).quality, 500, "older than the newest sample: none");
    world.offer(level, 1, beginMs - 300_000);
    publisher.deviceUp("tank");
    assert.deepEqual(world.told(level).at(-1), {
      ...{ value: 1, quality: 192, timeMs: beginMs - 300_000, historical: false },
    });
    world.offer(level, 9, beginMs - 300_001);
    publisher.flush();
    assert.deepEqual(world.qualities(level), [500, 192, 500, 192]);
    world.assertInOrder();
  });

  it("what is stored of a silence is in the order in which it was seen", () => {
    const world = new World();
    const { publisher } = world;
    publisher.deviceUp("tank");
    world.offer(level, 1, beginMs - 300_000);
    publisher.deviceDown("tank", true);
    world.offer(level, 1, beginMs - 300_000);
    publisher.deviceUp("tank");
    publisher.birth(0);
    const [born, ...stored] = world.told(level);
    assert.deepEqual([born?.quality, born?.historical], [192, false]);
    assert.deepEqual(stored.map(({ quality }) => quality), [192, 500, 192]);
    assert.ok(stored.every(({ historical }) => historical));
  });

  it("a source whose clock is ahead goes stale behind its own last sample", () => {
    const world = new World();
    const { publisher } = world;
    publisher.deviceUp("tank");
    publisher.birth(0);
    world.offer(level, 1, beginMs + 500);
    publisher.deviceDown("tank", true);
    assert.deepEqual(world.qualities(level), [500, 192, 500]);
    assert.equal(world.told(level).at(-1)?.timeMs, beginMs + 500);
    world.assertInOrder();
  });

  it("what the node says of itself goes on when its clock is set back by two hours", () => {
    const world = new World();
    const { publisher } = world;
    world.nowMs += twoHoursMs;
    publisher.deviceUp("tank");
    publisher.offerNode("block", 1);
    world.offer(commandState, "submitted", world.nowMs);
    publisher.birth(0);
    world.nowMs -= twoHoursMs;
    publisher.offerNode("block", 2);
    world.offer(commandState, "confirmed", world.nowMs);
    publisher.flush();
    assert.deepEqual(world.told(block).map(({ value }) => value), [1n, 2n]);
    assert.equal(world.told(commandState).at(-1)?.value, "confirmed");
    assert.equal(publisher.current(commandState).timeMs, beginMs);
  });

  it("values go to the disk within a second also after the clock was set back", () => {
    const world = new World();
    const { outage, publisher } = world;
    world.nowMs += twoHoursMs;
    world.offer(level, 1, beginMs);
    publisher.flush();
    assert.equal(outage.heldValues, 1);
    world.offer(level, 2, beginMs + 1);
    publisher.flush();
    assert.equal(outage.heldValues, 1, "they are gathered for a second");
    world.nowMs -= twoHoursMs;
    publisher.flush();
    assert.equal(outage.heldValues, 2);
  });

  it("a clock that is set back within one message: the newer value comes behind the older", () => {
    const world = new World();
    const { publisher } = world;
    publisher.deviceUp("tank");
    publisher.birth(0);
    const states = ["submitted", "ordered", "refused"];
    for (const state of states) {
      publisher.offerNode("lastState", state);
      world.offer(commandState, state, world.nowMs);
      world.nowMs -= 1000;
    }
    publisher.flush();
    for (const spec of [lastState, commandState])
      assert.deepEqual(world.told(spec).slice(-3).map(({ value }) => value), states);
    world.assertInOrder();
  });
});
