import { type Ballot, readBallot, verifyBallot } from "./ballot.ts";
import { type BlockHeader, decodeEntry, type Entry } from "./block.ts";
import { hexBytes } from "./bytes.ts";
import type { Certified, Verified } from "./certified.ts";
import type { SealContext } from "./envelope.ts";
import { CodedError, isCoded } from "./errors.ts";
import { limits } from "./limits.ts";
import { provesEntry } from "./merkle.ts";
import { isQuorum, type Site } from "./site.ts";
import {
  encode,
  type Envelope,
  type WireCertificate,
  type WireCertificates,
  wire,
} from "./wire.ts";

/** A log entry with the ballots of more than two thirds of the roster behind it. */
export interface CertifiedEntry {
  readonly entry: Entry;
  readonly header: BlockHeader;
  /** Roster indices of the agents whose ballots count. */
  readonly agents: readonly number[];
}

const fault = (code: string, message: string): CodedError => new CodedError(code, message);

/** Renames a ballot's fault to the certificate's, so that a guard counts each kind once. */
const asCertificateFault = (error: unknown): never => {
  if (!isCoded(error)) throw error;
  throw fault(error.code.replace(/^(BALLOT|BLOCK|ENTRY)_/, "CERTIFICATE_"), error.message);
};

const attempt = <T>(step: () => T): T => {
  try {
    return step();
  } catch (error) {
    return asCertificateFault(error);
  }
};

/** A ballot whose signature was checked before, by all the bytes of its envelope; else null. */
export type KnownBallot = (envelope: Envelope) => Verified<Ballot> | null;

/** Bytes of a field's tag and length. */
const fieldBytes = 6;

/** Bytes that a ballot may take in a certificate's encoding. */
export const ballotBytesAtMost = ({ body, signature }: Envelope): number =>
  3 * fieldBytes + body.length + signature.length;

/** Bytes that a certificate's encoding may have. */
export const certificateBytesAtMost = ({
  entry,
  path,
  ballots,
}: Pick<WireCertificate, "entry" | "path" | "ballots">): number => {
  let atMost = 2 * fieldBytes + entry.length;
  for (const hash of path) atMost += fieldBytes + hash.length;
  for (const ballot of ballots) atMost += ballotBytesAtMost(ballot);
  return atMost;
};

/** Those of a frame, each with its ballots; what brings none has the frame's, in the same list. */
export const certificatesOf = ({ certificates, ballots }: WireCertificates): WireCertificate[] =>
  certificates.map((one) => {
    if (one.ballots.length > 0) return one;
    // By name: what holds its default is no property of its own of a decoded message.
    const { entry, index, path } = one;
    return { entry, index, path, ballots };
  });

/** Throws CERTIFICATE_SIZE. What is far below the bound is not encoded to be measured. */
export const checkCertificateSize = (certificate: WireCertificate): void => {
  if (certificateBytesAtMost(certificate) <= limits.certificateBytes) return;
  const size = encode(wire.Certificate, certificate).length;
  if (size > limits.certificateBytes)
    throw fault("CERTIFICATE_SIZE", `${size} bytes, at most ${limits.certificateBytes}`);
};

const checkBallots = (ballots: readonly Ballot[], site: Site): void => {
  for (const ballot of ballots)
    if (ballot.header.chain !== site.chain)
      throw fault("CERTIFICATE_CHAIN", "a ballot of another site's chain");
  for (const ballot of ballots)
    if (site.agents[ballot.agent] === undefined)
      throw fault("CERTIFICATE_ROSTER", `agent ${ballot.agent} is not in the roster`);
  if (new Set(ballots.map((ballot) => ballot.agent)).size !== ballots.length)
    throw fault("CERTIFICATE_REPEATED", "one agent's ballot stands twice");
  if (ballots.some((ballot) => ballot.headerHex !== ballots[0]?.headerHex))
    throw fault("CERTIFICATE_ROOT", "the ballots are not over the same block and root");
};

/**
 * S1: the only maker of `Certified`. Checks size, decoding, chain, roster, signatures of more than
 * two thirds that do not veto, and the Merkle path, in this order (docs/wire.md).
 * Throws CERTIFICATE_SIZE, _DECODE, _CHAIN, _ROSTER, _REPEATED, _ROOT, _SIGNATURE, _QUORUM,
 * _VETOED, _PATH. `known` saves a block's ballots from being checked for each of its entries.
 */
export const certify = (
  context: SealContext,
  site: Site,
  certificate: WireCertificate,
  known: KnownBallot = () => null,
): Certified<CertifiedEntry> => {
  checkCertificateSize(certificate);
  const envelopes = certificate.ballots;
  const entry = attempt(() => decodeEntry(certificate.entry));
  const verified = envelopes.map(known);
  const ballots = attempt(() =>
    envelopes.map((envelope, index) => verified[index] ?? readBallot(envelope)),
  );
  checkBallots(ballots, site);
  attempt(() => {
    ballots.forEach((ballot, index) => {
      if (verified[index] === null)
        verifyBallot(context, site, envelopes[index] as Envelope, ballot);
    });
  });
  const n = site.agents.length;
  const [first] = ballots;
  if (first === undefined || !isQuorum(ballots.length, n))
    throw fault("CERTIFICATE_QUORUM", `${ballots.length} of ${n} agents signed`);
  const vetoable = entry.item.kind === "verdict";
  const counted = ballots.filter(
    (ballot) => !vetoable || !ballot.vetoes.some((veto) => veto.sequence === entry.sequence),
  );
  if (!isQuorum(counted.length, n))
    throw fault("CERTIFICATE_VETOED", `${ballots.length - counted.length} of the ballots veto it`);
  const { header } = first;
  const { index, path } = certificate;
  if (
    entry.sequence !== header.firstSequence + index ||
    !provesEntry(certificate.entry, index, header.entries, path, hexBytes(header.root))
  )
    throw fault("CERTIFICATE_PATH", "the entry does not stand under the block's root");
  const agents = counted.map((ballot) => ballot.agent);
  return { entry, header, agents } as unknown as Certified<CertifiedEntry>;
};
