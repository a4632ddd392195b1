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
  if (envelope.body.length > limits.certificateBytes)
    throw new CodedError("BALLOT_SIZE", `${envelope.body.length} bytes`);
  const message = decodeStrict(wire.Ballot, envelope.body, "BALLOT");
  const { agent, clockUs } = message;
  checkIntegers("BALLOT_DECODE", { clockUs });
  return {
    agent,
    header: decodeHeader(message.header),
    headerBytes: message.header,
    headerHex: toHex(message.header),
    clockUs,
    vetoes: message.vetoes.map(({ sequence, code, detail }) => ({ sequence, code, detail })),
  };
};

/** Throws BALLOT_ROSTER, BALLOT_CHAIN, BALLOT_SIGNATURE. */
export const verifyBallot = (
  context: SealContext,
  site: Site,
  envelope: Envelope,
  ballot: Ballot,
): Verified<Ballot> => {
  const agent = site.agents[ballot.agent];
  if (agent === undefined)
    throw new CodedError("BALLOT_ROSTER", `agent ${ballot.agent} is not in the roster`);
  if (ballot.header.chain !== site.chain)
    throw new CodedError("BALLOT_CHAIN", `a ballot of chain ${ballot.header.chain.slice(0, 16)}…`);
  return openEnvelope(domain, context, envelope, agent.key, ballot);
};
