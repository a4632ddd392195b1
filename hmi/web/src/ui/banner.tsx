import type { AlarmView } from "../../../src/shared/messages.ts";
import { infosNow, state, useSnapshot } from "../live/live.ts";
import { byUrgency, needsAttention } from "../pure/alarm-order.ts";
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

const Row = ({ alarm }: { alarm: AlarmView }) => (
  <li>
    <button
      type="button"
      class="banner-row plain"
      data-alarm={alarm.id}
      data-state={alarm.state}
      onClick={() => openSide({ kind: "alarm", id: alarm.id })}
    >
      <AlarmMark state={alarm.state} priority={alarm.priority} agreed={alarm.agreed} size={16} />
      <time class="banner-time">{alarm.raisedMs === null ? "" : clockTime(alarm.raisedMs)}</time>
      <span class="banner-tag">
        {alarm.device}/{alarm.point}
      </span>
      <span class="banner-words">{alarmWords(alarm)}</span>
      <span class="banner-state second">{t(`alarm.${alarm.state}`)}</span>
    </button>
  </li>
);

/** The three most urgent alarms on every page; its height never changes and nothing covers it. */
export const Banner = () => {
  useSnapshot("alarms");
  const alarms = state.alarms.filter(needsAttention).sort(byUrgency);
  const more = alarms.length - rows;
  return (
    <section class="banner" aria-label={t("alarm.banner")}>
      <ul class="banner-rows">
        {alarms.slice(0, rows).map((alarm) => (
          <Row key={alarm.id} alarm={alarm} />
        ))}
        {alarms.length === 0 && <li class="banner-none dim">{t("alarm.none")}</li>}
      </ul>
      <a class="banner-more" href="#/alarms">
        {more > 0 ? t("alarm.more", { count: more }) : t("nav.alarms")}
      </a>
    </section>
  );
};
