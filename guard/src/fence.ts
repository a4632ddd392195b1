import {
  CodedError,
  type Hex,
  type PointWrite,
  type RecordLog,
} from "@quorate/protocol";
import {
  type Attempt,
  decodeRecord,
  encodeRecord,
  type FenceRecord,
  type LostPlaces,
  type NewRecord,
  type Resumed,
} from "./fence-record.ts";
import { guardLimits } from "./limits.ts";

/** What the fence knows about one command. */
export interface FenceEntry {
  readonly sequence: number;
  readonly id: Hex;
  /** False when it ended without an attempt to write it. */
  readonly attempted: boolean;
  readonly writes: readonly PointWrite[];
  readonly before: readonly PointWrite[];
  /** What the report of its outcome says; null while the attempt is unresolved. */
  report: Uint8Array | null;
  /** f+1 agents have ordered the report. */
  ordered: boolean;
}

/** One device's fence: the last place that was attempted or ended, and the latest before it. */
export interface DeviceFence {
  sequence: number;
  id: Hex;
  stopped: boolean;
  /** What this fence once lost: what stood there counts as unknown. */
  lost: LostPlaces;
  readonly entries: Map<number, FenceEntry>;
}

const damaged = (why: string): CodedError =>
  new CodedError("FENCE_DAMAGED", `the fence file cannot be trusted: ${why}`, {
    remedy: "restore the fence file; without it this guard must not write",
  });

/**
 * S4: what this guard has ever begun, durable before the write, and every outcome, durable before
 * its report. Places are handed out one after the other (S3); memory follows the appended records
 * at once, what depends on durability waits for `done`.
 */
export class Fence {
  private readonly guard: Hex;
  private readonly log: RecordLog;
  private readonly onBroken: (error: Error) => void;
  private readonly devices = new Map<string, DeviceFence>();
  private broken = false;

  /**
   * Throws FENCE_DAMAGED, FENCE_CHAIN, FENCE_GUARD.
   * `onBroken` is called when nothing more can be made durable.
   */
  constructor(
    owner: { readonly chain: Hex; readonly guard: Hex },
    log: RecordLog,
    records: readonly Uint8Array[],
    onBroken: (error: Error) => void,
  ) {
    this.guard = owner.guard;
    this.log = log;
    this.onBroken = onBroken;
    records.forEach((bytes, index) => {
      const record = decodeRecord(bytes);
      if (index === 0) checkHead(record, owner);
      else this.load(record);
    });
    if (records.length === 0) log.append(encodeRecord({ kind: "head", ...owner }));
  }

  device(name: string): DeviceFence {
    const known = this.devices.get(name);
    if (known !== undefined) return known;
    const made = {
      ...{ sequence: 0, id: "", stopped: false, lost: { from: 0, to: 0 } },
      entries: new Map<number, FenceEntry>(),
    };
    this.devices.set(name, made);
    return made;
  }

  /** `done` is called when the attempt is durable; only then may the device be written. */
  attempting(attempt: Attempt, done: () => void): void {
    this.load({ kind: "attempting", ...attempt });
    this.commit({ kind: "attempting", ...attempt }, done);
  }

  /** Only ever forward, to where a quorum of agents is; `done` is called when it is durable. */
  resume(resumed: Resumed, done: () => void): void {
    this.load({ kind: "resumed", ...resumed });
    this.commit({ kind: "resumed", ...resumed }, done);
  }

  /** The outcome of an attempt, or of the next place without one. */
  outcome(device: string, sequence: number, id: Hex, body: Uint8Array, done: () => void): void {
    this.end(device, sequence, id, body);
    this.commit({ kind: "outcome", body }, done);
  }

  /** Not made durable on its own: losing it costs one more resend of the report. */
  ordered(device: string, sequence: number): void {
    const entry = this.device(device).entries.get(sequence);
    if (entry === undefined || entry.ordered || this.broken) return;
    entry.ordered = true;
    forget(this.device(device));
    this.log.append(encodeRecord({ kind: "ordered", device, sequence }));
  }

  stop(device: string, sequence: number, ids: readonly Hex[]): void {
    this.device(device).stopped = true;
    this.commit({ kind: "stopped", device, sequence, ids }, () => {});
  }

  private commit(record: NewRecord, done: () => void): void {
    if (this.broken) return;
    this.log.append(encodeRecord(record));
    this.log.sync((error) => {
      if (this.broken) return;
      if (error === null) {
        done();
        return;
      }
      this.broken = true;
      this.onBroken(error);
    });
  }

  /** One more record of the file, behind those before it. Throws FENCE_DAMAGED. */
  load(record: FenceRecord): void {
    switch (record.kind) {
      case "head":
        throw damaged("a second head");
      case "base": {
        const fence = this.device(record.device);
        if (fence.sequence !== 0) throw damaged(`a late beginning of ${record.device}`);
        fence.sequence = record.sequence;
        fence.id = record.id;
        fence.lost = record.lost ?? fence.lost;
        break;
      }
      case "attempting":
        this.take(record, true);
        break;
      case "outcome": {
        const { device, deviceSequence, id } = record.report;
        if (record.report.guard !== this.guard) throw damaged("an outcome of another guard");
        // It says what the loss says, and nothing depends on it.
        if (isLost(this.device(device), deviceSequence)) break;
        this.end(device, deviceSequence, id, record.body);
        break;
      }
      case "ordered": {
        const entry = this.device(record.device).entries.get(record.sequence);
        if (entry !== undefined) entry.ordered = true;
        forget(this.device(record.device));
        break;
      }
      case "stopped":
        this.device(record.device).stopped = true;
        break;
      case "resumed": {
        const fence = this.device(record.device);
        if (record.from !== fence.sequence || record.sequence < record.from)
          throw damaged(`${record.device}: resumed at ${record.sequence} from ${record.from}`);
        const from = fence.lost.to > 0 ? fence.lost.from : record.from;
        fence.lost = { from, to: record.sequence };
        fence.sequence = record.sequence;
        fence.id = record.id;
        break;
      }
    }
  }

  private take(attempt: Attempt, attempted: boolean): FenceEntry {
    const { device, sequence, id, writes, before = [] } = attempt;
    const fence = this.device(device);
    if (sequence !== fence.sequence + 1)
      throw damaged(`${device}: ${sequence} stands behind ${fence.sequence}`);
    const entry = { sequence, id, attempted, writes, before, report: null, ordered: false };
    fence.sequence = sequence;
    fence.id = id;
    fence.entries.set(sequence, entry);
    forget(fence);
    return entry;
  }

  private end(device: string, sequence: number, id: Hex, body: Uint8Array): void {
    const known = this.device(device).entries.get(sequence);
    const entry = known ?? this.take({ device, sequence, id, writes: [] }, false);
    if (entry.id !== id || entry.report !== null)
      throw damaged(`${device}: a second outcome of ${sequence}`);
    entry.report = body;
  }
}

/** Whether the fence lost what it knew of a place. Between two losses there are some it knows. */
export const isLost = ({ lost, entries }: DeviceFence, sequence: number): boolean =>
  sequence > lost.from && sequence <= lost.to && !entries.has(sequence);

const checkHead = (record: FenceRecord, owner: { chain: Hex; guard: Hex }): void => {
  if (record.kind !== "head") throw damaged("it has no head");
  if (record.guard !== owner.guard)
    throw new CodedError("FENCE_GUARD", "the fence file belongs to another guard");
  if (record.chain !== owner.chain)
    throw new CodedError("FENCE_CHAIN", "the fence file belongs to another site file", {
      remedy:
        "run the guard with the site file that it ran with before; where that was changed, see " +
        'operations.md, "Adding a device": the old chain\'s fence is moved aside',
    });
};

/** The oldest that have ended for everybody. */
const forget = ({ entries }: DeviceFence): void => {
  for (const [sequence, { report, ordered }] of entries) {
    if (entries.size <= guardLimits.historyPerDevice) return;
    if (report !== null && ordered) entries.delete(sequence);
  }
};
