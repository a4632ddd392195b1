import { CodedError, encode, limits, type WireFrame, wire } from "@quorate/protocol";
import type { Core } from "./core.ts";
import type { Peers } from "./peers.ts";
import type { Snapshots } from "./snapshots.ts";

/** Answers to one learner that wait for their turn: a part of a snapshot, and blocks. */
const waitingAnswers = 2;

/** What looks for something in a cold file for so long pays so many times that. */
const timeShare = 4;

/** What an answer costs at the least, bytes: looking for what is not there is work as well. */
const leastBytes = 16 * 1024;

interface Question {
  readonly peer: number;
  /** Answers how many bytes it gave. */
  give(): number;
}

/**
 * Gives snapshots and blocks to agents that lack them, no faster than the limit: whoever learns
 * must not slow down those who order, nor keep others from learning.
 */
export class Teacher {
  private readonly core: Core;
  private readonly peers: Peers;
  private readonly snapshots: Snapshots;
  private readonly failed: (peer: number, error: CodedError) => void;
  /** Monotonic ms at which what was given so far is paid for. */
  private paidMs = Number.NEGATIVE_INFINITY;
  private readonly questions: Question[] = [];
  private cancelTurn: (() => void) | null = null;

  /** `failed` is told what could not be read for a peer. */
  constructor(
    core: Core,
    peers: Peers,
    snapshots: Snapshots,
    failed: (peer: number, error: CodedError) => void,
  ) {
    this.core = core;
    this.peers = peers;
    this.snapshots = snapshots;
    this.failed = failed;
  }

  stop(): void {
    this.cancelTurn?.();
    this.questions.length = 0;
  }

  frame(peer: number, { wantSnapshot, wantBlocks }: WireFrame): void {
    // S9: as many as there are peers, and each has the same share.
    if (this.questions.filter((one) => one.peer === peer).length >= waitingAnswers) return;
    if (wantSnapshot) this.ask({ peer, give: () => this.givePart(peer, wantSnapshot) });
    else if (wantBlocks) this.ask({ peer, give: () => this.giveBlocks(peer, wantBlocks.from) });
  }

  private ask(question: Question): void {
    this.questions.push(question);
    if (this.cancelTurn === null) this.answer();
  }

  /** One after the other, each when all before it is paid for. */
  private answer(): void {
    const { clock } = this.core.io;
    this.cancelTurn = null;
    while (this.questions.length > 0) {
      const nowMs = clock.monotonicMs();
      if (this.paidMs > nowMs) {
        this.cancelTurn = clock.after(this.paidMs - nowMs, () => this.answer());
        return;
      }
      const bytes = this.give(this.questions.shift() as Question);
      const tookMs = clock.monotonicMs() - nowMs;
      const costMs = (Math.max(bytes, leastBytes) * 1000) / limits.teachBytesPerSecond;
      this.paidMs = Math.max(this.paidMs, nowMs) + Math.max(costMs, tookMs * timeShare);
    }
  }

  /** What cannot be read, of a disk that rots or is full, is not given; others have it. */
  private give({ peer, give }: Question): number {
    try {
      return give();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.failed(peer, error);
      return 0;
    }
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
