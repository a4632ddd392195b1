import assert from "node:assert/strict";
import { randomBytes, randomInt } from "node:crypto";
import { connect } from "node:net";
import { join } from "node:path";
import { encodeFrame, isCoded } from "@quorate/protocol";
import { dialLink, type Link, newSeed, readKey } from "@quorate/protocol/node";
import { until } from "../until.ts";
import { type Plant, startPlant } from "./harness.ts";

const frames = 10_000;

/** Random bytes at a port, over as many connections as it takes; each until it is closed. */
const rawGarbage = async (port: number): Promise<void> => {
  for (let sent = 0; sent < frames; ) {
    sent += await new Promise<number>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      let written = 0;
      const end = (): void => {
        socket.destroy();
        if (written > 0) resolve(written);
        else reject(new Error(`nobody listens at port ${port}`));
      };
      socket.setTimeout(1000, end);
      socket.on("error", end).on("close", end);
      socket.on("connect", () => {
        for (; written < 200; written += 1) socket.write(randomBytes(randomInt(1, 300)));
        socket.end();
      });
      socket.resume();
    });
  }
};

/** A frame that is garbage, or nearly a right one. */
const garbageFrame = (): Uint8Array => {
  if (randomInt(2) === 0) return randomBytes(randomInt(1, 400));
  const hash = randomBytes(32);
  const envelope = { body: randomBytes(randomInt(1, 200)), signature: randomBytes(64) };
  const frame = [
    encodeFrame({ events: { events: [envelope, envelope] } }),
    encodeFrame({ want: { hashes: [hash, hash] } }),
    encodeFrame({ ballots: { ballots: [envelope] } }),
    encodeFrame({ request: 1, submit: { command: envelope } }),
    encodeFrame({ tips: { tips: [{ hash, sequence: 3 }], reply: true } }),
    encodeFrame({ request: 2, query: { readings: true } }),
    encodeFrame({ report: envelope }),
  ][randomInt(7)] as Uint8Array;
  const bytes = Uint8Array.from(frame);
  if (randomInt(2) === 0) bytes[randomInt(bytes.length)] = randomInt(256);
  return bytes;
};

/** Garbage from a peer whose key is listed; when it is thrown out it comes back. */
const listedGarbage = async (address: string, seed: Uint8Array, expectKey: string) => {
  let link: Link | null = null;
  for (let sent = 0; sent < frames; sent += 1) {
    if (link === null || link.closed) {
      link = await dialLink({ address, seed, expectKey });
      link.onFrame(() => {});
    }
    link.send(garbageFrame());
    if (sent % 100 === 0) await new Promise(setImmediate);
  }
  link?.close();
};

describe("plant: garbage at every port", () => {
  let plant: Plant;

  before(async function () {
    this.timeout(180_000);
    plant = await startPlant();
    await until(async () => (await plant.status()).agents.every(({ up }) => up), {
      what: "all four agents",
      deadlineMs: 60_000,
    });
  });

  after(async function () {
    this.timeout(60_000);
    await plant?.stop();
  });

  const works = async (value: number): Promise<void> => {
    await plant.ready();
    const { code, stderr } = await plant.cli(["set", "intake", `valve=${value}`, "--ttl", "50s"]);
    assert.equal(code, 0, stderr);
  };
  const portOf = (address: string): number => Number(address.split(":")[1]);

  it("an unlisted key is refused at both ports of an agent before it sends a frame", async () => {
    const seed = newSeed();
    for (const { address, api, key } of plant.site.agents)
      for (const port of [address, api])
        await assert.rejects(
          dialLink({ address: port, seed, expectKey: key }),
          (error) => isCoded(error) && error.code === "LINK_REFUSED",
        );
  });

  it("10,000 random frames at each port leave agents and guard working", async function () {
    this.timeout(300_000);
    const ports = plant.site.agents.flatMap(({ address, api }) => [portOf(address), portOf(api)]);
    for (const port of [...ports, plant.readOnlyPort]) await rawGarbage(port);
    await works(41);
  });

  it("10,000 frames of garbage from listed keys leave the agent working", async function () {
    this.timeout(300_000);
    const [north, east] = plant.site.agents;
    assert.ok(north !== undefined && east !== undefined);
    const ann = readKey(join(plant.home(), "key.pem")).seed;
    await listedGarbage(east.api, ann, east.key);
    await plant.agent("north").kill("SIGTERM");
    const asNorth = readKey(join(plant.dir, "agents", "north", "key.pem")).seed;
    await listedGarbage(east.address, asNorth, east.key);
    const guard = readKey(join(plant.dir, "guards", "intake-guard", "key.pem")).seed;
    await listedGarbage(east.api, guard, east.key);
    plant.agent("north").start();
    await until(() => plant.agent("east").running, { what: "east to run on" });
    await works(42);
    for (const agent of plant.agents) assert.equal(agent.logged("UNEXPECTED").length, 0);
  });
});
