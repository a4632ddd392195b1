import { Hashgraph } from "@quorate/consensus";
import type { Envelope, SignedEvent } from "@quorate/protocol";
import { Gossip, type GossipEffect } from "../../edge-agent/src/gossip.ts";
import { type MadeEvent, makeEvent } from "./lone.ts";
import { beginMs, context, edgeSite } from "./site.ts";

export const nowUs = beginMs * 1000;

/** A graph and the gossip before it. */
export class Ear {
  readonly graph = new Hashgraph({ members: 4 });
  readonly inserted: SignedEvent[] = [];
  readonly gossip = new Gossip(edgeSite(), context, this.graph, (event) => {
    this.inserted.push(event);
    this.graph.add(event);
  });

  take(...events: readonly (MadeEvent | Envelope)[]): GossipEffect {
    const envelopes = events.map((one) => ("envelope" in one ? one.envelope : one));
    return this.gossip.take(envelopes, nowUs);
  }

  codes(...events: readonly (MadeEvent | Envelope)[]): string[] {
    return this.take(...events).faults.flatMap(({ error, times }) =>
      Array.from({ length: times }, () => error.code),
    );
  }

  /** All that could have changed. */
  get state(): readonly unknown[] {
    const { graph, gossip } = this;
    return [graph.size, graph.pendingRound, gossip.orphanCount, gossip.heldCount];
  }
}

/** Laps in which every agent makes an event over all of the lap before. */
export const laps = (count: number): MadeEvent[] => {
  let before: MadeEvent[] = [];
  const all: MadeEvent[] = [];
  for (let lap = 0; lap < count; lap += 1) {
    const last = before;
    before = [0, 1, 2, 3].map((creator) => {
      const own = last.filter((one) => one.creator === creator);
      const parents = [...own, ...last.filter((one) => one.creator !== creator)];
      const timeUs = nowUs - 1_000_000 + lap * 1000 + creator;
      return makeEvent({ creator, sequence: lap + 1, parents, timeUs });
    });
    all.push(...before);
  }
  return all;
};
export const dag = laps(8);
export const [first] = dag as [MadeEvent];
export const hashes = (events: readonly { readonly hash: string }[]): string[] =>
  events.map(({ hash }) => hash).sort();

/** A child of the first event with something about it. */
export const child = (changes: object = {}, by?: string): MadeEvent =>
  makeEvent({ creator: 0, sequence: 2, parents: [first], timeUs: nowUs, ...changes }, by);
