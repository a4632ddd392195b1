import { useEffect, useRef } from "preact/hooks";
import { infosNow, useSnapshot } from "../live/live.ts";
import { AlarmPanel } from "./alarm-panel.tsx";
import { Faceplate } from "./faceplate.tsx";
import { Icon } from "./icons.tsx";
import { OperatorPanel } from "./operator-panel.tsx";
import { t } from "./prefs.ts";
import { closeSide, side } from "./side.ts";
import { useStore } from "./store.ts";

/** The column at the right: a faceplate, an alarm, or the operator's keys. */
export const SideColumn = () => {
  useSnapshot();
  const now = useStore(side);
  const heading = useRef<HTMLHeadingElement>(null);
  const name = now.kind === "faceplate" ? `point ${now.index}` : now.kind;
  useEffect(() => {
    if (now.kind !== "none") heading.current?.focus();
  }, [name]);
  if (now.kind === "none") return null;
  const info = now.kind === "faceplate" ? infosNow()[now.index] : undefined;
  const title =
    info?.tag ?? (now.kind === "operator" ? t("operator.title") : t("alarmPanel.title"));
  return (
    <aside class="side" aria-label={title}>
      <header class="side-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button
          type="button"
          class="icon-button"
          aria-label={t("shell.close")}
          title={t("shell.close")}
          onClick={closeSide}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="side-body">
        {info !== undefined && <Faceplate key={info.tag} info={info} />}
        {now.kind === "operator" && <OperatorPanel />}
        {now.kind === "alarm" && <AlarmPanel key={now.id} id={now.id} />}
      </div>
    </aside>
  );
};
