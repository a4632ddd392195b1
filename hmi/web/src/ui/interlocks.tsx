import { useEffect, useState } from "preact/hooks";
import type { InterlockRow } from "../../../src/shared/messages.ts";
import { link, snapshotNow, useIsLive } from "../live/live.ts";
import type { PointInfo } from "../pure/points.ts";
import { interlockState, type InterlockState } from "../pure/interlock-state.ts";
import { Icon } from "./icons.tsx";
import { t } from "./prefs.ts";

const askEveryMs = 2000;

const useRows = (info: PointInfo): readonly InterlockRow[] => {
  const [rows, setRows] = useState<readonly InterlockRow[]>([]);
  const live = useIsLive();
  useEffect(() => {
    if (!live || info.interlocks.length === 0) return undefined;
    let isWanted = true;
    const load = (): void => {
      link.ask({ kind: "askInterlocks", point: info.index }, "interlocks").then(
        (answer) => isWanted && setRows(answer.rows),
        () => isWanted && setRows([]),
      );
    };
    load();
    const timer = window.setInterval(load, askEveryMs);
    return () => {
      isWanted = false;
      window.clearInterval(timer);
    };
  }, [info.index, live]);
  return live ? rows : [];
};

const State = ({ state }: { state: InterlockState }) => {
  const { site } = snapshotNow();
  const { is, agree, speakers } = state;
  const blocks = is === "contradicted" || is === "unread";
  return (
    <div data-interlock={is}>
      <p class={blocks ? "labelled state-bad" : "labelled second"}>
        <Icon name={is === "fulfilled" ? "check" : "warning"} size={14} />
        <span>
          {t(`interlock.${is}`)} {is === "unknown" ? "" : `${agree}/${site.agents.length}`}
        </span>
      </p>
      {blocks &&
        speakers.map(({ agent, reads }) => (
          <p key={agent} class="text second">
            {t("interlock.says", {
              agent: site.agents[agent]?.name ?? "",
              reads: reads.join(", "),
            })}
          </p>
        ))}
    </div>
  );
};

/** What must hold for a command of this point, whether it does, and from what that is known. */
export const Interlocks = ({ info }: { info: PointInfo }) => {
  const rows = useRows(info);
  const { site } = snapshotNow();
  if (info.interlocks.length === 0) return null;
  return (
    <section class="part">
      <h3>{t("faceplate.interlocks")}</h3>
      <ul>
        {info.interlocks.map(({ because, require }) => (
          <li key={require} class="interlock">
            <p>{because}</p>
            <State state={interlockState(rows, because, site.agents.length)} />
            <p class="mono dim">{require}</p>
          </li>
        ))}
      </ul>
      <p class="dim">{t("interlock.note")}</p>
    </section>
  );
};
