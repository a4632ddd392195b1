import { CodedError, type Hex, limits } from "@quorate/protocol";
import type { Pool } from "./command.ts";
import type { Shares } from "./shares.ts";
import type { Unordered } from "./unordered.ts";

interface Ends {
  readonly atMs: number;
  readonly commands: number;
}

const remedy = "nothing: it is given again until its time to live is over";

/**
 * How many commands may be on their way, from an agent's pool to their ends, before an agent takes
 * no more: as many as ended lately, for a queue that is longer than that only makes every command
 * late. An operator who has less than a fair share of them is taken all the same: nobody's crowd
 * keeps the others out (S9).
 */
export class Crowd {
  private readonly waiting: readonly Shares[];
  /** Within `limits.crowdMs`. */
  private readonly lately: Ends[] = [];
  private sum = 0;

  /** `open`: commands in the replicated state that are on their way to their device. */
  constructor(pool: Pool, unordered: Unordered, open: Shares) {
    this.waiting = [pool.operators, unordered.commands, open];
  }

  /** How many ends are remembered. */
  get remembered(): number {
    return this.lately.length;
  }

  /** So many permitted commands have ended; `nowMs` is monotonic. */
  ended(commands: number, nowMs: number): void {
    if (commands === 0) return;
    this.lately.push({ atMs: nowMs, commands });
    this.sum += commands;
    // Nobody may ever ask this agent: what is too old goes here as well (S9).
    this.endedLately(nowMs);
  }

  /** Throws COMMAND_POOL_FULL. */
  mayJoin(operator: Hex, nowMs: number): void {
    const most = Math.max(limits.crowd, this.endedLately(nowMs));
    const all = this.waiting.reduce((sum, { total }) => sum + total, 0);
    if (all < most) return;
    const own = this.waiting.reduce((sum, shares) => sum + shares.of(operator), 0);
    const others = new Set(this.waiting.flatMap((shares) => [...shares.operators()]));
    others.delete(operator);
    if (own < most / (others.size + 2)) return;
    const detail = `${all} commands are on their way, ${own} of them of this operator`;
    throw new CodedError("COMMAND_POOL_FULL", detail, { remedy });
  }

  private endedLately(nowMs: number): number {
    const gone = this.lately.findIndex(({ atMs }) => atMs > nowMs - limits.crowdMs);
    const count = gone < 0 ? this.lately.length : gone;
    for (const { commands } of this.lately.splice(0, count)) this.sum -= commands;
    return this.sum;
  }
}
