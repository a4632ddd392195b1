import { towards } from "./numbers.ts";
import type { Plant } from "./skid.ts";

/** Volts and amperes of one phase, ohms, seconds. Three phases, all loaded alike. */
export const feeder = {
  sourceVolts: 231,
  sourceOhms: 0.01,
  /** Current of a load at 100 % and nominal voltage. */
  ratedAmperes: 100,
  nominalVolts: 230,
  loadSeconds: 1,
  loadAtStart: 60,
  openSeconds: 0.06,
  closeSeconds: 0.1,
  /** The motor winds the spring for the next closing; opening is always possible. */
  springSeconds: 3,
} as const;

/** The incoming breaker, then those of the three loads. */
export const breakers = ["breaker-in", "breaker-1", "breaker-2", "breaker-3"] as const;
export const loads = ["1", "2", "3"] as const;

/** A switch with a mechanism: it takes its time, and closing takes a wound spring. */
export class Breaker {
  demand = true;
  closed = true;
  #moved = 0;
  #spring: number = feeder.springSeconds;

  step(seconds: number, isStuck: boolean): void {
    this.#spring = Math.min(feeder.springSeconds, this.#spring + seconds);
    if (this.demand === this.closed || isStuck) {
      this.#moved = 0;
      return;
    }
    // Half a microsecond: steps do not add up to the whole exactly.
    const isWound = this.#spring > feeder.springSeconds - 5e-7;
    if (this.demand && !isWound) return;
    this.#moved += seconds;
    const needed = this.demand ? feeder.closeSeconds : feeder.openSeconds;
    if (this.#moved < needed - 5e-7) return;
    this.closed = this.demand;
    this.#moved = 0;
    if (this.closed) this.#spring = 0;
  }
}

/** A source behind its resistance, a busbar, three resistive loads. */
export class FeederPlant implements Plant {
  readonly actuators = breakers;
  readonly breakers: readonly Breaker[] = breakers.map(() => new Breaker());
  /** Percent of the rated load, as demanded and as connected. */
  readonly loadDemand: number[] = loads.map(() => feeder.loadAtStart);
  readonly load: number[] = loads.map(() => feeder.loadAtStart);
  /** Of the busbar, and through each breaker; one phase. */
  volts = 0;
  readonly amperes: number[] = breakers.map(() => 0);
  /** Joules since the beginning: out of the source, into each load, lost on the way. */
  joulesIn = 0;
  joulesLost = 0;
  readonly joules: number[] = loads.map(() => 0);

  constructor() {
    this.#solve();
  }

  step(seconds: number, isStuck: (actuator: string) => boolean): void {
    breakers.forEach((name, index) => this.breakers[index]?.step(seconds, isStuck(name)));
    const ramp = (100 / feeder.loadSeconds) * seconds;
    this.loadDemand.forEach((demand, index) => {
      this.load[index] = towards(this.load[index] ?? 0, demand, ramp);
    });
    this.#solve();
    const [incoming = 0, ...outgoing] = this.amperes;
    this.joulesIn += 3 * feeder.sourceVolts * incoming * seconds;
    this.joulesLost += 3 * feeder.sourceOhms * incoming ** 2 * seconds;
    outgoing.forEach((amperes, index) => {
      this.joules[index] = (this.joules[index] ?? 0) + 3 * this.volts * amperes * seconds;
    });
  }

  /** Conductances in parallel behind the source's resistance (Kirchhoff). */
  #solve(): void {
    const [incoming, ...outgoing] = this.breakers;
    const rated = feeder.ratedAmperes / feeder.nominalVolts;
    const conductances = outgoing.map(({ closed }, index) =>
      closed ? (rated * (this.load[index] ?? 0)) / 100 : 0,
    );
    const sum = conductances.reduce((total, one) => total + one, 0);
    const isLive = incoming?.closed === true;
    this.volts = isLive ? feeder.sourceVolts / (1 + feeder.sourceOhms * sum) : 0;
    this.amperes[0] = isLive ? (feeder.sourceVolts - this.volts) / feeder.sourceOhms : 0;
    conductances.forEach((conductance, index) => {
      this.amperes[index + 1] = conductance * this.volts;
    });
  }

  state(): Readonly<Record<string, number | boolean>> {
    const { volts, joulesIn, joulesLost } = this;
    const closed = breakers.map((name, index) => [name, this.breakers[index]?.closed === true]);
    const current = ["in", ...loads].map((name, index) => [`current-${name}`, this.amperes[index]]);
    const load = loads.map((name, index) => [`load-${name}`, this.load[index]]);
    const joules = loads.map((name, index) => [`joules-${name}`, this.joules[index]]);
    return {
      ...{ volts, joulesIn, joulesLost },
      ...Object.fromEntries([...closed, ...current, ...load, ...joules]),
    };
  }
}
