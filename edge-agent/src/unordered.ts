import type { Hex } from "@quorate/protocol";
import { Shares } from "./shares.ts";

/** Transactions of weight in events that are not ordered yet, and whose commands they are. */
export class Unordered {
  private readonly items = new Map<Hex, Hex | undefined>();
  /** Commands alone. */
  readonly commands = new Shares();

  get size(): number {
    return this.items.size;
  }

  has(id: Hex): boolean {
    return this.items.has(id);
  }

  /** `operator` of a command. */
  add(id: Hex, operator?: Hex): void {
    if (this.items.has(id)) return;
    this.items.set(id, operator);
    this.commands.add(operator, 1);
  }

  delete(id: Hex): void {
    const operator = this.items.get(id);
    if (this.items.delete(id)) this.commands.add(operator, -1);
  }
}
