import assert from "node:assert/strict";
import type { Quality, Sample } from "@quorate/protocol";
import { judgeDate } from "../../edge-agent/src/cli/get.ts";
import { edgeSite } from "./site.ts";

const site = edgeSite();
const { clockDriftMs, freshness } = site.policy;
const nowMs = 1_800_000_000_000;
const scanMs = 500;

const judged = (afterMs: number, quality: Quality = "good", reason?: string) => {
  const sourceTimeMs = nowMs + afterMs;
  const sample: Sample = {
    ...{ point: "level", value: 1, quality, sourceTimeMs, receivedTimeMs: nowMs },
    ...(reason === undefined ? {} : { reason }),
  };
  return judgeDate(sample, { site, nowMs }, scanMs);
};

describe("quorate get: dates of values", () => {
  it("a value is good from the freshness back to the clocks' drift ahead", () => {
    assert.deepEqual(judged(-freshness * scanMs), { quality: "good" });
    assert.deepEqual(judged(clockDriftMs), { quality: "good" });
    const missed = { quality: "uncertain", reason: "TIMEOUT" } as const;
    assert.deepEqual(judged(0, missed.quality, missed.reason), missed);
  });

  it("an older one is stale, and one that is dated further ahead has no age", () => {
    assert.deepEqual(judged(-freshness * scanMs - 1), { quality: "bad", reason: "STALE" });
    const ahead = { quality: "bad", reason: "CLOCK_AHEAD" };
    assert.deepEqual(judged(clockDriftMs + 1), ahead);
    assert.deepEqual(judged(clockDriftMs + 1, "uncertain", "TIMEOUT"), ahead);
    assert.deepEqual(judged(clockDriftMs + 1, "bad", "NAN"), { quality: "bad", reason: "NAN" });
  });
});
