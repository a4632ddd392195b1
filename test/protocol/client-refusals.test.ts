import assert from "node:assert/strict";
import { hexBytes, neverPermitted, notNow, tooEarly } from "@quorate/protocol";
import { command, ended, id, Site } from "./client-site.ts";
import { beginMs, newCommand } from "./sealed.ts";

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

  for (const code of notNow)
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

  for (const code of notNow) {
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

    it(`${code}: asked again; expired when f+1 know that it never will be permitted`, async () => {
      const site = new Site();
      const following = site.submit();
      const saysLater = (): void => {
        for (const agent of site.targets) site.says(agent, "refused", { code, detail: "later" });
      };
      saysLater();
      await site.clock.pass(60_000);
      assert.ok(site.given(0) > 3, "it is said again");
      saysLater();
      site.says(3, "refused", over);
      assert.equal(following.stage, "submitted", "of one agent it may be a lie");
      site.says(1, "refused", over);
      assert.deepEqual([following.stage, following.outcome], ["ended", "expired"]);
      assert.deepEqual([following.code, following.detail], [code, "later"]);
    });
  }

  const full = { code: "COMMAND_POOL_FULL" } as const;
  const over = { code: neverPermitted, outcome: "expired", detail: "over" } as const;

  it("too early: told when f+1 say so, while it may still be taken (S8)", async () => {
    const site = new Site();
    const following = site.submit();
    const [first, second] = site.targets as [number, number];
    const early = { code: tooEarly, detail: "its end is 90000 ms away" } as const;
    site.says(first, "refused", early);
    site.says(first, "refused", early);
    assert.deepEqual([following.early, following.later], ["", tooEarly], "one may lie");
    site.says(second, "refused", early);
    assert.deepEqual([following.stage, following.early], ["submitted", early.detail]);
    site.says(second, "refused", early);
    assert.deepEqual(site.seen, ["submitted"], "once");
    await site.clock.pass(30_000);
    assert.ok(site.given(first) > 2, "it is said again until it is taken");
    for (const agent of [0, 1]) site.says(agent, "received");
    assert.equal(following.stage, "received");
  });

  it("too early: given again when the order would permit it, not all the time", async () => {
    const site = new Site();
    const far = newCommand({ notAfterMs: beginMs + 60_000 + 100_000 });
    const following = site.submit(far);
    const early = { id: hexBytes(following.id), code: tooEarly, detail: "too far" } as const;
    for (const agent of [0, 1, 2, 3]) site.says(agent, "refused", early);
    await site.clock.pass(99_000);
    assert.deepEqual([0, 1, 2, 3].reduce((sum, agent) => sum + site.given(agent), 0), 2);
    await site.clock.pass(2000);
    assert.ok([0, 1, 2, 3].every((agent) => site.given(agent) > 0));
    assert.equal(following.stage, "submitted");
  });

  it("silence ends nothing, whatever the own clock says (S8)", async () => {
    const site = new Site();
    const following = site.submit();
    for (const agent of [0, 1, 2, 3]) site.says(agent, "refused", full);
    await site.clock.pass(600_000);
    assert.equal(following.stage, "submitted");
    assert.equal(following.later, "COMMAND_POOL_FULL");
    for (const agent of [0, 1]) site.says(agent, "ended", ended);
    assert.equal(following.outcome, "confirmed");
  });

  it("nor does one live word when the links to the others broke (S8)", async () => {
    const site = new Site();
    const following = site.submit();
    for (const agent of [0, 1, 2, 3]) site.says(agent, "refused", full);
    for (const agent of [0, 1, 2]) site.down(agent);
    await site.clock.pass(60_000);
    site.says(3, "refused", full);
    site.says(3, "refused", over);
    assert.equal(following.stage, "submitted");
  });

  it("one that a liar took and kept ends as well, when others know that it is over", async () => {
    const site = new Site();
    const following = site.submit();
    const [liar, honest] = site.targets as [number, number];
    site.says(liar, "received");
    site.says(honest, "refused", full);
    await site.clock.pass(1001);
    const others = [0, 1, 2, 3].filter((agent) => agent !== liar);
    for (const agent of others) site.says(agent, "refused", full);
    for (const agent of others.slice(1)) site.says(agent, "refused", over);
    assert.deepEqual([following.outcome, following.code], ["expired", "COMMAND_POOL_FULL"]);
  });

  it("one that some know by gossip ends as over, not as repeated", () => {
    const site = new Site();
    const following = site.submit();
    const [first, ...others] = [...site.targets, 0, 1, 2, 3];
    site.says(first as number, "refused", { code: "COMMAND_REPEATED" });
    for (const agent of others) site.says(agent, "refused", { code: neverPermitted });
    assert.deepEqual([following.outcome, following.code], ["expired", neverPermitted]);
  });

  it("nor is one left that a liar took, when the other one's word comes at once", async () => {
    const site = new Site();
    const following = site.submit();
    const [liar, honest] = site.targets as [number, number];
    site.says(liar, "received");
    site.says(honest, "refused", over);
    await site.clock.pass(1001);
    const others = [0, 1, 2, 3].filter((agent) => !site.targets.includes(agent));
    assert.deepEqual([...site.targets, ...others].map((agent) => site.given(agent)), [1, 1, 1, 1]);
    site.says(others[0] as number, "refused", over);
    assert.deepEqual([following.outcome, following.code], ["expired", neverPermitted]);
  });

  it("nor one that was given while there was no link, or a liar's alone", async () => {
    for (const up of [[], [0]]) {
      const site = new Site(4, up);
      const following = site.submit();
      const liarSays = (): void => site.says(0, "received", {}, 1);
      if (up.length > 0) liarSays();
      await site.clock.pass(60_000);
      for (const agent of [0, 1, 2, 3]) if (!up.includes(agent)) site.up(agent);
      liarSays();
      const [honest = 0] = site.targets.filter((agent) => agent !== 0);
      site.says(honest, "refused", over, 1);
      await site.clock.pass(9000);
      assert.ok([1, 2, 3].every((agent) => site.given(agent) > 0), `${up.length} up`);
      for (const agent of [2, 3]) site.says(agent, "refused", over, 1);
      assert.equal(following.outcome, "expired");
    }
  });

  it("nor one of which an agent says so only after its link came up anew", async () => {
    const site = new Site();
    const following = site.submit();
    const [liar, honest] = site.targets as [number, number];
    for (const agent of [liar, honest]) site.says(agent, "received");
    await site.clock.pass(60_000);
    site.down(honest);
    site.up(honest);
    site.says(honest, "refused", over);
    await site.clock.pass(9000);
    assert.ok([0, 1, 2, 3].every((agent) => site.given(agent) > 0));
    for (const agent of [0, 1, 2, 3]) if (agent !== liar) site.says(agent, "refused", over);
    assert.equal(following.outcome, "expired");
  });

  it("a command that nobody was too full for says so itself", () => {
    const site = new Site();
    const following = site.submit();
    for (const agent of site.targets) site.says(agent, "refused", over);
    assert.deepEqual([following.outcome, following.code], ["expired", neverPermitted]);
  });

  it("an approval that was not taken is given again, whatever is told of its command", async () => {
    const site = new Site();
    const following = site.client.approve(id, command, () => {});
    const approved = (): number =>
      site.sent.flat().filter((frame) => frame.submit?.approval).length;
    for (const agent of [0, 1, 2, 3]) {
      site.says(agent, "refused", full);
      site.says(agent, "waiting");
    }
    const before = approved();
    await site.clock.pass(1001);
    assert.equal(approved(), before + 4);
    assert.equal(following.stage, "waiting");
  });

  it("a target that is silent for good costs no more than one that is full (S9)", async () => {
    const site = new Site();
    const given = Array.from({ length: 1000 }, () => site.submit(newCommand()));
    const refuse = (): void => {
      for (const [index, { id: of }] of given.entries())
        for (const agent of [0, 1, 2])
          site.says(agent, "refused", { id: hexBytes(of), ...full }, index + 1);
    };
    refuse();
    await site.clock.pass(1001);
    refuse();
    const count = (): number => [0, 1, 2, 3].reduce((sum, agent) => sum + site.given(agent), 0);
    const before = count();
    for (let second = 0; second < 10; second += 1) {
      await site.clock.pass(1000);
      refuse();
    }
    const again = count() - before;
    assert.ok(again > 100 && again <= 4 * 8 * 11, `${again} said again in 10 s`);
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
    assert.ok(again > 50 && again <= 4 * 8 * 6, `${again} said again in 5 s`);
  });
});
