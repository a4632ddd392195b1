import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { CodedError, codeOf, type GuardSpec, hexBytes, type Site } from "@quorate/protocol";
import {
  compileSooner,
  Counters,
  type FolderLock,
  type Health,
  type LeveledLog,
  lockFolder,
  nodeSigner,
  nodeVerify,
  onLevelSignal,
  Service,
  systemClock,
} from "@quorate/protocol/node";
import { Agent } from "./agent.ts";
import type { Field } from "./io/field.ts";
import { type Home, openHome, readCredentials } from "./io/home.ts";
import { AgentLinks } from "./io/agent-links.ts";
import { jsonLog, type ProcessLog } from "./io/log.ts";
import { BlockFiles } from "./io/block-files.ts";
import type { AgentMonitor, Observed } from "./io/monitor.ts";
import { openJournal, openRecords, timedLog } from "./io/records.ts";
import { SnapshotFiles } from "./io/snapshot-files.ts";
import { isOfKind } from "./journal.ts";
import { checkChain } from "./own-chain.ts";
import { type OwnReadings, ownDevicesOf } from "./view.ts";

export interface RunAgentOptions {
  /** The folder with the agent's key, journal and log. */
  readonly home: string;
  /** Path of the site file; looked for in the home and up to two levels above where absent. */
  readonly site?: string;
}

export interface RunningAgent {
  readonly name: string;
  readonly log: LeveledLog;
  /** Where metrics and health are served; null where local.yaml asks for none. */
  readonly monitor: string | null;
  /** Ends it cleanly: what was taken in is on the disk, nothing is left open. */
  stop(): Promise<void>;
}

/** How often the log of blocks is made durable, at most. */
const flushEveryMs = 1000;
const countersEveryMs = 60_000;

/** Where this key stands in the roster. */
const selfOf = ({ site, publicKey, siteFile }: Home): number => {
  const index = site.agents.findIndex(({ key }) => key === publicKey);
  if (index >= 0) return index;
  throw new CodedError("AGENT_KEY_UNKNOWN", `${siteFile} lists no agent with key ${publicKey}`, {
    remedy: "use the home of an agent of this site, or the site file that lists this key",
  });
};

const count = (records: readonly { readonly payload: Uint8Array }[]): number =>
  records.filter(({ payload }) => isOfKind(payload, "event")).length;

const guardsOf = (site: Site): string[] => site.guards.map(({ name }: GuardSpec) => name);

/** What is open while one agent runs, in the order in which it was opened. */
type Undo = (() => unknown)[];

const unwind = async (undo: Undo): Promise<void> => {
  for (const step of undo.splice(0).reverse()) await step();
};

interface Seat {
  readonly home: Home;
  readonly self: number;
  readonly log: ProcessLog;
  readonly counters: Counters;
  /** Who wants to know how long things take. */
  observed: Observed | null;
  /** Told of an error after which this agent must not go on. */
  readonly fatal: (error: unknown) => void;
}

/**
 * The agent's own eyes. What reads devices is loaded only where there is something to read, and
 * beside the agent's start: until it is there the agent judges by the guards' readings.
 */
const openField = ({ home, log }: Seat, undo: Undo): OwnReadings | undefined => {
  const { site } = home;
  const { reads } = home.local;
  if (ownDevicesOf(site, reads).length === 0) return undefined;
  const credentials = readCredentials(home);
  let field: Field | undefined;
  let stopped = false;
  const loading = import("./io/field.ts").then((loaded) => {
    if (stopped) return;
    const certificates = join(home.folder, "certificates");
    field = new loaded.Field({
      ...{ site, reads, credentials, certificates, clock: systemClock, log },
    });
    field.start();
    log.info("agent", "FIELD_STARTED", { reads, devices: field.devices });
  });
  undo.push(async () => {
    stopped = true;
    await loading;
    await field?.stop();
  });
  return { sample: (device, point) => field?.sample(device, point) };
};

/** Publishes telemetry where local.yaml names a broker; only then is anything of MQTT loaded. */
const openBroker = async ({ home, log, counters }: Seat, agent: Agent): Promise<Undo[number]> => {
  const settings = home.local.mqtt;
  if (settings === undefined) return () => undefined;
  const { openEdgeNode } = await import("./io/sparkplug/open.ts");
  const opened = openEdgeNode({ agent, home, settings, log, counters });
  return () => opened.close();
};

/** Metrics and health where local.yaml gives them an address; only then is any of it loaded. */
const openMonitor = async (
  { home, counters, log }: Seat,
  name: string,
  agent: () => Agent | null,
): Promise<AgentMonitor | null> => {
  const listen = home.local.listen.metrics;
  if (listen === undefined) return null;
  const { monitorAgent } = await import("./io/monitor.ts");
  const monitor = await monitorAgent({ listen, name, folder: home.folder, counters, agent });
  log.info("agent", "MONITOR_UP", { address: monitor.address });
  return monitor;
};

/** One agent in its seat. It may end by itself and be there anew, from what is on its disk. */
class SeatedAgent {
  private readonly seat: Seat;
  private readonly undo: Undo = [];
  private current: Agent | null = null;
  private stopped = false;
  /** The one of this moment; null while there is none. */
  agent: Agent | null = null;

  constructor(seat: Seat) {
    this.seat = seat;
  }

  /** Opens disk and links; undoes all of it when something fails. */
  async open(divergedAt = 0): Promise<{ readonly address: string; readonly api: string }> {
    const { home, log, counters, fatal } = this.seat;
    try {
      const agent = this.build(divergedAt, openField(this.seat, this.undo));
      this.agent = agent;
      this.undo.push(() => {
        this.agent = null;
        agent.stop();
      });
      const links = new AgentLinks({ agent, home, log, counters, fatal });
      this.undo.push(() => links.close());
      const addresses = await links.open();
      this.undo.push(await openBroker(this.seat, agent));
      agent.start();
      this.current = agent;
      return addresses;
    } catch (error) {
      await unwind(this.undo);
      throw error;
    }
  }

  /**
   * An agent that misses others works: they may be away. It does not when all that are needed
   * answer and nothing is ordered all the same: then a new start may help, and can harm nothing.
   */
  health(): Health {
    if (this.current === null) return { works: true, text: "reads its disk" };
    const { ordering, whyCode, why, block } = this.current.clients.status();
    const text = ordering ? `orders; block ${block}` : `orders nothing: ${why}`;
    return { works: whyCode !== "STALLED", text };
  }

  async close(): Promise<void> {
    this.stopped = true;
    await unwind(this.undo);
  }

  /** Not from within the agent's own call, which has to come to its end first. */
  private restart(divergedAt: number): void {
    this.current = null;
    setImmediate(() => {
      if (this.stopped) return;
      unwind(this.undo)
        .then(() => (this.stopped ? undefined : this.open(divergedAt)))
        .catch(this.seat.fatal);
    });
  }

  private build(divergedAt: number, own: OwnReadings | undefined): Agent {
    const { home, self, log, counters } = this.seat;
    const { folder, site, seed } = home;
    const startedMs = performance.now();
    const { journal, records } = openJournal(folder, log);
    // A disk that takes nothing has said so already; the next start reads what it has.
    this.undo.push(() => journal.close().catch(() => undefined));
    const blocks = new BlockFiles(folder, log);
    this.undo.push(() => blocks.close().catch(() => undefined));
    const evidence = openRecords(join(folder, "evidence.log"), log);
    this.undo.push(() => evidence.file.close().catch(() => undefined));
    const snapshots = new SnapshotFiles(folder, log);
    const stored = snapshots.stored();
    const context = { chain: hexBytes(site.chain), verify: nodeVerify };
    checkChain(folder, { site, context }, {
      ...{ journal: records, blocks: blocks.ends, snapshots: stored, evidence: evidence.records },
    });
    const agent = new Agent({
      ...{ site, self, signer: nodeSigner(seed), verify: nodeVerify, journal: records, divergedAt },
      ...{ snapshots: stored, journalIsCut: !journal.isWhole, evidence },
      ...(own === undefined ? {} : { own }),
      io: {
        ...{ clock: systemClock, blocks, snapshots, log },
        journal: timedLog(journal, (ms) => this.seat.observed?.synced(ms / 1000)),
        staged: (stage, ms) => this.seat.observed?.stage(stage, ms / 1000),
        random32: () => randomBytes(4).readUInt32LE(0),
        count: (code) => counters.add(code),
        restart: (at) => this.restart(at),
      },
    });
    log.info("agent", "JOURNAL_REPLAYED", {
      ...{ events: count(records), records: records.length, blocks: agent.log.last },
      snapshot: agent.restored?.header.number ?? 0,
      ms: Math.round(performance.now() - startedMs),
    });
    const failed = (error: Error): void =>
      log.warn("agent", "BLOCKS_WRITE", { detail: error.message });
    const flush = setInterval(() => blocks.flush(failed), flushEveryMs);
    this.undo.push(() => clearInterval(flush));
    return agent;
  }
}

const startLocked = async (
  home: Home,
  self: number,
  lock: FolderLock,
  fatal: (error: unknown) => void,
): Promise<RunningAgent> => {
  const { site } = home;
  const name = site.agents[self]?.name as string;
  const log = jsonLog({ agent: name }, home.local.logLevel);
  const undo: Undo = [() => lock.release()];
  try {
    for (const warning of home.warnings) log.warn("agent", "SITE_WARNING", { detail: warning });
    const counters = new Counters("agent", "AGENT_COUNTERS");
    const seat: Seat = { home, self, log, counters, fatal, observed: null };
    const seated = new SeatedAgent(seat);
    const monitor = await openMonitor(seat, name, () => seated.agent);
    undo.push(() => monitor?.close());
    seat.observed = monitor?.observed ?? null;
    undo.push(() => seated.close());
    const addresses = await seated.open();
    const telling = setInterval(() => counters.tell(log), countersEveryMs);
    undo.push(() => clearInterval(telling));
    const facts = { chain: site.chain, agents: site.agents.length, guards: guardsOf(site) };
    log.info("agent", "AGENT_STARTED", { ...facts, ...addresses });
    const service = new Service();
    service.ready(() => seated.health());
    compileSooner();
    const stop = async (): Promise<void> => {
      service.stopping();
      counters.tell(log);
      await unwind(undo);
      log.info("agent", "AGENT_STOPPED");
    };
    return { name, log, monitor: monitor?.address ?? null, stop };
  } catch (error) {
    await unwind(undo);
    throw error;
  }
};

export interface StartAgentOptions extends RunAgentOptions {
  /** Told of an error after which this agent must not go on. */
  readonly fatal: (error: unknown) => void;
}

/** Starts an agent in this process. Throws a CodedError, and then has started nothing. */
export const startAgent = async (options: StartAgentOptions): Promise<RunningAgent> => {
  const home = await openHome(options);
  const self = selfOf(home);
  const lock = lockFolder(home.folder);
  return startLocked(home, self, lock, options.fatal);
};

const logFailure = (log: ProcessLog, error: unknown): void => {
  const coded = error instanceof CodedError ? error : null;
  const code = codeOf(error);
  log.error("agent", code, {
    ...coded?.fields,
    message: error instanceof Error ? error.message : String(error),
    ...(coded?.remedy === undefined ? {} : { remedy: coded.remedy }),
    ...(coded === null && error instanceof Error ? { stack: error.stack } : {}),
  });
};

/**
 * `quorate agent`: runs an agent until SIGTERM or SIGINT, and answers the exit status. What happens
 * goes to standard output as JSON lines. An agent that met an error it does not know ends at once:
 * what it promised is on the disk, and its supervisor starts it again.
 */
export const runAgent = async (options: RunAgentOptions): Promise<number> => {
  let log = jsonLog({});
  onLevelSignal("agent", () => log);
  const fatal = (error: unknown): void => {
    logFailure(log, error);
    process.exit(1);
  };
  process.on("uncaughtException", fatal);
  process.on("unhandledRejection", fatal);
  const asked = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  try {
    const running = await startAgent({ ...options, fatal });
    log = running.log;
    await asked;
    await running.stop();
    return 0;
  } catch (error) {
    logFailure(log, error);
    return 1;
  }
};
