import type { SiteAsker } from "./ask.ts";
import { type ChainPlace, type CheckedBlock, checkBlock, startOf } from "./audit-block.ts";
import { CodedError, isCoded } from "./errors.ts";
import { faultsOf } from "./site.ts";
import type { WireBlock } from "./wire.ts";

/** How long an agent may take for some blocks, ms. */
const answerMs = 5000;
const perQuestion = 64;

/** Where to begin: at a block's number or at the block that holds a log sequence. */
export type LogStart = { readonly sequence: number } | { readonly block: number };

export interface ReadBlock {
  readonly wire: WireBlock;
  readonly checked: CheckedBlock;
}

/**
 * Reads the ordered log. Every block carries its own proof, so one agent's answer is enough once it
 * is checked; an agent that has nothing, or something broken, is passed over for the next one.
 */
export class LogReader {
  private readonly links: SiteAsker;
  private readonly start: LogStart;
  private place: ChainPlace | null;
  private preferred = 0;

  constructor(links: SiteAsker, start: LogStart) {
    this.links = links;
    this.start = start;
    const isFirst = "sequence" in start ? start.sequence <= 1 : start.block <= 1;
    this.place = isFirst ? startOf(links.site) : null;
  }

  /**
   * The next blocks, or none when f+1 agents say that there are no more. Throws CONTACT_NONE when
   * no agent answers, the audit's code when one gave what does not stand a check, and CONTACT_FEW
   * when too few answer to know that the log ends.
   */
  async next(): Promise<readonly ReadBlock[]> {
    const n = this.links.site.agents.length;
    let answers = 0;
    let ends = 0;
    const faults: CodedError[] = [];
    for (let tried = 0; tried < n; tried += 1) {
      const agent = (this.preferred + tried) % n;
      const answer = await this.links.ask(agent, { blocks: this.question() }, answerMs);
      if (answer === null) continue;
      answers += 1;
      const blocks = this.check(answer.blocks, faults);
      if (answer.blocks.length === 0) ends += 1;
      if (blocks.length === 0) continue;
      this.preferred = agent;
      return blocks;
    }
    const needed = faultsOf(n) + 1;
    if (ends >= needed) return [];
    if (answers === 0)
      throw new CodedError("CONTACT_NONE", `no agent answers: ${this.links.missing}`);
    const [fault] = faults;
    if (fault !== undefined) throw fault;
    const count = `${ends} of ${n} agents say that the log ends here, ${needed} are needed`;
    throw new CodedError("CONTACT_FEW", `${count}; missing: ${this.links.missing}`, {
      remedy: "`quorate status` says which agents are missing, and why",
    });
  }

  private question() {
    const { place, start } = this;
    const limit = perQuestion;
    if (place !== null) return { from: place.number, fromSequence: 0, limit };
    if ("block" in start) return { from: start.block, fromSequence: 0, limit };
    return { from: 0, fromSequence: start.sequence, limit };
  }

  /** A block that was certified proves nothing of those that were asked for before it. */
  private checkStart({ header }: CheckedBlock): void {
    const { number, firstSequence, entries } = header;
    const { start } = this;
    const isAsked =
      "block" in start
        ? number === start.block
        : firstSequence <= start.sequence && start.sequence < firstSequence + entries;
    if (isAsked) return;
    throw new CodedError("AUDIT_BLOCK", `block ${number}: it is not the one that was asked for`);
  }

  /** Those that stand the check; what was wrong with the next one goes to the faults. */
  private check(blocks: readonly WireBlock[], faults: CodedError[]): ReadBlock[] {
    const { context, site } = this.links;
    const read: ReadBlock[] = [];
    try {
      for (const wire of blocks) {
        const checked = checkBlock(context, site, wire, { after: this.place });
        if (this.place === null) this.checkStart(checked);
        this.place = checked.next;
        read.push({ wire, checked });
      }
    } catch (error) {
      if (!isCoded(error)) throw error;
      faults.push(error);
    }
    return read;
  }
}
