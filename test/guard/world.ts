import assert from "node:assert/strict";
import { Guard, type GuardIo } from "@quorate/guard";
import {
  type DeviceSpec,
  decodeFrame,
  encodeFrame,
  type Envelope,
  type Frame,
  findDevice,
  hexBytes,
  type RecordLog,
  type Report,
  readReport,
  type Site,
  toHex,
  verifyReport,
  type WireCertificate,
  type WireFrame,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import { Council, type Ruling } from "./council.ts";
import { MailboxAdapter, MailboxPlc } from "./mailbox-plc.ts";
import { Plc, PlcAdapter } from "./plc.ts";
import { chain, mailboxSite, signerOf, testSite } from "./site.ts";
import { VirtualClock } from "./virtual-clock.ts";

const none = new Uint8Array();
const noPlace = { deviceSequence: 0, id: none };

/** A fence file on a disk that keeps only what was synced. */
class Disk {
  durable: Uint8Array[] = [];
  syncMs = 0;
  error: Error | null = null;
  /** Told of every record that was written and is not durable yet. */
  onAppend: (payload: Uint8Array) => void = () => {};
  private written: Uint8Array[] = [];

  open(clock: VirtualClock, alive: () => boolean): RecordLog {
    this.written = [...this.durable];
    return {
      append: (payload) => {
        if (!alive()) return;
        this.written.push(payload);
        this.onAppend(payload);
      },
      sync: (done) => {
        const upTo = this.written.length;
        clock.after(this.syncMs, () => {
          if (!alive()) return;
          if (this.error === null && upTo > this.durable.length)
            this.durable = this.written.slice(0, upTo);
          done(this.error);
        });
      },
    };
  }

  /** What was written and not synced may have reached the disk all the same, front first. */
  crash(kept: number): void {
    this.durable = this.written.slice(0, Math.max(this.durable.length, kept));
  }

  get unsynced(): number {
    return this.written.length - this.durable.length;
  }
}

/** One guard with its agents, its device and its disk, on virtual time. */
export class GuardWorld {
  readonly site: Site;
  readonly clock = new VirtualClock();
  readonly disk = new Disk();
  readonly council: Council;
  readonly plc: Plc;
  readonly mixer: Plc;
  readonly counts = new Map<string, number>();
  readonly logs: { code: string; facts: Readonly<Record<string, unknown>> }[] = [];
  /** Frames that each agent got. */
  readonly got: WireFrame[][];
  /** Frames with reports, by signature: the first of each that some agent got. */
  private readonly news = new Map<string, WireFrame>();
  /** What each agent's clock is off by; null: it does not answer. */
  readonly clockOff: (number | null)[];
  /** What each agent says has ended on every device; undefined: it says nothing. */
  readonly endedPlaces: (number | undefined)[];
  /** Where each agent says that its order of `intake` is, and of which command. */
  readonly lastPlaces: ({ sequence: number; id: string } | undefined)[] = [];
  /** The fence is to be put forward; told when that is durable. */
  onResumed: (() => void) | undefined;
  /** Agents that say that a final report is ordered. */
  readonly ordering = new Set<number>();
  adapter!: PlcAdapter;
  guard!: Guard;
  /** Told of every frame before an agent gets it. */
  onSend: (frame: WireFrame) => void = () => {};
  private generation = 0;
  private chance = 0;

  constructor(n = 4, mailbox = false) {
    this.site = mailbox ? mailboxSite(n) : testSite(n);
    this.council = new Council(this.site.agents.map(({ name }) => signerOf(name)));
    const intake = findDevice(this.site, "intake") as DeviceSpec;
    this.plc = mailbox ? new MailboxPlc(intake) : new Plc(intake);
    this.mixer = new Plc(findDevice(this.site, "mixer") as never);
    this.got = this.site.agents.map(() => []);
    this.endedPlaces = this.site.agents.map(() => 0);
    this.clockOff = this.site.agents.map(() => 0);
  }

  static async started(n = 4, mailbox = false): Promise<GuardWorld> {
    const world = new GuardWorld(n, mailbox);
    world.boot();
    await world.clock.pass(10);
    return world;
  }

  boot(): void {
    this.generation += 1;
    const { generation } = this;
    const alive = (): boolean => this.generation === generation;
    const clock: GuardIo["clock"] = {
      nowUs: () => this.clock.nowUs(),
      monotonicMs: () => this.clock.monotonicMs(),
      after: (delayMs, action) => this.clock.after(delayMs, () => alive() && action()),
    };
    const { plc } = this;
    this.adapter =
      plc instanceof MailboxPlc
        ? new MailboxAdapter(plc, this.clock, alive)
        : new PlcAdapter(plc, this.clock, alive);
    const mixer = new PlcAdapter(this.mixer, this.clock, alive);
    const fenceRecords = this.disk.durable;
    const note = (_: string, code: string, facts: Readonly<Record<string, unknown>> = {}): void => {
      this.logs.push({ code, facts });
    };
    this.guard = new Guard({
      ...{ site: this.site, name: "g", signer: signerOf("g"), verify: nodeVerify, fenceRecords },
      adapters: new Map(Object.entries({ intake: this.adapter, mixer })),
      ...(this.onResumed === undefined ? {} : { resync: this.onResumed }),
      io: {
        ...{ clock, fence: this.disk.open(this.clock, alive), log: { info: note, warn: note } },
        random: (bytes) => this.random(bytes),
        count: (code) => {
          this.counts.set(code, this.count(code) + 1);
        },
      },
    });
    this.guard.start();
    for (const agent of this.site.agents.keys()) this.connect(agent);
  }

  connect(agent: number): void {
    const { guard, generation } = this;
    guard.agentUp(agent, {
      waitingBytes: 0,
      send: (bytes) => {
        const frame = decodeFrame(bytes);
        if (generation === this.generation) this.onSend(frame);
        if (generation === this.generation) this.agentGets(agent, frame);
        return true;
      },
      close: () => {},
    });
  }

  /** `kept`: how many of the records that were not synced survive. */
  crash(kept = 0): void {
    this.disk.crash(this.disk.durable.length + kept);
    this.generation += 1;
  }

  /** The process dies and starts again. */
  async restart(kept = 0): Promise<void> {
    this.crash(kept);
    this.boot();
    await this.clock.pass(10);
  }

  send(agent: number, frame: Frame): void {
    this.guard.agentFrame(agent, encodeFrame(frame));
  }

  bring(certificate: WireCertificate, agent = 0): void {
    this.send(agent, { certificates: { certificates: [certificate] } });
  }

  /** Each of these agents sends the entry with its own ballot. */
  vote(ruling: Ruling, agents: readonly number[] = [0, 1, 2]): void {
    for (const agent of agents) this.bring(this.council.certificate(ruling, [agent]), agent);
  }

  count(code: string): number {
    return this.counts.get(code) ?? 0;
  }

  /** Reports that an agent got, verified, in the order of their coming; or any agent, each once. */
  reports(agent?: number): Report[] {
    const frames = agent === undefined ? this.news.values() : (this.got[agent] ?? []);
    return [...frames].flatMap(({ report }) => (report ? [this.read(report)] : []));
  }

  /** The last final report about a place, as the agent got it, or any. */
  outcome(ruling: Ruling, agent?: number): string {
    const final = this.reports(agent).filter(
      ({ id, outcome }) => id === ruling.id && outcome !== "written",
    );
    const last = final.at(-1);
    return last === undefined ? "none" : `${last.outcome} ${last.code} ${last.closing}`.trim();
  }

  written(): unknown[] {
    return this.plc.journal.map(({ value }) => value);
  }

  /** Asserts that what was just brought changed neither the device nor the fence. */
  unchanged(code: string, before: { durable: number; count: number }): void {
    assert.deepEqual(this.written(), []);
    assert.equal(this.disk.durable.length + this.disk.unsynced, before.durable, "the fence grew");
    assert.equal(this.count(code), before.count + 1, `no ${code} in ${[...this.counts.keys()]}`);
  }

  snapshot(code: string): { durable: number; count: number } {
    return { durable: this.disk.durable.length + this.disk.unsynced, count: this.count(code) };
  }

  private read(envelope: Envelope): Report {
    const report = readReport(envelope);
    return verifyReport({ chain, verify: nodeVerify }, envelope, report);
  }

  private agentGets(agent: number, frame: WireFrame): void {
    this.got[agent]?.push(frame);
    if (frame.report) {
      const name = toHex(frame.report.signature);
      if (!this.news.has(name)) this.news.set(name, frame);
    }
    const { guard } = this;
    const answer = (reply: Frame, from = agent): void => {
      this.clock.after(1, () => {
        if (guard === this.guard) this.send(from, reply);
      });
    };
    const off = this.clockOff[agent] ?? null;
    if (frame.clockRequest && off !== null) {
      const clockUs = this.clock.monotonicMs() * 1000 + this.agentsBeginUs + off * 1000;
      answer({ clockAnswer: { nonce: frame.clockRequest.nonce, clockUs: Math.floor(clockUs) } });
    }
    const ended = this.endedPlaces[agent];
    if (frame.fence && ended !== undefined) {
      const { device } = frame.fence;
      const { sequence, id } = this.lastPlaces[agent] ?? { sequence: ended, id: "" };
      const isIntake = device === "intake";
      const last = isIntake ? { deviceSequence: sequence, id: hexBytes(id) } : noPlace;
      const deviceSequence = isIntake ? ended : 0;
      answer({ fence: { device, deviceSequence, id: none, catchUp: false, last } });
    }
    if (!frame.report) return;
    const { device, deviceSequence, outcome } = readReport(frame.report);
    if (outcome === "written") return;
    // Whoever brought it, the order tells all of them.
    for (const other of this.ordering) answer({ ordered: { device, deviceSequence } }, other);
  }

  private readonly agentsBeginUs = this.clock.offsetMs * 1000;

  private random(bytes: number): Uint8Array {
    this.chance += 1;
    return Uint8Array.from({ length: bytes }, (_, index) => (this.chance * 31 + index * 7) & 0xff);
  }
}
