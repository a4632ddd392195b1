import { type AdapterOptions, type DeviceReader, openReader } from "@quorate/device-adapters";
import {
  type Clock,
  type DeviceSpec,
  interlocksOf,
  type Log,
  readUnitOf,
  type Site,
} from "@quorate/protocol";
import type { OwnReadings, OwnSample } from "../view.ts";
import type { Credentials } from "./home.ts";

export interface FieldOptions {
  readonly site: Site;
  /** User and password for reading a device, by device name. */
  readonly credentials: Credentials;
  /** Folder for OPC UA certificates. */
  readonly certificates: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A device as an agent can read it, and how old its answers may be already. */
interface Readable {
  readonly device: DeviceSpec;
  readonly cachedMs: number;
}

/** One device's events of one code are logged this often at most. */
const logMs = 60_000;

/**
 * Where an agent may read a device: at its `readAddress`, or, a Modbus device, at its guard's
 * read-only server, which gives an answer again for up to a scan. Null where there is neither.
 */
export const readableOf = (site: Site, device: DeviceSpec): Readable | null => {
  const guard = site.guards.find(({ name }) => name === device.guard);
  const { mailbox: _mailbox, serial: _serial, ...rest } = device;
  if (device.protocol === "opcua") {
    if (device.readAddress === undefined) return null;
    return { device: { ...rest, address: device.readAddress }, cachedMs: 0 };
  }
  const address = device.readAddress ?? guard?.modbusReadOnly;
  if (address === undefined) return null;
  if (device.readAddress !== undefined)
    return { device: { ...rest, protocol: "modbus-tcp", address }, cachedMs: 0 };
  const unit = readUnitOf(device);
  return { device: { ...rest, protocol: "modbus-tcp", address, unit }, cachedMs: device.scanMs };
};

/**
 * An agent's own eyes (S1: readers, nothing that writes). It reads those points that interlocks
 * name, so a site without interlocks costs nothing here. Readers come back by themselves.
 */
export class Field implements OwnReadings {
  private readonly readers: DeviceReader[] = [];
  private readonly samples = new Map<string, Map<string, OwnSample>>();
  private readonly loggedMs = new Map<string, number>();
  private readonly options: FieldOptions;

  constructor(options: FieldOptions) {
    this.options = options;
    const { site } = options;
    const wanted = new Set(
      interlocksOf(site).reads.map(({ device, point }) => `${device}/${point}`),
    );
    for (const device of site.devices) {
      const points = device.points.filter(({ name }) => wanted.has(`${device.name}/${name}`));
      if (points.length > 0) this.open({ ...device, points });
    }
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
    const readable = readableOf(this.options.site, device);
    if (readable === null) {
      this.tell({ code: "FIELD_NO_ADDRESS", device: device.name });
      return;
    }
    let reader: DeviceReader;
    try {
      reader = openReader(readable.device, this.adapterOptions());
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
        samples.set(sample.point, { sample, cameMs: nowMs - waitedMs - readable.cachedMs });
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
