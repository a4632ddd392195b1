import type { Hex } from "./bytes.ts";
import type { SealContext } from "./envelope.ts";
import { CodedError } from "./errors.ts";
import { readEvent, verifyEvent } from "./event.ts";
import type { Site } from "./site.ts";
import { type Envelope, encode, type WireEquivocation, wire } from "./wire.ts";

/** Two different events that one agent signed for the same place in its chain. */
export interface Equivocation {
  /** Roster index. */
  readonly agent: number;
  /** The place in the agent's own chain. */
  readonly sequence: number;
  readonly hashes: readonly [Hex, Hex];
}

/** The order of the two is that of their hashes, so that one proof has one encoding. */
export const equivocationOf = (
  one: { readonly hash: Hex; readonly envelope: Envelope },
  other: { readonly hash: Hex; readonly envelope: Envelope },
): WireEquivocation => {
  const [first, second] = one.hash < other.hash ? [one, other] : [other, one];
  return { first: first.envelope, second: second.envelope };
};

export const encodeEquivocation = (evidence: WireEquivocation): Uint8Array =>
  encode(wire.Equivocation, evidence);

const sealed = (envelope: WireEquivocation["first"]): Envelope => {
  if (envelope != null) return envelope;
  throw new CodedError("EVIDENCE_PROOF", "an event is missing");
};

/**
 * Judges evidence by itself: with the site file alone, whoever shows it. Throws EVIDENCE_PROOF for
 * what proves nothing, and what `readEvent` and `verifyEvent` throw.
 */
export const openEquivocation = (
  context: SealContext,
  site: Site,
  evidence: WireEquivocation,
): Equivocation => {
  const events = [evidence.first, evidence.second].map((envelope) => {
    const event = readEvent(context.chain, sealed(envelope));
    const agent = site.agents[event.creator];
    if (agent === undefined) throw new CodedError("EVIDENCE_PROOF", "no such agent");
    return verifyEvent(context, event, agent.key);
  });
  const [first, second] = events as [(typeof events)[number], (typeof events)[number]];
  if (first.creator !== second.creator || first.sequence !== second.sequence)
    throw new CodedError("EVIDENCE_PROOF", "the two events stand in different places");
  if (first.hash === second.hash)
    throw new CodedError("EVIDENCE_PROOF", "one event twice is no contradiction");
  const { creator: agent, sequence } = first;
  return { agent, sequence, hashes: [first.hash, second.hash] };
};
