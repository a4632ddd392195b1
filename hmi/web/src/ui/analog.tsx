import {
  infosNow,
  siteNow,
  state as live,
  useIsLive,
  usePoint,
  useTopics,
} from "../live/live.ts";
import { targetOf } from "../pure/command-life.ts";
import type { PointInfo } from "../pure/points.ts";
import { isCurrent, valueStateOf } from "../pure/value-state.ts";

interface AnalogProps {
  readonly index: number;
  readonly height: number;
  /** Number of the set point that commands it, where it is not the point's own. */
  readonly setPoint?: number | null;
}

const width = 44;
const bar = { x: 14, width: 14 };

const scaleOf = (info: PointInfo, height: number) => {
  const [low, high] = info.range ?? [0, 100];
  const inner = height - 16;
  return (value: number): number => {
    const part = (value - low) / (high - low || 1);
    return 8 + inner * (1 - Math.min(1, Math.max(0, part)));
  };
};

const Ticks = ({ info, y }: { info: PointInfo; y: (value: number) => number }) => {
  const { alarms } = info.spec;
  if (alarms === undefined) return null;
  const { highHigh, high, low, lowLow } = alarms;
  const [top, bottom] = info.range ?? [0, 0];
  const [from, to] = [y(high ?? Math.max(top, bottom)), y(low ?? Math.min(top, bottom))];
  return (
    <>
      <rect class="normal-band" x={bar.x} width={bar.width} y={from} height={to - from} />
      {[high, low].map(
        (limit) =>
          limit !== undefined && <path class="limit" d={`M${bar.x - 4} ${y(limit)}h22`} />,
      )}
      {[highHigh, lowLow].map(
        (limit) =>
          limit !== undefined && <path class="limit hard" d={`M${bar.x - 6} ${y(limit)}h26`} />,
      )}
    </>
  );
};

/** A moving analog indicator: scale, normal band, limits, wedge for the value, diamond for the set
 * point; hollow while its target is not read back. */
export const Analog = ({ index, height, setPoint }: AnalogProps) => {
  const infos = infosNow();
  const info = infos[index];
  const commanded = setPoint === undefined ? (info?.setPoint ?? null) : setPoint;
  const point = usePoint(index);
  const setPointNow = usePoint(commanded ?? -1);
  useTopics("commands");
  if (info === undefined) return null;
  const isLive = useIsLive();
  const state = valueStateOf(point, siteNow(), isLive);
  const y = scaleOf(info, height);
  const value = point?.[1];
  // An old set point says nothing about what the device follows now.
  const setState = valueStateOf(setPointNow, siteNow(), isLive);
  const setValue = isCurrent(setState) ? setPointNow?.[1] : null;
  const target = targetOf(live.commands, infos[commanded ?? index]);
  const diamond = (at: number): string => `M36 ${y(at) - 6}l6 6-6 6-6-6z`;
  return (
    <svg class={`analog is-${state.kind}`} width={width} height={height} aria-hidden="true">
      <rect class="scale" x={bar.x} y={8} width={bar.width} height={height - 16} />
      <Ticks info={info} y={y} />
      {typeof value === "number" && state.shows && (
        <path class="wedge" d={`M${bar.x + 2} ${y(value)}l-12 -6v12z`} />
      )}
      {typeof value === "number" && state.shows && (
        <path class="value-line" d={`M${bar.x} ${y(value)}h${bar.width}`} />
      )}
      {typeof setValue === "number" && <path class="set-point" d={diamond(setValue)} />}
      {typeof target === "number" && target !== setValue && (
        <path class="target" d={diamond(target)} />
      )}
    </svg>
  );
};
