import { type BlockHeader, decodeHeader } from "./block.ts";
import { toHex } from "./bytes.ts";
import type { Verified } from "./certified.ts";
import type { Signer } from "./ed25519.ts";
import { openEnvelope, type SealContext, seal } from "./envelope.ts";
import { CodedError } from "./errors.ts";
import { limits } from "./limits.ts";
import type { Site } from "./site.ts";
import { checkIntegers, decodeStrict, type Envelope, encode, wire } from "./wire.ts";

export interface Veto {
  /** Log sequence of the verdict that this agent does not stand behind. */
  readonly sequence: number;
  readonly code: string;
  readonly detail: string;
}

/** One agent's signature under one block, with what it saw against single verdicts. */
export interface Ballot {
  readonly agent: number;
  readonly header: BlockHeader;
  readonly headerBytes: Uint8Array;
  /** The same bytes as text, to compare and to index. */
  readonly headerHex: string;
  /** The agent's clock, microseconds since 1970. */
  readonly clockUs: number;
  readonly vetoes: readonly Veto[];
}

const domain = "quorate/ballot/v1";

/** Tags, lengths and the signature around the body of a ballot in a certificate, bytes. */
const aroundBytes = 96;

/**
 * Bytes that the body of a ballot may have in a site of so many agents: everybody's have room in
 * the certificate of a large command, and a liar's take no honest one's place (S9).
 */
export const ballotBytes = (agents: number): number =>
  Math.floor((limits.certificateBytes - limits.entryBytes) / agents) - aroundBytes;

export const signBallot = (
  chain: Uint8Array,
  signer: Signer,
  fields: Pick<Ballot, "agent" | "headerBytes" | "clockUs" | "vetoes">,
): Envelope => {
  const { agent, headerBytes: header, clockUs } = fields;
  const vetoes = fields.vetoes.map((veto) => ({ ...veto }));
  return seal(domain, chain, encode(wire.Ballot, { agent, header, clockUs, vetoes }), signer);
};

/** Throws BALLOT_SIZE, BALLOT_DECODE, BLOCK_DECODE. */
export const readBallot = (envelope: Envelope): Ballot => {
  // Of one agent; `verifyBallot` knows of how many.
  checkSize(envelope, 1);
  const message = decodeStrict(wire.Ballot, envelope.body, "BALLOT");
  const { agent, clockUs } = message;
  if (message.vetoes.length > limits.blockInterlocked)
    throw new CodedError("BALLOT_SIZE", `${message.vetoes.length} vetoes`);
  checkIntegers("BALLOT_DECODE", { clockUs });
  for (const { sequence } of message.vetoes) checkIntegers("BALLOT_DECODE", { sequence });
  return {
    agent,
    header: decodeHeader(message.header),
    headerBytes: message.header,
    headerHex: toHex(message.header),
    clockUs,
    vetoes: message.vetoes.map(({ sequence, code, detail }) => ({ sequence, code, detail })),
  };
};

const checkSize = ({ body }: Envelope, agents: number): void => {
  const atMost = ballotBytes(agents);
  if (body.length > atMost)
    throw new CodedError("BALLOT_SIZE", `${body.length} bytes, at most ${atMost}`);
};

/** Throws BALLOT_ROSTER, BALLOT_SIZE, BALLOT_CHAIN, BALLOT_SIGNATURE. */
export const verifyBallot = (
  context: SealContext,
  site: Site,
  envelope: Envelope,
  ballot: Ballot,
): Verified<Ballot> => {
  const agent = site.agents[ballot.agent];
  if (agent === undefined)
    throw new CodedError("BALLOT_ROSTER", `agent ${ballot.agent} is not in the roster`);
  checkSize(envelope, site.agents.length);
  if (ballot.header.chain !== site.chain)
    throw new CodedError("BALLOT_CHAIN", `a ballot of chain ${ballot.header.chain.slice(0, 16)}…`);
  return openEnvelope(domain, context, envelope, agent.key, ballot);
};
