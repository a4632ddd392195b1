import { CodedError, isCoded } from "@quorate/protocol";
import {
  decodeSparkplug,
  encodeSparkplug,
  type SparkplugMetric,
} from "@quorate/protocol/sparkplug";
import type { Catalogue } from "./catalogue.ts";
import { sparkplugLimits } from "./limits.ts";
import { dataMetric, type MetricSpec, type MetricValue } from "./metric.ts";

/** A value of a device that no host has yet. */
export interface HeldValue {
  readonly device: string;
  readonly spec: MetricSpec;
  readonly value: MetricValue;
}

/** Records on the disk: positions ascend, and what lies before one can go. */
export interface OutageLog {
  append(payload: Uint8Array): number;
  readAt(position: number): Uint8Array;
  dropBefore(position: number): void;
  /** The position behind the last record. */
  readonly end: number;
}

/** What one record holds, as the index knows it. */
interface Entry {
  /** Counts all records that were ever held. */
  readonly ordinal: number;
  readonly position: number;
  readonly values: number;
  readonly bytes: number;
}

export interface OutageBounds {
  readonly values: number;
  readonly bytes: number;
}

/** A metric of a device on its way out again. */
export interface StoredMetric {
  readonly device: string;
  readonly metric: SparkplugMetric;
}

/** In a record a metric has its device's and its own name: aliases are those of one site file. */
const nameOf = ({ device, spec }: HeldValue): string => `${device}/${spec.name}`;

/**
 * What a broker could not take, in the order in which it was seen: bounded in values and bytes
 * (S9). Past the bound the oldest record goes, and is counted. What was sent stays until the broker
 * has proved that it has it; a lost connection begins again behind what was proved.
 */
export class Outage {
  dropped = 0;
  private readonly log: OutageLog;
  private readonly bounds: OutageBounds;
  private readonly entries: Entry[] = [];
  private values = 0;
  private bytes = 0;
  private nextOrdinal = 0;
  /** Entries from the first on that are on their way and not proved. */
  private sent = 0;

  constructor(log: OutageLog, bounds: OutageBounds) {
    this.log = log;
    this.bounds = bounds;
  }

  get heldValues(): number {
    return this.values;
  }

  get heldBytes(): number {
    return this.bytes;
  }

  /** Nothing is left that has to be sent. */
  get isSent(): boolean {
    return this.sent === this.entries.length;
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /**
   * A record that was on the disk at start: values, or a note of what was proved. One that cannot
   * be read is passed over, and counted.
   */
  restore(payload: Uint8Array, position: number): void {
    try {
      const { metrics = [], seq } = decodeSparkplug(payload);
      const ordinal = seq ?? this.nextOrdinal;
      const values = metrics?.length ?? 0;
      if (values > 0) {
        this.add({ ordinal, position, values, bytes: payload.length });
        this.trim();
      } else while ((this.entries[0]?.ordinal ?? ordinal) < ordinal) this.shift();
      this.nextOrdinal = Math.max(this.nextOrdinal, values > 0 ? ordinal + 1 : ordinal);
    } catch (error) {
      if (!isCoded(error)) throw error;
      this.dropped += 1;
    }
  }

  /** In records of a size of which several fit into the bound. */
  hold(values: readonly HeldValue[]): void {
    const { messageValues } = sparkplugLimits;
    for (let start = 0; start < values.length; start += messageValues)
      this.holdRecord(values.slice(start, start + messageValues));
  }

  /** The next record to send, with the aliases of now; null when all are on their way. */
  next(catalogue: Catalogue): readonly StoredMetric[] | null {
    const entry = this.entries[this.sent];
    if (entry === undefined) return null;
    this.sent += 1;
    let metrics: readonly SparkplugMetric[];
    try {
      metrics = decodeSparkplug(this.log.readAt(entry.position)).metrics ?? [];
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.dropped += entry.values;
      return [];
    }
    const found = metrics.flatMap((metric) => {
      const [device = "", name = ""] = (metric.name ?? "").split(/\/(.*)/s);
      const alias = catalogue.devices.get(device)?.byName.get(name)?.alias;
      if (alias === undefined) return [];
      const { name: _name, ...rest } = metric;
      return [{ device, metric: { ...rest, alias } }];
    });
    // A point of an earlier site file: nobody is told of it any more.
    this.dropped += metrics.length - found.length;
    return found;
  }

  /** What is on its way ends before this record: a mark for `prove`. */
  get mark(): number {
    return this.entries[this.sent]?.ordinal ?? this.nextOrdinal;
  }

  /** The broker has every record before this mark. */
  prove(mark: number): void {
    const before = this.entries.length;
    while ((this.entries[0]?.ordinal ?? mark) < mark) {
      this.shift();
      this.sent = Math.max(0, this.sent - 1);
    }
    if (this.entries.length < before) this.settle(mark);
  }

  /** The connection is gone: whatever was not proved is sent again. */
  rewind(): void {
    this.sent = 0;
  }

  private holdRecord(values: readonly HeldValue[]): void {
    const metrics = values.map((held) => {
      const { alias: _alias, ...rest } = dataMetric(held.spec, held.value, true);
      return { ...rest, name: nameOf(held) };
    });
    const ordinal = this.nextOrdinal;
    const payload = encodeSparkplug({ metrics, seq: ordinal });
    const position = this.log.append(payload);
    this.nextOrdinal += 1;
    this.add({ ordinal, position, values: values.length, bytes: payload.length });
    if (this.trim()) this.settle(this.entries[0]?.ordinal ?? this.nextOrdinal);
  }

  private add(entry: Entry): void {
    this.entries.push(entry);
    this.values += entry.values;
    this.bytes += entry.bytes;
  }

  /** Lets the oldest go past the bound; true when some went. */
  private trim(): boolean {
    const before = this.entries.length;
    while (
      this.entries.length > 1 &&
      (this.values > this.bounds.values || this.bytes > this.bounds.bytes)
    ) {
      this.dropped += this.entries[0]?.values ?? 0;
      this.sent = Math.max(0, this.sent - 1);
      this.shift();
    }
    return this.entries.length < before;
  }

  /** Files go as a whole: another run must not find again what stands beside what is left. */
  private settle(ordinal: number): void {
    this.log.append(encodeSparkplug({ seq: ordinal }));
    this.log.dropBefore(this.entries[0]?.position ?? this.log.end);
  }

  private shift(): void {
    const entry = this.entries.shift();
    this.values -= entry?.values ?? 0;
    this.bytes -= entry?.bytes ?? 0;
  }
}
