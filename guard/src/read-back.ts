import type { DeviceAdapter } from "@quorate/device-adapters";
import {
  type Clock,
  type DeviceSpec,
  findPoint,
  type PointOutcome,
  type PointSpec,
  type PointValue,
  type PointWrite,
  type Sample,
} from "@quorate/protocol";
import { bounded } from "./bounded.ts";
import { goodValue, isWithin, sameValue } from "./compare.ts";
import { guardLimits } from "./limits.ts";
import { patienceWith } from "./patience.ts";

/**
 * - `confirm`: the device acknowledged the write; what does not show in time is a mismatch.
 * - `resolve`: nobody knows whether it was written (S4); what does not show stays unknown. The
 *   written point itself has to show the value too, because the plant may have been near it before.
 *   Time runs from the first good reading, because the device may not be reachable yet.
 */
export type ReadBackMode = "confirm" | "resolve";

interface Watched {
  readonly write: PointWrite;
  readonly before: PointValue | undefined;
  readonly point: PointSpec;
  readonly target: PointSpec;
  readonly tolerance: number;
  readonly withinMs: number;
  after?: PointValue;
  firstGoodMs: number | null;
  /** Null while it is being read back, empty when it showed. */
  code: string | null;
}

export interface ReadBackOptions {
  readonly clock: Clock;
  readonly adapter: DeviceAdapter;
  readonly writes: readonly PointWrite[];
  readonly before: ReadonlyMap<string, PointValue>;
  /** Codes of points that have ended already, for example because the device refused them. */
  readonly ended: ReadonlyMap<string, string>;
  readonly mode: (point: string) => ReadBackMode;
  /** Called once, when every point has its code. */
  readonly done: (points: readonly PointOutcome[]) => void;
}

/** Reads written points back until each shows its value or its time is over. */
export class ReadBack {
  private readonly options: ReadBackOptions;
  private readonly points: readonly Watched[];
  private startMs = 0;
  private pollMs: number = guardLimits.pollMinMs;
  private ended = false;
  private cancelPoll = (): void => {};

  constructor(options: ReadBackOptions) {
    this.options = options;
    this.points = options.writes.map((write) => this.watch(write));
  }

  start(): void {
    this.startMs = this.options.clock.monotonicMs();
    this.poll();
  }

  cancel(): void {
    this.ended = true;
    this.cancelPoll();
  }

  /** A later write rewrites these points: what they were to show will never be known. */
  supersede(names: ReadonlySet<string>): void {
    const open = this.points.filter(({ code }) => code === null);
    if (this.ended || !open.some(({ write }) => names.has(write.point))) return;
    for (const watched of open)
      watched.code = names.has(watched.write.point) ? "SUPERSEDED" : "READBACK_ENDED";
    this.finish();
  }

  private watch(write: PointWrite): Watched {
    const { adapter, before, ended } = this.options;
    const point = findPoint(adapter.device, write.point);
    const found = point === undefined ? undefined : targetOf(adapter.device, point);
    const code = ended.get(write.point) ?? (found === undefined ? "ACTUATION_POINT" : null);
    const { target, tolerance, withinMs } = found ?? noTarget(write.point);
    return {
      ...{ write, point: point ?? target, target, tolerance, withinMs, code },
      ...{ before: before.get(write.point), firstGoodMs: null },
    };
  }

  private poll(): void {
    if (this.ended) return;
    const open = this.points.filter(({ code }) => code === null);
    if (open.length === 0) {
      this.finish();
      return;
    }
    const names = new Set(open.map(({ target }) => target.name));
    for (const { write } of open)
      if (this.options.mode(write.point) === "resolve") names.add(write.point);
    const { adapter, clock } = this.options;
    const { readWithinMs, answerGraceMs } = patienceWith(adapter.device);
    const read = adapter.read([...names], readWithinMs);
    bounded<readonly Sample[]>(clock, read, readWithinMs + answerGraceMs, []).then(
      (samples) => this.judge(samples),
      () => this.judge([]),
    );
  }

  private judge(samples: readonly Sample[]): void {
    if (this.ended) return;
    const now = this.options.clock.monotonicMs();
    const byPoint = new Map(samples.map((sample) => [sample.point, sample]));
    let waitMs = this.pollMs;
    for (const watched of this.points) {
      if (watched.code !== null) continue;
      this.judgePoint(watched, byPoint, now);
      const leftMs = this.deadline(watched) - now;
      if (watched.code === null) waitMs = Math.min(waitMs, leftMs);
    }
    if (this.points.every(({ code }) => code !== null)) {
      this.finish();
      return;
    }
    this.pollMs = Math.min(2 * this.pollMs, guardLimits.pollMaxMs);
    this.cancelPoll = this.options.clock.after(Math.max(waitMs, 1), () => this.poll());
  }

  private deadline({ firstGoodMs, withinMs, write }: Watched): number {
    if (this.options.mode(write.point) === "confirm") return this.startMs + withinMs;
    return firstGoodMs === null ? this.startMs + guardLimits.resolveMs : firstGoodMs + withinMs;
  }

  private judgePoint(
    watched: Watched,
    samples: ReadonlyMap<string, Sample>,
    now: number,
  ): void {
    const { write, point, target, tolerance } = watched;
    const resolving = this.options.mode(write.point) === "resolve";
    const value = goodValue(samples.get(target.name));
    const held = resolving ? goodValue(samples.get(point.name)) : write.value;
    if (value !== null && held !== null) {
      watched.after = value;
      watched.firstGoodMs ??= now;
      const holds = sameValue(point, write.value, held);
      if (holds && isWithin(point, target, write.value, value, tolerance)) watched.code = "";
    }
    if (watched.code !== null || now < this.deadline(watched)) return;
    if (resolving) watched.code = "OUTCOME_UNKNOWN";
    else watched.code = value === null ? "READBACK_BAD" : "READBACK_MISMATCH";
  }

  private finish(): void {
    this.cancel();
    this.options.done(
      this.points.map(({ write, before, after, code }) => ({
        ...{ point: write.point, asked: write.value, code: code ?? "" },
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      })),
    );
  }
}

type Target = Pick<Watched, "target" | "tolerance" | "withinMs">;

/** The point that shows the value: the one the site file names, else the written point itself. */
const targetOf = (device: DeviceSpec, point: PointSpec): Target => {
  const { readback } = point;
  const target = readback === undefined ? point : findPoint(device, readback.point);
  return {
    target: target ?? point,
    tolerance: readback?.tolerance ?? 0,
    withinMs: readback?.withinMs ?? guardLimits.readBackMs,
  };
};

const noTarget = (name: string): Target => ({
  target: { name, access: "reading", type: "string", order: "ABCD" },
  tolerance: 0,
  withinMs: 0,
});
