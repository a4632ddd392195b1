import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { CodedError, codeOf, type Log } from "@quorate/protocol";
import { RecordSegments, remedyForDisk } from "@quorate/protocol/node";
import { Outage, type OutageBounds, type OutageLog } from "../../sparkplug/outage.ts";

const syncMs = 1000;

/** Files of a size that a part of the bound goes with the oldest. */
const segmentBytesOf = ({ bytes }: OutageBounds): number =>
  Math.min(4 * 1024 * 1024, Math.floor(bytes / 8));

/** What is told of files whose bytes are not those that were written. */
const damages: ReadonlySet<string> = new Set(["RECORD_DAMAGED", "RECORD_FORMAT"]);
const storeFile = /^mqtt-\d{8}\.log$/;
const brokenFile = /^mqtt-\d{8}\.log\.broken-(\d+)$/;

/**
 * Keeps the files of a damaged store under names that none had before; answers these. Oldest first:
 * what a crash leaves of the store begins later, and has no gap. Throws RECORD_OPEN.
 */
const putAside = (folder: string): string => {
  try {
    const names = readdirSync(folder).sort();
    const numbers = names.map((name) => Number(brokenFile.exec(name)?.[1] ?? 0));
    const suffix = `.broken-${Math.max(0, ...numbers) + 1}`;
    for (const name of names)
      if (storeFile.test(name)) renameSync(join(folder, name), join(folder, `${name}${suffix}`));
    return join(folder, `mqtt-*.log${suffix}`);
  } catch (error) {
    throw new CodedError("RECORD_OPEN", `cannot put ${folder}/mqtt-*.log aside: ${codeOf(error)}`, {
      cause: error,
      remedy: remedyForDisk(codeOf(error)),
    });
  }
};

/**
 * The store of an outage in files `mqtt-00000001.log` and so on. It is made durable once a second:
 * what a power cut takes is a second of telemetry.
 */
export class OutageFile implements OutageLog {
  readonly outage: Outage;
  private readonly segments: RecordSegments;
  private readonly log: Log;
  private readonly timer: NodeJS.Timeout;
  private dirty = false;
  private syncing = false;

  /** Throws RECORD_OPEN, RECORD_VERSION. */
  constructor(folder: string, bounds: OutageBounds, log: Log) {
    this.log = log;
    [this.outage, this.segments] = this.open(folder, bounds);
    this.timer = setInterval(() => this.sync(), syncMs);
  }

  get end(): number {
    return this.segments.end;
  }

  append(payload: Uint8Array): number {
    this.dirty = true;
    return this.segments.append(payload);
  }

  readAt(position: number): Uint8Array {
    return this.segments.readAt(position);
  }

  dropBefore(position: number): void {
    this.segments.dropBefore(position);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    // A disk that takes nothing has said so already.
    await this.segments.close().catch(() => undefined);
  }

  /** One that is damaged is put aside: telemetry must not keep an agent from its vote. */
  private open(folder: string, bounds: OutageBounds): readonly [Outage, RecordSegments] {
    try {
      return this.restored(folder, bounds);
    } catch (error) {
      if (!damages.has(codeOf(error))) throw error;
      this.log.warn("mqtt", "MQTT_STORE_DAMAGED", {
        ...{ detail: (error as Error).message, aside: putAside(folder) },
        remedy: "check its disk; what was put aside may be deleted",
      });
      return this.restored(folder, bounds);
    }
  }

  /** Takes in each record as it is read: all of them together may be more than the memory. */
  private restored(folder: string, bounds: OutageBounds): readonly [Outage, RecordSegments] {
    const outage = new Outage(this, bounds);
    const segments = new RecordSegments(folder, "mqtt", {
      onRecord: (payload, position) => outage.restore(payload, position),
      limits: { segmentBytes: segmentBytesOf(bounds) },
    });
    return [outage, segments];
  }

  private sync(): void {
    if (!this.dirty || this.syncing) return;
    this.dirty = false;
    this.syncing = true;
    this.segments.recover((error) => {
      this.syncing = false;
      if (error === null) return;
      this.dirty = true;
      this.log.warn("mqtt", "MQTT_STORE", { detail: error.message });
    });
  }
}
