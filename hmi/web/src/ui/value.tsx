import { type PointValue, quoted } from "@quorate/protocol";
import {
  infosNow,
  siteNow,
  snapshotNow,
  useIsLive,
  usePoint,
  useTopics,
} from "../live/live.ts";
import type { PointInfo } from "../pure/points.ts";
import { type ValueKind, type ValueState, valueStateOf } from "../pure/value-state.ts";
import { Icon, type IconName } from "./icons.tsx";
import { age, exact, number, t, wordFor } from "./prefs.ts";

const iconOf: Readonly<Partial<Record<ValueKind, IconName>>> = {
  ...{ uncertain: "tilde", stale: "clock", bad: "bad", none: "bad", notAgreed: "notEqual" },
};

/** A value in the words and digits of its point, without its units. */
export const showValue = (info: PointInfo, value: PointValue): string => {
  const { labels, type } = info.spec;
  if (typeof value === "boolean")
    return labels?.[value ? "1" : "0"] ?? (value ? t("value.on") : t("value.off"));
  if (typeof value === "string") return value;
  const label = labels?.[String(value)];
  if (label !== undefined) return label;
  return type.startsWith("float") || info.spec.scale !== undefined
    ? number(value, info.digits)
    : exact(value);
};

/**
 * The same with units, as exact as it was given, a name with its number: for what is signed. A text
 * that could be taken for anything else is told by its quotes.
 */
export const showSigned = (info: PointInfo | undefined, value: PointValue): string => {
  if (typeof value === "string") return quoted(value);
  if (info === undefined) return typeof value === "number" ? exact(value) : String(value);
  if (typeof value === "boolean") return showValue(info, value);
  const { units, labels } = info.spec;
  const label = labels?.[String(value)];
  if (label !== undefined) return `${label} (${exact(value)})`;
  return units === undefined ? exact(value) : `${exact(value)} ${units}`;
};

/** The state in words, for a tooltip and for those who hear the page. */
export const stateText = (state: ValueState, agree: number, of: number): string => {
  switch (state.kind) {
    case "good":
      return state.marks.map((mark) => t(`value.${mark}`)).join(", ") || t("value.good");
    case "uncertain":
      return t("value.uncertain");
    case "stale":
      return t("value.stale", { age: state.ageMs === null ? "?" : age(state.ageMs) });
    case "bad":
      return state.reason === ""
        ? t("value.bad")
        : t("value.badReason", { reason: wordFor("reason", state.reason) });
    case "notAgreed":
      return t("value.notAgreed", { agree, of });
    case "none":
      return t("value.none");
  }
};

const widest = (info: PointInfo): number => {
  if (info.range === null) return 6;
  return Math.max(...info.range.map((end) => number(end, info.digits).length));
};

/** What stands behind the figure: an icon, and a text wherever there is room for it. */
const Mark = ({ state, text, size }: { state: ValueState; text: string; size: Size }) => {
  const icon = iconOf[state.kind];
  if (icon === undefined)
    return state.marks.length === 0 ? null : (
      <span class="value-mark" title={text}>
        {state.marks.includes("manual") ? "M" : "S"}
        <span class="hidden-text">{text}</span>
      </span>
    );
  const isShort = size === "mimic" || size === "table";
  const shown = state.kind === "stale" && state.ageMs !== null ? age(state.ageMs) : text;
  return (
    <span class="value-mark" title={text}>
      <Icon name={icon} size={size === "key" ? 18 : 12} />
      {isShort && state.kind !== "stale" ? (
        <span class="hidden-text">{text}</span>
      ) : (
        <span>{shown}</span>
      )}
    </span>
  );
};

export type Size = "key" | "mimic" | "body" | "table";

interface ValueProps {
  readonly index: number;
  readonly size?: Size;
  /** Opens what each agent says; without it the mark is no button. */
  readonly onPick?: () => void;
}

/** One live value: its figure, its units, and its state as look, icon and text. */
export const Value = ({ index, size = "body" }: ValueProps) => {
  const point = usePoint(index);
  const info = infosNow()[index];
  const state = valueStateOf(point, siteNow(), useIsLive());
  // Only an age that is shown has to be drawn again every second.
  useTopics(...(state.kind === "stale" ? (["tick"] as const) : []));
  if (info === undefined) return null;
  const of = snapshotNow().site.agents.length;
  const agree = point?.[5] ?? 0;
  const text = stateText(state, agree, of);
  const value = point?.[1] ?? null;
  const figure =
    state.kind === "notAgreed"
      ? `${agree}/${of}`
      : state.shows && value !== null
        ? showValue(info, value)
        : "\u2014";
  return (
    <span class={`value value-${size} is-${state.kind}`} data-tag={info.tag}>
      {state.kind === "notAgreed" && <Icon name="notEqual" size={size === "key" ? 20 : 13} />}
      <span class="figure" style={{ "--chars": String(widest(info)) }}>
        {figure}
      </span>
      {state.shows && info.spec.units !== undefined && (
        <span class="units">{info.spec.units}</span>
      )}
      {state.kind === "notAgreed" ? (
        <span class="hidden-text">{text}</span>
      ) : (
        <Mark state={state} text={text} size={size} />
      )}
    </span>
  );
};
