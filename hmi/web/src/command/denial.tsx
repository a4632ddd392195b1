import { snapshotNow, useTopics } from "../live/live.ts";
import { mayCommand, type PointInfo } from "../pure/points.ts";
import { Icon } from "../ui/icons.tsx";
import { t } from "../ui/prefs.ts";
import { openSide } from "../ui/side.ts";
import { useStore } from "../ui/store.ts";
import { operatorOf, session } from "./session.ts";

export type Denial =
  | { readonly why: "noKey" }
  | { readonly why: "unlisted" }
  | { readonly why: "role"; readonly name: string; readonly roles: string; readonly tag: string };

/** Why the person at this page cannot command a point; null when nothing stands against it. */
export const useDenial = (info: PointInfo): Denial | null => {
  const { chosen } = useStore(session);
  useTopics("snapshot");
  if (chosen === null) return { why: "noKey" };
  const operator = operatorOf(chosen);
  if (operator === undefined) return { why: "unlisted" };
  if (mayCommand(snapshotNow().site, operator.roles, info)) return null;
  const { name, roles } = operator;
  return { why: "role", name, roles: roles.join(", "), tag: info.tag };
};

const textOf = (denial: Denial): string => {
  if (denial.why !== "role") return t(`denial.${denial.why}`);
  const { name, roles, tag } = denial;
  return t("denial.role", { name, roles, tag });
};

export const Denial = ({ denial }: { denial: Denial }) => (
  <div class="command denial" data-denial={denial.why}>
    <p class="labelled">
      <Icon name="lock" size={14} />
      <span>{textOf(denial)}</span>
    </p>
    {denial.why !== "role" && (
      <button type="button" onClick={() => openSide({ kind: "operator" })}>
        {t("denial.openKeys")}
      </button>
    )}
  </div>
);
