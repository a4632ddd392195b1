import {
  CodedError,
  type Envelope,
  readEvent,
  type SignedEvent,
  verifyEvent,
  type WireFrame,
} from "@quorate/protocol";
import type { Core } from "./core.ts";
import { journalRecord, lossRecord } from "./journal.ts";
import type { Peers } from "./peers.ts";

/** Questions of one peer are answered no closer together than this, ms. */
const answerEveryMs = 200;

/**
 * How an agent that lost its journal comes to sign again (S6).
 *
 * Events: it goes on above the newest one that any other agent has of it, when *all* of them have
 * told, each over a link of this run. Whatever an earlier run sent either came to somebody before
 * that link was up, and is told, or never comes. One who lies by leaving an event out makes it fork
 * its chain, which counts as one fault more; so it does not wait for fewer than all.
 *
 * Ballots: it signs none before a round that orders an event that it made since. The judges of that
 * round descend from the event, and those of every round that the earlier run knew do not; so no
 * block of this round or a later one was ever signed before.
 */
export class Regain {
  private readonly core: Core;
  private readonly peers: Peers;
  private readonly told = new Set<number>();
  private newest: SignedEvent | null = null;
  private readonly answeredMs = new Map<number, number>();

  constructor(core: Core, peers: Peers) {
    this.core = core;
    this.peers = peers;
  }

  /** The journal turned out to be lost: what was told before may have been about less. */
  begin(): void {
    this.told.clear();
    this.newest = null;
    this.ask();
  }

  /** Asks those whose word is missing; call now and then, and when a link is up. */
  ask(): void {
    const { core } = this;
    core.untold = this.isWaiting
      ? this.peers.all.map(({ index }) => index).filter((one) => this.isMissing(one))
      : [];
    for (const peer of core.untold) this.peers.send(peer, { wantOwn: {} });
  }

  /** Throws what `readEvent` and `verifyEvent` do, and GOSSIP_EVENT. */
  frame(peer: number, { wantOwn, own }: WireFrame): void {
    if (wantOwn) this.answer(peer);
    else if (own && this.isWaiting && peer !== this.core.self) this.take(peer, own.event ?? null);
  }

  /** Looks whether events can be made again. Answers true once, when they can. */
  review(): boolean {
    const { core, newest } = this;
    if (!this.isWaiting || core.learning || core.order.hashgraph.isRestoring) return false;
    if (this.peers.all.some(({ index }) => this.isMissing(index))) return false;
    if (newest !== null && newest.sequence > (core.ownTip?.sequence ?? 0)) {
      // Gossip brings it with all that it stands on, unless it is too old to go in.
      if (!core.order.hashgraph.isAncient(newest)) return false;
      const { hash, creator, sequence, birthRound, envelope } = newest;
      // It is in no snapshot before the next one: a start has to find it in the journal.
      core.durable.append(journalRecord({ kind: "event", envelope }));
      core.ownTip = { hash, creator, sequence, birthRound };
      core.ownTimeUs = Math.max(core.ownTimeUs, newest.timeUs);
    }
    const after = core.ownTip?.sequence ?? 0;
    core.loss = { resumed: true, after };
    core.untold = [];
    core.durable.append(lossRecord({ resumed: true, after }));
    for (const { index } of this.peers.all) core.greeted.add(index);
    core.io.log.info("gossip", "JOURNAL_RESUMED", { after });
    return true;
  }

  /** A round was decided; call before its blocks are made. */
  ordered(events: readonly SignedEvent[]): void {
    const { core } = this;
    const { loss, self } = core;
    if (loss?.resumed !== true) return;
    if (!events.some(({ creator, sequence }) => creator === self && sequence > loss.after)) return;
    core.votedBlock = Math.max(core.votedBlock, core.machine.state.clock.block);
    core.durable.append(lossRecord({ over: true, votedBlock: core.votedBlock }));
    core.journalRegained();
  }

  private get isWaiting(): boolean {
    return this.core.loss?.resumed === false;
  }

  private isMissing(agent: number): boolean {
    return agent !== this.core.self && !this.told.has(agent);
  }

  private answer(peer: number): void {
    const nowMs = this.core.io.clock.monotonicMs();
    if (nowMs - (this.answeredMs.get(peer) ?? Number.NEGATIVE_INFINITY) < answerEveryMs) return;
    this.answeredMs.set(peer, nowMs);
    const event = this.core.newest.of(peer);
    this.peers.send(peer, { own: event === undefined ? {} : { event } });
  }

  private take(peer: number, envelope: Envelope | null): void {
    const { core } = this;
    if (envelope !== null) {
      const event = readEvent(core.context.chain, envelope);
      if (event.creator !== core.self) throw new CodedError("GOSSIP_EVENT", "not an own event");
      verifyEvent(core.context, event, core.site.agents[core.self]?.key ?? "");
      if (event.sequence > (this.newest?.sequence ?? 0)) this.newest = event;
    }
    this.told.add(peer);
    core.untold = core.untold.filter((one) => one !== peer);
  }
}
