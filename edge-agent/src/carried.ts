import type { Hex, SignedEvent, WireTransaction } from "@quorate/protocol";
import type { Core } from "./core.ts";

/**
 * A creator's events that follow one another, after which it counts as one of a single line again:
 * an honest one has such an event too, when an earlier one of it came too late for the graph.
 */
const inLine = 128;

/** What events carry, from when they go into the graph until they are ordered or passed over. */
export class Carried {
  private readonly core: Core;
  /** Creators with an event that did not follow their newest one; how many have since. */
  private readonly branched = new Map<number, number>();

  constructor(core: Core) {
    this.core = core;
  }

  /** Call before the event counts as its creator's newest one in the store. */
  note(event: SignedEvent): void {
    const { core } = this;
    this.followLine(event);
    const isBranch = this.branched.has(event.creator);
    for (const transaction of event.transactions) {
      // Checked here, off the path on which the order is applied.
      const id = core.idOf(transaction);
      if (id === null) continue;
      core.promises.inEvent(transaction);
      const isWeighty = core.hasWeight(transaction);
      if (isBranch && isWeighty && !core.unordered.has(id)) this.echo(id, transaction);
      else if (event.creator === core.self || (transaction.ballot == null && !isBranch))
        core.pool.drop(id);
      if (isWeighty) core.unordered.add(id, core.commander(transaction));
    }
  }

  /**
   * Everybody builds on each creator's newest event. Nobody need build on a branch beside it, and
   * what that carries would be ordered by nobody, while all think that it is on its way (S8): of
   * whoever makes branches everything is said again by own events.
   */
  private followLine({ creator, parents }: SignedEvent): void {
    const { core, branched } = this;
    const tip = core.store.tip(creator);
    if (creator === core.self) return;
    const since = branched.get(creator);
    if (tip.sequence === 0 || parents[0]?.hash === tip.hash) {
      if (since === inLine) branched.delete(creator);
      else if (since !== undefined) branched.set(creator, since + 1);
      return;
    }
    branched.set(creator, 0);
    if (since !== undefined) return;
    for (const event of core.order.waitingOf(creator))
      for (const transaction of event.transactions) {
        const id = core.idOf(transaction);
        if (id !== null && core.hasWeight(transaction)) this.echo(id, transaction);
      }
  }

  /**
   * Nothing old: the log is full of it, and a liar's branches would fill everybody's pool with it.
   * Who promised it has it in his own pool.
   */
  private echo(id: Hex, transaction: WireTransaction): void {
    const { core } = this;
    if (transaction.ballot == null && core.isTimely(transaction))
      core.pool.offer({ id, transaction, weighty: true });
  }

  /** It is in the order. */
  forget(event: SignedEvent): void {
    const { core } = this;
    for (const transaction of event.transactions) {
      const id = core.idOf(transaction);
      if (id === null) continue;
      core.unordered.delete(id);
      if (transaction.ballot == null) core.pool.drop(id);
    }
  }

  /** What was in an event that nobody will order goes into a later one, whoever made it. */
  sayAgain(event: SignedEvent): void {
    const { core } = this;
    core.io.count("ORDER_STALE_EVENT");
    for (const transaction of event.transactions) {
      const id = core.idOf(transaction);
      if (id === null) continue;
      core.unordered.delete(id);
      const weighty = core.hasWeight(transaction);
      const ownBallot = transaction.ballot != null && event.creator === core.self;
      if (ownBallot || (transaction.ballot == null && weighty))
        if (event.creator === core.self) core.pool.add({ id, transaction, weighty });
        else core.pool.offer({ id, transaction, weighty });
    }
  }
}
