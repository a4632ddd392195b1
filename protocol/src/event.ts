import { type Hex, hexBytes, toHex } from "./bytes.ts";
import type { Verified } from "./certified.ts";
import type { Signer } from "./ed25519.ts";
import { digest, openEnvelope, type SealContext, seal } from "./envelope.ts";
import { CodedError } from "./errors.ts";
import { limits } from "./limits.ts";
import type { KeyHex } from "./site.ts";
import {
  checkIntegers,
  decodeStrict,
  type Envelope,
  encode,
  type WireTransaction,
  wire,
} from "./wire.ts";

export interface EventParent {
  readonly hash: Hex;
  readonly creator: number;
  readonly sequence: number;
  readonly birthRound: number;
}

/** A signed event of the hashgraph (consensus.md section 1), decoded. */
export interface SignedEvent {
  readonly hash: Hex;
  readonly creator: number;
  readonly sequence: number;
  readonly birthRound: number;
  /** Creation time by the creator's clock, microseconds since 1970. */
  readonly timeUs: number;
  readonly coin: number;
  readonly parents: readonly EventParent[];
  readonly transactions: readonly WireTransaction[];
  readonly envelope: Envelope;
}

export type EventFields = Omit<SignedEvent, "hash" | "envelope">;

const domain = "quorate/event/v1";

export const signEvent = (chain: Uint8Array, signer: Signer, fields: EventFields): Envelope => {
  const parents = fields.parents.map(({ hash, ...rest }) => ({ hash: hexBytes(hash), ...rest }));
  const transactions = [...fields.transactions];
  return seal(domain, chain, encode(wire.Event, { ...fields, parents, transactions }), signer);
};

export const eventHash = (chain: Uint8Array, envelope: Envelope): Hex =>
  digest(domain, chain, envelope.body);

/**
 * Decodes an event; whether it contradicts itself is for `checkEvent` of the consensus package, and
 * its signature is not looked at. `hash`: where it is known already. Throws GOSSIP_EVENT_SIZE,
 * GOSSIP_DECODE, GOSSIP_EVENT.
 */
export const readEvent = (
  chain: Uint8Array,
  envelope: Envelope,
  hash: Hex = eventHash(chain, envelope),
): SignedEvent => {
  if (envelope.body.length > limits.eventBytes)
    throw new CodedError("GOSSIP_EVENT_SIZE", `${envelope.body.length} bytes`);
  const message = decodeStrict(wire.Event, envelope.body, "GOSSIP");
  const { creator, sequence, birthRound, timeUs, coin, transactions } = message;
  checkIntegers("GOSSIP_EVENT", { sequence, birthRound, timeUs });
  if (transactions.length > limits.eventTransactions)
    throw new CodedError("GOSSIP_EVENT_SIZE", `${transactions.length} transactions`);
  if (message.parents.some((parent) => parent.hash.length !== 32))
    throw new CodedError("GOSSIP_EVENT", "a parent's hash has 32 bytes");
  const parents = message.parents.map((parent) => ({
    hash: toHex(parent.hash),
    creator: parent.creator,
    sequence: parent.sequence,
    birthRound: parent.birthRound,
  }));
  for (const parent of parents)
    checkIntegers("GOSSIP_EVENT", { sequence: parent.sequence, birthRound: parent.birthRound });
  return { hash, creator, sequence, birthRound, timeUs, coin, parents, transactions, envelope };
};

/** Throws EVENT_SIGNATURE. */
export const verifyEvent = (
  context: SealContext,
  event: SignedEvent,
  key: KeyHex,
): Verified<SignedEvent> => openEnvelope(domain, context, event.envelope, key, event);
