import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AdapterOptions } from "@quorate/device-adapters";
import { type GuardHome, type RunningGuard, startGuard } from "@quorate/guard";
import {
  decodeFrame,
  type DeviceSpec,
  encodeFrame,
  openReading,
  type PointWrite,
  readReport,
  type Report,
  type Site,
  type WireFence,
  type WireFrame,
} from "@quorate/protocol";
import { type LinkListener, listenLink, nodeVerify } from "@quorate/protocol/node";
import { Council, type PermitOptions, type Ruling } from "../guard/council.ts";
import { chain, seedOf, signerOf } from "../guard/site.ts";
import { until } from "../until.ts";

/** What an agent is to a guard: a port that answers clocks, takes reports, gives certificates. */
class AgentPort {
  readonly frames: WireFrame[] = [];
  listener!: LinkListener;

  async listen(name: string, guardKeys: readonly string[]): Promise<this> {
    this.listener = await listenLink({
      ...{ host: "127.0.0.1", port: 0, seed: seedOf(name) },
      allow: (key) => guardKeys.includes(key),
      onLink: (link) =>
        link.onFrame((bytes) => {
          const frame = decodeFrame(bytes);
          const { fence } = frame;
          // No command has ended, as far as it knows.
          if (fence) link.send(encodeFrame({ fence: { ...fence, deviceSequence: 0 } }));
          const nonce = frame.clockRequest?.nonce;
          if (nonce === undefined) this.frames.push(frame);
          else link.send(encodeFrame({ clockAnswer: { nonce, clockUs: Date.now() * 1000 } }));
        }),
    });
    return this;
  }

  send(bytes: Uint8Array): void {
    for (const link of this.listener.links) link.send(bytes);
  }
}

const context = { chain, verify: nodeVerify };

/** The frame is a guard's reading of a device that answers it. */
const saysUp = ({ reading }: WireFrame): boolean => {
  if (reading == null) return false;
  const { up, samples } = openReading(context, reading, Date.now());
  return up && samples.some(({ quality }) => quality !== "bad");
};

/** How a guard ended a command. */
export type Ending = Pick<Report, "outcome" | "code" | "points">;

const answerMs = 30_000;

/**
 * The four agents of a target with the guard of one device: real links, real ballots, real
 * certificates, and only the consensus left out. The guard's folder outlives its restarts.
 */
export class GuardSeat {
  private readonly folder = mkdtempSync(join(tmpdir(), "quorate-hil-guard-"));
  private readonly site: Site;
  private readonly device: DeviceSpec;
  private readonly council: Council;
  private readonly ports: readonly AgentPort[];
  private readonly credentials: GuardHome["credentials"];
  private guard: RunningGuard | null = null;
  private last = "";

  private constructor(
    site: Site,
    device: DeviceSpec,
    ports: readonly AgentPort[],
    credentials: GuardHome["credentials"],
  ) {
    [this.site, this.device, this.ports] = [site, device, ports];
    this.credentials = credentials;
    this.council = new Council(site.agents.map(({ name }) => signerOf(name)));
  }

  static async open(
    site: Site,
    device: DeviceSpec,
    { credentials = {}, certificates }: AdapterOptions,
  ): Promise<GuardSeat> {
    const keys = site.guards.map(({ key }) => key);
    const ports = await Promise.all(
      site.agents.map(({ name }) => new AgentPort().listen(name, keys)),
    );
    const agents = site.agents.map((agent, index) => ({
      ...{ ...agent, api: ports[index]?.listener.address ?? "" },
    }));
    const seat = new GuardSeat({ ...site, agents, devices: [device] }, device, ports, credentials);
    seat.trust(certificates);
    return seat;
  }

  /** Host:port where the running guard lets anybody read. */
  get readOnly(): string | null {
    return this.guard?.readOnly ?? null;
  }

  /** Runs the guard over the device as it is described, or as `change` makes it. */
  async start(change: (device: DeviceSpec) => DeviceSpec = (device) => device): Promise<void> {
    await this.stop();
    for (const port of this.ports) port.frames.length = 0;
    const { name } = this.device;
    const guards = this.site.guards.map((guard) => ({ ...guard, modbusReadOnly: "127.0.0.1:0" }));
    const site = { ...this.site, guards, devices: [change(this.device)] };
    const seed = seedOf(this.device.guard);
    this.guard = await startGuard({
      ...{ folder: this.folder, site, warnings: [], seed, logLevel: "silent" },
      credentials: this.credentials,
    });
    const up = (): boolean => this.ports.every(({ frames }) => frames.some(saysUp));
    await until(up, { what: `the guard to reach ${name}`, deadlineMs: answerMs });
  }

  /** A command for the device, in its place after those before. */
  permit(writes: readonly PointWrite[], options: PermitOptions = {}): Ruling {
    const ruling = this.council.permit(this.device.name, writes, options);
    this.last = ruling.id;
    return ruling;
  }

  /** Has the places up to this one skipped, as after a guard that was swapped. */
  async skipTo(sequence: number): Promise<void> {
    const writes = [{ point: this.device.points[0]?.name ?? "", value: 0 }];
    for (let place = 1; place <= sequence; place += 1) {
      const previous = this.last;
      const ruling = this.permit(writes);
      this.vote(this.council.close(this.device.name, ruling, previous));
      await this.ending(ruling);
    }
  }

  /** Three of the four agents sign it, each sends its own ballot. */
  vote(ruling: Ruling): void {
    this.ports.slice(0, 3).forEach((port, agent) => {
      const certificates = [this.council.certificate(ruling, [agent])];
      port.send(encodeFrame({ certificates: { certificates } }));
    });
  }

  ending(ruling: Ruling): Promise<Ending> {
    const find = (): Report | undefined =>
      this.ports[3]?.frames
        .flatMap(({ report }) => (report == null ? [] : [readReport(report)]))
        .find(({ id, outcome }) => id === ruling.id && outcome !== "written");
    return until(find, { what: "the guard's report", deadlineMs: answerMs });
  }

  /** Votes, and waits for the end. */
  async run(writes: readonly PointWrite[], options: PermitOptions = {}): Promise<Ending> {
    const ruling = this.permit(writes, options);
    this.vote(ruling);
    return this.ending(ruling);
  }

  /** Where the guard said that its fence stands, when it came to the agents. */
  fence(): Promise<WireFence> {
    return until(() => this.ports[0]?.frames.find(({ fence }) => fence != null)?.fence, {
      what: "the guard's fence",
    });
  }

  /** The servers whose certificates the suite has seen. */
  private trust(certificates: string | undefined): void {
    if (certificates === undefined) return;
    const trusted = join(certificates, "trusted");
    if (!existsSync(trusted)) return;
    cpSync(trusted, join(this.folder, "certificates", "trusted"), { recursive: true });
  }

  async stop(): Promise<void> {
    const { guard } = this;
    this.guard = null;
    await guard?.stop();
  }

  async close(): Promise<void> {
    await this.stop();
    await Promise.all(this.ports.map(({ listener }) => listener.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
