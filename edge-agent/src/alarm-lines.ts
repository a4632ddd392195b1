import {
  type AlarmLine,
  type AlarmMarks,
  type AlarmPlace,
  alarmState,
  alarmStateBelow,
  type Hex,
  isShelved,
  unmarked,
  unraised,
} from "@quorate/protocol";
import type { Core } from "./core.ts";
import { operatorOf } from "./policy.ts";

const toMs = (us: number): number => Math.floor(us / 1000);

const marksOf = (core: Core, marks: AlarmMarks, raisedMs: number, nowMs: number) => {
  const name = (key: Hex): string => operatorOf(core.site, key)?.name ?? "";
  const { acknowledgedMs, acknowledgedBy, acknowledgedUs } = marks;
  const { shelvedBy, shelvedUntilMs: untilMs, shelvedReason } = marks;
  const { outOfServiceBy, outOfServiceUs, outOfServiceReason } = marks;
  const isAcknowledged = raisedMs > 0 && acknowledgedMs >= raisedMs;
  return {
    acknowledged: isAcknowledged ? { by: name(acknowledgedBy), ms: toMs(acknowledgedUs) } : null,
    shelved: isShelved(marks, nowMs)
      ? { by: name(shelvedBy), untilMs, reason: shelvedReason }
      : null,
    outOfService:
      outOfServiceBy === ""
        ? null
        : { by: name(outOfServiceBy), ms: toMs(outOfServiceUs), reason: outOfServiceReason },
  };
};

/**
 * What this agent does not hear from a guard now: nothing was raised there as far as it knows, and
 * that is no word. A device's name stands for all its alarms.
 */
export const unheardAlarms = ({ site, readings }: Core): string[] =>
  site.devices.flatMap(({ name: device, points }) => {
    const alarmed = points.filter(({ alarms }) => alarms !== undefined);
    const silent = alarmed.filter(({ name }) => !readings.hears(device, name));
    if (silent.length > 0 && silent.length === alarmed.length) return [device];
    return silent.map(({ name }) => `${device}/${name}`);
  });

/**
 * Alarms that were ever raised, or that somebody shelved or took out of service; of those that are
 * not heard, also what anybody ever did about them: it holds whatever the guard says.
 */
export const alarmLines = (core: Core, places: readonly AlarmPlace[]): AlarmLine[] => {
  const nowMs = core.nowMs();
  return places.flatMap((place): AlarmLine[] => {
    const { id, device, point, kind, priority, limit, units } = place;
    const known = core.readings.alarm(place);
    const marks = core.machine.state.alarms.get(id) ?? unmarked;
    const condition = known ?? unraised(point, kind).condition;
    const { active, raisedMs, clearedMs } = condition;
    const state = alarmState(condition, marks, nowMs);
    const isTold = marks === unmarked || core.readings.hears(device, point);
    if (known === undefined && state === "NORMAL" && isTold) return [];
    return [
      {
        ...{ id, device, point, kind, priority, limit, units },
        condition: active ? "active" : "normal",
        held: condition.held || !core.view.guardSees({ device, point }),
        ...{ raisedMs, clearedMs },
        value: core.readings.sample(device, point)?.sample.value ?? null,
        ...{ state, below: alarmStateBelow(condition, marks) },
        ...marksOf(core, marks, raisedMs, nowMs),
      },
    ];
  });
};
