import { release, type Site } from "@quorate/protocol";
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
import type { GuardView } from "./guard.ts";

export interface GuardMonitorOptions {
  readonly listen: string;
  readonly name: string;
  /** Where the fence is. */
  readonly folder: string;
  readonly site: Site;
  readonly counters: Counters;
  /** Commands that ended in this run, by device and outcome. */
  readonly endings: () => Iterable<readonly [device: string, outcome: string, count: number]>;
  /** Null until the guard is there. */
  readonly view: () => GuardView | null;
}

export interface GuardMonitor extends Monitor {
  /** The fence was made durable: seconds. */
  readonly synced: (seconds: number) => void;
}

/** Whether a certified command would be written now. */
export const readinessOf = (view: GuardView | null): Readiness => {
  const not = (code: string, reason: string): Readiness => ({ ready: false, code, reason });
  if (view === null) return not("STARTING", "it reads its fence");
  const { running, hasTime, isOld, isNewest, clocks, devices } = view;
  if (isOld) return not("FENCE_OLD", "the fence is an old copy; nothing is written");
  if (!running) return not("FENCE_SYNC", "the fence cannot be made durable; nothing is written");
  if (!hasTime) return not("ACTUATION_CLOCK", `${clocks} agents told their clock: too few`);
  if (!isNewest)
    return not("FENCE_UNCHECKED", "too few agents have told what they know of its reports");
  const stopped = devices.find((device) => device.stopped);
  if (stopped) return not("ACTUATION_STOPPED", `${stopped.name} is not written any more`);
  const down = devices.find((device) => !device.up);
  if (down) return not("DEVICE_DOWN", `${down.name} does not answer`);
  return isReady;
};

/** What of a view is told; nothing while there is none. */
type Tell = (read: (view: GuardView) => Reading[]) => () => Reading[];

const devices = (metrics: Metrics, told: Tell): void => {
  const each = (read: (device: GuardView["devices"][number]) => number): (() => Reading[]) =>
    told((view) => view.devices.map((device) => [read(device), { device: device.name }]));
  const of = ["device"];
  metrics.gauge("quorate_actuation_device_up", "It answers", of, each(({ up }) => Number(up)));
  const place = "Commands that were attempted or have ended: the place of its fence";
  metrics.counter("quorate_actuation_places_total", place, of, each(({ sequence }) => sequence));
  const stopped = "1: two certified commands stood at one place";
  metrics.gauge("quorate_actuation_device_stopped", stopped, of, each((one) =>
    Number(one.stopped),
  ));
};

/** Serves the guard's metrics and health. Throws MONITOR_LISTEN. */
export const monitorGuard = async (options: GuardMonitorOptions): Promise<GuardMonitor> => {
  const { name, site, view, counters, endings } = options;
  const told: Tell = (read) => () => {
    const now = view();
    return now === null ? [] : read(now);
  };
  const metrics = new Metrics();
  processMetrics(metrics, options.folder);
  codedEvents(metrics, () => counters.all);
  metrics.gauge("quorate_build_info", "Release", ["kind", "name", "release"], () => [
    [1, { kind: "guard", name, release }],
  ]);
  metrics.gauge("quorate_ready", "1: a certified command would be written", [], () => [
    [Number(readinessOf(view()).ready)],
  ]);
  metrics.gauge("quorate_gossip_agent_up", "Whether it is linked", ["agent"], told(({ agents }) =>
    agents.map((up, index) => [Number(up), { agent: site.agents[index]?.name ?? "" }]),
  ));
  const clocks = "Agents whose clock is known";
  metrics.gauge("quorate_actuation_clock_agents", clocks, [], told((now) => [[now.clocks]]));
  const waiting = "Certificates before their turn";
  metrics.gauge("quorate_certificate_waiting", waiting, [], told((now) => [[now.waiting]]));
  const pending = "Reports that too few agents have ordered";
  metrics.gauge("quorate_report_pending_reports", pending, [], told((now) => [
    [now.pendingReports],
  ]));
  metrics.counter("quorate_report_ended_total", "Commands, by outcome", ["device", "outcome"], () =>
    [...endings()].map(([device, outcome, count]): Reading => [count, { device, outcome }]),
  );
  devices(metrics, told);
  const synced = metrics.seconds("quorate_actuation_fence_sync_seconds", "Making it durable");
  const monitor = await startMonitor({
    ...{ listen: options.listen, name: `guard ${name}`, contentType: metrics.contentType },
    ...{ page: () => metrics.page(), ready: () => readinessOf(view()) },
  });
  return { ...monitor, synced };
};
