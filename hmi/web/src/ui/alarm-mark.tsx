import type { AlarmState, AlarmView } from "../../../src/shared/messages.ts";
import { markOf, shapeOf, worstOf } from "../pure/alarm-order.ts";
import { t } from "./prefs.ts";

const paths = {
  square: "M2 2h12v12H2z",
  triangle: "M8 1.5l7 13H1z",
  diamond: "M8 1l7 7-7 7-7-7z",
  pentagon: "M8 1l7 5.2-2.7 8.3H3.7L1 6.2z",
} as const;

const Shape = ({ priority, look }: { priority: number; look: "filled" | "hollow" }) => {
  const path = paths[shapeOf(priority)];
  return (
    <>
      <path class={look === "filled" ? "mark-fill" : "mark-hollow"} d={path} />
      <text class={look === "filled" ? "mark-ink" : "mark-number"} x="8" y="12">
        {priority}
      </text>
    </>
  );
};

interface MarkProps {
  readonly state: AlarmState;
  readonly priority: number;
  readonly agreed?: boolean;
  readonly unheard?: boolean;
  readonly size?: number;
}

/** Its guard is not heard: the mark beside it is of what was known last. */
const Unheard = () => (
  <span class="mark-unheard" title={t("alarm.doubt.unheard")}>
    <span aria-hidden="true">?</span>
    <span class="hidden-text">{t("alarm.doubt.unheard")}</span>
  </span>
);

/** Shape and number tell the priority, fill and blinking the state; colour only repeats it. */
export const AlarmMark = (props: MarkProps) => {
  const { state, priority, agreed = true, unheard = false, size = 18 } = props;
  const { look, blinks } = markOf(state);
  if (!agreed && !unheard)
    return (
      <span class="alarm-mark is-disputed">
        <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
          <path class="mark-fill" d={paths.pentagon} />
          <text class="mark-ink" x="8" y="12">
            !
          </text>
        </svg>
        <span class="hidden-text">{t("alarm.notAgreed")}</span>
      </span>
    );
  if (look === "none") return <span class="alarm-mark">{unheard && <Unheard />}</span>;
  if (look === "grey")
    return (
      <span class="alarm-mark grey-word">
        {t(`alarm.word.${state}`)}
        {unheard && <Unheard />}
      </span>
    );
  const level = Math.min(3, Math.max(1, priority));
  return (
    <span class={`alarm-mark priority-${level}`}>
      <svg width={size} height={size} viewBox="-1 -1 18 18" aria-hidden="true">
        <Shape priority={level} look={look} />
        {blinks && <path class="mark-blink blink" d={paths[shapeOf(level)]} />}
      </svg>
      {blinks && <span class="mark-word">{t("alarm.word.UNACK")}</span>}
      {unheard && <Unheard />}
      <span class="hidden-text">
        {t("alarm.priority", { priority })}, {t(`alarm.${state}`)}
      </span>
    </span>
  );
};

/** The mark of the most urgent of these; room is kept when there is none, so that nothing jumps. */
export const WorstMark = ({ alarms, size }: { alarms: readonly AlarmView[]; size?: number }) => {
  const worst = worstOf(alarms);
  if (worst === undefined) return <span class="alarm-mark is-empty" />;
  const { state, priority, agreed, unheard = false } = worst;
  const facts = { state, priority, agreed, unheard };
  return <AlarmMark {...facts} {...(size === undefined ? {} : { size })} />;
};
