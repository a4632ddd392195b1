import assert from "node:assert/strict";
import {
  alarmActionId,
  type ClientStage,
  encodeFrame,
  type Envelope,
  hexBytes,
  signAlarmAction,
  signApproval,
  stages,
  type WireProgress,
} from "@quorate/protocol";
import fc from "fast-check";
import { ended, id, reportOf, Site } from "./client-site.ts";
import { beginMs, chain, newCommand, otherChain, signerOf } from "./sealed.ts";

describe("client: whom it asks", () => {
  for (const [n, enough] of [[4, 2], [7, 3], [10, 4]] as const)
    it(`hands a command to f+1 agents and watches at the others (n=${n})`, () => {
      const site = new Site(n, Array.from({ length: n }, (_, agent) => agent));
      site.submit();
      assert.equal(site.targets.length, enough);
      const watching = site.sent.filter((frames) => frames.some(({ watch }) => watch)).length;
      assert.equal(watching, n - enough);
    });

  it("hands an alarm action to f+1 agents, and follows it to its end", () => {
    const site = new Site();
    const action = signAlarmAction(chain, signerOf("ann"), {
      ...{ alarm: "tank/level/high", action: "acknowledge", raisedMs: beginMs },
      ...{ notAfterMs: beginMs + 10_000, nonce: new Uint8Array(16) },
    });
    const following = site.client.act(action, () => {});
    assert.equal(following.id, alarmActionId(chain, action));
    const frames = site.sent.map((sent) => sent.at(-1));
    assert.equal(frames.filter((frame) => frame?.submit?.alarm).length, 2);
    assert.equal(frames.filter((frame) => frame?.watch).length, 2);
    const end = { id: hexBytes(following.id), outcome: "refused", code: "ALARM_ROLE", sequence: 7 };
    site.says(0, "ended", end);
    assert.equal(following.stage, "submitted", "one may lie");
    site.says(3, "ended", end);
    assert.deepEqual(
      [following.stage, following.outcome, following.code, following.sequence],
      ["ended", "refused", "ALARM_ROLE", 7],
    );
  });

  it("tells each of those in which place it is, and nobody who is asked later", async () => {
    const site = new Site(7, [0, 1, 2, 3, 4, 5, 6]);
    site.submit();
    const places = (): number[] =>
      site.sent.flatMap((frames) => frames.flatMap(({ submit }) => submit?.place ?? [])).sort();
    assert.deepEqual(places(), [0, 1, 2]);
    for (const frames of site.sent) frames.length = 0;
    await site.clock.pass(1000);
    assert.deepEqual(places(), [0, 0, 0, 0, 0, 0, 0]);
  });

  it("does not always ask the same ones", () => {
    const asked = new Set<string>();
    const site = new Site();
    for (let turn = 0; turn < 4; turn += 1) {
      for (const frames of site.sent) frames.length = 0;
      site.submit(newCommand());
      asked.add(site.targets.join());
    }
    assert.ok(asked.size > 1);
  });

  it("silence of a target widens the command to every agent that has not answered", async () => {
    const site = new Site();
    site.submit();
    const [first, second] = site.targets as [number, number];
    site.says(first, "received");
    await site.clock.pass(999);
    assert.equal(site.targets.length, 2);
    await site.clock.pass(2);
    assert.equal(site.targets.length, 4);
    assert.equal(site.given(first), 1, "one that answered is not asked again");
    assert.equal(site.given(second), 2);
  });

  it("does not widen while all targets answer", async () => {
    const site = new Site();
    site.submit();
    for (const target of site.targets) site.says(target, "received");
    await site.clock.pass(5000);
    assert.equal(site.targets.length, 2);
  });

  it("goes on asking while everybody is silent, ever more rarely", async () => {
    const site = new Site();
    site.submit();
    const [first] = site.targets as [number];
    for (const [ms, times] of [[1001, 2], [2000, 3], [4000, 4], [8000, 5], [8000, 6]] as const) {
      await site.clock.pass(ms);
      assert.equal(site.given(first), times);
      for (const agent of [0, 1, 2, 3]) assert.ok(site.given(agent) >= times - 1);
    }
  });

  it("nobody there: the first agents that come are given the command", () => {
    const site = new Site(4, []);
    const following = site.submit();
    assert.equal(following.stage, "submitted");
    for (const agent of [2, 0, 1]) site.up(agent);
    assert.deepEqual(site.targets, [0, 2]);
    assert.ok(site.sent[1]?.some(({ watch }) => watch));
  });

  it("reconnect: a target is given the command again, a watcher is told to watch again", () => {
    const site = new Site();
    site.submit();
    const target = site.targets[0] as number;
    const watcher = [0, 1, 2, 3].find((agent) => !site.targets.includes(agent)) as number;
    for (const agent of [target, watcher]) {
      site.down(agent);
      assert.ok(!site.client.agentsUp.includes(agent));
      site.up(agent);
    }
    assert.equal(site.given(target), 2);
    assert.equal(site.given(watcher), 0);
    assert.equal(site.sent[watcher]?.filter(({ watch }) => watch).length, 2);
  });

  it("reconnect: the end of a link that was replaced takes nothing away", () => {
    const site = new Site();
    const old = { waitingBytes: 0, send: () => true, close: () => {} };
    site.client.agentDown(0, old);
    assert.ok(site.client.agentsUp.includes(0));
  });

  it("leave: nothing more is asked or told", async () => {
    const site = new Site();
    const following = site.submit();
    site.client.leave(following);
    site.says(0, "ordered");
    site.says(1, "ordered");
    await site.clock.pass(3000);
    assert.deepEqual(site.seen, []);
    assert.equal(site.targets.length, 2);
  });

  it("close: every pursuit ends, and its timer with it", async () => {
    const site = new Site();
    site.submit();
    site.submit(newCommand());
    site.client.close();
    const sent = site.sent.flat().length;
    await site.clock.pass(5000);
    assert.equal(site.sent.flat().length, sent);
  });

  it("approve: hands in the approval and follows the command", () => {
    const site = new Site();
    const approval = signApproval(chain, signerOf("ann"), id);
    const following = site.client.approve(id, approval, () => {});
    const given = site.sent.filter((frames) => frames.some((frame) => frame.submit?.approval));
    assert.equal(given.length, 2);
    assert.equal(following.id, id);
    site.says(0, "ended", { outcome: "refused" });
    site.says(1, "ended", { outcome: "refused" });
    assert.equal(following.outcome, "refused");
  });
});

describe("client: what it believes", () => {
  it("a stage that f+1 agents say, in order", () => {
    const site = new Site();
    const following = site.submit();
    for (const stage of ["received", "ordered", "certified", "ended"] as const) {
      site.says(0, stage, ended);
      assert.notEqual(following.stage, stage);
      site.says(0, stage, ended);
      assert.notEqual(following.stage, stage, "one agent twice is one agent");
      site.says(3, stage, ended);
      assert.equal(following.stage, stage);
    }
    assert.deepEqual(site.seen, ["received", "ordered", "certified", "ended"]);
    assert.equal(following.outcome, "confirmed");
  });

  it("later stages stand for earlier ones", () => {
    const site = new Site();
    const following = site.submit();
    site.says(0, "certified", { sequence: 12, block: 3, ballots: 3 });
    site.says(1, "ordered", { sequence: 12, block: 3 });
    assert.equal(following.stage, "ordered");
    assert.equal(following.sequence, 12);
    assert.equal(following.block, 3);
    assert.ok(following.at.ordered !== undefined && following.at.certified === undefined);
  });

  it("a command that never waited has no time of waiting", () => {
    const site = new Site();
    const following = site.submit();
    for (const agent of [0, 1]) site.says(agent, "ordered");
    assert.equal(following.at.waiting, undefined);
    const waits = new Site();
    const other = waits.submit();
    for (const agent of [0, 1]) waits.says(agent, "waiting");
    assert.equal(other.at.waiting, beginMs);
  });

  it("ends that differ do not add up", () => {
    const site = new Site();
    const following = site.submit();
    site.says(0, "ended", { outcome: "confirmed" });
    site.says(1, "ended", { outcome: "failed", code: "READ_BACK" });
    site.says(2, "ended", { outcome: "failed", code: "SUPERSEDED" });
    assert.notEqual(following.stage, "ended");
    site.says(3, "ended", { outcome: "failed", code: "SUPERSEDED" });
    assert.equal(following.stage, "ended");
    assert.equal(following.code, "SUPERSEDED");
  });

  it("words that are put together otherwise are other words", () => {
    const site = new Site();
    const following = site.submit();
    const end = { outcome: "refused", code: "POLICY_LIMIT", detail: "valve=400 is outside" };
    site.says(0, "ended", end);
    const split = { outcome: "refused POLICY_LIMIT valve=400", code: "is", detail: "outside" };
    site.says(1, "ended", split);
    assert.notEqual(following.stage, "ended");
    site.says(2, "ended", end);
    assert.deepEqual([following.outcome, following.code], ["refused", "POLICY_LIMIT"]);
  });

  it("a place in the log, and ballots, that f+1 agents say", () => {
    const site = new Site();
    const following = site.submit();
    site.says(0, "ordered", { sequence: 12, block: 3 });
    site.says(1, "ordered", { sequence: 99, block: 77, ballots: 4 });
    assert.deepEqual([following.stage, following.sequence, following.block], ["ordered", 0, 0]);
    assert.equal(following.ballots, 0);
    const honest = { sequence: 12, block: 3, ballots: 3 };
    for (const agent of [0, 2]) site.says(agent, "certified", honest);
    assert.deepEqual([following.sequence, following.block, following.ballots], [12, 3, 3]);
  });

  it("nothing that is said of another command", () => {
    const site = new Site();
    const following = site.submit();
    const strange = { id: new Uint8Array(32), outcome: "confirmed" };
    for (const agent of [0, 1, 2, 3]) site.says(agent, "ended", strange);
    assert.equal(following.stage, "submitted");
  });

  it("no outcome that is none", () => {
    const site = new Site();
    const following = site.submit();
    for (const agent of [0, 1]) site.says(agent, "ended", { outcome: "splendid" });
    assert.equal(following.outcome, null);
  });

  it("written on the guard's signature alone", () => {
    const site = new Site();
    const following = site.submit();
    site.says(2, "written", { report: reportOf() });
    assert.equal(following.stage, "written");
    assert.equal(following.at.written, beginMs);
    assert.equal(following.at.certified, beginMs, "which it is by then");
  });

  it("written by the report of its end, if that has the time of the write", () => {
    const site = new Site();
    const following = site.submit();
    site.says(2, "written", { report: reportOf({ outcome: "confirmed" }) });
    assert.deepEqual([following.stage, following.outcome], ["written", null]);
    const report = reportOf({ outcome: "confirmed" });
    for (const agent of [0, 1]) site.says(agent, "ended", { outcome: "confirmed", report });
    assert.deepEqual([following.stage, following.report?.outcome], ["ended", "confirmed"]);
  });

  const forged: Readonly<Record<string, Envelope>> = {
    "of another guard": reportOf({}, "far-guard"),
    "of nobody": reportOf({}, "mallory"),
    "of another chain": reportOf({}, "g", otherChain),
    "on another command": reportOf({ id: "22".repeat(32) }),
    "on another guard's device": reportOf({ device: "far" }),
    "on another device, by its guard": reportOf({ device: "far" }, "far-guard"),
    "on no device": reportOf({ device: "none" }),
    "that ends it unwritten": reportOf({ outcome: "expired", writtenMs: 0 }),
    "whose signature was changed": { ...reportOf(), signature: reportOf({ code: "X" }).signature },
    "that is garbage": { body: Uint8Array.of(1, 2), signature: new Uint8Array(64) },
  };
  for (const [name, report] of Object.entries(forged))
    it(`not written on a report ${name}`, () => {
      const site = new Site();
      const following = site.submit();
      site.says(2, "written", { report });
      assert.equal(following.stage, "submitted");
      assert.equal(following.at.written, undefined);
    });

  it("written without a report is one agent's word", () => {
    const site = new Site();
    const following = site.submit();
    site.says(2, "written");
    assert.equal(following.stage, "submitted");
  });

  it("the report behind an end, when its guard signed it", () => {
    const site = new Site();
    const following = site.submit();
    const report = reportOf({ outcome: "confirmed" });
    for (const agent of [0, 1]) site.says(agent, "ended", { outcome: "confirmed", report });
    assert.equal(following.report?.outcome, "confirmed");
    const lied = new Site();
    const other = lied.submit();
    const bad = reportOf({ outcome: "confirmed" }, "mallory");
    for (const agent of [0, 1])
      lied.says(agent, "ended", { outcome: "confirmed", report: bad });
    assert.equal(other.stage, "ended");
    assert.equal(other.report, null);
  });

  it("garbage from an agent changes nothing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(3), (bytes, agent) => {
        const site = new Site();
        const following = site.submit();
        site.client.agentFrame(agent, bytes);
        assert.equal(following.stage, "submitted");
      }),
    );
  });
});

/** What a lying agent may say. */
const lies = fc.record({
  stage: fc.constantFrom(...stages, "refused"),
  outcome: fc.constantFrom("", "confirmed", "refused", "failed", "expired", "skipped", "unknown"),
  code: fc.constantFrom("", "COMMAND_REPEATED", "POLICY_ROLE"),
  ...{ sequence: fc.nat(9), block: fc.nat(9), ballots: fc.nat(9) },
}) as fc.Arbitrary<Partial<WireProgress> & { stage: ClientStage }>;

describe("client: a lying agent alone", () => {
  it("never moves and never ends a command (n=4, f=1)", () => {
    fc.assert(
      fc.property(fc.nat(3), fc.array(lies, { maxLength: 12 }), (liar, told) => {
        const site = new Site();
        const following = site.submit();
        for (const { stage, ...news } of told) site.says(liar, stage, news);
        assert.equal(following.stage, "submitted");
        assert.equal(following.outcome, null);
      }),
    );
  });

  it("never ends a command by refusing it while it alone is connected", () => {
    const site = new Site(4, [2]);
    const following = site.submit();
    site.says(2, "refused", { code: "POLICY_ROLE" });
    assert.equal(following.stage, "submitted");
    for (const agent of [0, 1]) site.up(agent);
    for (const agent of [0, 1]) site.says(agent, "ended", ended);
    assert.equal(following.outcome, "confirmed");
  });

  it("never changes what the others say (n=4, f=1)", () => {
    fc.assert(
      fc.property(fc.nat(3), fc.array(lies, { maxLength: 8 }), (liar, told) => {
        const site = new Site();
        const following = site.submit();
        const honest = [0, 1, 2, 3].filter((agent) => agent !== liar);
        for (const stage of ["received", "ordered", "certified", "ended"] as const) {
          for (const lie of told.splice(0, 2)) site.says(liar, lie.stage, lie);
          for (const agent of honest) site.says(agent, stage, { outcome: "skipped", code: "C" });
        }
        assert.equal(following.stage, "ended");
        assert.equal(following.outcome, "skipped");
      }),
    );
  });
});

describe("client: questions", () => {
  const answer = { json: "{}", readings: [], blocks: [], lastBlock: 7, code: "", detail: "" };

  it("gives the answer of the agent that was asked", () => {
    const site = new Site();
    const heard: (number | undefined)[] = [];
    site.client.ask(1, { status: true } as never, 500, (one) => heard.push(one?.lastBlock));
    const request = site.sent[1]?.[0]?.request as number;
    assert.ok(request > 0);
    site.client.agentFrame(1, encodeFrame({ request, answer }));
    site.client.agentFrame(1, encodeFrame({ request, answer }));
    assert.deepEqual(heard, [7]);
  });

  it("nothing in time is null, and a late answer is passed over", async () => {
    const site = new Site();
    const heard: unknown[] = [];
    site.client.ask(1, { status: true } as never, 500, (one) => heard.push(one));
    await site.clock.pass(501);
    const request = site.sent[1]?.[0]?.request as number;
    site.client.agentFrame(1, encodeFrame({ request, answer }));
    assert.deepEqual(heard, [null]);
  });

  it("no link is null at once", () => {
    const site = new Site(4, []);
    const heard: unknown[] = [];
    site.client.ask(1, { status: true } as never, 500, (one) => heard.push(one));
    assert.deepEqual(heard, [null]);
  });

  it("another agent cannot answer in its place", () => {
    const site = new Site();
    const heard: unknown[] = [];
    site.client.ask(1, { status: true } as never, 500, (one) => heard.push(one));
    const request = site.sent[1]?.[0]?.request as number;
    site.client.agentFrame(2, encodeFrame({ request, answer }));
    assert.deepEqual(heard, []);
  });
});

