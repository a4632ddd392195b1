import { type AgentStatus, isQuorum, type PeerStatus, release } from "@quorate/protocol";
import { clockOutliers } from "./clocks.ts";
import type { Core } from "./core.ts";
import type { Evidence } from "./evidence.ts";
import { bitCount } from "./open-commands.ts";
import type { Peer, Peers } from "./peers.ts";
import { type OpenCommandStatus, waitsFor, whyNot } from "./why.ts";

/** Silence after which a peer with an open link counts as lost, ms; links notice by themselves. */
const silentMs = 3000;

/** Where a status comes from, besides the core and its links to peers. */
export interface StatusSources {
  guardIsUp(name: string): boolean;
  guardIsTwice(name: string): boolean;
  /** Links of clients. */
  readonly links: number;
  readonly heldEvents: number;
  readonly evidence: Evidence;
}

const peerStatus = (agent: Core, peers: Peers, evidence: Evidence): PeerStatus[] => {
  const nowMs = agent.io.clock.monotonicMs();
  const tips = agent.order.hashgraph.tips();
  const skewOf = (peer: Peer): number => Math.round(peer.skewUs / 1000);
  const outliers = clockOutliers(
    peers.all.map((peer) =>
      peer.index === agent.self ? 0 : peer.link === null ? null : skewOf(peer),
    ),
    agent.site.policy.clockDriftMs,
  );
  return peers.all.map((peer): PeerStatus => {
    const { index } = peer;
    const own = index === agent.self;
    const lagMs = peer.heardMs === null ? null : Math.round(nowMs - peer.heardMs);
    const name = agent.nameOf(index);
    const timeUs = tips[index]?.timeUs;
    return {
      name,
      up: own || (peer.link !== null && lagMs !== null && lagMs < silentMs),
      round: own ? agent.order.hashgraph.decidedRound : peer.round,
      block: own ? agent.machine.state.clock.block : peer.block,
      lagMs: own ? 0 : lagMs,
      skewMs: own ? 0 : skewOf(peer),
      outlier: outliers.has(index),
      lastEvent: agent.store.tip(index).sequence,
      lastEventMs: timeUs === undefined ? null : Math.floor(timeUs / 1000),
      lastCode: agent.lastCodes.get(name) ?? "",
      equivocated: agent.equivocators.has(index),
      equivocation: evidence.of(index)?.sequence ?? 0,
      diverged: agent.mismatches.has(index),
    };
  });
};

const openCommands = (
  agent: Core,
  guardIsUp: (name: string) => boolean,
): readonly OpenCommandStatus[] => {
  const { commands, clock } = agent.machine.state;
  const nowUs = Math.max(agent.io.clock.nowUs(), clock.timeUs);
  return [...commands.values()].map(({ device, deviceSequence, ballots, orderedUs }) => {
    const guard = agent.site.devices.find(({ name }) => name === device)?.guard ?? "";
    return {
      ...{ device, guard, guardUp: guardIsUp(guard) },
      deviceUp: agent.readings.latest(device)?.up ?? null,
      ...{ place: deviceSequence, ballots: bitCount(ballots) },
      ageMs: Math.round((nowUs - orderedUs) / 1000),
    };
  });
};

/** Since when something waits and no round was decided; null while nothing waits. */
const stalledFor = ({ busySinceMs, roundMs, io }: Core): number | null =>
  busySinceMs === null ? null : io.clock.monotonicMs() - Math.max(busySinceMs, roundMs);

/** What this agent knows of the site (docs/wire.md, "Status"). */
export const statusOf = (
  agent: Core,
  peers: Peers,
  { guardIsUp, guardIsTwice, links, heldEvents, evidence }: StatusSources,
): AgentStatus => {
  const agents = peerStatus(agent, peers, evidence);
  const { clock, devices, commands } = agent.machine.state;
  const situation = {
    ...{ self: agent.self, agents, observer: agent.observer, recovering: agent.isRecovering },
    untold: agent.untold.map((one) => agent.nameOf(one)),
    ...{ clients: links, clockDriftMs: agent.site.policy.clockDriftMs, heldEvents },
    aheadMs: Math.floor(clock.timeUs / 1000) - agent.nowMs(),
    ...{ stalledMs: stalledFor(agent), commands: openCommands(agent, guardIsUp) },
  };
  const why = whyNot(situation);
  const waits = waitsFor(situation);
  const uncertified = [...commands.values()].filter(
    (open) => !isQuorum(bitCount(open.ballots), agents.length),
  );
  const refused = agent.refusedProposals.status;
  const waiting = agent.unordered.size + agent.pool.weightyCount + uncertified.length;
  return {
    ...{ agent: agent.nameOf(agent.self), release },
    observer: agent.observer,
    ordering: why.code === "",
    ...{ whyCode: why.code, waitsCode: waits.code, waits: waits.sentence },
    why: why.code === "" ? "" : `${why.sentence}; ${waiting} waiting`,
    block: clock.block,
    round: agent.order.hashgraph.decidedRound,
    timeMs: Math.floor(clock.timeUs / 1000),
    clockMs: Math.floor(agent.io.clock.nowUs() / 1000),
    pending: waiting,
    ownOrdered: agent.machine.state.consensus?.sequences[agent.self] ?? 0,
    voted: agent.votedBlock,
    agents,
    guards: agent.site.guards.map(({ name }) => ({
      ...{ name, up: guardIsUp(name), twice: guardIsTwice(name) },
    })),
    devices: agent.site.devices.map(({ name, guard }) => ({
      ...{ name, guard, up: agent.readings.latest(name)?.up ?? false },
      sequence: devices.get(name)?.deviceSequence ?? 0,
      open: devices.get(name)?.open ?? 0,
    })),
    ...(refused === undefined ? {} : { refusedProposals: refused }),
  };
};
