import type {
  DeviceAdapter,
  PointWritten,
  ScanListener,
  UpListener,
  WriteOrder,
} from "@quorate/device-adapters";
import type { Certified, DeviceSpec, PointValue, PointWrite, Sample } from "@quorate/protocol";
import type { VirtualClock } from "./virtual-clock.ts";

/** What the device does with the next write; then it is good again. */
export type WriteFault = "refused" | "not-sent" | "lost" | "silent" | "throws";

/** A device that outlives the guards that write it, with a journal of all that reached it. */
export class Plc {
  readonly spec: DeviceSpec;
  readonly values = new Map<string, PointValue>();
  readonly journal: PointWrite[] = [];
  /** Points whose readings are bad. */
  readonly bad = new Set<string>();
  /** Points that others follow, and how long that takes; the position of the valve at once. */
  stuck = false;
  fault: WriteFault | null = null;
  /** The fault begins at this write of the order. */
  faultAt = 0;
  writeMs = 0;
  readMs = 0;
  reads = 0;

  constructor(spec: DeviceSpec) {
    this.spec = spec;
    for (const { name, type } of spec.points) this.values.set(name, type === "bool" ? false : 0);
  }

  take(write: PointWrite): void {
    this.journal.push(write);
    const { type } = this.spec.points.find(({ name }) => name === write.point) ?? {};
    const { value } = write;
    const kept = type === "float32" && typeof value === "number" ? Math.fround(value) : value;
    this.values.set(write.point, kept);
    if (write.point === "valve" && !this.stuck) this.values.set("valve-position", kept);
  }
}

/** The way of one guard process to the device; it ends with that process. */
export class PlcAdapter implements DeviceAdapter {
  readonly device: DeviceSpec;
  up = true;
  private readonly plc: Plc;
  private readonly clock: VirtualClock;
  private readonly alive: () => boolean;
  private scanned: ScanListener = () => {};
  private changed: UpListener = () => {};

  constructor(plc: Plc, clock: VirtualClock, alive: () => boolean) {
    this.plc = plc;
    this.clock = clock;
    this.alive = alive;
    this.device = plc.spec;
  }

  start(): void {}

  stop(): Promise<void> {
    return Promise.resolve();
  }

  onScan(listener: ScanListener): void {
    this.scanned = listener;
  }

  onUp(listener: UpListener): void {
    this.changed = listener;
  }

  scan(): void {
    this.scanned(this.samples(this.device.points.map(({ name }) => name)));
  }

  setUp(up: boolean): void {
    this.up = up;
    this.changed(up, up ? undefined : "TIMEOUT");
  }

  read(points: readonly string[]): Promise<readonly Sample[]> {
    this.plc.reads += 1;
    return this.later(this.plc.readMs, () => this.samples(points));
  }

  /** A write reaches the device half-way through; a guard that dies then does not know. */
  write(order: Certified<WriteOrder>): Promise<readonly PointWritten[]> {
    const { plc } = this;
    return new Promise((resolve, reject) => {
      this.clock.after(plc.writeMs / 2, () => {
        const [fault, faultAt] = [plc.fault, plc.faultAt];
        plc.fault = null;
        const results = order.writes.map(({ point, value }, index): PointWritten => {
          if (fault === null || index < faultAt) {
            plc.take({ point, value });
            return { point, ok: true, outcome: "written" };
          }
          if (index > faultAt) return { point, ok: false, outcome: "not-sent", code: "SKIPPED" };
          if (fault === "silent") plc.take({ point, value });
          if (fault === "refused")
            return { point, ok: false, outcome: "refused", code: "ILLEGAL_DATA_VALUE" };
          if (fault === "not-sent")
            return { point, ok: false, outcome: "not-sent", code: "NOT_CONNECTED" };
          return { point, ok: false, outcome: "unknown", code: "TIMEOUT" };
        });
        this.clock.after(plc.writeMs / 2, () => {
          if (!this.alive()) return;
          if (fault === "throws") reject(new Error("broken adapter"));
          else resolve(results);
        });
      });
    });
  }

  private later<T>(delayMs: number, act: () => T): Promise<T> {
    return new Promise((resolve) => {
      this.clock.after(delayMs, () => {
        if (this.alive()) resolve(act());
      });
    });
  }

  private samples(points: readonly string[]): Sample[] {
    const timeMs = Math.floor(this.clock.nowUs() / 1000);
    return points.map((point) => {
      const value = this.plc.values.get(point) ?? null;
      const times = { sourceTimeMs: timeMs, receivedTimeMs: timeMs };
      if (!this.plc.bad.has(point) && value !== null)
        return { point, value, quality: "good", ...times };
      return { point, value: null, quality: "bad", reason: "TIMEOUT", ...times };
    });
  }
}
