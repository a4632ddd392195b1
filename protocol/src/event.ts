import { type Hex, hexBytes, toHex } from "./bytes.ts";
import type { Verified } from "./certified.ts";
import type { Signer } from "./ed25519.ts";
import { digest, openEnvelope, type SealContext, seal } from "./envelope.ts";
import { CodedError } from "./errors.ts";
import { limits } from "./limits.ts";
import type { KeyHex } from "./site.ts";
import { checkIntegers, decodeStrict, type Envelope, encode, type WireTransaction, wire } from "./wire.ts";

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

const fault = (message: string): CodedError => new CodedError("GOSSIP_EVENT", message);

const checkParents = (event: SignedEvent, agents: number): void => {
  const [first] = event.parents;
  const others = new Set(event.parents.map((parent) => parent.creator));
  if (others.size !== event.parents.length) throw fault("two parents of one creator");
  for (const parent of event.parents) {
    checkIntegers("GOSSIP_EVENT", { sequence: parent.sequence, birthRound: parent.birthRound });
    if (parent.creator >= agents) throw fault(`no agent ${parent.creator} in the roster`);
    if (parent.hash.length !== 64) throw fault("a parent's hash has 32 bytes");
    if (parent.birthRound > event.birthRound) throw fault("older than its parent");
  }
  if (event.sequence === 1) {
    if (others.has(event.creator)) throw fault("a first event with a self-parent");
  } else if (first?.creator !== event.creator || first.sequence !== event.sequence - 1) {
    throw fault("the self-parent is not first, or not the previous event");
  }
};

/**
 * Decodes an event and checks its form, not its signature.
 * Throws GOSSIP_EVENT_SIZE, GOSSIP_DECODE, GOSSIP_EVENT.
 */
export const readEvent = (chain: Uint8Array, envelope: Envelope, agents: number): SignedEvent => {
  if (envelope.body.length > limits.eventBytes)
    throw new CodedError("GOSSIP_EVENT_SIZE", `${envelope.body.length} bytes`);
  const message = decodeStrict(wire.Event, envelope.body, "GOSSIP");
  const { creator, sequence, birthRound, timeUs, coin, transactions } = message;
  checkIntegers("GOSSIP_EVENT", { sequence, birthRound, timeUs });
  if (creator >= agents) throw fault(`no agent ${creator} in the roster`);
  if (sequence < 1 || birthRound < 1) throw fault("sequences and rounds begin at 1");
  if (transactions.length > limits.eventTransactions)
    throw new CodedError("GOSSIP_EVENT_SIZE", `${transactions.length} transactions`);
  const parents = message.parents.map((parent) => ({
    hash: toHex(parent.hash),
    creator: parent.creator,
    sequence: parent.sequence,
    birthRound: parent.birthRound,
  }));
  const hash = eventHash(chain, envelope);
  const event: SignedEvent = {
    ...{ hash, creator, sequence, birthRound, timeUs, coin, parents, transactions, envelope },
  };
  checkParents(event, agents);
  return event;
};

/** Throws EVENT_SIGNATURE. */
export const verifyEvent = (
  context: SealContext,
  event: SignedEvent,
  key: KeyHex,
): Verified<SignedEvent> => openEnvelope(domain, context, event.envelope, key, event);
