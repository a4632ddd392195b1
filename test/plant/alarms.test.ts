import assert from "node:assert/strict";
import { join } from "node:path";
import { type AgreedAlarm, type AlarmLine, askAlarms, type LogLine } from "@quorate/protocol";
import type { ActionResult } from "../../edge-agent/src/cli/alarm-action.ts";
import { control } from "../firmware-sim/launcher.ts";
import { until } from "../until.ts";
import { type Plant, startPlant } from "./harness.ts";

const id = "intake/level/high";
const answerMs = 30_000;

describe("plant: an alarm, from the PLC's sensor to the log (n=4)", function () {
  this.timeout(240_000);
  let plant: Plant;
  let links: ReturnType<Plant["connect"]>;

  before(async () => {
    plant = await startPlant({ plc: ["--control", "127.0.0.1:0"] });
    links = plant.connect("carl");
    await links.ready();
  });
  after(async () => {
    links?.close();
    await plant?.stop();
  });

  const order = async (given: object): Promise<void> => {
    const [answer] = await control(await plant.plc.listening("control"), given);
    assert.equal((answer as { ok: boolean }).ok, true, JSON.stringify(answer));
  };

  /** What f+1 agents agree on, once it is as wanted; every agent has to say it where `all`. */
  const alarm = async (
    what: string,
    isWanted: (line: NonNullable<AgreedAlarm["line"]>) => boolean,
    all = false,
  ): Promise<AgreedAlarm> => {
    let last: readonly AgreedAlarm[] = [];
    return until(
      async () => {
        const { alarms, answered } = await askAlarms(links);
        last = alarms;
        const found = alarms.find((one) => one.id === id);
        if (found?.line == null || !isWanted(found.line)) return null;
        return !all || (answered === 4 && found.agree === 4) ? found : null;
      },
      { what: `the alarm to be ${what}`, deadlineMs: 60_000 },
    ).catch((error: Error) => {
      error.message += `\n${JSON.stringify(last)}\n${plant.tails()}`;
      throw error;
    });
  };

  const act = (...args: readonly string[]): Promise<ActionResult> =>
    plant.json<ActionResult>(...args);

  let raisedMs = 0;

  it("the level passes its limit: all agents say so, with one raise time", async () => {
    // Before they hear its guard, agents say of no alarm that it is normal.
    const isNormal = async (): Promise<boolean> =>
      (await askAlarms(links)).alarms.every((one) => one.id !== id);
    await until(isNormal, { what: "agents that hear the guard", deadlineMs: 60_000 });
    const nothing = await plant.cli(["ack", id, "--json"]);
    assert.equal(nothing.code, 1);
    assert.match(nothing.stderr, /^ALARM_NOT_RAISED: /);
    await order({ fault: "drift", sensor: "level", perSecond: 1 });
    const found = await alarm("raised", ({ state }) => state === "UNACK", true);
    raisedMs = found.line?.raisedMs ?? 0;
    assert.ok(Math.abs(raisedMs - Date.now()) < 60_000);
    assert.deepEqual([found.priority, found.limit, found.units], [2, 4.2, "m"]);
  });

  it("a viewer may not acknowledge it, an operator may", async () => {
    const carl = await plant.cli(["ack", id, "--json", "--home", plant.home("carl")]);
    const refused = JSON.parse(carl.stdout) as ActionResult;
    assert.deepEqual([carl.code, refused.outcome, refused.code], [1, "refused", "ALARM_ROLE"]);
    const done = await act("ack", id);
    assert.equal(done.outcome, "confirmed");
    const found = await alarm("acknowledged", ({ state }) => state === "ACK");
    assert.equal(found.line?.acknowledged?.by, "ann");
  });

  it("a guard that is killed and comes back goes on with the same occurrence", async () => {
    await plant.guard.kill();
    await alarm("without a fresh value", ({ held }) => held);
    plant.guard.start();
    const found = await alarm("read again", ({ held }) => !held, true);
    assert.deepEqual([found.line?.raisedMs, found.line?.state], [raisedMs, "ACK"]);
  });

  it("an agent that is killed and comes back says the same as the others", async () => {
    await plant.agents[3]?.kill();
    plant.agents[3]?.start();
    const found = await alarm("agreed by all", ({ held }) => !held, true);
    assert.deepEqual([found.line?.raisedMs, found.line?.state], [raisedMs, "ACK"]);
  });

  it("shelved it is out of the way, and the state below moves on", async () => {
    const shelved = ["shelve", id, "--for", "1h", "--reason", "float is repaired"];
    await act(...shelved, "--home", plant.home("bo"));
    const aside = await alarm("shelved", ({ state }) => state === "SHELVED");
    assert.equal(aside.line?.shelved?.by, "bo");
    assert.equal(aside.line.below, "ACK");
    await order({ do: "clear", kind: "drift" });
    const back = await alarm("over", ({ condition }) => condition === "normal");
    assert.deepEqual([back.line?.state, back.line?.below], ["SHELVED", "NORMAL"]);
    const { stdout } = await plant.cli(["alarms"]);
    assert.match(stdout, /intake\/level\/high +SHELVED .*below: NORMAL, .*by bo: float is/);
    await act("unshelve", id);
    const { line } = await alarm("normal", ({ state }) => state === "NORMAL");
    assert.equal(line?.raisedMs, raisedMs);
  });

  it("a re-trip is a new occurrence that wants to be acknowledged", async () => {
    await order({ fault: "drift", sensor: "level", perSecond: 2 });
    const found = await alarm("raised again", ({ state }) => state === "UNACK");
    assert.ok((found.line?.raisedMs ?? 0) > raisedMs);
    await order({ do: "clear", kind: "drift" });
    await alarm("returned, unseen", ({ state }) => state === "RTN_UNACK");
  });

  it("the log has it all, and stands an audit", async () => {
    const { stdout } = await plant.cli(["log", "--json"]);
    const lines = stdout.split("\n").filter((line) => line !== "");
    const acts = lines
      .map((line) => JSON.parse(line) as LogLine)
      .filter(({ kind }) => kind === "alarm")
      .map(({ operator, alarm: of, outcome }) => `${operator} ${of} ${outcome}`);
    assert.deepEqual(acts, [
      ...[`carl ${id} refused`, `ann ${id} acknowledged`, `bo ${id} shelved`],
      `ann ${id} unshelved`,
    ]);
    const file = join(plant.dir, "log.bin");
    await plant.json("export", file);
    const verify = ["verify", file, "--site", join(plant.dir, "site.yaml")];
    const audited = await plant.cli(verify);
    assert.equal(audited.code, 0, audited.stderr);
  });

  it("agents buffer the readings for a console that was away", async () => {
    const query = { samples: { fromMs: raisedMs, limit: 5 } } as never;
    const answer = await links.ask(0, query, answerMs);
    assert.deepEqual([answer?.readings.length, answer?.more], [5, true]);
    const next = { samples: { fromPlace: answer?.nextPlace, limit: 5 } } as never;
    const more = await links.ask(0, next, answerMs);
    assert.equal(more?.nextPlace, Number(answer?.nextPlace) + 5);
    const alarms = await links.ask(0, { alarms: true } as never, answerMs);
    const told = JSON.parse(alarms?.json ?? "[]");
    assert.ok((told as AlarmLine[]).some((one) => one.id === id));
  });
});
