import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { freeBase, type Plant, PlantProcess, quorate, startPlant, until } from "@quorate/deploy";
import { release } from "@quorate/protocol";
import { type Series, parsePage } from "./prometheus.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

describe("metrics: a running plant", function () {
  this.timeout(360_000);
  let plant: Plant;
  let console: PlantProcess;
  let homes: readonly { readonly name: string; readonly home: string }[];
  let base: number;

  const at = (name: string): string => {
    const index = homes.findIndex((one) => one.name === name);
    return `http://127.0.0.1:${base + index}`;
  };

  const get = async (name: string, path: string, method = "GET") => {
    const answer = await fetch(`${at(name)}${path}`, { method });
    return { status: answer.status, text: await answer.text() };
  };

  /** Every page, with whose it is. */
  const scrape = async (): Promise<Series[]> => {
    const pages = await Promise.all(
      homes.map(async ({ name }) => ({ name, page: await get(name, "/metrics") })),
    );
    return pages.flatMap(({ name, page }) =>
      parsePage(page.text).series.map((series) => ({
        ...series,
        labels: { ...series.labels, instance: name },
      })),
    );
  };

  before(async () => {
    plant = await startPlant({ start: false });
    const consoleHome = join(plant.dir, "console");
    mkdirSync(consoleHome, { recursive: true });
    homes = [
      ...plant.site.agents.map(({ name }) => ({ name, home: join(plant.dir, "agents", name) })),
      ...plant.site.guards.map(({ name }) => ({ name, home: join(plant.dir, "guards", name) })),
      { name: "console", home: consoleHome },
    ];
    base = await freeBase([...homes.keys(), 9]);
    homes.forEach(({ home, name }, index) => {
      const http = name === "console" ? `, http: "127.0.0.1:${base + 9}"` : "";
      appendFileSync(
        join(home, "local.yaml"),
        `listen: { metrics: "127.0.0.1:${base + index}"${http} }\n`,
      );
    });
    console = new PlantProcess("console", [quorate, "console", "--home", consoleHome]);
    plant.start();
    console.start();
    await plant.ready();
    // In a fresh checkout it builds its page first.
    await until(() => console.logged("MONITOR_UP").length > 0, {
      ...{ what: "the console to answer", deadlineMs: 120_000 },
    });
    await plant.json("set", "intake", "valve=41", "--ttl", "50s");
    const refused = await plant.cli(["set", "intake", "valve=4100"]);
    assert.equal(refused.code, 1);
  });

  after(async () => {
    await console.kill("SIGTERM");
    await plant.stop();
  });

  it("health: everybody is live and ready, and says why not when the quorum is gone", async () => {
    for (const { name } of homes) {
      assert.equal((await get(name, "/live")).status, 200, name);
      await until(async () => (await get(name, "/ready")).status === 200, {
        what: `${name} to be ready\n${(await get(name, "/ready")).text}`,
        deadlineMs: 60_000,
      });
      assert.equal((await get(name, "/metrics", "POST")).status, 405);
      assert.equal((await get(name, "/other")).status, 404);
    }
    const [first, second, third] = plant.agents as [PlantProcess, PlantProcess, PlantProcess];
    await Promise.all([second.kill("SIGSTOP"), third.kill("SIGSTOP")]);
    try {
      await until(async () => (await get(first.name, "/ready")).status === 503, {
        what: "an agent without quorum to be not ready",
        deadlineMs: 60_000,
      });
      const { ready, code } = JSON.parse((await get(first.name, "/ready")).text);
      assert.deepEqual({ ready, code }, { ready: false, code: "NO_QUORUM" });
      assert.equal((await get(first.name, "/live")).status, 200);
    } finally {
      await Promise.all([second.kill("SIGCONT"), third.kill("SIGCONT")]);
    }
    await plant.ready();
  });

  it("metrics: names have units, series are few, and values are what happened", async () => {
    const series = await scrape();
    for (const { name } of series)
      assert.match(name, /^(quorate|process|nodejs)_[a-z_]+$/, `${name} is named otherwise`);
    const perProcess = series.filter(({ labels }) => labels["instance"] === homes[0]?.name);
    assert.ok(perProcess.length < 400, `${perProcess.length} series of one agent`);
    const build = series.find(({ name }) => name === "quorate_build_info");
    assert.equal(build?.labels["release"], release);
    assert.equal(JSON.parse(read("package.json")).version, release);
    const confirmed = series.filter(
      ({ name, labels, value }) =>
        name === "quorate_report_ended_total" && labels["outcome"] === "confirmed" && value >= 1,
    );
    assert.equal(confirmed.length, plant.agents.length + plant.guards.length);
  });

  it("log: SIGUSR2 makes processes more talkative; every line has a noun as stage", async () => {
    const stages = [
      ...["command", "gossip", "order", "policy", "certificate", "actuation", "report"],
      ...["agent", "guard", "console", "mqtt"],
    ];
    const all = [...plant.agents, ...plant.guards, console];
    for (const one of all) process.kill(one.pid, "SIGUSR2");
    for (const one of all) {
      await until(() => one.logged("LOG_LEVEL").length === 1, { what: `${one.name} to say so` });
      assert.equal(one.logged("LOG_LEVEL")[0]?.["level"], "debug");
    }
    await plant.status();
    const [agent] = plant.agents as [PlantProcess];
    await until(() => agent.logged("CLIENT_UP").some((line) => line["level"] === 20), {
      what: "a line of level debug",
    });
    for (const one of all)
      for (const line of one.out) {
        if (!line.startsWith("{")) continue;
        const { stage, code } = JSON.parse(line) as { stage?: string; code?: string };
        assert.ok(stages.includes(stage ?? ""), `${one.name}: ${line}`);
        assert.match(code ?? "", /^[A-Z][A-Z_0-9]+$/, line);
      }
    for (const one of all) process.kill(one.pid, "SIGUSR2");
    for (const one of all)
      await until(() => one.logged("LOG_LEVEL").length === 2, { what: `${one.name} again` });
    assert.equal(agent.logged("LOG_LEVEL")[1]?.["level"], "error");
  });
});
