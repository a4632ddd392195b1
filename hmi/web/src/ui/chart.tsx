import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { CommandMark, Series } from "../../../src/shared/messages.ts";
import type { History } from "../live/history.ts";
import { infosNow } from "../live/live.ts";
import { clockTime } from "../pure/age.ts";
import { extended, type Stretch, stretchesOf } from "./chart-data.ts";
import { number, prefsNow, shownTheme, t } from "./prefs.ts";

interface ChartProps {
  readonly history: History | null;
  readonly height: number;
  readonly small?: boolean;
  /** Time under the pointer, milliseconds; null when it leaves. */
  readonly onCursor?: (ms: number | null) => void;
  /** A span that was dragged over. */
  readonly onZoom?: (fromMs: number, toMs: number) => void;
}

/** Told apart by dash as well as by ink; no hue of an alarm among them. */
export const pens: readonly { readonly ink: string; readonly dash: readonly number[] }[] = [
  { ink: "--value", dash: [] },
  { ink: "--set-point", dash: [6, 3] },
  { ink: "--text", dash: [] },
  { ink: "--text-dim", dash: [2, 3] },
  { ink: "--value", dash: [10, 3, 2, 3] },
  { ink: "--set-point", dash: [] },
  { ink: "--text", dash: [6, 3] },
  { ink: "--text-dim", dash: [10, 3] },
];

const inkOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const unitOf = ({ point }: Series): string => infosNow()[point]?.spec.units ?? "";

const hatch = (context: CanvasRenderingContext2D, ink: string, step: number): CanvasPattern => {
  const tile = document.createElement("canvas");
  tile.width = step;
  tile.height = step;
  const pen = tile.getContext("2d");
  if (pen !== null) {
    pen.strokeStyle = ink;
    pen.lineWidth = 1.5;
    for (const shift of [-step, 0, step]) {
      pen.beginPath();
      pen.moveTo(shift, step);
      pen.lineTo(shift + step, 0);
      pen.stroke();
    }
  }
  return context.createPattern(tile, "repeat") as CanvasPattern;
};

const drawStretches = (plot: uPlot, stretches: readonly Stretch[]): void => {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const { from, to, quality } of stretches) {
    const left = Math.max(bbox.left, plot.valToPos(from, "x", true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to, "x", true));
    if (right <= left) continue;
    ctx.globalAlpha = quality === 0 ? 0.7 : 0.3;
    ctx.fillStyle = hatch(ctx, inkOf("--line"), quality === 0 ? 8 : 16);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
};

const drawMarks = (plot: uPlot, marks: readonly CommandMark[]): void => {
  const { ctx, bbox } = plot;
  const size = 5 * devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = inkOf("--set-point");
  ctx.fillStyle = ctx.strokeStyle;
  ctx.setLineDash([2, 4]);
  for (const { ms } of marks) {
    const x = plot.valToPos(ms / 1000, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top + 2 * size);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x + size, bbox.top + size);
    ctx.lineTo(x, bbox.top + 2 * size);
    ctx.lineTo(x - size, bbox.top + size);
    ctx.fill();
  }
  ctx.restore();
};

const isStepped = ({ point }: Series): boolean => {
  const info = infosNow()[point];
  return info?.spec.access === "setpoint" || info?.spec.type === "bool";
};

const axesOf = (units: readonly string[], small: boolean): uPlot.Axis[] => {
  const common = {
    stroke: inkOf("--text-second"),
    font: '12px "Inter Variable", sans-serif',
    ticks: { stroke: inkOf("--grid"), size: 4 },
    border: { show: true, stroke: inkOf("--grid"), width: 1 },
  };
  const grid = { stroke: inkOf("--grid"), width: 1 };
  const time: uPlot.Axis = {
    ...{ ...common, grid, size: 28 },
    values: (_, splits) => splits.map((split) => clockTime(split * 1000).slice(0, small ? 5 : 8)),
    space: small ? 60 : 90,
  };
  const values = units.map((unit, place): uPlot.Axis => {
    const digits = (splits: readonly number[]): number =>
      Math.max(0, Math.ceil(-Math.log10(Math.abs((splits[1] ?? 1) - (splits[0] ?? 0)) || 1)));
    return {
      ...{ ...common, scale: `y ${unit}`, side: place === 0 ? 3 : 1, size: 52 },
      grid: place === 0 ? grid : { show: false },
      values: (_, splits) => splits.map((split) => number(split, digits(splits))),
      ...(unit === "" || small ? {} : { label: unit, labelSize: 18, labelFont: common.font }),
    };
  });
  return [time, ...values];
};

const scalesOf = (history: History, units: readonly string[]): uPlot.Scales => ({
  x: { time: true, range: () => [history.fromMs / 1000, history.toMs / 1000] },
  ...Object.fromEntries(
    units.map((unit) => [
      `y ${unit}`,
      {
        range: (_: uPlot, low: number | null, high: number | null): uPlot.Range.MinMax => {
          const [from, to] = [low ?? 0, high ?? 1];
          const margin = (to - from) * 0.08 || Math.abs(to) * 0.05 || 0.5;
          return [from - margin, to + margin];
        },
      },
    ]),
  ),
});

const optionsOf = (history: History, props: ChartProps, width: number): uPlot.Options => {
  const units = [...new Set(history.series.map(unitOf))];
  const stretches = history.series.flatMap((series) => stretchesOf(series, history.toMs));
  const step = uPlot.paths.stepped?.({ align: 1 });
  return {
    ...{ width, height: props.height, legend: { show: false } },
    padding: [8, 8, 0, 0],
    scales: scalesOf(history, units),
    axes: axesOf(units, props.small === true),
    cursor: { drag: { x: props.onZoom !== undefined, y: false, setScale: false }, y: false },
    series: [
      {},
      ...history.series.map((series, place): uPlot.Series => {
        const pen = pens[place % pens.length] as (typeof pens)[number];
        return {
          ...{ scale: `y ${unitOf(series)}`, stroke: inkOf(pen.ink), width: 1.5 },
          ...{ dash: [...pen.dash], points: { show: false }, spanGaps: false },
          ...(isStepped(series) && step !== undefined ? { paths: step } : {}),
        };
      }),
    ],
    hooks: {
      drawAxes: [(plot) => drawStretches(plot, stretches)],
      draw: [(plot) => drawMarks(plot, history.marks)],
      setCursor: [
        (plot) => {
          const { left } = plot.cursor;
          const inside = left !== undefined && left >= 0;
          props.onCursor?.(inside ? plot.posToVal(left, "x") * 1000 : null);
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width: span } = plot.select;
          if (span < 8) return;
          const [from, to] = [left, left + span].map((at) => plot.posToVal(at, "x") * 1000);
          props.onZoom?.(Math.floor(from ?? 0), Math.ceil(to ?? 0));
        },
      ],
    },
  };
};

const dataOf = (history: History): uPlot.AlignedData => {
  const curves = history.series.map((series) => extended(series, history.toMs / 1000));
  if (curves.length === 0) return [[]];
  return uPlot.join(curves as unknown as uPlot.AlignedData[]) as uPlot.AlignedData;
};

/** A picture of some points over a time; `title` says to others what is in it. */
export const Chart = (props: ChartProps) => {
  const { history, height } = props;
  const place = useRef<HTMLDivElement>(null);
  const { language } = prefsNow();
  const theme = shownTheme();
  useEffect(() => {
    const element = place.current;
    if (element === null || history === null) return undefined;
    const plot = new uPlot(
      optionsOf(history, props, Math.max(120, element.clientWidth)),
      dataOf(history),
      element,
    );
    const observer = new ResizeObserver(() => {
      plot.setSize({ width: Math.max(120, element.clientWidth), height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [history, height, theme, language]);
  const isEmpty = history !== null && history.series.every(({ times }) => times.length === 0);
  const tags = history?.series.map(({ point }) => infosNow()[point]?.tag ?? "").join(", ") ?? "";
  return (
    <div class="chart" style={{ height: `${height}px` }}>
      <div ref={place} role="img" aria-label={t("trends.picture", { tags })} />
      {(history === null || isEmpty) && (
        <p class="chart-empty dim">{t(history === null ? "shell.waiting" : "trends.empty")}</p>
      )}
    </div>
  );
};
