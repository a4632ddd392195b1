import type { AlarmView } from "../../../src/shared/messages.ts";
import { infosNow, isLive, notLiveSince, state, useIsLive, useSnapshot } from "../live/live.ts";
import { byUrgency, doubtOf, needsAttention, unheardCount } from "../pure/alarm-order.ts";
import { clockTime } from "../pure/age.ts";
import { AlarmMark } from "./alarm-mark.tsx";
import { number, t, wordFor } from "./prefs.ts";
import { openSide } from "./side.ts";
import { showValue } from "./value.tsx";

const rows = 3;

/** "level high: 4.31 m, limit 4.20 m". */
export const alarmWords = ({ device, point, kind, value, limit }: AlarmView): string => {
  const info = infosNow().find(({ tag }) => tag === `${device}/${point}`);
  const digits = info?.digits ?? 2;
  const units = info?.spec.units === undefined ? "" : ` ${info.spec.units}`;
  const words = wordFor("alarm.kind", kind);
  if (value === null || info === undefined) return words;
  const figure = `${showValue(info, value)}${units}`;
  return limit === null
    ? `${words} ${figure}`
    : t("alarm.words", { kind: words, value: figure, limit: `${number(limit, digits)}${units}` });
};

/** The state, and that it may be old where it may. */
export const stateWords = (alarm: AlarmView): string => {
  const doubt = isLive() ? doubtOf(alarm) : "notLive";
  const state = t(`alarm.${alarm.state}`);
  return doubt === "" ? state : `${state}, ${t(`alarm.doubt.${doubt}`)}`;
};

const Row = ({ alarm }: { alarm: AlarmView }) => (
  <li>
    <button
      type="button"
      class="banner-row plain"
      data-alarm={alarm.id}
      data-state={alarm.state}
      onClick={() => openSide({ kind: "alarm", id: alarm.id })}
    >
      <AlarmMark {...alarm} size={16} />
      <time class="banner-time">{alarm.raisedMs === null ? "" : clockTime(alarm.raisedMs)}</time>
      <span class="banner-tag">
        {alarm.device}/{alarm.point}
      </span>
      <span class="banner-words">{alarmWords(alarm)}</span>
      <span class="banner-state second">{stateWords(alarm)}</span>
    </button>
  </li>
);

/** The three most urgent alarms on every page; its height never changes and nothing covers it. */
export const Banner = () => {
  useSnapshot("alarms");
  const live = useIsLive();
  const alarms = state.alarms.filter(needsAttention).sort(byUrgency);
  const more = alarms.length - rows;
  const unheard = unheardCount(state.alarms);
  return (
    <section class="banner" aria-label={t("alarm.banner")} data-live={live}>
      <ul class="banner-rows">
        {alarms.slice(0, rows).map((alarm) => (
          <Row key={alarm.id} alarm={alarm} />
        ))}
        {!live && alarms.length < rows && (
          <li class="banner-none">
            {t("alarm.notKnown", { time: clockTime(notLiveSince()) })}
          </li>
        )}
        {live && unheard > 0 && alarms.length < rows && (
          <li class="banner-none" data-unheard={unheard}>
            {t("alarm.unheardCount", { count: unheard })}
          </li>
        )}
        {live && unheard === 0 && alarms.length === 0 && (
          <li class="banner-none dim">{t("alarm.none")}</li>
        )}
      </ul>
      <a class="banner-more" href="#/alarms">
        {more > 0 ? t("alarm.more", { count: more }) : t("nav.alarms")}
      </a>
    </section>
  );
};
