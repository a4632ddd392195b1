import { type AlarmVerb, hexBytes } from "@quorate/protocol";
import type { AlarmView } from "../../../src/shared/messages.ts";
import { signAlarmActionWith } from "../keys/signer.ts";
import { siteNow, snapshotNow } from "../live/live.ts";
import { goodUntil } from "../pure/command-life.ts";
import { codeAndText, submitted } from "./actions.ts";
import { session } from "./session.ts";

export type { AlarmVerb } from "@quorate/protocol";

/** An action on an alarm is of use for so long, ms. */
const goodForMs = 20_000;

/**
 * Signs and hands in what an operator does about an alarm; answers why it did not come to be, or
 * null. An acknowledge names the occurrence that is on the screen, so that a newer one stays.
 */
export const actOnAlarm = async (
  action: AlarmVerb,
  alarm: AlarmView,
  reason: string,
  untilMs: number,
): Promise<{ readonly code: string; readonly message: string } | null> => {
  const { key } = session.get();
  if (key === null) return { code: "KEY_LOCKED", message: "" };
  try {
    const envelope = await signAlarmActionWith(key, hexBytes(snapshotNow().site.chain), {
      ...{ alarm: alarm.id, action, reason },
      raisedMs: action === "acknowledge" ? (alarm.raisedMs ?? 0) : 0,
      untilMs: action === "shelve" ? untilMs : 0,
      notAfterMs: goodUntil(siteNow(), goodForMs, snapshotNow().site.policy.ttlMaxMs),
      nonce: crypto.getRandomValues(new Uint8Array(16)),
    });
    const { settled } = await submitted("alarm", envelope);
    const end = await settled;
    if (end === null || end.outcome === "unknown") return { code: "LINK_LOST", message: "" };
    return end.outcome === "ordered" ? null : { code: end.code, message: end.message };
  } catch (error) {
    return codeAndText(error);
  }
};
