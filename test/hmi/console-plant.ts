import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Site } from "@quorate/protocol";
import { Plant } from "../../hmi/src/plant.ts";
import type { ChangesMessage, TickMessage } from "../../hmi/src/shared/messages.ts";
import { type Database, openStore } from "../../hmi/src/store.ts";
import { FakeAgents, HeardLog } from "./fake-agents.ts";

/** A console's inside, with agents that a test has in its hand. */
export interface FakeConsole {
  readonly agents: FakeAgents;
  readonly plant: Plant;
  readonly log: HeardLog;
  readonly database: Database;
  readonly changes: ChangesMessage[];
  readonly ticks: TickMessage[];
  /** Set by what serves pages. */
  listener: (message: ChangesMessage | TickMessage) => void;
  end(): Promise<void>;
}

/** What LevelDB throws where a block of a table is damaged. */
export const damage = (): never => {
  throw Object.assign(new Error("Corruption: block checksum"), { code: "LEVEL_CORRUPTION" });
};

/** Reads of such keys fail until the answered function is called. */
export const damageUnder = (database: Database, prefix: string): (() => void) => {
  const values = database.values.bind(database);
  const broken = (range: { readonly gte?: string } = {}): unknown =>
    range.gte?.startsWith(prefix) === true ? damage() : values(range);
  Object.assign(database, { values: broken });
  return () => Reflect.deleteProperty(database, "values");
};

/** Reads of values wait until they are released. */
export interface HeldReads {
  /** The point of each read that was begun. */
  readonly points: string[];
  /** As many were going on at once at the most. */
  most: number;
  release(): void;
  /** Reads are as they were. */
  end(): void;
}

export const holdReads = (database: Database): HeldReads => {
  const values = database.values.bind(database) as (range: object) => AsyncIterable<string>;
  let [open, release] = [0, () => {}];
  const isFree = new Promise<void>((resolve) => (release = resolve));
  const end = (): void => void Reflect.deleteProperty(database, "values");
  const reads: HeldReads = { points: [], most: 0, release: () => release(), end };
  const held = async function* (range: { readonly gte: string }): AsyncGenerator<string> {
    if (!range.gte.startsWith("day/")) return yield* values(range);
    reads.points.push(range.gte.split("/").slice(2, 4).join("/"));
    reads.most = Math.max(reads.most, (open += 1));
    try {
      await isFree;
      yield* values(range);
    } finally {
      open -= 1;
    }
  };
  Object.assign(database, { values: held });
  return reads;
};

export const startPlant = async (
  site: Site,
  prepare: (agents: FakeAgents) => void = () => {},
  seed: (database: Database) => Promise<void> = async () => {},
): Promise<FakeConsole> => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-console-"));
  const log = new HeardLog();
  const database: Database = await openStore(folder, log, Date.now());
  await seed(database);
  const agents = new FakeAgents(site);
  prepare(agents);
  const changes: ChangesMessage[] = [];
  const ticks: TickMessage[] = [];
  const plant = new Plant({
    ...{ links: agents, database, log },
    onChanges: (message) => {
      changes.push(message);
      started.listener(message);
    },
    onTick: (message) => {
      ticks.push(message);
      started.listener(message);
    },
  });
  const end = async (): Promise<void> => {
    await plant.stop();
    agents.client.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const started: FakeConsole = {
    ...{ agents, plant, log, database, changes, ticks, end },
    listener: () => {},
  };
  await plant.start();
  return started;
};
