import type { MetricSpec, MetricValue } from "./metric.ts";

/** Whether a host that knows `before` has to hear of `now`. */
const isChange = ({ deadband }: MetricSpec, before: MetricValue, now: MetricValue): boolean => {
  if (before.quality !== now.quality || before.reason !== now.reason) return true;
  if (typeof before.value !== "number" || typeof now.value !== "number")
    return before.value !== now.value;
  return Math.abs(before.value - now.value) > deadband;
};

/**
 * Report by exception (tck-id-principles-rbe-recommended, tck-id-topics-ddata-payload): what was
 * told of each metric last, and what it is now. The dead band is counted from what was told, so
 * that a slow drift is seen too.
 */
export class Changes {
  private readonly now = new Map<MetricSpec, MetricValue>();
  private readonly told = new Map<MetricSpec, MetricValue>();

  current(spec: MetricSpec): MetricValue | undefined {
    return this.now.get(spec);
  }

  /** Takes an observation; true when it has to be told. An older one than the newest is none. */
  offer(spec: MetricSpec, value: MetricValue): boolean {
    const newest = this.now.get(spec);
    if (newest !== undefined && value.timeMs < newest.timeMs) return false;
    this.now.set(spec, value);
    const told = this.told.get(spec);
    if (told !== undefined && !isChange(spec, told, value)) return false;
    this.told.set(spec, value);
    return true;
  }

  /** A birth told the host what is now. */
  bornWith(spec: MetricSpec, value: MetricValue): void {
    this.told.set(spec, value);
  }
}
