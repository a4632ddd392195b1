import type { Random } from "../consensus/random.ts";

/** One process that is killed, and what becomes of it then. */
export interface Blow {
  readonly name: string;
  /** How long it stays down, ms. */
  readonly downMs: number;
  /** Killed again so long after it was started, ms: it is in the middle of its start, or behind. */
  readonly againMs: readonly number[];
}

/** Processes that are killed at one moment. */
export interface Strike {
  readonly kind: StrikeKind;
  /** After the site may be struck again, ms. */
  readonly pauseMs: number;
  readonly blows: readonly Blow[];
}

/** Of `weights`, in percent. What stays within f agents waits until the site has recovered. */
const weights = {
  "one agent": 44,
  "guard": 13,
  "agent and guard": 10,
  "an agent while it starts": 11,
  "more than f agents": 12,
  "all agents": 5,
  "all agents and guard": 5,
} as const;
export type StrikeKind = keyof typeof weights;
export const strikeKinds = Object.keys(weights) as readonly StrikeKind[];

/** Strikes after which the site still has its quorum. */
export const isMild = (kind: StrikeKind): boolean =>
  ["one agent", "guard", "agent and guard", "an agent while it starts"].includes(kind);

export interface Sides {
  readonly agents: readonly string[];
  readonly guard: string;
  /** Agents that may be down while the site orders. */
  readonly faulty: number;
  /** Only strikes whose names have this text. */
  readonly only: string;
}

/** The strikes of one run, from its seed alone. */
export class Plan {
  private readonly random: Random;
  private readonly sides: Sides;

  constructor(random: Random, sides: Sides) {
    this.random = random;
    this.sides = sides;
  }

  next(): Strike {
    const { random } = this;
    const kind = this.kind();
    const starting = kind === "an agent while it starts";
    const blows = this.victims(kind).map((name) => ({
      name,
      downMs: this.downMs(),
      againMs: starting ? this.again() : [],
    }));
    return { kind, pauseMs: random.below(random.chance(0.3) ? 3000 : 800), blows };
  }

  private kind(): StrikeKind {
    const kinds = strikeKinds.filter((kind) => kind.includes(this.sides.only));
    let left = this.random.below(kinds.reduce((sum, kind) => sum + weights[kind], 0));
    return kinds.find((kind) => (left -= weights[kind]) < 0) ?? "one agent";
  }

  private victims(kind: StrikeKind): readonly string[] {
    const { random, sides } = this;
    const { agents, guard, faulty } = sides;
    const shuffled = random.shuffled(agents);
    switch (kind) {
      case "one agent":
      case "an agent while it starts":
        return shuffled.slice(0, 1);
      case "guard":
        return [guard];
      case "agent and guard":
        return random.shuffled([...shuffled.slice(0, 1), guard]);
      case "more than f agents":
        return shuffled.slice(0, random.between(faulty + 1, agents.length - 1));
      case "all agents":
        return shuffled;
      case "all agents and guard":
        return random.shuffled([...agents, guard]);
    }
  }

  /** Mostly at once, as a supervisor does it; now and then long enough to be missed. */
  private downMs(): number {
    const { random } = this;
    if (random.chance(0.65)) return random.below(250);
    return random.chance(0.8) ? random.between(250, 1500) : random.between(1500, 6000);
  }

  private again(): readonly number[] {
    const { random } = this;
    const times = random.chance(0.3) ? 2 : 1;
    return Array.from({ length: times }, () => random.between(20, 3000));
  }
}
