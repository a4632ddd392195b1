import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Humanizer } from "../../deploy/src/humanize.ts";
import { runQuorate } from "../plant/harness.ts";
import { freeBase, PlantProcess, until } from "@quorate/deploy";
import { misspellings, readDashboard, shownBy, wrongQueries } from "./dashboard.ts";
import { knock, Scraper } from "./scraper.ts";

const bin = fileURLToPath(new URL("../../deploy/bin/demo.js", import.meta.url));

describe("demo: npm start", function () {
  this.timeout(300_000);
  let folder = "";
  let base = 0;
  let running: PlantProcess;

  before(async () => {
    folder = join(mkdtempSync(join(tmpdir(), "quorate-demo-")), "demo");
    const metrics = [210, 211, 212, 213, 214, 215, 216];
    const devices = [296, 297, 298, 299];
    base = await freeBase([0, 1, 2, 3, 100, 101, 102, 103, 200, ...metrics, ...devices]);
  });
  after(async () => {
    await running.kill("SIGINT");
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

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

  /** A demo that has said it is ready. */
  const readyDemo = async (): Promise<PlantProcess> => {
    const started = demo();
    const line = await started.line("npx quorate set", 120_000);
    assert.match(line, /npx quorate set intake valve=50 --home .*operators\/ann$/);
    const ready = "The plant is ready: 4 agents agree, intake-guard and exchanger-guard write.";
    assert.ok(started.out.includes(ready), started.tail());
    await started.line(`npx mqtt sub -h 127.0.0.1 -p ${base + 296} -t 'quorate/#'`);
    return started;
  };

  const key = (): string[] => ["--home", join(folder, "operators", "ann")];

  const set = async (device: string, write: string): Promise<void> => {
    const { code, stderr } = await runQuorate(["set", device, write, ...key(), "--ttl", "50s"]);
    assert.equal(code, 0, `${stderr}\n${running.tail()}`);
  };

  const end = async (): Promise<void> => {
    assert.equal(await running.kill("SIGINT"), 0, running.tail());
    assert.deepEqual(running.err, []);
  };

  it("makes a plant and says when it is ready", async () => {
    running = await readyDemo();
    assert.equal(await permitted(key()), 0);
  });

  it("dashboard: every panel's query shows a number, and none with a slip of the pen", async () => {
    const scraper = new Scraper(folder);
    const homes = ["north", "east", "south", "west", "intake-guard", "exchanger-guard", "console"];
    assert.deepEqual(scraper.names, homes);
    const { database } = scraper;
    const dashboard = readDashboard();
    await set("intake", "valve=45");
    await knock(`127.0.0.1:${base}`);
    // Rates are of what moves between two looks: of stages that a command has come to before.
    await scraper.scrape();
    await set("exchanger", "outlet-target=60");
    let lastMs = 0;
    let wrong: readonly string[] = [];
    const isRight = async (): Promise<boolean> => {
      // Every look is held against every slip below: few of them do.
      await wait(250);
      lastMs = await scraper.scrape();
      wrong = wrongQueries(dashboard, database, lastMs);
      return wrong.length === 0;
    };
    await until(isRight, { what: "numbers in every panel", deadlineMs: 60_000 }).catch(() =>
      assert.fail(wrong.join("\n")),
    );

    const slips = misspellings(dashboard);
    for (const { slip, dashboard: misspelt } of slips)
      assert.notDeepEqual(wrongQueries(misspelt, database, lastMs), [], slip);
    for (const known of ["quorate_readyx{", "{jobx=", "by (peerx)", '"endedx"', "{{xinstance}}"])
      assert.ok(slips.some(({ slip }) => slip.includes(known)), known);

    const deadMs = await scraper.scrape("console");
    const ready = shownBy(dashboard, "Ready", database, deadMs);
    assert.deepEqual(ready.map(({ labels }) => labels["instance"]), homes);
    assert.equal(ready.find(({ labels }) => labels["instance"] === "console")?.value, 0);
  });

  it("ends at one Ctrl-C, and goes on with what was agreed", async () => {
    await end();
    running = await readyDemo();
    assert.equal(await permitted(key()), 2);
    await set("intake", "valve=50");
    await set("exchanger", "outlet-target=65");
    await end();
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
