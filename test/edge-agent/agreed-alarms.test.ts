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

/** What comes of these answers of four agents; null is an agent that gives none. */
const agreed = async (answers: readonly (readonly object[] | string | null)[]) => {
  const given = answers.map((answer) =>
    answer === null ? null : { json: typeof answer === "string" ? answer : JSON.stringify(answer) },
  );
  const links = { site: edgeSite(), askAll: () => Promise.resolve(given) } as unknown as SiteAsker;
  return askAlarms(links);
};

const only = (alarms: readonly AgreedAlarm[]): AgreedAlarm => {
  assert.equal(alarms.length, 1);
  return alarms[0] as AgreedAlarm;
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

  it("an alarm that the site file lacks is passed over, however many name it", async () => {
    const other = [line({ id: "tank/level/low" })];
    assert.deepEqual((await agreed([other, other, other, other])).alarms, []);
  });
});
