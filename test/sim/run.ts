import { Checkers } from "./checkers.ts";
import { Cluster, type ClusterOptions } from "./cluster.ts";
import { type FaultName, type FaultRates, Faults } from "./faults.ts";
import { Chance } from "./world.ts";

export interface RunResult {
  readonly seed: number;
  readonly n: number;
  /** Events in the hashgraph of the agent that has most. */
  readonly events: number;
  readonly blocks: number;
  /** State root of the last block. */
  readonly root: string;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<FaultName, number>>;
  readonly counts: ReadonlyMap<string, number>;
  readonly virtualMs: number;
  readonly problems: readonly string[];
}

export interface RunOptions {
  readonly trace?: (line: string) => void;
  /** Ends the run at this virtual time and checks what holds until then, ms. */
  readonly untilMs?: number;
}

const faultsEndMs = 5000;
const deadlineMs = 120_000;

/** Everything about a run is drawn from its seed: size, network, disks, faults, load. */
const drawOptions = (chance: Chance, trace?: (line: string) => void): ClusterOptions => {
  const slowMs = chance.pick([8, 20, 45]);
  return {
    n: chance.pick([4, 4, 4, 4, 5, 7]),
    network: {
      delayMs: [slowMs / 3, slowMs],
      lossRate: chance.pick([0, 0.01, 0.05]),
      ...{ stallMs: 200, noticeMs: chance.between(200, 1500), reconnectMs: 100 },
    },
    syncMs: chance.pick([
      [0.2, 1],
      [1, 20],
    ]),
    skewMs: chance.pick([0, 20, 400]),
    ...(trace === undefined ? {} : { trace }),
  };
};

const drawRates = (chance: Chance): FaultRates => {
  const rate = (highest: number): number => chance.pick([0, highest / 4, highest]);
  return {
    ...{ killAgent: rate(0.12), restartAgent: 0.2, killGuard: rate(0.08), restartGuard: 0.4 },
    ...{ cutOneWay: rate(0.1), partition: rate(0.05), mend: 0.1 },
  };
};

const giveCommands = (cluster: Cluster, chance: Chance, gapMs: number): void => {
  let value = 0;
  const next = (): void => {
    cluster.world.after(chance.between(0, 2 * gapMs), () => {
      if (cluster.world.nowMs > faultsEndMs) return;
      value += 1;
      cluster.command(chance.pick(["x", "y"]), value, chance.pick([600, 3000, 20_000]));
      next();
    });
  };
  next();
};

const isSettled = (cluster: Cluster): boolean =>
  cluster.followings.every(({ stage }) => stage === "ended") &&
  cluster.agents.every(({ agent }) => agent !== null && agent.pendingWeight === 0) &&
  new Set(cluster.agents.map(({ agent }) => agent?.log.last)).size === 1 &&
  cluster.agents.every(({ agent }) => agent?.log.last === agent?.machine.state.clock.block);

/** One whole life of a site: quiet start, faults under load, healing, and the rules checked. */
export const simulate = async (seed: number, options: RunOptions = {}): Promise<RunResult> => {
  const chance = new Chance(seed ^ 0x5eed);
  const cluster = new Cluster(seed, drawOptions(chance, options.trace));
  const faults = new Faults(cluster, drawRates(chance));
  const { world } = cluster;
  await world.run(500);
  giveCommands(cluster, chance, chance.pick([100, 300, 700]));
  faults.start();
  await world.run(Math.min(faultsEndMs, options.untilMs ?? faultsEndMs));
  if (options.untilMs === undefined) {
    faults.heal();
    await world.run(faultsEndMs + 500);
    await world.run(deadlineMs, () => isSettled(cluster));
  }
  const checkers = new Checkers(cluster);
  const problems = checkers.check();
  const outcomes: Record<string, number> = {};
  for (const { outcome, stage } of cluster.followings) {
    const name = outcome ?? stage;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  const running = cluster.agents.flatMap(({ agent }) => (agent === null ? [] : [agent]));
  const first = running.sort((a, b) => b.log.last - a.log.last)[0];
  return {
    ...{ seed, n: cluster.site.agents.length, outcomes, faults: faults.counts, problems },
    events: Math.max(...running.map((agent) => agent.store.size)),
    blocks: first?.log.last ?? 0,
    root: first?.machine.state.root() ?? "",
    ...{ counts: cluster.counts, virtualMs: world.nowMs },
  };
};
