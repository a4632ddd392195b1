import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stepsOf } from "./steps.ts";

const stays = ["gateway.pem", "key.pem", "local.yaml", "mqtt-00000001.log", "mqtt-session.json"];
const journal = ["journal-00000001.log", "journal-00000002.log"];
const young = ["blocks-000000000001.log", "evidence.log", ...journal];
const old = [...young, "snapshot-000000000064.log"].sort();

describe("operations: what belongs to the old chain is set aside, as the guide says it", () => {
  let dir = "";

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "quorate-aside-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const carryOut = (kind: string): void => {
    const isOurs = (line: string): boolean => line.startsWith(`cd /var/lib/quorate/${kind}/`);
    const lines = stepsOf("set aside").filter(isOurs);
    assert.equal(lines.length, 1);
    for (const line of lines)
      execFileSync("sh", ["-ec", line.replaceAll("/var/lib/quorate", dir)], { stdio: "pipe" });
  };
  const write = (home: string, names: readonly string[]): void => {
    for (const name of names) writeFileSync(join(home, name), "");
  };
  const aside = (home: string): string[] =>
    readdirSync(home).filter((name) => /^before-\d{4}-\d\d-\d\dT\d{4}$/.test(name));

  it("an agent's journal, log and evidence; not its telemetry, and later a second time", () => {
    const home = join(dir, "agents", "north");
    mkdirSync(home, { recursive: true });
    write(home, [...stays, ...old]);
    carryOut("agents");
    const [first = ""] = aside(home);
    assert.deepEqual(readdirSync(home).sort(), [first, ...stays]);
    assert.deepEqual(readdirSync(join(home, first)).sort(), old);
    const earlier = "before-2026-01-01T0000";
    renameSync(join(home, first), join(home, earlier));
    // A chain that was changed again before its first snapshot.
    write(home, young);
    carryOut("agents");
    const [second = ""] = aside(home).filter((name) => name !== earlier);
    assert.deepEqual(readdirSync(home).sort(), [earlier, second, ...stays].sort());
    assert.deepEqual(readdirSync(join(home, second)).sort(), young);
  });

  it("a guard's fence; not its key", () => {
    const home = join(dir, "guards", "intake-guard");
    mkdirSync(home, { recursive: true });
    write(home, ["fence", "fence.made", "key.pem"]);
    carryOut("guards");
    const [folder = ""] = aside(home);
    assert.deepEqual(readdirSync(home).sort(), [folder, "key.pem"]);
    assert.deepEqual(readdirSync(join(home, folder)).sort(), ["fence", "fence.made"]);
  });
});
