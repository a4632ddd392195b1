import assert from "node:assert/strict";
import { Contact } from "../../hmi/src/contact.ts";

describe("console: contact with the agents (n=4, f=1)", () => {
  const wallMs = 1_795_514_400_000;

  /** Two of four agents answer, and their clocks are so far ahead of the workstation's. */
  const heard = (aheadMs: number): Contact => {
    const contact = new Contact(4, wallMs);
    for (const agent of [0, 1]) contact.answered(agent, 1000, 0);
    assert.deepEqual(contact.answering(1000), [], "their clocks are not known yet");
    assert.equal(contact.link(1000, wallMs, "").state, "starting");
    for (const agent of [0, 1]) contact.toldClock(agent, wallMs + aheadMs, wallMs);
    return contact;
  };

  it("an agent counts from when it has told its clock", () => {
    const contact = heard(5000);
    assert.deepEqual(contact.answering(1000), [0, 1]);
    assert.equal(contact.link(1000, wallMs, "").state, "live");
    assert.equal(contact.tick(1000, wallMs).siteMs, wallMs + 5000);
  });

  it("when the workstation's clock is set, or it slept, the agents' time is asked for anew", () => {
    for (const stepMs of [-3_600_000, -2000, 2000, 3_600_000]) {
      const contact = heard(0);
      contact.look(1000, wallMs);
      contact.look(1200, wallMs + 200);
      assert.equal(contact.link(1200, wallMs + 200, "").state, "live");
      const nowMs = wallMs + 400 + stepMs;
      contact.look(1400, nowMs);
      assert.equal(contact.link(1400, nowMs, "").state, "lost", String(stepMs));
      for (const agent of [0, 1]) {
        contact.answered(agent, 1600, 0);
        contact.toldClock(agent, wallMs + 600, nowMs + 200);
      }
      contact.look(1600, nowMs + 200);
      assert.equal(contact.link(1600, nowMs + 200, "").state, "live");
      assert.equal(contact.tick(1600, nowMs + 200).siteMs, wallMs + 600);
    }
  });

  it("while nobody answers, the agents' time goes on as it was", () => {
    const contact = heard(-3_600_000);
    contact.tick(1000, wallMs);
    for (const agent of [0, 1]) contact.lost(agent);
    const { siteMs, skewMs } = contact.tick(1500, wallMs + 500);
    assert.deepEqual([siteMs, skewMs], [wallMs + 500 - 3_600_000, null]);
  });

  it("a clock that is only led to the right time takes no contact", () => {
    const contact = heard(0);
    for (let step = 0; step < 100; step += 1) contact.look(step * 200, wallMs + step * 201);
    assert.deepEqual(contact.answering(1000), [0, 1]);
  });
});
