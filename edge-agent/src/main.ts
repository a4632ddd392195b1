import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { CodedError, codeOf, type GuardSpec, type Site } from "@quorate/protocol";
import { type FolderLock, lockFolder, nodeSigner, nodeVerify } from "@quorate/protocol/node";
import { Agent } from "./agent.ts";
import { systemClock } from "./io/clock.ts";
import { type Home, openHome } from "./io/home.ts";
import { AgentLinks } from "./io/agent-links.ts";
import { Counters, jsonLog, type ProcessLog } from "./io/log.ts";
import { LazyRecords, openRecords } from "./io/records.ts";

export interface RunAgentOptions {
  /** The folder with the agent's key, journal and log. */
  readonly home: string;
  /** Path of the site file; looked for in the home and up to two levels above where absent. */
  readonly site?: string;
}

export interface RunningAgent {
  readonly name: string;
  readonly agent: Agent;
  /** Ends it cleanly: what was taken in is on the disk, nothing is left open. */
  stop(): Promise<void>;
}

/** How often the log of blocks is made durable, at most. */
const flushEveryMs = 1000;
const countersEveryMs = 60_000;

/** What this release cannot do is refused before anything starts, not passed over. */
export const checkSupported = (site: Site): void => {
  const interlocked = site.policy.rules.find(({ interlocks }) => interlocks.length > 0);
  if (interlocked !== undefined)
    throw new CodedError(
      "SITE_INTERLOCK_UNSUPPORTED",
      `the rule for ${interlocked.points.join(", ")} has interlocks; this release judges none`,
      { remedy: "take `interlocks` out of the rule; a rule that is not judged protects nobody" },
    );
};

/** Where this key stands in the roster. */
const selfOf = ({ site, publicKey, siteFile }: Home): number => {
  const index = site.agents.findIndex(({ key }) => key === publicKey);
  if (index >= 0) return index;
  throw new CodedError("AGENT_KEY_UNKNOWN", `${siteFile} lists no agent with key ${publicKey}`, {
    remedy: "use the home of an agent of this site, or the site file that lists this key",
  });
};

const count = (records: readonly { readonly payload: Uint8Array }[]): number =>
  // An event's record begins with kind 1 (journal.ts).
  records.filter(({ payload }) => payload[0] === 1).length;

interface Opened {
  readonly home: Home;
  readonly self: number;
  readonly log: ProcessLog;
  readonly undo: (() => unknown)[];
}

const buildAgent = ({ home, self, log, undo }: Opened, counters: Counters): Agent => {
  const { folder, site, seed } = home;
  const startedMs = performance.now();
  const journal = openRecords(join(folder, "journal.log"), log);
  undo.push(() => journal.file.close());
  const blocks = openRecords(join(folder, "blocks.log"), log);
  undo.push(() => blocks.file.close());
  const evidence = openRecords(join(folder, "evidence.log"), log);
  undo.push(() => evidence.file.close());
  const lazy = new LazyRecords(blocks.file);
  const agent = new Agent({
    ...{ site, self, signer: nodeSigner(seed), verify: nodeVerify },
    ...{ journal: journal.records, blocks: blocks.records, evidence },
    io: {
      ...{ clock: systemClock, journal: journal.file, blocks: lazy, log },
      random32: () => randomBytes(4).readUInt32LE(0),
      count: (code) => counters.add(code),
    },
  });
  log.info("agent", "JOURNAL_REPLAYED", {
    events: count(journal.records),
    records: journal.records.length,
    blocks: agent.log.last,
    ms: Math.round(performance.now() - startedMs),
  });
  const flush = setInterval(
    () => lazy.flush((error) => log.warn("agent", "BLOCKS_WRITE", { detail: error.message })),
    flushEveryMs,
  );
  undo.push(() => clearInterval(flush));
  return agent;
};

const guardsOf = (site: Site): string[] => site.guards.map(({ name }: GuardSpec) => name);

const startLocked = async (
  home: Home,
  self: number,
  lock: FolderLock,
  fatal: (error: unknown) => void,
): Promise<RunningAgent> => {
  const { site } = home;
  const name = site.agents[self]?.name as string;
  const log = jsonLog({ agent: name }, home.local.logLevel);
  const undo: (() => unknown)[] = [() => lock.release()];
  const unwind = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    for (const warning of home.warnings) log.warn("agent", "SITE_WARNING", { detail: warning });
    const counters = new Counters();
    const agent = buildAgent({ home, self, log, undo }, counters);
    undo.push(() => agent.stop());
    const links = new AgentLinks({ agent, home, log, counters, fatal });
    undo.push(() => links.close());
    const addresses = await links.open();
    const telling = setInterval(() => counters.tell(log), countersEveryMs);
    undo.push(() => clearInterval(telling));
    agent.start();
    const facts = { chain: site.chain, agents: site.agents.length, guards: guardsOf(site) };
    log.info("agent", "AGENT_STARTED", { ...facts, ...addresses });
    const stop = async (): Promise<void> => {
      counters.tell(log);
      await unwind();
      log.info("agent", "AGENT_STOPPED");
    };
    return { name, agent, stop };
  } catch (error) {
    await unwind();
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
  checkSupported(home.site);
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
  const log = jsonLog({});
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
    await asked;
    await running.stop();
    return 0;
  } catch (error) {
    logFailure(log, error);
    return 1;
  }
};
