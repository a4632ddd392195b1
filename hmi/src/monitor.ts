import { release } from "@quorate/protocol";
import {
  isReady,
  Metrics,
  type Monitor,
  processMetrics,
  type Reading,
  type Readiness,
  startMonitor,
} from "@quorate/protocol/monitor";
import type { Plant } from "./plant.ts";
import type { Server } from "./server.ts";

export interface ConsoleMonitorOptions {
  readonly listen: string;
  readonly name: string;
  /** Where the history is. */
  readonly folder: string;
  readonly plant: Plant;
  readonly server: Server;
}

/** Whether what it shows is what enough agents say now. */
export const readinessOf = ({ link, status }: Plant): Readiness => {
  if (link.state !== "live") {
    const reason = `${link.answering} agents answer and ${link.needed} are needed`;
    return { ready: false, code: "CONSOLE_CONTACT", reason };
  }
  if (!status.ordering) return { ready: false, code: "NOT_ORDERING", reason: status.why };
  return isReady;
};

/** Serves the console's metrics and health. Throws MONITOR_LISTEN. */
export const monitorConsole = async (options: ConsoleMonitorOptions): Promise<Monitor> => {
  const { name, plant, server } = options;
  const metrics = new Metrics();
  processMetrics(metrics, options.folder);
  metrics.gauge("quorate_build_info", "Release", ["kind", "name", "release"], () => [
    [1, { kind: "console", name, release }],
  ]);
  metrics.gauge("quorate_ready", "1: it shows what enough agents say now", [], () => [
    [Number(readinessOf(plant).ready)],
  ]);
  metrics.gauge("quorate_gossip_agent_up", "Whether it answers", ["agent"], () =>
    plant.status.agents.map((agent): Reading => [Number(agent.up), { agent: agent.name }]),
  );
  metrics.gauge("quorate_order_running", "1: the agents order", [], () => [
    [Number(plant.status.ordering)],
  ]);
  metrics.counter("quorate_certificate_blocks_total", "Blocks of which f+1 agents know", [], () => [
    [plant.agentsBlock],
  ]);
  metrics.gauge("quorate_console_pages", "Pages that are open", [], () => [[server.pageCount]]);
  const alarms = "Alarms by state";
  metrics.gauge("quorate_console_alarms", alarms, ["state"], () => {
    const counts = new Map<string, number>();
    for (const { state } of plant.alarms.all) counts.set(state, (counts.get(state) ?? 0) + 1);
    return [...counts].map(([state, count]): Reading => [count, { state }]);
  });
  return startMonitor({
    ...{ listen: options.listen, name: `console ${name}`, contentType: metrics.contentType },
    ...{ page: () => metrics.page(), ready: () => readinessOf(plant) },
  });
};
