import { useSnapshot } from "../live/live.ts";
import { whenText } from "../pure/age.ts";
import { t, wordFor } from "./prefs.ts";

/** Commands that came through agents' brokers and were refused: nobody signed them as an operator,
 * so no log has them. Each line is one agent's own word. */
export const RefusedProposals = ({ always }: { always: boolean }) => {
  const { status } = useSnapshot("status");
  const refused = status.agents.flatMap(({ name, refusedProposals: one }) =>
    one === undefined ? [] : [{ name, ...one }],
  );
  if (refused.length === 0 && !always) return null;
  return (
    <section class="panel refused">
      <h2>{t("refused.title")}</h2>
      {refused.length === 0 && <p class="empty">{t("refused.none")}</p>}
      {refused.length > 0 && (
        <table>
          <tbody>
            {refused.map(({ name, count, lastCode, lastDevice, lastAtMs }) => (
              <tr key={name} data-refused={name}>
                <td>{name}</td>
                <td class="state-bad">{t("refused.count", { count })}</td>
                <td>{lastDevice}</td>
                <td class="text">
                  {wordFor("code", lastCode)} <span class="mono dim">{lastCode}</span>
                </td>
                <td>{whenText(lastAtMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {refused.length > 0 && <p class="dim">{t("refused.note")}</p>}
    </section>
  );
};
