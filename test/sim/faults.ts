import { faultsOf } from "@quorate/protocol";
import type { Cluster, SimAgent } from "./cluster.ts";

/** The faults of a run by name, each with its probability at every opportunity. */
export interface FaultRates {
  readonly killAgent: number;
  readonly killAtWrite: number;
  readonly restartAgent: number;
  /** Killed, and not started for so long that it may need a snapshot. */
  readonly longAbsence: number;
  readonly powerCut: number;
  readonly killGuard: number;
  readonly killGuardAtWrite: number;
  readonly restartGuard: number;
  readonly cutOneWay: number;
  readonly partition: number;
  readonly mend: number;
  readonly slowPlace: number;
  readonly stepClock: number;
  readonly fillDisk: number;
  readonly fillGuardDisk: number;
  readonly freeDisk: number;
}

export type FaultName = keyof FaultRates;

/** Faults strike at most this often, ms of virtual time. */
const opportunityMs = 150;

/** How long a long absence is, ms: histories are kept for less in some lives. */
const absenceMs = [800, 2500] as const;

/** How far a clock is set off at most, ms. */
const stepMs = 1500;

/** Breaks things at random while `active`, and counts what it broke. */
export class Faults {
  readonly counts: Record<FaultName, number>;
  active = true;
  /** Agents in a long absence. */
  private readonly away = new Set<SimAgent>();
  private readonly cluster: Cluster;
  private readonly rates: FaultRates;
  private readonly strikes: Readonly<
    Record<FaultName, (place: SimAgent, index: number) => boolean>
  >;

  constructor(cluster: Cluster, rates: FaultRates) {
    this.cluster = cluster;
    this.rates = rates;
    this.counts = Object.fromEntries(Object.keys(rates).map((name) => [name, 0])) as never;
    this.strikes = this.makeStrikes();
  }

  start(): void {
    this.cluster.world.after(opportunityMs * this.cluster.world.chance.between(0.5, 1.5), () => {
      if (!this.active) return;
      for (const name of Object.keys(this.rates) as FaultName[])
        if (this.cluster.world.chance.happens(this.rates[name])) this.strike(name);
      this.start();
    });
  }

  /** Everything works again: from here on every command has to come to its end. */
  heal(): void {
    this.active = false;
    const { cluster } = this;
    cluster.network.mend();
    cluster.disarm();
    cluster.agents.forEach((place, index) => {
      this.freeDisk(place);
      cluster.startAgent(index);
    });
    this.freeGuardDisk();
    cluster.startGuard();
    cluster.trace("all is healed");
  }

  private strike(name: FaultName): void {
    const { cluster } = this;
    const index = cluster.world.chance.below(cluster.agents.length);
    if (this.strikes[name](cluster.agents[index] as SimAgent, index)) this.counts[name] += 1;
  }

  /** Each answers whether there was something to break. */
  private makeStrikes(): Faults["strikes"] {
    const { cluster } = this;
    const { chance } = cluster.world;
    return {
      killAgent: ({ agent }, index) => {
        cluster.killAgent(index);
        return agent !== null;
      },
      killAtWrite: ({ agent }, index) => {
        if (agent !== null) cluster.killAtWrite(index, chance.below(8));
        return agent !== null;
      },
      restartAgent: (place, index) => this.restart(place, index),
      longAbsence: (place, index) => {
        // Never so many that the others stand still: they are to go on without it.
        if (this.away.size >= faultsOf(cluster.agents.length) || this.away.has(place)) return false;
        cluster.killAgent(index);
        this.away.add(place);
        cluster.world.after(chance.between(...absenceMs), () => {
          this.away.delete(place);
          cluster.startAgent(index);
        });
        return true;
      },
      powerCut: () => this.powerCut(),
      killGuard: () => {
        const ran = cluster.guard.guard !== null;
        cluster.killGuard();
        return ran;
      },
      killGuardAtWrite: () => {
        const runs = cluster.guard.guard !== null;
        if (runs) cluster.killAtWrite(-1, chance.below(5));
        return runs;
      },
      restartGuard: () => {
        const stood = cluster.guard.guard === null;
        cluster.startGuard();
        return stood;
      },
      cutOneWay: () => this.cutOneWay(),
      partition: () => this.partition(),
      mend: () => {
        cluster.network.mend();
        return true;
      },
      slowPlace: () => {
        cluster.network.slowness.set(chance.pick(this.places()), chance.pick([3, 10]));
        return true;
      },
      stepClock: (place) => {
        const stepped = chance.happens(0.2) ? cluster.guard : place;
        cluster.stepClock(stepped, chance.between(-stepMs, stepMs));
        return true;
      },
      fillDisk: (place) => this.fillDisk(place),
      fillGuardDisk: () => {
        cluster.guard.fence.full = true;
        return true;
      },
      freeDisk: (place) => {
        if (chance.happens(0.3)) this.freeGuardDisk();
        return this.freeDisk(place);
      },
    };
  }

  /** Everything that runs on mains goes out at once, and comes back in any order. */
  private powerCut(): boolean {
    const { cluster } = this;
    const { world } = cluster;
    cluster.killGuard();
    cluster.agents.forEach((_, index) => {
      cluster.killAgent(index);
      world.after(world.chance.between(10, 800), () =>
        this.restart(cluster.agents[index] as SimAgent, index),
      );
    });
    world.after(world.chance.between(10, 800), () => cluster.startGuard());
    return true;
  }

  private restart(place: SimAgent, index: number): boolean {
    if (place.agent !== null || this.away.has(place)) return false;
    this.cluster.startAgent(index);
    return true;
  }

  private fillDisk(place: SimAgent): boolean {
    place.snapshots.full = true;
    // A snapshot is the largest thing that is written at once: often it alone finds no room.
    if (this.cluster.world.chance.happens(0.5)) place.journal.full = place.blocks.full = true;
    return true;
  }

  /** Somebody makes room; the agent goes on by itself. */
  private freeDisk(place: SimAgent): boolean {
    if (!place.snapshots.full) return false;
    place.journal.full = place.blocks.full = place.snapshots.full = false;
    return true;
  }

  private freeGuardDisk(): void {
    const { cluster } = this;
    if (!cluster.guard.fence.full) return;
    cluster.guard.fence.full = false;
    cluster.killGuard();
    cluster.startGuard();
  }

  private places(): string[] {
    return [...this.cluster.agents.map(({ name }) => name), "g", "ann"];
  }

  private cutOneWay(): boolean {
    const { chance } = this.cluster.world;
    const [from, to] = [chance.pick(this.places()), chance.pick(this.places())];
    if (from === to) return false;
    this.cluster.network.cutCable(from, to);
    this.cluster.trace(`the cable from ${from} to ${to} is cut`);
    return true;
  }

  private partition(): boolean {
    const { chance } = this.cluster.world;
    const sides = this.places().map((place) => ({ place, left: chance.happens(0.5) }));
    for (const one of sides)
      for (const other of sides)
        if (one.left !== other.left) this.cluster.network.cutCable(one.place, other.place);
    const left = sides.filter((side) => side.left).map(({ place }) => place);
    this.cluster.trace(`partition: ${left.join(" ")} against the rest`);
    return true;
  }
}
