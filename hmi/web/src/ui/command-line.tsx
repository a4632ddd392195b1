import type { CommandView } from "../../../src/shared/messages.ts";
import { infosNow } from "../live/live.ts";
import { clockTime } from "../pure/age.ts";
import { Icon, type IconName } from "./icons.tsx";
import { t } from "./prefs.ts";
import { go } from "./router.ts";
import { showSigned } from "./value.tsx";

/** "valve 45.0 %": what a command wants, in words. */
export const writesText = ({ device, writes }: CommandView): string =>
  Object.entries(writes)
    .map(([point, value]) => {
      const info = infosNow().find(({ tag }) => tag === `${device}/${point}`);
      return `${point} ${showSigned(info, value)}`;
    })
    .join(", ");

/** How it stands, in one word. */
export const standing = ({ outcome, stage }: CommandView): string =>
  outcome === null ? t(`stage.${stage}`) : t(`outcome.${outcome}`);

export const commandMs = ({ at }: CommandView): number | null =>
  at.submitted ?? at.ordered ?? at.ended ?? null;

export const iconFor = ({ outcome }: CommandView): IconName => {
  if (outcome === null) return "wait";
  if (outcome === "confirmed") return "check";
  return outcome === "unknown" ? "warning" : "close";
};

/** One command in a narrow column. */
export const CommandLine = ({ command }: { command: CommandView }) => {
  const ms = commandMs(command);
  return (
    <li>
      <button
        type="button"
        class="plain command-line"
        data-command={command.id}
        onClick={() => go("commands", command.id)}
      >
        <Icon name={iconFor(command)} size={14} />
        <span class="command-words">
          {command.device}/{writesText(command)}
        </span>
        <span class={`outcome-word outcome-${command.outcome ?? "open"}`}>{standing(command)}</span>
        <span class="second">
          {ms === null ? "" : clockTime(ms)} {command.operator}
        </span>
      </button>
    </li>
  );
};
