import assert from "node:assert/strict";
import { cpSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Plant, type PlantProcess, startPlant, until } from "@quorate/deploy";
import { askEvidence } from "@quorate/protocol";
import { Signed } from "../kill/signed.ts";

const deadlineMs = 90_000;

interface SetResult {
  readonly outcome: string;
}

describe("restore: old copies of folders, real processes", function () {
  this.timeout(300_000);
  let plant: Plant;
  let copies: string;

  const set = async (value: number): Promise<string> => {
    const write = ["intake", `valve=${value}`] as const;
    const { outcome } = await plant.json<SetResult>("set", ...write, "--ttl", "50s");
    return outcome;
  };

  /** Ends it cleanly and keeps its folder as a cold copy. */
  const copy = async (process: PlantProcess, home: string, name: string): Promise<string> => {
    await process.kill("SIGTERM");
    const to = join(copies, name);
    cpSync(home, to, { recursive: true });
    return to;
  };

  const putBack = (from: string, home: string): void => {
    rmSync(home, { recursive: true });
    cpSync(from, home, { recursive: true });
  };

  const written = (): number =>
    plant.plc.journal().filter(({ from }) => from !== "program").length;

  before(async () => {
    copies = mkdtempSync(join(tmpdir(), "quorate-copies-"));
    plant = await startPlant();
  });

  after(async () => {
    await plant.stop();
    rmSync(copies, { recursive: true, force: true });
  });

  it("guard: an old fence is told by its agents, and nothing is written with it (S4)", async () => {
    const { guard } = plant;
    const home = join(plant.dir, "guards", guard.name);
    assert.equal(await set(41), "confirmed");
    const old = await copy(guard, home, "guard-old");
    guard.start();
    await plant.ready();
    for (const value of [42, 43]) assert.equal(await set(value), "confirmed");
    const newest = await copy(guard, home, "guard-newest");
    const writes = written();
    assert.ok(writes >= 3, `${writes} writes`);

    putBack(old, home);
    guard.start();
    await until(() => guard.logged("FENCE_OLD").length > 0, {
      ...{ what: "the old fence to be found", deadlineMs },
    });
    const { outcome } = await plant.json<SetResult>(
      ...(["set", "intake", "valve=44", "--wait", "certified"] as const),
    );
    assert.equal(outcome, "certified");
    await plant.status();
    assert.equal(written(), writes, "written with an old fence");

    await guard.kill("SIGTERM");
    assert.equal(written(), writes, "written with an old fence");
    renameSync(home, join(copies, "guard-refused"));
    cpSync(newest, home, { recursive: true });
    guard.start();
    await plant.ready();
    assert.equal(await set(45), "confirmed");
    assert.equal(guard.logged("FENCE_OLD").length, 1);
    const values = plant.plc.journal().map(({ value }) => JSON.stringify(value));
    assert.equal(new Set(values).size, values.length, `written twice: ${values.join(" ")}`);
  });

  it("agent: an old journal is told by its peers, and nothing is signed twice (S6)", async () => {
    const [agent] = plant.agents as [PlantProcess];
    const home = join(plant.dir, "agents", agent.name);
    const old = await copy(agent, home, "agent-old");
    agent.start();
    await plant.ready();
    for (const value of [51, 52, 53]) assert.equal(await set(value), "confirmed");
    await copy(agent, home, "agent-newest");

    putBack(old, home);
    agent.start();
    for (const code of ["JOURNAL_LOST", "JOURNAL_RESUMED"])
      await until(() => agent.logged(code).length > 0, { what: code, deadlineMs });
    assert.equal(await set(54), "confirmed");
    await until(() => agent.logged("JOURNAL_REGAINED").length > 0, {
      ...{ what: "it to vote again", deadlineMs },
    });
    assert.equal(await set(55), "confirmed");

    const links = plant.connect();
    try {
      await links.ready();
      assert.deepEqual(await askEvidence(links), []);
    } finally {
      links.close();
    }
    await plant.end();
    // Of what it had signed before, that which anybody received: an event that was on its own disk
    // alone when it ended is on no disk any more, and in nobody's way.
    const signed = new Signed(plant.site);
    for (const { name } of plant.agents) signed.takeFolder(join(plant.dir, "agents", name));
    assert.deepEqual(signed.twice, []);
    assert.ok(signed.counts.events > 0 && signed.counts.ballots > 0);
  });
});
