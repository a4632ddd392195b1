import { concatBytes } from "./bytes.ts";
import { signatureBytes, type Signer, type VerifySignature } from "./ed25519.ts";
import { type SealContext, seal } from "./envelope.ts";
import { limits } from "./limits.ts";
import { merklePath, merkleRoot, merkleTree, rootOf } from "./merkle.ts";
import { rememberVerified } from "./remember.ts";
import type { Envelope } from "./wire.ts";

// Reports under one signature (docs/wire.md, "Signatures"): what is signed is how many there are
// and the Merkle root of their bodies. The signature field of each envelope has that signature, how
// many, the report's index and its path.

export const reportBatchDomain = "quorate/report/batch/v1";

const hashBytes = 32;
const headBytes = signatureBytes + 4;
const mostLevels = Math.ceil(Math.log2(limits.reportBatch));

/** The longest signature field that a report may have. */
export const reportSignatureBytes = headBytes + mostLevels * hashBytes;

/** Batches whose signature is known to be right, of one context. */
const rememberedBatches = 256;
const remembering = new WeakMap<SealContext, VerifySignature>();

const uint16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff);

const batchBody = (count: number, root: Uint8Array): Uint8Array =>
  concatBytes(uint16(count), root);

/** Two bodies at the least, `limits.reportBatch` at the most. */
export const sealReportBatch = (
  chain: Uint8Array,
  signer: Signer,
  bodies: readonly Uint8Array[],
): Envelope[] => {
  const tree = merkleTree(bodies);
  const head = seal(reportBatchDomain, chain, batchBody(bodies.length, merkleRoot(tree)), signer);
  return bodies.map((body, index) => {
    const place = [uint16(bodies.length), uint16(index), ...merklePath(tree, index)];
    return { body, signature: concatBytes(head.signature, ...place) };
  });
};

/**
 * What was signed for the batch that this report says to be of, with its signature: the report
 * stands in it if that signature is right. Null for a signature field of another form.
 */
export const batchOfReport = ({ body, signature }: Envelope): Envelope | null => {
  if (signature.length < headBytes || signature.length > reportSignatureBytes) return null;
  if ((signature.length - headBytes) % hashBytes !== 0) return null;
  const [high, low, indexHigh, indexLow] = signature.subarray(signatureBytes, headBytes);
  const count = ((high as number) << 8) | (low as number);
  const index = ((indexHigh as number) << 8) | (indexLow as number);
  if (count < 2 || count > limits.reportBatch) return null;
  const path: Uint8Array[] = [];
  for (let start = headBytes; start < signature.length; start += hashBytes)
    path.push(signature.subarray(start, start + hashBytes));
  const root = rootOf(body, index, count, path);
  if (root === null) return null;
  return { body: batchBody(count, root), signature: signature.subarray(0, signatureBytes) };
};

/** The same context, which verifies the signature of a batch once for all of its reports. */
export const batchContext = (context: SealContext): SealContext => {
  const known = remembering.get(context);
  const verify = known ?? rememberVerified(context.verify, rememberedBatches);
  if (known === undefined) remembering.set(context, verify);
  return { chain: context.chain, verify };
};
