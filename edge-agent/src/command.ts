import {
  CodedError,
  encode,
  type Envelope,
  type Hex,
  limits,
  type WireTransaction,
  wire,
} from "@quorate/protocol";

/** An approval or command as it was accepted, for the journal. */
export interface Accepted {
  readonly kind: "command" | "approval";
  readonly envelope: Envelope;
}

/** Something that waits in this agent for its place in one of its events. */
export interface Pooled {
  readonly id: Hex;
  readonly transaction: WireTransaction;
  /** Ballots without a veto have none: they alone make no events (consensus.md section 2). */
  readonly weighty: boolean;
  /** Key of the operator, of commands and approvals. */
  readonly operator?: Hex;
}

/** Commands, approvals, reports and ballots on their way into this agent's events; bounded (S9). */
export class Pool {
  private readonly items = new Map<Hex, Pooled>();
  private readonly perOperator = new Map<Hex, number>();
  private weighty = 0;

  get size(): number {
    return this.items.size;
  }

  get hasWeighty(): boolean {
    return this.weighty > 0;
  }

  has(id: Hex): boolean {
    return this.items.has(id);
  }

  /** Commands and approvals that wait, for the journal. */
  *accepted(): Iterable<Accepted> {
    for (const { transaction } of this.items.values())
      for (const kind of ["command", "approval"] as const) {
        const envelope = transaction[kind];
        if (envelope != null) yield { kind, envelope };
      }
  }

  /** Throws COMMAND_POOL_FULL, COMMAND_OPERATOR_BUSY: the caller is told to come back later. */
  checkRoom(operator: Hex): void {
    const remedy = "wait until earlier commands are ordered, then send it again";
    if (this.items.size >= limits.poolTransactions)
      throw new CodedError("COMMAND_POOL_FULL", "this agent has no room", { remedy });
    if ((this.perOperator.get(operator) ?? 0) >= limits.poolPerOperator)
      throw new CodedError("COMMAND_OPERATOR_BUSY", "too many of this operator wait", { remedy });
  }

  add(item: Pooled): void {
    if (this.items.has(item.id)) return;
    this.items.set(item.id, item);
    this.tally(item, 1);
  }

  drop(id: Hex): void {
    const item = this.items.get(id);
    if (item === undefined) return;
    this.items.delete(id);
    this.tally(item, -1);
  }

  /** Takes out what fits into one event, oldest first; one at least, or it would block the rest. */
  take(maxBytes: number): Pooled[] {
    const taken: Pooled[] = [];
    let bytes = 0;
    for (const item of this.items.values()) {
      bytes += encode(wire.Transaction, item.transaction).length + 8;
      const isFull = taken.length >= limits.eventTransactions || bytes > maxBytes;
      if (isFull && taken.length > 0) break;
      taken.push(item);
    }
    for (const { id } of taken) this.drop(id);
    return taken;
  }

  private tally(item: Pooled, by: 1 | -1): void {
    if (item.weighty) this.weighty += by;
    if (item.operator === undefined) return;
    const count = (this.perOperator.get(item.operator) ?? 0) + by;
    if (count === 0) this.perOperator.delete(item.operator);
    else this.perOperator.set(item.operator, count);
  }
}
