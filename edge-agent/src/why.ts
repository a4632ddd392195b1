import {
  faultsOf,
  isQuorum,
  lastSeen,
  neededOf,
  type PeerStatus,
} from "@quorate/protocol";
import { medianOf } from "./clocks.ts";

/** A code for programs and one sentence for people; both empty when there is nothing to say. */
export interface Because {
  readonly code: string;
  readonly sentence: string;
}

/** A command that was ordered and has not ended. */
export interface OpenCommandStatus {
  readonly device: string;
  readonly guard: string;
  readonly guardUp: boolean;
  /** Whether the guard reads the device; null when no reading of it has come. */
  readonly deviceUp: boolean | null;
  /** In the device's chain; 0 while it waits for approvals. */
  readonly place: number;
  /** Agents whose ordered ballots stand behind it. */
  readonly ballots: number;
  readonly ageMs: number;
}

/** What one agent knows when it is asked why nothing is ordered. */
export interface Situation {
  readonly self: number;
  readonly agents: readonly PeerStatus[];
  readonly observer: string;
  /** Whose word this agent lacks that lost its journal. */
  readonly untold: readonly string[];
  readonly recovering: boolean;
  /** Links of clients: who asks can reach this agent, whoever else cannot. */
  readonly clients: number;
  readonly clockDriftMs: number;
  /** Consensus time less this agent's clock. */
  readonly aheadMs: number;
  /** Since when something waits for its place in the order and no round was decided; or null. */
  readonly stalledMs: number | null;
  readonly heldEvents: number;
  readonly commands: readonly OpenCommandStatus[];
}

const nothing: Because = { code: "", sentence: "" };

/** Nothing ordered for so long, ms, is no delay any more. */
const stallMs = 5000;
/** A guard has so long, ms, to answer before it is said to keep a command waiting. */
const guardMs = 3000;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const isMany = (count: number): boolean => count !== 1;
export const count = (number: number, noun: string): string =>
  `${number} ${noun}${isMany(number) ? "s" : ""}`;

const missingText = (agents: readonly PeerStatus[]): string =>
  agents
    .filter((peer) => !peer.up)
    .map((peer) => `${peer.name} (${lastSeen(peer)})`)
    .join("; ");

const noQuorum = ({ self, agents, clients }: Situation): Because => {
  const n = agents.length;
  const up = agents.filter((peer) => peer.up).length;
  const name = agents[self]?.name ?? "";
  const missing = `missing: ${missingText(agents)}`;
  const sentence =
    up === 1 && clients > 0
      ? `${name} is cut off: clients reach it, but it hears none of the other ${n - 1} agents ` +
        `and ${neededOf(n)} of ${n} are needed; ${missing}`
      : `${up} of ${n} agents answer and ${neededOf(n)} are needed; ${missing}`;
  return { code: "NO_QUORUM", sentence };
};

/** The own clock against the others': beyond the site's drift it is of no use to guards either. */
const ownClock = ({ self, agents, clockDriftMs }: Situation): Because => {
  const others = agents.filter((peer, index) => index !== self && peer.up);
  if (others.length <= faultsOf(agents.length)) return nothing;
  const aheadMs = -medianOf(others.map(({ skewMs }) => skewMs));
  if (Math.abs(aheadMs) <= clockDriftMs) return nothing;
  const where = aheadMs > 0 ? "ahead of" : "behind";
  return {
    code: "CLOCK_UNUSABLE",
    sentence:
      `the clock of ${agents[self]?.name ?? ""} is ${seconds(Math.abs(aheadMs))} ${where} the ` +
      `others', which allow ${seconds(clockDriftMs)}: set its clock`,
  };
};

/** The clocks of so many were set ahead together that the order went along, and then set back. */
const timeAhead = ({ aheadMs, clockDriftMs }: Situation): Because => {
  if (aheadMs <= clockDriftMs) return nothing;
  return {
    code: "TIME_AHEAD",
    sentence:
      `the order's time is ${seconds(aheadMs)} ahead of the clocks, which were set back: until ` +
      "they reach it nothing is ordered, and every command counts as too old",
  };
};

const stalled = ({ agents, stalledMs, heldEvents }: Situation): Because => {
  const outliers = agents.filter(({ outlier }) => outlier).map(({ name }) => name);
  const quiet = [...agents].sort((a, b) => (a.lastEventMs ?? 0) - (b.lastEventMs ?? 0))[0];
  const hints = [
    ...(heldEvents > 0 ? [`${count(heldEvents, "event")} held for a time or round to come`] : []),
    ...(outliers.length > 0 ? [`clocks out of line: ${outliers.join(", ")}`] : []),
    ...(quiet === undefined
      ? []
      : [`longest without an event: ${quiet.name} (${lastSeen(quiet)})`]),
  ];
  return {
    code: "STALLED",
    sentence: `all that are needed answer, but nothing was ordered for ${seconds(stalledMs ?? 0)}` +
      `; ${hints.join("; ")}`,
  };
};

const observes = ({ self, agents, observer, untold }: Situation): Because => {
  const name = agents[self]?.name ?? "";
  const code = "AGENT_OBSERVES";
  if (observer !== "JOURNAL_LOST") return { code, sentence: `${name} only watches: ${observer}` };
  const sentence =
    untold.length > 0
      ? `${name} lost its journal and signs nothing before all the others have told what they ` +
        `have of it; missing: ${untold.join(", ")}`
      : `${name} lost its journal and signs again when a new event of it is ordered`;
  return { code, sentence };
};

/** Why this agent orders nothing; the first that holds is what keeps the others from mattering. */
export const whyNot = (situation: Situation): Because => {
  const { self, agents, observer, recovering, stalledMs } = situation;
  const name = agents[self]?.name ?? "";
  if (observer !== "") return observes(situation);
  if (!isQuorum(agents.filter((peer) => peer.up).length, agents.length)) return noQuorum(situation);
  if (recovering)
    return {
      code: "RECOVERING",
      sentence: `${name} has just started and waits for the others' tips`,
    };
  const clock = ownClock(situation);
  if (clock.code !== "") return clock;
  const time = timeAhead(situation);
  if (time.code !== "") return time;
  return (stalledMs ?? 0) > stallMs ? stalled(situation) : nothing;
};

const placesText = (commands: readonly OpenCommandStatus[]): string => {
  const devices = [...new Set(commands.map(({ device }) => device))];
  const oldest = Math.max(...commands.map(({ ageMs }) => ageMs));
  return `${count(commands.length, "command")} of ${devices.join(", ")}, for ${seconds(oldest)}`;
};

/** What keeps ordered commands from their end: no fault of the order. */
export const waitsFor = ({ agents, commands }: Situation): Because => {
  const n = agents.length;
  const permitted = commands.filter(({ place }) => place > 0);
  const uncertified = permitted.filter(({ ballots }) => !isQuorum(ballots, n));
  const certified = permitted.filter(({ ballots }) => isQuorum(ballots, n));
  const late = certified.filter(({ ageMs }) => ageMs > guardMs);
  const unlinked = certified.filter(({ guardUp }) => !guardUp);
  const unreached = late.filter(({ guardUp, deviceUp }) => guardUp && deviceUp === false);
  const first = <T>(list: readonly T[]): T => list[0] as T;
  if (uncertified.some(({ ageMs }) => ageMs > guardMs))
    return {
      code: "BALLOTS_MISSING",
      sentence:
        `${placesText(uncertified)}, lacks ballots: ${first(uncertified).ballots} of ` +
        `${neededOf(n)} needed`,
    };
  if (unlinked.length > 0)
    return {
      code: "GUARD_DOWN",
      sentence:
        `guard ${first(unlinked).guard} is not connected: it has to answer ` +
        `${placesText(unlinked)}`,
    };
  if (unreached.length > 0) {
    const { device, guard, place } = first(unreached);
    return {
      code: "ATTEMPT_UNRESOLVED",
      sentence:
        `guard ${guard} cannot reach ${device}: the attempt at place ${place} is not resolved ` +
        `and those behind it wait; ${placesText(unreached)}`,
    };
  }
  if (late.length > 0) {
    const { device, guard, place } = first(late);
    return {
      code: "GUARD_SLOW",
      sentence: `guard ${guard} has not answered place ${place} of ${device}; ${placesText(late)}`,
    };
  }
  const asked = commands.filter(({ place }) => place === 0);
  if (asked.length === 0) return nothing;
  return { code: "APPROVAL_WAITING", sentence: `a second signature: ${placesText(asked)}` };
};
