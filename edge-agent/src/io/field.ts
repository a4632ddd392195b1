import { type AdapterOptions, type DeviceReader, openReader } from "@quorate/device-adapters";
import {
  type Clock,
  type DeviceSpec,
  type Log,
  readPathOf,
  type ReadsOfAgent,
  type Site,
} from "@quorate/protocol";
import { type OwnReadings, type OwnSample, ownDevicesOf } from "../view.ts";
import type { Credentials } from "./home.ts";

export interface FieldOptions {
  readonly site: Site;
  readonly reads: ReadsOfAgent;
  /** User and password for reading a device, by device name. */
  readonly credentials: Credentials;
  /** Folder for OPC UA certificates. */
  readonly certificates: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** One device's events of one code are logged this often at most. */
const logMs = 60_000;

/** An agent's own eyes (S1: readers, nothing that writes). Readers come back by themselves. */
export class Field implements OwnReadings {
  private readonly readers: DeviceReader[] = [];
  private readonly samples = new Map<string, Map<string, OwnSample>>();
  private readonly loggedMs = new Map<string, number>();
  private readonly options: FieldOptions;

  constructor(options: FieldOptions) {
    this.options = options;
    for (const device of ownDevicesOf(options.site, options.reads)) this.open(device);
  }

  /** Devices that this agent reads itself. */
  get devices(): readonly string[] {
    return this.readers.map(({ device }) => device.name);
  }

  start(): void {
    for (const reader of this.readers) reader.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.stop()));
  }

  sample(device: string, point: string): OwnSample | undefined {
    return this.samples.get(device)?.get(point);
  }

  /** What cannot be read here is judged by the guard's readings. */
  private open(device: DeviceSpec): void {
    const path = readPathOf(this.options.site, device);
    if (path === null) {
      this.tell({ code: "FIELD_NO_ADDRESS", device: device.name });
      return;
    }
    let reader: DeviceReader;
    try {
      reader = openReader(path.device, this.adapterOptions());
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.tell({ code: "FIELD_UNREADABLE", device: device.name, detail });
      return;
    }
    const samples = new Map<string, OwnSample>();
    this.samples.set(device.name, samples);
    reader.onScan((scanned) => {
      const { clock } = this.options;
      const [nowMs, wallMs] = [clock.monotonicMs(), clock.nowUs() / 1000];
      for (const sample of scanned) {
        // A scan tells all its points at its end; what it asked for first is older by then.
        const waitedMs = Math.max(0, wallMs - sample.sourceTimeMs);
        samples.set(sample.point, { sample, cameMs: nowMs - waitedMs - path.cachedMs });
      }
    });
    this.readers.push(reader);
  }

  private adapterOptions(): AdapterOptions {
    const { credentials, certificates } = this.options;
    const opcua = { credentials, certificates };
    return { log: (event) => this.tell(event), ...opcua };
  }

  private tell({ code, ...facts }: { code: string; device: string; detail?: string }): void {
    const nowMs = this.options.clock.monotonicMs();
    const key = `${code} ${facts.device}`;
    if (nowMs - (this.loggedMs.get(key) ?? Number.NEGATIVE_INFINITY) < logMs) return;
    this.loggedMs.set(key, nowMs);
    this.options.log.warn("certificate", code, facts);
  }
}
