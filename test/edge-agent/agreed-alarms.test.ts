import assert from "node:assert/strict";
import { type AgreedAlarm, askAlarms, type SiteAsker } from "@quorate/protocol";
import { edgeSite } from "./site.ts";

const id = "tank/level/high";

const line = (changes: object = {}): object => ({
  ...{ id, device: "tank", point: "level", kind: "high", priority: 2, limit: 90, units: "" },
  ...{ state: "UNACK", below: "UNACK", condition: "active", held: false, raisedMs: 5 },
  ...{ clearedMs: 0, value: 91, acknowledged: null, shelved: null, outOfService: null },
  ...changes,
});

interface Told {
  readonly lines: readonly object[];
  readonly unheard?: readonly string[];
  readonly more?: boolean;
}

/** An agent without contact to the tank's guard: what it heard before, if anything. */
const deaf = (...lines: readonly object[]): Told => ({ lines, unheard: ["tank"] });

const answerOf = (told: Told | readonly object[] | string | null): object | null => {
  if (told === null) return null;
  if (typeof told === "string") return { json: told };
  if (!("lines" in told)) return { json: JSON.stringify(told) };
  return { ...told, json: JSON.stringify(told.lines) };
};

/** What comes of these answers of four agents; null is an agent that gives none. */
const agreed = async (answers: readonly (Told | readonly object[] | string | null)[]) => {
  const given = answers.map(answerOf);
  const links = { site: edgeSite(), askAll: () => Promise.resolve(given) } as unknown as SiteAsker;
  return askAlarms(links);
};

const only = (alarms: readonly AgreedAlarm[]): AgreedAlarm => {
  assert.equal(alarms.length, 1);
  return alarms[0] as AgreedAlarm;
};

/** Not alone: of a device that is not heard every alarm is told. */
const high = (alarms: readonly AgreedAlarm[]): AgreedAlarm => {
  const found = alarms.find((alarm) => alarm.id === id);
  assert.ok(found);
  return found;
};

describe("alarms that f+1 agents agree on (n=4, f=1)", () => {
  it("all say the same", async () => {
    const { alarms, answered } = await agreed([[line()], [line()], [line()], [line()]]);
    const { agree, of, limit, line: told } = only(alarms);
    assert.deepEqual([answered, agree, of, limit], [4, 4, 4, 90]);
    assert.deepEqual([told?.state, told?.value, told?.raisedMs], ["UNACK", 91, 5]);
  });

  it("a value that moves on does not keep them apart, and is told by two at least", async () => {
    const values = (...all: readonly number[]) => all.map((value) => [line({ value })]);
    const moving = only((await agreed(values(91, 92, 92, 93))).alarms);
    assert.deepEqual([moving.agree, moving.line?.value], [4, 92]);
    const apart = only((await agreed(values(91, 92, 93, 94))).alarms);
    assert.deepEqual([apart.agree, apart.line?.state, apart.line?.value], [4, "UNACK", null]);
  });

  it("one that invents an alarm, or calls it acknowledged, is not believed", async () => {
    assert.deepEqual((await agreed([[line()], [], [], []])).alarms, []);
    const lie = [line({ state: "ACK", below: "ACK", limit: 1 })];
    const { agree, limit, line: told } = only((await agreed([lie, [line()], [line()]])).alarms);
    assert.deepEqual([agree, limit, told?.state], [2, 90, "UNACK"]);
  });

  it("one that hides an alarm does not hide it", async () => {
    const { agree } = only((await agreed([[], [line()], [line()], [line()]])).alarms);
    assert.equal(agree, 3);
  });

  it("where no two agree there is no state", async () => {
    const apart = [[line({ raisedMs: 1 })], [line({ raisedMs: 2 })], [line({ raisedMs: 3 })], []];
    const { agree, line: told } = only((await agreed(apart)).alarms);
    assert.deepEqual([agree, told], [1, null]);
    assert.equal(only((await agreed([[line()], null, null, null])).alarms).line, null);
  });

  it("garbage counts as saying nothing, and throws nothing (S10)", async () => {
    const some = JSON.stringify([{ id }]);
    for (const garbage of ["", "{", "5", "{}", "[null]", '[{"id":5}]', some])
      assert.equal(only((await agreed([garbage, [line()], [line()], [line()]])).alarms).agree, 3);
  });

  it("nothing that one agent says ends who asks (S10)", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const nested = `[{"id":"${id}","shelved":${deep},"state":${deep},"value":${deep}}]`;
    const text = "x".repeat(1_000_000);
    const long = JSON.stringify([line({ shelved: { by: text, untilMs: 1e300, reason: [] } })]);
    for (const garbage of [nested, long, `[${deep}]`]) {
      const { agree, line: told } = only((await agreed([garbage, [line()], [line()]])).alarms);
      assert.deepEqual([agree, told?.state], [2, "UNACK"]);
    }
    const both = only((await agreed([long, long])).alarms);
    assert.ok((both.line?.shelved?.by.length ?? 0) < 10_000);
    new Date(both.line?.shelved?.untilMs ?? Number.NaN).toISOString();
  });

  it("a state that this release does not know is not agreed on, and not normal", async () => {
    const newer = [line({ state: "SUPPRESSED" })];
    const { agree, line: told } = only((await agreed([newer, newer, newer, newer])).alarms);
    assert.deepEqual([agree, told], [1, null]);
  });

  it("what a newer release says besides does not keep agents apart", async () => {
    const newer = [line({ since: 5 })];
    const { agree } = only((await agreed([newer, [line()], newer, [line()]])).alarms);
    assert.equal(agree, 4);
  });

  it("an alarm that the site file lacks is passed over, however many name it", async () => {
    const other = [line({ id: "tank/level/low" })];
    assert.deepEqual((await agreed([other, other, other, other])).alarms, []);
  });
});

describe("alarms of a guard that agents do not hear (n=4, f=1)", () => {
  it("the silence of who has not heard it since its start is no word", async () => {
    const known = [deaf(line({ held: true })), deaf(line({ held: true }))];
    const { heard, agree, line: told } = high((await agreed([deaf(), deaf(), ...known])).alarms);
    assert.deepEqual([heard, agree, told?.state, told?.held], [false, 2, "UNACK", true]);
    const one = high((await agreed([deaf(), deaf(), deaf(), deaf(line())])).alarms);
    assert.deepEqual([one.heard, one.agree, one.line], [false, 1, null]);
    const { alarms } = await agreed([deaf(), deaf(), deaf(), []]);
    assert.equal(high(alarms).line, null, "one is not enough");
  });

  it("nobody has heard it: every alarm of its devices is told as not known", async () => {
    const { alarms } = await agreed([deaf(), deaf(), deaf(), deaf()]);
    assert.ok(alarms.some((alarm) => alarm.id === id));
    for (const { heard, agree, line: told } of alarms)
      assert.deepEqual([heard, agree, told], [false, 0, null]);
    const point = { lines: [], unheard: ["tank/level"] };
    assert.ok((await agreed([point, point, point, point])).alarms.length > 0);
    const other = { lines: [], unheard: ["tank/other", "far"] };
    assert.deepEqual((await agreed([other, other, other, other])).alarms, []);
  });

  it("f+1 that hear it are believed, whatever others heard before", async () => {
    const old = deaf(line({ raisedMs: 1, state: "ACK", below: "ACK" }));
    for (const silent of [deaf(), old]) {
      const { heard, agree, line: told } = only(
        (await agreed([silent, silent, [line()], [line()]])).alarms,
      );
      assert.deepEqual([heard, agree, told?.state], [true, 2, "UNACK"]);
      assert.deepEqual((await agreed([silent, silent, [], []])).alarms, [], "its guard forgot it");
    }
  });

  it("f+1 that say raised are believed before as many that say it never was", async () => {
    const { agree, line: told } = only((await agreed([[], [], [line()], [line()]])).alarms);
    assert.deepEqual([agree, told?.state], [2, "UNACK"]);
  });

  it("of what was heard before, the newer is told", async () => {
    const marks = { state: "SHELVED", held: true };
    const nothing = line({ ...marks, condition: "normal", below: "NORMAL", raisedMs: 0 });
    const known = line({ ...marks, below: "UNACK" });
    const answers = [deaf(nothing), deaf(nothing), deaf(known), deaf(known)];
    const { heard, line: told } = high((await agreed(answers)).alarms);
    assert.deepEqual([heard, told?.below, told?.raisedMs], [false, "UNACK", 5]);
  });

  it("a list that was cut short hides no alarm that had no room", async () => {
    const other = [line({ id: "tank/level/low" })];
    const cut = { lines: other, more: true };
    const { alarms } = await agreed([cut, cut, cut, cut]);
    assert.equal(high(alarms).line, null);
    const calm = [line({ id: "tank/level/low", state: "NORMAL" })];
    const whole = { lines: calm, more: true };
    assert.deepEqual((await agreed([whole, whole, whole, whole])).alarms, []);
  });
});
