import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packedProgram, type Plant, type PlantProcess, startPlant, until } from "@quorate/deploy";
import { stepsOf } from "./steps.ts";

const deadlineMs = 90_000;

interface SetResult {
  readonly outcome: string;
}

/** The chapters of operations.md about what is replaced and added, line by line. */
describe("operations: backup, replacing and adding, as the guide says it", function () {
  this.timeout(300_000);
  let plant: Plant;

  const processOf = (unit: string): PlantProcess => {
    const found = plant.processes.find(({ name }) => name === unit.split("@")[1]);
    assert.ok(found, `no process of ${unit}`);
    return found;
  };

  /** A line on the box: its folder is the plant's, its units are processes, it has one user. */
  const carryOut = async (line: string): Promise<void> => {
    const [word, action, ...units] = line.split(" ");
    if (word === "systemctl") {
      for (const unit of units)
        if (action === "start") processOf(unit).start();
        else if (processOf(unit).running) await processOf(unit).kill("SIGTERM");
      return;
    }
    const here = line
      .replace(/^runuser -u \S+ -- /, "")
      .replaceAll("/var/lib/quorate", plant.dir)
      .replaceAll("plant/operators", join(plant.dir, "operators"))
      .replace(/^quorate /, `"$NODE" "$QUORATE" `);
    const program = await packedProgram();
    const env = { ...process.env, NODE: process.execPath, QUORATE: program };
    execFileSync("sh", ["-ec", here], { cwd: plant.dir, env, timeout: deadlineMs, stdio: "pipe" });
  };

  const follow = async (name: string, change = (line: string): string => line): Promise<void> => {
    for (const line of stepsOf(name)) await carryOut(change(line));
  };

  const set = async (value: number, device = "intake"): Promise<string> =>
    (await plant.json<SetResult>("set", device, `valve=${value}`, "--ttl", "50s")).outcome;

  const home = (...parts: readonly string[]): string => join(plant.dir, ...parts);
  const heard = (process: PlantProcess, code: string, times = 1): Promise<unknown> =>
    until(() => process.logged(code).length >= times, { what: code, deadlineMs });

  const writtenOnce = (): void => {
    const { plc } = plant;
    const values = plc.journal().filter(({ from }) => from !== "program");
    const texts = values.map(({ value }) => JSON.stringify(value));
    assert.equal(new Set(texts).size, texts.length, `written twice: ${texts.join(" ")}`);
  };

  before(async () => {
    plant = await startPlant();
    assert.equal(await set(41), "confirmed");
    await follow("backup");
  });
  after(() => plant.stop());

  it("a guard whose disk is lost goes on, and nothing is written twice (S4)", async () => {
    const { guard } = plant;
    await guard.kill("SIGKILL");
    const open = await plant.json<SetResult>(
      ...(["set", "intake", "valve=42", "--ttl", "5s", "--wait", "certified"] as const),
    );
    assert.equal(open.outcome, "certified");
    rmSync(home("guards", guard.name), { recursive: true });
    await follow("replace guard");
    await heard(guard, "FENCE_RESUMED");
    await until(() => !existsSync(home("guards", guard.name, "fence.resync")), {
      ...{ what: "the wish to be fulfilled", deadlineMs },
    });
    await plant.ready();
    assert.equal(await set(43), "confirmed");
    writtenOnce();
    const log = await plant.cli(["log", "--json"]);
    assert.match(log.stdout, /OUTCOME_UNKNOWN/);
    assert.ok(!plant.plc.journal().some(({ value }) => value === 42), "written after it was lost");
    assert.equal(guard.logged("FENCE_OLD").length, 0);
  });

  it("a guard whose fence file is lost asks for it, and goes on", async () => {
    const { guard } = plant;
    await guard.kill("SIGTERM");
    rmSync(home("guards", guard.name, "fence"));
    guard.start();
    await heard(guard, "FENCE_LOST");
    await guard.end();
    await follow("resync guard");
    await heard(guard, "FENCE_RESUMED", 2);
    await plant.ready();
    assert.equal(await set(44), "confirmed");
    writtenOnce();
  });

  it("a box that is gone is made anew from its backup", async () => {
    const west = plant.agent("west");
    await west.kill("SIGKILL");
    rmSync(home("agents", "west"), { recursive: true });
    await follow("replace agent");
    await heard(west, "JOURNAL_RESUMED");
    assert.equal(await set(45), "confirmed");
    await heard(west, "JOURNAL_REGAINED");
    writtenOnce();
  });

  it("a device is added by a new site file, which is a new chain", async () => {
    await follow("archive");
    const site = home("site.yaml");
    const text = readFileSync(site, "utf8");
    const device = /^ {2}- name: intake\b.*\n(?: {4}.*\n|\n)+/m.exec(text)?.[0] ?? "";
    assert.notEqual(device, "");
    const more = device
      .replace("name: intake", "name: second")
      .replace(/^( +)unit: 1\b/m, "$1unit: 2")
      .replace(/\n+$/, "\n");
    const next = text.replace(device, `${device}${more}`).replaceAll("intake/*", "*/*");
    writeFileSync(site, next);
    const north = plant.agent("north");
    for (const one of [north, plant.guard]) {
      await one.kill("SIGTERM");
      one.start();
      assert.equal(await one.end(), 1, one.tail());
    }
    assert.equal(north.logged("JOURNAL_CHAIN").length, 1, north.tail());
    assert.equal(plant.guard.logged("FENCE_CHAIN").length, 1, plant.guard.tail());
    for (const { name } of plant.agents)
      await follow("set aside", (line) =>
        line.includes("guard") ? "true" : line.replaceAll("north", name),
      );
    await follow("set aside", (line) => (line.includes("agent") ? "true" : line));
    for (const one of [...plant.agents, plant.guard]) one.start();
    assert.equal(await set(46, "second"), "confirmed");
    assert.equal(await set(47), "confirmed");
    writeFileSync(home("before.yaml"), text);
    const [log, old] = [home("before.qlog"), home("before.yaml")];
    const archived = await plant.cli(["verify", log, "--site", old]);
    assert.equal(archived.code, 0, archived.stderr);
    const other = await plant.cli(["verify", log, "--site", site]);
    assert.deepEqual([other.code, /^AUDIT_\w+: /.test(other.stderr)], [1, true], other.stderr);
  });
});
