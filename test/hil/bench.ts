import {
  type AdapterOptions,
  type DeviceAdapter,
  openAdapter,
  type PointWritten,
  type WriteOrder,
} from "@quorate/device-adapters";
import {
  type Certified,
  certify,
  type DeviceSpec,
  hexBytes,
  type PointValue,
  type PointWrite,
  type Sample,
  type Site,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import { orderOf } from "../../guard/src/turn.ts";
import { Council } from "../guard/council.ts";
import { signerOf } from "../guard/site.ts";
import { until } from "../until.ts";
import { type Ending, GuardSeat } from "./agents.ts";
import type { Line, LineState } from "./relay.ts";
import { expect, type Facts, shows, text } from "./scenario.ts";
import type { WritePlan } from "./target.ts";

/** What only a simulated PLC offers. */
export interface Firmware {
  /** Sends orders to the control port and gives the answers. */
  order(...orders: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The order that makes it refuse writes, each with a reason that proves them unwritten. */
  readonly refusal: unknown;
  /** Writes that reached the PLC, oldest first. */
  journal(): readonly { readonly value: unknown; readonly t: number }[];
}

export interface BenchOptions {
  readonly site: Site;
  /** Under the address that leads through the line, where there is one. */
  readonly device: DeviceSpec;
  readonly plans: readonly WritePlan[];
  readonly line: Line | null;
  readonly firmware: Firmware | null;
  readonly adapter: AdapterOptions;
  /** Called before these points are written; throws where that is not allowed. */
  readonly beforeWriting: (points: readonly string[]) => Promise<void>;
}

const upMs = 20_000;

/** One device of the target, and what scenarios do to it. */
export class Bench implements Facts {
  readonly device: DeviceSpec;
  readonly plans: readonly WritePlan[];
  readonly firmware: Firmware | null;
  private readonly options: BenchOptions;
  private readonly council: Council;
  private readonly opened: DeviceAdapter[] = [];
  private allowed: readonly PointWrite[] = [];
  private seat: GuardSeat | null = null;

  constructor(options: BenchOptions) {
    this.options = options;
    ({ device: this.device, plans: this.plans, firmware: this.firmware } = options);
    this.council = new Council(options.site.agents.map(({ name }) => signerOf(name)));
  }

  get simulated(): boolean {
    return this.firmware !== null;
  }

  get lineStates(): ReadonlySet<LineState> {
    return this.options.line?.states ?? new Set();
  }

  /** The line, for scenarios that need one. */
  get line(): Line {
    const { line } = this.options;
    if (line === null) throw new TypeError("a scenario that needs a line ran without one");
    return line;
  }

  /** The wait for one request's answer, ms. */
  get requestMs(): number {
    return this.options.adapter.requestTimeoutMs ?? 1000;
  }

  /** What the running scenario may write. */
  allow(writes: readonly PointWrite[]): void {
    this.allowed = writes;
  }

  /** An adapter that is up; closed when the scenario is over. */
  async open(
    change: (device: DeviceSpec) => DeviceSpec = (device) => device,
    options: AdapterOptions = {},
  ): Promise<DeviceAdapter> {
    const adapter = openAdapter(change(this.device), { ...this.options.adapter, ...options });
    this.opened.push(adapter);
    adapter.start();
    await this.up(adapter);
    return adapter;
  }

  up(adapter: DeviceAdapter): Promise<true> {
    const what = `${this.device.name} to answer at ${this.device.address}`;
    return until(() => adapter.up, { what, deadlineMs: upMs });
  }

  /** Writes with a certificate of three of four agents, as a guard would (S1). */
  async write(
    adapter: DeviceAdapter,
    writes: readonly PointWrite[],
    withinMs?: number,
  ): Promise<readonly PointWritten[]> {
    await this.check(writes);
    return adapter.write(this.certified(writes), withinMs);
  }

  /** The same for one point; expects that it was written. */
  async put(adapter: DeviceAdapter, { point }: WritePlan, value: PointValue): Promise<void> {
    const [result] = await this.write(adapter, [{ point: point.name, value }]);
    const { outcome = "nothing", code = "" } = result ?? {};
    expect(outcome === "written", `${point.name} = ${text(value)}: ${outcome} ${code}`.trim());
  }

  async sample(adapter: DeviceAdapter, point: string): Promise<Sample> {
    const [sample] = await adapter.read([point]);
    expect(sample !== undefined, `no sample of ${point}`);
    return sample;
  }

  /** Reads one point; expects a good value. */
  async value(adapter: DeviceAdapter, point: string): Promise<PointValue> {
    const { value, quality, reason = "" } = await this.sample(adapter, point);
    expect(quality !== "bad" && value !== null, `${point}: ${quality} ${reason}`);
    return value;
  }

  /** Waits until the point shows the value; a plant may take a moment to take it over. */
  async shows(adapter: DeviceAdapter, { point }: WritePlan, asked: PointValue): Promise<void> {
    let seen: PointValue | null = null;
    const holds = async (): Promise<boolean> => {
      seen = (await this.sample(adapter, point.name)).value;
      return shows(point, asked, seen);
    };
    await until(holds, { what: `${point.name} to show ${text(asked)}`, deadlineMs: upMs }).catch(
      () => expect(false, `${point.name} shows ${text(seen)}, not ${text(asked)}`),
    );
  }

  /** The guard of this device, not yet running. */
  async guard(): Promise<GuardSeat> {
    this.seat ??= await this.anotherGuard();
    return this.seat;
  }

  /** A guard of this device without a past: the caller closes it. */
  anotherGuard(): Promise<GuardSeat> {
    const { site, adapter } = this.options;
    return GuardSeat.open(site, this.device, adapter);
  }

  /** Gives the guard a certified command and waits for its end. */
  async command(seat: GuardSeat, writes: readonly PointWrite[]): Promise<Ending> {
    await this.check(writes);
    return seat.run(writes, { notAfterMs: Date.now() + 60_000 });
  }

  /** Nothing but what was told beforehand gets past this. */
  async check(writes: readonly PointWrite[]): Promise<void> {
    for (const { point, value } of writes) {
      const isAllowed = this.allowed.some((one) => one.point === point && one.value === value);
      if (!isAllowed) throw new TypeError(`${point} = ${text(value)} is not among what was told`);
    }
    await this.options.beforeWriting(writes.map(({ point }) => point));
  }

  /** Number of writes that the simulated PLC has seen; 0 of a real one, which does not tell. */
  writesSeen(): number {
    return this.firmware?.journal().length ?? 0;
  }

  /** Ends what a scenario left open and heals the line and the firmware. */
  async tidy(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((adapter) => adapter.stop()));
    await this.seat?.stop();
    await this.firmware?.order({ do: "clear" });
    await this.options.line?.set("pass");
  }

  async close(): Promise<void> {
    await this.tidy();
    await this.seat?.close();
    this.seat = null;
  }

  private certified(writes: readonly PointWrite[]): Certified<WriteOrder> {
    const { site } = this.options;
    const context = { chain: hexBytes(site.chain), verify: nodeVerify };
    const certificate = this.council.certificate(
      this.council.permit(this.device.name, writes),
      [0, 1, 2],
    );
    return orderOf(context.chain, certify(context, site, certificate));
  }
}
