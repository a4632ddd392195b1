import type { Clock } from "@quorate/protocol";

/** A seeded generator of 32-bit numbers (mulberry32): the one source of chance in a run. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  next32(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** Uniform in [0, 1). */
  fraction(): number {
    return this.next32() / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.fraction();
  }

  /** Uniform integer in [0, below). */
  below(below: number): number {
    return Math.floor(this.fraction() * below);
  }

  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.below(256));
  }
}

interface Happening {
  readonly atMs: number;
  readonly order: number;
  readonly action: () => void;
  cancelled: boolean;
}

/** 2026-01-01T00:00:00Z: when every run begins. */
export const beginMs = 1_767_225_600_000;

/** Virtual time: actions at their moments, in one fixed order; nothing happens in between. */
export class World {
  readonly chance: Chance;
  nowMs = 0;
  happened = 0;
  private readonly heap: Happening[] = [];
  private order = 0;
  private unsettled = false;

  constructor(seed: number) {
    this.chance = new Chance(seed);
  }

  after(delayMs: number, action: () => void): () => void {
    const atMs = this.nowMs + Math.max(0, delayMs);
    const happening = { atMs, order: this.order++, action, cancelled: false };
    this.push(happening);
    return () => {
      happening.cancelled = true;
    };
  }

  /** Some promise was settled: let everything that waits for it run before time goes on. */
  settle(): void {
    this.unsettled = true;
  }

  /** Runs until virtual `untilMs`, or until `done` says so. */
  async run(untilMs: number, done: () => boolean = () => false): Promise<void> {
    while (!done()) {
      const next = this.heap[0];
      if (next === undefined || next.atMs > untilMs) {
        this.nowMs = Math.max(this.nowMs, untilMs);
        return;
      }
      this.pop();
      if (next.cancelled) continue;
      this.nowMs = next.atMs;
      this.happened += 1;
      next.action();
      while (this.unsettled) {
        this.unsettled = false;
        await new Promise(setImmediate);
      }
    }
  }

  /** A clock that is off by `skewMs` and dies with its process: its timers fire no more. */
  clock(skewMs: () => number, alive: () => boolean): Clock {
    return {
      nowUs: () => Math.floor((beginMs + this.nowMs + skewMs()) * 1000),
      monotonicMs: () => this.nowMs,
      after: (delayMs, action) =>
        this.after(delayMs, () => {
          if (alive()) action();
        }),
    };
  }

  private before(left: Happening, right: Happening): boolean {
    return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
  }

  private push(happening: Happening): void {
    const { heap } = this;
    let index = heap.push(happening) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.before(happening, heap[parent] as Happening)) break;
      heap[index] = heap[parent] as Happening;
      index = parent;
    }
    heap[index] = happening;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop() as Happening;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      const other = heap[child + 1];
      if (other !== undefined && this.before(other, heap[child] as Happening))
        child += 1;
      if (!this.before(heap[child] as Happening, last)) break;
      heap[index] = heap[child] as Happening;
      index = child;
    }
    heap[index] = last;
  }
}
