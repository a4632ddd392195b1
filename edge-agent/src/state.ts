import type { ConsensusSnapshot } from "@quorate/consensus";
import {
  type AlarmMarks,
  encode,
  type Hex,
  hexBytes,
  limits,
  type Site,
  wire,
} from "@quorate/protocol";
import { type OpenCommand, OpenCommands } from "./open-commands.ts";
import { StateTree, type TreeCopy } from "./state-tree.ts";

export interface ChainClock {
  round: number;
  /** Consensus time, microseconds since 1970. */
  timeUs: number;
  /** Number and hash of the last block; 0 and the chain id before the first. */
  block: number;
  previous: Hex;
  nextSequence: number;
}

export interface DeviceState {
  /** Of the last permitted command, and its id. */
  deviceSequence: number;
  last: Hex;
  open: number;
}

/** All that the further order depends on, with the highest sequence ordered of each creator. */
export interface ConsensusState extends ConsensusSnapshot {
  readonly sequences: readonly number[];
}

/** Consensus times of an operator's permitted commands under a rule are kept for a minute. */
const rateWindowUs = 60_000_000;

const blockKey = (block: number): string => `block/${block}`;

const encodeConsensus = (consensus: ConsensusState): Uint8Array =>
  encode(wire.StateConsensus, {
    orderedEvents: consensus.orderedEvents,
    timeUs: consensus.timeUs,
    judges: consensus.judges.map(hexBytes),
    minimumBirthRounds: consensus.minimumJudges.map(({ birthRound }) => birthRound),
    sequences: [...consensus.sequences],
  });

const encodeDevice = ({ deviceSequence, last, open }: DeviceState): Uint8Array =>
  encode(wire.StateDevice, { deviceSequence, last: hexBytes(last), open });

/** The ballots behind it are those of its block, without those that veto it. */
const encodeCommand = ({ id: _, ballots: _of, command, ...rest }: OpenCommand): Uint8Array =>
  encode(wire.StateCommand, {
    ...rest,
    previous: hexBytes(rest.previous),
    approvals: rest.approvals.map(hexBytes),
    ...(rest.deviceSequence === 0 ? { command } : {}),
  });

/** A block with open commands. */
interface OpenBlock {
  readonly header: Uint8Array;
  /** Bit set of the agents whose ordered ballots are over this header. */
  readonly ballots: number;
}

const secondOf = (timeUs: number): number => Math.floor(timeUs / 1_000_000);

/**
 * What every agent holds after the same ordered log, entry for entry under one root (S7). The maps
 * are for reading; changes go through the methods, which keep the tree in step.
 */
export class ReplicatedState {
  readonly clock: ChainClock;
  readonly devices = new Map<string, DeviceState>();
  readonly commands: OpenCommands;
  /** What operators did about alarms, by alarm id; those that nobody touched are not in here. */
  readonly alarms = new Map<string, AlarmMarks>();
  /** Round of the last block, 0 before the first: the root has it by the hash of that block. */
  blockRound = 0;
  private readonly seen = new Map<Hex, number>();
  /** Ids by the second in which they may be forgotten; an index, not part of the state. */
  private readonly seenUntil = new Map<number, Hex[]>();
  private forgottenUntil = 0;
  private ordered: ConsensusState | null = null;
  private readonly rates = new Map<string, number[]>();
  /** By signer: until when its denials take up room of the log. */
  private readonly denials = new Map<string, number>();
  private readonly blocks = new Map<number, OpenBlock>();
  private readonly tree = new StateTree();
  /**
   * What is to go into the tree before its root is asked for. A block changes with every ballot and
   * a device with every command; only what they come to is encoded.
   */
  private readonly changed = new Map<string, () => Uint8Array>();

  constructor(site: Site) {
    this.commands = new OpenCommands(site.agents.length);
    this.clock = { round: 0, timeUs: 0, block: 0, previous: site.chain, nextSequence: 1 };
    for (const { name } of site.devices)
      this.putDevice(name, { deviceSequence: 0, last: "", open: 0 });
    this.putClock();
  }

  root(): Hex {
    this.putClock();
    if (this.ordered !== null) this.tree.set("consensus", encodeConsensus(this.ordered));
    this.settle();
    return this.tree.root();
  }

  /** Null before the first round. */
  get consensus(): ConsensusState | null {
    return this.ordered;
  }

  /** Covered by the root like the rest, or a lying teacher could break the order of a learner. */
  putConsensus(consensus: ConsensusState): void {
    this.ordered = consensus;
  }

  /** Keys and values under the root that the header of `block`, the newest one, carries. */
  entriesUnder(block: number): TreeCopy {
    this.settle();
    return this.tree.copy(blockKey(block));
  }

  /** The newest block, of the clock's round; it goes in after its root was taken. */
  putBlock(number: number, hash: Hex, header: Uint8Array, isOpen: boolean): void {
    this.clock.block = number;
    this.clock.previous = hash;
    this.blockRound = this.clock.round;
    if (isOpen) this.putOpenBlock(number, { header, ballots: 0 });
  }

  device(name: string): DeviceState {
    const state = this.devices.get(name);
    if (state === undefined) throw new RangeError(`no device ${name} in the state`);
    return state;
  }

  putDevice(name: string, state: DeviceState): void {
    this.devices.set(name, state);
    this.changed.set(`device/${name}`, () => encodeDevice(state));
  }

  putCommand(command: OpenCommand): void {
    this.commands.put(command);
    // As it is now: the root of a block that fills up meanwhile has no half of a later change.
    const { reasons, approvals } = command;
    const now = { ...command, reasons: [...reasons], approvals: [...approvals] };
    this.changed.set(`command/${command.id}`, () => encodeCommand(now));
  }

  deleteCommand(id: Hex): void {
    this.commands.delete(id);
    this.changed.delete(`command/${id}`);
    this.tree.delete(`command/${id}`);
  }

  /** Bounded (S9): the site file has only so many alarms. */
  putAlarm(id: string, marks: AlarmMarks): void {
    this.alarms.set(id, marks);
    const value = encode(wire.StateAlarm, {
      ...marks,
      acknowledgedBy: hexBytes(marks.acknowledgedBy),
      shelvedBy: hexBytes(marks.shelvedBy),
      outOfServiceBy: hexBytes(marks.outOfServiceBy),
    });
    this.tree.set(`alarm/${id}`, value);
  }

  /** An open command is known however long its guard takes to answer. */
  hasSeen(id: Hex): boolean {
    return this.seen.has(id) || this.commands.has(id);
  }

  /** Remembers an id for as long as its command could still be taken for a new one. */
  putSeen(id: Hex, untilUs: number): void {
    this.seen.set(id, untilUs);
    const second = secondOf(untilUs);
    const others = this.seenUntil.get(second);
    if (others === undefined) this.seenUntil.set(second, [id]);
    else others.push(id);
    this.tree.set(`seen/${id}`, encode(wire.StateSeen, { untilUs }));
  }

  /** Whether an id that had to be remembered until then would be forgotten by now. */
  isForgotten(untilUs: number): boolean {
    return secondOf(untilUs) < this.forgottenUntil;
  }

  rateTimes(rule: number, operator: Hex): readonly number[] {
    return this.rates.get(`rate/${rule}/${operator}`) ?? [];
  }

  addRateTime(rule: number, operator: Hex, timeUs: number): void {
    const key = `rate/${rule}/${operator}`;
    const times = (this.rates.get(key) ?? []).filter((time) => time > timeUs - rateWindowUs);
    times.push(timeUs);
    this.putRate(key, times);
  }

  putRate(key: string, times: number[]): void {
    this.rates.set(key, times);
    this.tree.set(key, encode(wire.StateRate, { timesUs: times }));
  }

  /**
   * Takes room of the log for a denial, of a signer's share: a bucket that runs empty with
   * consensus time. False when there is none: then nothing is changed (S9).
   */
  takeDenial(signer: string, bytes: number): boolean {
    const { deniedBytes, deniedBytesPerSecond: perSecond } = limits;
    const usOf = (size: number): number => Math.ceil((size * 1_000_000) / perSecond);
    const { timeUs } = this.clock;
    const untilUs = Math.max(this.denials.get(signer) ?? 0, timeUs) + usOf(bytes);
    if (untilUs > timeUs + usOf(deniedBytes)) return false;
    this.putDenials(signer, untilUs);
    return true;
  }

  putDenials(signer: string, untilUs: number): void {
    this.denials.set(signer, untilUs);
    this.tree.set(`denials/${signer}`, encode(wire.StateDenials, { untilUs }));
  }

  header(block: number): Uint8Array | undefined {
    return this.blocks.get(block)?.header;
  }

  /** Bit set of the agents whose ordered ballots are over the block's header. */
  ballotsOn(block: number): number {
    return this.blocks.get(block)?.ballots ?? 0;
  }

  putOpenBlock(number: number, block: OpenBlock): void {
    this.blocks.set(number, block);
    this.changed.set(blockKey(number), () => encode(wire.StateBlock, block));
  }

  /** An ordered ballot over the header of an open block; false for an agent's second one. */
  addBallot(number: number, agent: number): boolean {
    const block = this.blocks.get(number);
    const bit = 1 << agent;
    if (block === undefined || (block.ballots & bit) !== 0) return false;
    this.putOpenBlock(number, { ...block, ballots: block.ballots | bit });
    return true;
  }

  /** Forgets what nothing can ask for any more. Call once after each round. */
  forget(): void {
    const second = secondOf(this.clock.timeUs);
    if (second > this.forgottenUntil) this.forgetSeen(second);
    for (const block of this.blocks.keys()) {
      if (this.commands.isOpenIn(block)) continue;
      this.blocks.delete(block);
      this.changed.delete(blockKey(block));
      this.tree.delete(blockKey(block));
    }
    for (const [signer, untilUs] of this.denials) {
      if (untilUs > this.clock.timeUs) continue;
      this.denials.delete(signer);
      this.tree.delete(`denials/${signer}`);
    }
  }

  /** A state that was put together again: what its clock says is forgotten. */
  restored(): void {
    this.forgottenUntil = secondOf(this.clock.timeUs);
  }

  private forgetSeen(second: number): void {
    this.forgottenUntil = second;
    for (const [until, ids] of this.seenUntil) {
      if (until >= second) continue;
      this.seenUntil.delete(until);
      for (const id of ids) {
        this.seen.delete(id);
        this.tree.delete(`seen/${id}`);
      }
    }
  }

  private settle(): void {
    for (const [key, value] of this.changed) this.tree.set(key, value());
    this.changed.clear();
  }

  private putClock(): void {
    const previous = hexBytes(this.clock.previous);
    this.tree.set("clock", encode(wire.StateClock, { ...this.clock, previous }));
  }
}
