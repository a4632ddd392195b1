import { type Hex, hexBytes, toHex } from "./bytes.ts";
import type { Verified } from "./certified.ts";
import { signatureBytes, type Signer } from "./ed25519.ts";
import { openEnvelope, type SealContext, seal } from "./envelope.ts";
import { CodedError } from "./errors.ts";
import { limits } from "./limits.ts";
import { batchContext, batchOfReport, reportBatchDomain, sealReportBatch } from "./report-batch.ts";
import type { KeyHex } from "./site.ts";
import type { PointValue } from "./value.ts";
import {
  checkIntegers,
  decodeStrict,
  type Envelope,
  encode,
  type WirePointOutcome,
  wire,
} from "./wire.ts";
import { fromWireValue, toWireValue } from "./wire-value.ts";

/** How a command ends (S8). */
export type Outcome = "confirmed" | "refused" | "failed" | "expired" | "skipped";
const ends: readonly string[] = ["confirmed", "refused", "failed", "expired", "skipped"];

export const isOutcome = (text: string): text is Outcome => ends.includes(text);

export interface PointOutcome {
  readonly point: string;
  readonly asked: PointValue;
  /** Read just before the write and at the read-back, where it was read. */
  readonly before?: PointValue;
  readonly after?: PointValue;
  readonly code: string;
}

/** What a guard signs about a command. `written` is news for those who wait; it ends nothing. */
export interface Report {
  readonly guard: KeyHex;
  readonly device: string;
  readonly deviceSequence: number;
  readonly id: Hex;
  readonly outcome: Outcome | "written";
  readonly code: string;
  readonly detail: string;
  readonly points: readonly PointOutcome[];
  /** When the device answered the write, milliseconds since 1970; 0 when nothing was written. */
  readonly writtenMs: number;
  readonly finishedMs: number;
  /** The answer to a closing verdict: whichever the fence says. */
  readonly closing: "" | "skipped" | "already-written";
}

/** The device took the write, whatever became of it. */
export const saysWritten = ({ outcome, writtenMs }: Report): boolean =>
  outcome === "written" || writtenMs > 0;

const domain = "quorate/report/v1";

/** What a guard signs of a report. */
export const encodeReport = (guard: Uint8Array, report: Omit<Report, "guard">): Uint8Array => {
  const points = report.points.map(({ point, asked, before, after, code }) => ({
    point,
    asked: toWireValue(asked),
    ...(before === undefined ? {} : { before: toWireValue(before) }),
    ...(after === undefined ? {} : { after: toWireValue(after) }),
    code,
  }));
  return encode(wire.Report, { ...report, guard, id: hexBytes(report.id), points });
};

export const signReport = (
  chain: Uint8Array,
  signer: Signer,
  report: Omit<Report, "guard">,
): Envelope => seal(domain, chain, encodeReport(signer.publicKey, report), signer);

/**
 * Encoded reports, `limits.reportBatch` at the most, under one signature, in their order; a single
 * one has a signature of its own.
 */
export const signReports = (
  chain: Uint8Array,
  signer: Signer,
  bodies: readonly Uint8Array[],
): Envelope[] =>
  bodies.length < 2
    ? bodies.map((body) => seal(domain, chain, body, signer))
    : sealReportBatch(chain, signer, bodies);

const pointOutcome = (point: WirePointOutcome): PointOutcome => {
  const asked = fromWireValue(point.asked);
  if (asked === null) throw new CodedError("REPORT_DECODE", `${point.point}: no asked value`);
  const [before, after] = [fromWireValue(point.before), fromWireValue(point.after)];
  return {
    point: point.point,
    asked,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
    code: point.code,
  };
};

/** Throws REPORT_SIZE, REPORT_DECODE. */
export const readReport = (envelope: Envelope): Report => {
  if (envelope.body.length > limits.reportBytes)
    throw new CodedError("REPORT_SIZE", `${envelope.body.length} bytes`);
  const message = decodeStrict(wire.Report, envelope.body, "REPORT");
  const { device, deviceSequence, outcome, code, detail, writtenMs, finishedMs, closing } = message;
  checkIntegers("REPORT_DECODE", { deviceSequence, writtenMs, finishedMs });
  if (message.guard.length !== 32 || message.id.length !== 32)
    throw new CodedError("REPORT_DECODE", "a guard's key and a command's id have 32 bytes");
  if (outcome !== "written" && !isOutcome(outcome))
    throw new CodedError("REPORT_DECODE", `unknown outcome ${outcome.slice(0, 40)}`);
  if (closing !== "" && closing !== "skipped" && closing !== "already-written")
    throw new CodedError("REPORT_DECODE", `unknown answer to a closing: ${closing.slice(0, 40)}`);
  return {
    guard: toHex(message.guard),
    ...{ device, deviceSequence, outcome, code, detail, writtenMs, finishedMs, closing },
    id: toHex(message.id),
    points: message.points.map(pointOutcome),
  };
};

/** Throws REPORT_SIGNATURE. The caller checks that this guard owns the device. */
export const verifyReport = (
  context: SealContext,
  envelope: Envelope,
  report: Report,
): Verified<Report> => {
  const batch = envelope.signature.length === signatureBytes ? null : batchOfReport(envelope);
  return batch === null
    ? openEnvelope(domain, context, envelope, report.guard, report)
    : openEnvelope(reportBatchDomain, batchContext(context), batch, report.guard, report);
};
