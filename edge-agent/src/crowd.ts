import { CodedError, type Hex, limits } from "@quorate/protocol";
import type { Pool } from "./command.ts";
import type { Shares } from "./shares.ts";
import type { Unordered } from "./unordered.ts";

interface Orders {
  readonly atMs: number;
  readonly commands: number;
}

const remedy = "nothing: it is given again until its time to live is over";

/**
 * How many commands may be on their way to their certificates before an agent takes no more: what
 * the site ordered lately, for a queue that is longer than that only makes every command late. An
 * operator who has less than a fair share of them is taken all the same: nobody's crowd keeps the
 * others out (S9).
 */
export class Crowd {
  private readonly waiting: readonly Shares[];
  /** What rounds ordered within `limits.crowdMs`. */
  private lately: Orders[] = [];
  private sum = 0;

  constructor(pool: Pool, unordered: Unordered) {
    this.waiting = [pool.operators, unordered.commands];
  }

  /** A round was decided that ordered so many commands; `nowMs` is monotonic. */
  ordered(commands: number, nowMs: number): void {
    if (commands === 0) return;
    this.lately.push({ atMs: nowMs, commands });
    this.sum += commands;
  }

  /** Throws COMMAND_POOL_FULL. `uncertified` are permitted ones that lack their certificates. */
  mayJoin(operator: Hex, uncertified: number, nowMs: number): void {
    const most = Math.max(limits.crowd, this.orderedLately(nowMs));
    const all = this.waiting.reduce((sum, { total }) => sum + total, uncertified);
    if (all < most) return;
    const own = this.waiting.reduce((sum, shares) => sum + shares.of(operator), 0);
    const others = new Set(this.waiting.flatMap((shares) => [...shares.operators()]));
    others.delete(operator);
    if (own < most / (others.size + 2)) return;
    const detail = `${all} commands wait for their order and certificates, ${own} of this operator`;
    throw new CodedError("COMMAND_POOL_FULL", detail, { remedy });
  }

  private orderedLately(nowMs: number): number {
    const gone = this.lately.findIndex(({ atMs }) => atMs > nowMs - limits.crowdMs);
    const count = gone < 0 ? this.lately.length : gone;
    for (const { commands } of this.lately.splice(0, count)) this.sum -= commands;
    return this.sum;
  }
}
