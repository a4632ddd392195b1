import {
  CodedError,
  codeOf,
  decodeStrict,
  encode,
  type Envelope,
  type EventParent,
  hexBytes,
  isCoded,
  type Log,
  type SealContext,
  type Site,
  toHex,
  type WireBlock,
  wire,
} from "@quorate/protocol";
import type { Core, Loss } from "./core.ts";
import { journalRecord } from "./journal.ts";
import type { Step } from "./machine.ts";
import {
  type OpenedSnapshot,
  openSnapshot,
  type SnapshotBytes,
  snapshotSteps,
  type StoredSnapshot,
} from "./snapshot.ts";
import type { ConsensusState } from "./state.ts";
import { blocksInUse } from "./state-restore.ts";
import type { TreeCopy } from "./state-tree.ts";

/** Where an agent keeps its snapshots. */
export interface SnapshotStore {
  /** Calls back when it is durable, or with what prevented it. */
  save(snapshot: StoredSnapshot, done: (error: Error | null) => void): void;
  /** Removes those of all other blocks, those of earlier runs among them. */
  keepOnly(blocks: readonly number[]): void;
}

/** What an agent remembers of itself beside a snapshot (`SnapshotOwn`). */
export interface Own {
  /** Index in the roster. */
  readonly agent: number;
  readonly tip: EventParent | null;
  readonly tipTimeUs: number;
  /** S6: highest block with an own ballot. */
  readonly votedBlock: number;
  readonly loss: Loss | null;
  /** Of every other agent the newest known event, for one that lost its disk. */
  readonly newest: readonly Envelope[];
}

/** Never empty: no record is. */
export const encodeOwn = (own: Own): Uint8Array => {
  const { agent, tip, tipTimeUs, votedBlock, loss, newest } = own;
  return encode(wire.SnapshotOwn, {
    agent: agent + 1,
    ...(tip === null ? {} : { tip: { ...tip, hash: hexBytes(tip.hash) } }),
    ...{ tipTimeUs, votedBlock, newest },
    ...(loss === null ? {} : { loss }),
  });
};

const decodeOwn = (bytes: Uint8Array): Own => {
  const own = decodeStrict(wire.SnapshotOwn, bytes, "SNAPSHOT");
  const { tip, tipTimeUs, votedBlock, newest } = own;
  const loss = own.loss == null ? null : { resumed: own.loss.resumed, after: own.loss.after };
  const rest = { agent: own.agent - 1, tipTimeUs, votedBlock, loss, newest };
  if (tip == null) return { tip: null, ...rest };
  const { creator, sequence, birthRound } = tip;
  return { tip: { hash: toHex(tip.hash), creator, sequence, birthRound }, ...rest };
};

/** A snapshot from which this run began. */
export interface Restored extends OpenedSnapshot {
  readonly bytes: SnapshotBytes;
  readonly own: Own;
}

/** Whose snapshots they are. */
export interface Keeper {
  readonly context: SealContext;
  readonly site: Site;
  /** Index in the roster. */
  readonly self: number;
}

/** Files can have been renamed, or put back into the wrong folder. */
const openStored = (
  { context, site, self }: Keeper,
  bytes: StoredSnapshot,
): Restored => {
  const opened = openSnapshot(context, site, bytes);
  const own = decodeOwn(bytes.own);
  if (opened.header.number !== bytes.block)
    throw new CodedError("SNAPSHOT_HEAD", `by its name not of block ${opened.header.number}`);
  // S6: another agent's memory of what it signed says nothing of what this one did.
  if (own.agent !== self)
    throw new CodedError("SNAPSHOT_OWN", `it is of ${site.agents[own.agent]?.name ?? "nobody"}`);
  return { ...opened, bytes, own };
};

/** The newest one that stands the check; what does not is told of and passed over. */
export const restoreNewest = (
  keeper: Keeper,
  stored: readonly StoredSnapshot[],
  log: Log,
): Restored | null => {
  for (const bytes of stored)
    try {
      return openStored(keeper, bytes);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const { code, message: detail } = error;
      log.warn("order", "SNAPSHOT_UNREADABLE", { block: bytes.block, cause: code, detail });
    }
  return null;
};

interface Kept {
  readonly bytes: SnapshotBytes;
  /** Birth round from which on events are needed to go on from it. */
  readonly neededFrom: number;
  /** Where the journal stood when it was taken; what this agent signed since lies behind. */
  readonly position: number;
}

/** Taken, and not yet certified or saved. */
interface Pending {
  readonly block: number;
  readonly entries: TreeCopy;
  readonly inUse: readonly number[];
  readonly consensus: ConsensusState;
  readonly position: number;
}

/** Between two steps of a snapshot's making, ms: all other work goes on meanwhile. */
const stepEveryMs = 10;

/** So many are kept: a learner may be half through the one before the newest. */
const keptCount = 2;

/** Takes this agent's snapshots, keeps the newest, and lets go of what they make superfluous. */
export class Snapshots {
  private readonly core: Core;
  private readonly everyRounds: number;
  private readonly kept: Kept[] = [];
  private pending: Pending | null = null;
  private saving = false;
  private lastRound = 0;
  /** Events of a lower birth round may be gone here. */
  keptFrom = 1;

  constructor(core: Core, restored: Restored | null, everyRounds: number) {
    this.core = core;
    this.everyRounds = everyRounds;
    if (restored === null) return;
    const consensus = restored.state.consensus as ConsensusState;
    this.keptFrom = core.order.hashgraph.neededFrom(consensus);
    this.kept.push({ bytes: restored.bytes, neededFrom: this.keptFrom, position: 0 });
    this.lastRound = consensus.decidedRound;
  }

  /** Block of the newest one that can be asked for; 0 without any. */
  get newest(): number {
    return this.kept[0]?.bytes.block ?? 0;
  }

  /** Part 0 is the head; nothing for what is not here any more. */
  part(block: number, part: number): Uint8Array {
    const found = this.kept.find(({ bytes }) => bytes.block === block)?.bytes;
    return (part === 0 ? found?.head : found?.parts[part - 1]) ?? new Uint8Array();
  }

  /** After every round: it may be time for a snapshot. */
  round({ covering }: Step, consensus: ConsensusState): void {
    const { core } = this;
    const isDue = consensus.decidedRound >= this.lastRound + this.everyRounds;
    if (covering === null || !isDue || this.saving || core.replaying) return;
    const { state } = core.machine;
    this.lastRound = consensus.decidedRound;
    this.pending = {
      ...{ block: covering.number, entries: state.entriesUnder(covering.number) },
      ...{ inUse: blocksInUse(state), consensus, position: core.io.journal.end },
    };
  }

  /** After every certified block: the pending one may have its signatures now. */
  logged(): void {
    const { core, pending } = this;
    if (pending === null || core.log.last < pending.block || core.durable.isFailing) return;
    this.pending = null;
    this.saving = true;
    const { log } = core;
    this.attempt(pending, () => {
      const blocks = pending.inUse.map((number) => log.block(number) as WireBlock);
      const steps = snapshotSteps(log.block(pending.block) as WireBlock, pending.entries, blocks);
      this.goOn(pending, steps);
    });
  }

  /** The next one may do when the log's files are damaged or this one is too large. */
  private attempt({ block }: Pending, action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!isCoded(error)) throw error;
      this.saving = false;
      this.failed(block, error);
    }
  }

  private goOn(pending: Pending, steps: Generator<void, SnapshotBytes>): void {
    const { core } = this;
    if (core.stopped) return;
    if (core.learning) {
      // Another agent's snapshot takes this one's place.
      this.saving = false;
      return;
    }
    this.attempt(pending, () => {
      const { done, value } = steps.next();
      if (done === true) this.made(value, pending);
      else core.io.clock.after(stepEveryMs, () => this.goOn(pending, steps));
    });
  }

  private made(bytes: SnapshotBytes, pending: Pending): void {
    const { core } = this;
    // What was accepted and is in no event yet must outlive the segment that it stands in (S8).
    for (const accepted of core.pool.accepted()) core.durable.append(journalRecord(accepted));
    for (const owed of core.promises.accepted()) core.durable.append(journalRecord(owed));
    this.save(bytes, (error) => {
      this.saving = false;
      if (error === null) this.keep(bytes, pending);
    });
  }

  private failed(block: number, error: Error): void {
    const facts = { block, cause: codeOf(error), detail: error.message };
    this.core.io.log.warn("order", "SNAPSHOT_WRITE", facts);
  }

  /** Blocks first: what the journal's old segments could make again goes with them. */
  save(bytes: SnapshotBytes, done: (error: Error | null) => void): void {
    const { core } = this;
    const { ownTip: tip, ownTimeUs: tipTimeUs, votedBlock, loss } = core;
    const newest = core.newest.except(core.self);
    const own = encodeOwn({ agent: core.self, tip, tipTimeUs, votedBlock, loss, newest });
    const answer = (error: Error | null): void => {
      if (core.stopped) return;
      if (error !== null) this.failed(bytes.block, error);
      done(error);
      const kept = this.kept.map((one) => one.bytes.block);
      if (error === null) core.io.snapshots.keepOnly([bytes.block, ...kept]);
    };
    // The own tip must be on the disk before a snapshot names it.
    core.durable.then(() =>
      core.log.sync((error) => {
        if (error !== null) answer(error);
        else core.io.snapshots.save({ ...bytes, own }, answer);
      }),
    );
  }

  private keep(bytes: SnapshotBytes, { consensus, position }: Pending): void {
    const { core } = this;
    core.io.count("SNAPSHOT_TAKEN");
    const { hashgraph } = core.order;
    this.kept.unshift({ bytes, neededFrom: hashgraph.neededFrom(consensus), position });
    this.kept.splice(keptCount);
    const oldest = this.kept.at(-1) as Kept;
    // Nor before those expire who merely are slow.
    this.keptFrom = Math.min(oldest.neededFrom, hashgraph.expiredBelow);
    const first = core.store.forget(this.keptFrom);
    core.io.journal.dropBefore(Math.min(first ?? position, oldest.position));
  }
}
