import { useRecent, type History } from "../live/history.ts";
import { infosNow, snapshotNow, state, useSnapshot, useTopics } from "../live/live.ts";
import { isUnacknowledged, needsAttention } from "../pure/alarm-order.ts";
import { isOpen } from "../pure/command-life.ts";
import type { PointInfo } from "../pure/points.ts";
import { AgentMatrix } from "../ui/agent-matrix.tsx";
import { WorstMark } from "../ui/alarm-mark.tsx";
import { Analog } from "../ui/analog.tsx";
import { CommandLine } from "../ui/command-line.tsx";
import { roveByArrows } from "../ui/keys.ts";
import { t } from "../ui/prefs.ts";
import { openFaceplate } from "../ui/side.ts";
import { Sparkline } from "../ui/sparkline.tsx";
import { Value } from "../ui/value.tsx";

const shown = 8;
/** A tall screen has room for longer bars and lists. */
const tall = window.matchMedia("(min-height: 900px)");
const windowMs = 15 * 60_000;

/** The points to watch: those with alarms first, then those that a set point commands. */
const chosen = (): readonly PointInfo[] => {
  const weight = ({ spec, setPoint, range }: PointInfo): number =>
    (spec.alarms === undefined ? 0 : 4) + (setPoint === null ? 0 : 2) + (range === null ? 0 : 1);
  return infosNow()
    .filter(({ spec }) => spec.access === "reading" && !/^(bool|string)$/.test(spec.type))
    .sort((left, right) => weight(right) - weight(left) || left.index - right.index)
    .slice(0, shown)
    .sort((left, right) => left.index - right.index);
};

const Indicator = ({ info, history }: { info: PointInfo; history: History | null }) => {
  useTopics("alarms");
  const own = state.alarms.filter(({ device, point }) => `${device}/${point}` === info.tag);
  const series = history?.series.find(({ point }) => point === info.index);
  return (
    <button
      type="button"
      class="indicator panel"
      data-rove
      data-open={info.tag}
      onClick={() => openFaceplate(info.index)}
    >
      <span class="indicator-head">
        <span class="indicator-name">
          <span class="dim">{info.device.name}/</span>
          {info.spec.name}
        </span>
        <WorstMark alarms={own} size={18} />
      </span>
      <span class="indicator-body">
        <Analog index={info.index} height={tall.matches ? 200 : 88} />
        <span class="indicator-figures">
          <Value index={info.index} size="key" />
          {info.setPoint !== null && (
            <span class="indicator-set">
              <span class="dim">{t("value.setPoint")}</span>
              <Value index={info.setPoint} size="table" />
            </span>
          )}
          <Sparkline series={series} span={history} range={info.range} width={132} height={40} />
        </span>
      </span>
    </button>
  );
};

const UnitTile = ({ name }: { name: string }) => {
  const { status, mimics } = useSnapshot("status", "alarms");
  const own = state.alarms.filter(({ device }) => device === name);
  const device = status.devices.find((one) => one.name === name);
  const unit = mimics.find((mimic) => mimic.name === name)?.name ?? name;
  const unacknowledged = own.filter(isUnacknowledged).length;
  return (
    <a class="tile panel" href={`#/unit/${encodeURIComponent(unit)}`} data-rove>
      <span class="tile-head">
        <strong>{name}</strong>
        <WorstMark alarms={own} size={18} />
      </span>
      <span class="tile-facts">
        <span class={device?.up === true ? "second" : "state-bad"}>
          {t(device?.up === true ? "device.up" : "device.down")}
        </span>
        <span>{t("overview.alarms", { count: own.filter(needsAttention).length })}</span>
        <span>{t("overview.unacknowledged", { count: unacknowledged })}</span>
        <span>{t("overview.open", { count: device?.open ?? 0 })}</span>
      </span>
    </a>
  );
};

const InFlight = () => {
  useTopics("commands");
  const open = state.commands.filter(isOpen);
  const ended = state.commands.filter((command) => !isOpen(command));
  const lines = [...open.reverse(), ...ended.slice(-12).reverse()].slice(0, tall.matches ? 12 : 5);
  return (
    <section class="panel">
      <h2>{t("overview.commands", { count: open.length })}</h2>
      {lines.length === 0 && <p class="empty">{t("commands.none")}</p>}
      <ul>
        {lines.map((command) => (
          <CommandLine key={command.id} command={command} />
        ))}
      </ul>
    </section>
  );
};

/** The plant at a glance. */
export const Overview = () => {
  useSnapshot();
  const infos = chosen();
  const history = useRecent(
    infos.map(({ index }) => index),
    windowMs,
    120,
    10_000,
  );
  return (
    <div class="page overview">
      <h1 class="hidden-text">{t("nav.overview")}</h1>
      <div
        class="indicators"
        role="group"
        aria-label={t("overview.indicators")}
        onKeyDown={(event) => roveByArrows(event, "[data-rove]")}
      >
        {infos.map((info) => (
          <Indicator key={info.tag} info={info} history={history} />
        ))}
      </div>
      <div class="tiles">
        {snapshotNow().site.devices.map(({ name }) => (
          <UnitTile key={name} name={name} />
        ))}
      </div>
      <div class="overview-bottom">
        <InFlight />
        <section class="panel">
          <h2>{t("nav.agents")}</h2>
          <AgentMatrix />
        </section>
      </div>
    </div>
  );
};
