import { useState } from "preact/hooks";
import { fingerprint, operatorOf, session } from "../command/session.ts";
import { languages, textIn } from "../i18n/i18n.ts";
import { siteNow, useIsLive, useSnapshot } from "../live/live.ts";
import { clockTime } from "../pure/age.ts";
import { Icon } from "./icons.tsx";
import { type Theme, prefsNow, setPrefs, skew as skewText, t } from "./prefs.ts";
import { Search } from "./search.tsx";
import { openSide, side } from "./side.ts";
import { useStore } from "./store.ts";

const Quorum = () => {
  const { link, status, site } = useSnapshot("status", "link");
  const live = useIsLive();
  const of = site.agents.length;
  const up = live ? link.answering : 0;
  const faults = Math.floor((of - 1) / 3);
  const isSound = live && status.ordering && up === of;
  const isBad = !live || !status.ordering;
  return (
    <a
      href="#/agents"
      class={`chip ${isBad ? "is-bad" : isSound ? "" : "is-degraded"}`}
      title={t("shell.quorumTitle")}
      data-quorum={`${up}/${of}`}
    >
      {!isSound && <Icon name="warning" size={14} />}
      <span>{t("shell.quorum", { up, of, faults })}</span>
      {live && (
        <span class="second">
          {status.ordering ? t("shell.ordering") : <strong>{t("shell.notOrdering")}</strong>}
        </span>
      )}
    </a>
  );
};

const Clock = () => {
  const { tick } = useSnapshot("tick", "contact");
  const skew = tick.skewMs;
  const isOff = skew !== null && Math.abs(skew) > 1000;
  return (
    <span class="clock" title={t("shell.clockTitle")}>
      <time class="clock-time">{clockTime(siteNow())}</time>
      <span class={isOff ? "clock-skew is-off" : "clock-skew dim"}>
        {skew === null
          ? t("shell.skewNone")
          : t("shell.skew", { skew: skewText(skew) })}
      </span>
    </span>
  );
};

const Display = () => {
  const [isOpen, setOpen] = useState(false);
  const { theme, language } = prefsNow();
  return (
    <div
      class="menu"
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
          setOpen(false);
      }}
    >
      <button
        type="button"
        class="icon-button"
        aria-expanded={isOpen}
        aria-label={t("shell.menu")}
        title={t("shell.menu")}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="menu" />
      </button>
      {isOpen && (
        <div class="menu-body">
          <label class="field">
            <span>{t("shell.theme")}</span>
            <select
              value={theme}
              onChange={({ currentTarget }) => setPrefs({ theme: currentTarget.value as Theme })}
            >
              <option value="system">{t("shell.themeSystem")}</option>
              <option value="light">{t("shell.themeLight")}</option>
              <option value="dark">{t("shell.themeDark")}</option>
            </select>
          </label>
          <label class="field">
            <span>{t("shell.language")}</span>
            <select
              value={language}
              onChange={({ currentTarget }) => {
                const next = languages.find((one) => one === currentTarget.value);
                if (next !== undefined) setPrefs({ language: next });
              }}
            >
              {languages.map((one) => (
                <option key={one} value={one}>
                  {textIn(one, "language.name")}
                </option>
              ))}
            </select>
          </label>
          <p class="dim">{t("shell.keys")}</p>
        </div>
      )}
    </div>
  );
};

const Operator = () => {
  const { chosen, key } = useStore(session);
  const current = useStore(side);
  useSnapshot();
  const name = operatorOf(chosen)?.name;
  return (
    <button
      type="button"
      class="operator-button"
      data-operator={name ?? ""}
      data-locked={key === null}
      aria-pressed={current.kind === "operator"}
      onClick={() => openSide({ kind: "operator" })}
    >
      <Icon name={key === null ? "lock" : "key"} size={14} />
      {chosen === null ? (
        <span>{t("operator.none")}</span>
      ) : (
        <>
          <span>{name ?? t("operator.unlisted")}</span>
          <span class="mono dim">{fingerprint(chosen)}</span>
        </>
      )}
      <span class="second">{chosen !== null && t(key === null ? "key.locked" : "key.open")}</span>
    </button>
  );
};

export const TopBar = () => {
  const { site, console: facts } = useSnapshot();
  return (
    <header class="top-bar">
      <a class="skip" href="#main" onClick={focusMain}>
        {t("nav.skip")}
      </a>
      <span class="plant">{site.name}</span>
      {facts.demo && <span class="demo-mark">{t("shell.demo")}</span>}
      <Quorum />
      <span class="spacer" />
      <Search />
      <span class="spacer" />
      <Clock />
      <Operator />
      <Display />
    </header>
  );
};

/** A link would change the page's address, which names the page that is shown. */
const focusMain = (event: Event): void => {
  event.preventDefault();
  document.getElementById("main")?.focus();
};
