import { CodedError } from "./errors.ts";
import { limits } from "./limits.ts";
import { decode, encode, type WireFrame, wire } from "./wire.ts";

/** One frame to send: exactly one kind, and the request it belongs to. Defaults may be left out. */
export type Frame = {
  readonly [Kind in keyof WireFrame]?: Partial<NonNullable<WireFrame[Kind]>> | undefined;
};

/** Throws FRAME_SIZE when it would pass the bound of every link. */
export const encodeFrame = (frame: Frame): Uint8Array => {
  const bytes = encode(wire.Frame, frame);
  if (bytes.length > limits.frameBytes)
    throw new CodedError("FRAME_SIZE", `${bytes.length} bytes, at most ${limits.frameBytes}`);
  return bytes;
};

/** Throws FRAME_SIZE, FRAME_DECODE (also for one of more than `frameParts`: S9). */
export const decodeFrame = (bytes: Uint8Array): WireFrame => {
  if (bytes.length > limits.frameBytes)
    throw new CodedError("FRAME_SIZE", `${bytes.length} bytes, at most ${limits.frameBytes}`);
  return decode(wire.Frame, bytes, "FRAME", limits.frameParts);
};
