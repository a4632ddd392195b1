import type { Catalogue, DeviceMetrics, NodeMetric } from "./catalogue.ts";
import { Changes } from "./changes.ts";
import { sparkplugLimits } from "./limits.ts";
import type { Message, Messages } from "./messages.ts";
import type { MetricSpec, MetricValue } from "./metric.ts";
import type { HeldValue, Outage, StoredMetric } from "./outage.ts";

export interface PublisherOptions {
  readonly catalogue: Catalogue;
  readonly messages: Messages;
  readonly outage: Outage;
  nowMs(): number;
  /** False: the session is as good as gone. */
  publish(message: Message): boolean;
  /** The session is to be given up: too much of it is not proved. */
  giveUp(code: string, detail: string): void;
  /** Asks for a proof of what was published. */
  prove(): void;
  /** Told of every value that was published as the newest. */
  told(values: readonly HeldValue[]): void;
}

type Mode = "offline" | "paused" | "live";

const unread = { value: null, quality: 500, reason: "NO_READING" } as const;

/** Neighbours of one device, in their order, at most so many together. */
const runs = <T extends { readonly device: string }>(
  values: readonly T[],
  most: number,
): readonly (readonly T[])[] => {
  const found: T[][] = [];
  for (const value of values) {
    const last = found.at(-1);
    if (last?.[0]?.device === value.device && last.length < most) last.push(value);
    else found.push([value]);
  }
  return found;
};

/** Values of one device together, each device's in the order in which they came. */
const byDevice = (values: readonly HeldValue[]): HeldValue[] => {
  const devices = new Map<string, HeldValue[]>();
  for (const value of values) {
    const list = devices.get(value.device);
    if (list === undefined) devices.set(value.device, [value]);
    else list.push(value);
  }
  return [...devices.values()].flat();
};

type Pair = readonly [MetricSpec, MetricValue];

/**
 * A message is in the order of time, which is not one clock's: a value of a metric that is dated
 * before the one ahead of it goes into the next message, for it is the newer one.
 */
const inTurn = (values: readonly Pair[]): readonly (readonly Pair[])[] => {
  const parts: Pair[][] = [];
  const datedMs = new Map<MetricSpec, number>();
  for (const pair of values) {
    const [spec, { timeMs }] = pair;
    const isBack = timeMs < (datedMs.get(spec) ?? timeMs);
    if (isBack) datedMs.clear();
    datedMs.set(spec, timeMs);
    if (isBack || parts.length === 0) parts.push([pair]);
    else parts.at(-1)?.push(pair);
  }
  return parts;
};

/**
 * Turns observations into messages: by exception while a host listens, into the store while nobody
 * does, and from the store again. A published value is kept until the broker proves that it has it;
 * what a lost connection leaves unproved goes into the store, so that it may come twice, flagged
 * historical, but is not lost.
 */
export class Publisher {
  private readonly options: PublisherOptions;
  private readonly changes = new Changes();
  private mode: Mode = "offline";
  private pending: HeldValue[] = [];
  private nodePending: Pair[] = [];
  private unproven: HeldValue[] = [];
  private heldMs = 0;
  /** Stored values that are on their way and not proved. */
  private forwarding = 0;
  /** Devices with a birth and no death in this session; and those that answer nobody. */
  private readonly alive = new Set<string>();
  private readonly down = new Set<string>();

  constructor(options: PublisherOptions) {
    this.options = options;
    for (const device of options.catalogue.devices.keys()) this.down.add(device);
  }

  current(spec: MetricSpec): MetricValue {
    const timeMs = this.options.nowMs();
    return this.changes.current(spec) ?? { ...unread, timeMs };
  }

  isDown(device: string): boolean {
    return this.down.has(device);
  }

  offer(device: string, spec: MetricSpec, value: MetricValue): void {
    if (this.changes.offer(spec, value)) this.gather({ device, spec, value });
  }

  private gather(held: HeldValue): void {
    // The birth that brings the device back will tell it.
    if (this.mode === "live" && !this.alive.has(held.device)) return;
    this.pending.push(held);
    if (this.pending.length >= sparkplugLimits.heldValues) this.flush();
  }

  /** What the node tells of itself is of the moment: it is not kept. */
  offerNode(key: NodeMetric, value: MetricValue["value"]): void {
    const spec = this.options.catalogue.node[key];
    const timeMs = this.options.nowMs();
    const now: MetricValue = { value, quality: 192, reason: "", timeMs };
    if (this.changes.offer(spec, now) && this.mode === "live") this.nodePending.push([spec, now]);
  }

  // devices --------------------------------------------------------------------------------------

  deviceUp(device: string): void {
    if (!this.down.delete(device)) return;
    const metrics = this.options.catalogue.devices.get(device);
    if (this.mode !== "live" || metrics === undefined || this.alive.has(device)) return;
    this.bearDevice(metrics);
  }

  /** tck-id-operational-behavior-device-ddeath. `isSilent`: nobody says what its values are. */
  deviceDown(device: string, isSilent: boolean): void {
    const metrics = this.options.catalogue.devices.get(device);
    if (metrics === undefined || this.down.has(device)) return;
    if (isSilent) {
      const nowMs = this.options.nowMs();
      for (const spec of metrics.byName.values()) {
        const last = this.changes.current(spec);
        if (spec.point === undefined || last === undefined) continue;
        // Behind the value that it is about, also where the source's clock is ahead of this one.
        const timeMs = Math.max(nowMs, last.timeMs);
        const value: MetricValue = { ...last, quality: 500, reason: "STALE", timeMs };
        if (this.changes.mark(spec, value)) this.gather({ device, spec, value });
      }
    }
    this.down.add(device);
    this.flush();
  }

  /** Its stored values first: after its death a host expects none. */
  private settleDeaths(): void {
    if (!this.options.outage.isSent) return;
    for (const device of this.down) {
      if (!this.alive.delete(device)) continue;
      if (!this.options.publish(this.options.messages.deviceDeath(device))) return;
    }
  }

  private bearDevice(metrics: DeviceMetrics): void {
    const valueOf = (spec: MetricSpec): MetricValue => this.current(spec);
    this.options.publish(this.options.messages.deviceBirth(metrics, valueOf));
    this.alive.add(metrics.spec.name);
    const told: HeldValue[] = [];
    for (const spec of metrics.byName.values()) {
      const value = this.current(spec);
      this.changes.bornWith(spec, value);
      if (value.reason !== unread.reason) told.push({ device: metrics.spec.name, spec, value });
    }
    this.options.told(told);
  }

  // sessions -------------------------------------------------------------------------------------

  /**
   * tck-id-payloads-dbirth-order: all devices at once behind the node, before any data. One that is
   * down is born with what is known of it and its quality, and dies when its stored values are out.
   */
  birth(bdSeq: number): void {
    // What changed before the birth is of the past for whoever hears the birth.
    this.hold();
    const { catalogue, messages, publish } = this.options;
    this.mode = "live";
    this.nodePending = [];
    this.alive.clear();
    publish(messages.nodeBirth(bdSeq, (spec) => this.current(spec)));
    for (const spec of Object.values(catalogue.node))
      this.changes.bornWith(spec, this.current(spec));
    for (const metrics of catalogue.devices.values()) this.bearDevice(metrics);
    this.forward();
    this.settleDeaths();
  }

  pause(): void {
    if (this.mode === "live") this.mode = "paused";
  }

  lost(): void {
    this.mode = "offline";
    this.pending = [...this.unproven, ...this.pending];
    this.unproven = [];
    this.nodePending = [];
    this.forwarding = 0;
    this.options.outage.rewind();
    this.hold();
  }

  // values ---------------------------------------------------------------------------------------

  /** What was gathered goes out, or to the disk when it is time. */
  flush(): void {
    if (this.mode === "live") {
      this.publishPending();
      this.publishNode();
      this.forward();
      this.settleDeaths();
      return;
    }
    const sinceMs = this.options.nowMs() - this.heldMs;
    // A clock that was set back must not keep values in memory until it is where it was.
    const isTime = sinceMs < 0 || sinceMs >= sparkplugLimits.holdMs;
    if (this.mode === "offline" && (isTime || this.pending.length >= sparkplugLimits.heldValues))
      this.hold();
  }

  hold(): void {
    this.heldMs = this.options.nowMs();
    const values = this.pending;
    this.pending = [];
    this.options.outage.hold(values);
  }

  private publishPending(): void {
    const values = this.pending;
    this.pending = [];
    for (const run of runs(byDevice(values), sparkplugLimits.messageValues)) {
      this.unproven.push(...run);
      const [first] = run as [HeldValue];
      const parts = inTurn(run.map(({ spec, value }) => [spec, value] as const));
      const { messages, publish } = this.options;
      if (parts.every((part) => publish(messages.deviceData(first.device, part))))
        this.options.told(run);
    }
    if (this.unproven.length > sparkplugLimits.unprovenValues)
      this.options.giveUp("MQTT_STALLED", `${this.unproven.length} values are not proved`);
  }

  private publishNode(): void {
    const values = this.nodePending;
    this.nodePending = [];
    for (const part of inTurn(values)) this.options.publish(this.options.messages.nodeData(part));
  }

  // the store ------------------------------------------------------------------------------------

  /** As much of the store as may be on its way at one time; the proof of it lets more go. */
  private forward(): void {
    const { outage, catalogue, messages, publish } = this.options;
    let count = 0;
    while (this.mode === "live" && this.forwarding < sparkplugLimits.forwardedValues) {
      const metrics = outage.next(catalogue);
      if (metrics === null) break;
      for (const run of runs(metrics, sparkplugLimits.messageValues)) {
        const [{ device }] = run as readonly [StoredMetric];
        if (!publish(messages.storedData(device, run.map(({ metric }) => metric)))) return;
        count += run.length;
      }
      this.forwarding += metrics.length;
    }
    if (count > 0) this.options.prove();
  }

  /** Null when nothing waits for a proof. */
  mark(): (() => void) | null {
    const { outage } = this.options;
    if (this.unproven.length === 0 && (outage.isEmpty || this.mode !== "live")) return null;
    const live = this.unproven.length;
    const stored = outage.mark;
    const forwarded = this.forwarding;
    return () => {
      this.unproven.splice(0, live);
      outage.prove(stored);
      this.forwarding -= forwarded;
      if (this.mode !== "live") return;
      this.forward();
      this.settleDeaths();
    };
  }
}
