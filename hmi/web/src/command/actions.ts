import {
  type CommandFields,
  commandId,
  type Envelope,
  hexBytes,
  signCommand,
} from "@quorate/protocol";
import { signApprovalWith, signCommandWith } from "../keys/signer.ts";
import { LinkError } from "../live/link.ts";
import { link, siteNow, snapshotNow, state } from "../live/live.ts";
import { goodUntil } from "../pure/command-life.ts";
import type { PointInfo } from "../pure/points.ts";
import { isFresh } from "../pure/value-state.ts";
import { numberStyle } from "../ui/prefs.ts";
import { makeStore } from "../ui/store.ts";
import {
  back,
  type Draft,
  type Flow,
  failed,
  follow,
  handed,
  idle,
  lose,
  mayStillSign,
  refuse,
  review,
  select,
  signing,
} from "./flow.ts";
import { session } from "./session.ts";

/** One command at a time is in the making. */
export const flow = makeStore<Flow>(idle);

/** How long a command is good, if the site allows it: time for a second operator where one is
 * needed, ms. */
const ttl = { aloneMs: 30_000, togetherMs: 120_000 };

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

export const submitted = (what: "command" | "approval" | "alarm", envelope: Envelope) =>
  link.submit({
    ...{ kind: "submit", what },
    body: base64(envelope.body),
    signature: base64(envelope.signature),
  });

export const codeAndText = (error: unknown): { code: string; message: string } => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return { code: typeof code === "string" ? code : "UNEXPECTED", message: String(message) };
};

const chain = (): Uint8Array => hexBytes(snapshotNow().site.chain);

const nonce = (): Uint8Array => crypto.getRandomValues(new Uint8Array(16));

export const notAfter = (info: PointInfo): number => {
  const wanted = info.signatures > 1 ? ttl.togetherMs : ttl.aloneMs;
  return goodUntil(siteNow(), wanted, snapshotNow().site.policy.ttlMaxMs);
};

const fieldsOf = (draft: Draft): CommandFields => ({
  device: draft.device,
  writes: [draft.write],
  expect: [{ point: draft.write.point, value: draft.before }],
  notAfterMs: draft.notAfterMs,
  nonce: draft.nonce,
  reason: draft.reason,
});

/** What the command will be called: known before anybody signs it. */
export const idOf = (draft: Draft, publicKey: string): string => {
  const unsigned = { publicKey: hexBytes(publicKey), sign: () => new Uint8Array(64) };
  return commandId(chain(), signCommand(chain(), unsigned, fieldsOf(draft)));
};

export const beginCommand = (info: PointInfo): void => {
  if (isFresh(state.point(info.index))) flow.set(select(info.index));
};

export const beginReview = (info: PointInfo): void => {
  const point = state.point(info.index);
  const before = point?.[1] ?? null;
  if (before === null || !isFresh(point)) return flow.set(refuse(flow.get(), "not-fresh"));
  const input = { info, before, style: numberStyle(), notAfterMs: notAfter(info), nonce: nonce() };
  flow.set(review(flow.get(), input));
};

export const goBack = (): void => flow.set(back(flow.get()));
export const dismiss = (): void => flow.set(idle);
export const loseFlow = (): void => flow.set(lose(flow.get()));

/** Hands a signed command in; once more is the same command, for its id is the same. */
export const handIn = async (id: string, envelope: Envelope): Promise<void> => {
  flow.set(handed(flow.get(), id, "sending"));
  try {
    await submitted("command", envelope);
    flow.set(handed(flow.get(), id, "taken"));
  } catch (error) {
    const isLost = error instanceof LinkError && error.code === "LINK_LOST";
    flow.set(handed(flow.get(), id, isLost ? "unknown" : "refused", codeAndText(error)));
  }
};

/**
 * Signs by the open key what the operator saw when the decision fell, and hands it in. It takes
 * time to open a key: what is under review by now may be another draft, and is not signed.
 */
export const signAndSend = async (draft: Draft): Promise<void> => {
  const { key } = session.get();
  if (!mayStillSign(flow.get(), draft) || key === null) return;
  flow.set(signing(flow.get()));
  try {
    const envelope = await signCommandWith(key, chain(), fieldsOf(draft));
    const id = commandId(chain(), envelope);
    // The link may have gone while the key signed: then nothing is sent.
    const followed = follow(flow.get(), draft, id, envelope);
    if (followed === flow.get()) return;
    flow.set(followed);
    await handIn(id, envelope);
  } catch (error) {
    flow.set(failed(flow.get(), draft, codeAndText(error)));
  }
};

/** The second signature; answers what became of it. */
export const approve = async (id: string): Promise<{ code: string; message: string } | null> => {
  const { key } = session.get();
  if (key === null) return { code: "KEY_LOCKED", message: "" };
  try {
    const { settled } = await submitted("approval", await signApprovalWith(key, chain(), id));
    const end = await settled;
    if (end === null || end.outcome === "unknown") return { code: "LINK_LOST", message: "" };
    return end.outcome === "ordered" ? null : { code: end.code, message: end.message };
  } catch (error) {
    return codeAndText(error);
  }
};
