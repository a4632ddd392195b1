import type { BuiltBlock } from "../../edge-agent/src/machine.ts";
import { hexBytes, readCommand, type Site, type Veto } from "@quorate/protocol";
import type { World } from "./world.ts";

/** A command with such a value needs the plant's interlock to be released. */
export const isInterlocked = (value: unknown): boolean =>
  typeof value === "number" && value % 5 === 0;

/**
 * Something in the plant that forbids some commands for a while. Agents see it change at different
 * moments, each with its own eyes, so that ballots of one block differ.
 */
export class Interlock {
  private readonly world: World;
  private readonly chain: Uint8Array;
  private holds = false;
  private isOver = false;
  private readonly seen: boolean[];

  constructor(world: World, site: Site) {
    this.world = world;
    this.chain = hexBytes(site.chain);
    this.seen = site.agents.map(() => false);
  }

  /** Changes now and then from here on. */
  start(): void {
    this.world.after(this.world.chance.between(200, 1500), () => {
      if (this.isOver) return;
      this.set(!this.holds);
      this.start();
    });
  }

  /** It forbids nothing any more. */
  release(): void {
    this.isOver = true;
    this.set(false);
  }

  private set(holds: boolean): void {
    this.holds = holds;
    this.seen.forEach((_, agent) => {
      this.world.after(this.world.chance.between(0, 300), () => {
        this.seen[agent] = this.holds;
      });
    });
  }

  vetoes(agent: number, block: BuiltBlock): readonly Veto[] {
    if (this.seen[agent] !== true) return [];
    return block.entries.flatMap(({ sequence, item }) => {
      if (item.kind !== "verdict" || item.decision !== "permit") return [];
      const { writes } = readCommand(this.chain, item.command);
      if (!writes.some(({ value }) => isInterlocked(value))) return [];
      return [{ sequence, code: "INTERLOCK", detail: "the simulated interlock holds" }];
    });
  }
}
