import { defaultPace } from "@quorate/consensus";
import { limits } from "@quorate/protocol";
import { AlarmWork } from "./alarms.ts";
import { type BehaviourName, behaviourNames } from "./byzantine.ts";
import { Bounds } from "./bounds.ts";
import { Checkers } from "./checkers.ts";
import { Cluster, type ClusterOptions } from "./cluster.ts";
import { type FaultName, type FaultRates, Faults } from "./faults.ts";
import { fastSignatures, realSignatures } from "./signatures.ts";
import { Chance } from "./world.ts";

export interface RunResult {
  readonly seed: number;
  readonly n: number;
  /** Places of the Byzantine agents. */
  readonly byzantine: readonly number[];
  /** Events in the hashgraph of the agent that has most. */
  readonly events: number;
  readonly blocks: number;
  /** State root of the last block. */
  readonly root: string;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<FaultName, number>>;
  readonly behaviours: ReadonlyMap<string, number>;
  /** Codes and marks of honest processes, with what network and disks did. */
  readonly counts: ReadonlyMap<string, number>;
  readonly peaks: ReadonlyMap<string, number>;
  readonly virtualMs: number;
  readonly problems: readonly string[];
}

export interface RunOptions {
  readonly trace?: (line: string) => void;
  /** Ends the run at this virtual time and checks what holds until then, ms. */
  readonly untilMs?: number;
}

const deadlineMs = 90_000;

/** So few that floods reach the bounds (S9) within a run. */
const lowered: Partial<Record<keyof typeof limits, number>> = {
  ...{ orphans: 250, orphansPerCreator: 100, heldEvents: 60, heldPerCreator: 25 },
};

const lowerLimits = (): void => {
  Object.assign(limits as Record<string, number>, lowered);
};

interface Plan {
  readonly cluster: ClusterOptions;
  readonly rates: FaultRates;
  /** When faults and commands end, ms. */
  readonly endMs: number;
  readonly gapMs: number;
}

const drawByzantine = (chance: Chance, n: number): ReadonlyMap<number, BehaviourName[]> => {
  const byzantine = new Map<number, BehaviourName[]>();
  const f = Math.floor((n - 1) / 3);
  const wanted = chance.pick([0, f, f, chance.below(f + 1)]);
  while (byzantine.size < wanted) {
    const share = chance.pick([0.15, 0.35, 0.7]);
    const drawn = behaviourNames.filter(() => chance.happens(share));
    byzantine.set(chance.below(n), drawn.length > 0 ? drawn : [chance.pick(behaviourNames)]);
  }
  return byzantine;
};

/** For how many rounds events are kept: from so few that who was away needs a snapshot. */
const histories = [
  { roundsNonAncient: 4, snapshotRounds: 2 },
  { roundsNonAncient: 4, snapshotRounds: 5 },
  { roundsNonAncient: 10, snapshotRounds: 10 },
  { roundsNonAncient: 26, snapshotRounds: 30 },
] as const;

/** Everything about a run is drawn from its seed: size, network, disks, faults, lies, load. */
const drawPlan = (seed: number, chance: Chance): Plan => {
  const slowMs = chance.pick([8, 20, 45]);
  const n = chance.pick([4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 6, 6, 7, 7, 7, 9, 10]);
  const history = chance.pick(histories);
  const rough = (): number => chance.pick([0, 0, 0.01, 0.05]);
  return {
    cluster: {
      n,
      network: {
        delayMs: n > 7 ? [15, 45] : [slowMs / 3, slowMs],
        lossRate: chance.pick([0, 0.01, 0.05]),
        ...{ stallMs: 200, noticeMs: chance.between(200, 1500), reconnectMs: 100 },
        ...{ dropRate: rough(), duplicateRate: rough(), reorderRate: rough() },
      },
      syncMs: chance.pick([
        [0.2, 1],
        [1, 20],
      ]),
      skewMs: chance.pick([0, 20, 400]),
      byzantine: drawByzantine(chance, n),
      ...(n > 6 ? { pace: { ...defaultPace, leastMs: 15 } } : {}),
      signatures: seed % 10 === 0 ? realSignatures() : fastSignatures(),
      consensus: {
        coinFrequency: chance.pick([3, 3, 12]),
        roundsNonAncient: history.roundsNonAncient,
      },
      snapshotRounds: history.snapshotRounds,
    },
    rates: drawRates(chance),
    // What a run of many agents costs grows with their square.
    endMs: n > 7 ? 1500 : chance.pick([2000, 2000, 4000]),
    gapMs: n > 7 ? 250 : chance.pick([100, 300, 700]),
  };
};

const drawRates = (chance: Chance): FaultRates => {
  const rate = (highest: number): number => chance.pick([0, highest / 4, highest]);
  return {
    ...{ killAgent: rate(0.12), killAtWrite: rate(0.15), restartAgent: 0.2 },
    ...{ longAbsence: rate(0.12), powerCut: rate(0.02) },
    ...{ killGuard: rate(0.08), killGuardAtWrite: rate(0.12) },
    ...{ restartGuard: 0.4, cutOneWay: rate(0.1), partition: rate(0.05), mend: 0.1 },
    ...{ slowPlace: rate(0.06), stepClock: rate(0.06), fillDisk: rate(0.04) },
    ...{ fillGuardDisk: rate(0.02), freeDisk: 0.25 },
  };
};

const giveCommands = (cluster: Cluster, chance: Chance, { gapMs, endMs }: Plan): void => {
  let value = 0;
  const next = (): void => {
    cluster.world.after(chance.between(0, 2 * gapMs), () => {
      if (cluster.world.nowMs > endMs) return;
      value += 1;
      cluster.command(chance.pick(["x", "y"]), value, chance.pick([600, 3000, 20_000]));
      next();
    });
  };
  next();
};

/**
 * Whoever still fetches a snapshot, from a liar at worst, is one of the f that may be missing; it
 * has to be back in the time that `npm run rejoin` gives it.
 */
const backWithinMs = 30_000;

const isBack = (cluster: Cluster): boolean =>
  cluster.honest.every((index) => cluster.agents[index]?.agent?.isRecovering === false);

/** After all is healed a command of each device has to be carried out, whoever lies on. */
const giveProbes = (cluster: Cluster): void => {
  for (const [device, value] of [["x", 999_991], ["y", 999_992]] as const) {
    const before = cluster.followings.length;
    cluster.command(device, value, 30_000);
    cluster.probes.add(cluster.followings[before]?.id ?? "");
  }
};

const isSettled = (cluster: Cluster): boolean => {
  if (!cluster.followings.every(({ stage }) => stage === "ended")) return false;
  const agents = cluster.honest.map((index) => cluster.agents[index]?.agent);
  // One whose disk was full may still be between two attempts to write.
  if (agents.some((agent) => agent?.observer !== "")) return false;
  const isDone = agents.every((agent) => agent?.log.last === agent?.machine.state.clock.block);
  if (!isDone || new Set(agents.map((agent) => agent?.log.last)).size > 1) return false;
  // A liar always has something of weight to say.
  if (cluster.honest.length < cluster.agents.length) return true;
  return agents.every((agent) => agent?.pendingWeight === 0);
};

const countsOf = (cluster: Cluster): ReadonlyMap<string, number> => {
  const counts = new Map(cluster.counts);
  for (const [name, count] of Object.entries(cluster.network.counts))
    counts.set(`network/${name}`, count);
  const files = cluster.agents.flatMap(({ journal, blocks }) => [journal, blocks]);
  for (const { crashes } of [...files, cluster.guard.fence])
    for (const [name, count] of Object.entries(crashes))
      counts.set(`disk/${name}`, (counts.get(`disk/${name}`) ?? 0) + count);
  counts.set("garbage/checked", cluster.garbage.checked);
  const refused = cluster.agents.reduce((sum, { snapshots }) => sum + snapshots.refused, 0);
  counts.set("disk/snapshot-refused", refused);
  return counts;
};

/** One whole life of a site: quiet start, faults under load, healing, and the rules checked. */
export const simulate = async (seed: number, options: RunOptions = {}): Promise<RunResult> => {
  lowerLimits();
  const chance = new Chance(seed ^ 0x5eed);
  const plan = drawPlan(seed, chance);
  const { trace } = options;
  const cluster = new Cluster(seed, { ...plan.cluster, ...(trace === undefined ? {} : { trace }) });
  const faults = new Faults(cluster, plan.rates);
  const bounds = new Bounds(cluster);
  const alarms = new AlarmWork(cluster, new Chance(seed ^ 0xa1a4), plan);
  const { world } = cluster;
  bounds.start();
  await world.run(Math.min(400, options.untilMs ?? 400));
  giveCommands(cluster, chance, plan);
  alarms.start();
  faults.start();
  cluster.interlock.start();
  await world.run(Math.min(plan.endMs, options.untilMs ?? plan.endMs));
  if (options.untilMs === undefined || options.untilMs > plan.endMs) {
    faults.heal();
    cluster.interlock.release();
    const untilMs = options.untilMs ?? deadlineMs;
    await world.run(Math.min(plan.endMs + 500, untilMs));
    const backMs = Math.min(plan.endMs + backWithinMs, untilMs);
    await world.run(backMs, () => isBack(cluster));
    giveProbes(cluster);
    await world.run(untilMs, () => isSettled(cluster) && alarms.isSettled);
  }
  const isOver = options.untilMs === undefined;
  const problems = [
    ...[...bounds.problems, ...new Checkers(cluster).check(isOver)],
    ...alarms.problems(isOver),
  ];
  return resultOf(seed, cluster, faults, problems);
};

const resultOf = (
  seed: number,
  cluster: Cluster,
  faults: Faults,
  problems: readonly string[],
): RunResult => {
  const outcomes: Record<string, number> = {};
  for (const { outcome, stage } of cluster.followings) {
    const name = outcome ?? stage;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  const running = cluster.honest
    .map((index) => cluster.agents[index]?.agent)
    .filter((agent) => agent != null);
  const first = running.sort((a, b) => b.log.last - a.log.last)[0];
  return {
    ...{ seed, n: cluster.site.agents.length, outcomes, faults: faults.counts, problems },
    byzantine: cluster.agents.flatMap(({ byzantine }, index) => (byzantine ? [index] : [])),
    events: Math.max(0, ...running.map((agent) => agent.store.size)),
    blocks: first?.log.last ?? 0,
    root: first?.machine.state.root() ?? "",
    ...{ counts: countsOf(cluster), peaks: cluster.peaks, behaviours: cluster.behaved },
    virtualMs: cluster.world.nowMs,
  };
};
