import { useState } from "preact/hooks";
import { type History, useRecent, useSpan } from "../live/history.ts";
import { infosNow, siteNow, useSnapshot } from "../live/live.ts";
import { dayTime } from "../pure/age.ts";
import { Chart, pens } from "../ui/chart.tsx";
import { valueAt } from "../ui/chart-data.ts";
import { age, number, t } from "../ui/prefs.ts";
import { go, useRoute } from "../ui/router.ts";
import { openFaceplate } from "../ui/side.ts";
import { Value } from "../ui/value.tsx";

const most = 8;
const minute = 60_000;
const windows = [5, 30, 120, 480, 1440, 10_080, 43_200].map((minutes) => minutes * minute);
/** The list of curves below it has room on a low screen too. */
const chartHeight = window.matchMedia("(min-height: 900px)").matches ? 420 : 300;

interface Fixed {
  readonly fromMs: number;
  readonly toMs: number;
}

const chosenPoints = (query: URLSearchParams): readonly number[] => {
  const infos = infosNow();
  const tags = (query.get("points") ?? "").split(",").filter((tag) => tag !== "");
  const named = tags.flatMap((tag) => infos.find((info) => info.tag === tag)?.index ?? []);
  if (named.length > 0) return named.slice(0, most);
  const numeric = infos.filter(({ spec }) => !/^(bool|string)$/.test(spec.type));
  const watched = numeric.filter(({ spec }) => spec.access === "reading");
  return watched.slice(0, 3).map(({ index }) => index);
};

const show = (points: readonly number[]): void => {
  const infos = infosNow();
  go("trends", "", { points: points.map((index) => infos[index]?.tag ?? "").join(",") });
};

const Legend = (props: {
  readonly points: readonly number[];
  readonly history: History | null;
  readonly cursorMs: number | null;
}) => {
  const { points, history, cursorMs } = props;
  const infos = infosNow();
  return (
    <table class="legend">
      <thead>
        <tr>
          <th>
            <span class="hidden-text">{t("trends.pen")}</span>
          </th>
          <th>{t("trends.point")}</th>
          <th class="right">{t("trends.now")}</th>
          <th class="right">{t("trends.atCursor")}</th>
          <th>
            <span class="hidden-text">{t("trends.remove")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {points.map((index, place) => {
          const info = infos[index];
          const pen = pens[place % pens.length];
          const series = history?.series.find(({ point }) => point === index);
          const value =
            series === undefined || cursorMs === null ? null : valueAt(series, cursorMs);
          if (info === undefined || pen === undefined) return null;
          return (
            <tr key={index}>
              <td>
                <svg width="32" height="10" aria-hidden="true">
                  <path
                    class={`pen pen${pen.ink}`}
                    d="M0 5h32"
                    stroke-dasharray={pen.dash.join(" ")}
                  />
                </svg>
              </td>
              <td>
                <button type="button" class="plain" onClick={() => openFaceplate(index)}>
                  {info.tag}
                </button>
              </td>
              <td class="right">
                <Value index={index} size="table" />
              </td>
              <td class="right at-cursor">{value === null ? "" : number(value, info.digits)}</td>
              <td class="right">
                <button
                  type="button"
                  disabled={points.length === 1}
                  aria-label={`${t("trends.remove")} ${info.tag}`}
                  onClick={() => show(points.filter((one) => one !== index))}
                >
                  {t("trends.remove")}
                </button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const AddPoint = ({ points }: { points: readonly number[] }) => (
  <label class="row">
    <span>{t("trends.add")}</span>
    <select
      value=""
      disabled={points.length >= most}
      onChange={({ currentTarget }) => show([...points, Number(currentTarget.value)])}
    >
      <option value="" disabled>
        {t("trends.choose")}
      </option>
      {infosNow()
        .filter(({ spec, index }) => spec.type !== "string" && !points.includes(index))
        .map(({ index, tag }) => (
          <option key={index} value={index}>
            {tag}
          </option>
        ))}
    </select>
  </label>
);

const tableRows = 60;

/** The same figures for those who read rather than see. */
const Table = ({ history }: { history: History }) => {
  const infos = infosNow();
  const step = (history.toMs - history.fromMs) / tableRows;
  const times = Array.from({ length: tableRows + 1 }, (_, row) => history.toMs - row * step);
  return (
    <div class="scroll">
      <table class="trend-table">
        <thead>
          <tr>
            <th>{t("log.time")}</th>
            {history.series.map(({ point }) => (
              <th key={point} class="right">
                {infos[point]?.tag} {infos[point]?.spec.units}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((ms) => (
            <tr key={ms}>
              <td>{dayTime(ms)}</td>
              {history.series.map((series) => {
                const value = valueAt(series, ms);
                return (
                  <td key={series.point} class="right">
                    {value === null ? "\u2014" : number(value, infos[series.point]?.digits ?? 2)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Body = (props: {
  readonly history: History | null;
  readonly points: readonly number[];
  readonly isTable: boolean;
  readonly onZoom: (fixed: Fixed) => void;
}) => {
  const { history, points, isTable, onZoom } = props;
  const [cursorMs, setCursor] = useState<number | null>(null);
  return (
    <>
      {isTable && history !== null ? (
        <Table history={history} />
      ) : (
        <section class="panel">
          <Chart
            history={history}
            height={chartHeight}
            onCursor={setCursor}
            onZoom={(fromMs, toMs) => onZoom({ fromMs, toMs })}
          />
          <p class="dim cursor-time">
            {cursorMs === null ? t("trends.hint") : dayTime(cursorMs)}
          </p>
        </section>
      )}
      <section class="panel">
        <Legend points={points} history={history} cursorMs={cursorMs} />
      </section>
    </>
  );
};

const Running = (props: {
  readonly points: readonly number[];
  readonly windowMs: number;
  readonly isTable: boolean;
  readonly onZoom: (fixed: Fixed) => void;
}) => {
  const every = Math.max(2000, Math.min(60_000, props.windowMs / 300));
  const history = useRecent(props.points, props.windowMs, 1000, every);
  return <Body {...props} history={history} />;
};

const Held = (props: {
  readonly points: readonly number[];
  readonly fixed: Fixed;
  readonly isTable: boolean;
  readonly onZoom: (fixed: Fixed) => void;
}) => {
  const { history, failure } = useSpan(props.points, props.fixed, 2000);
  return (
    <>
      {failure !== "" && <p class="fault">{failure}</p>}
      <Body {...props} history={history} />
    </>
  );
};

const csvLink = (points: readonly number[], from: number, to: number): string => {
  const tags = points.map((index) => infosNow()[index]?.tag ?? "").join(",");
  const query = { points: tags, from: String(Math.floor(from)), to: String(Math.floor(to)) };
  return `/export/history.csv?${new URLSearchParams(query).toString()}`;
};

/** Curves of some points: running with the time, or held at a span. */
export const Trends = () => {
  const { console: facts } = useSnapshot();
  const { query } = useRoute();
  const [windowMs, setWindow] = useState(30 * minute);
  const [fixed, setFixed] = useState<Fixed | null>(null);
  const [isTable, setTable] = useState(false);
  const points = chosenPoints(query);
  const common = { points, isTable, onZoom: setFixed };
  const span = fixed ?? { fromMs: siteNow() - windowMs, toMs: siteNow() };
  return (
    <div class="page trends">
      <div class="row wrap page-head">
        <h1>{t("nav.trends")}</h1>
        <span class="spacer" />
        <AddPoint points={points} />
        <label class="row">
          <span>{t("trends.window")}</span>
          <select
            value={fixed === null ? windowMs : ""}
            onChange={({ currentTarget }) => {
              setFixed(null);
              setWindow(Number(currentTarget.value));
            }}
          >
            {fixed !== null && <option value="">{t("trends.held")}</option>}
            {windows.map((one) => (
              <option key={one} value={one} disabled={one > facts.retentionMs * 1.01}>
                {age(one)}
              </option>
            ))}
          </select>
        </label>
        {fixed !== null && (
          <button type="button" onClick={() => setFixed(null)}>
            {t("trends.live")}
          </button>
        )}
        <button type="button" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {t("trends.table")}
        </button>
        <a class="button-link" href={csvLink(points, span.fromMs, span.toMs)} download>
          {t("trends.csv")}
        </a>
      </div>
      {fixed === null ? (
        <Running {...common} windowMs={windowMs} />
      ) : (
        <Held {...common} fixed={fixed} />
      )}
    </div>
  );
};
