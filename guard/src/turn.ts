import type { WriteOrder } from "@quorate/device-adapters";
import {
  type Certified,
  type CertifiedEntry,
  CodedError,
  type Command,
  type Entry,
  type Envelope,
  type Hex,
  readCommand,
} from "@quorate/protocol";

interface Place {
  readonly device: string;
  /** Place in the device's chain of permitted commands: 1, 2, ... (S3). */
  readonly sequence: number;
  readonly id: Hex;
  /** Id of the command at the place before, empty for the first. */
  readonly previous: Hex;
}

/** A permitted command, to be written when its turn comes. */
export interface WriteTurn extends Place {
  readonly kind: "write";
  readonly command: Command;
  readonly envelope: Envelope;
}

/** A closing verdict: the command at this place is to be skipped. */
export interface CloseTurn extends Place {
  readonly kind: "close";
  readonly code: string;
  readonly detail: string;
}

export type Turn = WriteTurn | CloseTurn;

const fault = (code: string, message: string): CodedError => new CodedError(code, message);

/** Throws ACTUATION_KIND, ACTUATION_NOT_PERMITTED, ACTUATION_COMMAND, ACTUATION_PLACE. */
export const turnOf = (chain: Uint8Array, { item }: Entry): Turn => {
  if (item.kind !== "verdict" && item.kind !== "closing")
    throw fault("ACTUATION_KIND", `a ${item.kind} is nothing for a guard`);
  if (item.kind === "verdict" && item.decision !== "permit")
    throw fault("ACTUATION_NOT_PERMITTED", `the verdict is ${item.decision} ${item.code}`);
  const { id, previous, deviceSequence: sequence } = item;
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    throw fault("ACTUATION_PLACE", `device sequences begin at 1: ${sequence}`);
  if (id.length !== 64 || previous.length !== (sequence === 1 ? 0 : 64))
    throw fault("ACTUATION_PLACE", "an id has 32 bytes, and the first command no previous one");
  if (item.kind === "closing")
    return {
      ...{ kind: "close", device: item.device, sequence, id, previous },
      ...{ code: item.code, detail: item.detail },
    };
  const command = readPermitted(chain, item.command);
  if (command.id !== id)
    throw fault("ACTUATION_COMMAND", "the verdict is about another command than it carries");
  const { device } = command;
  return { kind: "write", device, sequence, id, previous, command, envelope: item.command };
};

const readPermitted = (chain: Uint8Array, envelope: Envelope): Command => {
  try {
    return readCommand(chain, envelope);
  } catch (error) {
    throw new CodedError("ACTUATION_COMMAND", String(error), { cause: error });
  }
};

/**
 * S1: what a certified permit lets an adapter write, and nothing else: the mark passes from the
 * entry to the writes of the command inside it.
 */
export const orderOf = (
  chain: Uint8Array,
  certified: Certified<CertifiedEntry>,
): Certified<WriteOrder> => {
  const turn = turnOf(chain, certified.entry);
  if (turn.kind !== "write") throw new TypeError("a closing verdict orders no write");
  const { sequence, command } = turn;
  const { device, writes } = command;
  return { device, sequence, writes } as unknown as Certified<WriteOrder>;
};
