import assert from "node:assert/strict";
import { type Envelope, limits, type Sample, signReading } from "@quorate/protocol";
import { Lone } from "./lone.ts";
import { beginMs, chain, signerOf } from "./site.ts";

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
