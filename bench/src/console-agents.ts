import { join } from "node:path";
import type { Plant } from "@quorate/deploy";
import {
  type AgentStatus,
  decodeFrame,
  encodeFrame,
  type Envelope,
  type Frame,
  hexBytes,
  parseAddress,
  signReading,
  type Site,
  type WireFrame,
} from "@quorate/protocol";
import {
  type Link,
  listenLink,
  type LinkListener,
  nodeSigner,
  readKey,
} from "@quorate/protocol/node";

/** Every point has another value, this often. */
const changeMs = 1000;
/** A counter that goes round, so that values stay short. */
const turns = 1000;

const statusOf = ({ agents, guards, devices }: Site, name: string): AgentStatus => {
  const nowMs = Date.now();
  return {
    ...{ agent: name, observer: "", ordering: true, whyCode: "", why: "", waitsCode: "" },
    ...{ waits: "", block: 0, round: 7, timeMs: nowMs, clockMs: nowMs, pending: 0 },
    ...{ ownOrdered: 1, voted: 0 },
    agents: agents.map((agent) => ({
      ...{ name: agent.name, up: true, round: 7, block: 0, lagMs: 5, skewMs: 0, outlier: false },
      ...{ lastEvent: 9, lastEventMs: nowMs, lastCode: "", equivocated: false },
      ...{ equivocation: 0, diverged: false },
    })),
    guards: guards.map((guard) => ({ name: guard.name, up: true, twice: false })),
    devices: devices.map((device) => ({
      ...{ name: device.name, guard: device.guard, up: true, sequence: 0, open: 0 },
    })),
  };
};

/**
 * What a console hears of a plant at rest: one port for each agent, and a guard's signed readings
 * of every device, new ones every second. What agents do among themselves is measured elsewhere.
 */
export class ConsoleAgents {
  private readonly plant: Plant;
  private readonly listeners: LinkListener[] = [];
  private readings: readonly Envelope[] = [];
  private timer: NodeJS.Timeout | null = null;
  private turn = 0;

  constructor(plant: Plant) {
    this.plant = plant;
  }

  async start(): Promise<void> {
    const { site, dir } = this.plant;
    this.change();
    this.timer = setInterval(() => this.change(), changeMs);
    for (const { name, api } of site.agents) {
      const address = parseAddress(api ?? "");
      if (address === null) throw new TypeError(`${name} has no address`);
      const { seed } = readKey(join(dir, "agents", name, "key.pem"));
      const onLink = (link: Link): void =>
        link.onFrame((bytes) => this.answer(name, link, decodeFrame(bytes)));
      this.listeners.push(await listenLink({ ...address, seed, allow: () => true, onLink }));
    }
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    for (const listener of this.listeners) await listener.close();
  }

  private change(): void {
    const { site, dir } = this.plant;
    this.turn += 1;
    const timeMs = Date.now();
    this.readings = site.devices.map(({ name, guard, points }) => {
      const signer = nodeSigner(readKey(join(dir, "guards", guard, "key.pem")).seed);
      const samples = points.map(({ name: point }, index) => ({
        ...{ point, value: (index + this.turn) % turns, quality: "good" as const },
        ...{ sourceTimeMs: timeMs, receivedTimeMs: timeMs },
      }));
      return signReading(hexBytes(site.chain), signer, { device: name, timeMs, up: true, samples });
    });
  }

  private answer(name: string, link: Link, { request, query }: WireFrame): void {
    if (query == null) return;
    const answer: Frame["answer"] = query.readings
      ? { readings: [...this.readings] }
      : { json: query.status ? JSON.stringify(statusOf(this.plant.site, name)) : "[]" };
    link.send(encodeFrame({ request, answer }));
  }
}
