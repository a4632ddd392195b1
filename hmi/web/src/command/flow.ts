import type { Envelope, PointValue, PointWrite } from "@quorate/protocol";
import type { PointInfo } from "../pure/points.ts";
import { type EntryFault, type NumberStyle, readNumber } from "../pure/number.ts";

/*
 * A command's way in the page: select, enter, review and sign, follow (docs/operations.md). Pure:
 * what is live comes in with each step, and never reaches what was typed.
 */

/** Why what was typed cannot be commanded. */
export type InputFault =
  | EntryFault
  | "below"
  | "above"
  | "step"
  | "unchanged"
  | "not-whole"
  | "too-long"
  | "not-fresh";

/** What is to be signed; nothing of it changes any more. */
export interface Draft {
  readonly device: string;
  readonly write: PointWrite;
  /** The agreed value that the operator saw; the guard compares it before it writes. */
  readonly before: PointValue;
  readonly reason: string;
  readonly notAfterMs: number;
  readonly nonce: Uint8Array;
}

export type Flow =
  | { readonly step: "idle" }
  | {
      readonly step: "enter";
      readonly index: number;
      readonly typed: string;
      readonly reason: string;
      readonly fault: InputFault | null;
    }
  | {
      readonly step: "review";
      readonly index: number;
      readonly typed: string;
      readonly reason: string;
      readonly draft: Draft;
      readonly isSigning: boolean;
      readonly failure: Failure | null;
    }
  | Followed;

/** A command that was signed. Its envelope is kept: handed in again, it is the same command. */
export interface Followed {
  readonly step: "follow";
  readonly index: number;
  readonly id: string;
  readonly envelope: Envelope;
  readonly notAfterMs: number;
  /** `unknown`: contact was lost before the server said that it has it. */
  readonly handed: "sending" | "taken" | "unknown" | "refused";
  readonly failure: Failure | null;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
}

export const idle: Flow = { step: "idle" };

const checkNumber = (
  { spec }: PointInfo,
  typed: string,
  before: PointValue,
  style: NumberStyle,
): { readonly value: number } | { readonly fault: InputFault } => {
  const entry = readNumber(typed, style);
  if ("fault" in entry) return { fault: entry.fault };
  const { value } = entry;
  const { min, max, maxStep } = spec.limits ?? {};
  if (!spec.type.startsWith("float") && spec.scale === undefined && !Number.isInteger(value))
    return { fault: "not-whole" };
  if (min !== undefined && value < min) return { fault: "below" };
  if (max !== undefined && value > max) return { fault: "above" };
  if (maxStep !== undefined && typeof before === "number" && Math.abs(value - before) > maxStep)
    return { fault: "step" };
  return { value };
};

/** Longest text that is worth a try; the device has limits of its own. */
const textChars = 200;

/** Reads what was typed for a point, against its limits and the value that is agreed now. */
export const readInput = (
  info: PointInfo,
  typed: string,
  before: PointValue,
  style: NumberStyle,
): { readonly value: PointValue } | { readonly fault: InputFault } => {
  if (info.spec.type === "bool") {
    if (typed !== "true" && typed !== "false") return { fault: "empty" };
    return { value: typed === "true" };
  }
  if (info.spec.type === "string")
    return typed.length > textChars ? { fault: "too-long" } : { value: typed };
  return checkNumber(info, typed, before, style);
};

export const select = (index: number): Flow => ({
  ...{ step: "enter", index, typed: "", reason: "", fault: null },
});

export const type = (flow: Flow, typed: string): Flow =>
  flow.step === "enter" ? { ...flow, typed, fault: null } : flow;

export const giveReason = (flow: Flow, reason: string): Flow =>
  flow.step === "enter" ? { ...flow, reason } : flow;

export interface ReviewInput {
  readonly info: PointInfo;
  readonly before: PointValue;
  readonly style: NumberStyle;
  readonly notAfterMs: number;
  readonly nonce: Uint8Array;
}

/** Enter: freezes what is to be signed, or says what is wrong with it. */
export const review = (flow: Flow, input: ReviewInput): Flow => {
  if (flow.step !== "enter") return flow;
  const { info, before, style, notAfterMs, nonce } = input;
  const read = readInput(info, flow.typed, before, style);
  if ("fault" in read) return { ...flow, fault: read.fault };
  const { index, typed, reason } = flow;
  const draft: Draft = {
    ...{ device: info.device.name, write: { point: info.spec.name, value: read.value } },
    ...{ before, reason: reason.trim(), notAfterMs, nonce },
  };
  return { step: "review", index, typed, reason, draft, isSigning: false, failure: null };
};

/** What was typed stays, with what is wrong. */
export const refuse = (flow: Flow, fault: InputFault): Flow =>
  flow.step === "enter" ? { ...flow, fault } : flow;

/** This very draft is still under review, and nobody signs it yet. */
export const mayStillSign = (flow: Flow, draft: Draft): boolean =>
  flow.step === "review" && flow.draft === draft && !flow.isSigning;

export const signing = (flow: Flow): Flow =>
  flow.step === "review" ? { ...flow, isSigning: true, failure: null } : flow;

/** Signing this draft failed; another one that is reviewed by now is left as it is. */
export const failed = (flow: Flow, draft: Draft, { code, message }: Failure): Flow =>
  flow.step === "review" && flow.draft === draft
    ? { ...flow, isSigning: false, failure: { code, message } }
    : flow;

/**
 * Signed: from here on the command may exist, whatever becomes of the link. Unchanged where this
 * draft is not under review any more: then nothing may be handed in.
 */
export const follow = (flow: Flow, draft: Draft, id: string, envelope: Envelope): Flow => {
  if (flow.step !== "review" || flow.draft !== draft) return flow;
  const { index } = flow;
  const { notAfterMs } = draft;
  return { step: "follow", index, id, envelope, notAfterMs, handed: "sending", failure: null };
};

export const handed = (
  flow: Flow,
  id: string,
  how: Followed["handed"],
  failure: Failure | null = null,
): Flow => (flow.step === "follow" && flow.id === id ? { ...flow, handed: how, failure } : flow);

/** Back from the review to what was typed; from anywhere else to nothing. */
export const back = (flow: Flow): Flow => {
  if (flow.step !== "review" || flow.isSigning) return flow.step === "review" ? flow : idle;
  const { index, typed, reason } = flow;
  return { step: "enter", index, typed, reason, fault: null };
};

/**
 * The link is lost: what was typed is discarded; a command that was given is still followed. The
 * server that took it may be gone, and the next one know nothing of it until the order has it.
 */
export const lose = (flow: Flow): Flow => {
  if (flow.step !== "follow") return idle;
  return flow.handed === "taken" ? { ...flow, handed: "unknown" } : flow;
};
