import { type Envelope, type Hex, isQuorum } from "@quorate/protocol";
import { Shares } from "./shares.ts";

/** A command that waits for approvals (deviceSequence 0) or is permitted and has not ended. */
export interface OpenCommand {
  readonly id: Hex;
  readonly device: string;
  deviceSequence: number;
  readonly notAfterMs: number;
  orderedUs: number;
  orderedRound: number;
  block: number;
  sequence: number;
  previous: Hex;
  /** Bit sets of the agents whose ordered ballots stand behind it, or veto it. */
  ballots: number;
  vetoes: number;
  /** What the vetoing agents said, in the order's order. */
  readonly reasons: string[];
  closing: string;
  closingBlock: number;
  closingSequence: number;
  readonly command: Envelope;
  readonly approvals: Hex[];
}

export const bitCount = (bits: number): number => {
  let count = 0;
  for (let rest = bits >>> 0; rest !== 0; rest &= rest - 1) count += 1;
  return count;
};

/** Where a command was put into the indexes: it may have changed since. */
interface Place {
  readonly deviceSequence: number;
  readonly block: number;
  readonly closingBlock: number;
  readonly isUncertified: boolean;
  readonly isGoing: boolean;
  readonly isUnclosed: boolean;
}

const nothing: ReadonlyMap<number, OpenCommand> = new Map();

/** Keys with the things under them; a key without any is gone. */
class Groups<Key, Name, Thing> {
  private readonly groups = new Map<Key, Map<Name, Thing>>();

  get(key: Key): ReadonlyMap<Name, Thing> | undefined {
    return this.groups.get(key);
  }

  set(key: Key, name: Name, thing: Thing): void {
    const group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, new Map([[name, thing]]));
    else group.set(name, thing);
  }

  delete(key: Key, name: Name): void {
    const group = this.groups.get(key);
    if (group?.delete(name) === true && group.size === 0) this.groups.delete(key);
  }
}

/**
 * The open commands, found by id, place, block or operator without a look at the others: there may
 * be thousands. A command that was changed is found by what it was until it is put again.
 */
export class OpenCommands {
  private readonly agents: number;
  private readonly byId = new Map<Hex, OpenCommand>();
  private readonly placed = new Map<Hex, Place>();
  private readonly byDevice = new Groups<string, number, OpenCommand>();
  private readonly byBlock = new Groups<number, Hex, OpenCommand>();
  private readonly byClosingBlock = new Groups<number, Hex, OpenCommand>();
  private readonly byOperator = new Groups<Hex, Hex, OpenCommand>();
  private readonly uncertified = new Map<Hex, OpenCommand>();
  /**
   * Permitted ones, not being closed, by operator: on their way to their device. A closing waits
   * for its guard, which may be away for long.
   */
  readonly going = new Shares();
  private unclosed = 0;
  /** No open command that is not being closed ends before this, ms since 1970. */
  private firstEndMs = Number.POSITIVE_INFINITY;

  constructor(agents: number) {
    this.agents = agents;
  }

  get size(): number {
    return this.byId.size;
  }

  /** Permitted ones, not being closed, that ordered ballots of a quorum do not stand behind. */
  get uncertifiedCount(): number {
    return this.uncertified.size;
  }

  /** Those that consensus time may still end: they wait for approvals, or are not being closed. */
  get unclosedCount(): number {
    return this.unclosed;
  }

  get(id: Hex): OpenCommand | undefined {
    return this.byId.get(id);
  }

  has(id: Hex): boolean {
    return this.byId.has(id);
  }

  keys(): IterableIterator<Hex> {
    return this.byId.keys();
  }

  values(): IterableIterator<OpenCommand> {
    return this.byId.values();
  }

  /** The permitted command at this place of its device. */
  at(device: string, deviceSequence: number): OpenCommand | undefined {
    return this.byDevice.get(device)?.get(deviceSequence);
  }

  /** Those of a device that have a place. */
  ofDevice(device: string): readonly OpenCommand[] {
    return [...(this.byDevice.get(device) ?? nothing).values()];
  }

  /** Those permitted in a block. */
  ofBlock(block: number): readonly OpenCommand[] {
    return [...(this.byBlock.get(block)?.values() ?? [])];
  }

  isOpenIn(block: number): boolean {
    return this.byBlock.get(block) !== undefined;
  }

  isClosedIn(block: number): boolean {
    return this.byClosingBlock.get(block) !== undefined;
  }

  /** How many of an operator are open. */
  of(operator: Hex): number {
    return this.byOperator.get(operator)?.size ?? 0;
  }

  /** And apart from this one. */
  othersOf(operator: Hex, id: Hex): number {
    return this.of(operator) - (this.byOperator.get(operator)?.has(id) === true ? 1 : 0);
  }

  /**
   * Those that may have to be closed at this time: without their certificate yet, or past their
   * end. All others need no look.
   */
  inQuestion(timeUs: number): readonly OpenCommand[] {
    if (this.firstEndMs * 1000 >= timeUs) return [...this.uncertified.values()];
    const open = [...this.byId.values()].filter(({ closing }) => closing === "");
    this.firstEndMs = open.reduce(
      (first, { notAfterMs }) =>
        notAfterMs * 1000 < timeUs ? first : Math.min(first, notAfterMs),
      Number.POSITIVE_INFINITY,
    );
    return open;
  }

  put(command: OpenCommand): void {
    const { id, device, deviceSequence, block, closing, closingBlock } = command;
    const before = this.placed.get(id);
    const isCertified = isQuorum(bitCount(command.ballots), this.agents);
    const isUnclosed = closing === "";
    const isGoing = deviceSequence > 0 && isUnclosed;
    const isUncertified = isGoing && !isCertified;
    const place = { deviceSequence, block, closingBlock, isUncertified, isGoing, isUnclosed };
    this.byId.set(id, command);
    this.placed.set(id, place);
    if (before !== undefined) this.leave(command, before, place);
    if (deviceSequence > 0) this.byDevice.set(device, deviceSequence, command);
    if (block > 0) this.byBlock.set(block, id, command);
    if (closingBlock > 0) this.byClosingBlock.set(closingBlock, id, command);
    this.byOperator.set(command.approvals[0] as Hex, id, command);
    if (isUncertified) this.uncertified.set(id, command);
    if (isGoing && before?.isGoing !== true) this.going.add(command.approvals[0], 1);
    if (isUnclosed && before?.isUnclosed !== true) this.unclosed += 1;
    if (isUnclosed) this.firstEndMs = Math.min(this.firstEndMs, command.notAfterMs);
  }

  /** Another ordered ballot stands behind it: nothing else has changed. */
  stood({ id, ballots }: OpenCommand): void {
    if (isQuorum(bitCount(ballots), this.agents)) this.uncertified.delete(id);
  }

  delete(id: Hex): void {
    const [command, before] = [this.byId.get(id), this.placed.get(id)];
    if (command === undefined || before === undefined) return;
    this.byId.delete(id);
    this.placed.delete(id);
    this.leave(command, before, null);
    this.byOperator.delete(command.approvals[0] as Hex, id);
  }

  /** Out of the places that it has left. */
  private leave({ id, device, approvals }: OpenCommand, before: Place, now: Place | null): void {
    if (before.deviceSequence !== now?.deviceSequence)
      this.byDevice.delete(device, before.deviceSequence);
    if (before.block !== now?.block) this.byBlock.delete(before.block, id);
    if (before.closingBlock !== now?.closingBlock)
      this.byClosingBlock.delete(before.closingBlock, id);
    if (now?.isUncertified !== true) this.uncertified.delete(id);
    if (before.isGoing && now?.isGoing !== true) this.going.add(approvals[0], -1);
    if (before.isUnclosed && now?.isUnclosed !== true) this.unclosed -= 1;
  }
}
