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
  /** The source's time of the newest sample; a mark has this agent's, which is another clock's. */
  private readonly sampledMs = new Map<MetricSpec, number>();

  current(spec: MetricSpec): MetricValue | undefined {
    return this.now.get(spec);
  }

  /**
   * Takes an observation; true when it has to be told. A sample of a point that is older than the
   * newest one is none. What the node says itself is the newest, whatever its clock has done since.
   */
  offer(spec: MetricSpec, value: MetricValue): boolean {
    if (spec.point !== undefined) {
      const { timeMs } = value;
      if (timeMs < (this.sampledMs.get(spec) ?? timeMs)) return false;
      this.sampledMs.set(spec, timeMs);
    }
    return this.mark(spec, value);
  }

  /** The same of what the agent says of a point: the source's next sample is newer all the same. */
  mark(spec: MetricSpec, value: MetricValue): boolean {
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
