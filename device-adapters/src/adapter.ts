import type { Certified, DeviceSpec, PointWrite, Sample, Table } from "@quorate/protocol";

/** Absolute values for points of one device, written in the order given. */
export interface WriteOrder {
  readonly device: string;
  /** Its place in the device's chain of commands: what a mailbox refuses to take twice (S4). */
  readonly sequence: number;
  readonly writes: readonly PointWrite[];
}

/**
 * What became of one write.
 *
 * - `written`: the device acknowledged this very write.
 * - `refused`: the device answered that it did not write. Certainly not written.
 * - `not-sent`: nothing left this process. Certainly not written.
 * - `unknown`: sent, and no trustworthy answer came. May be written: read the device back.
 */
export type WriteOutcome = "written" | "refused" | "not-sent" | "unknown";

export interface PointWritten {
  readonly point: string;
  /** True for `written` alone. */
  readonly ok: boolean;
  readonly outcome: WriteOutcome;
  /** Coded reason when not written: `NOT_CONNECTED`, `TIMEOUT`, `ILLEGAL_DATA_VALUE` and others. */
  readonly code?: string;
  /** The reason in words, for a log line or an operator. */
  readonly detail?: string;
}

/** An order that was, or was to be, written through a mailbox. */
export interface Posted {
  readonly sequence: number;
  readonly writes: readonly PointWrite[];
  /** What the same points held before. */
  readonly before: readonly PointWrite[];
}

/** What became of a whole order that went through a mailbox of the PLC's program. */
export type Settled =
  | { readonly outcome: "written" }
  | {
      readonly outcome: Exclude<WriteOutcome, "written">;
      readonly code: string;
      readonly detail: string;
    };

/** An uninterpreted answer of a Modbus device; bits are 0 or 1. */
export type RawRead =
  | { readonly ok: true; readonly words: readonly number[] }
  | { readonly ok: false; readonly code: string; readonly exception?: number };

/** A reason accompanies every change to down. */
export type UpListener = (up: boolean, reason?: string) => void;
export type ScanListener = (samples: readonly Sample[]) => void;

/** What every protocol implements; the rest of the system knows devices only by this. */
export interface DeviceAdapter {
  readonly device: DeviceSpec;
  /** Connects, scans, and goes on doing so until `stop`. */
  start(): void;
  /** Settles everything that waits, closes the connection, and leaves no timer behind. */
  stop(): Promise<void>;
  /** True while the device answers; a connection that never answered is not up. */
  readonly up: boolean;
  /**
   * Reads now, past every cache. One sample per name, in the order asked. Never throws for a fault
   * of the device: such samples have no value, bad quality and a reason.
   * `withinMs` bounds the whole read; points not read by then are bad with reason `TIMEOUT`.
   */
  read(points: readonly string[], withinMs?: number): Promise<readonly Sample[]>;
  /**
   * Writes the points one after the other and stops at the first that fails; the rest are
   * `not-sent`. Only what a quorum certified can be written (S1). One result per write.
   * Nothing is kept for later: while the device is down every write is `not-sent`, and so is, with
   * code `EXPIRED`, one whose turn on the connection comes later than `withinMs` from now (S5).
   */
  write(order: Certified<WriteOrder>, withinMs?: number): Promise<readonly PointWritten[]>;
  /**
   * Devices with a mailbox only: what became of an order of which a crash or a lost answer left
   * nobody any knowledge. It makes nothing happen in the plant: it takes a sequence back that the
   * PLC's program has not looked at, and puts arguments that were not taken back to what they were.
   * Null when that cannot be done within the time.
   */
  settle?(posted: Posted, withinMs: number): Promise<Settled | null>;
  /** Called after every scan with all points of that scan, also those that could not be read. */
  onScan(listener: ScanListener): void;
  onUp(listener: UpListener): void;
  /**
   * Modbus only: a raw read that waits behind everything else on the device's connection. Not sent,
   * with code `QUEUE_FULL`, when too many wait or it gives way to something more urgent; `TIMEOUT`,
   * when its turn comes after 2 s; `REQUEST_DROPPED`, when `isWanted` says no by then.
   */
  readRaw?(
    table: Table,
    register: number,
    count: number,
    isWanted?: () => boolean,
  ): Promise<RawRead>;
}

/** What an adapter tells its owner to log; a `code` is stable, the rest is context. */
export interface AdapterEvent {
  readonly code: string;
  readonly device: string;
  readonly detail?: string;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Local tunables of one adapter; none of them can weaken a rule of the site. */
export interface AdapterOptions {
  readonly requestTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly backOffMinMs?: number;
  readonly backOffMaxMs?: number;
  readonly staleScans?: number;
  /** How long the program of a PLC with a mailbox may take to look at a sequence. */
  readonly mailboxEchoMs?: number;
  readonly gapRegisters?: number;
  readonly gapBits?: number;
  /** For devices without function codes 5 and 6: write with 15 and 16 always. */
  readonly multipleWritesOnly?: boolean;
  /** By device name: who to be for an OPC UA server. Anonymous where nobody is named. */
  readonly credentials?: Readonly<Record<string, Credentials>>;
  /**
   * Folder for OPC UA certificates: `own/` is made there, `trusted/DEVICE/` holds what a device's
   * server may show, and what it showed in vain is kept in `rejected/DEVICE/`.
   */
  readonly certificates?: string;
  /** Trusts the first certificate that a device's server shows, and from then on no other. */
  readonly trustOnFirstUse?: boolean;
  /** Wall clock, milliseconds since 1970. */
  readonly now?: () => number;
  /** Uniform in [0, 1); spreads reconnections. */
  readonly random?: () => number;
  readonly log?: (event: AdapterEvent) => void;
}

/** A device description no adapter can work with. */
export class AdapterError extends Error {
  readonly code: string;
  readonly device: string;

  constructor(code: string, device: string, detail: string) {
    super(`${code}: device '${device}': ${detail}`);
    this.name = "AdapterError";
    this.code = code;
    this.device = device;
  }
}
