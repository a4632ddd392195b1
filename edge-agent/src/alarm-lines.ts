import {
  type AlarmMarks,
  type AlarmPlace,
  type AlarmState,
  alarmState,
  type AlarmStateBelow,
  alarmStateBelow,
  type Hex,
  isShelved,
  type PointValue,
  unmarked,
  unraised,
} from "@quorate/protocol";
import type { Core } from "./core.ts";
import { operatorOf } from "./policy.ts";

/** One alarm as this agent knows it (docs/wire.md, "Alarms"). */
export interface AlarmLine {
  readonly id: string;
  readonly device: string;
  readonly point: string;
  readonly kind: AlarmPlace["kind"];
  readonly priority: number;
  readonly limit: number;
  readonly units: string;
  readonly condition: "active" | "normal";
  /** No good and fresh value: the condition is that of the last one. */
  readonly held: boolean;
  readonly raisedMs: number;
  readonly clearedMs: number;
  /** As last read. */
  readonly value: PointValue | null;
  readonly state: AlarmState;
  /** Moves on while the alarm is shelved or out of service. */
  readonly below: AlarmStateBelow;
  /** Who acknowledged the newest occurrence, and when by consensus time. */
  readonly acknowledged: { readonly by: string; readonly ms: number } | null;
  readonly shelved: Shelved | null;
  readonly outOfService: OutOfService | null;
}

interface Shelved {
  readonly by: string;
  readonly untilMs: number;
  readonly reason: string;
}

interface OutOfService {
  readonly by: string;
  readonly ms: number;
  readonly reason: string;
}

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

/** Alarms that were ever raised, or that somebody shelved or took out of service. */
export const alarmLines = (core: Core, places: readonly AlarmPlace[]): AlarmLine[] => {
  const nowMs = core.nowMs();
  return places.flatMap((place): AlarmLine[] => {
    const { id, device, point, kind, priority, limit, units } = place;
    const known = core.readings.alarm(place);
    const marks = core.machine.state.alarms.get(id) ?? unmarked;
    const condition = known ?? unraised(point, kind).condition;
    const { active, raisedMs, clearedMs } = condition;
    const state = alarmState(condition, marks, nowMs);
    if (known === undefined && state === "NORMAL") return [];
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
