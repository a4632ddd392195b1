import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { loseFlow } from "../command/actions.ts";
import {
  infosNow,
  notLiveSince,
  siteNow,
  state,
  useIsLive,
  useSnapshot,
  useTopics,
} from "../live/live.ts";
import { Agents } from "../pages/agents.tsx";
import { Alarms } from "../pages/alarms.tsx";
import { Commands } from "../pages/commands.tsx";
import { Log } from "../pages/log.tsx";
import { Overview } from "../pages/overview.tsx";
import { Trends } from "../pages/trends.tsx";
import { Unit } from "../pages/unit.tsx";
import { clockTime } from "../pure/age.ts";
import { Announcer } from "./announcer.tsx";
import { Banner } from "./banner.tsx";
import { Icon } from "./icons.tsx";
import { age, t, usePrefs } from "./prefs.ts";
import { type PageName, pages, useRoute } from "./router.ts";
import { SideColumn } from "./side-column.tsx";
import { side } from "./side.ts";
import { useStore } from "./store.ts";
import { TopBar } from "./top-bar.tsx";

const bodies: Readonly<Record<PageName, () => JSX.Element>> = {
  overview: Overview,
  unit: Unit,
  trends: Trends,
  alarms: Alarms,
  commands: Commands,
  log: Log,
  agents: Agents,
};

const Rail = ({ page }: { page: PageName }) => (
  <nav class="rail" aria-label={t("nav.main")}>
    {pages.map((name) => (
      <a
        key={name}
        href={`#/${name}`}
        class="rail-link"
        {...(name === page ? { "aria-current": "page" } : {})}
      >
        <Icon name={name} size={20} />
        <span>{t(`nav.${name}`)}</span>
      </a>
    ))}
  </nav>
);

const oldestAge = (): number | null => {
  const now = siteNow();
  let oldest: number | null = null;
  for (const { index } of infosNow()) {
    const sourceMs = state.point(index)?.[4] ?? 0;
    if (sourceMs > 0 && (oldest === null || now - sourceMs > oldest)) oldest = now - sourceMs;
  }
  return oldest;
};

const StatusBar = () => {
  const { tick, log, link, console: facts } = useSnapshot("tick", "log", "contact", "link");
  const oldest = oldestAge();
  return (
    <footer class="status-bar">
      <span>{t("shell.lag", { lag: tick.lagMs === null ? "?" : age(tick.lagMs) })}</span>
      <span>
        {log.block === 0 ? t("shell.blockNone") : t("shell.block", { block: `#${log.block}` })}
      </span>
      <span>{t("shell.oldest", { age: oldest === null ? "?" : age(oldest) })}</span>
      {log.fault !== "" && (
        <span class="integrity-chip" data-log-fault>
          <Icon name="warning" size={14} />
          {log.fault}
        </span>
      )}
      <span class="spacer" />
      {link.missing !== "" && <span class="text-clip">{link.missing}</span>}
      <span class="dim">Quorate {facts.version}</span>
    </footer>
  );
};

/**
 * Over the page, for what lies beneath is old; never over the banner, nor over the column beside
 * the page, where a command may be on its way: they say it themselves.
 */
const Veil = () => {
  const { link } = useSnapshot("link", "contact");
  const live = useIsLive();
  useEffect(() => {
    if (!live) loseFlow();
  }, [live]);
  if (live) return null;
  const isStarting = state.contact === "live" && link.state === "starting";
  return (
    <div class="veil" data-veil>
      <div class="veil-words" role="alert">
        <Icon name="warning" size={28} />
        <p class="veil-title">
          {isStarting
            ? t("shell.starting")
            : t("shell.noLive", { time: clockTime(notLiveSince()) })}
        </p>
        <p>{t("shell.noLiveNote")}</p>
        {state.contact === "live" && <p class="text">{link.missing}</p>}
      </div>
    </div>
  );
};

const Page = ({ children }: { children: ComponentChildren }) => {
  const live = useIsLive();
  return (
    <main id="main" class="main" tabIndex={-1} data-live={live}>
      {children}
      <Veil />
    </main>
  );
};

export const Shell = () => {
  usePrefs();
  useTopics("snapshot", "contact");
  const { page } = useRoute();
  const open = useStore(side).kind !== "none";
  if (state.snapshot === null)
    return (
      <p class="starting" role="status">
        {t("shell.connecting")}
      </p>
    );
  const Body = bodies[page];
  return (
    <div class={open ? "shell has-side" : "shell"}>
      <TopBar />
      <Banner />
      <Rail page={page} />
      <Page>
        <Body />
      </Page>
      <SideColumn />
      <StatusBar />
      <Announcer />
    </div>
  );
};
