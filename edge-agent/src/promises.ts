import {
  type Envelope,
  isCoded,
  openApproval,
  readAlarmAction,
  readCommand,
  type SignedEvent,
  type WireTransaction,
} from "@quorate/protocol";
import type { Accepted } from "./command.ts";
import type { Core } from "./core.ts";

const kinds = ["command", "approval", "alarm"] as const;

/**
 * S8: commands, approvals and alarm actions of the journal whose end this agent does not know. They
 * wait until it knows what became of them while it was away. Their signatures are not checked here:
 * most of them were ordered long ago, and a start must not take long.
 */
export class Promises {
  private readonly core: Core;
  /** By their bytes with the signature: another's event cannot take one off with a false one. */
  private readonly waiting = new Map<string, WireTransaction>();
  /** Names of those that an event carried which may have been ordered. */
  private readonly carried = new Set<string>();

  constructor(core: Core) {
    this.core = core;
  }

  get size(): number {
    return this.waiting.size;
  }

  add(transaction: WireTransaction): void {
    if (kinds.every((kind) => transaction[kind] == null)) return;
    this.waiting.set(this.core.transactions.name(transaction), transaction);
  }

  /** An event that is in the graph has it: it is ordered, or said again when the event is stale. */
  inEvent(transaction: WireTransaction): void {
    if (this.waiting.size > 0) this.waiting.delete(this.core.transactions.name(transaction));
  }

  /**
   * An event that is too old for the graph: nobody takes it any more, and what it carried was
   * ordered only if the event was, or another one that carried the same.
   */
  inOldEvent({ creator, sequence, transactions }: SignedEvent): void {
    const { core } = this;
    if (creator === core.self) for (const transaction of transactions) this.add(transaction);
    if (sequence > (core.machine.state.consensus?.sequences[creator] ?? 0)) return;
    for (const transaction of transactions) {
      const name = core.transactions.name(transaction);
      if (this.waiting.has(name)) this.carried.add(name);
    }
  }

  /** What has no end in the order, as far as this agent knows the order. */
  *owed(): Iterable<WireTransaction> {
    for (const [name, transaction] of this.waiting)
      if (this.isOwed(name, transaction)) yield transaction;
  }

  /** As `owed`, for the journal. */
  *accepted(): Iterable<Accepted> {
    for (const transaction of this.owed())
      for (const kind of kinds) {
        const envelope = transaction[kind];
        if (envelope != null) yield { kind, envelope };
      }
  }

  clear(): void {
    this.waiting.clear();
    this.carried.clear();
  }

  private isOwed(name: string, transaction: WireTransaction): boolean {
    try {
      return this.hasNoEnd(name, transaction);
    } catch (error) {
      // S10: nothing malformed was promised to anybody.
      if (!isCoded(error)) throw error;
      return false;
    }
  }

  private hasNoEnd(name: string, transaction: WireTransaction): boolean {
    const { core } = this;
    const { command, approval, alarm } = transaction;
    const { state } = core.machine;
    if (approval) return state.commands.has(this.commandOf(approval));
    if (state.hasSeen(core.transactions.bodyId(transaction))) return false;
    if (!this.carried.has(name)) return true;
    // One that was ordered is remembered for longer than this: then it has its end.
    const { chain } = core.context;
    if (command) return !core.isTooOld(readCommand(chain, command).notAfterMs);
    return alarm != null && !core.isTooOld(readAlarmAction(chain, alarm).notAfterMs);
  }

  private commandOf(approval: Envelope): string {
    return openApproval({ ...this.core.context, verify: () => true }, approval).command;
  }
}
