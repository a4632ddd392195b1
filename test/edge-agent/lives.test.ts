import assert from "node:assert/strict";
import { type Life, Lives, progressOf } from "../../edge-agent/src/lives.ts";

const id = "ab".repeat(32);

describe("lives", () => {
  it("moves on, and keeps what was learnt before", () => {
    const lives = new Lives();
    lives.move(id, 1, { stage: "received" });
    lives.move(id, 2, { stage: "ordered", sequence: 7, block: 3 });
    lives.move(id, 3, { stage: "certified", ballots: 3 });
    const { stage, sequence, block, ballots, timeMs } = lives.get(id) as Life;
    assert.deepEqual([stage, sequence, block, ballots, timeMs], ["certified", 7, 3, 3, 3]);
  });

  it("an ended one does not move any more", () => {
    const lives = new Lives();
    lives.move(id, 1, { stage: "ended", outcome: "confirmed" });
    lives.move(id, 2, { stage: "ordered" });
    lives.move(id, 3, { stage: "ended", outcome: "expired" });
    assert.deepEqual([lives.get(id)?.stage, lives.get(id)?.outcome], ["ended", "confirmed"]);
  });

  it("never goes back a stage, but learns what the news holds", () => {
    const lives = new Lives();
    lives.move(id, 1, { stage: "written" });
    lives.move(id, 2, { stage: "ordered", sequence: 7, block: 3 });
    lives.move(id, 3, { stage: "received" });
    assert.equal(lives.get(id)?.stage, "written");
    assert.equal(lives.get(id)?.sequence, 7);
  });

  it("waiting goes on to ordered when the last approval came", () => {
    const lives = new Lives();
    lives.move(id, 1, { stage: "received" });
    lives.move(id, 2, { stage: "waiting", sequence: 1 });
    lives.move(id, 3, { stage: "ordered", sequence: 5 });
    assert.deepEqual([lives.get(id)?.stage, lives.get(id)?.sequence], ["ordered", 5]);
  });

  it("watch: what is known at once, every step, nothing after the watch has ended", () => {
    const lives = new Lives();
    const seen: string[] = [];
    const early = lives.watch(id, ({ stage }) => {
      seen.push(stage);
    });
    assert.equal(seen.length, 0);
    lives.move(id, 1, { stage: "received" });
    const late = lives.watch(id, ({ stage }) => {
      seen.push(`late ${stage}`);
    });
    lives.move(id, 2, { stage: "ordered" });
    early();
    lives.move(id, 3, { stage: "certified" });
    late();
    lives.move(id, 4, { stage: "written" });
    assert.deepEqual(seen, [
      ...["received", "late received", "ordered", "late ordered", "late certified"],
    ]);
  });

  it("is bounded: the oldest is forgotten", () => {
    const lives = new Lives();
    const name = (number: number): string => number.toString(16).padStart(64, "0");
    for (let number = 0; number < 16_400; number += 1)
      lives.move(name(number), number, { stage: "received" });
    assert.equal(lives.get(name(0)), undefined);
    assert.ok(lives.get(name(16_399)) !== undefined);
  });

  it("progress: what goes over the wire", () => {
    const lives = new Lives();
    const report = { body: Uint8Array.of(1), signature: Uint8Array.of(2) };
    const end = { outcome: "failed", code: "READ_BACK", detail: "x", report };
    lives.move(id, 9, { stage: "ended", ...end });
    const progress = progressOf(lives.get(id) as Life);
    assert.equal(Buffer.from(progress.id).toString("hex"), id);
    const { stage, outcome, code, detail, timeMs } = progress;
    assert.deepEqual(
      [stage, outcome, code, detail, timeMs],
      ["ended", "failed", "READ_BACK", "x", 9],
    );
    assert.equal(progress.report, report);
  });
});
