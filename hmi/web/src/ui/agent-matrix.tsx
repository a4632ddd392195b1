import type { AgentView } from "../../../src/shared/messages.ts";
import { useSnapshot } from "../live/live.ts";
import { Icon } from "./icons.tsx";
import { age, skew, t, wordFor } from "./prefs.ts";

/** What is wrong with an agent, in one word or two; most grave first. */
export const agentFault = (agent: AgentView): { text: string; integrity: boolean } | null => {
  if (agent.equivocated) return { text: t("agents.equivocated"), integrity: true };
  const lie = agent.lies.at(-1);
  if (lie !== undefined) return { text: wordFor("lie", lie.code), integrity: true };
  if (agent.diverged) return { text: t("agents.diverged"), integrity: true };
  if (!agent.up) return { text: t("agents.silent"), integrity: false };
  if (agent.observer !== "") return { text: t("agents.observer"), integrity: false };
  if (agent.outlier) return { text: t("agents.outlier"), integrity: false };
  return null;
};

/** One row an agent: reachable, lag, round, block, newest ballot, clock, and what is wrong. */
export const AgentMatrix = () => {
  const { status } = useSnapshot("status");
  return (
    <table class="agent-matrix">
      <thead>
        <tr>
          <th>{t("agents.agent")}</th>
          <th>{t("agents.state")}</th>
          <th class="right">{t("agents.lag")}</th>
          <th class="right">{t("agents.round")}</th>
          <th class="right">{t("agents.block")}</th>
          <th class="right" title={t("agents.votedTitle")}>
            {t("agents.voted")}
          </th>
          <th class="right">{t("agents.skew")}</th>
        </tr>
      </thead>
      <tbody>
        {status.agents.map((agent) => {
          const fault = agentFault(agent);
          return (
            <tr key={agent.name} data-agent={agent.name} data-up={agent.up}>
              <td>{agent.name}</td>
              <td>
                {fault === null ? (
                  <span class="second">{t("agents.votes")}</span>
                ) : (
                  <span class={fault.integrity ? "integrity-chip" : "state-bad"}>
                    <Icon name="warning" size={12} /> {fault.text}
                  </span>
                )}
              </td>
              <td class="right">{agent.lagMs === null ? "\u2014" : age(agent.lagMs)}</td>
              <td class="right">{agent.up ? agent.round : "\u2014"}</td>
              <td class="right">{agent.up ? agent.block : "\u2014"}</td>
              <td class="right" data-voted={agent.voted}>
                {agent.up ? agent.voted : "\u2014"}
              </td>
              <td class="right">{agent.skewMs === null ? "\u2014" : skew(agent.skewMs)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
