import type { Series } from "../../../src/shared/messages.ts";
import type { HistorySpan } from "../live/history.ts";

interface SparklineProps {
  readonly series: Series | undefined;
  readonly span: HistorySpan | null;
  readonly range: readonly [number, number] | null;
  readonly width: number;
  readonly height: number;
}

/** Ends of what is drawn: the point's own range, or what the series reaches. */
const endsOf = (series: Series, range: SparklineProps["range"]): readonly [number, number] => {
  if (range !== null) return range;
  const values = [...series.min, ...series.max].filter((value) => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low - 1, high + 1] : [low, high];
};

/** A gap lifts the pen: nobody knows what was there. */
const pathOf = (
  { times, min, max, quality }: Series,
  x: (ms: number) => number,
  y: (value: number) => number,
): string => {
  let path = "";
  let isDown = false;
  times.forEach((ms, place) => {
    const [low, high] = [min[place], max[place]];
    if (low == null || high == null || quality[place] === 0) {
      isDown = false;
      return;
    }
    const at = x(ms).toFixed(1);
    path += `${isDown ? "L" : "M"}${at} ${y(high).toFixed(1)}`;
    if (high !== low) path += `L${at} ${y(low).toFixed(1)}`;
    else if (!isDown) path += "h0.5";
    isDown = true;
  });
  return path;
};

export const Sparkline = ({ series, span, range, width, height }: SparklineProps) => {
  const empty = series === undefined || span === null || series.times.length === 0;
  const [low, high] = empty ? [0, 1] : endsOf(series, range);
  const x = (ms: number): number =>
    span === null ? 0 : ((ms - span.fromMs) / (span.toMs - span.fromMs)) * width;
  const y = (value: number): number =>
    2 + (height - 4) * (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low || 1));
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
