import assert from "node:assert/strict";
import { join } from "node:path";
import { type Plant, PlantProcess, quorate, startPlant, until } from "@quorate/deploy";

const deadlineMs = 90_000;
const hooks = new URL("../bin/mutation-hooks.js", import.meta.url);

/** `node` arguments under which a process speaks other versions of the wire than its code says. */
const speaking = (lowest: number, highest: number): readonly string[] => {
  const mutation = {
    file: "protocol/src/node/link.ts",
    from: "{ lowest: 1, highest: 1 }",
    to: `{ lowest: ${lowest}, highest: ${highest} }`,
  };
  const code =
    `import { register } from "node:module";` +
    `register(${JSON.stringify(hooks.href)}, { data: ${JSON.stringify([mutation])} });`;
  return ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
};

describe("plant: agents of several versions", function () {
  this.timeout(300_000);
  let plant: Plant;
  let other: PlantProcess | undefined;

  const set = async (value: number): Promise<string> =>
    (await plant.json<{ outcome: string }>("set", "intake", `valve=${value}`, "--ttl", "50s"))
      .outcome;

  /** The box of `north` gets a release that speaks these versions. */
  const upgradeNorth = async (lowest: number, highest: number): Promise<PlantProcess> => {
    await plant.agent("north").kill("SIGTERM");
    await other?.kill("SIGTERM");
    const home = join(plant.dir, "agents", "north");
    // A checkout's, for what it does is changed while it is compiled.
    const command = [...speaking(lowest, highest), quorate, "agent", "--home", home];
    other = new PlantProcess("north", command);
    other.start();
    return other;
  };

  before(async () => {
    plant = await startPlant();
  });
  after(async () => {
    await other?.kill("SIGTERM");
    await plant.stop();
  });

  it("one that speaks a newer version too takes part", async () => {
    const north = await upgradeNorth(1, 2);
    const peers = (): Set<unknown> => new Set(north.logged("PEER_UP").map((line) => line["peer"]));
    await until(() => peers().size === 3, { what: "its peers", deadlineMs });
    // Without the fourth agent three are just a quorum: with east away north's ballot is needed.
    await plant.agent("east").kill("SIGTERM");
    assert.equal(await set(41), "confirmed");
    plant.agent("east").start();
    await plant.ready();
  });

  it("one without a common version is refused at both ends, and the status names it", async () => {
    const north = await upgradeNorth(2, 3);
    const told = (process: PlantProcess): boolean =>
      process.logged().some((line) => JSON.stringify(line).includes("LINK_VERSION"));
    const south = plant.agent("south");
    await until(() => told(north) && told(south), { what: "both to say LINK_VERSION", deadlineMs });
    assert.equal(await set(42), "confirmed");
    await until(
      async () => {
        const { agents } = await plant.status();
        const found = agents.find(({ name }) => name === "north");
        return found?.up === false && JSON.stringify(found).includes("LINK_VERSION");
      },
      { what: "the status to name the version", deadlineMs },
    );
    assert.equal(north.logged("PEER_UP").length, 0);
  });
});
