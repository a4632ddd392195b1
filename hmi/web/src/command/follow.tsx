import type { CommandView } from "../../../src/shared/messages.ts";
import { infoFor, siteNow, state, useIsLive, useTopics } from "../live/live.ts";
import { isOpen, lifeOf, shortId, type Station, waitsForApproval } from "../pure/command-life.ts";
import { clockMillis } from "../pure/age.ts";
import type { PointInfo } from "../pure/points.ts";
import { Icon, type IconName } from "../ui/icons.tsx";
import { t, wordFor } from "../ui/prefs.ts";
import { showSigned } from "../ui/value.tsx";
import { dismiss, handIn } from "./actions.ts";
import type { Followed } from "./flow.ts";

const iconOf = (outcome: NonNullable<CommandView["outcome"]>): IconName => {
  if (outcome === "confirmed") return "check";
  return outcome === "unknown" ? "warning" : "close";
};

/** The end of a command in large letters, with its reason. */
export const End = ({ command, info }: { command: CommandView; info: PointInfo | undefined }) => {
  const { outcome, code, detail, readBack } = command;
  if (outcome === null) return null;
  const back = info === undefined ? undefined : readBack[info.spec.name];
  return (
    <div class={`end end-${outcome}`} data-outcome={outcome}>
      <p class="end-word">
        <Icon name={iconOf(outcome)} />
        {t(`outcome.${outcome}`)}
        {outcome === "confirmed" && back !== undefined && info !== undefined && (
          <span class="second">{t("follow.readBack", { value: showSigned(info, back) })}</span>
        )}
      </p>
      {code !== "" && (
        <p>
          {wordFor("code", code)} <span class="mono dim">{code}</span>
        </p>
      )}
      {detail !== "" && <p class="second text">{detail}</p>}
    </div>
  );
};

/** The last station tells what it was: the value that was read back, or another end. */
const stationName = (command: CommandView, station: Station): string => {
  if (station !== "ended" || command.outcome === null) return t(`station.${station}`);
  if (command.outcome !== "confirmed") return t(`outcome.${command.outcome}`);
  const read = Object.entries(command.readBack).map(([point, value]) =>
    showSigned(infoFor(command.device, point), value),
  );
  return read.length === 0
    ? t("outcome.confirmed")
    : t("station.readBack", { values: read.join(", ") });
};

/** Signed, proposed, ordered, certified, written, read back: each with its time. */
export const Life = ({ command }: { command: CommandView }) => {
  const { ballots, block, at } = command;
  const note: Readonly<Record<string, string>> = {
    ...(block > 0 && at.ordered !== undefined ? { ordered: `#${block}` } : {}),
    ...(ballots.have > 0 && at.certified !== undefined
      ? { certified: `${ballots.have}/${ballots.of}` }
      : {}),
    ...(command.approvalsNeeded > 1
      ? { waiting: `${command.approvals.length}/${command.approvalsNeeded}` }
      : {}),
  };
  const first = at.submitted ?? at.ordered ?? null;
  return (
    <ol class="life">
      {lifeOf(command).map(({ station, state: how, ms }) => (
        <li key={station} class={`station is-${how}`} data-station={station} data-state={how}>
          <span class="dot" aria-hidden="true" />
          <span class="station-name">
            {stationName(command, station)} <span class="second">{note[station] ?? ""}</span>
          </span>
          <span class="station-time">{ms === null ? "" : clockMillis(ms)}</span>
          <span class="station-delta dim">
            {ms === null || first === null || ms === first
              ? ""
              : `${ms - first >= 0 ? "+" : "\u2212"}${Math.abs(ms - first)} ms`}
          </span>
        </li>
      ))}
    </ol>
  );
};

const Unseen = ({ followed }: { followed: Followed }) => {
  const live = useIsLive();
  const { id, envelope, handed, failure, notAfterMs } = followed;
  const isOver = siteNow() > notAfterMs;
  if (handed === "refused")
    return (
      <div class="end end-refused" data-outcome="not-taken">
        <p class="end-word">
          <Icon name="close" />
          {t("follow.notTaken")}
        </p>
        <p>{wordFor("code", failure?.code ?? "")}</p>
        <p class="second text">{failure?.message}</p>
      </div>
    );
  if (handed === "unknown" || !live)
    return (
      <div class="end end-unknown" data-outcome="unknown">
        <p class="end-word">
          <Icon name="warning" />
          {t("outcome.unknown")}
        </p>
        <p class="text">{t(isOver ? "follow.unknownOver" : "follow.unknown")}</p>
        <button
          type="button"
          disabled={!live || isOver}
          onClick={() => void handIn(id, envelope)}
        >
          {t("follow.again")}
        </button>
      </div>
    );
  return <p class="second">{t("follow.sending")}</p>;
};

/** A command on its way, live, until its end. */
export const Follow = ({ followed, info }: { followed: Followed; info: PointInfo }) => {
  useTopics("commands", "contact", "tick", "link");
  const live = useIsLive();
  const command = state.command(followed.id);
  const open = command === undefined || isOpen(command);
  return (
    <section class="command follow" aria-live="polite" data-follow={followed.id}>
      <h3>
        {t("follow.title")} <span class="mono dim">{shortId(followed.id)}</span>
      </h3>
      {command === undefined ? <Unseen followed={followed} /> : <Life command={command} />}
      {command !== undefined && !live && open && (
        <p class="end end-unknown" data-outcome="unknown">
          {t("follow.lost")}
        </p>
      )}
      {command !== undefined && waitsForApproval(command) && (
        <p>{t("follow.waits", { count: command.approvalsNeeded - command.approvals.length })}</p>
      )}
      {command !== undefined && <End command={command} info={info} />}
      <div class="buttons">
        <button type="button" class="verb" onClick={dismiss}>
          {t(open ? "follow.hide" : "follow.done")}
        </button>
      </div>
    </section>
  );
};
