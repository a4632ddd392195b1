import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { newSeed, SiteLinks } from "@quorate/protocol/node";
import { until } from "../until.ts";
import { packedProgram, type Plant, startPlant } from "./harness.ts";
import { type LoggedLine, PlantProcess } from "@quorate/deploy";

/** Throws in the running agent, where nobody catches it. */
const bomb = `
  const timer = setInterval(() => {
    if (process.listenerCount("uncaughtException") === 0) return;
    clearInterval(timer);
    setTimeout(() => { throw new TypeError("a fault nobody foresaw"); }, 300);
  }, 20);`;

describe("plant: one agent's process", function () {
  this.timeout(120_000);
  let plant: Plant;
  let program = "";

  before(async () => {
    program = await packedProgram();
    plant = await startPlant({ start: false });
  });
  after(() => plant.stop());

  const command = (): string[] => [program, "agent", "--home", join(plant.dir, "agents", "north")];
  const alone = (env: Record<string, string> = {}): PlantProcess => {
    const agent = new PlantProcess("north", command(), env);
    agent.start();
    return agent;
  };
  const lastCode = (agent: PlantProcess): unknown => agent.logged().at(-1)?.code;

  it("ends with status 0 at SIGTERM and at SIGINT, at rest without any peer", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const agent = alone();
      await agent.line("AGENT_STARTED", 30_000);
      assert.equal(await agent.kill(signal), 0, agent.tail());
      assert.equal(lastCode(agent), "AGENT_STOPPED");
    }
  });

  it("ends with status 1 and a code after an error that nobody catches", async () => {
    const preload = `--import=data:text/javascript,${encodeURIComponent(bomb)}`;
    const agent = alone({ NODE_OPTIONS: preload });
    assert.equal(await agent.end(), 1, agent.tail());
    const last = agent.logged().at(-1);
    assert.deepEqual([last?.["level"], last?.stage, last?.code], [50, "agent", "UNEXPECTED"]);
    assert.match(String(last?.["stack"]), /TypeError: a fault nobody foresaw/);
  });

  it("refuses a folder that another process uses, and is not harmed by it", async () => {
    const first = alone();
    await first.line("AGENT_STARTED", 30_000);
    const second = alone();
    assert.equal(await second.end(), 1);
    assert.equal(lastCode(second), "LOCKED");
    assert.equal(await first.kill("SIGTERM"), 0);
  });

  it("refuses a port that is taken, and says how to go on", async () => {
    const [host, port] = (plant.site.agents[0]?.api ?? "").split(":");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen({ host, port: Number(port) }, resolve));
    const agent = alone();
    assert.equal(await agent.end(), 1);
    await new Promise((resolve) => server.close(resolve));
    assert.equal(lastCode(agent), "LINK_LISTEN");
    assert.match(String(agent.logged().at(-1)?.["remedy"]), /local\.yaml/);
  });

  it("runs with the whole example site: interlocks, OPC UA, several rules", async () => {
    const template = join(import.meta.dirname, "../protocol/site-file-example.yaml");
    const whole = await startPlant({ start: false, init: ["--site-template", template] });
    const agent = new PlantProcess("north", [
      ...[program, "agent", "--home", join(whole.dir, "agents", "north")],
    ]);
    try {
      agent.start();
      await agent.line("AGENT_STARTED", 30_000);
      const line = JSON.parse(await agent.line("FIELD_STARTED", 30_000)) as LoggedLine;
      assert.deepEqual(line["devices"], ["intake"]);
      assert.equal(await agent.kill("SIGTERM"), 0, agent.tail());
    } finally {
      await agent.kill();
      await whole.stop();
    }
  });

  it("lets in nobody whose key is not in the site file", async () => {
    const agent = alone();
    await agent.line("AGENT_STARTED", 30_000);
    const links = new SiteLinks(plant.site, newSeed());
    await until(() => agent.logged("LINK_KEY_UNLISTED").length > 0, { what: "the refusal" });
    assert.equal(links.reached, false);
    links.close();
    assert.equal(await agent.kill("SIGTERM"), 0);
  });

  it("goes on after a torn end of its journal, and refuses a damaged one", async () => {
    const file = join(plant.dir, "agents", "north", "blocks-000000000001.log");
    appendFileSync(file, Buffer.from("half of a record"));
    const torn = alone();
    await torn.line("AGENT_STARTED", 30_000);
    assert.equal(torn.logged("RECORD_TORN").length, 1);
    assert.equal(await torn.kill("SIGTERM"), 0);
    const whole = readFileSync(file);
    writeFileSync(file, Buffer.concat([Buffer.from("NOT A LOG"), whole.subarray(9)]));
    const damaged = alone();
    assert.equal(await damaged.end(), 1);
    assert.match(String(lastCode(damaged)), /^RECORD_/);
  });
});
