import { type GraphEvent, Hashgraph, Pace, type PaceParameters } from "@quorate/consensus";

/** What happens to a simulated network; times are in one-way delays. */
export interface DelayScenario {
  readonly members: number;
  /** Members that never say anything. */
  readonly dead: number;
  /** Members whose every message takes three times as long, in both directions. */
  readonly slow: number;
  /** False: one command at a time, each into a network at rest. */
  readonly busy: boolean;
  /** How long one mean one-way delay is, ms: what Pace's milliseconds are held against. */
  readonly delayMs: number;
  /** Events that are measured, at least; what the start and the end lack is not among them. */
  readonly events: number;
  readonly seed: number;
}

export interface DelayOutcome {
  /** From an event's creation to its order at each member, in one-way delays, ascending. */
  readonly delays: readonly number[];
  /** The same of the slow members' own events. */
  readonly slowDelays: readonly number[];
  /** Events that each member made. */
  readonly made: readonly number[];
  readonly rounds: number;
}

/** Uniform numbers from a seed (mulberry32). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

interface Planned {
  readonly atMs: number;
  readonly number: number;
  readonly run: () => void;
}

/** Actions by their time, those of one time in the order in which they were planned. */
class Agenda {
  nowMs = 0;
  private readonly heap: Planned[] = [];
  private planned = 0;

  plan(atMs: number, run: () => void): void {
    this.planned += 1;
    this.heap.push({ atMs, number: this.planned, run });
    let child = this.heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.isBefore(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  /** Runs the next action; false when there is none. */
  step(): boolean {
    const [first] = this.heap;
    const last = this.heap.pop();
    if (first === undefined || last === undefined) return false;
    if (last !== first) this.sink(last);
    this.nowMs = first.atMs;
    first.run();
    return true;
  }

  private sink(last: Planned): void {
    this.heap[0] = last;
    for (let parent = 0; ; ) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2])
        if (child < this.heap.length && this.isBefore(child, least)) least = child;
      if (least === parent) return;
      this.swap(parent, least);
      parent = least;
    }
  }

  private isBefore(one: number, other: number): boolean {
    const [left, right] = [this.heap[one] as Planned, this.heap[other] as Planned];
    return left.atMs < right.atMs || (left.atMs === right.atMs && left.number < right.number);
  }

  private swap(one: number, other: number): void {
    const left = this.heap[one] as Planned;
    this.heap[one] = this.heap[other] as Planned;
    this.heap[other] = left;
  }
}

/** Between two requests to one peer for events that others refer to (edge-agent/src/peers.ts). */
const askEveryMs = 20;

/** One agent reduced to what latency depends on: its graph, its pace and its tips. */
class Member {
  readonly graph: Hashgraph;
  made = 0;
  /** Commands that no own event carries yet. */
  waiting = 0;
  private readonly network: DelayNetwork;
  private readonly self: number;
  private readonly pace: Pace;
  private readonly orphans: GraphEvent[] = [];
  private readonly unordered = new Set<string>();
  /** When each of the others was last asked for events, ms. */
  private readonly askedMs = new Map<number, number>();
  private timer = 0;

  constructor(network: DelayNetwork, self: number, pace: PaceParameters | undefined) {
    const { members } = network.scenario;
    this.network = network;
    this.self = self;
    this.graph = new Hashgraph({ members });
    this.pace = pace === undefined ? new Pace(members, self) : new Pace(members, self, pace);
  }

  take(event: GraphEvent, from: number): void {
    if (this.graph.has(event.hash) || this.orphans.some(({ hash }) => hash === event.hash)) return;
    this.orphans.push(event);
    const missing = event.parents.filter((one) => !this.isThere(one) && !this.isOrphan(one));
    if (missing.length > 0) this.ask(from, missing);
    for (let moved = true; moved; ) {
      moved = false;
      for (const [index, orphan] of this.orphans.entries()) {
        if (!orphan.parents.every((one) => this.isThere(one))) continue;
        this.orphans.splice(index, 1);
        this.insert(orphan);
        moved = true;
        break;
      }
    }
    this.think();
  }

  /** Answers those of these events that are here. */
  give(to: number, hashes: readonly string[]): void {
    const events = hashes.map((hash) => this.graph.get(hash)).filter((one) => one !== undefined);
    this.network.deliver(this.self, to, (member) => {
      for (const event of events) member.take(event, this.self);
    });
  }

  /** As `Peers` in edge-agent/src/peers.ts does: whoever referred to them has them. */
  private ask(from: number, missing: readonly { readonly hash: string }[]): void {
    const { network } = this;
    const { nowMs } = network.agenda;
    if (nowMs - (this.askedMs.get(from) ?? -Infinity) < askEveryMs) return;
    this.askedMs.set(from, nowMs);
    const hashes = missing.map(({ hash }) => hash);
    network.deliver(this.self, from, (member) => member.give(this.self, hashes));
  }

  private isThere(parent: GraphEvent["parents"][number]): boolean {
    return this.graph.has(parent.hash) || this.graph.isAncient(parent);
  }

  private isOrphan({ hash }: { readonly hash: string }): boolean {
    return this.orphans.some((orphan) => orphan.hash === hash);
  }

  /** As `Creation` in edge-agent/src/creation.ts does. */
  think(): void {
    this.timer += 1;
    const { network } = this;
    const waiting = network.scenario.busy || this.waiting > 0;
    const busy = waiting || this.unordered.size > 0;
    const decision = this.pace.decide({ busy, open: false, waiting }, network.agenda.nowMs);
    if (decision.kind === "create") this.create();
    if (decision.kind !== "wait") return;
    const mine = this.timer;
    network.agenda.plan(network.agenda.nowMs + decision.waitMs, () => {
      if (mine === this.timer) this.think();
    });
  }

  private insert(event: GraphEvent): void {
    const { network, self } = this;
    if (network.isMeasured(event.hash)) this.unordered.add(event.hash);
    const rounds = this.graph.add(event);
    const nowMs = network.agenda.nowMs;
    this.pace.received(event, nowMs);
    if (event.creator === self) this.pace.created(event.sequence, nowMs);
    for (const round of rounds) {
      for (const { event: ordered } of round.events) {
        this.unordered.delete(ordered.hash);
        network.ordered(self, ordered);
      }
      for (const { hash } of round.stale) this.unordered.delete(hash);
    }
  }

  private create(): void {
    const { network, self, graph } = this;
    const tips = graph.tips().filter((tip) => tip !== undefined);
    const own = tips.filter(({ creator }) => creator === self);
    const others = tips.filter((tip) => tip.creator !== self && !graph.isAncient(tip));
    this.made += 1;
    const event: GraphEvent = {
      ...{ hash: network.hash(), creator: self, sequence: this.made },
      ...{ birthRound: graph.pendingRound, timeUs: Math.round(network.agenda.nowMs * 1000) + 1 },
      ...{ coin: Math.floor(network.random() * 2 ** 32), parents: [...own, ...others] },
    };
    network.created(event, network.scenario.busy || this.waiting > 0);
    this.waiting = 0;
    this.take(event, self);
    network.send(self, event);
  }
}

/**
 * Members over a network in which every message takes 0.5 to 1.5 one-way delays, uniformly; with
 * the real graph and the real pace on virtual time, and nothing else that costs time.
 */
export class DelayNetwork {
  readonly scenario: DelayScenario;
  readonly agenda = new Agenda();
  readonly random: () => number;
  private readonly members: Member[];
  private readonly createdMs = new Map<string, { readonly atMs: number; left: number }>();
  private readonly delays: number[] = [];
  private readonly slowDelays: number[] = [];
  private measured = 0;

  constructor(scenario: DelayScenario, pace?: PaceParameters) {
    this.scenario = scenario;
    this.random = randomFrom(scenario.seed);
    const alive = scenario.members - scenario.dead;
    this.members = Array.from({ length: alive }, (_, self) => new Member(this, self, pace));
  }

  run(): DelayOutcome {
    const { busy, events } = this.scenario;
    for (const member of this.members) this.agenda.plan(0, () => member.think());
    if (!busy) this.command();
    while (this.measured < events && this.agenda.step());
    const ascending = (numbers: number[]): number[] => numbers.sort((a, b) => a - b);
    return {
      delays: ascending(this.delays),
      slowDelays: ascending(this.slowDelays),
      made: this.members.map(({ made }) => made),
      rounds: Math.max(...this.members.map(({ graph }) => graph.decidedRound)),
    };
  }

  hash(): string {
    const word = (): string => Math.floor(this.random() * 2 ** 32).toString(16).padStart(8, "0");
    return Array.from({ length: 8 }, word).join("");
  }

  created({ hash }: GraphEvent, carries: boolean): void {
    if (!carries) return;
    this.createdMs.set(hash, { atMs: this.agenda.nowMs, left: this.members.length });
  }

  isMeasured(hash: string): boolean {
    return this.createdMs.has(hash);
  }

  send(from: number, event: GraphEvent): void {
    for (let to = 0; to < this.members.length; to += 1)
      if (to !== from) this.deliver(from, to, (member) => member.take(event, from));
  }

  /** One message on its way. */
  deliver(from: number, to: number, arrive: (member: Member) => void): void {
    const times = this.isSlow(from) || this.isSlow(to) ? 3 : 1;
    const delayMs = (0.5 + this.random()) * this.scenario.delayMs * times;
    const member = this.members[to] as Member;
    this.agenda.plan(this.agenda.nowMs + delayMs, () => arrive(member));
  }

  ordered(member: number, { hash, creator }: GraphEvent): void {
    const created = this.createdMs.get(hash);
    if (created === undefined) return;
    const delay = (this.agenda.nowMs - created.atMs) / this.scenario.delayMs;
    const list = this.isSlow(member) || this.isSlow(creator) ? this.slowDelays : this.delays;
    list.push(delay);
    created.left -= 1;
    if (created.left > 0) return;
    this.createdMs.delete(hash);
    this.measured += 1;
    if (!this.scenario.busy) this.command();
  }

  /** The last members are the slow ones. */
  private isSlow(member: number): boolean {
    return member >= this.members.length - this.scenario.slow;
  }

  /** A command comes to some member a while after the last one was ordered everywhere. */
  private command(): void {
    const fast = this.members.length - this.scenario.slow;
    const member = this.members[Math.floor(this.random() * fast)] as Member;
    const pauseMs = (10 + 10 * this.random()) * this.scenario.delayMs;
    this.agenda.plan(this.agenda.nowMs + pauseMs, () => {
      member.waiting += 1;
      member.think();
    });
  }
}
