import {
  alarmActionId,
  type AlarmActionFields,
  type CommandFields,
  commandId,
  type Envelope,
  type Hex,
  limits,
  type Report,
  sha256,
  signAlarmAction,
  signApproval,
  signBallot,
  signCommand,
  type Signer,
  signReport,
  type Site,
  toHex,
  utf8,
  type Veto,
  type WireTransaction,
} from "@quorate/protocol";
import {
  type BuiltBlock,
  type Ended,
  Machine,
  type OrderedRound,
  type OrderedTransaction,
  type Step,
} from "../../edge-agent/src/machine.ts";
import type { ConsensusState } from "../../edge-agent/src/state.ts";
import { Transactions } from "../../edge-agent/src/transactions.ts";
import { beginMs, chain, edgeSite, keyOf, signerOf } from "./site.ts";

export interface Given {
  readonly id: Hex;
  readonly envelope: Envelope;
  readonly transaction: OrderedTransaction;
}

export type GivenAction = Given;

let nonces = 0;

/** The machine looks at no signature: those are checked before the order is applied. */
const unsigned = (name: string): Signer => ({
  publicKey: signerOf(name).publicKey,
  sign: () => new Uint8Array(64),
});

/** What an order could have come to after so many rounds. */
const consensusAfter = (round: number, timeUs: number): ConsensusState => {
  const reach = Math.min(round, 52);
  return {
    ...{ decidedRound: round, orderedEvents: 4 * round, timeUs },
    judges: [0, 1, 2, 3].map((judge) => toHex(sha256(utf8(`judge ${judge} of ${round}`)))),
    minimumJudges: Array.from({ length: reach }, (_, index) => {
      const one = round - reach + 1 + index;
      return { round: one, birthRound: one };
    }),
    sequences: [round, round, 0, round],
  };
};

/** A state machine that a test feeds round by round. */
export class MachineRun {
  readonly site: Site;
  readonly machine: Machine;
  readonly blocks: BuiltBlock[] = [];
  readonly ended: Ended[] = [];
  readonly certified: Hex[] = [];
  /** Everything that was fed, to feed it to another machine. */
  readonly rounds: OrderedRound[] = [];
  nowUs = beginMs * 1000;
  private readonly transactions: Transactions;

  constructor(site: Site = edgeSite()) {
    this.site = site;
    this.machine = new Machine(site);
    this.transactions = new Transactions(site, { chain, verify: () => true });
  }

  get nowMs(): number {
    return Math.floor(this.nowUs / 1000);
  }

  checked(transaction: Partial<WireTransaction>): OrderedTransaction {
    const checked = this.transactions.check(transaction as WireTransaction);
    if (checked === null) throw new Error("a transaction that does not check out");
    return checked;
  }

  command(fields: Partial<CommandFields> = {}, by = "ann"): Given {
    nonces += 1;
    const envelope = signCommand(chain, unsigned(by), {
      ...{ device: "tank", writes: [{ point: "set", value: 20 }] },
      ...{ notAfterMs: this.nowMs + 10_000, nonce: sha256(utf8(`${nonces}`)).slice(0, 16) },
      ...fields,
    });
    const id = commandId(chain, envelope);
    return { id, envelope, transaction: this.checked({ command: envelope }) };
  }

  /** An acknowledge, or what the fields make of it. */
  alarm(fields: Partial<AlarmActionFields> = {}, by = "ann"): GivenAction {
    nonces += 1;
    const envelope = signAlarmAction(chain, unsigned(by), {
      ...{ alarm: "tank/level/high", action: "acknowledge", raisedMs: this.nowMs },
      ...{ notAfterMs: this.nowMs + 10_000, nonce: sha256(utf8(`${nonces}`)).slice(0, 16) },
      ...fields,
    });
    const id = alarmActionId(chain, envelope);
    return { id, envelope, transaction: this.checked({ alarm: envelope }) };
  }

  approval(command: Hex, by: string): OrderedTransaction {
    return this.checked({ approval: signApproval(chain, unsigned(by), command) });
  }

  ballot(block: BuiltBlock, agent: number, vetoes: readonly Veto[] = []): OrderedTransaction {
    const fields = { agent, headerBytes: block.header, clockUs: this.nowUs, vetoes };
    const ballot = signBallot(chain, unsigned(this.site.agents[agent]?.name ?? ""), fields);
    return this.checked({ ballot });
  }

  report(id: Hex, changes: Partial<Report> = {}, by = "g"): OrderedTransaction {
    const open = this.machine.state.commands.get(id);
    const report = signReport(chain, unsigned(by), {
      ...{ device: open?.device ?? "tank", deviceSequence: open?.deviceSequence ?? 0, id },
      ...{ outcome: "confirmed", code: "", detail: "", points: [] },
      ...{ writtenMs: this.nowMs, finishedMs: this.nowMs, closing: "" },
      ...changes,
    });
    return this.checked({ report });
  }

  /** One round, `afterMs` after the last one; its transactions a microsecond apart. */
  round(transactions: readonly OrderedTransaction[] = [], afterMs = 10): Step {
    this.nowUs += afterMs * 1000;
    const timed = transactions.map((transaction) => {
      this.nowUs += 1;
      return { timeUs: this.nowUs, transaction };
    });
    const number = this.rounds.length + 1;
    const consensus = consensusAfter(number, this.nowUs);
    const round = { round: number, timeUs: this.nowUs, transactions: timed, consensus };
    this.rounds.push(round);
    const step = this.machine.apply(round);
    this.blocks.push(...step.blocks);
    this.ended.push(...step.ended);
    this.certified.push(...step.certified);
    return step;
  }

  /** As many rounds as ballots are given at least, over `ms`; answers all that came of them. */
  idle(ms: number): Step {
    const steps = Array.from({ length: limits.certifyRounds }, () =>
      this.round([], ms / limits.certifyRounds),
    );
    return {
      blocks: steps.flatMap(({ blocks }) => blocks),
      ended: steps.flatMap(({ ended }) => ended),
      certified: steps.flatMap(({ certified }) => certified),
      covering: steps.findLast(({ covering }) => covering !== null)?.covering ?? null,
    };
  }

  /** Commands in one round. */
  give(...commands: readonly Given[]): Step {
    return this.round(commands.map(({ transaction }) => transaction));
  }

  /** Orders ballots of these agents for the block, without a veto. */
  stand(block: BuiltBlock, agents: readonly number[]): Step {
    return this.round(agents.map((agent) => this.ballot(block, agent)));
  }

  open(id: Hex): boolean {
    return this.machine.state.commands.has(id);
  }
}

export const keys = { ann: keyOf("ann"), bob: keyOf("bob"), sue: keyOf("sue") };
