import {
  type Ballot,
  decodeHeader,
  type Envelope,
  faultsOf,
  type Hex,
  readBallot,
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
  /** The log may have grown. */
  logged(): void;
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
    const kept = box.kept(block);
    if (kept !== undefined) this.voted(block, kept);
    else if (!replaying) this.vote(block);
  }

  /** A certified block with open commands, from a snapshot: its certificates may be asked for. */
  reopen(block: BuiltBlock, ballots: readonly Envelope[]): void {
    const { core } = this;
    for (const effect of core.box.open(block)) this.follow(effect);
    for (const envelope of ballots) this.take(envelope, core.self);
    const kept = core.box.kept(block);
    // An event may not have carried it before the stop; twice in the order, it counts once.
    if (kept !== undefined) this.voted(block, kept);
  }

  /**
   * S6: one ballot a block, ever, in rising order; on the disk before anybody sees it. Not before
   * n-f agents told their tips: by those a journal shows that was put back from a copy.
   */
  vote(block: BuiltBlock): void {
    const { core } = this;
    if (core.observer !== "" || !core.isGreeted || block.number <= core.votedBlock) return;
    core.votedBlock = block.number;
    const envelope = signBallot(core.context.chain, core.signer, {
      ...{ agent: core.self, headerBytes: block.header, clockUs: core.io.clock.nowUs() },
      vetoes: this.host.vetoes(block),
    });
    core.durable.append(journalRecord({ kind: "ballot", envelope }));
    core.durable.then(() => this.voted(block, envelope));
  }

  /** Any agent's ballot, from a peer, or from an event that is ordered. */
  take(envelope: Envelope, from: number, isOrdered = false): void {
    const { core } = this;
    const checked = core.transactions.check({ ballot: envelope } as WireTransaction);
    if (checked?.kind === "ballot") {
      this.lookAtOwn(checked.ballot, from);
      this.follow(core.box.add(envelope, checked.ballot, isOrdered));
    } else
      core.fault("certificate", core.nameOf(from), "BALLOT_REFUSED", "no ballot of this site");
  }

  /**
   * S6: at rest a ballot is the last thing on the disk, and may be the only one that a copy of it
   * lacks. One that is known to have lost its journal finds what it signed in the order as well.
   */
  private lookAtOwn({ agent, header: { number } }: Ballot, from: number): void {
    const { core } = this;
    if (agent !== core.self || number <= core.votedBlock) return;
    core.votedBlock = number;
    if (!core.replaying && core.loss === null) core.journalLost(core.nameOf(from));
  }

  /** The newest ballot of an agent that is held or in the last block of the log. */
  newestOf(agent: number): Envelope | undefined {
    const held = this.core.box.newestOf(agent);
    const found = [...(held === undefined ? [] : [held]), ...this.lastLogged()]
      .map((envelope) => ({ envelope, ballot: readBallot(envelope) }))
      .filter(({ ballot }) => ballot.agent === agent)
      .sort((left, right) => right.ballot.header.number - left.ballot.header.number);
    return found[0]?.envelope;
  }

  private lastLogged(): readonly Envelope[] {
    const { log } = this.core;
    try {
      return log.block(log.last)?.ballots ?? [];
    } catch {
      // A damaged file, or a bad disk, is told of where the block is needed; links go on.
      return [];
    }
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

  private follow({ certified, mismatch, match }: BallotEffect): void {
    const { core } = this;
    if (mismatch !== undefined) this.mismatched(mismatch);
    // It came back to the same state as ours, by whatever way.
    if (match !== undefined && (core.mismatches.get(match.agent) ?? Infinity) < match.header.number)
      core.mismatches.delete(match.agent);
    if (certified === undefined) return;
    this.host.certified(certified);
    this.log();
    core.box.forget((number) => this.isNeeded(number));
  }

  /** Appends to the log what is certified and next. */
  log(): void {
    const { box, log } = this.core;
    for (let next = box.logged(log.last + 1); next !== null; next = box.logged(log.last + 1))
      log.append(next);
    this.host.logged();
  }

  private mismatched({ agent, header: { number, stateRoot } }: Ballot): void {
    const { core } = this;
    if (core.mismatches.has(agent) || agent === core.self) return;
    core.mismatches.set(agent, number);
    const own = core.box.block(number);
    const detail =
      `signed another block ${number} than this agent's: state root ${stateRoot}, ` +
      `here ${own === undefined ? "unknown" : decodeHeader(own.header).stateRoot}`;
    core.fault("certificate", core.nameOf(agent), "CERTIFICATE_DIVERGENCE", detail);
    if (core.mismatches.size > faultsOf(core.site.agents.length)) this.diverged(number);
  }

  /** S7: f+1 others on another block cannot all be liars; this agent stops its ballots. */
  private diverged(block: number): void {
    const { core } = this;
    if (core.divergedAt > 0) return;
    core.divergedAt = block;
    if (core.observer === "") core.observer = "STATE_DIVERGED";
    const others = [...core.mismatches.keys()].map((agent) => core.nameOf(agent)).join(", ");
    core.io.count("STATE_DIVERGED");
    core.io.log.warn("certificate", "STATE_DIVERGED", {
      detail: `${others} have another state at block ${block}; this agent stops its ballots`,
      remedy: "it takes up a signed state by itself; if this comes again, replace the box",
    });
  }

  private isNeeded(number: number): boolean {
    const { clock, commands } = this.core.machine.state;
    if (number > clock.block - recentBlocks || !this.core.box.isCertified(number)) return true;
    return commands.isOpenIn(number) || commands.isClosedIn(number);
  }
}
