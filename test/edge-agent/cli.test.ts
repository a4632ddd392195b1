import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSite, release } from "@quorate/protocol";
import { readKey } from "@quorate/protocol/node";
import { fillTemplate, newSiteFile } from "../../edge-agent/src/cli/site-template.ts";
import { type CliResult, freeBase, packedProgram, runQuorate, until } from "../plant/harness.ts";
import { newPlan } from "./cli-site.ts";

const example = fileURLToPath(new URL("../protocol/site-file-example.yaml", import.meta.url));

let folder = "";
const at = (...parts: readonly string[]): string => join(folder, ...parts);
const run = (...args: readonly string[]): Promise<CliResult> =>
  runQuorate(args, { QUORATE_HOME: "" });

const failsWith = async (status: number, message: RegExp, ...args: string[]): Promise<void> => {
  const { code, stdout, stderr } = await run(...args);
  assert.match(stderr, message);
  assert.equal(code, status, stderr);
  assert.equal(stdout, "");
};

before(() => {
  folder = mkdtempSync(join(tmpdir(), "quorate-cli-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe("cli: usage", function () {
  this.timeout(60_000);

  it("help is no failure, and names every command", async () => {
    const { code, stdout } = await run("--help");
    assert.equal(code, 0);
    const names = ["init", "agent", "guard", "console", "set", "approve", "submit", "get"];
    for (const name of [...names, "status", "log", "export", "verify", "key"])
      assert.match(stdout, new RegExp(`^  ${name} `, "m"));
  });

  it("says which release it is", async () => {
    assert.deepEqual(await run("--version"), { code: 0, stdout: `${release}\n`, stderr: "" });
  });

  it("what cannot be meant ends with status 2", async () => {
    await failsWith(2, /Usage: quorate/);
    await failsWith(2, /unknown command 'sett'/, "sett", "intake", "valve=1");
    await failsWith(2, /missing required argument 'device'\n\(--help says more\)\n$/, "set");
    await failsWith(2, /unknown option '--force'/, "status", "--force");
    await failsWith(2, /Allowed choices are ordered/, "set", "a", "b=1", "--wait", "soon");
    await failsWith(2, /a whole number from 4 to 31/, "init", at("few"), "--agents", "3");
    await failsWith(2, /required option '--site <file>'/, "verify", at("log"));
    assert.equal(existsSync(at("few")), false);
  });

  it("no home: both ways to give one are named", async () => {
    for (const command of [["status"], ["agent"], ["guard"], ["set", "intake", "valve=1"]])
      await failsWith(2, /^HOME_MISSING: .*\n.*--home DIR .* QUORATE_HOME/, ...command);
  });

  it("what is not there says so, and what to do", async () => {
    const looked = /^SITE_MISSING: no site file: looked for .*site\.yaml/;
    await failsWith(1, looked, "status", "--home", folder);
    await failsWith(1, /^SITE_MISSING: /, "verify", at("none"), "--site", at("none.yaml"));
  });
});

describe("cli: init", function () {
  this.timeout(60_000);

  it("makes a site that is ready to run, and does not do it twice", async () => {
    const { code, stdout } = await run("init", at("plant"), "--agents", "7", "--name", "works");
    assert.equal(code, 0);
    assert.match(stdout, /quorate agent --home .*agents\/agent7/);
    const { site, problems } = parseSite(readFileSync(at("plant", "site.yaml")));
    assert.ok(site !== null && site.name === "works");
    assert.deepEqual(problems, []);
    const names = ["north", "east", "south", "west", "agent5", "agent6", "agent7"];
    assert.deepEqual(site.agents.map(({ name }) => name), names);
    for (const { name, key } of site.agents) {
      const file = at("plant", "agents", name, "key.pem");
      assert.equal(readKey(file).publicKey, key);
      assert.equal(statSync(file).mode & 0o777, 0o600);
    }
    for (const { name, roles } of site.operators)
      assert.ok(existsSync(at("plant", "operators", name, "key.pem")) && roles.length > 0);
    await failsWith(1, /^INIT_NOT_EMPTY: /, "init", at("plant"));
  });

  it("what it tells to type can be typed", async () => {
    const { stdout } = await run("init", at("ann's plant"), "--no-exchanger");
    const line = stdout.split("\n").find((one) => one.includes("quorate status")) ?? "";
    const [home] = /--home .*/.exec(line) ?? [];
    const words = execFileSync("sh", ["-c", `printf '%s\n' ${home}`], { encoding: "utf8" });
    assert.equal(words, `--home\n${at("ann's plant", "operators", "ann")}\n`);
  });

  it("several sites side by side share no port", async () => {
    const args = ["--base-port", "8401", "--modbus", "127.0.0.1:8700", "--json"];
    const { stdout } = await run("init", at("other"), ...args);
    const made = JSON.parse(stdout) as { agents: { address: string; api: string }[] };
    assert.deepEqual(made.agents.at(-1), {
      ...{ name: "west", address: "127.0.0.1:8404", api: "127.0.0.1:8504" },
    });
    const text = readFileSync(at("other", "site.yaml"), "utf8");
    assert.match(text, /modbusReadOnly: 127\.0\.0\.1:8601/);
    assert.match(text, /address: 127\.0\.0\.1:8700/);
  });

  it("a template keeps its devices and policy and gets a new roster", () => {
    const template = readFileSync(example, "utf8");
    const { site } = parseSite(fillTemplate(template, newPlan(5)));
    assert.ok(site !== null);
    assert.deepEqual([site.name, site.agents.length], ["test-works", 5]);
    const { devices, policy } = parseSite(newSiteFile(newPlan())).site ?? assert.fail();
    assert.equal(site.devices.find(({ name }) => name === "intake")?.unit, devices[0]?.unit);
    assert.ok(site.policy.rules.length >= policy.rules.length);
  });

  it("IPv6 addresses stand in brackets", async () => {
    const hosts = ["1", "2", "3", "4"].map((last) => `[fd00::${last}]`).join();
    const devices = ["--modbus", "[fd00::20]:502", "--opcua", "opc.tcp://[fd00::21]:4840"];
    const { code, stderr } = await run("init", at("six"), "--hosts", hosts, ...devices);
    assert.equal(code, 0, stderr);
    const { site } = parseSite(readFileSync(at("six", "site.yaml")));
    assert.ok(site !== null);
    assert.deepEqual(
      site.agents.map(({ address, api }) => `${address} ${api}`).at(-1),
      "[fd00::4]:7401 [fd00::4]:7501",
    );
    assert.equal(site.guards[0]?.modbusReadOnly, "[fd00::1]:5020");
    assert.equal(site.devices[0]?.address, "[fd00::20]:502");
    const bare = ["init", at("bare"), "--hosts", "fd00::1,fd00::2,fd00::3,fd00::4"];
    await failsWith(2, /\[fd00::3\]/, ...bare);
    await failsWith(2, /'fd00::1' is invalid/, "init", at("bare"), "--host", "fd00::1");
  });

  it("a folder that cannot be made is told with its code", async () => {
    writeFileSync(at("file"), "");
    await failsWith(1, /^INIT_FOLDER: .*ENOTDIR\n {2}name another folder/, "init", at("file"));
    await failsWith(1, /^INIT_FOLDER: .*ENOTDIR\n/, "init", at("file", "x"));
  });

  it("a template that makes no site leaves an empty folder", async () => {
    writeFileSync(at("bad.yaml"), "devices: []\n");
    const args = ["init", at("bad"), "--site-template", at("bad.yaml")];
    await failsWith(1, /^SITE_INVALID: /, ...args);
    const { code } = await run("init", at("bad"));
    assert.equal(code, 0);
  });

  it("an interlock with a mistake is told with its line before anything starts", async () => {
    await run("init", at("locked"));
    const file = at("locked", "site.yaml");
    const text = readFileSync(file, "utf8").replace("intake['level'] >", "intake['levle'] >");
    writeFileSync(file, text);
    const { code, stdout } = await run("agent", "--home", at("locked", "agents", "north"));
    assert.equal(code, 1);
    const last = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
    assert.deepEqual([last["stage"], last["code"]], ["agent", "SITE_INVALID"]);
    const line = text.split("\n").findIndex((one) => one.includes("levle")) + 1;
    const told = `line ${line}:\\d+: error SITE_INTERLOCK_POINT: .*did you mean "level"`;
    assert.match(String(last["message"]), new RegExp(told));
    assert.equal(existsSync(at("locked", "agents", "north", "journal-00000001.log")), false);
  });
});

describe("cli: whose home", function () {
  this.timeout(60_000);

  it("agents and guards ask nothing with their keys: the real ones may be linked", async () => {
    await run("init", at("whose"), "--no-exchanger");
    for (const [kind, name] of [["agent", "north"], ["guard", "intake-guard"]] as const) {
      const home = at("whose", `${kind}s`, name);
      const told = `^HOME_NO_CLIENT: ${home} is the home of ${kind} ${name}\n  give the home of`;
      for (const command of ["status", "get", "log"])
        await failsWith(1, new RegExp(told), command, "--home", home);
    }
    await run("init", at("stranger"), "--no-exchanger");
    const args = ["--home", at("whose", "operators", "ann")];
    const site = ["--site", at("stranger", "site.yaml")];
    await failsWith(1, /^HOME_STRANGER: /, "status", ...args, ...site);
  });
});

describe("cli: exported logs", function () {
  this.timeout(60_000);

  it("are files: no folder is read, no folder or device replaced", async () => {
    await run("init", at("log"), "--no-exchanger");
    const home = ["--home", at("log", "operators", "ann")];
    const inTheWay = /^EXPORT_FILE: .* is no file\n {2}name a new file/;
    await failsWith(1, inTheWay, "export", folder, ...home);
    const pipe = at("pipe");
    execFileSync("mkfifo", [pipe]);
    await failsWith(1, inTheWay, "export", pipe, ...home);
    assert.ok(statSync(pipe).isFIFO());
    const site = ["--site", at("log", "site.yaml")];
    await failsWith(1, /^AUDIT_FILE: .*EISDIR\n {2}name the file/, "verify", folder, ...site);
  });
});

describe("cli: an export that is interrupted", function () {
  this.timeout(60_000);
  /** Of the agents' API ports from a site's base port. */
  const apiOffsets = [100, 101, 102, 103];

  it("leaves nothing behind, and ends as by that signal", async () => {
    const base = await freeBase(apiOffsets);
    await run("init", at("halted"), "--no-exchanger", "--base-port", String(base));
    const silent = apiOffsets.map((offset) => createServer().listen(base + offset, "127.0.0.1"));
    const args = ["export", at("halted.log"), "--home", at("halted", "operators", "ann")];
    const child = spawn(process.execPath, [await packedProgram(), ...args], { stdio: "ignore" });
    const ended = once(child, "exit");
    // It waits for agents that take its links and say nothing, with its file begun.
    await until(() => existsSync(at("halted.log.part")), { what: "the export" });
    child.kill("SIGINT");
    assert.deepEqual(await ended, [null, "SIGINT"]);
    assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith("halted.log")), []);
    for (const server of silent) server.close();
  });
});

describe("cli: keys", function () {
  this.timeout(60_000);

  it("new, show and passwd, with passphrases from files", async () => {
    writeFileSync(at("one"), "correct horse\nnot this line\n");
    writeFileSync(at("two"), "battery staple\n");
    const made = await run("key", "new", at("k.pem"), "--passphrase-file", at("one"), "--json");
    const { key, encrypted } = JSON.parse(made.stdout) as { key: string; encrypted: boolean };
    assert.match(key, /^ed25519:[0-9a-f]{64}$/);
    assert.equal(encrypted, true);
    await failsWith(1, /^KEY_EXISTS: /, "key", "new", at("k.pem"));
    await failsWith(1, /^KEY_PASSPHRASE: .*\n.*--passphrase-file/, "key", "show", at("k.pem"));
    const files = ["--passphrase-file", at("one"), "--new-passphrase-file", at("two")];
    // Nobody can be asked here, and the option that is missing is named.
    const next = /^KEY_PASSPHRASE: .*new passphrase\n {2}give --new-passphrase-file FILE, or /;
    await failsWith(1, next, "key", "passwd", at("k.pem"), ...files.slice(0, 2));
    assert.equal((await run("key", "passwd", at("k.pem"), ...files)).code, 0);
    await failsWith(1, /^KEY_PASSPHRASE: /, "key", "show", at("k.pem"), ...files.slice(0, 2));
    const shown = await run("key", "show", at("k.pem"), "--passphrase-file", at("two"));
    assert.match(shown.stdout, new RegExp(`^${key} `));
    const opened = ["key", "passwd", at("k.pem"), "--open", "--passphrase-file", at("two")];
    assert.equal((await run(...opened)).code, 0);
    assert.equal((await run("key", "show", at("k.pem"))).code, 0);
  });
});

describe("cli: from any folder", function () {
  this.timeout(60_000);

  it("the launcher finds its parts by itself", () => {
    const bin = fileURLToPath(new URL("../../edge-agent/bin/quorate.js", import.meta.url));
    const options = { cwd: tmpdir(), encoding: "utf8" } as const;
    const text = execFileSync(process.execPath, [bin, "--help"], options);
    assert.match(text, /^Usage: quorate/);
  });
});
