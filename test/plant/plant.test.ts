import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ended } from "@quorate/deploy";
import type { SiteStatus } from "@quorate/protocol";
import type { SetResult } from "../../edge-agent/src/cli/follow.ts";
import type { AgreedValue } from "../../edge-agent/src/cli/get.ts";
import type { LogLine } from "../../protocol/src/index.ts";
import { until } from "../until.ts";
import { type Plant, startPlant } from "./harness.ts";

const lines = async (plant: Plant): Promise<LogLine[]> => {
  const { code, stdout, stderr } = await plant.cli(["log", "--json"]);
  assert.equal(code, 0, stderr);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as LogLine);
};

/** The entries of one command, once its report is in the certified log. */
const entriesOf = (plant: Plant, id: string): Promise<LogLine[]> =>
  until(
    async () => {
      const entries = (await lines(plant)).filter((line) => line.id === id);
      return entries.some(({ kind }) => kind === "report") ? entries : null;
    },
    { what: "the report in the log", deadlineMs: 60_000 },
  );

describe("plant: one site of real processes (n=4)", function () {
  this.timeout(300_000);
  let plant: Plant;

  before(async () => {
    plant = await startPlant();
  });
  after(() => plant.stop());

  it("a set point reaches the PLC once, and is read back", async () => {
    const before = Date.now();
    const result = await plant.json<SetResult>("set", "intake", "valve=50");
    assert.equal(result.outcome, "confirmed");
    assert.deepEqual(result.writes, { valve: 50 });
    assert.deepEqual(Object.keys(result.at), [
      ...["submitted", "ordered", "certified", "written", "confirmed"],
    ]);
    const times = Object.values(result.at) as number[];
    assert.deepEqual([...times].sort((left, right) => left - right), times);
    assert.ok(times[0] !== undefined && times[0] >= before);
    assert.ok(result.ballots.have >= 3 && result.ballots.of === 4);
    const writes = plant.plc.journal();
    assert.deepEqual(
      writes.map(({ table, register, value }) => ({ table, register, value })),
      [{ table: "holding", register: 100, value: 50 }],
    );
    const entries = await entriesOf(plant, result.id);
    assert.deepEqual(
      entries.map(({ kind, outcome, operator, device }) => ({ kind, outcome, operator, device })),
      [
        { kind: "verdict", outcome: "permitted", operator: "ann", device: "intake" },
        { kind: "report", outcome: "confirmed", operator: "ann", device: "intake" },
      ],
    );
    assert.equal(entries[0]?.sequence, result.sequence);
  });

  it("for people, each stage is a line with its time", async () => {
    const { code, stdout } = await plant.cli(["set", "intake", "valve=51", "--reason", "a test"]);
    assert.equal(code, 0);
    assert.match(stdout, /^ordered +\+\d+ ms +#\d+ in block \d+$/m);
    assert.match(stdout, /^certified +\+\d+ ms +[34] of 4 agents$/m);
    assert.match(stdout, /^written +\+\d+ ms$/m);
    assert.match(stdout, /^confirmed +\+\d+ ms +read back 5[01][.\d]* %$/m);
  });

  it("what the constitution refuses ends with its code, and nothing is written", async () => {
    const count = plant.plc.journal().length;
    const refusals: readonly (readonly [readonly string[], string])[] = [
      [["valve=101"], "POLICY_LIMIT"],
      [["nozzle=1"], "POLICY_POINT_UNKNOWN"],
      [["level=1"], "POLICY_READ_ONLY"],
      [["valve=50", "--home", plant.home("carl")], "POLICY_ROLE"],
    ];
    for (const [args, expected] of refusals) {
      const { code, stdout, stderr } = await plant.cli(["set", "intake", ...args, "--json"]);
      const result = JSON.parse(stdout) as SetResult;
      assert.deepEqual([code, result.outcome, result.code], [1, "refused", expected]);
      assert.ok(stderr.startsWith(`${expected}: `), stderr);
      assert.deepEqual([result.at.certified, result.at.written], [null, null]);
    }
    assert.equal(plant.plc.journal().length, count);
  });

  it("the guard refuses an unexpected value and too large a step", async () => {
    const count = plant.plc.journal().length;
    const expecting = ["set", "intake", "valve=52", "--expect", "valve=7", "--json"];
    const unexpected = JSON.parse((await plant.cli(expecting)).stdout) as SetResult;
    assert.deepEqual([unexpected.outcome, unexpected.code], ["refused", "ACTUATION_EXPECT"]);
    const step = JSON.parse((await plant.cli(["set", "intake", "valve=0", "--json"])).stdout);
    assert.deepEqual([step.outcome, step.code], ["refused", "ACTUATION_STEP"]);
    assert.equal(plant.plc.journal().length, count);
  });

  it("a second operator's signature lets a waiting command go", async () => {
    const set = await plant.json<SetResult>("set", "intake", "pump=stopped", "--reason", "service");
    assert.equal(set.outcome, "waiting");
    const again = await plant.cli(["approve", set.id, "--json"]);
    assert.equal(again.code, 1, "the commander's own second signature does not count");
    assert.match(again.stderr, /^APPROVAL_REPEATED: /);
    const approved = await plant.json<SetResult>("approve", set.id, "--home", plant.home("bo"));
    assert.deepEqual([approved.outcome, approved.id], ["confirmed", set.id]);
    assert.deepEqual(plant.plc.journal().at(-1)?.value, 0);
  });

  it("a saved command can be handed in once, by anybody who may speak to the agents", async () => {
    const file = join(plant.dir, "command.json");
    await plant.json("set", "intake", "valve=53", "--save", file, "--ttl", "60s");
    const count = plant.plc.journal().length;
    const first = await plant.json<SetResult>("submit", file, "--home", plant.home("bo"));
    assert.equal(first.outcome, "confirmed");
    const second = await plant.cli(["submit", file, "--json"]);
    const repeated = JSON.parse(second.stdout) as SetResult;
    assert.deepEqual([second.code, repeated.code], [1, "COMMAND_REPEATED"]);
    assert.match(second.stderr, /^COMMAND_REPEATED: .*ended confirmed/);
    assert.equal(plant.plc.journal().length, count + 1);
  });

  it("one whose end is too far away is not taken, and that is told at once", async () => {
    const count = plant.plc.journal().length;
    const early = await plant.cli(["set", "intake", "valve=54", "--ttl", "10m", "--json"]);
    const { outcome, code, message } = JSON.parse(early.stdout) as SetResult;
    assert.deepEqual([early.code, outcome, code], [1, "unknown", "COMMAND_EARLY"]);
    assert.match(message ?? "", /^its end is \d+ ms away, which is \d+ ms too far/);
    assert.equal(plant.plc.journal().length, count);
  });

  it("readings are agreed by the agents, and dated", async () => {
    // A value that was on its way for more than three scans is stale, and that is no fault.
    const valve = await until(
      async () => {
        const [now] = await plant.json<AgreedValue[]>("get", "intake/valve-position");
        return now?.quality === "good" ? now : null;
      },
      { what: "a good value" },
    );
    assert.deepEqual([valve.units, valve.of, valve.sources], ["%", 4, 1]);
    assert.ok(valve.agree >= 2 && Math.abs(Number(valve.value) - 53) < 1);
    assert.ok(Math.abs(Date.now() - (valve.sourceTime ?? 0)) < 10_000);
    const all = await plant.json<AgreedValue[]>("get");
    assert.equal(all.length, plant.site.devices[0]?.points.length);
    const line = /^intake +pump +stopped +good +[\d.]+ m?s +[234] of 4 +1$/m;
    let shown = "";
    const isShown = async (): Promise<boolean> => {
      shown = (await plant.cli(["get", "intake"])).stdout;
      return line.test(shown);
    };
    await until(isShown, { what: "the same for people" }).catch(() => assert.match(shown, line));
    assert.equal((await plant.cli(["get", "nothing"])).code, 1);
  });

  it("the exported log stands an audit, and a forged one does not", async () => {
    const file = join(plant.dir, "log.bin");
    const siteFile = join(plant.dir, "site.yaml");
    const exported = await plant.json<{ entries: number }>("export", file);
    assert.equal(exported.entries, (await lines(plant)).length);
    const good = await plant.cli(["verify", file, "--site", siteFile]);
    assert.equal(good.code, 0, good.stderr);
    const bytes = readFileSync(file);
    const at = bytes.length >> 1;
    bytes[at] = (bytes[at] as number) ^ 1;
    writeFileSync(file, bytes);
    const bad = await plant.cli(["verify", file, "--site", siteFile]);
    assert.equal(bad.code, 1);
    assert.match(bad.stderr, /^AUDIT_[A-Z]+: /);
  });

  it("a plant without a quorum says why, and goes on when the agents are back", async () => {
    for (const name of ["south", "west"]) assert.equal(await plant.agent(name).kill(), "SIGKILL");
    const status = await until(
      async () => {
        const now = await plant.json<SiteStatus>("status");
        return now.ordering ? null : now;
      },
      { what: "a status that says so", deadlineMs: 60_000 },
    );
    assert.match(status.why, /^2 of 4 agents answer and 3 are needed; missing: south .*west/);
    assert.deepEqual(
      status.agents.map(({ name, up }) => [name, up]),
      [["north", true], ["east", true], ["south", false], ["west", false]],
    );
    const lost = await plant.cli(["set", "intake", "valve=54", "--ttl", "1s", "--json"]);
    assert.equal(lost.code, 1);
    assert.equal((JSON.parse(lost.stdout) as SetResult).outcome, "unknown");
    for (const name of ["south", "west"]) plant.agent(name).start();
    await plant.ready();
    const result = await plant.json<SetResult>("set", "intake", "valve=55", "--ttl", "50s");
    assert.equal(result.outcome, "confirmed");
  });

  it("every process ends cleanly at SIGTERM and knows the order when it is back", async () => {
    const before = await lines(plant);
    const all = [...plant.agents, plant.guard];
    const ends = new Map<string, Ended>();
    for (const one of all) void one.kill("SIGTERM").then((ended) => ends.set(one.name, ended));
    const left = () => all.filter(({ name }) => !ends.has(name)).map(({ name }) => name);
    await until(() => left().length === 0, { what: "an end", deadlineMs: 60_000 }).catch(() =>
      assert.fail(`${left().join(", ")} did not end\n${plant.tails()}`),
    );
    assert.deepEqual([...ends.values()], all.map(() => 0), plant.tails());
    for (const one of all) one.start();
    await plant.ready();
    assert.deepEqual((await lines(plant)).slice(0, before.length), before);
    const result = await plant.json<SetResult>("set", "intake", "valve=56", "--ttl", "50s");
    assert.equal(result.outcome, "confirmed");
  });
});
