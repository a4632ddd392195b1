import assert from "node:assert/strict";
import { hexBytes } from "@quorate/protocol";
import { ended, Site } from "./client-site.ts";
import { beginMs, newCommand, testSite } from "./sealed.ts";

/** Of the command that a site is given. */
const notAfterMs = beginMs + 10_000;

describe("client: refusals", () => {
  it("ends when every agent that was asked refused", () => {
    const site = new Site();
    const following = site.submit();
    const [first, second] = site.targets as [number, number];
    site.says(first, "refused", { code: "COMMAND_KEY_UNKNOWN", detail: "no such operator" });
    assert.equal(following.stage, "submitted");
    site.says(second, "refused", { code: "COMMAND_KEY_UNKNOWN" });
    assert.equal(following.stage, "ended");
    assert.equal(following.outcome, "refused");
    assert.equal(following.code, "COMMAND_KEY_UNKNOWN");
    assert.equal(following.detail, "no such operator");
  });

  it("not while one agent took it", () => {
    const site = new Site();
    const following = site.submit();
    const [first, second] = site.targets as [number, number];
    site.says(first, "received");
    site.says(second, "refused", { code: "COMMAND_POOL_FULL" });
    assert.equal(following.stage, "submitted");
  });

  it("repeated: a command given before, by whomever, is followed to its end (S8)", () => {
    const site = new Site();
    const following = site.submit();
    for (const target of site.targets) site.says(target, "refused", { code: "COMMAND_REPEATED" });
    assert.equal(following.stage, "submitted");
    for (const target of site.targets) site.says(target, "ended", ended);
    assert.deepEqual([following.outcome, following.code], ["confirmed", ""]);
  });

  it("repeated: one of which nobody can tell any more is refused", () => {
    const site = new Site();
    const following = site.submit();
    for (const target of site.targets)
      site.says(target, "refused", { code: "COMMAND_REPEATED", outcome: "refused" });
    assert.deepEqual([following.outcome, following.code], ["refused", "COMMAND_REPEATED"]);
  });

  it("repeated: after a widening an agent may know it from this very client", async () => {
    const site = new Site();
    const following = site.submit();
    await site.clock.pass(1001);
    for (const agent of [0, 1, 2, 3]) site.says(agent, "refused", { code: "COMMAND_REPEATED" });
    assert.equal(following.stage, "submitted");
    for (const agent of [0, 1]) site.says(agent, "ended", ended);
    assert.equal(following.outcome, "confirmed");
  });

  it("repeated: after a reconnect an agent may know it from this very client", () => {
    const site = new Site();
    const following = site.submit();
    for (const target of site.targets) {
      site.down(target);
      site.up(target);
      site.says(target, "refused", { code: "COMMAND_REPEATED" });
    }
    assert.equal(following.stage, "submitted");
  });

  for (const code of ["COMMAND_AGENT_OBSERVES", "COMMAND_POOL_FULL", "COMMAND_OPERATOR_BUSY"])
    it(`${code}: of an agent that may have taken an earlier copy it says nothing (S8)`, () => {
      const site = new Site();
      const following = site.submit();
      for (const target of site.targets) {
        site.down(target);
        site.up(target);
      }
      for (const agent of [0, 1, 2, 3]) site.says(agent, "refused", { code });
      assert.equal(following.stage, "submitted");
      for (const agent of [0, 1]) site.says(agent, "ended", ended);
      assert.equal(following.outcome, "confirmed");
    });

  for (const code of ["COMMAND_AGENT_OBSERVES", "COMMAND_POOL_FULL", "COMMAND_OPERATOR_BUSY"]) {
    it(`${code}: a liar that says so too, and hands it on, ends nothing (S8)`, async () => {
      const site = new Site();
      const following = site.submit();
      for (const target of site.targets) site.says(target, "refused", { code });
      assert.equal(following.stage, "submitted");
      await site.clock.pass(1001);
      assert.deepEqual(site.targets, [0, 1, 2, 3], "all are asked, those that refused it again");
      for (const agent of [0, 1]) site.says(agent, "ended", ended);
      assert.equal(following.outcome, "confirmed");
    });

    it(`${code}: asked again; when the order permits it no more it has expired`, async () => {
      const site = new Site();
      const following = site.submit();
      const { clockDriftMs } = testSite(4).policy;
      const overMs = notAfterMs + clockDriftMs + 2000;
      while (site.clock.nowUs() / 1000 <= overMs) {
        for (const agent of site.targets) site.says(agent, "refused", { code, detail: "later" });
        assert.equal(following.stage, "submitted");
        await site.clock.pass(1000);
      }
      for (const agent of [0, 1, 2, 3]) site.says(agent, "refused", { code, detail: "later" });
      assert.deepEqual([following.stage, following.outcome], ["ended", "expired"]);
      assert.deepEqual([following.code, following.detail], [code, "later"]);
    });
  }

  const full = { code: "COMMAND_POOL_FULL" } as const;
  const overMs = notAfterMs + testSite(4).policy.clockDriftMs + 2000;

  it("when it is over nobody is asked: those that could not take it heard nothing", async () => {
    const site = new Site();
    // So many that few of them are said again at all.
    const given = Array.from({ length: 500 }, () => site.submit(newCommand()));
    const refuse = (): void => {
      for (const [index, { id, stage }] of given.entries())
        for (const agent of [0, 1, 2, 3])
          if (stage === "submitted")
            site.says(agent, "refused", { id: hexBytes(id), ...full }, index + 1);
    };
    refuse();
    while (site.clock.nowUs() / 1000 <= overMs - 1000) {
      await site.clock.pass(1000);
      refuse();
    }
    assert.ok(given.every(({ stage }) => stage === "submitted"));
    await site.clock.pass(overMs + 9000 - site.clock.nowUs() / 1000);
    assert.ok(given.every(({ outcome }) => outcome === "expired"));
    assert.ok(given.every(({ code }) => code === "COMMAND_POOL_FULL"));
  });

  it("one that was handed on by a liar does not end so (S8)", async () => {
    const site = new Site();
    const following = site.submit();
    for (const agent of [0, 1, 2, 3]) site.says(agent, "refused", full);
    site.says(2, "ordered", { sequence: 1 });
    await site.clock.pass(overMs + 9000 - site.clock.nowUs() / 1000);
    assert.notEqual(following.stage, "ended");
  });

  it("nor while agents that would have told are away", async () => {
    const site = new Site();
    const following = site.submit();
    for (const agent of site.targets) site.says(agent, "refused", full);
    for (const agent of [0, 1, 2]) site.down(agent);
    await site.clock.pass(overMs + 9000 - site.clock.nowUs() / 1000);
    assert.equal(following.stage, "submitted");
    for (const agent of [0, 1, 2]) site.up(agent);
    await site.clock.pass(9000);
    assert.equal(following.stage, "submitted", "they may have been started anew");
    for (const agent of [0, 1, 2, 3]) site.says(agent, "refused", full);
    assert.equal(following.outcome, "expired");
  });

  it("a liar that refuses it and hands it on ends nothing: others know it already (S8)", () => {
    const site = new Site();
    const following = site.submit();
    const [liar, honest] = site.targets as [number, number];
    site.says(liar, "refused", { code: "" });
    site.says(honest, "refused", { code: "COMMAND_REPEATED" });
    assert.equal(following.stage, "submitted");
    for (const agent of [honest, 3]) site.says(agent, "ended", ended);
    assert.equal(following.outcome, "confirmed");
  });

  it("a signature that does not verify is refused, whoever was asked twice", () => {
    const site = new Site();
    const following = site.submit();
    for (const target of site.targets) {
      site.down(target);
      site.up(target);
      site.says(target, "refused", { code: "COMMAND_SIGNATURE" });
    }
    assert.equal(following.code, "COMMAND_SIGNATURE");
  });

  it("an agent that only watches is replaced by another one", () => {
    const site = new Site();
    const following = site.submit();
    const [first, second] = site.targets as [number, number];
    site.says(first, "refused", { code: "COMMAND_AGENT_OBSERVES" });
    assert.equal(site.targets.length, 3);
    site.says(second, "refused", { code: "COMMAND_AGENT_OBSERVES" });
    assert.equal(following.stage, "submitted");
    assert.deepEqual([0, 1, 2, 3].map((agent) => site.given(agent)), [1, 1, 1, 1]);
    for (const agent of [0, 1, 2, 3])
      site.says(agent, "refused", { code: "COMMAND_AGENT_OBSERVES" });
    assert.equal(following.stage, "submitted");
  });

  it("of a thousand that nobody can take, few are said again in a second", async () => {
    const site = new Site();
    const given = Array.from({ length: 1000 }, () => site.submit(newCommand()));
    for (const [index, { id }] of given.entries())
      for (const agent of [0, 1, 2, 3])
        site.says(agent, "refused", { id: hexBytes(id), code: "COMMAND_POOL_FULL" }, index + 1);
    const before = site.targets.reduce((sum, agent) => sum + site.given(agent), 0);
    await site.clock.pass(5000);
    const again = site.targets.reduce((sum, agent) => sum + site.given(agent), 0) - before;
    assert.ok(again > 100 && again <= 4 * 8 * 6, `${again} said again in 5 s`);
  });
});
