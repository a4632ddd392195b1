import { Agent, type StoredRecord } from "@quorate/edge-agent";
import {
  decodeFrame,
  encodeFrame,
  type Envelope,
  type EventFields,
  type EventParent,
  eventHash,
  type Frame,
  type FrameLink,
  type Hex,
  type SegmentedLog,
  signEvent,
  type Site,
  type WireFrame,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import type { BlockStore } from "../../edge-agent/src/log.ts";
import type { StoredSnapshot } from "../../edge-agent/src/snapshot.ts";
import type { SnapshotStore } from "../../edge-agent/src/snapshots.ts";
import type { OwnReadings } from "../../edge-agent/src/view.ts";
import { VirtualClock } from "../guard/virtual-clock.ts";
import { chain, edgeSite, keyOf, signerOf } from "./site.ts";

/** A record file whose syncs answer at once, or when the test says so. */
export class MemoryLog implements SegmentedLog, BlockStore {
  readonly records: Uint8Array[];
  holding = false;
  isFull = false;
  /** Records before this position were dropped. */
  droppedTo = 0;
  /** What the next attempt to write again answers. */
  broken: Error | null = null;
  private readonly waiting: ((error: Error | null) => void)[] = [];

  constructor(records: readonly Uint8Array[] = []) {
    this.records = [...records];
  }

  append(payload: Uint8Array): number {
    return this.records.push(Uint8Array.from(payload)) - 1;
  }

  readAt(position: number): Uint8Array {
    return this.records[position] as Uint8Array;
  }

  sync(done: (error: Error | null) => void): void {
    if (this.holding) this.waiting.push(done);
    else done(null);
  }

  get end(): number {
    return this.records.length;
  }

  dropBefore(position: number): void {
    this.droppedTo = Math.max(this.droppedTo, position);
  }

  recover(done: (error: Error | null) => void): void {
    done(this.broken);
  }

  /** As a store of blocks: one record each. */
  get last(): number {
    return this.records.length;
  }

  read(number: number): Uint8Array {
    return this.records[number - 1] as Uint8Array;
  }

  /** Answers the syncs that were held back. */
  release(error: Error | null = null): void {
    for (const done of this.waiting.splice(0)) done(error);
  }

  stored(): StoredRecord[] {
    return this.records
      .map((payload, position) => ({ position, payload }))
      .slice(this.droppedTo);
  }
}

/** Snapshots as a folder would have them. */
export class MemorySnapshots implements SnapshotStore {
  readonly files = new Map<number, StoredSnapshot>();

  save(snapshot: StoredSnapshot, done: (error: Error | null) => void): void {
    this.files.set(snapshot.block, snapshot);
    done(null);
  }

  keepOnly(blocks: readonly number[]): void {
    for (const block of this.files.keys()) if (!blocks.includes(block)) this.files.delete(block);
  }

  stored(): StoredSnapshot[] {
    return [...this.files.values()].sort((left, right) => right.block - left.block);
  }
}

/** One end of a link, with what was sent to it. */
export class Heard implements FrameLink {
  readonly frames: WireFrame[] = [];
  waitingBytes = 0;
  closed = "";

  send(bytes: Uint8Array): boolean {
    this.frames.push(decodeFrame(bytes));
    return true;
  }

  close(code: string): void {
    this.closed = code;
  }

  /** Frames of one kind. */
  of<Kind extends keyof WireFrame>(kind: Kind): NonNullable<WireFrame[Kind]>[] {
    return this.frames.flatMap((frame) => {
      const part = frame[kind];
      return part == null ? [] : [part as NonNullable<WireFrame[Kind]>];
    });
  }
}

export interface LoneOptions {
  readonly site?: Site;
  readonly journal?: MemoryLog;
  readonly blocks?: MemoryLog;
  readonly snapshots?: MemorySnapshots;
  readonly evidence?: MemoryLog;
  readonly own?: OwnReadings;
}

/** One agent, agent0, of which the test plays all neighbours. */
export class Lone {
  readonly site: Site;
  readonly clock = new VirtualClock();
  readonly journal: MemoryLog;
  readonly blocks: MemoryLog;
  readonly snapshots: MemorySnapshots;
  /** What it was asked to be built again with. */
  readonly restarts: number[] = [];
  readonly counts = new Map<string, number>();
  readonly lines: string[] = [];
  readonly agent: Agent;
  /** The other agents' ends. */
  readonly peers: Heard[];

  constructor({ site = edgeSite(), ...options }: LoneOptions = {}) {
    const { journal, blocks, snapshots, evidence, own } = options;
    this.site = site;
    this.journal = journal ?? new MemoryLog();
    this.blocks = blocks ?? new MemoryLog();
    this.snapshots = snapshots ?? new MemorySnapshots();
    this.peers = site.agents.map(() => new Heard());
    const line = (stage: string, code: string): unknown => this.lines.push(`${stage} ${code}`);
    this.agent = new Agent({
      ...{ site, self: 0, signer: signerOf("agent0"), verify: nodeVerify },
      ...{ journal: this.journal.stored(), snapshots: this.snapshots.stored() },
      journalIsCut: this.journal.droppedTo > 0,
      ...(own && { own }),
      ...(evidence && { evidence: { file: evidence, records: evidence.stored() } }),
      io: {
        ...{ clock: this.clock, journal: this.journal, blocks: this.blocks },
        snapshots: this.snapshots,
        restart: (divergedAt) => this.restarts.push(divergedAt),
        log: { info: line, warn: line },
        random32: () => 7,
        count: (code) => this.counts.set(code, this.count(code) + 1),
      },
    });
    this.agent.start();
  }

  count(code: string): number {
    return this.counts.get(code) ?? 0;
  }

  /** Links to these other agents come up, and each tells its tips. */
  greet(peers: readonly number[], ownSequence = 0, decidedRound = 0): void {
    for (const peer of peers) {
      this.agent.peerUp(peer, this.peers[peer] as Heard);
      this.tips(peer, ownSequence, decidedRound);
    }
  }

  /** A peer's tips: only what it says of agent0's events, and how far it is, matters here. */
  tips(peer: number, ownSequence = 0, decidedRound = 0): void {
    const tips = this.site.agents.map((_, index) => ({
      ...{ hash: new Uint8Array(32), sequence: index === 0 ? ownSequence : 0 },
    }));
    this.says(peer, { tips: { tips, clockUs: this.clock.nowUs(), decidedRound } });
  }

  says(peer: number, frame: Frame): void {
    this.agent.peerFrame(peer, encodeFrame(frame));
  }

  /** The agent's own events, as its neighbours got them. */
  ownEvents(peer = 1): Envelope[] {
    return this.peers[peer]?.of("events").flatMap(({ events }) => events) ?? [];
  }

  client(name: string): { readonly heard: Heard; says(frame: Frame): void; down(): void } {
    const heard = new Heard();
    const client = this.agent.clientUp(keyOf(name), heard);
    if (client === null) throw new Error(`${name} is not let in`);
    return {
      heard,
      says: (frame) => client.frame(encodeFrame(frame)),
      down: () => client.down(),
    };
  }
}

export interface MadeEvent extends EventParent {
  readonly envelope: Envelope;
}

/** An event of any agent, signed with its key. */
export const makeEvent = (
  fields: Partial<EventFields> & { readonly creator: number; readonly timeUs: number },
  by = `agent${fields.creator}`,
): MadeEvent => {
  const full = { sequence: 1, birthRound: 1, coin: 0, parents: [], transactions: [], ...fields };
  const parents = full.parents.map(({ hash, creator, sequence, birthRound }) => ({
    ...{ hash, creator, sequence, birthRound },
  }));
  const envelope = signEvent(chain, signerOf(by), { ...full, parents });
  const hash: Hex = eventHash(chain, envelope);
  const { creator, sequence, birthRound } = full;
  return { hash, creator, sequence, birthRound, envelope };
};
