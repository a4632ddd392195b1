import type { DeviceAdapter } from "@quorate/device-adapters";
import {
  certificatesOf,
  CodedError,
  decodeFrame,
  encodeFrame,
  type Envelope,
  type Frame,
  type FrameLink,
  hexBytes,
  isCoded,
  limits,
  rememberVerified,
  type Signer,
  type Site,
  toHex,
  type VerifySignature,
  type WireFence,
  type WireFrame,
} from "@quorate/protocol";
import { Actuation, type ActuationContext } from "./actuation.ts";
import { Admission } from "./admission.ts";
import { type AlarmMemory, type DeviceAlarms, alarmsFor, noMemory } from "./alarms.ts";
import { Fence } from "./fence.ts";
import { FenceCheck } from "./fence-check.ts";
import { FenceResync } from "./fence-resync.ts";
import { Garbage } from "./garbage.ts";
import type { GuardIo } from "./io.ts";
import { guardLimits } from "./limits.ts";
import { AgentClocks } from "./now.ts";
import { OrderedPlaces } from "./ordered-places.ts";
import { ReadingPublisher } from "./reading.ts";
import { Reporter } from "./report.ts";
import { Signing } from "./signing.ts";

export interface GuardOptions {
  readonly site: Site;
  /** Its name in the site file. */
  readonly name: string;
  readonly signer: Signer;
  readonly verify: VerifySignature;
  readonly io: GuardIo;
  /** One for each device that the site file gives to this guard, by device name. */
  readonly adapters: ReadonlyMap<string, DeviceAdapter>;
  /** What the fence file held at start; none for a guard that never ran. */
  readonly fenceRecords: readonly Uint8Array[];
  /** Where alarm conditions outlive the process; nowhere where absent. */
  readonly alarms?: AlarmMemory;
  /** The fence is to be put forward to where the agents are (S4); called when that is durable. */
  readonly resync?: () => void;
}

export interface DeviceView {
  readonly name: string;
  readonly up: boolean;
  /** Last place of its fence. */
  readonly sequence: number;
  readonly stopped: boolean;
}

export interface GuardView {
  readonly running: boolean;
  /** The fence is known to be the newest; or known to be an old copy. */
  readonly isNewest: boolean;
  readonly isOld: boolean;
  /** Whether each agent of the roster is linked. */
  readonly agents: readonly boolean[];
  /** S5: enough agents told their clock. */
  readonly hasTime: boolean;
  readonly clocks: number;
  readonly pendingReports: number;
  readonly waiting: number;
  readonly devices: readonly DeviceView[];
}

/**
 * The only one that writes its devices: verifies certificates, keeps the fence, writes, reads back
 * and reports (docs/architecture.md, nouns 6 and 7). Free of sockets, files, clocks and randomness.
 */
export class Guard {
  private readonly io: GuardIo;
  private readonly site: Site;
  private readonly garbage: Garbage;
  private readonly links = new Map<number, FrameLink>();
  private readonly clocks: AgentClocks;
  private readonly fence: Fence;
  private readonly fenceCheck: FenceCheck;
  private readonly ordered: OrderedPlaces;
  private readonly resync: FenceResync | null;
  /** How long agents are not asked again for their word on the fence. */
  private askAgainMs: number = guardLimits.askEveryMs;
  private askedMs = Number.NEGATIVE_INFINITY;
  /** Devices of which something is missing and agents have not been asked for it yet. */
  private readonly lacking = new Set<string>();
  /** By agent whose link is new, devices that it was not asked about yet. */
  private readonly unasked = new Map<number, Set<string>>();
  private readonly reporter: Reporter;
  private readonly signing: Signing;
  private readonly admission: Admission;
  private readonly actuations = new Map<string, Actuation>();
  private readonly readings: readonly ReadingPublisher[];
  private readonly timers = new Map<string, () => void>();
  private state: "new" | "running" | "halted" | "old" | "stopped" = "new";

  /** Throws GUARD_UNKNOWN, GUARD_KEY, GUARD_ADAPTER, FENCE_DAMAGED, FENCE_CHAIN, FENCE_GUARD. */
  constructor(options: GuardOptions) {
    const { site, name, signer, verify, io, adapters, fenceRecords } = options;
    const garbage = new Garbage(io);
    [this.io, this.site, this.garbage] = [io, site, garbage];
    const spec = site.guards.find((guard) => guard.name === name);
    if (spec === undefined) throw new CodedError("GUARD_UNKNOWN", `no guard ${name} in the site`);
    const guard = toHex(signer.publicKey);
    if (guard !== spec.key)
      throw new CodedError("GUARD_KEY", `the key is not the one that the site file has of ${name}`);
    for (const device of site.devices)
      if (device.guard === name && !adapters.has(device.name))
        throw new CodedError("GUARD_ADAPTER", `no adapter for device ${device.name}`);
    const chain = hexBytes(site.chain);
    const seal = { chain, verify: rememberVerified(verify, guardLimits.verifiedSignatures) };
    const agents = site.agents.length;
    const up = (): readonly number[] => [...this.links.keys()];
    this.clocks = new AgentClocks({
      ...{ io, garbage, agents, up },
      send: (agent, frame) => this.send(agent, frame),
      onAnswer: () => this.poke(),
    });
    this.fence = new Fence({ chain: site.chain, guard }, io.fence, fenceRecords, (error) =>
      this.halt(error),
    );
    this.reporter = new Reporter({
      ...{ io, garbage, agents, up },
      send: (agent, frame) => this.sendBytes(agent, frame),
      onOrdered: (device, sequence) => this.fence.ordered(device, sequence),
    });
    [this.admission, this.ordered] = [this.makeAdmission(seal), new OrderedPlaces(agents)];
    this.signing = new Signing({ io, chain, signer });
    const mine = [...adapters.values()].filter(({ device }) => device.guard === name);
    const devices = new Map(mine.map((adapter) => [adapter.device.name, adapter]));
    const { clocks, fence, reporter, signing } = this;
    const context: ActuationContext = {
      ...{ io, garbage, site, seal, clocks, fence, reporter, signing },
      live: () => this.state === "running",
      isNewest: () => this.fenceCheck.passed,
      own: { site, clock: io.clock, adapters: devices },
      mayWait: () => this.waiting() <= limits.guardWaiting,
      unsettle: (key) => this.admission.unsettle(key),
      handled: (id) => this.admission.forget(id),
    };
    for (const adapter of mine)
      this.actuations.set(adapter.device.name, new Actuation(context, adapter));
    this.fenceCheck = new FenceCheck({
      ...{ agents, devices: [...devices.keys()] },
      place: (device) => fence.device(device).sequence,
      onNew: () => this.poke(),
      onOld: (device, known, own) => this.fenceIsOld(device, known, own),
    });
    this.resync = options.resync === undefined ? null : this.makeResync(options.resync);
    const memory = options.alarms ?? noMemory;
    const alarms = new Map(
      mine.map(({ device }) => [device.name, alarmsFor(site, device, memory)]),
    );
    const keep = (): void =>
      memory.keep(
        [...alarms].flatMap(([device, { raised }]) => raised.map((one) => ({ device, ...one }))),
      );
    this.readings = mine.map(
      (adapter) =>
        new ReadingPublisher({
          ...{ adapter, chain, signer, clock: clocks, driftMs: site.policy.clockDriftMs },
          alarms: alarms.get(adapter.device.name) as DeviceAlarms,
          alarmsChanged: keep,
          publish: (readings) => this.publish(up(), readings),
        }),
    );
  }

  /** The caller starts the adapters, right after this, so that no scan is missed. */
  start(): void {
    if (this.state !== "new") throw new TypeError("a guard is started once");
    this.state = "running";
    for (const reading of this.readings) reading.start();
    for (const actuation of this.actuations.values()) actuation.start();
    this.every("clock", guardLimits.clockEveryMs, 0, () => this.clocks.ask());
    this.every("ask", guardLimits.askEveryMs, 0.25, () => this.askForGaps());
  }

  /** Begins nothing more. The caller stops the adapters, closes the links and the fence file. */
  stop(): void {
    this.state = "stopped";
    for (const cancel of this.timers.values()) cancel();
    for (const actuation of this.actuations.values()) actuation.stop();
    for (const reading of this.readings) reading.stop();
    this.signing.flush();
    this.reporter.stop();
  }

  /** How it is, for metrics and health. */
  view(): GuardView {
    return {
      ...{ running: this.state === "running", isOld: this.state === "old" },
      isNewest: this.fenceCheck.passed,
      agents: this.site.agents.map((_, agent) => this.links.has(agent)),
      ...{ hasTime: this.clocks.nowUs() !== null, clocks: this.clocks.fresh },
      ...{ pendingReports: this.reporter.pendingCount, waiting: this.waiting() },
      devices: [...this.actuations].map(([name, { fenced, isUp }]) => ({
        ...{ name, up: isUp, sequence: fenced.sequence, stopped: fenced.stopped },
      })),
    };
  }

  /** `agent` is the index in the roster of whom the link's pinned key belongs to. */
  agentUp(agent: number, link: FrameLink): void {
    if (this.site.agents[agent] === undefined) throw new RangeError(`no agent ${agent}`);
    if (this.links.has(agent)) this.agentDown(agent);
    this.links.set(agent, link);
    this.clocks.ask([agent]);
    this.unasked.set(agent, new Set(this.actuations.keys()));
    this.askNew(agent);
    this.askAgainMs = guardLimits.askEveryMs;
    this.reporter.agentUp(agent);
    for (const reading of this.readings) this.publish([agent], reading.current());
  }

  /** Not of all devices at once: the answers have to pass through one link's queue. */
  private askNew(agent: number): void {
    const unasked = this.unasked.get(agent);
    for (const device of [...(unasked ?? [])].slice(0, guardLimits.askDevices)) {
      unasked?.delete(device);
      this.sendFence(agent, device);
    }
    if (unasked === undefined || unasked.size === 0 || this.state === "stopped") return;
    this.timers.get(`new ${agent}`)?.();
    const later = this.io.clock.after(guardLimits.askNewMs, () => this.askNew(agent));
    this.timers.set(`new ${agent}`, later);
  }

  agentDown(agent: number): void {
    this.links.delete(agent);
    this.unasked.delete(agent);
    this.reporter.agentDown(agent);
  }

  /** Its frames took more than its share of the time: its link rests. */
  agentHeld(agent: number): void {
    this.garbage.drop("certificate", "CERTIFICATE_AGENT_HELD", { agent });
  }

  /** Never throws, whatever the bytes (S10). */
  agentFrame(agent: number, bytes: Uint8Array): void {
    if (this.state === "new" || this.state === "stopped") return;
    let frame: WireFrame;
    try {
      frame = decodeFrame(bytes);
    } catch (error) {
      if (!isCoded(error)) throw error;
      this.garbage.dropError("certificate", error, { agent });
      return;
    }
    const { clockAnswer, certificates, ordered, fence } = frame;
    if (clockAnswer) this.clocks.answered(agent, clockAnswer.nonce, clockAnswer.clockUs);
    else if (certificates) this.admission.receive(agent, certificatesOf(certificates));
    else if (ordered) this.reporter.ordered(agent, ordered.device, ordered.deviceSequence);
    else if (!fence || !this.takeFence(agent, fence))
      this.garbage.drop("certificate", "FRAME_KIND", { agent });
  }

  /** What an agent's order says about the fence; false for a device that is not this guard's. */
  private takeFence(agent: number, { device, deviceSequence, last }: WireFence): boolean {
    if (last && this.actuations.has(device))
      this.ordered.told(agent, device, last.deviceSequence);
    if (this.resync === null || this.resync.isDone)
      return this.fenceCheck.answered(agent, device, deviceSequence);
    if (!last || last.deviceSequence < deviceSequence) return this.actuations.has(device);
    const place = { sequence: last.deviceSequence, id: toHex(last.id) };
    return this.resync.answered(agent, device, place);
  }

  private makeResync(done: () => void): FenceResync {
    return new FenceResync({
      ...{ agents: this.site.agents.length, devices: [...this.actuations.keys()] },
      place: (device) => this.fence.device(device).sequence,
      resume: (device, last, durable) =>
        (this.actuations.get(device) as Actuation).resume(last, durable),
      onDone: () => {
        done();
        this.askAgainMs = guardLimits.askEveryMs;
        for (const device of this.actuations.keys()) this.lacking.add(device);
      },
    });
  }

  private makeAdmission(context: { chain: Uint8Array; verify: VerifySignature }): Admission {
    const { io, garbage, site } = this;
    return new Admission({
      ...{ io, garbage, site, context },
      screen: (agent, turn) => {
        const actuation = this.actuations.get(turn.device);
        return actuation === undefined ? "ACTUATION_DEVICE" : actuation.screen(agent, turn);
      },
      again: (agent, device, sequence) => this.actuations.get(device)?.again(agent, sequence),
      admit: (turn, certified, key) =>
        this.actuations.get(turn.device)?.accept(turn, certified, key),
    });
  }

  private waiting(): number {
    let count = 0;
    for (const actuation of this.actuations.values()) count += actuation.waitingCount;
    return count;
  }

  private poke(): void {
    for (const actuation of this.actuations.values()) actuation.poke();
  }

  /** S4: without a durable fence nothing may be written, so nothing is until a restart. */
  private halt(error: Error): void {
    if (this.state === "running") this.state = "halted";
    this.io.count("FENCE_SYNC");
    this.io.log.warn("actuation", "FENCE_SYNC", {
      message: `the fence cannot be made durable, nothing is written any more: ${error.message}`,
    });
  }

  /** S4: it wrote what its fence does not know. */
  private fenceIsOld(device: string, known: number, own: number): void {
    if (this.state === "running") this.state = "old";
    this.io.count("FENCE_OLD");
    this.io.log.warn("actuation", "FENCE_OLD", {
      ...{ device, known, own },
      message: "agents have ordered reports that this fence lacks: it is an old copy",
      remedy: "nothing is written: end it, be sure that no other has its key, quorate resync",
    });
  }

  private every(name: string, periodMs: number, jitter: number, action: () => void): void {
    const spread = jitter === 0 ? 0 : ((this.io.random(1)[0] as number) / 127.5 - 1) * jitter;
    const again = (): void => {
      action();
      this.every(name, periodMs, jitter, action);
    };
    this.timers.set(name, this.io.clock.after(periodMs * (1 + spread), again));
  }

  private askForGaps(): void {
    this.admission.expire();
    // Whatever they answered, nothing more is begun.
    if (this.state !== "running") return;
    const isUnsure = this.mayAskAgain();
    for (const [device, actuation] of this.actuations) {
      const gap = actuation.hasGap(this.ordered.of(device));
      const partial = this.admission.lacks(device);
      if (this.fenceCheck.passed ? gap || partial : isUnsure) this.lacking.add(device);
    }
    // Not all at once: the answers are everything that is open there, from every agent.
    for (const device of [...this.lacking].slice(0, guardLimits.askDevices)) {
      this.lacking.delete(device);
      this.askAll(device);
    }
  }

  /** An agent's word on the fence may have been lost, or it was behind; asked ever more rarely. */
  private mayAskAgain(): boolean {
    const now = this.io.clock.monotonicMs();
    if (this.fenceCheck.passed || now - this.askedMs < this.askAgainMs) return false;
    this.askedMs = now;
    this.askAgainMs = Math.min(2 * this.askAgainMs, guardLimits.askMaxMs);
    return true;
  }

  private askAll(device: string): void {
    this.io.count("ACTUATION_CATCH_UP");
    for (const agent of this.links.keys()) this.sendFence(agent, device);
  }

  private sendFence(agent: number, device: string): void {
    const { sequence: deviceSequence, id } = (this.actuations.get(device) as Actuation).fenced;
    this.send(agent, { fence: { device, deviceSequence, id: hexBytes(id), catchUp: true } });
  }

  private publish(agents: readonly number[], readings: readonly Envelope[]): void {
    for (const reading of readings) {
      const frame = encodeFrame({ reading });
      for (const agent of agents) this.sendBytes(agent, frame);
    }
  }

  private send(agent: number, frame: Frame): boolean {
    return this.sendBytes(agent, encodeFrame(frame));
  }

  private sendBytes(agent: number, frame: Uint8Array): boolean {
    return this.links.get(agent)?.send(frame) ?? false;
  }
}
