import type { Envelope, SignedEvent } from "@quorate/protocol";

/**
 * The newest event of each agent that ever came here with a good signature, whatever became of it:
 * it may wait for its parents, or be long gone from graph and journal. One that lost its disk asks
 * for it (S6).
 */
export class Newest {
  private readonly events: (Pick<SignedEvent, "sequence" | "envelope"> | undefined)[];

  constructor(agents: number) {
    this.events = Array.from({ length: agents }, () => undefined);
  }

  note({ creator, sequence, envelope }: SignedEvent): void {
    if (sequence > (this.events[creator]?.sequence ?? 0))
      this.events[creator] = { sequence, envelope };
  }

  of(creator: number): Envelope | undefined {
    return this.events[creator]?.envelope;
  }

  /** Of all agents but this one. */
  except(self: number): Envelope[] {
    return this.events.flatMap((event, creator) =>
      event === undefined || creator === self ? [] : [event.envelope],
    );
  }
}
