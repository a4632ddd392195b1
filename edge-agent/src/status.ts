import { isQuorum } from "@quorate/protocol";
import type { Core } from "./core.ts";
import { bitCount } from "./machine.ts";
import type { Peers } from "./peers.ts";

/** Silence after which a peer with an open link counts as lost, ms; links notice by themselves. */
const silentMs = 3000;

export interface AgentStatus {
  readonly agent: string;
  readonly observer: string;
  readonly ordering: boolean;
  readonly why: string;
  readonly block: number;
  readonly round: number;
  readonly timeMs: number;
  readonly clockMs: number;
  readonly pending: number;
  readonly agents: readonly PeerStatus[];
  readonly guards: readonly GuardStatus[];
  readonly devices: readonly DeviceStatus[];
}

export interface PeerStatus {
  readonly name: string;
  readonly up: boolean;
  readonly round: number;
  readonly block: number;
  /** Since this agent last heard from it; null when never in this run. */
  readonly lagMs: number | null;
  readonly skewMs: number;
  readonly lastEvent: number;
  readonly equivocated: boolean;
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

const peerStatus = (agent: Core, peers: Peers): PeerStatus[] => {
  const nowMs = agent.io.clock.monotonicMs();
  return peers.all.map((peer): PeerStatus => {
    const own = peer.index === agent.self;
    const lagMs = peer.heardMs === null ? null : Math.round(nowMs - peer.heardMs);
    return {
      name: agent.nameOf(peer.index),
      up: own || (peer.link !== null && lagMs !== null && lagMs < silentMs),
      round: own ? agent.order.hashgraph.decidedRound : peer.round,
      block: own ? agent.machine.state.clock.block : peer.block,
      lagMs: own ? 0 : lagMs,
      skewMs: own ? 0 : Math.round(peer.skewUs / 1000),
      lastEvent: agent.store.tip(peer.index).sequence,
      equivocated: agent.equivocators.has(peer.index),
      diverged: agent.mismatches.has(peer.index),
    };
  });
};

const missingText = (agents: readonly PeerStatus[]): string =>
  agents
    .filter((peer) => !peer.up)
    .map(({ name, lagMs, lastEvent }) => {
      const since = lagMs === null ? "not heard yet" : `silent for ${(lagMs / 1000).toFixed(1)} s`;
      return `${name} (${since}, last event ${lastEvent})`;
    })
    .join(", ");

/** One sentence on why nothing is ordered, or empty when ordering works. */
const whyNot = (agent: Core, agents: readonly PeerStatus[]): string => {
  const n = agents.length;
  const up = agents.filter((peer) => peer.up).length;
  if (agent.observer !== "") return `${agent.nameOf(agent.self)} only watches: ${agent.observer}`;
  if (!isQuorum(up, n)) {
    const needed = Math.floor((2 * n) / 3) + 1;
    return `${up} of ${n} agents answer and ${needed} are needed; missing: ${missingText(agents)}`;
  }
  if (agent.isRecovering)
    return `${agent.nameOf(agent.self)} has just started and waits for the others' tips`;
  return "";
};

/** What clients tell about guards. */
export interface StatusSources {
  guardIsUp(name: string): boolean;
  guardIsTwice(name: string): boolean;
}

/** What this agent knows of the site (docs/wire.md, "Status"). */
export const statusOf = (
  agent: Core,
  peers: Peers,
  { guardIsUp, guardIsTwice }: StatusSources,
): AgentStatus => {
  const agents = peerStatus(agent, peers);
  const why = whyNot(agent, agents);
  const { clock, devices, commands } = agent.machine.state;
  const uncertified = [...commands.values()].filter(
    (open) => !isQuorum(bitCount(open.ballots), agents.length),
  );
  const waiting = agent.unordered.size + agent.pool.size + uncertified.length;
  return {
    agent: agent.nameOf(agent.self),
    observer: agent.observer,
    ordering: why === "",
    why: why === "" ? "" : `${why}; ${waiting} waiting`,
    block: clock.block,
    round: agent.order.hashgraph.decidedRound,
    timeMs: Math.floor(clock.timeUs / 1000),
    clockMs: Math.floor(agent.io.clock.nowUs() / 1000),
    pending: waiting,
    agents,
    guards: agent.site.guards.map(({ name }) => ({
      ...{ name, up: guardIsUp(name), twice: guardIsTwice(name) },
    })),
    devices: agent.site.devices.map(({ name, guard }) => ({
      ...{ name, guard, up: agent.readings.latest(name)?.up ?? false },
      sequence: devices.get(name)?.deviceSequence ?? 0,
      open: devices.get(name)?.open ?? 0,
    })),
  };
};
