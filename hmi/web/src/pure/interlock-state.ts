import { faultsOf } from "@quorate/protocol";
import type { InterlockRow } from "../../../src/shared/messages.ts";

export interface InterlockState {
  /** What f+1 agents say alike; `unknown` where no f+1 do. */
  readonly is: InterlockRow["state"] | "unknown";
  readonly agree: number;
  /** Those who say so, with what they know. */
  readonly speakers: readonly InterlockRow[];
}

/**
 * What blocks comes first: of f+1 agents that hold something against a write one is honest, and its
 * veto is enough to keep a certificate from its quorum when the others are as many as can lie.
 */
const states = ["contradicted", "unread", "fulfilled"] as const;

/** What the agents say together of the interlocks with these words. */
export const interlockState = (
  rows: readonly InterlockRow[],
  because: string,
  agents: number,
): InterlockState => {
  const own = rows.filter((row) => row.because === because);
  for (const is of states) {
    const speakers = own.filter(({ state }) => state === is);
    const agree = new Set(speakers.map(({ agent }) => agent)).size;
    if (agree > faultsOf(agents)) return { is, agree, speakers };
  }
  return { is: "unknown", agree: 0, speakers: [] };
};
