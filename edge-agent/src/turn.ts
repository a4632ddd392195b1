import type { Timers } from "./timers.ts";

/** Events that may go in one after another before anything else is looked at. */
const eventsAtOnce = 128;
/** Transactions that count as much as an event. */
const transactionsAsOne = 64;

/**
 * One event can bring thousands after it that waited for it. Links, clocks and clients are looked
 * at in between, or the peers would take this agent for dead.
 */
export class Turn {
  private readonly timers: Timers;
  private readonly goOn: () => void;
  private inserted = 0;
  private goesOn = false;

  /** `goOn` lets in further ones. */
  constructor(timers: Timers, goOn: () => void) {
    this.timers = timers;
    this.goOn = goOn;
  }

  begin(): void {
    this.inserted = 0;
  }

  /** Another event went in, with so many transactions. */
  note(transactions: number): void {
    this.inserted += 1 + transactions / transactionsAsOne;
  }

  /** False when the rest has to wait; it goes on by itself then. */
  hasTime(): boolean {
    if (this.inserted < eventsAtOnce) return true;
    if (this.goesOn) return false;
    this.goesOn = true;
    this.timers.after(0, () => {
      this.goesOn = false;
      this.begin();
      this.goOn();
    });
    return false;
  }
}
