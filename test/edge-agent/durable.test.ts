import assert from "node:assert/strict";
import { Durable } from "../../edge-agent/src/durable.ts";
import { VirtualClock } from "../guard/virtual-clock.ts";
import { MemoryLog } from "./lone.ts";

const failure = new Error("no space left on device");

/** A journal whose disk the test holds, with what the agent hears of it. */
const held = () => {
  const records = new MemoryLog();
  const clock = new VirtualClock();
  const heard: string[] = [];
  const durable = new Durable(records, clock, {
    failed: () => heard.push("failed"),
    recovered: () => heard.push("recovered"),
  });
  return { records, clock, heard, durable };
};

describe("durable: a disk that takes nothing", () => {
  it("no action runs until it does; then all of them, in their order", async () => {
    const { records, clock, heard, durable } = held();
    records.holding = true;
    durable.then(() => heard.push("first"));
    durable.then(() => heard.push("second"));
    records.broken = failure;
    records.release(failure);
    assert.deepEqual(heard, ["failed"]);
    assert.equal(durable.isFailing, true);
    await clock.pass(300);
    assert.deepEqual(heard, ["failed", "failed"], "tried again, in vain");
    records.broken = null;
    records.holding = false;
    await clock.pass(600);
    assert.deepEqual(heard, ["failed", "failed", "recovered", "first", "second"]);
    assert.equal(durable.isFailing, false);
  });

  it("is not tried again after a stop", async () => {
    const { records, clock, heard, durable } = held();
    records.holding = true;
    durable.then(() => heard.push("action"));
    records.release(failure);
    durable.stop();
    await clock.pass(60_000);
    assert.deepEqual(heard, ["failed"]);
  });
});
