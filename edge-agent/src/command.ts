import {
  CodedError,
  type Envelope,
  type Hex,
  limits,
  type WireTransaction,
} from "@quorate/protocol";
import { Shares } from "./shares.ts";

/** A command, approval or alarm action as it was accepted, for the journal. */
export interface Accepted {
  readonly kind: "command" | "approval" | "alarm";
  readonly envelope: Envelope;
}

/** Something that waits in this agent for its place in one of its events. */
export interface Pooled {
  readonly id: Hex;
  readonly transaction: WireTransaction;
  /** Ballots without a veto have none: they alone make no events (consensus.md section 2). */
  readonly weighty: boolean;
  /** Key of the operator, of commands, approvals and alarm actions. */
  readonly operator?: Hex;
}

interface Counted {
  readonly operator?: Hex | undefined;
  readonly isReport: boolean;
  readonly weighty: boolean;
  readonly bytes: number;
}

const bytesOf = ({ command, approval, report, ballot, alarm }: WireTransaction): number => {
  const envelope = command ?? approval ?? report ?? ballot ?? alarm;
  return envelope == null ? 0 : envelope.body.length + envelope.signature.length;
};

/** Tags and lengths around body and signature in an event, at the most. */
const framingBytes = 24;

const countedOf = ({ transaction, operator, weighty }: Pooled): Counted => ({
  ...{ operator, weighty },
  isReport: transaction.report != null,
  bytes: bytesOf(transaction),
});

/**
 * Commands, approvals, alarm actions, reports and ballots on their way into this agent's events;
 * bounded (S9). A command has its room from the moment it is checked, although it enters only when
 * it is durable.
 */
export class Pool {
  private readonly items = new Map<Hex, Pooled>();
  private readonly promised = new Map<Hex, Counted>();
  /** What other agents hold as well, and one of them is to bring into the order (standby.ts). */
  private readonly standing = new Map<Hex, Pooled>();
  /** Commands, approvals and alarm actions that clients handed in. */
  readonly operators = new Shares();
  private weighty = 0;
  private reports = 0;
  private bytes = 0;

  get size(): number {
    return this.items.size + this.standing.size;
  }

  get usedBytes(): number {
    return this.bytes;
  }

  get hasWeighty(): boolean {
    return this.weighty > 0;
  }

  /** Of those that wait, without ballots that an event carries for the record alone. */
  get weightyCount(): number {
    return this.weighty;
  }

  has(id: Hex): boolean {
    return this.items.has(id) || this.standing.has(id) || this.promised.has(id);
  }

  /** It stands by, or will be in one of the next own events. */
  waits(id: Hex): boolean {
    return this.items.has(id) || this.standing.has(id);
  }

  /** What clients handed in and waits, for the journal. */
  *accepted(): Iterable<Accepted> {
    for (const { transaction } of [...this.items.values(), ...this.standing.values()])
      for (const kind of ["command", "approval", "alarm"] as const) {
        const envelope = transaction[kind];
        if (envelope != null) yield { kind, envelope };
      }
  }

  /** As `promise`, and keeps nothing: who has no room can say so before he checks a signature. */
  mayTake(item: Pooled): void {
    const counted = countedOf(item);
    const remedy = "wait until earlier commands are ordered, then send it again";
    if (!this.hasRoom(counted))
      throw new CodedError("COMMAND_POOL_FULL", "this agent has no room", { remedy });
    if (this.operators.of(counted.operator ?? "") >= limits.poolPerOperator)
      throw new CodedError("COMMAND_OPERATOR_BUSY", "too many of this operator wait", { remedy });
  }

  /**
   * Keeps room for what a client hands in until it is added or dropped. Throws COMMAND_POOL_FULL,
   * COMMAND_OPERATOR_BUSY: the caller is told to come back later.
   */
  promise(item: Pooled): void {
    this.mayTake(item);
    if (this.has(item.id)) return;
    const counted = countedOf(item);
    this.promised.set(item.id, counted);
    this.tally(counted, 1);
  }

  /** What this agent owes: what it promised, and what its own events carried in vain (S8). */
  add(item: Pooled): void {
    if (this.items.has(item.id)) return;
    this.drop(item.id);
    this.items.set(item.id, item);
    if (item.weighty) this.weighty += 1;
    this.tally(countedOf(item), 1);
  }

  /** What others owe, too. False when there is no room for it: they say it again. */
  offer(item: Pooled, standsBy = false): boolean {
    if (this.has(item.id)) return true;
    const counted = countedOf(item);
    if (!this.hasRoom(counted)) return false;
    if (counted.isReport && this.reports >= limits.poolReports) return false;
    if (standsBy) this.standBy(item);
    else this.add(item);
    return true;
  }

  /** As `add`, and it goes into no event until it steps in; it makes no event meanwhile. */
  standBy(item: Pooled): void {
    if (this.waits(item.id)) return;
    this.drop(item.id);
    this.standing.set(item.id, item);
    this.tally(countedOf(item), 1);
  }

  /** False when it stands by no more: another one's event has it. */
  stepIn(id: Hex): boolean {
    const item = this.standing.get(id);
    if (item === undefined) return false;
    this.add(item);
    return true;
  }

  drop(id: Hex): void {
    const item = this.items.get(id);
    const counted = this.countedAt(id);
    if (counted === undefined) return;
    if (item !== undefined && item.weighty) this.weighty -= 1;
    this.items.delete(id);
    this.standing.delete(id);
    this.promised.delete(id);
    this.tally(counted, -1);
  }

  private countedAt(id: Hex): Counted | undefined {
    const item = this.items.get(id) ?? this.standing.get(id);
    return item === undefined ? this.promised.get(id) : countedOf(item);
  }

  /** Takes out what fits into one event, oldest first; one at least, or it would block the rest. */
  take(maxBytes: number): Pooled[] {
    const taken: Pooled[] = [];
    let bytes = 0;
    for (const item of this.items.values()) {
      bytes += bytesOf(item.transaction) + framingBytes;
      const isFull = taken.length >= limits.eventTransactions || bytes > maxBytes;
      if (isFull && taken.length > 0) break;
      taken.push(item);
    }
    for (const { id } of taken) this.drop(id);
    return taken;
  }

  private hasRoom({ bytes }: Counted): boolean {
    const { poolTransactions, poolBytes } = limits;
    const count = this.size + this.promised.size;
    return count < poolTransactions && this.bytes + bytes <= poolBytes;
  }

  private tally({ operator, isReport, bytes }: Counted, by: 1 | -1): void {
    this.bytes += by * bytes;
    if (isReport) this.reports += by;
    this.operators.add(operator, by);
  }
}
