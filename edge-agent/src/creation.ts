import {
  type Demand,
  type GraphEvent,
  Pace,
  type PacedEvent,
  type PaceParameters,
} from "@quorate/consensus";
import { type Envelope, limits, signEvent } from "@quorate/protocol";
import type { Core } from "./core.ts";

/** What becomes of a new own event. */
export interface CreationHost {
  /** Puts it into the own graph. */
  take(envelope: Envelope): void;
  /** It is on the disk: everybody may see it. */
  send(envelope: Envelope): void;
  /** What n-f of the others' clocks do not pass; null while that is not known. */
  othersUs(): number | null;
}

/** Makes this agent's own events, at the pace that consensus/src/pace.ts sets. */
export class Creation {
  private readonly core: Core;
  private readonly pace: Pace;
  private readonly host: CreationHost;
  private busy = false;
  private cancelWait: (() => void) | null = null;

  constructor(core: Core, pace: PaceParameters, host: CreationHost) {
    this.core = core;
    this.pace = new Pace(core.site.agents.length, core.self, pace);
    this.host = host;
  }

  stop(): void {
    this.cancelWait?.();
  }

  /** An event went into the graph. */
  inserted(event: PacedEvent): void {
    const nowMs = this.core.io.clock.monotonicMs();
    this.pace.received(event, nowMs);
    if (event.creator === this.core.self) this.pace.created(event.sequence, nowMs);
  }

  /** Looks whether to create an event now, later or not at all. */
  think(): void {
    const { core } = this;
    // What has just come may end a wait early.
    this.cancelWait?.();
    this.cancelWait = null;
    if (core.stopped || core.replaying || this.busy || core.durable.isFull) return;
    if (!core.mayCreate || core.isRecovering) return;
    const nowMs = core.io.clock.monotonicMs();
    const demand = this.demand();
    core.busySinceMs = demand.busy ? (core.busySinceMs ?? nowMs) : null;
    const decision = this.pace.decide(demand, nowMs);
    if (decision.kind === "create") this.create();
    if (decision.kind !== "wait") return;
    this.cancelWait = core.io.clock.after(decision.waitMs, () => {
      this.cancelWait = null;
      this.think();
    });
  }

  private demand(): Demand {
    const { machine, pool, unordered, order } = this.core;
    const { commands } = machine.state;
    const waiting = pool.hasWeighty;
    // A closing never ages: it waits for its guard, which may be away for days, and for no time.
    const [uncertified, open] = [commands.uncertifiedCount > 0, commands.unclosedCount > 0];
    // Only rounds let old events go: who makes events without end keeps all busy, and fills nobody.
    const { restingEvents, restingBytes } = limits;
    const isCrowded = order.waiting > restingEvents || order.waitingBytes > restingBytes;
    return { busy: waiting || unordered.size > 0 || uncertified || isCrowded, open, waiting };
  }

  /** Signs the next own event over all tips; nobody sees it before it is durable (S6). */
  private create(): void {
    const { core } = this;
    const { hashgraph } = core.order;
    const isOthers = (tip: GraphEvent | undefined): tip is GraphEvent =>
      tip !== undefined && tip.creator !== core.self && !hashgraph.isAncient(tip);
    const others = hashgraph.tips().filter(isOthers);
    const parents = [...(core.ownTip === null ? [] : [core.ownTip]), ...others].map(
      ({ hash, creator, sequence, birthRound }) => ({ hash, creator, sequence, birthRound }),
    );
    const envelope = signEvent(core.context.chain, core.signer, {
      ...{ creator: core.self, sequence: (core.ownTip?.sequence ?? 0) + 1, parents },
      ...{ birthRound: hashgraph.pendingRound, coin: core.io.random32() },
      timeUs: Math.max(this.timeUs(), core.ownTimeUs + 1),
      transactions: core.pool.take(limits.eventBytes / 2).map(({ transaction }) => transaction),
    });
    this.busy = true;
    this.host.take(envelope);
    core.durable.then(() => {
      this.busy = false;
      this.host.send(envelope);
      this.think();
    });
  }

  /**
   * The others hold an event that is ahead of their clocks, and all own ones after it, until its
   * time has come: long after the clock was set right. So theirs count when this one leapt (n-f
   * of them are not all wrong).
   */
  private timeUs(): number {
    const { clock } = this.core.io;
    const [nowUs, othersUs] = [clock.nowUs(), this.host.othersUs()];
    const driftUs = this.core.site.policy.clockDriftMs * 1000;
    return othersUs !== null && nowUs > othersUs + driftUs ? othersUs : nowUs;
  }
}
