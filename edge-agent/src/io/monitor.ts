import { type AgentStatus, release } from "@quorate/protocol";
import {
  codedEvents,
  isReady,
  Metrics,
  type Monitor,
  processMetrics,
  type Reading,
  type Readiness,
  startMonitor,
} from "@quorate/protocol/monitor";
import type { Counters } from "@quorate/protocol/node";
import type { Agent } from "../agent.ts";

export interface AgentMonitorOptions {
  readonly listen: string;
  readonly name: string;
  /** Where the journal is. */
  readonly folder: string;
  readonly counters: Counters;
  /** The agent of this moment: one that took up a snapshot is another. */
  readonly agent: () => Agent | null;
}

/** What the agent tells while it runs; the rest is read when somebody asks. */
export interface Observed {
  /** A command came to a stage, so long after this agent first met it. */
  stage(stage: string, seconds: number): void;
  /** The journal was made durable. */
  synced(seconds: number): void;
}

export interface AgentMonitor extends Monitor {
  readonly observed: Observed;
}

/** Quorum seen, and the state as new as the others': what it says is to be relied on. */
export const readinessOf = (agent: Agent | null): Readiness => {
  if (agent === null)
    return { ready: false, code: "STARTING", reason: "it reads what is on its disk" };
  const { ordering, whyCode, why } = agent.clients.status();
  if (!ordering) return { ready: false, code: whyCode, reason: why };
  if (agent.isCaughtUp) return isReady;
  return { ready: false, code: "BEHIND", reason: "others have decided more rounds than it has" };
};

const each = <T>(list: readonly T[], read: (one: T) => Reading | null): Reading[] =>
  list.flatMap((one) => {
    const reading = read(one);
    return reading === null ? [] : [reading];
  });

/** Tells how things are with this agent: one status a page, however many numbers come of it. */
class AgentMetrics {
  readonly metrics = new Metrics();
  private readonly options: AgentMonitorOptions;
  private status: AgentStatus | null = null;

  constructor(options: AgentMonitorOptions) {
    this.options = options;
    processMetrics(this.metrics, options.folder);
    codedEvents(this.metrics, () => options.counters.all);
    this.whole();
    this.command();
    this.gossip();
    this.order();
    this.certificate();
    this.actuation();
  }

  page(): Promise<string> {
    this.status = this.options.agent()?.clients.status() ?? null;
    return this.metrics.page();
  }

  private of(read: (agent: Agent) => number): () => Reading[] {
    return () => {
      const agent = this.options.agent();
      return agent === null ? [] : [[read(agent)]];
    };
  }

  private told(read: (status: AgentStatus) => Reading[]): () => Reading[] {
    return () => (this.status === null ? [] : read(this.status));
  }

  private whole(): void {
    const { metrics, options } = this;
    const { name } = options;
    metrics.gauge("quorate_build_info", "Release", ["kind", "name", "release"], () => [
      [1, { kind: "agent", name, release }],
    ]);
    metrics.gauge("quorate_ready", "1: quorum seen and state current", [], () => [
      [Number(readinessOf(options.agent()).ready)],
    ]);
  }

  private command(): void {
    const { metrics } = this;
    const open = "Commands that were ordered and have not ended";
    metrics.gauge("quorate_command_open_commands", open, [], this.of(
      (agent) => agent.machine.state.commands.size,
    ));
    metrics.gauge("quorate_command_pool_transactions", "Waiting for an event", [], this.of(
      (agent) => agent.pool.size,
    ));
    metrics.gauge("quorate_command_pool_bytes", "Bytes of those", [], this.of(
      (agent) => agent.pool.usedBytes,
    ));
    metrics.gauge("quorate_command_clients", "Links of clients", [], this.of(
      (agent) => agent.clients.linkCount,
    ));
  }

  private gossip(): void {
    const { metrics } = this;
    metrics.gauge("quorate_gossip_peer_up", "Whether it answers", ["peer"], this.told(
      ({ agents }) => each(agents, ({ name, up }) => [Number(up), { peer: name }]),
    ));
    const lag = "Since it was last heard";
    metrics.gauge("quorate_gossip_peer_lag_seconds", lag, ["peer"], this.told(({ agents }) =>
      each(agents, ({ name, lagMs }) => (lagMs === null ? null : [lagMs / 1000, { peer: name }])),
    ));
    const skew = "Its clock less ours";
    metrics.gauge("quorate_gossip_peer_skew_seconds", skew, ["peer"], this.told(({ agents }) =>
      each(agents, ({ name, skewMs }) => [skewMs / 1000, { peer: name }]),
    ));
    const held = "Events that wait for their time or round";
    metrics.gauge("quorate_gossip_held_events", held, [], this.of((agent) =>
      agent.gossip.heldCount,
    ));
    metrics.gauge("quorate_gossip_equivocators", "Agents that forked their chain", [], this.of(
      (agent) => agent.equivocators.size,
    ));
  }

  private order(): void {
    const { metrics } = this;
    metrics.counter("quorate_order_rounds_total", "Decided rounds", [], this.of((agent) =>
      agent.order.hashgraph.decidedRound,
    ));
    metrics.gauge("quorate_order_waiting_events", "Events that have no place yet", [], this.of(
      (agent) => agent.order.waiting,
    ));
    metrics.gauge("quorate_order_peer_round", "Decided rounds by peer", ["peer"], this.told(
      ({ agents }) => each(agents, ({ name, round }) => [round, { peer: name }]),
    ));
  }

  private certificate(): void {
    const { metrics } = this;
    metrics.counter("quorate_certificate_blocks_total", "Blocks of the order", [], this.of(
      (agent) => agent.machine.state.clock.block,
    ));
    metrics.counter("quorate_certificate_logged_total", "Certified blocks in the log", [], this.of(
      (agent) => agent.log.last,
    ));
    const diverged = "Agents with another state";
    metrics.gauge("quorate_certificate_mismatches", diverged, [], this.of(
      (agent) => agent.mismatches.size,
    ));
  }

  private actuation(): void {
    const { metrics } = this;
    metrics.gauge("quorate_actuation_guard_up", "Whether it is linked", ["guard"], this.told(
      ({ guards }) => each(guards, ({ name, up }) => [Number(up), { guard: name }]),
    ));
    metrics.gauge("quorate_actuation_device_up", "Whether it answers", ["device"], this.told(
      ({ devices }) => each(devices, ({ name, up }) => [Number(up), { device: name }]),
    ));
    const ended = "Commands that ended, by outcome, since the start";
    metrics.counter("quorate_report_ended_total", ended, ["outcome"], () => {
      const endings = this.options.agent()?.lives.endings ?? new Map<string, number>();
      return [...endings].map(([outcome, count]): Reading => [count, { outcome }]);
    });
  }
}

/** Serves the agent's metrics and health. Throws MONITOR_LISTEN. */
export const monitorAgent = async (options: AgentMonitorOptions): Promise<AgentMonitor> => {
  const all = new AgentMetrics(options);
  const { metrics } = all;
  const stage = metrics.seconds(
    "quorate_command_stage_seconds",
    "From when this agent met a command until it came to the stage",
    ["stage"],
  );
  const synced = metrics.seconds("quorate_gossip_journal_sync_seconds", "Making it durable");
  const monitor = await startMonitor({
    ...{ listen: options.listen, name: `agent ${options.name}` },
    contentType: metrics.contentType,
    page: () => all.page(),
    ready: () => readinessOf(options.agent()),
  });
  return {
    ...monitor,
    observed: { stage: (name, seconds) => stage(seconds, { stage: name }), synced },
  };
};
