import { randomBytes } from "node:crypto";
import { CodedError, fromHex, sha256, toHex, utf8 } from "@quorate/protocol";
import { nodeSigner, nodeVerify } from "@quorate/protocol/node";

/** Who can make its key where it is going to run. */
export const seatKinds = ["agent", "guard", "console", "operator"] as const;
export type SeatKind = (typeof seatKinds)[number];

export interface Seat {
  readonly kind: SeatKind;
  readonly name: string;
}

/** What `init` hands to a box. */
export interface JoinCode extends Seat {
  readonly site: string;
  /** 32 hex digits that only the engineer and the box know; they are in no answer. */
  readonly secret: string;
}

/** What a box hands back: its public key, signed with the private one over the whole code. */
export interface JoinAnswer extends Seat {
  readonly key: string;
  readonly signature: string;
}

const codePrefix = "quorate-join";
const answerPrefix = "quorate-key";
const domain = "quorate/join/v1";

/** A slip of the hand in a text that people paste, or even type, is told at once. */
const checkDigits = (text: string): string => toHex(sha256(utf8(text))).slice(0, 8);

const isKind = (text: string): text is SeatKind => (seatKinds as readonly string[]).includes(text);

/** The fields between prefix and check digits, or null. */
const fieldsOf = (text: string, prefix: string, count: number): string[] | null => {
  const trimmed = text.replaceAll(/\s+/g, "");
  const end = trimmed.lastIndexOf(":");
  const [first, version, ...fields] = trimmed.slice(0, end).split(":");
  if (first !== prefix || version !== "1" || fields.length !== count) return null;
  return checkDigits(trimmed.slice(0, end)) === trimmed.slice(end + 1) ? fields : null;
};

const textOf = (prefix: string, fields: readonly string[]): string => {
  const text = [prefix, "1", ...fields].join(":");
  return `${text}:${checkDigits(text)}`;
};

export const newJoinCode = (site: string, { kind, name }: Seat): JoinCode => ({
  ...{ site, kind, name, secret: randomBytes(16).toString("hex") },
});

export const formatJoinCode = ({ site, kind, name, secret }: JoinCode): string =>
  textOf(codePrefix, [site, kind, name, secret]);

/** Throws JOIN_CODE. */
export const parseJoinCode = (text: string): JoinCode => {
  const [site = "", kind = "", name = "", secret = ""] = fieldsOf(text, codePrefix, 4) ?? [];
  if (isKind(kind) && fromHex(secret)?.length === 16) return { site, kind, name, secret };
  throw new CodedError("JOIN_CODE", "this is no whole join code", {
    remedy: `paste all of the line that begins with ${codePrefix}: and that quorate init printed`,
  });
};

const signed = (code: JoinCode): Uint8Array => utf8(`${domain}\n${formatJoinCode(code)}`);

/** Whoever changes an answer on its way would have to know the code's secret. */
export const answerTo = (code: JoinCode, seed: Uint8Array): string => {
  const signer = nodeSigner(seed);
  const { kind, name } = code;
  const key = toHex(signer.publicKey);
  return textOf(answerPrefix, [kind, name, key, toHex(signer.sign(signed(code)))]);
};

/** Throws JOIN_ANSWER. Whether it answers a code is for `checkAnswer` to say. */
export const parseAnswer = (text: string): JoinAnswer => {
  const [kind = "", name = "", key = "", signature = ""] = fieldsOf(text, answerPrefix, 4) ?? [];
  if (isKind(kind) && fromHex(key)?.length === 32 && fromHex(signature)?.length === 64)
    return { kind, name, key, signature };
  throw new CodedError("JOIN_ANSWER", "this is no whole answer of a box", {
    remedy: `paste all of the line that begins with ${answerPrefix}: and that quorate join printed`,
  });
};

/** Throws JOIN_SIGNATURE when the answer's key did not sign just this code. */
export const checkAnswer = (code: JoinCode, { kind, name, key, signature }: JoinAnswer): void => {
  const [publicKey, bytes] = [fromHex(key), fromHex(signature)];
  const isGood = publicKey !== null && bytes !== null && nodeVerify(publicKey, signed(code), bytes);
  if (isGood && kind === code.kind && name === code.name) return;
  const what = `the answer of ${kind} ${name} was made for another code`;
  throw new CodedError("JOIN_SIGNATURE", what, {
    remedy: "run quorate join on its box with the code that quorate init printed for it",
  });
};
