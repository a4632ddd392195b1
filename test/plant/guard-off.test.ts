import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import type { SiteStatus } from "@quorate/protocol";
import type { SetResult } from "../../edge-agent/src/cli/follow.ts";
import type { AgreedValue } from "../../edge-agent/src/cli/get.ts";
import type { LogLine } from "../../protocol/src/index.ts";
import { until } from "../until.ts";
import { packedProgram, type Plant, startPlant } from "./harness.ts";

/** `quorate log --follow`, and what it has printed. */
const followLog = async (plant: Plant) => {
  const lines: LogLine[] = [];
  let ended: number | null = null;
  const args = [await packedProgram(), "log", "--follow", "--json", "--home", plant.home("carl")];
  const child = execFile(process.execPath, args, (error) => (ended = error === null ? 0 : 1));
  let rest = "";
  child.stdout?.on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) lines.push(JSON.parse(part) as LogLine);
  });
  return { lines, child, ended: () => ended };
};

describe("plant: the guard is off (n=4)", function () {
  this.timeout(180_000);
  let plant: Plant;

  before(async () => {
    plant = await startPlant();
  });
  after(() => plant.stop());

  it("a command that it never saw ends when it is back, and nothing is written", async () => {
    const log = await followLog(plant);
    assert.equal(await plant.guard.kill(), "SIGKILL");
    await until(
      async () => (await plant.json<SiteStatus>("status")).guards.every(({ up }) => !up),
      { what: "the agents to miss the guard", deadlineMs: 60_000 },
    );
    // Long enough to be certified, whoever is held up.
    const { code, stdout, stderr } = await plant.cli(
      ["set", "intake", "valve=60", "--ttl", "6s", "--json"],
    );
    const lost = JSON.parse(stdout) as SetResult;
    assert.deepEqual([code, lost.outcome, lost.code], [1, "unknown", "CONTACT_LOST"]);
    assert.match(stderr, /last known: certified; guard intake-guard is not linked/);
    const stale = await plant.json<AgreedValue[]>("get", "intake/valve");
    assert.deepEqual([stale[0]?.quality, stale[0]?.reason], ["bad", "STALE"]);
    plant.guard.start();
    const ends = await until(
      () => {
        const own = log.lines.filter(({ id }) => id === lost.id);
        return own.some(({ kind }) => kind === "report") ? own : null;
      },
      { what: "the guard's answer in the log", deadlineMs: 60_000 },
    );
    assert.deepEqual(
      ends.map(({ kind, outcome }) => `${kind} ${outcome}`),
      ["verdict permitted", "closing closing", "report expired"],
    );
    assert.deepEqual(plant.plc.journal(), []);
    log.child.kill("SIGINT");
    await until(() => log.ended() === 0, { what: "the log to end cleanly" });
  });

  it("the next command is written as if nothing had been", async () => {
    await plant.ready();
    const result = await plant.json<SetResult>("set", "intake", "valve=45", "--ttl", "50s");
    assert.equal(result.outcome, "confirmed");
    assert.deepEqual(plant.plc.journal().map(({ value }) => value), [45]);
  });
});
