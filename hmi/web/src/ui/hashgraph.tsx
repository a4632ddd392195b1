import { useEffect, useRef } from "preact/hooks";
import type { GraphEvent, GraphMessage } from "../../../src/shared/messages.ts";
import { snapshotNow } from "../live/live.ts";
import { shownTheme, t } from "./prefs.ts";

const rowHeight = 34;
const step = 14;
const margin = { left: 90, right: 16, top: 26 };

interface Placed {
  readonly event: GraphEvent;
  readonly x: number;
  readonly y: number;
}

const nameOf = ({ creator, sequence }: { creator: number; sequence: number }): string =>
  `${creator}/${sequence}`;

/** Columns from the right: an event stands right of all its parents, the newest at the edge. */
const place = (graph: GraphMessage, width: number): ReadonlyMap<string, Placed> => {
  const columns = new Map<string, number>();
  let newest = 0;
  for (const event of graph.events) {
    const parents = event.parents.map((parent) => columns.get(nameOf(parent)) ?? -1);
    const column = Math.max(-1, ...parents) + 1;
    columns.set(nameOf(event), column);
    newest = Math.max(newest, column);
  }
  const placed = new Map<string, Placed>();
  for (const event of graph.events) {
    const column = columns.get(nameOf(event)) ?? 0;
    const x = width - margin.right - (newest - column) * step;
    const y = margin.top + event.creator * rowHeight + rowHeight / 2;
    if (x >= margin.left) placed.set(nameOf(event), { event, x, y });
  }
  return placed;
};

const inks = () => {
  const style = getComputedStyle(document.documentElement);
  const ink = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ...{ line: ink("--line"), text: ink("--text"), dim: ink("--text-dim") },
    ...{ grid: ink("--grid"), value: ink("--value"), raised: ink("--raised") },
  };
};

const drawLanes = (pen: CanvasRenderingContext2D, width: number): void => {
  const ink = inks();
  pen.font = '13px "Inter Variable", sans-serif';
  pen.textBaseline = "middle";
  snapshotNow().site.agents.forEach(({ name }, lane) => {
    const y = margin.top + lane * rowHeight + rowHeight / 2;
    pen.fillStyle = ink.text;
    pen.fillText(name, 4, y, margin.left - 12);
    pen.strokeStyle = ink.grid;
    pen.beginPath();
    pen.moveTo(margin.left, y);
    pen.lineTo(width, y);
    pen.stroke();
  });
};

const drawEdges = (
  pen: CanvasRenderingContext2D,
  placed: ReadonlyMap<string, Placed>,
): void => {
  pen.strokeStyle = inks().line;
  pen.lineWidth = 0.75;
  pen.beginPath();
  for (const { event, x, y } of placed.values())
    for (const parent of event.parents) {
      const from = placed.get(nameOf(parent));
      if (from === undefined) continue;
      pen.moveTo(from.x, from.y);
      pen.lineTo(x, y);
    }
  pen.stroke();
};

/** Ordered events are filled, others hollow; witnesses are squares, judges have a second line. */
const drawEvent = (pen: CanvasRenderingContext2D, { event, x, y }: Placed): void => {
  const ink = inks();
  const size = event.witness ? 5 : 3.5;
  pen.lineWidth = 1.5;
  pen.strokeStyle = event.witness ? ink.value : ink.line;
  pen.fillStyle = event.ordered ? pen.strokeStyle : ink.raised;
  pen.beginPath();
  if (event.witness) pen.rect(x - size, y - size, 2 * size, 2 * size);
  else pen.arc(x, y, size, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  if (event.judge === true) pen.strokeRect(x - size - 3, y - size - 3, 2 * size + 6, 2 * size + 6);
  if (event.transactions === 0) return;
  pen.fillStyle = ink.text;
  pen.fillRect(x - 1, y + size + 3, 2, 5);
};

const drawRounds = (
  pen: CanvasRenderingContext2D,
  placed: ReadonlyMap<string, Placed>,
): void => {
  const first = new Map<number, number>();
  for (const { event, x } of placed.values())
    if (event.witness) first.set(event.round, Math.min(first.get(event.round) ?? x, x));
  pen.fillStyle = inks().dim;
  pen.font = '12px "Inter Variable", sans-serif';
  let last = -Infinity;
  for (const [round, x] of [...first].sort(([left], [right]) => left - right)) {
    if (x - last < 34) continue;
    pen.fillText(`r${round}`, x - 6, 10);
    last = x;
  }
};

/** The hashgraph as one agent sees it: a lane for each creator, time to the right. */
export const Hashgraph = ({ graph }: { graph: GraphMessage }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const lanes = snapshotNow().site.agents.length;
  const height = margin.top + lanes * rowHeight + 8;
  const theme = shownTheme();
  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d");
    if (element == null || pen == null) return;
    const width = element.clientWidth;
    element.width = width * devicePixelRatio;
    element.height = height * devicePixelRatio;
    pen.scale(devicePixelRatio, devicePixelRatio);
    pen.clearRect(0, 0, width, height);
    const placed = place(graph, width);
    drawLanes(pen, width);
    drawEdges(pen, placed);
    drawRounds(pen, placed);
    for (const one of placed.values()) drawEvent(pen, one);
  }, [graph, theme, height]);
  return (
    <canvas
      ref={canvas}
      class="hashgraph"
      style={{ height: `${height}px` }}
      role="img"
      aria-label={t("graph.picture", {
        events: graph.events.length,
        round: graph.decidedRound,
      })}
    />
  );
};
