import { useEffect, useState } from "preact/hooks";
import type { AlarmEvent, AlarmView } from "../../../src/shared/messages.ts";
import { link, siteNow, state, useIsLive, useSnapshot } from "../live/live.ts";
import {
  byUrgency,
  isUnacknowledged,
  needsAttention,
  unheardCount,
} from "../pure/alarm-order.ts";
import { whenText } from "../pure/age.ts";
import { AlarmMark } from "../ui/alarm-mark.tsx";
import { alarmWords, stateWords } from "../ui/banner.tsx";
import { number, t } from "../ui/prefs.ts";
import { openSide } from "../ui/side.ts";

const day = 86_400_000;
const eventsShown = 200;

type Filter = "attention" | "unacknowledged" | "hidden" | "all";
const filters: readonly Filter[] = ["attention", "unacknowledged", "hidden", "all"];

const passes: Readonly<Record<Filter, (alarm: AlarmView) => boolean>> = {
  attention: needsAttention,
  unacknowledged: isUnacknowledged,
  hidden: ({ state: now }) => now === "SHELVED" || now === "OUT_OF_SERVICE",
  all: () => true,
};

const Row = ({ alarm }: { alarm: AlarmView }) => (
  <tr data-alarm={alarm.id} data-state={alarm.state}>
    <td class="alarm-cell">
      <AlarmMark {...alarm} />
    </td>
    <td>
      <button
        type="button"
        class="plain"
        onClick={() => openSide({ kind: "alarm", id: alarm.id })}
      >
        {alarm.device}/{alarm.point}
      </button>
    </td>
    <td>{alarmWords(alarm)}</td>
    <td>{stateWords(alarm)}</td>
    <td>{alarm.priority}</td>
    <td>{alarm.raisedMs === null ? "\u2014" : whenText(alarm.raisedMs)}</td>
    <td>{alarm.clearedMs === null ? "\u2014" : whenText(alarm.clearedMs)}</td>
    <td class="text">
      {alarm.shelved === null
        ? alarm.acknowledged?.by
        : `${alarm.shelved.by}, ${whenText(alarm.shelved.untilMs)}: ${alarm.shelved.reason}`}
    </td>
  </tr>
);

const Figures = () => {
  const { alarmFigures: figures } = useSnapshot("figures");
  const facts: readonly (readonly [string, string, boolean])[] = [
    [t("alarms.rate"), String(figures.perTenMinutes), figures.flood],
    [t("alarms.peak"), String(figures.peakPerTenMinutes), figures.peakPerTenMinutes > 10],
    [t("alarms.standing"), String(figures.standing.length), figures.standing.length > 0],
    [t("alarms.chattering"), String(figures.chattering.length), figures.chattering.length > 0],
  ];
  return (
    <dl class="figures">
      {facts.map(([name, value, isHigh]) => (
        <div key={name} class={isHigh ? "figure-box is-high" : "figure-box"}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {figures.flood && (
        <p class="flood" role="status">
          {t("alarms.flood")}
        </p>
      )}
    </dl>
  );
};

const Events = () => {
  const [events, setEvents] = useState<readonly AlarmEvent[]>([]);
  const live = useIsLive();
  useSnapshot("alarms");
  // Any change of any state is a further line.
  const states = state.alarms.map((alarm) => `${alarm.state}${alarm.raisedMs ?? ""}`).join();
  useEffect(() => {
    if (!live) return;
    const toMs = siteNow() + 1000;
    link
      .ask(
        { kind: "askAlarmEvents", fromMs: toMs - day, toMs, limit: eventsShown },
        "alarmEvents",
      )
      .then(
        (answer) => setEvents(answer.events),
        () => {},
      );
  }, [live, states]);
  return (
    <section class="panel scroll events">
      <h2>{t("alarms.events")}</h2>
      {events.length === 0 && <p class="empty">{t("alarms.noEvents")}</p>}
      {events.length > 0 && (
        <table>
          <tbody>
            {events.map((event) => (
              <tr key={`${event.id} ${event.ms} ${event.to}`}>
                <td>{whenText(event.ms)}</td>
                <td>{event.id}</td>
                <td class="second">
                  {t(`alarm.${event.from}`)} {"\u2192"} {t(`alarm.${event.to}`)}
                </td>
                <td class="right">
                  {typeof event.value === "number" ? number(event.value, 2) : event.value}
                </td>
                <td>{event.by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

/** All alarms in their states, and how many the operator has to bear. */
export const Alarms = () => {
  useSnapshot("alarms");
  const [filter, setFilter] = useState<Filter>("attention");
  const alarms = state.alarms.filter(passes[filter]).sort(byUrgency);
  const unheard = unheardCount(state.alarms);
  return (
    <div class="page alarms">
      <div class="row wrap page-head">
        <h1>{t("nav.alarms")}</h1>
        <span class="spacer" />
        <div class="tabs" role="group" aria-label={t("alarms.show")}>
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === filter}
              onClick={() => setFilter(one)}
            >
              {t(`alarms.filter.${one}`)} {state.alarms.filter(passes[one]).length}
            </button>
          ))}
        </div>
      </div>
      <Figures />
      {unheard > 0 && (
        <p class="unheard" role="status">
          {t("alarm.unheardCount", { count: unheard })}
        </p>
      )}
      <section class="panel scroll alarm-list">
        <table>
          <thead>
            <tr>
              <th>
                <span class="hidden-text">{t("alarms.mark")}</span>
              </th>
              <th>{t("trends.point")}</th>
              <th>{t("alarms.what")}</th>
              <th>{t("alarms.state")}</th>
              <th>{t("alarms.priority")}</th>
              <th>{t("alarms.raised")}</th>
              <th>{t("alarms.cleared")}</th>
              <th>{t("alarms.byWhom")}</th>
            </tr>
          </thead>
          <tbody>
            {alarms.map((alarm) => (
              <Row key={alarm.id} alarm={alarm} />
            ))}
          </tbody>
        </table>
        {alarms.length === 0 && unheard === 0 && <p class="empty">{t("alarm.none")}</p>}
      </section>
      <Events />
    </div>
  );
};
