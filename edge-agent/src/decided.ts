import { isCoded } from "@quorate/protocol";
import type { Round } from "./order.ts";

export interface DecidedHost {
  apply(round: Round): void;
  /** A round let events go in that decided further ones, while earlier ones waited. */
  nested(): void;
}

/**
 * S2: decided rounds, one after the other. What a round lets go in can decide further ones, which
 * wait for those that were decided before.
 */
export class Decided {
  private readonly host: DecidedHost;
  private readonly waiting: Round[] = [];
  private applying = false;
  /** Of those that wait, how many were decided before the one that is being applied. */
  private earlier = 0;

  constructor(host: DecidedHost) {
    this.host = host;
  }

  take(rounds: readonly Round[]): void {
    this.waiting.push(...rounds);
    if (this.applying) {
      if (rounds.length > 0 && this.earlier > 0) this.host.nested();
      return;
    }
    this.applying = true;
    this.earlier = rounds.length;
    for (let round = this.waiting.shift(); round !== undefined; round = this.waiting.shift()) {
      this.earlier -= 1;
      this.apply(round);
    }
    this.applying = false;
  }

  /**
   * S7: whoever gave the event that decided the round is not at fault, and a round that was applied
   * in part must not be built upon: no coded error, which would be a peer's, so the process ends.
   */
  private apply(round: Round): void {
    try {
      this.host.apply(round);
    } catch (error) {
      if (!isCoded(error)) throw error;
      const { code, message } = error;
      throw new Error(`round ${round.round} cannot be applied: ${code} ${message}`, {
        cause: error,
      });
    }
  }
}
