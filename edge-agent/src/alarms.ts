import {
  type AlarmAction,
  type AlarmMarks,
  isAlarm,
  isShelved,
  limits,
  type Outcome,
  type Site,
} from "@quorate/protocol";
import { type Denial, keepMs, operatorOf } from "./policy.ts";

/** Who may only look may not acknowledge. */
const lookers = ["viewer"];
/** Who may take an alarm out of service and put it back. */
const keepers = ["supervisor", "engineer"];

const deny = (code: string, detail: string): Denial => ({ code, detail });

const checkRole = (site: Site, { operator, action }: AlarmAction): Denial | null => {
  const roles = operatorOf(site, operator)?.roles ?? [];
  const had = roles.join(", ") || "none";
  if (roles.every((role) => lookers.includes(role)))
    return deny("ALARM_ROLE", `needs a role besides ${lookers.join(", ")}, the signer has ${had}`);
  const takesOut = action === "out-of-service" || action === "in-service";
  if (!takesOut || keepers.some((role) => roles.includes(role))) return null;
  return deny("ALARM_ROLE", `needs the role ${keepers.join(" or ")}, the signer has ${had}`);
};

const checkTime = (site: Site, { notAfterMs }: AlarmAction, nowMs: number): Denial | null => {
  if (notAfterMs <= nowMs)
    return deny("ALARM_EXPIRED", `ordered ${nowMs - notAfterMs} ms after its end`);
  const ttlMs = notAfterMs - nowMs;
  if (ttlMs <= keepMs(site)) return null;
  return deny("ALARM_TTL", `lives ${ttlMs} ms, at most ${site.policy.ttlMaxMs} ms`);
};

const checkAcknowledge = (
  site: Site,
  { raisedMs }: AlarmAction,
  { acknowledgedMs }: AlarmMarks,
  nowMs: number,
): Denial | null => {
  // Nobody has seen what is still to come.
  if (raisedMs > nowMs + site.policy.clockDriftMs)
    return deny("ALARM_RAISED_AHEAD", `raised ${raisedMs - nowMs} ms after the order of this`);
  if (raisedMs > acknowledgedMs) return null;
  const later = acknowledgedMs - raisedMs;
  return deny("ALARM_ACKNOWLEDGED", `all raised up to ${later} ms after it are acknowledged`);
};

const checkShelve = (site: Site, { untilMs }: AlarmAction, nowMs: number): Denial | null => {
  if (untilMs <= nowMs)
    return deny("ALARM_SHELVE_PAST", `it would come back ${nowMs - untilMs} ms before its order`);
  // Whoever signed may have a clock that is ahead.
  const longest = limits.alarmShelveMs + site.policy.clockDriftMs;
  if (untilMs - nowMs <= longest) return null;
  const asked = untilMs - nowMs;
  return deny("ALARM_SHELVE_TOO_LONG", `for ${asked} ms, at most ${limits.alarmShelveMs} ms`);
};

const checkAction = (
  site: Site,
  action: AlarmAction,
  marks: AlarmMarks,
  nowMs: number,
): Denial | null => {
  const isOut = marks.outOfServiceBy !== "";
  const why = action.reason.trim() === "" ? deny("ALARM_REASON", "says no reason") : null;
  switch (action.action) {
    case "acknowledge":
      return checkAcknowledge(site, action, marks, nowMs);
    case "shelve":
      return why ?? checkShelve(site, action, nowMs);
    case "unshelve":
      return isShelved(marks, nowMs) ? null : deny("ALARM_NOT_SHELVED", "it is not shelved");
    case "out-of-service":
      return why ?? (isOut ? deny("ALARM_OUT_OF_SERVICE", "it is out of service already") : null);
    case "in-service":
      return isOut ? null : deny("ALARM_IN_SERVICE", "it is in service");
  }
};

/** Judges one action from ordered facts alone, so that every agent comes to the same. */
export const judgeAlarm = (
  site: Site,
  action: AlarmAction,
  marks: AlarmMarks,
  timeUs: number,
): Denial | null => {
  const nowMs = Math.floor(timeUs / 1000);
  if (!isAlarm(site, action.alarm))
    return deny("ALARM_UNKNOWN", `${site.name} has no alarm ${action.alarm}`);
  return (
    checkRole(site, action) ??
    checkTime(site, action, nowMs) ??
    checkAction(site, action, marks, nowMs)
  );
};

/** What is known of an alarm after a permitted action. */
export const markAlarm = (
  marks: AlarmMarks,
  { action, operator, raisedMs, untilMs, reason }: AlarmAction,
  timeUs: number,
): AlarmMarks => {
  switch (action) {
    case "acknowledge":
      return {
        ...marks,
        ...{ acknowledgedMs: raisedMs, acknowledgedBy: operator, acknowledgedUs: timeUs },
      };
    case "shelve":
      return {
        ...marks,
        ...{ shelvedUntilMs: untilMs, shelvedBy: operator, shelvedReason: reason },
      };
    case "unshelve":
      return { ...marks, shelvedUntilMs: 0, shelvedBy: "", shelvedReason: "" };
    case "out-of-service":
      return {
        ...marks,
        ...{ outOfServiceBy: operator, outOfServiceReason: reason, outOfServiceUs: timeUs },
      };
    case "in-service":
      return { ...marks, outOfServiceBy: "", outOfServiceReason: "", outOfServiceUs: 0 };
  }
};

export const outcomeOfAction = (code: string): Outcome =>
  code === "" ? "confirmed" : code === "ALARM_EXPIRED" ? "expired" : "refused";
