import type { Log } from "@quorate/protocol";
import { RecordSegments } from "@quorate/protocol/node";
import { Outage, type OutageBounds, type OutageLog } from "../../sparkplug/outage.ts";

const syncMs = 1000;

/** Files of a size that a part of the bound goes with the oldest. */
const segmentBytesOf = ({ bytes }: OutageBounds): number =>
  Math.min(4 * 1024 * 1024, Math.floor(bytes / 8));

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

  /** Throws RECORD_OPEN, RECORD_DAMAGED. */
  constructor(folder: string, bounds: OutageBounds, log: Log) {
    this.log = log;
    const found: (readonly [Uint8Array, number])[] = [];
    this.segments = new RecordSegments(folder, "mqtt", {
      onRecord: (payload, position) => found.push([payload, position]),
      limits: { segmentBytes: segmentBytesOf(bounds) },
    });
    this.outage = new Outage(this, bounds);
    for (const [payload, position] of found) this.outage.restore(payload, position);
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
