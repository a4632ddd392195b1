import type { Agent } from "@quorate/edge-agent";
import { limits } from "@quorate/protocol";
import type { Cluster, SimAgent } from "./cluster.ts";

/** How often the sizes are looked at, ms of virtual time. */
const lookEveryMs = 40;

/** For how long ids are remembered from the order's time on, s. */
const memoryOf = ({ machine }: Agent): number => {
  const { clock } = machine.state;
  const { seenUntil } = machine.state as unknown as { seenUntil: ReadonlyMap<number, unknown> };
  return Math.max(0, ...[...seenUntil.keys()].map((second) => second - clock.timeUs / 1_000_000));
};

/** What an agent keeps beside what its own pace sets, each with its bound. */
const sizesOf = (agent: Agent): readonly (readonly [string, number, number])[] => {
  const { gossip, pool, box, greeted, mismatches, equivocators, site } = agent;
  const inside = gossip as unknown as {
    orphanBytes: number;
    orphansOf: ReadonlyMap<number, number>;
    children: ReadonlyMap<string, unknown>;
  };
  const early = (box as unknown as { early: ReadonlyMap<number, ReadonlyMap<number, unknown>> })
    .early;
  const n = site.agents.length;
  const { ttlMaxMs, clockDriftMs } = site.policy;
  const earlyBallots = [...early.values()].reduce((sum, one) => sum + one.size, 0);
  return [
    ["orphans", gossip.orphanCount, limits.orphans],
    ["orphans of one creator", Math.max(0, ...inside.orphansOf.values()), limits.orphansPerCreator],
    ["bytes of orphans", inside.orphanBytes, limits.orphanBytes],
    ["parents that orphans wait for", inside.children.size, limits.orphans * n],
    ["held events", gossip.heldCount, limits.heldEvents],
    // Own reports and ballots come on top of what clients give.
    ["pool", pool.size, 2 * limits.poolTransactions],
    ["early ballots", earlyBallots, 64 * n],
    ["agents in sets", Math.max(greeted.size, mismatches.size, equivocators.size), n],
    ["seconds of memory", memoryOf(agent), (3 * (ttlMaxMs + clockDriftMs)) / 1000],
    ["sessions", (agent.clients as unknown as { sessions: Set<unknown> }).sessions.size, 256],
  ];
};

/** S9: looks at the sizes of honest processes all through a run. */
export class Bounds {
  readonly problems: string[] = [];
  private readonly cluster: Cluster;
  private readonly told = new Set<string>();

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  start(): void {
    this.cluster.world.after(lookEveryMs, () => {
      this.look();
      this.start();
    });
  }

  look(): void {
    for (const index of this.cluster.honest) {
      const { agent, name, snapshots } = this.cluster.agents[index] as SimAgent;
      if (agent === null) continue;
      // Two to teach from, and the one that was just taken or taken up.
      const stored = ["stored snapshots", snapshots.stored().length, 3] as const;
      for (const [what, size, bound] of [...sizesOf(agent), stored]) {
        this.cluster.peak(what, size);
        if (size <= bound || this.told.has(`${name} ${what}`)) continue;
        this.told.add(`${name} ${what}`);
        this.problems.push(`S9: ${name} has ${what}: ${size}, at most ${bound}`);
      }
    }
  }
}
