import { faultsOf } from "@quorate/protocol";
import type { InterlockRow } from "../../../src/shared/messages.ts";

export interface InterlockState {
  /** What f+1 agents say alike; `unknown` where no f+1 do. */
  readonly is: InterlockRow["state"] | "unknown";
  readonly agree: number;
  /** Those who say so, with what they know. */
  readonly speakers: readonly InterlockRow[];
}

/** What blocks comes first: f+1 vetoes leave too few ballots for a certificate, whoever else says
 * that all is well. */
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
