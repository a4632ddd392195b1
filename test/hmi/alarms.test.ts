import assert from "node:assert/strict";
import { type AlarmLine, type Site } from "@quorate/protocol";
import { Alarms } from "../../hmi/src/alarms.ts";
import { Lies } from "../../hmi/src/lies.ts";
import type { AlarmEvent, AlarmView } from "../../hmi/src/shared/messages.ts";
import { isUnacknowledged, needsAttention } from "../../hmi/web/src/pure/alarm-order.ts";
import { beginMs } from "../protocol/sealed.ts";
import { auditSite } from "../protocol/audit-log.ts";

const id = "tank/level/high";
const enough = 2;

const site = (): Site => {
  const base = auditSite();
  const alarms = { high: 90, priority: 2, deadband: 1, delayMs: 0 };
  const devices = base.devices.map((device) => ({
    ...device,
    points: device.points.map((point) =>
      device.name === "tank" && point.name === "level" ? { ...point, alarms } : point,
    ),
  }));
  return { ...base, devices };
};

const line = (rest: Partial<AlarmLine> = {}): AlarmLine => ({
  ...{ id, device: "tank", point: "level", kind: "high", priority: 2 },
  ...{ limit: 90, units: "", condition: "active", held: false, raisedMs: beginMs, clearedMs: 0 },
  ...{ value: 95, state: "UNACK", below: "UNACK", acknowledged: null, shelved: null },
  ...{ outOfService: null, ...rest },
});

/** An agent that was started while the guard was away: it knows what operators did, if anything. */
const started = (rest: Partial<AlarmLine>): AlarmLine =>
  line({ condition: "normal", below: "NORMAL", raisedMs: 0, held: true, value: null, ...rest });

/** A console's alarms, with what four agents say. */
class Told {
  readonly lies = new Lies(4);
  readonly alarms = new Alarms(site(), this.lies);
  readonly events: AlarmEvent[] = [];
  /** Agents that have not all blocks yet. */
  behind: readonly number[] = [];

  say(agents: readonly number[], lines: readonly AlarmLine[], unheard: readonly string[] = []) {
    for (const agent of agents)
      this.alarms.take(agent, { json: JSON.stringify(lines), unheard, more: false } as never);
    return this;
  }

  /** One that hears nothing of the tank's guard. */
  deaf(agents: readonly number[], ...lines: readonly AlarmLine[]): this {
    return this.say(agents, lines, ["tank"]);
  }

  at(ms = 0): AlarmView {
    const isBehind = (agent: number): boolean => this.behind.includes(agent);
    this.events.push(...this.alarms.settle(enough, beginMs + ms, isBehind).events);
    const view = this.alarms.all.find((one) => one.id === id);
    assert.ok(view);
    return view;
  }
}

const told = (view: AlarmView): readonly unknown[] => [
  ...[view.state, view.agreed, view.unheard === true, needsAttention(view)],
];

describe("console: alarms whose guard is not heard (n=4, f=1)", () => {
  it("one that was raised stays when agents start anew while its guard is away", () => {
    const plant = new Told().say([0, 1, 2, 3], [line()]);
    assert.deepEqual(told(plant.at()), ["UNACK", true, false, true]);
    const held = line({ held: true });
    plant.deaf([0, 1, 2, 3], held);
    assert.deepEqual(told(plant.at(1)), ["UNACK", true, true, true]);
    plant.deaf([0, 1]);
    assert.deepEqual(told(plant.at(2)), ["UNACK", true, true, true], "two know it");
    plant.deaf([0, 1, 2]);
    assert.deepEqual(told(plant.at(3)), ["UNACK", false, false, true], "one knows it");
    plant.deaf([0, 1, 2, 3]);
    const kept = plant.at(4);
    assert.deepEqual(told(kept), ["UNACK", false, true, true], "nobody knows it");
    assert.deepEqual([kept.raisedMs, kept.value, isUnacknowledged(kept)], [beginMs, 95, true]);
    plant.say([0], []);
    assert.equal(plant.at(5).state, "UNACK", "one agent alone ends nothing");
    plant.say([1], []);
    assert.deepEqual(told(plant.at(6)), ["NORMAL", true, false, false]);
    assert.deepEqual(plant.events.map(({ to }) => to), ["UNACK", "NORMAL"]);
  });

  it("one that is raised stays though f+1 agents know no more than its last occurrence", () => {
    const over = line({ state: "NORMAL", below: "NORMAL", condition: "normal", clearedMs: 1 });
    const plant = new Told().say([0, 1, 2, 3], [over]);
    assert.equal(plant.at().state, "NORMAL");
    const again = line({ raisedMs: beginMs + 1 });
    plant.deaf([0, 1], over).say([2, 3], [again]);
    assert.deepEqual(told(plant.at(1)), ["UNACK", true, false, true]);
    plant.deaf([2, 3], again);
    assert.equal(plant.at(2).state, "UNACK");
    plant.deaf([2]);
    const kept = plant.at(3);
    assert.deepEqual([...told(kept), kept.raisedMs], ["UNACK", true, true, true, beginMs + 1]);
    assert.deepEqual(plant.events.map(({ to }) => to), ["UNACK"]);
  });

  it("is raised where half of the agents hear the guard, and nobody is called a liar", () => {
    const plant = new Told().say([0, 1, 2, 3], []);
    plant.at();
    plant.deaf([0, 1]).say([2, 3], [line()]);
    for (const ms of [1, 6000, 12_000, 18_000])
      assert.deepEqual(told(plant.at(ms)), ["UNACK", true, false, true]);
    plant.deaf([0, 1, 2, 3], line()).deaf([3], line({ state: "ACK", below: "ACK" }));
    for (const ms of [19_000, 25_000, 31_000]) plant.at(ms);
    assert.deepEqual([0, 1, 2, 3].flatMap((agent) => plant.lies.of(agent)), []);
  });

  it("what is normal and not heard is known to be neither, and does not fill the banner", () => {
    const plant = new Told();
    assert.deepEqual(told(plant.at()), ["NORMAL", false, true, false], "before any answer");
    plant.deaf([0, 1, 2, 3]);
    assert.deepEqual(told(plant.at(1)), ["NORMAL", false, true, false]);
    plant.say([0, 1, 2, 3], []);
    assert.deepEqual(told(plant.at(2)), ["NORMAL", true, false, false]);
  });

  it("shelving is seen, and ends, while nobody hears the guard", () => {
    const plant = new Told().say([0, 1, 2, 3], [line()]);
    plant.at();
    const shelved = { by: "ann", untilMs: beginMs + 5000, reason: "why" };
    plant.deaf([0, 1, 2, 3], started({ state: "SHELVED", shelved }));
    const aside = plant.at(1);
    assert.deepEqual([aside.state, aside.below, aside.unheard], ["SHELVED", "UNACK", true]);
    assert.deepEqual([aside.shelved, aside.raisedMs], [shelved, beginMs]);
    plant.deaf([0, 1, 2, 3], started({ state: "NORMAL" }));
    const back = plant.at(5001);
    assert.deepEqual([back.state, back.shelved, back.unheard], ["UNACK", null, true]);
  });

  it("a difference that only the link to the guard makes is no lie", () => {
    const plant = new Told().say([0, 1, 2], [line()]).say([3], [line({ held: true })]);
    for (const ms of [0, 6000, 12_000]) plant.at(ms);
    assert.deepEqual(plant.lies.of(3), []);
    plant.say([3], []);
    for (const ms of [13_000, 19_000]) plant.at(ms);
    assert.deepEqual(plant.lies.of(3).map(({ code }) => code), ["LIE_ALARM"]);
  });
});

describe("console: agents that contradict the others about an alarm (n=4, f=1)", () => {
  it("one that catches up is no liar, one that is not behind is", () => {
    const marked = line({ state: "ACK", below: "ACK", acknowledged: { by: "ann", ms: 9 } });
    const plant = new Told().say([0, 1, 2], [marked]).say([3], [line()]);
    plant.behind = [3];
    for (const ms of [0, 6000, 12_000]) plant.at(ms);
    assert.deepEqual(plant.lies.of(3), []);
    plant.behind = [];
    plant.say([3], [line()]).at(13_000);
    assert.deepEqual(plant.lies.of(3), [], "its answer may be older than its status");
    plant.at(18_001);
    assert.deepEqual(plant.lies.of(3).map(({ code }) => code), ["LIE_ALARM"]);
  });
});

describe("console: clocks of agents about the end of a shelving (n=4, f=1)", () => {
  const shelved = { by: "ann", untilMs: beginMs + 10_000, reason: "why" };
  const aside = line({ state: "SHELVED", shelved });
  const codes = (plant: Told): string[] =>
    [0, 1, 2, 3].flatMap((agent) => plant.lies.of(agent)).map(({ code }) => code);

  it("one that is behind or ahead is no liar", () => {
    const late = new Told().say([0, 1, 2], [line()]).say([3], [aside]);
    for (const ms of [11_000, 17_000, 23_000]) assert.equal(late.at(ms).state, "UNACK");
    const early = new Told().say([0, 1, 2], [aside]).say([3], [line()]);
    for (const ms of [1000, 7000]) assert.equal(early.at(ms).state, "SHELVED");
    assert.deepEqual([...codes(late), ...codes(early)], []);
  });

  it("one that calls it shelved before its time is over, or says another state below, is", () => {
    const wrong = [aside, line({ ...aside, below: "ACK", shelved: { ...shelved, untilMs: 1 } })];
    for (const said of wrong) {
      const plant = new Told().say([0, 1, 2], [line()]).say([3], [said]);
      for (const ms of [1000, 7000]) plant.at(ms);
      assert.deepEqual(codes(plant), ["LIE_ALARM"]);
    }
  });
});

describe("console: alarms that an earlier run of the console knew", () => {
  const event = (rest: Partial<AlarmEvent>): AlarmEvent => ({
    ...{ ms: beginMs, id, priority: 2, from: "NORMAL", to: "UNACK", raisedMs: beginMs, value: 95 },
    ...{ by: "", ...rest },
  });

  it("stay until the agents say otherwise", () => {
    const plant = new Told();
    plant.alarms.remember([event({}), event({ ms: beginMs + 1, from: "UNACK", to: "SHELVED" })]);
    plant.deaf([0, 1, 2, 3]);
    const kept = plant.at(2);
    assert.deepEqual([...told(kept), kept.raisedMs], ["UNACK", false, true, true, beginMs]);
    plant.say([0, 1, 2, 3], []);
    assert.deepEqual(told(plant.at(3)), ["NORMAL", true, false, false]);
  });

  it("are no new occurrences, so a restart makes no flood", () => {
    const plant = new Told();
    plant.alarms.remember([event({})]);
    plant.say([0, 1, 2, 3], [line()]);
    plant.at(1);
    assert.deepEqual(plant.events, []);
    assert.equal(plant.alarms.figures(beginMs + 2).perTenMinutes, 1);
  });

  it("that are heard of late count when they were raised", () => {
    const plant = new Told();
    const hourMs = 3_600_000;
    const older = [4, 3, 2].map((hours) => event({ ms: beginMs - hours * hourMs, id: "other" }));
    plant.alarms.remember(older);
    plant.say([0, 1, 2, 3], [line({ raisedMs: beginMs - 5 * hourMs })]);
    plant.at(1);
    assert.equal(plant.alarms.figures(beginMs + 2).peakPerTenMinutes, 1);
  });
});
