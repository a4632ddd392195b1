import {
  type Envelope,
  faultsOf,
  type Hex,
  signBallot,
  type Veto,
  type WireTransaction,
} from "@quorate/protocol";
import type { BallotEffect } from "./certificate.ts";
import type { Core } from "./core.ts";
import { journalRecord } from "./journal.ts";
import type { BuiltBlock } from "./machine.ts";

/** The blocks kept in memory beyond those that somebody still needs. */
const recentBlocks = 32;

/** Who hears of blocks and ballots. */
export interface VotingHost {
  /** What this agent's own eyes hold against a block's verdicts. */
  vetoes(block: BuiltBlock): readonly Veto[];
  ordered(block: BuiltBlock): void;
  certified(block: BuiltBlock): void;
  /** The own ballot is on the disk: to agents and guards for speed. */
  voted(block: BuiltBlock, ballot: Envelope): void;
}

/** Signs this agent's ballots, gathers everybody's, and keeps the certified blocks in the log. */
export class Voting {
  private readonly core: Core;
  private readonly host: VotingHost;

  constructor(core: Core, host: VotingHost) {
    this.core = core;
    this.host = host;
  }

  open(block: BuiltBlock): void {
    const { box, replaying } = this.core;
    this.host.ordered(block);
    for (const effect of box.open(block)) this.follow(effect);
    const kept = box.kept(block.number);
    if (kept !== undefined) this.voted(block, kept);
    else if (!replaying) this.vote(block);
  }

  /** S6: one ballot a block, ever; on the disk before anybody sees it. */
  vote(block: BuiltBlock): void {
    const { core } = this;
    if (core.observer !== "") return;
    const envelope = signBallot(core.context.chain, core.signer, {
      ...{ agent: core.self, headerBytes: block.header, clockUs: core.io.clock.nowUs() },
      vetoes: this.host.vetoes(block),
    });
    core.durable.append(journalRecord({ kind: "ballot", envelope }));
    core.durable.then(() => this.voted(block, envelope));
  }

  /** Any agent's ballot, from a peer or from an event. */
  take(envelope: Envelope, from: number): void {
    const { core } = this;
    const checked = core.transactions.check({ ballot: envelope } as WireTransaction);
    if (checked?.kind === "ballot") this.follow(core.box.add(envelope, checked.ballot));
    else core.fault("certificate", core.nameOf(from), "BALLOT_REFUSED", "no ballot of this site");
  }

  /** The own ballot, now durable; an event carries it too, for the record. */
  private voted(block: BuiltBlock, envelope: Envelope): void {
    const { core } = this;
    this.take(envelope, core.self);
    const transaction = { ballot: envelope } as WireTransaction;
    const id = core.idOf(transaction) as Hex;
    core.pool.add({ id, transaction, weighty: core.hasWeight(transaction) });
    if (!core.replaying) this.host.voted(block, envelope);
  }

  private follow({ certified, mismatch }: BallotEffect): void {
    const { box, log } = this.core;
    if (mismatch !== undefined) this.diverged(mismatch.agent, mismatch.header.number);
    if (certified === undefined) return;
    this.host.certified(certified);
    for (let next = box.logged(log.last + 1); next !== null; next = box.logged(log.last + 1))
      log.append(next);
    box.forget((number) => this.isNeeded(number));
  }

  /** S7: f+1 others on another block cannot all be liars; this agent stops signing. */
  private diverged(agent: number, block: number): void {
    const { core } = this;
    if (core.mismatches.has(agent)) return;
    core.mismatches.set(agent, block);
    const detail = `signed another block ${block} than this agent's`;
    core.fault("certificate", core.nameOf(agent), "CERTIFICATE_DIVERGENCE", detail);
    if (core.mismatches.size > faultsOf(core.site.agents.length)) core.observer = "STATE_DIVERGED";
  }

  private isNeeded(number: number): boolean {
    if (number > this.core.log.last - recentBlocks) return true;
    for (const { block, closingBlock } of this.core.machine.state.commands.values())
      if (block === number || closingBlock === number) return true;
    return false;
  }
}
