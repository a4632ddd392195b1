import {
  encodeReport,
  type Envelope,
  limits,
  type Report,
  readReport,
  type Signer,
  signReports,
} from "@quorate/protocol";
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

interface Waiting {
  readonly body: Uint8Array;
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
  /** When something was last signed in here, monotonic. */
  private signedMs = Number.NEGATIVE_INFINITY;

  constructor(options: SigningOptions) {
    this.options = options;
  }

  /** At once, under a signature of its own. */
  seal(fields: ReportFields): Envelope {
    const { chain, signer } = this.options;
    const [report] = signReports(chain, signer, [encodeBounded(signer.publicKey, fields)]);
    return report as Envelope;
  }

  /** The same report, saying also what became of the closing verdict. */
  answerClosing(report: Envelope, closing: Report["closing"]): Envelope {
    const { guard: _, ...fields } = readReport(report);
    return this.seal({ ...fields, closing });
  }

  /** `done` has the report, perhaps at once, at the latest after `signTogetherMs`. */
  soon(fields: ReportFields, done: (report: Envelope) => void): void {
    const { io, signer } = this.options;
    this.waiting.push({ body: encodeBounded(signer.publicKey, fields), done });
    const waitMs = this.signedMs + guardLimits.signTogetherMs - io.clock.monotonicMs();
    if (waitMs <= 0 || this.waiting.length >= limits.reportBatch) this.flush();
    else
      this.cancelTimer ??= io.clock.after(waitMs, () => {
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
    const reports = signReports(chain, signer, waiting.map(({ body }) => body));
    for (const [index, { done }] of waiting.entries()) done(reports[index] as Envelope);
  }
}
