import { useEffect, useState } from "preact/hooks";
import type { PointTableMessage } from "../../../src/shared/messages.ts";
import { CommandPanel } from "../command/command-panel.tsx";
import { useRecent } from "../live/history.ts";
import {
  infosNow,
  link,
  notLiveSince,
  siteNow,
  state,
  useIsLive,
  usePoint,
  useSnapshot,
  useTopics,
} from "../live/live.ts";
import { clockTime } from "../pure/age.ts";
import { targetOf } from "../pure/command-life.ts";
import type { PointInfo } from "../pure/points.ts";
import { byUrgency } from "../pure/alarm-order.ts";
import { AlarmMark } from "./alarm-mark.tsx";
import { Analog } from "./analog.tsx";
import { alarmWords, stateWords } from "./banner.tsx";
import { Chart } from "./chart.tsx";
import { CommandLine } from "./command-line.tsx";
import { Interlocks } from "./interlocks.tsx";
import { age, exact, number, t, wordFor } from "./prefs.ts";
import { openFaceplate, openSide } from "./side.ts";
import { showValue, Value } from "./value.tsx";

const trendMs = 30 * 60_000;
const tableEveryMs = 2000;

const Agreement = ({ info }: { info: PointInfo }) => {
  const point = usePoint(info.index);
  const { site } = useSnapshot("tick");
  const live = useIsLive();
  if (point === undefined) return null;
  if (!live)
    return (
      <p class="second state-bad" data-not-live>
        {t("shell.noLive", { time: clockTime(notLiveSince()) })}
      </p>
    );
  const [, , , , sourceMs, agree, sources, readers = sources] = point;
  const isDisputed = readers > sources;
  return (
    <p class="second">
      {t("value.agree", {
        agree,
        of: site.agents.length,
        age: sourceMs > 0 ? age(siteNow() - sourceMs) : "?",
      })}
      {" \u00b7 "}
      <span
        class={isDisputed ? "state-bad" : ""}
        data-sources={`${sources}/${readers}`}
        title={t(isDisputed ? "value.sourcesOfTitle" : "value.sourcesTitle")}
      >
        {t(isDisputed ? "value.sourcesOf" : "value.sources", { sources, readers })}
      </span>
    </p>
  );
};

/** What each agent says: whoever is out of line stands out. */
const AgentTable = ({ info }: { info: PointInfo }) => {
  const { site } = useSnapshot();
  const [answer, setAnswer] = useState<PointTableMessage | null>(null);
  const live = useIsLive();
  useEffect(() => {
    if (!live) return undefined;
    const load = (): void => {
      link
        .ask({ kind: "askPointTable", point: info.index }, "pointTable")
        .then(setAnswer, () => {});
    };
    load();
    const timer = window.setInterval(load, tableEveryMs);
    return () => window.clearInterval(timer);
  }, [info.index, live]);
  if (answer === null) return <p class="empty">{t("shell.waiting")}</p>;
  return (
    <table class="agent-table">
      <thead>
        <tr>
          <th>{t("agents.agent")}</th>
          <th class="right">{t("trends.value")}</th>
          <th>{t("agents.quality")}</th>
          <th class="right">{t("agents.age")}</th>
        </tr>
      </thead>
      <tbody>
        {answer.rows.map((row) => (
          <tr
            key={row.agent}
            class={row.agrees ? "" : "is-off"}
            data-agent={site.agents[row.agent]?.name}
            data-lie={row.lie}
          >
            <td>{site.agents[row.agent]?.name}</td>
            <td class="right">
              {row.value === null ? "\u2014" : showValue(info, row.value)}
            </td>
            <td>
              {row.lie !== "" ? (
                <span class="integrity-chip">{wordFor("lie", row.lie)}</span>
              ) : row.has ? (
                t(`quality.${row.quality}`)
              ) : (
                t("agents.noAnswer")
              )}
            </td>
            <td class="right">{row.sourceMs > 0 ? age(siteNow() - row.sourceMs) : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Limits = ({ info }: { info: PointInfo }) => {
  const { limits, alarms, units = "" } = info.spec;
  const rows: (readonly [string, number])[] = [];
  for (const kind of ["highHigh", "high", "low", "lowLow"] as const) {
    const level = alarms?.[kind];
    if (level !== undefined) rows.push([t(`alarm.kind.${kind}`), level]);
  }
  if (limits?.min !== undefined) rows.push([t("faceplate.min"), limits.min]);
  if (limits?.max !== undefined) rows.push([t("faceplate.max"), limits.max]);
  if (rows.length === 0) return null;
  return (
    <section class="part">
      <h3>{t("enter.limits")}</h3>
      <dl class="facts">
        {rows.map(([name, level]) => (
          <>
            <dt>{name}</dt>
            <dd>
              {exact(level)} {units}
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
};

const Trend = ({ info }: { info: PointInfo }) => {
  const points = info.setPoint === null ? [info.index] : [info.index, info.setPoint];
  const history = useRecent(points, trendMs, 300, 5000);
  if (info.spec.type === "string") return null;
  return (
    <section class="part">
      <h3>{t("faceplate.trend")}</h3>
      <Chart history={history} height={140} small={true} />
      <a href={`#/trends?points=${encodeURIComponent(points.map(tagOf).join(","))}`}>
        {t("faceplate.toTrends")}
      </a>
    </section>
  );
};

const tagOf = (index: number): string => infosNow()[index]?.tag ?? "";

const PointAlarms = ({ info }: { info: PointInfo }) => {
  useTopics("alarms", "contact", "link");
  const own = state.alarms
    .filter(({ device, point }) => `${device}/${point}` === info.tag)
    .sort(byUrgency);
  if (own.length === 0) return null;
  return (
    <section class="part">
      <h3>{t("nav.alarms")}</h3>
      <ul>
        {own.map((alarm) => (
          <li key={alarm.id}>
            <button
              type="button"
              class="plain alarm-line"
              onClick={() => openSide({ kind: "alarm", id: alarm.id })}
            >
              <span class="alarm-cell">
                <AlarmMark {...alarm} size={16} />
              </span>
              <span>{alarmWords(alarm)}</span>
              <span class="second">{stateWords(alarm)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const LastCommands = ({ info }: { info: PointInfo }) => {
  useTopics("commands");
  const own = state.commands.filter(
    ({ device, writes }) => device === info.device.name && info.spec.name in writes,
  );
  return (
    <section class="part">
      <h3>{t("faceplate.lastCommands")}</h3>
      {own.length === 0 && <p class="empty">{t("commands.none")}</p>}
      <ul>
        {own
          .slice(-4)
          .reverse()
          .map((command) => (
            <CommandLine key={command.id} command={command} />
          ))}
      </ul>
    </section>
  );
};

/** Where a value is commanded by another point, or shows what another one commands. */
const Pair = ({ info }: { info: PointInfo }) => {
  const other = info.setPoint ?? info.readBack;
  useTopics("commands");
  const target = targetOf(state.commands, info.spec.access === "setpoint" ? info : undefined);
  if (other === null && target === null) return null;
  return (
    <dl class="facts">
      {other !== null && (
        <dt>{info.setPoint === null ? t("value.actual") : t("value.setPoint")}</dt>
      )}
      {other !== null && (
        <dd>
          <button type="button" class="plain" onClick={() => openFaceplate(other)}>
            <Value index={other} />
          </button>
        </dd>
      )}
      {target !== null && <dt class="set-ink">{t("value.targetName")}</dt>}
      {target !== null && <dd class="set-ink">{showValue(info, target)}</dd>}
    </dl>
  );
};

/** Everything about one point, beside the page. */
export const Faceplate = ({ info }: { info: PointInfo }) => {
  const [isTable, setTable] = useState(false);
  const point = usePoint(info.index);
  const disputed = point?.[3] === "NOT_AGREED";
  const isSetPoint = info.spec.access === "setpoint";
  return (
    <div class="faceplate" data-faceplate={info.tag}>
      <div class="face-head">
        <div class="face-main">
          <p class="second">{isSetPoint ? t("value.setPoint") : t("value.reading")}</p>
          <Value index={info.index} size="key" />
          <Agreement info={info} />
          <Pair info={info} />
        </div>
        {info.range !== null && <Analog index={info.index} height={132} />}
      </div>
      <button
        type="button"
        class="disclosure"
        aria-expanded={isTable || disputed}
        onClick={() => setTable(!isTable)}
      >
        {t("value.perAgent")}
      </button>
      {(isTable || disputed) && <AgentTable info={info} />}
      {isSetPoint && <CommandPanel info={info} />}
      <PointAlarms info={info} />
      <Trend info={info} />
      <Limits info={info} />
      <Interlocks info={info} />
      {isSetPoint && <LastCommands info={info} />}
      {point !== undefined && point[4] > 0 && (
        <p class="dim">
          {t("faceplate.sourceTime", { time: clockTime(point[4]) })}
          {typeof point[1] === "number" ? ` \u00b7 ${number(point[1], info.digits + 2)}` : ""}
        </p>
      )}
    </div>
  );
};
