import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Humanizer } from "../../deploy/src/humanize.ts";
import { runQuorate } from "../plant/harness.ts";
import { freeBase, PlantProcess } from "@quorate/deploy";

const bin = fileURLToPath(new URL("../../deploy/bin/demo.js", import.meta.url));

describe("demo: npm start", function () {
  this.timeout(180_000);
  let folder = "";
  let base = 0;

  before(async () => {
    folder = join(mkdtempSync(join(tmpdir(), "quorate-demo-")), "demo");
    const metrics = [210, 211, 212, 213, 214, 215, 216];
    const devices = [296, 297, 298, 299];
    base = await freeBase([0, 1, 2, 3, 100, 101, 102, 103, 200, ...metrics, ...devices]);
  });
  after(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

  const demo = (): PlantProcess => {
    const command = [bin, "--data", folder, "--base-port", String(base)];
    const started = new PlantProcess("demo", command);
    started.start();
    return started;
  };

  const permitted = async (key: readonly string[]): Promise<number> => {
    const { stdout } = await runQuorate(["log", "--json", ...key]);
    const lines = stdout.split("\n").filter((line) => line !== "");
    return lines.filter((line) => (JSON.parse(line) as { kind: string }).kind === "verdict").length;
  };

  it("makes a plant, says when it is ready, and ends at one Ctrl-C; twice", async () => {
    for (const [valve, target, known] of [[45, 60, 0], [50, 65, 2]] as const) {
      const running = demo();
      const line = await running.line("npx quorate set", 90_000);
      assert.match(line, /npx quorate set intake valve=50 --home .*operators\/ann$/);
      const ready = "The plant is ready: 4 agents agree, intake-guard and exchanger-guard write.";
      assert.ok(running.out.includes(ready), running.tail());
      await running.line(`npx mqtt sub -h 127.0.0.1 -p ${base + 296} -t 'quorate/#'`);
      const home = join(folder, "operators", "ann");
      const key = ["--home", home];
      assert.equal(await permitted(key), known, "what was agreed before the restart");
      for (const [device, write] of [
        ["intake", `valve=${valve}`],
        ["exchanger", `outlet-target=${target}`],
      ] as const) {
        const set = ["set", device, write, ...key, "--ttl", "30s"];
        const { code, stderr } = await runQuorate(set);
        assert.equal(code, 0, `${stderr}\n${running.tail()}`);
      }
      assert.equal(await running.kill("SIGINT"), 0, running.tail());
      assert.deepEqual(running.err, []);
    }
  });

  it("names every port that is taken, and other ones to use", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(base + 101, "127.0.0.1", resolve));
    const running = demo();
    assert.equal(await running.end(), 1);
    await new Promise((resolve) => server.close(resolve));
    const [first, second] = running.err;
    const port = `127.0.0.1:${base + 101} for agent east, for clients (EADDRINUSE)`;
    assert.equal(first, `PORT_TAKEN: cannot listen on ${port}`);
    assert.match(second ?? "", /npm start -- --data .* --base-port/);
  });

  it("does not start a plant under other ports than it was made for", async () => {
    const other = new PlantProcess("demo", [bin, "--data", folder, "--base-port", "9"]);
    other.start();
    assert.equal(await other.end(), 1);
    assert.match(other.err[0] ?? "", /^DEMO_PORTS: /);
  });
});

describe("demo: lines for people", () => {
  const line = (code: string, facts: object = {}, level = 30): string =>
    JSON.stringify({ level, stage: "gossip", code, ...facts });

  it("says that links are up when all are, and which one was lost", () => {
    const human = new Humanizer(2);
    assert.equal(human.of(line("PEER_UP", { peer: "east" })), null);
    assert.equal(human.of(line("PEER_UP", { peer: "south" })), "linked to all 2 peers");
    const down = line("PEER_DOWN", { peer: "east", cause: "LINK_LOST" }, 40);
    assert.equal(human.of(down), "lost east (LINK_LOST)");
    assert.equal(human.of(line("PEER_UP", { peer: "east" })), "linked to all 2 peers");
  });

  it("leaves noise out, and never what it does not know", () => {
    const human = new Humanizer(3);
    assert.equal(human.of(line("AGENT_COUNTERS", { A: 1 })), null);
    assert.equal(human.of(""), null);
    const plain = "listening modbus-tcp 127.0.0.1:1502";
    assert.equal(human.of(plain), plain);
    assert.equal(human.of(line("NEW_CODE", { detail: "why" }, 40)), "NEW_CODE why");
    assert.equal(human.of("{broken"), "{broken");
    assert.equal(human.of("09:05:15.570Z :verify_pcks1                  :76    W27"), null);
  });
});
