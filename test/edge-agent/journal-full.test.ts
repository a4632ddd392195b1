import assert from "node:assert/strict";
import { Lone, makeEvent } from "./lone.ts";

describe("journal: one that has no room", () => {
  it("takes nothing that gossip holds back until it has (S9)", async () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const driftUs = lone.site.policy.clockDriftMs * 1000;
    const timeUs = lone.clock.nowUs() + driftUs + 500_000;
    const ahead = makeEvent({ creator: 2, timeUs });
    lone.says(2, { events: { events: [ahead.envelope] } });
    const { hashgraph } = lone.agent.order;
    assert.equal(lone.agent.gossip.heldCount, 1);
    lone.journal.isFull = true;
    const before = lone.journal.records.length;
    await lone.clock.pass(5000);
    assert.equal(lone.journal.records.length, before);
    assert.equal(hashgraph.has(ahead.hash), false);
    lone.journal.isFull = false;
    await lone.clock.pass(1500);
    assert.equal(hashgraph.has(ahead.hash), true);
    assert.ok(lone.journal.records.length > before);
    lone.agent.stop();
  });

  it("takes an orphan later whose parent was the last that went in", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    const timeUs = lone.clock.nowUs();
    const first = makeEvent({ creator: 2, timeUs });
    const second = makeEvent({ creator: 2, sequence: 2, parents: [first], timeUs: timeUs + 1 });
    lone.says(2, { events: { events: [second.envelope] } });
    const { journal } = lone;
    const append = journal.append.bind(journal);
    journal.append = (payload) => {
      assert.equal(journal.isFull, false, "nothing is appended to a full journal");
      journal.isFull = true;
      return append(payload);
    };
    lone.says(2, { events: { events: [first.envelope] } });
    const { hashgraph } = lone.agent.order;
    assert.deepEqual([hashgraph.has(first.hash), hashgraph.has(second.hash)], [true, false]);
    journal.isFull = false;
    lone.agent.gossip.review(timeUs);
    assert.equal(hashgraph.has(second.hash), true);
    lone.agent.stop();
  });
});
