import type { Cluster } from "./cluster.ts";

/** The faults of a run by name, each with its probability at every opportunity. */
export interface FaultRates {
  readonly killAgent: number;
  readonly restartAgent: number;
  readonly killGuard: number;
  readonly restartGuard: number;
  readonly cutOneWay: number;
  readonly partition: number;
  readonly mend: number;
}

export type FaultName = keyof FaultRates;

/** Faults strike at most this often, ms of virtual time. */
const opportunityMs = 150;

/** Breaks things at random while `active`, and counts what it broke. */
export class Faults {
  readonly counts: Record<FaultName, number>;
  active = true;
  private readonly cluster: Cluster;
  private readonly rates: FaultRates;

  constructor(cluster: Cluster, rates: FaultRates) {
    this.cluster = cluster;
    this.rates = rates;
    this.counts = Object.fromEntries(Object.keys(rates).map((name) => [name, 0])) as never;
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
    cluster.agents.forEach((_, index) => cluster.startAgent(index));
    cluster.startGuard();
    cluster.trace("all is healed");
  }

  private strike(name: FaultName): void {
    const { cluster } = this;
    const { chance } = cluster.world;
    const index = chance.below(cluster.agents.length);
    const running = cluster.agents[index]?.agent !== null;
    if (name === "killAgent" && running) cluster.killAgent(index);
    else if (name === "restartAgent" && !running) cluster.startAgent(index);
    else if (name === "killGuard" && cluster.guard.guard !== null) cluster.killGuard();
    else if (name === "restartGuard" && cluster.guard.guard === null) cluster.startGuard();
    else if (name === "cutOneWay") this.cutOneWay();
    else if (name === "partition") this.partition();
    else if (name === "mend") cluster.network.mend();
    else return;
    this.counts[name] += 1;
  }

  private places(): string[] {
    return [...this.cluster.agents.map(({ name }) => name), "g", "ann"];
  }

  private cutOneWay(): void {
    const { chance } = this.cluster.world;
    const [from, to] = [chance.pick(this.places()), chance.pick(this.places())];
    if (from === to) return;
    this.cluster.network.cutCable(from, to);
    this.cluster.trace(`the cable from ${from} to ${to} is cut`);
  }

  private partition(): void {
    const { chance } = this.cluster.world;
    const sides = this.places().map((place) => ({ place, left: chance.happens(0.5) }));
    for (const one of sides)
      for (const other of sides)
        if (one.left !== other.left) this.cluster.network.cutCable(one.place, other.place);
    const left = sides.filter((side) => side.left).map(({ place }) => place);
    this.cluster.trace(`partition: ${left.join(" ")} against the rest`);
  }
}
