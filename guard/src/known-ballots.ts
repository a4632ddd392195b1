import {
  type Ballot,
  type Envelope,
  type Hex,
  sameBytes,
  sha256Hex,
  toHex,
  type Verified,
} from "@quorate/protocol";
import { guardLimits } from "./limits.ts";

/** A ballot that its agent has signed, and the very bytes that were verified. */
export interface KnownBallot {
  readonly envelope: Envelope;
  readonly ballot: Verified<Ballot>;
  readonly block: Hex;
}

/** Names a block by all that its ballots say of it. */
export const blockName = ({ headerBytes }: Ballot): Hex => sha256Hex(headerBytes);

/**
 * Ballots that were found right: one stands behind every entry of its block, in what every agent
 * sends of it. Found by signature and body, so nothing that differs in a bit passes for one of
 * them. Each agent's have room of their own: one that signs without end pushes out its own alone.
 */
export class KnownBallots {
  private readonly known = new Map<string, KnownBallot>();
  /** Names by agent, the oldest first. */
  private readonly names = new Map<number, Set<string>>();

  find({ body, signature }: Envelope): KnownBallot | null {
    const found = this.known.get(toHex(signature));
    return found !== undefined && sameBytes(found.envelope.body, body) ? found : null;
  }

  /** Answers what to keep of it: its own bytes, whatever becomes of the frame. */
  add(envelope: Envelope, ballot: Verified<Ballot>): KnownBallot {
    const body = new Uint8Array(envelope.body);
    const signature = new Uint8Array(envelope.signature);
    const known = { envelope: { body, signature }, ballot, block: blockName(ballot) };
    // A ballot with that many vetoes is rare; it is verified each time.
    if (body.length > guardLimits.knownBallotBytes) return known;
    const name = toHex(signature);
    const names = this.names.get(ballot.agent) ?? new Set<string>();
    this.names.set(ballot.agent, names.add(name));
    this.known.set(name, known);
    if (names.size <= guardLimits.knownBallotsPerAgent) return known;
    const oldest = names.values().next().value as string;
    names.delete(oldest);
    this.known.delete(oldest);
    return known;
  }
}
