import type { DeviceSpec } from "@quorate/protocol";
import { guardLimits } from "./limits.ts";

export interface Patience {
  /** A read before a write, or of a read-back. */
  readonly readWithinMs: number;
  /** One question to the mailbox of a PLC's program. */
  readonly settleWithinMs: number;
  /** What the adapter may take past the time it was given, before it counts as silent. */
  readonly answerGraceMs: number;
}

/**
 * How long a guard waits for a device, which may be slow by its `timeout`: that is the time of one
 * request, and a read waits for the one that is under way.
 */
export const patienceWith = ({ timeoutMs = 0 }: Pick<DeviceSpec, "timeoutMs"> = {}): Patience => ({
  readWithinMs: Math.max(guardLimits.readWithinMs, 2 * timeoutMs),
  settleWithinMs: Math.max(guardLimits.settleWithinMs, 5 * timeoutMs),
  answerGraceMs: Math.max(guardLimits.answerGraceMs, 5 * timeoutMs),
});
