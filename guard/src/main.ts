import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type DeviceAdapter, openAdapters } from "@quorate/device-adapters";
import {
  type Clock,
  CodedError,
  codeOf,
  type DeviceSpec,
  type GuardSpec,
  type Log,
  type RecordLog,
  type Site,
  toHex,
} from "@quorate/protocol";
import {
  compileSooner,
  Counters,
  type LeveledLog,
  lockFolder,
  nodeSigner,
  nodeVerify,
  onLevelSignal,
  Service,
} from "@quorate/protocol/node";
import { AlarmFile } from "./alarm-file.ts";
import { openFence } from "./fence-file.ts";
import { Guard } from "./guard.ts";
import { type GuardHome, readHome } from "./home.ts";
import { dialAgents } from "./links.ts";
import { jsonLog } from "./log.ts";
import type { GuardMonitor, GuardMonitorOptions } from "./monitor.ts";
import { type ReadOnlyServer, startReadOnlyServer } from "./read-only-server.ts";
import { asSiteFault, remedyOf } from "./site-fault.ts";

export interface RunGuardOptions {
  /** The folder with the guard's key and fence. */
  readonly home: string;
  /** Path of the site file; looked for in the home and up to two levels above where absent. */
  readonly site?: string;
}

export interface RunningGuard {
  readonly name: string;
  readonly log: LeveledLog;
  /** Where metrics and health are served; null where local.yaml asks for none. */
  readonly monitor: string | null;
  /** Bound host:port of the read-only Modbus server; null where the site file asks for none. */
  readonly readOnly: string | null;
  /** Settles when the guard has come to its end: with an error when it could not go on. */
  readonly ended: Promise<void>;
  /** Ends it cleanly: nothing new is begun, nothing is left open. */
  stop(): Promise<void>;
}

/** How often the counters are logged, while they change. */
const countersMs = 60_000;

const nodeClock: Clock = {
  nowUs: () => Date.now() * 1000,
  monotonicMs: () => performance.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};

/** The guard that this key belongs to. */
const guardOf = (site: Site, key: string): GuardSpec => {
  const spec = site.guards.find((guard) => guard.key === key);
  if (spec !== undefined) return spec;
  throw new CodedError("GUARD_KEY_UNKNOWN", `the site file lists no guard with key ${key}`, {
    remedy: "use the home of a guard of this site, or the site file that lists this key",
  });
};

/** What a guard's process opens; replaced in tests that end the process at a chosen point. */
export interface GuardEdge {
  readonly openFence: typeof openFence;
  readonly openAdapters: typeof openAdapters;
}

const nodeEdge: GuardEdge = { openFence, openAdapters };

const serveReadOnly = async (
  listen: string | undefined,
  adapters: Iterable<DeviceAdapter>,
  log: Log,
): Promise<ReadOnlyServer | null> => {
  if (listen === undefined) return null;
  const server = await startReadOnlyServer({
    listen,
    adapters: [...adapters].filter(({ readRaw }) => readRaw !== undefined),
    onRefused: ({ code, ...facts }) => log.warn("guard", code, facts),
  });
  log.info("guard", "READ_ONLY_UP", { address: server.address });
  return server;
};

/** A fence that cannot be made durable ends the process; what supervises it starts it again. */
const watched = (
  log: RecordLog,
  onError: (error: Error) => void,
  synced: (seconds: number) => void,
): RecordLog => ({
  append: (payload) => log.append(payload),
  sync: (done) => {
    const begunMs = performance.now();
    log.sync((error) => {
      if (error === null) synced((performance.now() - begunMs) / 1000);
      done(error);
      if (error !== null) onError(error);
    });
  },
});

/** Commands that ended, by device and outcome. */
class Endings {
  private readonly counts = new Map<string, Map<string, number>>();

  add(device: string, outcome: string): void {
    const known = this.counts.get(device) ?? new Map<string, number>();
    known.set(outcome, (known.get(outcome) ?? 0) + 1);
    this.counts.set(device, known);
  }

  *all(): Iterable<readonly [string, string, number]> {
    for (const [device, outcomes] of this.counts)
      for (const [outcome, count] of outcomes) yield [device, outcome, count];
  }
}

/** Metrics and health where local.yaml gives them an address; only then is any of it loaded. */
const openMonitor = async (
  listen: string | undefined,
  log: Log,
  options: Omit<GuardMonitorOptions, "listen">,
): Promise<GuardMonitor | null> => {
  if (listen === undefined) return null;
  const { monitorGuard } = await import("./monitor.ts");
  const monitor = await monitorGuard({ listen, ...options });
  log.info("guard", "MONITOR_UP", { address: monitor.address });
  return monitor;
};

const adaptersOf = (
  { folder, credentials }: GuardHome,
  edge: GuardEdge,
  devices: readonly DeviceSpec[],
  log: Log,
): ReadonlyMap<string, DeviceAdapter> =>
  edge.openAdapters(devices, {
    ...{ credentials, certificates: join(folder, "certificates") },
    log: ({ code, ...facts }) => {
      const remedy = remedyOf(code);
      log.warn("actuation", code, { ...facts, ...(remedy === undefined ? {} : { remedy }) });
    },
  });

/** Begins with what is doubtful in the site file. */
const openLog = ({ logLevel, warnings }: GuardHome, guard: string): LeveledLog => {
  const log = jsonLog({ guard }, logLevel);
  for (const { code, line, path, message } of warnings)
    log.warn("guard", code, { line, path, message });
  return log;
};

/** Of files that the guard runs on without. */
const failing =
  (stage: "guard" | "actuation", counters: Counters, log: Log) =>
  ({ code, message }: CodedError): void => {
    counters.add(code);
    log.warn(stage, code, { message });
  };

/**
 * Starts a guard in this process. Throws a CodedError, and then has started nothing, nor left a
 * fence where devices, the read-only server or the monitor cannot be opened as the files have them.
 */
export const startGuard = async (
  home: GuardHome,
  edge: GuardEdge = nodeEdge,
): Promise<RunningGuard> => {
  const spec = guardOf(home.site, toHex(nodeSigner(home.seed).publicKey));
  const devices = home.site.devices.filter((device) => device.guard === spec.name);
  const lock = lockFolder(home.folder);
  try {
    return await startLocked(home, edge, spec, devices, () => lock.release());
  } catch (error) {
    lock.release();
    throw asSiteFault(error);
  }
};

/** The guard first, so that it misses no scan; agents last. */
const begin = (
  { site, seed }: GuardHome,
  guard: Guard,
  adapters: ReadonlyMap<string, DeviceAdapter>,
  log: Log,
  undo: (() => unknown)[],
): void => {
  guard.start();
  undo.push(() => guard.stop());
  for (const adapter of adapters.values()) {
    adapter.start();
    undo.push(() => adapter.stop());
  }
  const links = dialAgents(site, seed, guard, log);
  undo.push(() => links.forEach((link) => link.close()));
};

const startLocked = async (
  home: GuardHome,
  edge: GuardEdge,
  spec: GuardSpec,
  devices: readonly DeviceSpec[],
  unlock: () => void,
): Promise<RunningGuard> => {
  const { folder, site, seed, metrics } = home;
  const { name } = spec;
  const log = openLog(home, name);
  const counters = new Counters("guard", "GUARD_COUNTERS");
  const [endings, signer] = [new Endings(), nodeSigner(seed)];
  const undo: (() => unknown)[] = [unlock];
  const unwind = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    let broken = (_: Error): void => {};
    const ended = new Promise<void>((resolve, reject) => {
      broken = reject;
      undo.unshift(() => resolve());
    });
    ended.catch(() => {});
    // The fence binds the home to its site file: what that or local.yaml has wrong is found before.
    const adapters = adaptersOf(home, edge, devices, log);
    const listen = home.modbusReadOnly ?? spec.modbusReadOnly;
    const server = await serveReadOnly(listen, adapters.values(), log);
    undo.push(() => server?.stop());
    let seen: Guard | null = null;
    const monitor = await openMonitor(metrics, log, {
      ...{ name, folder, site, counters, endings: () => endings.all() },
      view: () => seen?.view() ?? null,
    });
    undo.push(() => monitor?.close());
    const owner = { chain: site.chain, guard: spec.key };
    const onFailed = failing("actuation", counters, log);
    const { file, records, resync, resumed } = await edge.openFence(folder, owner, { onFailed });
    undo.push(() => file.close());
    if (resync) log.warn("actuation", "FENCE_RESYNC");
    const alarms = new AlarmFile(folder, failing("guard", counters, log));
    undo.push(() => alarms.close());
    const guard = new Guard({
      ...{ site, name, signer, verify: nodeVerify, adapters, fenceRecords: records, alarms },
      ...(resync ? { resync: resumed } : {}),
      io: {
        ...{ clock: nodeClock, log },
        fence: watched(file, (error) => broken(error), (seconds) => monitor?.synced(seconds)),
        random: (bytes) => new Uint8Array(randomBytes(bytes)),
        count: (code) => counters.add(code),
        ended: (device, outcome) => endings.add(device, outcome),
      },
    });
    seen = guard;
    begin(home, guard, adapters, log, undo);
    const telling = setInterval(() => counters.tell(log), countersMs);
    undo.push(() => clearInterval(telling));
    log.info("guard", "GUARD_STARTED", { chain: site.chain, devices: [...adapters.keys()] });
    const stop = async (): Promise<void> => {
      guard.stop();
      counters.tell(log);
      await unwind();
      log.info("guard", "GUARD_STOPPED");
    };
    const bound = { readOnly: server?.address ?? null, monitor: monitor?.address ?? null };
    return { name, log, ...bound, ended, stop };
  } catch (error) {
    await unwind();
    throw error;
  }
};

/**
 * `quorate guard`: runs a guard until SIGTERM or SIGINT, and answers the exit status. What happens
 * goes to standard output as JSON lines.
 */
export const runGuard = async (options: RunGuardOptions): Promise<number> => {
  let log = jsonLog({});
  onLevelSignal("guard", () => log);
  const fail = (error: unknown): number => {
    const { message } = error as Error;
    const { remedy, fields } = error instanceof CodedError ? error : {};
    const code = codeOf(error);
    const stack = code === "UNEXPECTED" ? { stack: (error as Error).stack ?? String(error) } : {};
    log.error("guard", code, { ...fields, message, ...(remedy ? { remedy } : {}), ...stack });
    return 1;
  };
  let running: RunningGuard;
  try {
    running = await startGuard(readHome(options.home, options.site));
    log = running.log;
  } catch (error) {
    return fail(error);
  }
  const asked = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  const service = new Service();
  // A fence that fails ends the process; else an event loop that turns is all that a guard needs.
  service.ready(() => ({ works: true, text: `guards, as ${running.name}` }));
  compileSooner();
  try {
    await Promise.race([asked, running.ended]);
    service.stopping();
    await running.stop();
    return 0;
  } catch (error) {
    await running.stop().catch(() => {});
    return fail(error);
  }
};
