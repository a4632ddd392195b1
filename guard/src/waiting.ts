import type { Certified, CertifiedEntry, Hex } from "@quorate/protocol";
import type { Turn } from "./turn.ts";

/** A certified entry before its turn. */
export interface Waiting<T extends Turn = Turn> {
  readonly turn: T;
  readonly certified: Certified<CertifiedEntry>;
  readonly key: Hex;
}

/** Certificates of one device that came before those at the places before them (S3). */
export class WaitingRoom {
  private readonly items = new Map<number, Waiting>();
  private overflowed = false;

  get size(): number {
    return this.items.size;
  }

  at(sequence: number): Waiting | undefined {
    return this.items.get(sequence);
  }

  put(item: Waiting): void {
    this.items.set(item.turn.sequence, item);
  }

  take(sequence: number): Waiting | undefined {
    const item = this.items.get(sequence);
    this.items.delete(sequence);
    return item;
  }

  /** All up to a place, in their order. */
  takeUpTo(sequence: number): readonly Waiting[] {
    const taken = [...this.items.values()].filter(({ turn }) => turn.sequence <= sequence);
    for (const { turn } of taken) this.items.delete(turn.sequence);
    return taken.sort((left, right) => left.turn.sequence - right.turn.sequence);
  }

  clear(): void {
    this.items.clear();
  }

  /** S9: what is needed last goes; it is fetched again later, never refused. */
  dropLast(): Waiting | undefined {
    this.overflowed = true;
    return this.take(Math.max(...this.items.keys()));
  }

  /** Whether something was dropped since this was last asked. */
  takeOverflowed(): boolean {
    const { overflowed } = this;
    this.overflowed = false;
    return overflowed;
  }
}
