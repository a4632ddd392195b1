import { type Hex, hexBytes, toHex } from "./bytes.ts";
import type { Verified } from "./certified.ts";
import type { Signer } from "./ed25519.ts";
import { digest, openEnvelope, type SealContext, seal } from "./envelope.ts";
import { CodedError } from "./errors.ts";
import { limits } from "./limits.ts";
import type { KeyHex } from "./site.ts";
import type { PointWrite } from "./value.ts";
import { checkIntegers, decodeStrict, type Envelope, encode, wire } from "./wire.ts";
import { fromWireWrites, toWireWrites } from "./wire-value.ts";

/** What an operator signs: absolute values for points of one device (docs/wire.md, "Command"). */
export interface Command {
  /** Digest of the body under the command domain. */
  readonly id: Hex;
  readonly operator: KeyHex;
  readonly device: string;
  readonly writes: readonly PointWrite[];
  /** Values that the guard must read just before it writes. */
  readonly expect: readonly PointWrite[];
  /** Never written after this, milliseconds since 1970. */
  readonly notAfterMs: number;
  readonly nonce: Hex;
  readonly reason: string;
}

export interface CommandFields {
  readonly device: string;
  readonly writes: readonly PointWrite[];
  readonly expect?: readonly PointWrite[];
  readonly notAfterMs: number;
  /** 16 bytes that make two equal commands two commands. */
  readonly nonce: Uint8Array;
  readonly reason?: string;
}

const domain = "quorate/command/v1";

export const signCommand = (chain: Uint8Array, signer: Signer, fields: CommandFields): Envelope =>
  seal(
    domain,
    chain,
    encode(wire.Command, {
      operator: signer.publicKey,
      device: fields.device,
      writes: toWireWrites(fields.writes),
      expect: toWireWrites(fields.expect ?? []),
      notAfterMs: fields.notAfterMs,
      nonce: fields.nonce,
      reason: fields.reason ?? "",
    }),
    signer,
  );

export const commandId = (chain: Uint8Array, envelope: Envelope): Hex =>
  digest(domain, chain, envelope.body);

const fault = (code: string, message: string): CodedError => new CodedError(code, message);

/**
 * A command's contents, its signature not yet checked. `id`: where it is known already. Throws
 * COMMAND_SIZE, COMMAND_DECODE.
 */
export const readCommand = (
  chain: Uint8Array,
  envelope: Envelope,
  id: Hex = commandId(chain, envelope),
): Command => {
  const { body } = envelope;
  if (body.length > limits.commandBytes)
    throw fault("COMMAND_SIZE", `${body.length} bytes, at most ${limits.commandBytes}`);
  const message = decodeStrict(wire.Command, body, "COMMAND");
  checkIntegers("COMMAND_DECODE", { notAfterMs: message.notAfterMs });
  const writes = fromWireWrites(message.writes);
  const expect = fromWireWrites(message.expect);
  if (writes === null || expect === null)
    throw fault("COMMAND_DECODE", "a write without a finite value");
  if (writes.length === 0) throw fault("COMMAND_DECODE", "a command without a write");
  if (writes.length + expect.length > limits.commandWrites)
    throw fault("COMMAND_SIZE", `over ${limits.commandWrites} points in one command`);
  if (new Set(writes.map((write) => write.point)).size !== writes.length)
    throw fault("COMMAND_DECODE", "one point is written twice in one command");
  if (message.operator.length !== 32 || message.nonce.length !== 16)
    throw fault("COMMAND_DECODE", "the operator's key has 32 bytes and the nonce 16");
  if (message.device.length > limits.textChars || message.reason.length > limits.textChars)
    throw fault("COMMAND_SIZE", `a text over ${limits.textChars} characters`);
  return {
    id,
    operator: toHex(message.operator),
    device: message.device,
    writes,
    expect,
    notAfterMs: message.notAfterMs,
    nonce: toHex(message.nonce),
    reason: message.reason,
  };
};

/** Checks the signature of a command that was read. Throws COMMAND_SIGNATURE. */
export const verifyCommand = (
  context: SealContext,
  envelope: Envelope,
  command: Command,
): Verified<Command> => openEnvelope(domain, context, envelope, command.operator, command);

/** A second operator's consent to a command (docs/wire.md, "Command"). */
export interface Approval {
  readonly operator: KeyHex;
  readonly command: Hex;
}

export const signApproval = (chain: Uint8Array, signer: Signer, command: Hex): Envelope =>
  seal(
    "quorate/approval/v1",
    chain,
    encode(wire.Approval, { operator: signer.publicKey, command: hexBytes(command) }),
    signer,
  );

/** Throws APPROVAL_DECODE, APPROVAL_SIGNATURE. */
export const openApproval = (context: SealContext, envelope: Envelope): Verified<Approval> => {
  const message = decodeStrict(wire.Approval, envelope.body, "APPROVAL");
  if (message.operator.length !== 32 || message.command.length !== 32)
    throw fault("APPROVAL_DECODE", "the operator's key and the command's id have 32 bytes each");
  const approval = { operator: toHex(message.operator), command: toHex(message.command) };
  return openEnvelope("quorate/approval/v1", context, envelope, approval.operator, approval);
};
