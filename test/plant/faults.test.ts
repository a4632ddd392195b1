import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { type Following, hexBytes, signCommand } from "@quorate/protocol";
import { nodeSigner, readKey, type SiteLinks } from "@quorate/protocol/node";
import { join } from "node:path";
import { until } from "../until.ts";
import { type Plant, startPlant } from "./harness.ts";
import type { PlantProcess } from "@quorate/deploy";

interface Given {
  readonly value: number;
  readonly following: Following;
}

/** float32 as the PLC's journal shows it. */
const rounded = (value: number): number => Math.fround(value);

/** Set points near each other: the valve is there at once, each value names its command. */
const valueOf = (index: number): number => 40 + index / 20;

const give = (plant: Plant, links: SiteLinks, value: number): Given => {
  const signer = nodeSigner(readKey(join(plant.home(), "key.pem")).seed);
  const envelope = signCommand(hexBytes(plant.site.chain), signer, {
    ...{ device: "intake", writes: [{ point: "valve", value }], nonce: randomBytes(16) },
    notAfterMs: Date.now() + 50_000,
  });
  return { value, following: links.client.submit(envelope, () => {}) };
};

const hasEnded = ({ following }: Given): boolean => following.stage === "ended";

/** Kills one after the other and starts each again before the next is killed. */
const restartInTurn = async (plant: Plant, mayGoOn: () => boolean): Promise<void> => {
  const started = (one: PlantProcess): number =>
    one.logged("AGENT_STARTED").length + one.logged("GUARD_STARTED").length;
  for (const one of [plant.guard, ...plant.agents]) {
    if (!mayGoOn()) return;
    const before = started(one);
    assert.equal(await one.kill("SIGKILL"), "SIGKILL");
    one.start();
    await until(() => started(one) > before, { what: `${one.name} again`, deadlineMs: 60_000 });
    await plant.ready();
  }
};

/** Every confirmed write once, in the log's order, and nothing that the log does not permit. */
const checkJournal = async (plant: Plant, given: readonly Given[]): Promise<void> => {
  const journal = plant.plc.journal().map(({ value }) => value as number);
  assert.equal(new Set(journal).size, journal.length, "a value was written twice");
  for (const { value, following } of given) {
    const writes = journal.filter((written) => written === rounded(value)).length;
    if (following.outcome === "confirmed") assert.equal(writes, 1, `${value} confirmed`);
  }
  const { stdout } = await plant.cli(["log", "--json"]);
  const permitted = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { kind: string; code?: string; writes?: { valve: number } })
    .filter(({ kind, code }) => kind === "verdict" && (code ?? "") === "")
    .map(({ writes }) => rounded(writes?.valve ?? Number.NaN));
  const places = journal.map((value) => permitted.indexOf(value));
  assert.ok(places.every((place) => place >= 0), "a write that the log does not permit");
  assert.deepEqual(places, [...places].sort((a, b) => a - b), "written in another order");
};

describe("plant: processes killed", () => {
  let plant: Plant;
  let links: SiteLinks;

  before(async function () {
    this.timeout(180_000);
    const site = (text: string): string =>
      text.replace(/ratePerMinute: \d+/, "ratePerMinute: 9999");
    plant = await startPlant({ site });
    links = plant.connect();
    await links.ready();
  });

  after(async function () {
    this.timeout(60_000);
    links?.close();
    await plant?.stop();
  });

  it("guard and agents killed in turn: each write once, in order", async function () {
    this.timeout(400_000);
    const given: Given[] = [];
    const stream = setInterval(() => {
      if (given.length < 200) given.push(give(plant, links, valueOf(given.length)));
    }, 100);
    await restartInTurn(plant, () => true);
    await until(() => given.length === 200, { what: "200 commands", deadlineMs: 60_000 });
    clearInterval(stream);
    await until(() => given.every(hasEnded), {
      what: `every command to end: ${given.filter((one) => !hasEnded(one)).length} have not`,
      deadlineMs: 90_000,
    });
    const confirmed = given.filter(({ following }) => following.outcome === "confirmed").length;
    const outcomes = new Map<string, number>();
    for (const { following } of given) {
      const name = `${following.outcome} ${following.code}`.trim();
      outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
    }
    assert.ok(confirmed >= 100, JSON.stringify([...outcomes]));
    await checkJournal(plant, given);
  });

  it("one of four killed: commands confirm; two: none is written", async function () {
    this.timeout(240_000);
    const [north, east] = [plant.agent("north"), plant.agent("east")];
    await north.kill("SIGKILL");
    const withThree = await plant.cli(["set", "intake", "valve=51", "--ttl", "50s"]);
    assert.equal(withThree.code, 0, withThree.stderr);
    await east.kill("SIGKILL");
    const before = plant.plc.journal().length;
    const waiting = give(plant, links, 52);
    const status = await until(
      async () => {
        const now = await plant.json<{ ordering: boolean; why: string }>("status");
        return now.ordering ? null : now;
      },
      { what: "a status that says so" },
    );
    assert.match(status.why, /north/);
    assert.match(status.why, /east/);
    assert.match(status.why, /2 of 4/);
    assert.equal(plant.plc.journal().length, before);
    assert.equal(hasEnded(waiting), false);
    east.start();
    await until(() => hasEnded(waiting), { what: "the waiting command's end", deadlineMs: 60_000 });
    assert.equal(waiting.following.outcome, "confirmed", waiting.following.code);
    north.start();
    await plant.ready();
  });
});
