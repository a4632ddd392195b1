import type { Series } from "../../../src/shared/messages.ts";
import type { HistorySpan } from "../live/history.ts";
import { passed } from "./chart-data.ts";

interface SparklineProps {
  readonly series: Series | undefined;
  readonly span: HistorySpan | null;
  readonly range: readonly [number, number] | null;
  readonly width: number;
  readonly height: number;
}

/** Noise of a steady value is not drawn as if it were a storm: part of the value at least. */
const leastSpan = 0.02;
/** A series that began later than its span is drawn from there on, this long at least, ms. */
const leastMs = 3 * 60_000;
/** Room above and below the curve, for its own width and what zooming adds. */
const margin = 4;

/** Ends of what is drawn: the point's own range, or what the series reaches. */
const endsOf = (series: Series, range: SparklineProps["range"]): readonly [number, number] => {
  if (range !== null) return range;
  const values = [...series.min, ...series.max].filter((value) => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const centre = (low + high) / 2;
  const half = Math.max((high - low) / 2, (Math.abs(centre) * leastSpan) / 2) || 1;
  return [centre - half, centre + half];
};

/** A gap lifts the pen: nobody knows what was there. */
const pathOf = (
  { times, min, max, quality }: Series,
  x: (ms: number) => number,
  y: (value: number) => number,
): string => {
  let path = "";
  let before: number | null = null;
  times.forEach((ms, place) => {
    const [low, high] = [min[place], max[place]];
    if (low == null || high == null || quality[place] === 0) {
      before = null;
      return;
    }
    const at = x(ms).toFixed(1);
    const [first, last] = passed(low, high, before);
    path += `${before === null ? "M" : "L"}${at} ${y(first).toFixed(1)}`;
    if (first !== last) path += `L${at} ${y(last).toFixed(1)}`;
    else if (before === null) path += "h0.5";
    before = last;
  });
  return path;
};

export const Sparkline = ({ series, span, range, width, height }: SparklineProps) => {
  const empty = series === undefined || span === null || series.times.length === 0;
  const [low, high] = empty ? [0, 1] : endsOf(series, range);
  const { fromMs, toMs } = span ?? { fromMs: 0, toMs: 1 };
  const first = Math.min(series?.times[0] ?? fromMs, toMs - leastMs);
  const beginMs = Math.max(fromMs, first);
  const x = (ms: number): number => 1 + ((ms - beginMs) / (toMs - beginMs)) * (width - 2);
  const y = (value: number): number => {
    const part = (Math.min(high, Math.max(low, value)) - low) / (high - low || 1);
    return margin + (height - 2 * margin) * (1 - part);
  };
  return (
    <svg
      class="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="scale" x="0" y="0" width={width} height={height} />
      {!empty && <path class="curve" d={pathOf(series, x, y)} />}
    </svg>
  );
};
