import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type {
  Mimic,
  MimicBar,
  MimicElement,
  MimicEquipment,
  MimicPipe,
  MimicTank,
  MimicValue,
} from "../../../src/shared/messages.ts";
import { infosNow, siteNow, state, usePoint, useTopics } from "../live/live.ts";
import { isCurrent, type ValueState, valueStateOf } from "../pure/value-state.ts";
import { WorstMark } from "./alarm-mark.tsx";
import { Analog } from "./analog.tsx";
import { Icon } from "./icons.tsx";
import { roveByArrows } from "./keys.ts";
import { age, t } from "./prefs.ts";
import { openFaceplate } from "./side.ts";
import { Value } from "./value.tsx";

const indexOf = (tag: string | undefined): number =>
  tag === undefined ? -1 : infosNow().findIndex((info) => info.tag === tag);

const alarmsOf = (tag: string) =>
  state.alarms.filter(({ device, point }) => `${device}/${point}` === tag);

/** Opens a faceplate by pointer or key; what stands for no point is no button. */
const openerOf = (tag: string | undefined, label: string) => {
  const index = indexOf(tag);
  if (index < 0) return {};
  return {
    role: "button",
    tabIndex: 0,
    "aria-label": label,
    "data-rove": true,
    "data-open": tag,
    onClick: () => openFaceplate(index),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      openFaceplate(index);
    },
  } as const;
};

/** Empty for what is not stale: any other reason is told by the value and the faceplate. */
const staleText = ({ kind, ageMs }: ValueState): string =>
  kind === "stale" ? t("value.stale", { age: ageMs === null ? "?" : age(ageMs) }) : "";

/** Of a text in a mimic, about. */
const charWidth = 6;
const clockSize = 12;

/** The clock and the age, centred at a place, where nobody knows any more how it is. */
const StaleWord = ({ text, x, y }: { text: string; x: number; y: number }) => (
  <>
    <g transform={`translate(${x - (text.length * charWidth + clockSize) / 2 - 4} ${y - 11})`}>
      <Icon name="clock" size={clockSize} />
    </g>
    <text class="run-word is-stale" x={x + clockSize / 2} y={y}>
      {text}
    </text>
  </>
);

const Tank = ({ element }: { element: MimicTank }) => {
  const { x, y, width, height, level, label } = element;
  const index = indexOf(level);
  const point = usePoint(index);
  const info = infosNow()[index];
  const now = valueStateOf(point, siteNow());
  const stale = staleText(now);
  const [low, high] = info?.range ?? [0, 100];
  const value = point?.[1];
  const part =
    typeof value === "number" && isCurrent(now)
      ? Math.min(1, Math.max(0, (value - low) / (high - low || 1)))
      : null;
  return (
    <g {...openerOf(level, `${label ?? ""} ${level ?? ""} ${stale}`.trim())} class="equipment">
      <rect class="vessel" x={x} y={y} width={width} height={height} rx="6" />
      {part === null ? (
        index >= 0 && (
          <rect class="unknown" x={x + 3} y={y + 3} width={width - 6} height={height - 6} />
        )
      ) : (
        <rect
          class="level"
          x={x + 3}
          width={width - 6}
          y={y + 3 + (height - 6) * (1 - part)}
          height={(height - 6) * part}
        />
      )}
      {stale !== "" && <StaleWord text={stale} x={x + width / 2} y={y + height / 2} />}
      {label !== undefined && (
        <text class="label" x={x + width / 2} y={y - 8}>
          {label}
        </text>
      )}
    </g>
  );
};

/** A line through corners that are given as parts of a box. */
const line = (
  x: number,
  y: number,
  width: number,
  height: number,
  corners: readonly (readonly [number, number])[],
): string => `M${corners.map(([a, b]) => `${x + a * width} ${y + b * height}`).join("L")}`;

const shapes: Readonly<
  Record<MimicEquipment["kind"], (x: number, y: number, w: number, h: number) => JSX.Element>
> = {
  pump: (x, y, w, h) => (
    <>
      <ellipse cx={x + w / 2} cy={y + h / 2} rx={w / 2} ry={h / 2} />
      <path class="sign" d={line(x, y, w, h, [[0.3, 0.12], [1, 0.5], [0.3, 0.88]])} />
    </>
  ),
  motor: (x, y, w, h) => <ellipse cx={x + w / 2} cy={y + h / 2} rx={w / 2} ry={h / 2} />,
  valve: (x, y, w, h) => (
    <path d={`M${x} ${y}L${x + w} ${y + h}V${y}L${x} ${y + h}z`} />
  ),
  heater: (x, y, w, h) => (
    <>
      <rect x={x} y={y} width={w} height={h} />
      <path
        class="sign"
        d={line(x, y, w, h, [[0.15, 0.5], [0.27, 0.25], [0.5, 0.75], [0.73, 0.25], [0.85, 0.5]])}
      />
    </>
  ),
  exchanger: (x, y, w, h) => (
    <>
      <ellipse cx={x + w / 2} cy={y + h / 2} rx={w / 2} ry={h / 2} />
      <path
        class="sign"
        d={line(x, y, w, h, [[0, 0.5], [0.3, 0.5], [0.42, 0.3], [0.58, 0.7], [0.7, 0.5], [1, 0.5]])}
      />
    </>
  ),
};

/** Running is light and says so, stopped is dark and says so; never green and red. */
const Equipment = ({ element }: { element: MimicEquipment }) => {
  const { kind, x, y, width, height, point: tag, running, label } = element;
  const runs = usePoint(indexOf(running ?? undefined));
  const now = valueStateOf(runs, siteNow());
  const stale = running === undefined ? "" : staleText(now);
  const value = runs?.[1];
  const isRunning = value === true || (typeof value === "number" && value > 0);
  const known = isRunning ? "on" : "off";
  const look = running === undefined ? "neutral" : isCurrent(now) ? known : "unknown";
  const unknown = stale === "" ? "?" : stale;
  const word = { neutral: "", unknown, on: t("mimic.running"), off: t("mimic.stopped") }[look];
  const name = label ?? tag?.split("/")[1] ?? "";
  return (
    <g
      {...openerOf(tag ?? running, `${name} ${word}`)}
      class={`equipment kind-${kind} run-${look}`}
    >
      {shapes[kind](x, y, width, height)}
      {name !== "" && (
        <text class="label" x={x + width / 2} y={y - 8}>
          {name}
        </text>
      )}
      {stale !== "" && <StaleWord text={stale} x={x + width / 2} y={y + height + 16} />}
      {word !== "" && stale === "" && (
        <text class="run-word" x={x + width / 2} y={y + height + 16}>
          {word}
        </text>
      )}
    </g>
  );
};

const Pipe = ({ element }: { element: MimicPipe }) => {
  const [first, ...rest] = element.path;
  if (first === undefined) return null;
  const path = `M${first[0]} ${first[1]}${rest.map(([x, y]) => `L${x} ${y}`).join("")}`;
  const last = element.path.at(-1) ?? first;
  const before = element.path.at(-2) ?? first;
  const angle = (Math.atan2(last[1] - before[1], last[0] - before[0]) * 180) / Math.PI;
  return (
    <g class="pipe">
      <path d={path} />
      {element.arrow === true && (
        <path
          class="arrow-head"
          d="M0 0L-10 -5V5z"
          transform={`translate(${last[0]} ${last[1]}) rotate(${angle})`}
        />
      )}
    </g>
  );
};

/** Values are of HTML, as everywhere else: they lie over the drawing at its scale. */
const Overlay = ({ element, mimic }: { element: MimicValue | MimicBar; mimic: Mimic }) => {
  useTopics("alarms");
  const index = indexOf(element.point);
  const info = infosNow()[index];
  if (info === undefined) return null;
  const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  const place = {
    left: percent(element.x, mimic.width),
    top: percent(element.y, mimic.height),
  };
  const setPoint = element.kind === "bar" ? indexOf(element.setpoint) : -1;
  return (
    <button
      type="button"
      class={`overlay overlay-${element.kind}`}
      style={place}
      data-rove
      data-open={info.tag}
      title={info.tag}
      onClick={() => openFaceplate(index)}
    >
      <span class="overlay-name">{element.label ?? info.spec.name}</span>
      {element.kind === "bar" ? (
        <Analog
          index={index}
          height={element.height}
          {...(setPoint < 0 ? {} : { setPoint })}
        />
      ) : (
        <span class="overlay-figure">
          <Value index={index} size="mimic" />
          <WorstMark alarms={alarmsOf(info.tag)} size={18} />
        </span>
      )}
    </button>
  );
};

const drawn = (element: MimicElement, key: number): JSX.Element | null => {
  switch (element.kind) {
    case "tank":
      return <Tank key={key} element={element} />;
    case "pipe":
      return <Pipe key={key} element={element} />;
    case "text":
      return (
        <text key={key} class="free-text" x={element.x} y={element.y}>
          {element.text}
        </text>
      );
    case "value":
    case "bar":
      return null;
    default:
      return <Equipment key={key} element={element} />;
  }
};

/** The smallest value in a picture still has 12 px. */
const zoomEnds = [0.67, 1.4] as const;

/** Values keep their proportion to the drawing while they can be read. */
const useZoom = (width: number) => {
  const sheet = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = sheet.current;
    if (element === null) return undefined;
    const fit = (): void => {
      const zoom = Math.min(zoomEnds[1], Math.max(zoomEnds[0], element.clientWidth / width));
      element.style.setProperty("--zoom", String(zoom));
    };
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);
  return sheet;
};

/** A unit's picture: equipment in line colours, values over it; nothing moves by itself. */
export const MimicPicture = ({ mimic }: { mimic: Mimic }) => {
  useTopics("tick");
  const sheet = useZoom(mimic.width);
  const overlays = mimic.elements.filter(
    (element) => element.kind === "value" || element.kind === "bar",
  );
  return (
    <div class="mimic panel">
      <div
        ref={sheet}
        class="mimic-sheet"
        style={{ "--ratio": `${mimic.width} / ${mimic.height}` }}
        role="group"
        aria-label={mimic.title}
        onKeyDown={(event) => roveByArrows(event, "[data-rove]")}
      >
        <svg viewBox={`0 0 ${mimic.width} ${mimic.height}`}>{mimic.elements.map(drawn)}</svg>
        {overlays.map((element, place) => (
          <Overlay key={place} element={element} mimic={mimic} />
        ))}
      </div>
    </div>
  );
};
