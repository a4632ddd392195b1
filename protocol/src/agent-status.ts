import { isoTime } from "./time.ts";

// What one agent answers when it is asked for its status (docs/wire.md, "Status").

export interface AgentStatus {
  readonly agent: string;
  readonly observer: string;
  readonly ordering: boolean;
  /** A code for programs (docs/wire.md, "Status") and one sentence for people. */
  readonly whyCode: string;
  readonly why: string;
  /** What keeps ordered commands from their end, in the same two ways. */
  readonly waitsCode: string;
  readonly waits: string;
  readonly block: number;
  readonly round: number;
  readonly timeMs: number;
  readonly clockMs: number;
  readonly pending: number;
  /** Its newest event that was ordered, and the highest block with its ballot. */
  readonly ownOrdered: number;
  readonly voted: number;
  readonly agents: readonly PeerStatus[];
  readonly guards: readonly GuardStatus[];
  readonly devices: readonly DeviceStatus[];
  /** Absent while no command from this agent's broker was refused in this run. */
  readonly refusedProposals?: RefusedProposals;
}

/** Commands that came through an agent's MQTT broker and were refused (docs/mqtt.md). */
export interface RefusedProposals {
  readonly count: number;
  readonly lastCode: string;
  /** The device that the last one named. */
  readonly lastDevice: string;
  /** By the agent's own clock. */
  readonly lastAtMs: number;
}

export interface PeerStatus {
  readonly name: string;
  readonly up: boolean;
  readonly round: number;
  readonly block: number;
  /** Since this agent last heard from it; null when never in this run. */
  readonly lagMs: number | null;
  readonly skewMs: number;
  /** The clock is further from the median of all than half of the site's clockDrift. */
  readonly outlier: boolean;
  readonly lastEvent: number;
  /** Creation time of that event by its creator's clock; null when it is not in the graph. */
  readonly lastEventMs: number | null;
  /** The last fault of what it sent, or why its link went down; empty without any. */
  readonly lastCode: string;
  readonly equivocated: boolean;
  /** Sequence of the two events that prove it; 0 without proof. */
  readonly equivocation: number;
  readonly diverged: boolean;
}

export interface GuardStatus {
  readonly name: string;
  readonly up: boolean;
  /** It has a second session here: two processes may hold its key. */
  readonly twice: boolean;
}

export interface DeviceStatus {
  readonly name: string;
  readonly up: boolean;
  readonly guard: string;
  readonly sequence: number;
  readonly open: number;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Since when an agent is missing, and what it did last. */
export const lastSeen = ({
  lagMs,
  lastEvent,
  lastEventMs,
  lastCode,
}: Pick<PeerStatus, "lagMs" | "lastEvent" | "lastEventMs" | "lastCode">): string =>
  [
    lagMs === null ? "not heard yet" : `silent for ${seconds(lagMs)}`,
    lastEvent === 0
      ? "no event of it is known"
      : `last event ${lastEvent}` +
        (lastEventMs === null ? "" : ` at ${isoTime(lastEventMs)}`),
    ...(lastCode === "" ? [] : [`last code ${lastCode}`]),
  ].join(", ");
