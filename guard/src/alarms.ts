import {
  type AlarmCondition,
  type AlarmPlace,
  alarmId,
  alarmsOf,
  type AlarmWatch,
  type DeviceSpec,
  type Sample,
  type Site,
  unraised,
  watchAlarm,
} from "@quorate/protocol";

/** A condition with its device: what has to outlive the process. */
export interface KeptCondition extends AlarmCondition {
  readonly device: string;
}

/** Where conditions are kept, so that a restart neither forgets an alarm nor raises it again. */
export interface AlarmMemory {
  /** What was kept when the guard started. */
  readonly kept: readonly KeptCondition[];
  keep(conditions: readonly KeptCondition[]): void;
}

export const noMemory: AlarmMemory = { kept: [], keep: () => {} };

const isSame = (one: AlarmCondition, other: AlarmCondition): boolean =>
  one === other ||
  (one.active === other.active && one.raisedMs === other.raisedMs && one.held === other.held);

/**
 * The alarm conditions of one device. The guard has them because it sees every scan, and so that
 * an occurrence has one raise time, signed with the values, for all agents.
 */
export class DeviceAlarms {
  private readonly byPoint = new Map<string, readonly AlarmPlace[]>();
  private readonly watches = new Map<string, AlarmWatch>();

  /** `places` are those of one device. */
  constructor(places: readonly AlarmPlace[], kept: readonly KeptCondition[]) {
    const before = new Map(kept.map((one) => [alarmId(one.device, one.point, one.kind), one]));
    for (const place of places) {
      const { id, point, kind } = place;
      this.byPoint.set(point, [...(this.byPoint.get(point) ?? []), place]);
      const { active = false, raisedMs = 0, clearedMs = 0 } = before.get(id) ?? {};
      const condition = { point, kind, active, raisedMs, clearedMs, held: raisedMs > 0 };
      const fresh = unraised(point, kind);
      this.watches.set(id, raisedMs > 0 ? { condition, pending: null } : fresh);
    }
  }

  /** Takes one scan; true when a condition changed. */
  scanned(samples: readonly Sample[], clockMs: number): boolean {
    let changed = false;
    for (const sample of samples)
      for (const place of this.byPoint.get(sample.point) ?? []) {
        const before = this.watches.get(place.id) as AlarmWatch;
        const after = watchAlarm(place, before, sample, clockMs);
        this.watches.set(place.id, after);
        if (!isSame(before.condition, after.condition)) changed = true;
      }
    return changed;
  }

  /** Those that were ever raised. */
  get raised(): AlarmCondition[] {
    return [...this.watches.values()]
      .map(({ condition }) => condition)
      .filter(({ raisedMs }) => raisedMs > 0);
  }
}

export const alarmsFor = (site: Site, { name }: DeviceSpec, memory: AlarmMemory): DeviceAlarms =>
  new DeviceAlarms(
    alarmsOf(site).filter(({ device }) => device === name),
    memory.kept.filter(({ device }) => device === name),
  );
