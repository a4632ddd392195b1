import type { Hex } from "@quorate/protocol";

/** How many of some things each operator has, by key. Who has none has no place in it (S9). */
export class Shares {
  private readonly counts = new Map<Hex, number>();
  private sum = 0;

  get total(): number {
    return this.sum;
  }

  of(operator: Hex): number {
    return this.counts.get(operator) ?? 0;
  }

  operators(): Iterable<Hex> {
    return this.counts.keys();
  }

  /** Of nobody's things there is no count. */
  add(operator: Hex | undefined, by: 1 | -1): void {
    if (operator === undefined) return;
    const count = this.of(operator) + by;
    this.sum += by;
    if (count === 0) this.counts.delete(operator);
    else this.counts.set(operator, count);
  }
}
