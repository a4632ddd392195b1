import { createHash } from "node:crypto";
import { Agent, type OwnSample } from "@quorate/edge-agent";
import type { DeviceAdapter } from "@quorate/device-adapters";
import { Guard } from "@quorate/guard";
import {
  type Envelope,
  type Following,
  type FrameLink,
  hexBytes,
  type Log,
  type PointValue,
  type Site,
  SiteClient,
  signCommand,
  toHex,
  type VerifySignature,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import { SimFile } from "./disk.ts";
import { type End, Network, type NetworkOptions } from "./network.ts";
import { Plant, SimAdapter } from "./plant.ts";
import { signerOf, simSite } from "./site.ts";
import { World } from "./world.ts";

/** Real signatures; what one process of the run has checked, the others need not compute again. */
const sharedVerify = (): VerifySignature => {
  const known = new Map<string, boolean>();
  return (key, message, signature) => {
    const hash = createHash("sha256").update(key).update(signature);
    const name = hash.update(message).digest("base64");
    const before = known.get(name);
    if (before !== undefined) return before;
    const valid = nodeVerify(key, message, signature);
    known.set(name, valid);
    return valid;
  };
};

export interface ClusterOptions {
  readonly n: number;
  readonly network: NetworkOptions;
  readonly syncMs: readonly [number, number];
  /** Largest error of a clock, ms. */
  readonly skewMs: number;
  readonly site?: Site;
  /** What an agent sees of a device itself; null: it is blind. Without this it has the guard's. */
  readonly own?: (agent: number, plant: Plant, point: string) => PointValue | null;
  readonly trace?: (line: string) => void;
}

export interface SimAgent {
  readonly name: string;
  readonly journal: SimFile;
  readonly blocks: SimFile;
  readonly skewMs: number;
  agent: Agent | null;
}

export interface SimGuard {
  readonly fence: SimFile;
  guard: Guard | null;
}

/** A whole site in one process: agents, guard, devices and an operator, on virtual time. */
export class Cluster {
  readonly world: World;
  readonly site: Site;
  readonly network: Network;
  readonly agents: SimAgent[];
  readonly guard: SimGuard;
  readonly plants: Map<string, Plant>;
  readonly client: SiteClient;
  readonly followings: Following[] = [];
  readonly commands = new Map<string, { device: string; value: number }>();
  readonly counts = new Map<string, number>();
  private readonly verify: VerifySignature;
  private readonly options: ClusterOptions;
  private readonly operator = signerOf("ann");

  constructor(seed: number, options: ClusterOptions) {
    this.options = options;
    this.world = new World(seed);
    this.site = options.site ?? simSite(options.n);
    this.network = new Network(this.world, options.network);
    this.verify = sharedVerify();
    const { skewMs, syncMs } = options;
    this.agents = this.site.agents.map(({ name }) => ({
      name,
      journal: new SimFile(this.world, syncMs),
      blocks: new SimFile(this.world, syncMs),
      skewMs: this.world.chance.between(-skewMs, skewMs),
      agent: null,
    }));
    this.guard = { fence: new SimFile(this.world, syncMs), guard: null };
    const journals = (): number[] => this.agents.map(({ journal }) => journal.length);
    const { devices } = this.site;
    this.plants = new Map(devices.map((device) => [device.name, new Plant(device, journals)]));
    const context = { chain: hexBytes(this.site.chain), verify: this.verify };
    this.client = new SiteClient(this.site, context, this.world.clock(() => 0, () => true));
    this.agents.forEach((_, index) => this.startAgent(index));
    this.startGuard();
    this.cable();
  }

  startAgent(index: number): void {
    const place = this.agents[index] as SimAgent;
    if (place.agent !== null) return;
    const agent: Agent = new Agent({
      ...{ site: this.site, self: index, signer: signerOf(place.name), verify: this.verify },
      ...{ journal: place.journal.stored(), blocks: place.blocks.stored() },
      own: { sample: (device, point) => this.ownSample(index, device, point) },
      io: {
        clock: this.world.clock(
          () => place.skewMs,
          () => place.agent === agent,
        ),
        journal: place.journal.open(),
        blocks: place.blocks.open(),
        log: this.logOf(place.name),
        random32: () => this.world.chance.next32(),
        count: (code) => this.count(code),
      },
    });
    place.agent = agent;
    agent.start();
    this.trace(`${place.name} starts`);
  }

  /** kill -9, with the loss of what was not synced. */
  killAgent(index: number): void {
    const place = this.agents[index] as SimAgent;
    if (place.agent === null) return;
    place.agent.stop();
    place.agent = null;
    place.journal.crash();
    place.blocks.crash();
    this.network.dropAll(place.name);
    this.trace(`${place.name} is killed`);
  }

  startGuard(): void {
    if (this.guard.guard !== null) return;
    const alive = (): boolean => this.guard.guard === guard;
    const adapters = new Map<string, DeviceAdapter>();
    for (const [name, plant] of this.plants)
      adapters.set(name, new SimAdapter(this.world, plant, alive));
    const guard: Guard = new Guard({
      ...{ site: this.site, name: "g", signer: signerOf("g"), verify: this.verify, adapters },
      fenceRecords: this.guard.fence.stored().map(({ payload }) => payload),
      io: {
        clock: this.world.clock(() => 0, alive),
        fence: this.guard.fence.open(),
        random: (count) => this.world.chance.bytes(count),
        log: this.logOf("g"),
        count: (code) => this.count(code),
      },
    });
    this.guard.guard = guard;
    for (const adapter of adapters.values()) adapter.start();
    guard.start();
    this.trace("the guard starts");
  }

  killGuard(): void {
    if (this.guard.guard === null) return;
    this.guard.guard.stop();
    this.guard.guard = null;
    this.guard.fence.crash();
    this.network.dropAll("g");
    this.trace("the guard is killed");
  }

  /** The operator gives a command whose value no other command has. */
  command(device: string, value: number, ttlMs: number): Envelope {
    const nowMs = 1_767_225_600_000 + this.world.nowMs;
    const envelope = signCommand(hexBytes(this.site.chain), this.operator, {
      ...{ device, writes: [{ point: this.world.chance.pick(["a", "b"]), value }] },
      ...{ notAfterMs: Math.floor(nowMs + ttlMs), nonce: this.world.chance.bytes(16) },
    });
    const following = this.client.submit(envelope, () => {});
    this.followings.push(following);
    this.commands.set(following.id, { device, value });
    return envelope;
  }

  /** Read at the very moment at which the agent asks. */
  private ownSample(agent: number, device: string, point: string): OwnSample | undefined {
    const plant = this.plants.get(device);
    const value = plant === undefined ? null : this.options.own?.(agent, plant, point);
    if (value == null) return undefined;
    const timeMs = Math.floor(1_767_225_600_000 + this.world.nowMs);
    const times = { sourceTimeMs: timeMs, receivedTimeMs: timeMs };
    const cameMs = this.world.clock(() => 0, () => true).monotonicMs();
    return { sample: { point, value, quality: "good", ...times }, cameMs };
  }

  count(code: string): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
  }

  trace(line: string): void {
    this.options.trace?.(`${this.world.nowMs.toFixed(3).padStart(10)} ${line}`);
  }

  private logOf(name: string): Log {
    const line = (stage: string, code: string, facts?: object): void =>
      this.trace(`${name} ${stage} ${code} ${JSON.stringify(facts ?? {})}`);
    return { info: line, warn: line };
  }

  private cable(): void {
    const { agents } = this;
    agents.forEach((left, i) => {
      for (let j = i + 1; j < agents.length; j += 1) {
        const right = agents[j] as SimAgent;
        this.network.connect([left.name, right.name], [this.peerEnd(i, j), this.peerEnd(j, i)]);
      }
      this.network.connect(["g", left.name], [this.guardEnd(i), this.apiEnd(i, "g")]);
      this.network.connect(["ann", left.name], [this.clientEnd(i), this.apiEnd(i, "ann")]);
    });
  }

  private peerEnd(self: number, peer: number): End {
    const agent = (): Agent | null => (this.agents[self] as SimAgent).agent;
    return {
      up: (link) => agent()?.peerUp(peer, link),
      frame: (bytes) => agent()?.peerFrame(peer, bytes),
      down: (link) => agent()?.peerDown(peer, link),
      alive: () => agent() !== null,
    };
  }

  private guardEnd(index: number): End {
    return {
      up: (link) => this.guard.guard?.agentUp(index, link),
      frame: (bytes) => this.guard.guard?.agentFrame(index, bytes),
      down: () => this.guard.guard?.agentDown(index),
      alive: () => this.guard.guard !== null,
    };
  }

  private clientEnd(index: number): End {
    return {
      up: (link) => this.client.agentUp(index, link),
      frame: (bytes) => this.client.agentFrame(index, bytes),
      down: (link) => this.client.agentDown(index, link),
      alive: () => true,
    };
  }

  private apiEnd(index: number, who: string): End {
    const sessions = new Map<FrameLink, ReturnType<Agent["clientUp"]>>();
    const agent = (): Agent | null => (this.agents[index] as SimAgent).agent;
    return {
      up: (link) => {
        sessions.set(link, agent()?.clientUp(toHex(signerOf(who).publicKey), link) ?? null);
      },
      frame: (bytes, link) => sessions.get(link)?.frame(bytes),
      down: (link) => {
        sessions.get(link)?.down();
        sessions.delete(link);
      },
      alive: () => agent() !== null,
    };
  }
}
