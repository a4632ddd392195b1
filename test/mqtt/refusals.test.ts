import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeBase } from "@quorate/deploy";
import { newKey } from "@quorate/protocol/node";
import { type CliResult, runQuorate } from "../plant/harness.ts";

interface FailureLine {
  readonly level: number;
  readonly code?: string;
  readonly message?: string;
  readonly remedy?: string;
}

/** Of pino. */
const errorLevel = 50;

describe("mqtt: what an agent with a broker does not start with", function () {
  this.timeout(240_000);
  const dir = mkdtempSync(join(tmpdir(), "quorate-mqtt-refusals-"));
  const home = (agent: string): string => join(dir, "site", "agents", agent);
  const run = (args: readonly string[]): Promise<CliResult> =>
    runQuorate(args, { QUORATE_HOME: "" });

  /** Runs the agent's own process to its end; answers the line that says why it ended. */
  const failure = async (agent: string, mqtt: string): Promise<FailureLine> => {
    writeFileSync(join(home(agent), "local.yaml"), `mqtt: ${mqtt}\n`);
    const { code, stdout, stderr } = await run(["agent", "--home", home(agent)]);
    assert.equal(code, 1, `${stdout}\n${stderr}`);
    const lines = stdout.trim().split("\n").map((line) => JSON.parse(line) as FailureLine);
    // Devices that were being dialled may end behind it.
    return lines.findLast(({ level }) => level >= errorLevel) ?? assert.fail("it said nothing");
  };

  before(async () => {
    const base = await freeBase([0, 1, 2, 3, 100, 101, 102, 103, 200]);
    const args = ["--base-port", String(base), "--no-exchanger", "--gateway", "north"];
    const { code, stderr } = await run(["init", join(dir, "site"), ...args]);
    assert.equal(code, 0, stderr);
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  it("INIT_GATEWAY: a gateway for no agent, or two for one; nothing is made", async () => {
    for (const names of [["nowhere"], ["north", "north"]]) {
      const site = join(dir, "refused");
      const gateways = names.flatMap((name) => ["--gateway", name]);
      const { code, stdout, stderr } = await run(["init", site, ...gateways]);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /^INIT_GATEWAY: n[a-z]+ is no agent, or is named twice/);
      assert.match(stderr, /the agents are north, east, south, west/);
      assert.equal(stdout, "");
      assert.equal(existsSync(site), false);
    }
  });

  it("GATEWAY_KEY: a gateway's key that the site file does not list for this agent", async () => {
    newKey(join(home("east"), "gateway.pem"));
    const { code, message, remedy } = await failure("east", "{ url: 'mqtt://127.0.0.1:1' }");
    assert.equal(code, "GATEWAY_KEY");
    assert.match(message ?? "", /lists no gateway of east with .*gateway\.pem/);
    assert.match(remedy ?? "", /list it under gateways/);
  });

  it("MQTT_PASSWORD: the variable that the settings name is not set", async () => {
    const settings = "{ url: 'mqtts://127.0.0.1:1', user: u, passwordEnv: QUORATE_TEST_UNSET }";
    const { code, message, remedy } = await failure("north", settings);
    assert.equal(code, "MQTT_PASSWORD");
    assert.match(message ?? "", /QUORATE_TEST_UNSET is not set/);
    assert.ok(remedy);
  });

  it("MQTT_TLS: what stands there for a certificate is none", async () => {
    writeFileSync(join(home("north"), "broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
    const settings = "{ url: 'mqtts://127.0.0.1:1', tls: { cert: broken.pem, key: key.pem } }";
    const { code, message, remedy } = await failure("north", settings);
    assert.equal(code, "MQTT_TLS");
    assert.match(message ?? "", /cannot be used/);
    assert.match(remedy ?? "", /PEM/);
  });
});
