import assert from "node:assert/strict";
import { type Envelope, limits, type Sample, signReading } from "@quorate/protocol";
import { Lone } from "./lone.ts";
import { beginMs, chain, edgeSite, signerOf } from "./site.ts";

const sampleOf = (point: string, reason = ""): Sample => ({
  ...{ point, value: 1, quality: "good", sourceTimeMs: beginMs, receivedTimeMs: beginMs },
  ...(reason === "" ? {} : { reason }),
});

const readingOf = (
  device: string,
  samples: readonly Sample[],
  { by = "g", timeMs = beginMs, alarms = [] as readonly string[] } = {},
): Envelope =>
  signReading(chain, signerOf(by), {
    ...{ device, timeMs, up: true, samples },
    alarms: alarms.map((point) => ({
      ...{ point, kind: "high", active: true, raisedMs: beginMs, clearedMs: 0, held: false },
    })),
  });

describe("readings: what is kept of a guard's (S9)", () => {
  const many = Array.from({ length: 10_000 }, () => sampleOf(""));
  const wrong: Readonly<Record<string, Envelope>> = {
    "points without a name": readingOf("mixer", many),
    "a point that the device has not": readingOf("mixer", [sampleOf("speed"), sampleOf("set")]),
    "a point twice": readingOf("mixer", [sampleOf("speed"), sampleOf("speed")]),
    "an alarm of a point that it has not": readingOf("mixer", [], { alarms: ["set"] }),
    "an alarm twice": readingOf("mixer", [], { alarms: ["heat", "heat"] }),
  };
  for (const [what, reading] of Object.entries(wrong))
    it(`a reading with ${what} is refused`, () => {
      const lone = new Lone();
      const guard = lone.client("g");
      guard.says({ reading });
      assert.equal(lone.count("READING_POINTS"), 1);
      assert.equal(lone.agent.readings.latest("mixer"), undefined);
      assert.equal(lone.agent.readings.buffer.size, 0);
      guard.says({ reading: readingOf("mixer", [sampleOf("speed")], { alarms: ["heat"] }) });
      assert.equal(lone.agent.readings.latest("mixer")?.samples.length, 1);
    });

  it("an answer is cut at its bound, the newest of every device in it", () => {
    const lone = new Lone();
    const guard = lone.client("g");
    const long = "x".repeat(limits.readingBytes - 1000);
    for (let age = 0; age < 4; age += 1)
      for (const [device, point] of [["tank", "set"], ["mixer", "heat"]] as const)
        guard.says({
          reading: readingOf(device, [sampleOf(point, long)], { timeMs: beginMs + age }),
        });
    lone.client("far-guard").says({
      reading: readingOf("far", [sampleOf("speed")], { by: "far-guard" }),
    });
    const { readings, more } = lone.agent.readings.answer();
    assert.equal(readings.length, 3);
    assert.ok(more);
    const client = lone.client("desk");
    client.says({ request: 1, query: { readings: true } as never });
    const [answer] = client.heard.of("answer");
    assert.deepEqual([answer?.readings.length, answer?.more], [3, true]);
    const few = new Lone();
    few.client("g").says({ reading: readingOf("tank", [sampleOf("set")]) });
    assert.equal(few.agent.readings.answer().more, false);
  });
});

describe("readings: a guard's clock that is wrong", () => {
  const driftMs = edgeSite().policy.clockDriftMs;
  const at = (value: number, timeMs: number, sourceTimeMs = timeMs): Envelope =>
    readingOf("mixer", [{ ...sampleOf("speed"), value, sourceTimeMs }], { timeMs });
  const seen = (lone: Lone): unknown => lone.agent.readings.sample("mixer", "speed")?.sample.value;

  for (const [what, reading] of Object.entries({
    "that is dated": at(1, beginMs + driftMs + 1, beginMs),
    "with a sample that is dated": at(1, beginMs, beginMs + driftMs + 1),
  }))
    it(`a reading ${what} more than clockDrift ahead is refused`, () => {
      const lone = new Lone();
      const guard = lone.client("g");
      guard.says({ reading });
      guard.says({ reading });
      assert.equal(lone.count("READING_AHEAD"), 2);
      assert.deepEqual(lone.lines.filter((line) => line.includes("READING_AHEAD")).length, 1);
      assert.equal(lone.agent.readings.latest("mixer"), undefined);
      guard.says({ reading: at(2, beginMs + driftMs) });
      assert.equal(seen(lone), 2);
    });

  it("in the next session it is what counts, and nothing of the time before stays ahead", () => {
    const lone = new Lone();
    const ahead = lone.client("g");
    ahead.says({ reading: at(1, beginMs + 10) });
    ahead.says({ reading: at(2, beginMs + 3000) });
    ahead.says({ reading: at(3, beginMs + 2000) });
    assert.equal(seen(lone), 2);
    ahead.down();
    const corrected = lone.client("g");
    corrected.says({ reading: at(4, beginMs + 20) });
    assert.equal(seen(lone), 4);
    assert.equal(lone.agent.readings.latest("mixer")?.timeMs, beginMs + 20);
    assert.equal(lone.agent.readings.answer().readings.length, 2);
    corrected.says({ reading: at(5, beginMs + 15) });
    assert.equal(seen(lone), 4);
  });

  it("a second process with the guard's key starts nothing anew", () => {
    const lone = new Lone();
    const guard = lone.client("g");
    guard.says({ reading: at(1, beginMs + 10) });
    const twin = lone.client("g");
    twin.says({ reading: at(2, beginMs + 20) });
    twin.down();
    guard.says({ reading: at(3, beginMs + 5) });
    assert.equal(seen(lone), 1);
  });
});
