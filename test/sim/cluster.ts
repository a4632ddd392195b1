import type { PaceParameters } from "@quorate/consensus";
import { Agent, type AgentOptions, type OwnSample } from "@quorate/edge-agent";
import type { DeviceAdapter } from "@quorate/device-adapters";
import { Guard } from "@quorate/guard";
import {
  type Envelope,
  type Following,
  type FrameLink,
  hexBytes,
  isCoded,
  type Log,
  type PointValue,
  type Site,
  SiteClient,
  signCommand,
  type Signer,
  toHex,
} from "@quorate/protocol";
import { type BehaviourName, Byzantine } from "./byzantine.ts";
import { SimFile, SimSnapshots, type WritePoint } from "./disk.ts";
import { GarbageWatch } from "./garbage.ts";
import { Interlock } from "./interlock.ts";
import type { Party } from "./liar.ts";
import { type End, Network, type NetworkOptions } from "./network.ts";
import { Plant, SimAdapter } from "./plant.ts";
import { realSignatures, type Signatures } from "./signatures.ts";
import { simSite } from "./site.ts";
import { beginMs, World } from "./world.ts";

export interface ClusterOptions {
  readonly n: number;
  readonly network: NetworkOptions;
  readonly syncMs: readonly [number, number];
  /** Largest error of a clock, ms. */
  readonly skewMs: number;
  /** Rounds between two snapshots; few, so that a short life sees many. */
  readonly snapshotRounds?: number;
  readonly site?: Site;
  /** What an agent sees of a device itself; null: it is blind. Without this it has the guard's. */
  readonly own?: (agent: number, plant: Plant, point: string) => PointValue | null;
  /** Ed25519 unless told otherwise. */
  readonly signatures?: Signatures;
  /** What those agents do that lie; at most f of them for the rules to hold. */
  readonly byzantine?: ReadonlyMap<number, readonly BehaviourName[]>;
  readonly pace?: PaceParameters;
  readonly consensus?: AgentOptions["consensus"];
  readonly trace?: (line: string) => void;
}

/** A process that was killed does nothing more, though its objects are still there. */
interface Life {
  isOver: boolean;
}

export interface SimAgent {
  readonly name: string;
  readonly journal: SimFile;
  readonly blocks: SimFile;
  readonly snapshots: SimSnapshots;
  /** Error of its clock, ms. */
  skewMs: number;
  readonly byzantine: Byzantine | null;
  agent: Agent | null;
  life: Life;
}

export interface SimGuard {
  readonly fence: SimFile;
  skewMs: number;
  guard: Guard | null;
  life: Life;
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
  readonly interlock: Interlock;
  readonly garbage: GarbageWatch;
  /** What was seen to be wrong while it ran. */
  readonly problems = new Set<string>();
  readonly followings: Following[] = [];
  /** Commands that nothing can keep from being carried out. */
  readonly probes = new Set<string>();
  readonly commands = new Map<string, { device: string; value: number }>();
  /** Codes that honest processes counted, and marks of their rare lines. */
  readonly counts = new Map<string, number>();
  readonly behaved = new Map<BehaviourName, number>();
  readonly peaks = new Map<string, number>();
  readonly signatures: Signatures;
  /** How far the clocks of an honest agent, and the guard's, were behind at their worst, ms. */
  slowestAgentMs = 0;
  slowestGuardMs = 0;
  private readonly options: ClusterOptions;
  private readonly operator: Signer;
  private readonly pendingKills = new Map<SimAgent | SimGuard, number>();

  constructor(seed: number, options: ClusterOptions) {
    this.options = options;
    this.world = new World(seed);
    this.signatures = options.signatures ?? realSignatures();
    this.operator = this.signatures.signerOf("ann");
    this.site = options.site ?? simSite(options.n, this.signatures);
    this.network = new Network(this.world, options.network);
    this.interlock = new Interlock(this.world, this.site);
    this.garbage = new GarbageWatch();
    this.agents = this.site.agents.map((_, index) => this.placeOf(index));
    this.slowestAgentMs = Math.min(0, ...this.agents.map(({ skewMs }) => skewMs));
    const fence = this.file(() => this.guard);
    this.guard = { fence, skewMs: 0, guard: null, life: { isOver: true } };
    const journals = (): number[] => this.agents.map(({ journal }) => journal.durable);
    const { devices } = this.site;
    this.plants = new Map(devices.map((device) => [device.name, new Plant(device, journals)]));
    const context = { chain: hexBytes(this.site.chain), verify: this.signatures.verify };
    this.client = new SiteClient(this.site, context, this.world.clock(() => 0, () => true));
    this.agents.forEach((_, index) => this.startAgent(index));
    this.startGuard();
    this.cable();
  }

  /** Agents that keep to the rules, by their place in the roster. */
  get honest(): readonly number[] {
    return this.agents.flatMap(({ byzantine }, index) => (byzantine === null ? [index] : []));
  }

  private placeOf(self: number): SimAgent {
    const { name } = this.site.agents[self] as { name: string };
    const { skewMs, byzantine } = this.options;
    const behaviours = byzantine?.get(self);
    const place: SimAgent = {
      ...{ name, agent: null, life: { isOver: true } },
      journal: this.file(() => place),
      blocks: this.file(() => place),
      snapshots: new SimSnapshots(this.world, this.options.syncMs),
      skewMs: this.world.chance.between(-skewMs, skewMs),
      byzantine:
        behaviours === undefined
          ? null
          : new Byzantine({
              ...{ world: this.world, site: this.site, self, behaviours },
              signer: this.signatures.signerOf(name),
              agent: () => place.agent,
              count: (behaviour) =>
                this.behaved.set(behaviour, (this.behaved.get(behaviour) ?? 0) + 1),
              garbage: (bytes) => this.garbage.expect(bytes),
            }),
    };
    return place;
  }

  private file(owner: () => SimAgent | SimGuard): SimFile {
    const file = new SimFile(this.world, this.options.syncMs);
    file.onWrite = (point) => this.atWritePoint(owner(), point);
    return file;
  }

  startAgent(index: number, divergedAt = 0): void {
    const place = this.agents[index] as SimAgent;
    if (place.agent !== null) return;
    const life: Life = { isOver: false };
    place.life = life;
    const { byzantine } = place;
    const { pace, consensus, snapshotRounds = 30 } = this.options;
    const agent: Agent = new Agent({
      ...{ site: this.site, self: index, verify: this.signatures.verify },
      signer: this.signatures.signerOf(place.name),
      ...{ journal: place.journal.kept(), journalIsCut: place.journal.isCut, divergedAt },
      ...{ snapshots: place.snapshots.stored(), snapshotRounds },
      own: { sample: (device, point) => this.ownSample(index, device, point) },
      ...(pace === undefined ? {} : { pace }),
      ...(consensus === undefined ? {} : { consensus }),
      ...this.vetoesOf(index),
      io: {
        clock: this.world.clock(
          () => place.skewMs + (byzantine?.skewMs() ?? 0),
          () => !life.isOver,
        ),
        journal: place.journal.open(),
        blocks: place.blocks.open(),
        snapshots: place.snapshots,
        log: this.logOf(place.name),
        random32: () => this.world.chance.next32(),
        count: (code) => this.countOf(place, code),
        mark: (name) => this.countOf(place, name),
        restart: (at) => {
          this.world.after(0, () => {
            if (place.agent === agent && !life.isOver) this.restartAgent(index, at);
          });
        },
      },
    });
    byzantine?.corrupt(agent);
    place.agent = agent;
    agent.start();
    this.trace(`${place.name} starts`);
  }

  /** The agent ends by itself, with nothing lost, and is there anew from its disk. */
  private restartAgent(index: number, divergedAt: number): void {
    const place = this.agents[index] as SimAgent;
    place.life.isOver = true;
    place.agent?.stop();
    place.agent = null;
    this.network.dropAll(place.name);
    this.trace(`${place.name} starts again`);
    this.startAgent(index, divergedAt);
  }

  /** kill -9, with the loss of what was not synced. */
  killAgent(index: number): void {
    const place = this.agents[index] as SimAgent;
    if (place.agent === null) return;
    place.life.isOver = true;
    place.agent.stop();
    place.agent = null;
    place.journal.crash();
    place.blocks.crash();
    place.snapshots.crash();
    this.network.dropAll(place.name);
    this.trace(`${place.name} is killed`);
  }

  startGuard(): void {
    if (this.guard.guard !== null) return;
    const life: Life = { isOver: false };
    this.guard.life = life;
    const alive = (): boolean => !life.isOver;
    const adapters = new Map<string, DeviceAdapter>();
    for (const [name, plant] of this.plants)
      adapters.set(name, new SimAdapter(this.world, plant, alive));
    let guard: Guard;
    try {
      guard = this.newGuard(adapters, alive);
    } catch (error) {
      if (!isCoded(error)) throw error;
      this.problems.add(`S4: the guard cannot start from what is on its disk: ${error.message}`);
      return;
    }
    this.guard.guard = guard;
    for (const adapter of adapters.values()) adapter.start();
    guard.start();
    this.trace("the guard starts");
  }

  private newGuard(
    adapters: ReadonlyMap<string, DeviceAdapter>,
    alive: () => boolean,
  ): Guard {
    return new Guard({
      ...{ site: this.site, name: "g", verify: this.signatures.verify, adapters },
      signer: this.signatures.signerOf("g"),
      fenceRecords: this.guard.fence.stored().map(({ payload }) => payload),
      io: {
        clock: this.world.clock(() => this.guard.skewMs, alive),
        fence: this.guard.fence.open(),
        random: (count) => this.world.chance.bytes(count),
        log: this.logOf("g"),
        count: (code) => this.count(code),
      },
    });
  }

  killGuard(): void {
    if (this.guard.guard === null) return;
    this.guard.life.isOver = true;
    this.guard.guard.stop();
    this.guard.guard = null;
    this.guard.fence.crash();
    this.network.dropAll("g");
    this.trace("the guard is killed");
  }

  /** Kills an agent, or the guard (-1), at one of its next write points, wherever that is. */
  killAtWrite(index: number, writes: number): void {
    this.pendingKills.set(index < 0 ? this.guard : (this.agents[index] as SimAgent), writes);
  }

  /** Nobody is killed at a write point any more. */
  disarm(): void {
    this.pendingKills.clear();
  }

  /** Sets a clock off its true time by so much; see S5 for what that may lead to. */
  stepClock(place: SimAgent | SimGuard, skewMs: number): void {
    place.skewMs = skewMs;
    if ("fence" in place) this.slowestGuardMs = Math.min(this.slowestGuardMs, skewMs);
    else if (place.byzantine === null)
      this.slowestAgentMs = Math.min(this.slowestAgentMs, skewMs);
  }

  private atWritePoint(place: SimAgent | SimGuard, point: WritePoint): void {
    const left = this.pendingKills.get(place);
    if (left === undefined || place.life.isOver) return;
    this.pendingKills.set(place, left - 1);
    if (left > 0) return;
    this.pendingKills.delete(place);
    // Its code runs on to the end of this call, but nothing of that is seen by anybody.
    place.life.isOver = true;
    this.count(`sim/killed-at-${point}`);
    if ("fence" in place) {
      place.fence.freeze();
      this.world.after(0, () => this.killGuard());
      return;
    }
    place.journal.freeze();
    place.blocks.freeze();
    place.snapshots.crash();
    this.world.after(0, () => this.killAgent(this.agents.indexOf(place)));
  }

  /** The operator gives a command whose value no other command has. */
  command(device: string, value: number, ttlMs: number): Envelope {
    const nowMs = beginMs + this.world.nowMs;
    const envelope = signCommand(hexBytes(this.site.chain), this.operator, {
      ...{ device, writes: [{ point: this.world.chance.pick(["a", "b"]), value }] },
      ...{ notAfterMs: Math.floor(nowMs + ttlMs), nonce: this.world.chance.bytes(16) },
    });
    const following = this.client.submit(envelope, () => {});
    this.followings.push(following);
    this.commands.set(following.id, { device, value });
    return envelope;
  }

  /** The simulated interlock's and liars' vetoes; a given site has interlocks of its own. */
  private vetoesOf(agent: number): Pick<AgentOptions, "vetoes"> {
    const byzantine = this.agents[agent]?.byzantine?.vetoes;
    if (byzantine !== undefined) return { vetoes: byzantine };
    if (this.options.site !== undefined) return {};
    return { vetoes: (block) => this.interlock.vetoes(agent, block) };
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

  private countOf({ byzantine }: SimAgent, code: string): void {
    if (byzantine === null) this.count(code);
  }

  /** The most there ever was of something; what reached its bound shows as a mark. */
  peak(what: string, size: number): void {
    this.peaks.set(what, Math.max(this.peaks.get(what) ?? 0, size));
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
        const ends = [this.peerEnd(i, j), this.peerEnd(j, i)] as const;
        this.network.connect([left.name, right.name], ends, true);
      }
      this.network.connect(["g", left.name], [this.guardEnd(i), this.apiEnd(i, "g")], true);
      this.network.connect(["ann", left.name], [this.clientEnd(i), this.apiEnd(i, "ann")]);
    });
  }

  /** What an agent's end of a link does to what passes it, when the agent lies. */
  private endOf(index: number, party: Party, inner: Omit<End, "alive">): End {
    const place = this.agents[index] as SimAgent;
    const { byzantine } = place;
    return {
      up: (link) => inner.up(byzantine?.wrap(party, link) ?? link),
      frame: (bytes, link) => {
        const { agent } = place;
        if (agent === null || byzantine?.takes(party, bytes) === false) return;
        const deliver = (): void => inner.frame(bytes, byzantine?.wrap(party, link) ?? link);
        if (byzantine === null) this.garbage.deliver(bytes, place, deliver);
        else deliver();
      },
      down: (link) => {
        inner.down(byzantine?.wrap(party, link) ?? link);
        byzantine?.unlink(link);
      },
      alive: () => !place.life.isOver,
    };
  }

  private peerEnd(self: number, peer: number): End {
    const agent = (): Agent | null => (this.agents[self] as SimAgent).agent;
    return this.endOf(self, { kind: "agent", index: peer }, {
      up: (link) => agent()?.peerUp(peer, link),
      frame: (bytes) => agent()?.peerFrame(peer, bytes),
      down: (link) => agent()?.peerDown(peer, link),
    });
  }

  private guardEnd(index: number): End {
    return {
      up: (link) => this.guard.guard?.agentUp(index, link),
      frame: (bytes) => this.guard.guard?.agentFrame(index, bytes),
      down: () => this.guard.guard?.agentDown(index),
      alive: () => !this.guard.life.isOver,
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

  private apiEnd(index: number, who: "g" | "ann"): End {
    const sessions = new Map<FrameLink, ReturnType<Agent["clientUp"]>>();
    const agent = (): Agent | null => (this.agents[index] as SimAgent).agent;
    const key = toHex(this.signatures.signerOf(who).publicKey);
    return this.endOf(index, { kind: who === "g" ? "guard" : "operator" }, {
      up: (link) => {
        sessions.set(link, agent()?.clientUp(key, link) ?? null);
      },
      frame: (bytes, link) => sessions.get(link)?.frame(bytes),
      down: (link) => {
        sessions.get(link)?.down();
        sessions.delete(link);
      },
    });
  }
}
