import type { AlarmState, AlarmView } from "../../../src/shared/messages.ts";

/** Its mark is drawn filled, hollow, or is a grey word. */
export type MarkLook = "filled" | "hollow" | "grey" | "none";

export interface AlarmMark {
  readonly look: MarkLook;
  /** Wants an acknowledge: its outline blinks, or its word says so where nothing may move. */
  readonly blinks: boolean;
}

export const markOf = (state: AlarmState): AlarmMark => {
  switch (state) {
    case "UNACK":
      return { look: "filled", blinks: true };
    case "ACK":
      return { look: "filled", blinks: false };
    case "RTN_UNACK":
      return { look: "hollow", blinks: true };
    case "SHELVED":
    case "OUT_OF_SERVICE":
      return { look: "grey", blinks: false };
    case "NORMAL":
      return { look: "none", blinks: false };
  }
};

const urgency: Readonly<Record<AlarmState, number>> = {
  ...{ UNACK: 0, RTN_UNACK: 1, ACK: 2, SHELVED: 3, OUT_OF_SERVICE: 3, NORMAL: 4 },
};

/** Most urgent first: unacknowledged before acknowledged, high priority first, newest first. */
export const byUrgency = (left: AlarmView, right: AlarmView): number =>
  Number(urgency[left.state] > 1) - Number(urgency[right.state] > 1) ||
  left.priority - right.priority ||
  urgency[left.state] - urgency[right.state] ||
  (right.raisedMs ?? 0) - (left.raisedMs ?? 0) ||
  left.id.localeCompare(right.id);

/**
 * Stands in the banner: it is active, or gone without anybody having seen it, or the agents
 * contradict each other. Of a guard that is away what was normal does not: that is told once.
 */
export const needsAttention = ({ state, agreed, unheard }: AlarmView): boolean =>
  (!agreed && unheard !== true) || state === "UNACK" || state === "RTN_UNACK" || state === "ACK";

/** Why its state may no longer be what it is in the plant; empty while it is heard of. */
export const doubtOf = ({ unheard, held }: AlarmView): "" | "unheard" | "held" =>
  unheard === true ? "unheard" : held ? "held" : "";

/** How many the banner does not show though nobody says that they are normal. */
export const unheardCount = (alarms: readonly AlarmView[]): number =>
  alarms.filter((alarm) => alarm.unheard === true && !needsAttention(alarm)).length;

export const isUnacknowledged = ({ state }: AlarmView): boolean =>
  state === "UNACK" || state === "RTN_UNACK";

/** One time that it was raised. */
export const occurrenceOf = ({ id, raisedMs }: AlarmView): string => `${id} ${raisedMs}`;

/** What nobody has seen of the first priority, the newest first. */
export const toAnnounce = (alarms: readonly AlarmView[]): readonly AlarmView[] =>
  alarms
    .filter(({ priority, state }) => priority === 1 && state === "UNACK")
    .sort((left, right) => (right.raisedMs ?? 0) - (left.raisedMs ?? 0));

/** Of those that need attention, the one to mark a tag or a unit with. */
export const worstOf = (alarms: readonly AlarmView[]): AlarmView | undefined =>
  alarms.filter(needsAttention).sort(byUrgency)[0];

/** The shape of a mark, so that nobody has to tell it by its colour. */
export const shapeOf = (priority: number): "square" | "triangle" | "diamond" =>
  priority <= 1 ? "square" : priority === 2 ? "triangle" : "diamond";
