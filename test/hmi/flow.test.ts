import assert from "node:assert/strict";
import type { AlarmView, CommandView, PointState } from "../../hmi/src/shared/messages.ts";
import {
  back,
  type Draft,
  failed,
  type Flow,
  follow,
  giveReason,
  handed,
  idle,
  lose,
  mayStillSign,
  refuse,
  review,
  select,
  signing,
  type,
} from "../../hmi/web/src/command/flow.ts";
import {
  byUrgency,
  markOf,
  needsAttention,
  occurrenceOf,
  toAnnounce,
} from "../../hmi/web/src/pure/alarm-order.ts";
import {
  goodUntil,
  lifeOf,
  targetOf,
  waitsForApproval,
} from "../../hmi/web/src/pure/command-life.ts";
import { idleFor } from "../../hmi/web/src/pure/idle.ts";
import { styleOf } from "../../hmi/web/src/pure/number.ts";
import { mayCommand, type PointInfo, pointInfos } from "../../hmi/web/src/pure/points.ts";
import { isFresh, valueStateOf } from "../../hmi/web/src/pure/value-state.ts";
import { alarmsOfSite } from "./scripted-server.ts";
import { scriptedSite } from "./scripted-site.ts";

const site = scriptedSite();
const infos = pointInfos(site);
const infoOf = (tag: string): PointInfo => infos.find((info) => info.tag === tag) as PointInfo;
const valve = infoOf("intake/valve");

const input = (info: PointInfo, before: number | boolean) => ({
  ...{ info, before, style: styleOf("en"), notAfterMs: 9000, nonce: new Uint8Array(16) },
});

const reviewed = (): Extract<Flow, { step: "review" }> => {
  const flow = review(giveReason(type(select(0), "45"), " filling "), input(valve, 42));
  assert.ok(flow.step === "review");
  return flow;
};

describe("console: the flow of a command", () => {
  it("freezes at the review what will be signed", () => {
    const { draft } = reviewed();
    const expected: Draft = {
      ...{ device: "intake", write: { point: "valve", value: 45 }, before: 42 },
      ...{ reason: "filling", notAfterMs: 9000, nonce: new Uint8Array(16) },
    };
    assert.deepEqual(draft, expected);
  });

  it("refuses values outside limits and steps, with what was typed still there", () => {
    for (const [typed, fault] of [
      ["-1", "below"],
      ["100.5", "above"],
      ["70", "step"],
      ["1,234", "ambiguous"],
      ["", "empty"],
    ] as const) {
      const flow = review(type(select(0), typed), input(valve, 42));
      assert.ok(flow.step === "enter" && flow.fault === fault && flow.typed === typed, typed);
    }
  });

  it("what went stale meanwhile is not reviewed, with what was typed still there", () => {
    const flow = refuse(type(select(0), "45"), "not-fresh");
    assert.ok(flow.step === "enter" && flow.fault === "not-fresh" && flow.typed === "45");
    const atReview = reviewed();
    assert.equal(refuse(atReview, "not-fresh"), atReview);
  });

  it("takes flags by name only", () => {
    const pump = infoOf("intake/pump");
    const flow = review(type(select(4), "true"), input(pump, false));
    assert.ok(flow.step === "review" && flow.draft.write.value === true);
    assert.ok(review(type(select(4), "1"), input(pump, false)).step === "enter");
  });

  it("goes back from the review to what was typed, and from there to nothing", () => {
    const entered = back(reviewed());
    assert.ok(entered.step === "enter" && entered.typed === "45");
    assert.deepEqual(back(entered), idle);
    assert.equal(back(signing(reviewed())).step, "review");
  });

  it("a lost link discards what is typed or reviewed, and keeps what was signed", () => {
    const envelope = { body: new Uint8Array(1), signature: new Uint8Array(64) };
    assert.deepEqual(lose(type(select(0), "45")), idle);
    assert.deepEqual(lose(signing(reviewed())), idle);
    const review = reviewed();
    const followed = follow(signing(review), review.draft, "id", envelope);
    assert.deepEqual(lose(followed), followed);
    const unknown = handed(followed, "id", "unknown");
    assert.ok(unknown.step === "follow" && unknown.envelope === envelope);
    assert.deepEqual(handed(unknown, "another", "taken"), unknown);
  });

  it("what a server took that is gone is unknown until another one knows it", () => {
    const review = reviewed();
    const envelope = { body: new Uint8Array(1), signature: new Uint8Array(64) };
    const followed = follow(signing(review), review.draft, "id", envelope);
    const lost = lose(handed(followed, "id", "taken"));
    assert.ok(lost.step === "follow" && lost.handed === "unknown" && lost.envelope === envelope);
    const refused = handed(followed, "id", "refused", { code: "COMMAND_SIZE", message: "" });
    assert.equal(lose(refused), refused);
  });

  it("what fails while it is signed stays at the review", () => {
    const review = reviewed();
    const failure = { code: "KEY_PASSPHRASE", message: "no" };
    const flow = failed(signing(review), review.draft, failure);
    assert.ok(flow.step === "review" && !flow.isSigning && flow.failure?.code === "KEY_PASSPHRASE");
  });

  it("an earlier decision neither signs, follows nor fails the draft of a later review", () => {
    const [first, second] = [reviewed(), reviewed()];
    const envelope = { body: new Uint8Array(1), signature: new Uint8Array(64) };
    assert.ok(mayStillSign(first, first.draft));
    assert.ok(!mayStillSign(signing(first), first.draft), "one decision signs once");
    assert.ok(!mayStillSign(second, first.draft));
    assert.ok(!mayStillSign(back(first), first.draft));
    assert.equal(follow(second, first.draft, "id", envelope), second);
    assert.equal(failed(second, first.draft, { code: "KEY_FORMAT", message: "" }), second);
  });
});

describe("console: the idle time of a key", () => {
  it("goes on when the clock is set back, and while the machine sleeps", () => {
    const since = { wallMs: 10_000, steadyMs: 500 };
    assert.equal(idleFor(since, { wallMs: 12_000, steadyMs: 2500 }), 2000);
    assert.equal(idleFor(since, { wallMs: -3_600_000, steadyMs: 300_501 }), 300_001);
    assert.equal(idleFor(since, { wallMs: 3_610_000, steadyMs: 700 }), 3_600_000);
  });
});

describe("console: how long something is good that is signed", () => {
  it("as long as wanted, and less than the site allows at most", () => {
    assert.equal(goodUntil(5000, 20_000, 60_000), 25_000);
    assert.equal(goodUntil(5000.7, 20_000, 10_000), 14_000);
    assert.equal(goodUntil(5000, 20_000, 1000), 5500);
  });
});

describe("console: points", () => {
  it("knows the set point of a read-back, ranges, classes and signatures", () => {
    assert.equal(infoOf("intake/valve-position").setPoint, valve.index);
    assert.deepEqual(infoOf("intake/valve-position").range, [0, 100]);
    assert.deepEqual(infoOf("intake/level").range, [0, 5]);
    assert.equal(valve.confirmation, "A");
    assert.equal(infoOf("intake/pump").confirmation, "B");
    const dosing = infoOf("intake/dosing");
    assert.deepEqual([dosing.confirmation, dosing.signatures], ["C", 2]);
    assert.equal(infoOf("exchanger/outlet-target").readBack, null);
  });

  it("of class C two must sign, whatever the rules say of approvals", () => {
    const rules = site.policy.rules.map((rule) => ({ ...rule, approvals: 1 }));
    const lax = pointInfos({ ...site, policy: { ...site.policy, rules } });
    const dosing = lax.find(({ tag }) => tag === "intake/dosing");
    assert.deepEqual([dosing?.confirmation, dosing?.signatures], ["C", 2]);
  });

  it("lets an operator command only where every rule has one of its roles", () => {
    assert.ok(mayCommand(site, ["operator"], valve));
    assert.ok(!mayCommand(site, ["viewer"], valve));
    const closed = { ...site, policy: { ...site.policy, rules: [] } };
    assert.ok(!mayCommand(closed, ["operator"], valve));
  });
});

describe("console: states of values", () => {
  const kind = (...point: PointState): string => valueStateOf(point, 10_000).kind;

  it("shows a number only where one is agreed", () => {
    assert.equal(kind(0, 5, 2, "", 9000, 4, 1), "good");
    assert.equal(kind(0, 5, 1, "LOW", 9000, 4, 1), "uncertain");
    assert.equal(kind(0, 5, 1, "STALE", 9000, 4, 1), "stale");
    assert.equal(kind(0, null, 0, "STALE", 0, 4, 1), "none");
    assert.equal(kind(0, 5, 0, "NOT_CONNECTED", 9000, 4, 1), "bad");
    assert.equal(kind(0, null, 0, "NOT_AGREED", 9000, 2, 1), "notAgreed");
    assert.equal(kind(0, null, 0, "NO_READING", 0, 0, 0), "none");
    const bad = valueStateOf([0, 5, 0, "NAN", 9000, 4, 1], 10_000);
    assert.deepEqual([bad.shows, bad.ageMs], [false, 1000]);
  });

  it("nothing is good of what is not live any more", () => {
    const last = (...point: PointState): string => valueStateOf(point, 10_000, false).kind;
    assert.equal(last(0, 5, 2, "", 9000, 4, 1), "stale");
    assert.equal(last(0, 5, 1, "LOW", 9000, 4, 1), "stale");
    assert.equal(last(0, 5, 0, "NOT_CONNECTED", 9000, 4, 1), "bad");
    assert.equal(last(0, null, 0, "NO_READING", 0, 0, 0), "none");
  });

  it("marks what somebody or a model put there; only an override is good", () => {
    const shown = (reason: string): readonly unknown[] => {
      const { kind: how, marks } = valueStateOf([0, 5, 1, reason, 9000, 4, 1], 10_000);
      return [how, ...marks];
    };
    assert.deepEqual(shown("GOOD_LOCAL_OVERRIDE"), ["good", "manual"]);
    assert.deepEqual(shown("UNCERTAIN_SUBSTITUTE_VALUE"), ["uncertain", "manual"]);
    assert.deepEqual(shown("UNCERTAIN_SIMULATED_VALUE"), ["uncertain", "simulated"]);
    assert.deepEqual(shown("UNCERTAIN_LAST_USABLE_VALUE"), ["uncertain"]);
  });

  it("commands start from good values alone", () => {
    assert.ok(isFresh([0, 5, 2, "", 9000, 4, 1]));
    for (const point of [[0, 5, 1, "STALE", 1, 4, 1], [0, null, 2, "", 1, 4, 1]] as const)
      assert.ok(!isFresh(point));
  });
});

describe("console: alarms", () => {
  it("stand by urgency: what nobody saw, then priority, then the newest", () => {
    const [first, second, third, fourth] = alarmsOfSite(site) as [
      ...[AlarmView, AlarmView, AlarmView, AlarmView],
    ];
    const alarms: AlarmView[] = [
      { ...first, id: "old", state: "UNACK", priority: 2, raisedMs: 1 },
      { ...second, id: "seen", state: "ACK", priority: 1, raisedMs: 9 },
      { ...third, id: "gone", state: "RTN_UNACK", priority: 2, raisedMs: 5 },
      { ...fourth, id: "new", state: "UNACK", priority: 2, raisedMs: 7 },
      { ...fourth, id: "top", state: "RTN_UNACK", priority: 1, raisedMs: 2 },
      { ...fourth, id: "hidden", state: "SHELVED", priority: 1, raisedMs: 2 },
    ];
    const shown = alarms.filter(needsAttention).sort(byUrgency).map(({ id }) => id);
    assert.deepEqual(shown, ["top", "new", "old", "gone", "seen"]);
  });

  it("every time that one of the first priority is raised is announced, the newest first", () => {
    const [first, second] = alarmsOfSite(site) as [AlarmView, AlarmView];
    const raised = { state: "UNACK", priority: 1 } as const;
    const one: AlarmView = { ...first, ...raised, id: "one", raisedMs: 1 };
    const alarms: AlarmView[] = [
      one,
      { ...second, ...raised, id: "two", raisedMs: 2 },
      { ...second, ...raised, id: "seen", state: "ACK" },
      { ...second, ...raised, id: "lesser", priority: 2 },
    ];
    assert.deepEqual(toAnnounce(alarms).map(({ id }) => id), ["two", "one"]);
    assert.notEqual(occurrenceOf(one), occurrenceOf({ ...one, raisedMs: 3 }));
  });

  it("only what waits for somebody blinks", () => {
    assert.deepEqual(markOf("UNACK"), { look: "filled", blinks: true });
    assert.deepEqual(markOf("RTN_UNACK"), { look: "hollow", blinks: true });
    assert.deepEqual(markOf("ACK"), { look: "filled", blinks: false });
    for (const state of ["SHELVED", "OUT_OF_SERVICE"] as const)
      assert.deepEqual(markOf(state), { look: "grey", blinks: false });
  });
});

describe("console: the life of a command", () => {
  const command: CommandView = {
    ...{ id: "ab", device: "intake", writes: { valve: 45 }, expect: {}, operator: "ann" },
    ...{ reason: "", notAfterMs: 9000, approvals: [], approvalsNeeded: 1, stage: "certified" },
    ...{ outcome: null, code: "", detail: "", proof: "agents", sequence: 1, block: 1 },
    ...{ deviceSequence: 1, ballots: { have: 3, of: 4 }, readBack: {}, own: true },
    at: { submitted: 1, received: 2, ordered: 3, certified: 4 },
  };
  const states = (one: CommandView): string =>
    lifeOf(one).map(({ station, state }) => `${station} ${state}`).join(", ");

  it("has a station for each stage, and one more where approvals are needed", () => {
    assert.equal(
      states(command),
      "submitted done, received done, ordered done, certified now, written open, ended open",
    );
    const waiting: CommandView = {
      ...{ ...command, approvalsNeeded: 2, stage: "waiting", at: { submitted: 1, waiting: 2 } },
      approvals: [{ operator: "ann", ms: 1 }],
    };
    assert.match(states(waiting), /waiting now, ordered open/);
    assert.ok(waitsForApproval(waiting));
  });

  it("a target stands until its own command ends, whatever else its device is told", () => {
    const pump: CommandView = { ...command, id: "cd", writes: { pump: true } };
    assert.equal(targetOf([command, pump], valve), 45);
    assert.equal(targetOf([command, { ...command, writes: { valve: 50 } }], valve), 50);
    assert.equal(targetOf([{ ...command, stage: "ended" }, pump], valve), null);
  });

  it("what a refused command never came to is passed over, not open", () => {
    const at = { submitted: 1, received: 2, ended: 3 };
    const refused: CommandView = { ...command, stage: "ended", outcome: "refused", at };
    assert.equal(
      states(refused),
      "submitted done, received done, ordered passed, certified passed, written passed, " +
        "ended failed",
    );
  });
});
