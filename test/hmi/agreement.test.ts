import assert from "node:assert/strict";
import { faultsOf, ReadingCache, ReadingViews, type Reading, agreedOf } from "@quorate/protocol";
import fc from "fast-check";
import { Lies } from "../../hmi/src/lies.ts";
import { limits } from "../../hmi/src/limits.ts";
import { Values } from "../../hmi/src/values.ts";
import { beginMs, context, testSite } from "../protocol/sealed.ts";
import { readingOf } from "./fake-agents.ts";

const level = (value: number, sourceMs: number, signer = "g") =>
  readingOf([{ point: "level", value, sourceMs }], sourceMs, signer);

describe("agreement of readings", () => {
  it("shows the newest sample that f+1 agents say, and how many say it", () => {
    const values = new Values(testSite(), context, new Lies(4));
    const [old, now] = [level(1, beginMs), level(2, beginMs + 500)];
    for (const agent of [0, 1, 2]) values.take(agent, [old], beginMs);
    assert.deepEqual(values.settle(beginMs), [[0, 1, 2, "", beginMs, 3, 1]]);
    values.take(0, [now, old], beginMs + 500);
    assert.equal(values.settle(beginMs + 500).length, 0, "one agent alone is ahead");
    values.take(2, [now, old], beginMs + 500);
    assert.deepEqual(values.settle(beginMs + 500), [[0, 2, 2, "", beginMs + 500, 2, 1]]);
  });

  it("says that a value is stale, by the agents' time, and fresh again", () => {
    const values = new Values(testSite(), context, new Lies(4));
    for (const agent of [0, 1]) values.take(agent, [level(1, beginMs)], beginMs);
    values.settle(beginMs);
    assert.deepEqual(values.settle(beginMs + 1500 + limits.pollMs), []);
    const lateMs = beginMs + 1501 + limits.pollMs;
    assert.deepEqual(values.settle(lateMs), [[0, 1, 0, "STALE", beginMs, 2, 1]]);
    for (const agent of [0, 1]) values.take(agent, [level(1, beginMs + 2000)], beginMs);
    assert.deepEqual(values.settle(beginMs + 2000), [[0, 1, 2, "", beginMs + 2000, 2, 1]]);
  });

  it("shows no value as good that is dated further ahead than clocks may be", () => {
    const { clockDriftMs } = testSite().policy;
    const values = new Values(testSite(), context, new Lies(4));
    const sourceMs = beginMs + clockDriftMs + 1;
    for (const agent of [0, 1]) values.take(agent, [level(1, sourceMs)], beginMs);
    assert.deepEqual(values.settle(beginMs), [[0, 1, 0, "CLOCK_AHEAD", sourceMs, 2, 1]]);
    assert.deepEqual(values.settle(beginMs + 1), [[0, 1, 2, "", sourceMs, 2, 1]]);
  });

  it("says that a value is stale that does not come again, whatever its date", () => {
    const values = new Values(testSite(), context, new Lies(4));
    const sourceMs = beginMs + 4000;
    for (const agent of [0, 1]) values.take(agent, [level(1, sourceMs)], beginMs);
    assert.deepEqual(values.settle(beginMs, 0), [[0, 1, 2, "", sourceMs, 2, 1]]);
    const staleMs = 1500 + limits.pollMs;
    assert.deepEqual(values.settle(beginMs + staleMs, staleMs), []);
    const stale = [[0, 1, 0, "STALE", sourceMs, 2, 1]];
    assert.deepEqual(values.settle(beginMs + staleMs, staleMs + 1), stale);
    // Its guard signs the same once more: no news.
    const again = readingOf([{ point: "level", value: 1, sourceMs }], sourceMs + 900);
    for (const agent of [0, 1]) values.take(agent, [again], beginMs);
    assert.deepEqual(values.settle(beginMs + staleMs, staleMs + 2), []);
    for (const agent of [0, 1]) values.take(agent, [level(1, sourceMs + 500)], beginMs);
    assert.deepEqual(values.settle(beginMs + staleMs, staleMs + 3), [
      ...[[0, 1, 2, "", sourceMs + 500, 2, 1]],
    ]);
  });

  it("counts connections to the device, and says that one of them sees another value", () => {
    const base = testSite();
    const devices = base.devices.map((device) => ({ ...device, readAddress: "127.0.0.1:1502" }));
    const site = { ...base, devices };
    const values = new Values(site, context, new Lies(4));
    for (const agent of [0, 1]) values.take(agent, [level(50, beginMs)], beginMs);
    assert.deepEqual(values.settle(beginMs, 0), [[0, 50, 2, "", beginMs, 2, 1]]);
    const own = (value: number) => ({
      ...{ device: "tank", timeMs: beginMs, next: 0 },
      samples: new Map([
        [
          "level",
          {
            ageMs: 100,
            sample: {
              ...{ point: "level", value, quality: "good" as const },
              ...{ sourceTimeMs: beginMs, receivedTimeMs: beginMs },
            },
          },
        ],
      ]),
    });
    values.takeOwn(0, own(50), 100);
    values.takeOwn(1, own(50.01), 100);
    assert.deepEqual(values.settle(beginMs, 100), [[0, 50, 2, "", beginMs, 2, 3]]);
    values.takeOwn(3, own(70), 100);
    assert.deepEqual(values.settle(beginMs, 100), [[0, 50, 2, "", beginMs, 2, 3, 4]]);
    values.drop(3);
    assert.deepEqual(values.settle(beginMs, 100), [[0, 50, 2, "", beginMs, 2, 3]]);
    const goneMs = 101 + 1500 + limits.pollMs + limits.ownMs;
    for (const agent of [0, 1]) values.take(agent, [level(50, beginMs + 500)], beginMs);
    assert.deepEqual(values.settle(beginMs, goneMs), [[0, 50, 2, "", beginMs + 500, 2, 1]]);
  });

  it("shows no number where f+1 agents speak and no f+1 say the same", () => {
    const values = new Values(testSite(), context, new Lies(4));
    for (const agent of [0, 1, 2, 3]) values.take(agent, [level(agent, beginMs + agent)], beginMs);
    assert.deepEqual(values.settle(beginMs), [[0, null, 0, "NOT_AGREED", 0, 1, 0]]);
    const rows = values.table(0);
    assert.deepEqual(rows.map(({ value, agrees }) => [value, agrees]), [
      ...[[0, false], [1, false], [2, false], [3, false]],
    ]);
  });

  it("names an agent that hands out what the device's guard has not signed", () => {
    const lies = new Lies(4);
    const values = new Values(testSite(), context, lies);
    const good = level(1, beginMs);
    const changed = { ...good, body: Uint8Array.from(good.body) };
    changed.body[changed.body.length - 3] = 77;
    const false1 = [level(9, beginMs, "far-guard"), level(9, beginMs, "agent3"), changed];
    for (const envelope of false1) {
      values.take(3, [envelope], beginMs);
      for (const agent of [0, 1, 2]) values.take(agent, [good], beginMs);
      values.settle(beginMs);
      assert.equal(values.all[0]?.[1], 1);
    }
    assert.deepEqual(lies.of(3).map(({ code, count }) => [code, count]), [["LIE_UNSIGNED", 3]]);
    assert.deepEqual([0, 1, 2].flatMap((agent) => lies.of(agent)), []);
    assert.equal(values.table(0)[3]?.lie, "LIE_UNSIGNED");
  });

  it("never agrees on what no honest agent says, whatever f agents say", () => {
    const site = testSite(7);
    const f = faultsOf(7);
    const sample = fc.record({ value: fc.integer({ min: 0, max: 3 }), at: fc.nat(5) });
    const step = fc.record({
      agent: fc.nat(6),
      samples: fc.array(sample, { minLength: 1, maxLength: 4 }),
    });
    const reading = ({ value, at }: { value: number; at: number }): Reading => ({
      ...{ guard: "", device: "tank", timeMs: beginMs + at, up: true, alarms: [] },
      samples: [
        {
          ...{ point: "level", value, quality: "good", sourceTimeMs: beginMs + at },
          receivedTimeMs: 0,
        },
      ],
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const views = new ReadingViews();
        const honest = new Map<number, readonly string[]>();
        for (const { agent, samples } of steps) {
          views.set(agent, samples.map(reading));
          // The last f agents lie: only what the others show counts as true.
          if (agent < 7 - f)
            honest.set(agent, samples.map(({ value, at }) => `${value} ${beginMs + at}`));
          const agreed = agreedOf(views.said("tank").get("level") ?? [], f + 1);
          if (agreed === null) continue;
          const { value, sourceTimeMs } = agreed.sample;
          const said = `${String(value)} ${sourceTimeMs}`;
          assert.ok([...honest.values()].some((all) => all.includes(said)), said);
        }
      }),
    );
    assert.equal(site.agents.length, 7);
  });

  it("opens each reading once, and not another body under a known signature", () => {
    const cache = new ReadingCache(testSite(), context, 2);
    const envelope = level(1, beginMs);
    const first = cache.open(envelope, 0);
    assert.equal(cache.open({ ...envelope, body: Uint8Array.from(envelope.body) }, 0), first);
    const other = level(2, beginMs);
    const mixed = cache.open({ body: other.body, signature: envelope.signature }, 0);
    assert.ok(mixed !== null && "code" in mixed && mixed.code === "READING_SIGNATURE");
  });
});
