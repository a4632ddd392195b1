import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packedProgram, runQuorate } from "../plant/harness.ts";

let folder = "";
const at = (...parts: readonly string[]): string => join(folder, ...parts);

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs a command whose output goes to `to`, or to somebody who never reads. */
const runInto = async (to: number | "nobody", ...args: readonly string[]): Promise<Ended> => {
  const program = await packedProgram();
  return new Promise((resolve) => {
    const stdio = ["ignore", to === "nobody" ? "pipe" : to, "pipe"] as const;
    const child = spawn(process.execPath, [program, ...args], { stdio: [...stdio] });
    if (to === "nobody") child.stdout?.destroy();
    let stderr = "";
    child.stderr?.on("data", (text: Buffer) => (stderr += text.toString()));
    child.once("close", (code) => resolve({ code, stderr }));
  });
};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "quorate-output-"));
  // Nobody listens at these addresses.
  const ports = ["--base-port", "1", "--modbus", "127.0.0.1:1"];
  const { code, stderr } = await runQuorate(["init", at("plant"), "--no-exchanger", ...ports]);
  assert.equal(code, 0, stderr);
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe("cli: output", function () {
  this.timeout(60_000);

  it("a command that was given is seen through though nobody reads on", async () => {
    const home = ["--home", at("plant", "operators", "ann")];
    const { code, stderr } = await runInto("nobody", "set", "intake", "valve=41", ...home);
    assert.match(stderr, /^CONTACT_NONE: nothing was sent/m);
    assert.equal(code, 1);
  });

  it("too few answers make no list that could be taken for the site's", async () => {
    const home = ["--home", at("plant", "operators", "ann")];
    const few = /^CONTACT_FEW: 0 of 4 agents answer, 2 are needed .*\n {2}`quorate status` says/;
    for (const json of [[], ["--json"]]) {
      const { code, stdout, stderr } = await runQuorate(["alarms", ...json, ...home]);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, few);
    }
    const values = await runQuorate(["get", "intake/level", "--json", ...home]);
    assert.equal(values.code, 1);
    assert.match(values.stdout, /"value":null,"quality":"bad","reason":"NO_READING"/);
    const { stdout } = await runQuorate(["status", ...home]);
    assert.match(stdout, /^intake-guard {2}\? {2}-$/m);
    assert.match(stdout, /^intake {2}\? {2}intake-guard {2}- +-$/m);
    const log = await runQuorate(["log", ...home]);
    assert.deepEqual([log.code, log.stdout], [1, ""]);
  });

  it("whoever stops to read a table has seen enough", async () => {
    const args = ["points", "export", "intake", "--site", at("plant", "site.yaml")];
    assert.deepEqual(await runInto("nobody", ...args), { code: 0, stderr: "" });
  });

  it("output that a full disk does not take is no success", async () => {
    const full = openSync("/dev/full", "w");
    try {
      const site = ["--site", at("plant", "site.yaml")];
      const shown = await runInto(full, "points", "export", "intake", ...site);
      assert.equal(shown.code, 1);
      assert.match(shown.stderr, /^OUTPUT_WRITE: .*ENOSPC\n {2}make room on its disk\n$/);
      const made = await runInto(full, "key", "new", at("k.pem"));
      assert.equal(made.code, 1);
      assert.match(made.stderr, /^OUTPUT_WRITE: .*ENOSPC\n.*\n$/);
    } finally {
      closeSync(full);
    }
  });
});
