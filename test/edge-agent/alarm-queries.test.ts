import assert from "node:assert/strict";
import {
  alarmActionId,
  type AlarmCondition,
  type AlarmLine,
  type Envelope,
  hexBytes,
  limits,
  type Sample,
  signAlarmAction,
  signReading,
  type WireProgress,
} from "@quorate/protocol";
import type { OpenCommandLine } from "../../edge-agent/src/command-lines.ts";
import { ReadingBuffer } from "../../edge-agent/src/reading-buffer.ts";
import { Lone, makeEvent } from "./lone.ts";
import { MachineRun } from "./machine-run.ts";
import { beginMs, chain, edgeSite, rule, signerOf } from "./site.ts";

const high = "tank/level/high";

const level = (value: number, atMs: number): Sample => ({
  ...{ point: "level", value, quality: "good" },
  ...{ sourceTimeMs: beginMs + atMs, receivedTimeMs: 0 },
});

const raised = (raisedMs: number, clearedMs = 0): AlarmCondition => ({
  ...{ point: "level", kind: "high", active: clearedMs === 0, raisedMs, clearedMs, held: false },
});

const reading = (atMs: number, alarms: readonly AlarmCondition[] = [], value = 91): Envelope =>
  signReading(chain, signerOf("g"), {
    ...{ device: "tank", timeMs: beginMs + atMs, up: true, samples: [level(value, atMs)], alarms },
  });

const ask = (lone: Lone, query: object) => {
  const desk = lone.client("desk");
  desk.says({ request: 4, query: query as never });
  const [answer] = desk.heard.of("answer");
  assert.ok(answer);
  desk.down();
  return answer;
};

const alarmsOf = (lone: Lone): AlarmLine[] =>
  JSON.parse(ask(lone, { alarms: true }).json) as AlarmLine[];

/** An agent after the same rounds as the run. */
const after = (run: MachineRun): Lone => {
  const lone = new Lone({ site: run.site });
  for (const round of run.rounds) lone.agent.machine.apply(round);
  return lone;
};

describe("alarms: what an agent says of them", () => {
  it("nothing of those that were never raised", () => {
    const lone = new Lone();
    lone.client("g").says({ reading: reading(0) });
    assert.deepEqual(alarmsOf(lone), []);
  });

  it("the guard's condition and the operators' marks, as one state", () => {
    const run = new MachineRun();
    const raisedMs = run.nowMs;
    const lone = new Lone({ site: run.site });
    const guard = lone.client("g");
    guard.says({ reading: reading(0, [raised(raisedMs)]) });
    const [unseen] = alarmsOf(lone);
    assert.deepEqual(
      [unseen?.id, unseen?.state, unseen?.raisedMs, unseen?.value, unseen?.held, unseen?.limit],
      [high, "UNACK", raisedMs, 91, false, 90],
    );
    run.round([run.alarm({ raisedMs }).transaction]);
    const aside = { action: "shelve", raisedMs: 0, untilMs: run.nowMs + 5000, reason: "why" };
    run.round([run.alarm(aside as never, "bob").transaction]);
    for (const round of run.rounds) lone.agent.machine.apply(round);
    const [shelved] = alarmsOf(lone);
    assert.deepEqual([shelved?.state, shelved?.below], ["SHELVED", "ACK"]);
    assert.equal(shelved?.acknowledged?.by, "ann");
    assert.deepEqual(shelved.shelved, { by: "bob", untilMs: aside.untilMs, reason: "why" });
    guard.says({ reading: reading(1, [raised(raisedMs, raisedMs + 1)], 50) });
    assert.equal(alarmsOf(lone)[0]?.below, "NORMAL");
  });

  it("held where the guard's reading is old", async () => {
    const lone = new Lone();
    lone.client("g").says({ reading: reading(0, [raised(beginMs)]) });
    assert.equal(alarmsOf(lone)[0]?.held, false);
    await lone.clock.pass(10_000);
    assert.equal(alarmsOf(lone)[0]?.held, true);
  });

  it("tells what it does not hear: before the guard's first reading, and after its last", () => {
    const lone = new Lone();
    const unheard = (): readonly string[] => ask(lone, { alarms: true }).unheard;
    assert.deepEqual(unheard(), ["tank"], "a device without alarms is not among them");
    const guard = lone.client("g");
    assert.deepEqual(unheard(), ["tank"], "a link is no reading");
    guard.says({ reading: reading(0, [raised(beginMs)]) });
    assert.deepEqual(unheard(), []);
    guard.down();
    assert.deepEqual(unheard(), ["tank"]);
    assert.equal(alarmsOf(lone)[0]?.state, "UNACK", "what it heard before is told on");
    const again = lone.client("g");
    again.says({ reading: reading(1, [raised(beginMs)]) });
    assert.deepEqual(unheard(), []);
  });

  it("of what it does not hear it tells what operators did, also that it is over", () => {
    const run = new MachineRun();
    const aside = { action: "shelve", raisedMs: 0, untilMs: run.nowMs + 500_000, reason: "why" };
    run.round([run.alarm(aside as never, "bob").transaction]);
    const back = { action: "unshelve", raisedMs: 0 } as const;
    run.round([run.alarm(back, "bob").transaction]);
    const lone = after(run);
    const [line] = alarmsOf(lone);
    assert.deepEqual([line?.state, line?.raisedMs, line?.shelved], ["NORMAL", 0, null]);
    lone.client("g").says({ reading: reading(0) });
    assert.deepEqual(alarmsOf(lone), []);
  });

  it("one that is shelved without ever having been raised is listed", () => {
    const run = new MachineRun();
    const out = { action: "out-of-service", raisedMs: 0, reason: "no sensor" } as const;
    run.round([run.alarm(out, "sue").transaction]);
    const [line] = alarmsOf(after(run));
    assert.deepEqual([line?.state, line?.outOfService?.by], ["OUT_OF_SERVICE", "sue"]);
  });
});

describe("alarms: intake of actions", () => {
  let nonces = 0;
  const action = (by = "ann", of = chain): Envelope => {
    nonces += 1;
    return signAlarmAction(of, signerOf(by), {
      ...{ alarm: high, action: "acknowledge", raisedMs: beginMs },
      ...{ notAfterMs: beginMs + 10_000, nonce: new Uint8Array(16).fill(nonces) },
    });
  };
  const submit = (lone: Lone, alarm: Envelope, who = "desk"): WireProgress[] => {
    const client = lone.client(who);
    client.says({ request: 3, submit: { alarm } });
    return client.heard.of("progress");
  };

  it("a console hands in what an operator signed: on the disk, then received", () => {
    const lone = new Lone();
    lone.journal.holding = true;
    const desk = lone.client("desk");
    desk.says({ request: 3, submit: { alarm: action() } });
    assert.equal(desk.heard.frames.length, 0, "nothing is promised before it is durable (S8)");
    lone.journal.release();
    assert.deepEqual(desk.heard.of("progress").map(({ stage }) => stage), ["received"]);
    assert.deepEqual([lone.journal.records.length, lone.agent.pool.size], [1, 1]);
    lone.journal.holding = false;
    const again = new Lone({ journal: lone.journal });
    again.greet([1, 2]);
    assert.equal(again.ownEvents().length, 1, "it is owed after a restart");
  });

  for (const [code, make] of Object.entries({
    ALARM_KEY_UNKNOWN: () => action("gateway"),
    ALARM_SIGNATURE: () => action("ann", new Uint8Array(32)),
    ALARM_DECODE: () => ({ body: Uint8Array.of(9), signature: new Uint8Array(64) }),
    ALARM_SIZE: () => ({
      ...{ body: new Uint8Array(limits.alarmActionBytes + 1), signature: new Uint8Array(64) },
    }),
  }))
    it(`refuses with ${code}`, () => {
      const lone = new Lone();
      const [said] = submit(lone, make());
      assert.deepEqual([said?.stage, said?.code], ["refused", code]);
      assert.deepEqual([lone.journal.records.length, lone.agent.pool.size], [0, 0]);
    });

  it("COMMAND_REPEATED: it is on its way, and is followed", () => {
    const lone = new Lone();
    const given = action();
    submit(lone, given, "ann");
    const stages = submit(lone, given, "bob").map(({ stage, code }) => `${stage} ${code}`.trim());
    assert.deepEqual(stages, ["refused COMMAND_REPEATED", "received"]);
  });

  it("COMMAND_AGENT_OBSERVES: this agent signs nothing any more", () => {
    const lone = new Lone();
    lone.agent.observer = "JOURNAL_LOST";
    assert.equal(submit(lone, action())[0]?.code, "COMMAND_AGENT_OBSERVES");
  });

  it("whoever asks later hears of its end", () => {
    const run = new MachineRun();
    const lone = new Lone({ site: run.site });
    const given = action();
    const id = alarmActionId(chain, given);
    const eve = lone.client("eve");
    eve.says({ request: 9, watch: { id: hexBytes(id) } });
    lone.agent.lives.move(id, 1, { stage: "ended", outcome: "confirmed" });
    assert.equal(eve.heard.of("progress")[0]?.outcome, "confirmed");
  });
});

describe("queries of a console", () => {
  it("samples: from a time on, and on from there", () => {
    const lone = new Lone();
    const guard = lone.client("g");
    for (const atMs of [0, 10, 20, 30]) guard.says({ reading: reading(atMs) });
    const first = ask(lone, { samples: { fromMs: beginMs + 10, limit: 2 } });
    assert.deepEqual([first.readings.length, first.more], [2, true]);
    const second = ask(lone, { samples: { fromPlace: first.nextPlace, limit: 2 } });
    assert.deepEqual([second.readings.length, second.more], [1, false]);
    const later = ask(lone, { samples: { fromMs: beginMs + 31, limit: 0 } });
    assert.deepEqual([later.readings.length, later.more], [0, false]);
  });

  it("commands: who has approved, how many have to", () => {
    const run = new MachineRun();
    const waiting = run.command({ writes: [{ point: "dose", value: 1 }], reason: "batch 7" });
    run.give(run.command(), waiting);
    const lines = JSON.parse(ask(after(run), { commands: true }).json) as OpenCommandLine[];
    assert.deepEqual(
      lines.map(({ stage, approvals, needed }) => ({ stage, approvals, needed })),
      [
        { stage: "ordered", approvals: ["ann"], needed: 1 },
        { stage: "waiting", approvals: ["ann"], needed: 2 },
      ],
    );
    assert.deepEqual([lines[1]?.id, lines[1]?.reason, lines[1]?.operator], [
      ...[waiting.id, "batch 7", "ann"],
    ]);
    assert.deepEqual(lines[1]?.writes, { dose: 1 });
  });

  it("graph: events with their parents, from a round on, the newest", () => {
    const lone = new Lone();
    const made = [1, 2, 3].map((creator) => makeEvent({ creator, timeUs: beginMs * 1000 }));
    lone.greet([1, 2, 3]);
    for (const { creator, envelope } of made)
      lone.says(creator, { events: { events: [envelope] } });
    interface Line {
      readonly hash: string;
      readonly creator: number;
    }
    const all = JSON.parse(ask(lone, { graph: { fromRound: 0, limit: 0 } }).json) as Line[];
    for (const { hash } of made) assert.ok(all.some((line) => line.hash === hash));
    const cut = ask(lone, { graph: { fromRound: 0, limit: 1 } });
    assert.deepEqual(JSON.parse(cut.json), all.slice(-1));
    assert.equal(cut.more, all.length > 1);
    assert.equal(ask(lone, { graph: { fromRound: 9, limit: 0 } }).json, "[]");
  });

  it("interlocks: each over each set point, by what this agent sees", () => {
    const dry = { require: "tank['level'] > 10", because: "the pump must not run dry" };
    const rules = [rule(["tank/set"], { interlocks: [dry] })];
    const lone = new Lone({ site: edgeSite({ policy: { rules } }) });
    const state = (): unknown =>
      (JSON.parse(ask(lone, { interlocks: true }).json) as Record<string, unknown>[]).map(
        ({ device, point, because, state }) => `${device}/${point} ${because}: ${state}`,
      );
    assert.deepEqual(state(), ["tank/set the pump must not run dry: unread"]);
    const says = (atMs: number, value: number): void => {
      const set = { ...level(20, atMs), point: "set" };
      const samples = [level(value, atMs), set];
      const fields = { device: "tank", timeMs: beginMs + atMs, up: true, samples };
      const guard = lone.client("g");
      guard.says({ reading: signReading(chain, signerOf("g"), fields) });
      guard.down();
    };
    says(1, 20);
    assert.deepEqual(state(), ["tank/set the pump must not run dry: fulfilled"]);
    says(2, 5);
    assert.deepEqual(state(), ["tank/set the pump must not run dry: contradicted"]);
    assert.equal(ask(new Lone(), { interlocks: true }).json, "[]");
  });
});

describe("reading buffer", () => {
  const envelope = (bytes: number): Envelope => ({
    ...{ body: new Uint8Array(bytes), signature: new Uint8Array(64) },
  });

  it("holds so many and no more, the oldest go (S9)", () => {
    const buffer = new ReadingBuffer({ readings: 4, bytes: 1_000_000 });
    for (let ms = 1; ms <= 9; ms += 1) buffer.add(ms, envelope(10));
    assert.equal(buffer.size, 4);
    const part = buffer.read({ ms: 0, place: 0 }, 0);
    assert.deepEqual([part.readings.length, part.more, part.nextPlace], [4, false, 10]);
    assert.equal(buffer.read({ ms: 8, place: 0 }, 0).readings.length, 2);
    assert.equal(buffer.read({ ms: 0, place: 2 }, 0).readings.length, 4, "what is gone is gone");
  });

  it("holds so many bytes and no more, one reading at least (S9)", () => {
    const buffer = new ReadingBuffer({ readings: 100, bytes: 1000 });
    for (let ms = 1; ms <= 9; ms += 1) buffer.add(ms, envelope(236));
    assert.equal(buffer.size, 3);
    buffer.add(10, envelope(5000));
    assert.equal(buffer.size, 1);
    buffer.add(11, envelope(1));
    assert.equal(buffer.size, 1);
  });

  it("an answer has its bound, and says where to go on", () => {
    const buffer = new ReadingBuffer();
    const half = limits.answerBytes / 2;
    for (let ms = 1; ms <= 3; ms += 1) buffer.add(ms, envelope(half));
    const part = buffer.read({ ms: 0, place: 0 }, 0);
    assert.deepEqual([part.readings.length, part.more, part.nextPlace], [1, true, 2]);
  });
});
