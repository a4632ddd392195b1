import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { readHome } from "@quorate/guard";
import { toHex } from "@quorate/protocol";
import { newKey } from "@quorate/protocol/node";
import { until } from "../until.ts";
import { signerOf } from "./site.ts";

const keyText = (name: string): string => `ed25519:${toHex(signerOf(name).publicKey)}`;

const agentText = (n: number): string =>
  `  - { name: agent${n}, key: "${keyText(`agent${n}`)}",` +
  ` address: "127.0.0.1:${20_000 + n}", api: "127.0.0.1:${20_010 + n}" }`;

const siteText = (guardKey: string): string => `
site: home-test
agents:
${[1, 2, 3, 4].map(agentText).join("\n")}
guards:
  - { name: g, key: "ed25519:${guardKey}" }
consoles: []
gateways: []
operators:
  - { name: ann, key: "${keyText("ann")}", roles: [operator] }
devices:
  - name: intake
    guard: g
    protocol: modbus-tcp
    address: 127.0.0.1:20020
    unit: 1
    scan: 500ms
    points:
      - { name: pump, access: setpoint, table: coil, register: 3, type: bool }
policy:
  ttlMax: 60s
  certifyWithin: 2s
  clockDrift: 5s
  freshness: 3
  rules:
    - { points: ["intake/*"], roles: [operator] }
`;

const program = `
import { runGuard } from "@quorate/guard";
process.exitCode = await runGuard({ home: process.argv[1] });
`;

/** Runs a guard in a process of its own, as a service manager would. */
const launch = (home: string) => {
  const args = ["--import=tsx", "--input-type=module", "-e", program, home];
  const cwd = new URL(".", import.meta.url);
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  const lines: Record<string, unknown>[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(JSON.parse(line)));
  const ended = once(child, "close").then(([status]) => status as number);
  // A start compiles all that it imports.
  const line = (code: string) =>
    until(() => lines.find((one) => one["code"] === code), {
      ...{ what: `a line ${code}`, deadlineMs: 60_000 },
    });
  return { child, ended, line };
};

describe("guard: home", function () {
  this.timeout(120_000);
  let root: string;
  let home: string;
  let guardKey: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "quorate-home-"));
    home = join(root, "guards", "g");
    mkdirSync(home, { recursive: true });
    guardKey = newKey(join(home, "key.pem")).publicKey;
    writeFileSync(join(root, "site.yaml"), siteText(guardKey));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it("finds the site file above it, or in it, or where it is told to", () => {
    assert.equal(readHome(home).site.name, "home-test");
    copyFileSync(join(root, "site.yaml"), join(home, "site.yaml"));
    rmSync(join(root, "site.yaml"));
    assert.equal(readHome(home).site.name, "home-test");
    copyFileSync(join(home, "site.yaml"), join(root, "other.yaml"));
    rmSync(join(home, "site.yaml"));
    assert.equal(readHome(home, join(root, "other.yaml")).site.name, "home-test");
    assert.throws(() => readHome(home), { code: "SITE_MISSING" });
  });

  it("takes local settings, and has good defaults without them", () => {
    const { folder, logLevel, modbusReadOnly } = readHome(home);
    assert.deepEqual([folder, logLevel, modbusReadOnly], [home, "info", undefined]);
    const local = ["data: fence-disk", "log: { level: warn }", "listen:"];
    const text = [...local, "  modbusReadOnly: 0.0.0.0:5020"].join("\n");
    writeFileSync(join(home, "local.yaml"), text);
    const changed = readHome(home);
    assert.equal(changed.folder, join(home, "fence-disk"));
    assert.deepEqual([changed.logLevel, changed.modbusReadOnly], ["warn", "0.0.0.0:5020"]);
  });

  it("refuses what it cannot read", () => {
    writeFileSync(join(home, "local.yaml"), "retries: 3\n");
    assert.throws(() => readHome(home), { code: "LOCAL_INVALID" });
    rmSync(join(home, "local.yaml"));
    rmSync(join(home, "key.pem"));
    assert.throws(() => readHome(home), { code: "KEY_MISSING" });
    writeFileSync(join(root, "site.yaml"), "site: none\n");
    assert.throws(() => readHome(home), { code: "SITE_INVALID" });
  });

  it("runs until SIGTERM, and then ends with status 0", async () => {
    const { child, ended, line } = launch(home);
    const { stage, guard, devices } = await line("GUARD_STARTED");
    assert.deepEqual([stage, guard, devices], ["guard", "g", ["intake"]]);
    await line("LINK_CONNECT");
    child.kill("SIGTERM");
    assert.equal(await ended, 0);
    await line("GUARD_STOPPED");
  });

  it("ends with status 1, the code and what to do, when it cannot start", async () => {
    const other = keyText("another guard").replace("ed25519:", "");
    writeFileSync(join(root, "site.yaml"), siteText(other));
    const { ended, line } = launch(home);
    assert.equal(await ended, 1);
    const { message, remedy } = await line("GUARD_KEY_UNKNOWN");
    assert.match(String(message), /lists no guard/);
    assert.match(String(remedy), /home/);
  });
});
