import {
  type ChainPlace,
  blockHash,
  checkBlock,
  CodedError,
  decodeHeader,
  encode,
  type Envelope,
  faultsOf,
  limits,
  startOf,
  type WireBlock,
  type WireFrame,
  type WireTips,
  wire,
} from "@quorate/protocol";
import type { Core } from "./core.ts";
import type { Peers } from "./peers.ts";
import { openHead, openSnapshot } from "./snapshot.ts";
import type { Snapshots } from "./snapshots.ts";

/** A teacher that leaves a question without answer for so long is given up, ms. */
const answerMs = 4000;
/** And so is one whose snapshot is not whole after so long, and what its bytes may take. */
const wholeMs = 20_000;
/** Bytes that a teacher gives a second at the least, when all others learn of it as well. */
const leastBytesPerSecond = limits.teachBytesPerSecond / (2 * limits.agents);
/** A teacher that gave something broken, or nothing in time, is not asked again for so long, ms. */
const shunMs = 30_000;
/** One that has it no more, for so long; nor is anybody after the own disk took no snapshot. */
const pauseMs = 4000;
/** A block whose ballots have not all come after so long may be in the logs of others, ms. */
const stuckMs = 3000;

/** A snapshot on its way. */
interface Fetching {
  readonly peer: number;
  readonly block: number;
  head: Uint8Array;
  count: number;
  readonly parts: Uint8Array[];
  /** Monotonic ms. */
  readonly begunMs: number;
  bytes: number;
}

export interface CatchUpHost {
  readonly snapshots: Snapshots;
  /** The log has grown. */
  logged(): void;
  /** A ballot of a block that others have in their logs; `peer` gave it. */
  ballot(envelope: Envelope, peer: number): void;
}

/**
 * What an agent does that was away for longer than the others keep events, or whose state is not
 * theirs: it takes up the newest snapshot that more than two thirds have signed, from any of them,
 * and starts again from there (consensus.md section 4). And the blocks that its log then lacks.
 */
export class CatchUp {
  private readonly core: Core;
  private readonly peers: Peers;
  private readonly host: CatchUpHost;
  private fetching: Fetching | null = null;
  private cancelAnswer: () => void = () => {};
  private readonly shunned = new Map<number, number>();
  /** Peers by whose last tips their events do not reach back to what is known here. */
  private readonly ahead = new Set<number>();
  private pausedUntilMs = Number.NEGATIVE_INFINITY;
  /** Who was asked for blocks, and until when an answer is waited for. */
  private asked: { readonly peer: number; readonly untilMs: number } | null = null;
  private place: ChainPlace | null = null;
  /** The next block of the log, and since when it waits for that one, monotonic ms. */
  private waiting = { block: 0, sinceMs: 0 };
  private restarting = false;

  constructor(core: Core, peers: Peers, host: CatchUpHost) {
    this.core = core;
    this.peers = peers;
    this.host = host;
  }

  stop(): void {
    this.cancelAnswer();
  }

  /** A peer told what it has: is it more than its events could bring here? */
  tips(peer: number, tips: WireTips): void {
    if (this.restarting) return;
    if (this.isBehind(tips)) this.ahead.add(peer);
    else this.ahead.delete(peer);
    if (this.isShunned(peer)) return;
    if (this.fetching === null && this.needsSnapshot(tips)) this.begin(peer, tips.snapshot);
    else if (tips.block > this.core.log.last) this.askBlocks(peer);
  }

  frame(peer: number, frame: WireFrame): void {
    try {
      if (frame.snapshot) this.takePart(peer, frame.snapshot);
      else if (frame.blocks) this.takeBlocks(peer, frame.blocks.blocks);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.shun(peer);
      throw error;
    }
  }

  // snapshots ------------------------------------------------------------------------------------

  /** By what the peer says: it may be a liar. */
  private isBehind({ keptFrom, snapshot, decidedRound }: WireTips): boolean {
    const { hashgraph } = this.core.order;
    if (snapshot <= this.core.machine.state.clock.block) return false;
    return decidedRound > hashgraph.decidedRound && keptFrom > hashgraph.ancientBelow;
  }

  /**
   * Whoever waits for a snapshot takes no events and makes none. f+1 peers have to say that events
   * reach no more, or a single liar could stop whom it likes, and with them the site.
   */
  private needsSnapshot(tips: WireTips): boolean {
    const { core } = this;
    if (core.io.clock.monotonicMs() < this.pausedUntilMs) return false;
    if (core.divergedAt > 0) return this.endsDivergence(tips.snapshot);
    return this.isBehind(tips) && this.ahead.size > faultsOf(core.site.agents.length);
  }

  /**
   * The first time, the newest signed state is enough: what comes after it is computed anew. If
   * that does not help, it is the state itself that has to come from the others.
   */
  private endsDivergence(snapshot: number): boolean {
    const { core, host } = this;
    const isAgain = core.divergedBefore > 0;
    if (isAgain) return snapshot >= core.divergedAt;
    if (snapshot > host.snapshots.newest) return true;
    this.restart("its own newest snapshot");
    return false;
  }

  private begin(peer: number, block: number): void {
    this.core.learning = true;
    const begunMs = this.core.io.clock.monotonicMs();
    this.fetching = {
      ...{ peer, block, head: new Uint8Array(), count: 0, parts: [], begunMs, bytes: 0 },
    };
    this.core.io.log.info("order", "SNAPSHOT_FETCH", { from: this.core.nameOf(peer), block });
    this.ask();
  }

  private ask(): void {
    const { fetching, core } = this;
    if (fetching === null) return;
    const { peer, block, head, parts } = fetching;
    const part = head.length === 0 ? 0 : parts.length + 1;
    this.cancelAnswer();
    this.cancelAnswer = core.io.clock.after(answerMs, () => {
      this.shun(peer);
      this.giveUp("no answer");
    });
    this.peers.send(peer, { wantSnapshot: { block, part } });
  }

  private giveUp(why: string): void {
    const { fetching, core } = this;
    if (fetching === null) return;
    this.cancelAnswer();
    this.fetching = null;
    core.learning = false;
    const { peer, block } = fetching;
    core.io.log.warn("order", "SNAPSHOT_LOST", { from: core.nameOf(peer), block, detail: why });
  }

  private takePart(
    peer: number,
    { block, part, bytes }: { readonly block: number; part: number; bytes: Uint8Array },
  ): void {
    const { fetching, core } = this;
    if (fetching === null || fetching.peer !== peer || fetching.block !== block) return;
    if (part !== (fetching.head.length === 0 ? 0 : fetching.parts.length + 1)) return;
    if (bytes.length === 0) {
      this.shun(peer, pauseMs);
      return this.giveUp("the other one has it no more");
    }
    fetching.bytes += bytes.length;
    if (fetching.bytes > limits.snapshotBytes || this.isLate(fetching)) {
      this.shun(peer);
      return this.giveUp(`${fetching.bytes} bytes, too large or too slow`);
    }
    try {
      if (part > 0) fetching.parts.push(bytes);
      else {
        const { header, parts } = openHead(core.context, core.site, bytes);
        if (header.number !== block) throw new CodedError("SNAPSHOT_HEAD", "another block's");
        fetching.head = bytes;
        fetching.count = parts;
      }
      if (fetching.parts.length < fetching.count) this.ask();
      else this.adopt(fetching);
    } catch (error) {
      if (error instanceof CodedError) this.giveUp(error.message);
      throw error;
    }
  }

  /** Nobody signs how many parts there are: a liar could keep a learner waiting part by part. */
  private isLate({ begunMs, bytes }: Fetching): boolean {
    const tookMs = this.core.io.clock.monotonicMs() - begunMs;
    return tookMs > wholeMs + (bytes * 1000) / leastBytesPerSecond;
  }

  /** All is there and stands the check: onto the disk before this agent signs anything on it. */
  private adopt({ block, head, parts, peer }: Fetching): void {
    const { core, host } = this;
    openSnapshot(core.context, core.site, { head, parts });
    this.cancelAnswer();
    host.snapshots.save({ block, head, parts }, (error) => {
      if (error !== null) {
        this.pausedUntilMs = core.io.clock.monotonicMs() + pauseMs;
        this.giveUp(error.message);
      } else this.restart(`block ${block} of ${core.nameOf(peer)}`);
    });
  }

  private restart(from: string): void {
    const { core } = this;
    this.restarting = true;
    core.learning = true;
    core.io.count("SNAPSHOT_ADOPTED");
    core.io.log.info("order", "SNAPSHOT_ADOPTED", { detail: `starts again from ${from}` });
    core.io.restart(core.divergedAt);
  }

  // blocks ---------------------------------------------------------------------------------------

  /**
   * The next block of the log is not one that this agent will certify itself. Of one that it holds
   * the ballots should come by themselves. But those on the last block before a rest are in no
   * event, and one that started again from a snapshot at that block does not say its own again.
   */
  private lacksBlocks(): boolean {
    const { log, machine, box, io } = this.core;
    const block = log.last + 1;
    const nowMs = io.clock.monotonicMs();
    const isThere = block <= machine.state.clock.block;
    if (!isThere || this.waiting.block !== block) this.waiting = { block, sinceMs: nowMs };
    if (!isThere) return false;
    return box.block(block) === undefined || nowMs - this.waiting.sinceMs >= stuckMs;
  }

  private askBlocks(peer: number): void {
    const nowMs = this.core.io.clock.monotonicMs();
    // What orders and votes comes first; the log can wait for it.
    if (this.core.isFarBehind) return;
    if (!this.lacksBlocks() || (this.asked !== null && nowMs < this.asked.untilMs)) return;
    if (this.asked !== null) this.shun(this.asked.peer);
    this.asked = { peer, untilMs: nowMs + answerMs };
    this.peers.send(peer, { wantBlocks: { from: this.core.log.last + 1 } });
  }

  private takeBlocks(peer: number, blocks: readonly WireBlock[]): void {
    const { core } = this;
    if (this.asked?.peer !== peer) return;
    this.asked = null;
    if (blocks.length === 0) return this.shun(peer, pauseMs);
    const before = core.log.last;
    for (const block of blocks) if (!this.takeBlock(peer, block)) break;
    this.host.logged();
    if (core.log.last === before) return;
    // Those after it wait for the same reason.
    this.waiting.block = core.log.last + 1;
    this.askBlocks(peer);
  }

  /** False when it was of no use, nor are those after it. */
  private takeBlock(peer: number, block: WireBlock): boolean {
    const { core } = this;
    const { number } = decodeHeader(block.header);
    // Certified here while it was on its way.
    if (number <= core.log.last) return true;
    if (number > core.machine.state.clock.block) return false;
    const options = { after: this.nextPlace(), trustsBallots: true };
    const { next } = checkBlock(core.context, core.site, block, options);
    this.place = next;
    if (core.box.block(number) === undefined) core.log.append(encode(wire.Block, block));
    else for (const ballot of block.ballots) this.host.ballot(ballot, peer);
    return core.log.last >= number;
  }

  /** Where the log ends, from its own last block unless that is known. */
  private nextPlace(): ChainPlace {
    const { core } = this;
    const number = core.log.last + 1;
    if (this.place?.number === number) return this.place;
    const last = core.log.block(core.log.last);
    if (last === undefined) return startOf(core.site);
    const { firstSequence, entries, timeUs } = decodeHeader(last.header);
    return {
      ...{ number, previous: blockHash(core.context.chain, last.header), timeUs, devices: null },
      firstSequence: firstSequence + entries,
    };
  }

  // teachers -------------------------------------------------------------------------------------

  private shun(peer: number, forMs = shunMs): void {
    this.shunned.set(peer, this.core.io.clock.monotonicMs() + forMs);
  }

  private isShunned(peer: number): boolean {
    return this.core.io.clock.monotonicMs() < (this.shunned.get(peer) ?? 0);
  }
}
