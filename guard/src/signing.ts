import {
  encodeReport,
  type Envelope,
  limits,
  type Report,
  type Signer,
  signReports,
} from "@quorate/protocol";
import { reportOf } from "./fence-record.ts";
import type { GuardIo } from "./io.ts";
import { guardLimits } from "./limits.ts";

export type ReportFields = Omit<Report, "guard">;

/** Values read are left out where they would pass the bound of a report. */
const encodeBounded = (guard: Uint8Array, fields: ReportFields): Uint8Array => {
  const detail = fields.detail.slice(0, limits.textChars);
  const full = encodeReport(guard, { ...fields, detail });
  if (full.length <= limits.reportBytes) return full;
  const points = fields.points.map(({ point, asked, code }) => ({ point, asked, code }));
  return encodeReport(guard, { ...fields, detail, points });
};

/** The device and the place that a report is about. */
type About = Pick<Report, "device" | "deviceSequence">;

interface Waiting {
  readonly about: About;
  readonly body: Uint8Array;
  readonly isEnd: boolean;
  readonly done: (report: Envelope) => void;
}

export interface SigningOptions {
  readonly io: GuardIo;
  readonly chain: Uint8Array;
  readonly signer: Signer;
}

/**
 * Signs this guard's reports: one that comes alone at once; those that come close on one another
 * under one signature, which everybody then verifies once (docs/decisions.md).
 */
export class Signing {
  private readonly options: SigningOptions;
  private waiting: Waiting[] = [];
  private cancelTimer: (() => void) | null = null;
  /** When something was last signed in here, and when an end was, monotonic. */
  private signedMs = Number.NEGATIVE_INFINITY;
  private endedMs = Number.NEGATIVE_INFINITY;

  constructor(options: SigningOptions) {
    this.options = options;
  }

  /** What a report says, as it is signed. */
  encode(fields: ReportFields): Uint8Array {
    return encodeBounded(this.options.signer.publicKey, fields);
  }

  /** The same report, saying also what became of the closing verdict. */
  answerClosing(body: Uint8Array, closing: Report["closing"]): Uint8Array {
    const { guard: _, ...fields } = reportOf(body);
    return this.encode({ ...fields, closing });
  }

  /**
   * News that end nothing: they wait where anything was signed a moment ago, and an end that comes
   * meanwhile says all that they say.
   */
  news(fields: ReportFields, done: (report: Envelope) => void): void {
    this.put({ about: fields, body: this.encode(fields), isEnd: false, done }, this.signedMs);
  }

  /** An end, which waits for other ends alone: `done` has it within `signTogetherMs`. */
  end(about: About, body: Uint8Array, done: (report: Envelope) => void): void {
    const { device, deviceSequence } = about;
    this.waiting = this.waiting.filter(
      ({ isEnd, about: other }) =>
        isEnd || other.device !== device || other.deviceSequence !== deviceSequence,
    );
    this.put({ about, body, isEnd: true, done }, this.endedMs);
  }

  private put(waiting: Waiting, signedMs: number): void {
    const { clock } = this.options.io;
    this.waiting.push(waiting);
    const waitMs = signedMs + guardLimits.signTogetherMs - clock.monotonicMs();
    if (waitMs <= 0 || this.waiting.length >= limits.reportBatch) this.flush();
    else
      this.cancelTimer ??= clock.after(waitMs, () => {
        this.cancelTimer = null;
        this.flush();
      });
  }

  /** Signs what waits. */
  flush(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    const { io, chain, signer } = this.options;
    const { waiting } = this;
    this.waiting = [];
    if (waiting.length === 0) return;
    this.signedMs = io.clock.monotonicMs();
    if (waiting.some(({ isEnd }) => isEnd)) this.endedMs = this.signedMs;
    const reports = signReports(chain, signer, waiting.map(({ body }) => body));
    for (const [index, { done }] of waiting.entries()) done(reports[index] as Envelope);
  }
}
