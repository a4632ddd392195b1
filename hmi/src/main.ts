import { CodedError, codeOf, type Log, release } from "@quorate/protocol";
import {
  type LeveledLog,
  lockFolder,
  makePrivateFolder,
  onLevelSignal,
  Service,
  SiteLinks,
} from "@quorate/protocol/node";
import { isDemo, readDemoKeys } from "./demo-keys.ts";
import { type ConsoleHome, readHome } from "./home.ts";
import { limits } from "./limits.ts";
import { jsonLog } from "./log.ts";
import { readMimics } from "./mimics.ts";
import { Plant } from "./plant.ts";
import { Server } from "./server.ts";
import {
  type ConsoleView,
  messageVersion,
  type Mimic,
  type SnapshotMessage,
} from "./shared/messages.ts";
import { type Database, isDamage, openStore, putAside } from "./store.ts";
import { pageFolder } from "./web.ts";

export interface RunConsoleOptions {
  /** The folder with the console's key; its history is kept there. */
  readonly home: string;
  /** Path of the site file; looked for in the home and up to two levels above where absent. */
  readonly site?: string;
}

export interface RunningConsole {
  /** What to open in a browser. */
  readonly address: string;
  /** Where metrics and health are served; null where local.yaml asks for none. */
  readonly monitor: string | null;
  readonly plant: Plant;
  readonly server: Server;
  readonly log: LeveledLog;
  stop(): Promise<void>;
}

const snapshotOf = (plant: Plant, view: ConsoleView, mimics: readonly Mimic[]): SnapshotMessage => {
  const tick = plant.clock;
  return {
    ...{ kind: "snapshot", version: messageVersion, site: plant.site, mimics, tick },
    console: { ...view, historyFromMs: plant.history.fromMs },
    ...{ link: plant.link, status: plant.status, values: plant.values.all },
    ...{ alarms: plant.alarms.all, alarmFigures: plant.alarms.figures(tick.siteMs) },
    ...{ commands: plant.commands.recent(), log: plant.keeper.view(plant.agentsBlock) },
  };
};

type Undo = (() => unknown)[];

const unwind = async (undo: Undo): Promise<void> => {
  for (const step of undo.splice(0).reverse()) await step();
};

/** Metrics and health where local.yaml gives them an address; only then is any of it loaded. */
const openMonitor = async (
  { metrics: listen, name, folder }: ConsoleHome,
  served: { readonly plant: Plant; readonly server: Server },
  log: Log,
  undo: Undo,
): Promise<string | null> => {
  if (listen === undefined) return null;
  const { monitorConsole } = await import("./monitor.ts");
  const monitor = await monitorConsole({ listen, name, folder, ...served });
  undo.push(() => monitor.close());
  log.info("console", "MONITOR_UP", { address: monitor.address });
  return monitor.address;
};

/**
 * Starts a plant on the history of this home. Damage further in shows when it is first read: the
 * history is then put aside as at its opening, once.
 */
const startPlant = async (
  folder: string,
  log: Log,
  undo: Undo,
  make: (database: Database) => Plant,
): Promise<Plant> => {
  const start = async (): Promise<Plant> => {
    const database = await openStore(folder, log, Date.now());
    const plant = make(database);
    try {
      await plant.start();
    } catch (error) {
      await database.close();
      throw error;
    }
    undo.push(() => database.close(), () => plant.stop());
    return plant;
  };
  try {
    return await start();
  } catch (error) {
    if (!isDamage(error)) throw error;
    putAside(folder, log, Date.now(), error);
    return start();
  }
};

const open = async (
  home: ConsoleHome,
  page: string,
  log: Log,
  undo: Undo,
): Promise<Omit<RunningConsole, "log">> => {
  const { folder, site, siteFolder, seed, host, port, tls } = home;
  for (const detail of home.warnings) log.warn("console", "SITE_WARNING", { detail });
  const mimics = readMimics(siteFolder, site, ({ code, message }) =>
    log.warn("console", code, { detail: message }),
  );
  makePrivateFolder(folder);
  const lock = lockFolder(folder);
  undo.push(() => lock.release());
  const links = new SiteLinks(site, seed);
  undo.push(() => links.close());
  const demoKeys = isDemo() ? readDemoKeys(siteFolder, site) : new Map<string, string>();
  const view: ConsoleView = {
    ...{ version: release, demo: isDemo(), retentionMs: limits.retentionMs, historyFromMs: 0 },
    demoKeys: [...demoKeys.keys()].map((operator) => ({ operator, path: `/demo/${operator}.pem` })),
  };
  let pages: Server | null = null;
  const tell = (message: object): void => pages?.tell(JSON.stringify(message));
  const make = (database: Database): Plant =>
    new Plant({ links, database, log, onChanges: tell, onTick: tell });
  const plant = await startPlant(folder, log, undo, make);
  const snapshot = (): string => JSON.stringify(snapshotOf(plant, view, mimics));
  const server = new Server({ plant, page, host, port, tls, log, snapshot, demoKeys });
  pages = server;
  const address = await server.start();
  undo.push(() => server.stop());
  const monitor = await openMonitor(home, { plant, server }, log, undo);
  return { address, monitor, plant, server, stop: () => unwind(undo) };
};

/** Starts a console in this process. Throws a CodedError, and then has started nothing. */
export const startConsole = async (
  options: RunConsoleOptions & { readonly page?: string },
): Promise<RunningConsole> => {
  const home = readHome(options.home, options.site);
  const log = jsonLog({ console: home.name }, home.logLevel);
  const undo: Undo = [];
  try {
    const running = await open(home, options.page ?? (await pageFolder(log)), log, undo);
    const { chain } = home.site;
    log.info("console", "CONSOLE_STARTED", { address: running.address, chain });
    return {
      ...running,
      log,
      stop: async () => {
        await running.stop();
        log.info("console", "CONSOLE_STOPPED");
      },
    };
  } catch (error) {
    await unwind(undo);
    throw error;
  }
};

const logFailure = (log: LeveledLog, error: unknown): void => {
  const coded = error instanceof CodedError ? error : null;
  log.error("console", codeOf(error), {
    ...coded?.fields,
    message: error instanceof Error ? error.message : String(error),
    ...(coded?.remedy === undefined ? {} : { remedy: coded.remedy }),
    ...(coded === null && error instanceof Error ? { stack: error.stack } : {}),
  });
};

/** `quorate console`: serves the page until SIGTERM or SIGINT, and answers the exit status. */
export const runConsole = async (options: RunConsoleOptions): Promise<number> => {
  let log = jsonLog({});
  onLevelSignal("console", () => log);
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
    const running = await startConsole(options);
    log = running.log;
    process.stdout.write(`${running.address}\n`);
    const service = new Service();
    service.ready(() => ({ works: true, text: `serves ${running.address}` }));
    await asked;
    service.stopping();
    await running.stop();
    return 0;
  } catch (error) {
    logFailure(log, error);
    return 1;
  }
};
