import { encode, limits, type WireFrame, wire } from "@quorate/protocol";
import type { Core } from "./core.ts";
import type { Peers } from "./peers.ts";
import type { Snapshots } from "./snapshots.ts";

/** Answers that wait for their turn; a learner asks for one thing at a time. */
const waitingAnswers = 64;

/**
 * Gives snapshots and blocks to agents that lack them, no faster than the limit: whoever learns
 * must not slow down those who order.
 */
export class Teacher {
  private readonly core: Core;
  private readonly peers: Peers;
  private readonly snapshots: Snapshots;
  /** Monotonic ms at which what was given so far is paid for. */
  private paidMs = Number.NEGATIVE_INFINITY;
  private readonly waiting = new Set<() => void>();

  constructor(core: Core, peers: Peers, snapshots: Snapshots) {
    this.core = core;
    this.peers = peers;
    this.snapshots = snapshots;
  }

  stop(): void {
    for (const cancel of this.waiting) cancel();
  }

  frame(peer: number, { wantSnapshot, wantBlocks }: WireFrame): void {
    if (this.waiting.size >= waitingAnswers) return;
    if (wantSnapshot) this.inTurn(() => this.givePart(peer, wantSnapshot));
    else if (wantBlocks) this.inTurn(() => this.giveBlocks(peer, wantBlocks.from));
  }

  /** Runs `give`, which answers how many bytes it gave, when all before it is paid for. */
  private inTurn(give: () => number): void {
    const { clock } = this.core.io;
    const run = (): void => {
      const nowMs = clock.monotonicMs();
      const costMs = (give() * 1000) / limits.teachBytesPerSecond;
      this.paidMs = Math.max(this.paidMs, nowMs) + costMs;
    };
    const waitMs = this.paidMs - clock.monotonicMs();
    if (waitMs <= 0) return run();
    const cancel = clock.after(waitMs, () => {
      this.waiting.delete(cancel);
      run();
    });
    this.waiting.add(cancel);
  }

  private givePart(peer: number, { block, part }: { block: number; part: number }): number {
    const bytes = this.snapshots.part(block, part);
    this.peers.send(peer, { snapshot: { block, part, bytes } });
    return bytes.length;
  }

  private giveBlocks(peer: number, from: number): number {
    const blocks = this.core.log.read(from, limits.logBlocks, limits.syncBytes);
    this.peers.send(peer, { blocks: { blocks } });
    return blocks.reduce((sum, block) => sum + encode(wire.Block, block).length, 0);
  }
}
