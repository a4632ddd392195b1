import { useEffect, useState } from "preact/hooks";
import type { GraphMessage, LieView } from "../../../src/shared/messages.ts";
import { link, useIsLive, useSnapshot } from "../live/live.ts";
import { dayTime } from "../pure/age.ts";
import { AgentMatrix } from "../ui/agent-matrix.tsx";
import { Hashgraph } from "../ui/hashgraph.tsx";
import { Icon } from "../ui/icons.tsx";
import { age, t, wordFor } from "../ui/prefs.ts";
import { RefusedProposals } from "../ui/refused-proposals.tsx";

const graphEveryMs = 1000;

const Ordering = () => {
  const { status, link: contact } = useSnapshot("status", "link");
  const live = useIsLive();
  return (
    <section
      class={status.ordering && live ? "panel ordering" : "panel ordering is-off"}
      data-ordering={status.ordering}
    >
      <p class="verified-title">
        <Icon name={status.ordering && live ? "check" : "warning"} size={20} />
        {t(status.ordering && live ? "agents.orders" : "shell.notOrdering")}
      </p>
      {status.why !== "" && <p class="text">{status.why}</p>}
      {status.waits !== "" && <p class="text">{t("agents.waits", { why: status.waits })}</p>}
      {contact.missing !== "" && <p class="text second">{contact.missing}</p>}
    </section>
  );
};

const LieRow = ({ name, lie }: { name: string; lie: LieView }) => (
  <tr data-lie={lie.code} data-agent={name}>
    <td>
      <span class="integrity-chip">{name}</span>
    </td>
    <td>{wordFor("lie", lie.code)}</td>
    <td>{lie.about}</td>
    <td class="text">{lie.detail}</td>
    <td class="right">{lie.count}</td>
    <td>{dayTime(lie.lastMs)}</td>
  </tr>
);

const Integrity = () => {
  const { status } = useSnapshot("status");
  const lies = status.agents.flatMap(({ name, lies: all }) => all.map((lie) => ({ name, lie })));
  const doubles = status.agents.filter(({ equivocated }) => equivocated);
  const twice = status.guards.filter((guard) => guard.twice);
  const isSound = lies.length === 0 && doubles.length === 0 && twice.length === 0;
  return (
    <section class="panel">
      <h2>{t("agents.integrity")}</h2>
      {isSound && <p class="empty">{t("agents.sound")}</p>}
      {doubles.map(({ name, equivocation }) => (
        <p key={name} class="text" data-equivocated={name}>
          <span class="integrity-chip">{name}</span>{" "}
          {t("agents.equivocation", { event: equivocation })}
        </p>
      ))}
      {twice.map(({ name }) => (
        <p key={name}>
          <span class="integrity-chip">{name}</span> {t("agents.guardTwice")}
        </p>
      ))}
      {lies.length > 0 && (
        <table>
          <tbody>
            {lies.map(({ name, lie }) => (
              <LieRow key={`${name} ${lie.code} ${lie.about}`} name={name} lie={lie} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

const Details = () => {
  const { status } = useSnapshot("status");
  const notes = status.agents.flatMap(({ name, up, reason, observer, why, lastCode }) => {
    const text = [up ? "" : reason, observer, why, lastCode].filter((one) => one !== "").join("; ");
    return text === "" ? [] : [{ name, text }];
  });
  return (
    <section class="panel">
      <h2>{t("agents.field")}</h2>
      <table>
        <tbody>
          {status.guards.map(({ name, up, links }) => (
            <tr key={name}>
              <td>{name}</td>
              <td class={up ? "second" : "state-bad"}>{t(up ? "guard.up" : "guard.down")}</td>
              <td>{t("guard.links", { links })}</td>
            </tr>
          ))}
          {status.devices.map(({ name, up, guard, open }) => (
            <tr key={name}>
              <td>{name}</td>
              <td class={up ? "second" : "state-bad"}>{t(up ? "device.up" : "device.down")}</td>
              <td>
                {guard}, {t("overview.open", { count: open })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {notes.map(({ name, text }) => (
        <p key={name} class="text second">
          {name}: {text}
        </p>
      ))}
    </section>
  );
};

const Graph = () => {
  const { site } = useSnapshot();
  const [agent, setAgent] = useState(0);
  const [graph, setGraph] = useState<GraphMessage | null>(null);
  const [isHeld, setHeld] = useState(false);
  const live = useIsLive();
  useEffect(() => {
    if (!live || isHeld) return undefined;
    const load = (): void => {
      link.ask({ kind: "askGraph", agent }, "graph").then(setGraph, () => setGraph(null));
    };
    load();
    const timer = window.setInterval(load, graphEveryMs);
    return () => window.clearInterval(timer);
  }, [agent, live, isHeld]);
  return (
    <section class="panel graph">
      <div class="row wrap">
        <h2>{t("graph.title")}</h2>
        <label class="row">
          <span>{t("graph.of")}</span>
          <select
            value={agent}
            onChange={({ currentTarget }) => setAgent(Number(currentTarget.value))}
          >
            {site.agents.map(({ name }, index) => (
              <option key={name} value={index}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" aria-pressed={isHeld} onClick={() => setHeld(!isHeld)}>
          {t("graph.hold")}
        </button>
        <span class="spacer" />
        {graph !== null && (
          <span class="second">{t("graph.decided", { round: graph.decidedRound })}</span>
        )}
      </div>
      {graph === null ? <p class="empty">{t("graph.none")}</p> : <Hashgraph graph={graph} />}
      <p class="dim">{t("graph.legend")}</p>
    </section>
  );
};

/** Who agrees, who does not, and why nothing is ordered if nothing is. */
export const Agents = () => {
  const { tick } = useSnapshot("tick");
  return (
    <div class="page agents">
      <div class="row page-head">
        <h1>{t("nav.agents")}</h1>
        <span class="spacer" />
        <span class="second">
          {t("shell.lag", { lag: tick.lagMs === null ? "?" : age(tick.lagMs) })}
        </span>
      </div>
      <Ordering />
      <div class="agents-tables">
        <section class="panel">
          <h2>{t("agents.roster")}</h2>
          <AgentMatrix />
        </section>
        <Details />
      </div>
      <Integrity />
      <RefusedProposals always={true} />
      <Graph />
    </div>
  );
};
