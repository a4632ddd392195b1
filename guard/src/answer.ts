import type { PointWritten } from "@quorate/device-adapters";
import type { ReadBackMode } from "./read-back.ts";
import type { WriteTurn } from "./turn.ts";

/** What a device answered to a write, point by point: ended for certain, or to be read back. */
export interface Answer {
  readonly ended: ReadonlyMap<string, string>;
  readonly modes: ReadonlyMap<string, ReadBackMode>;
  readonly detail: string;
  /** Some point was acknowledged. */
  readonly wrote: boolean;
  /** Nobody knows of some point whether it was written. */
  readonly unresolved: boolean;
  /** Arguments of a command that was not taken stand in the mailbox. */
  readonly left: boolean;
}

/** Answers after which arguments stand in a mailbox, although the command ended. */
const leaving: ReadonlySet<string | undefined> = new Set([
  ...["MAILBOX_ARGUMENT", "MAILBOX_SEQUENCE", "MAILBOX_FORBIDDEN", "MAILBOX_LEFT"],
]);

/** What the program of a mailbox says is worth a code of its own; a device's words are a detail. */
const refusedBy = ({ code }: PointWritten): string =>
  code?.startsWith("MAILBOX_") === true ? code : "ACTUATION_DEVICE_REFUSED";

export const sortResults = (
  turn: WriteTurn,
  results: readonly PointWritten[],
  fault: string,
): Answer => {
  const byPoint = new Map(results.map((result) => [result.point, result]));
  const ended = new Map<string, string>();
  const modes = new Map<string, ReadBackMode>();
  const words: string[] = fault === "" ? [] : [fault];
  let left = false;
  for (const { point } of turn.command.writes) {
    const result = byPoint.get(point);
    if (result?.outcome === "written") modes.set(point, "confirm");
    else if (result?.outcome === "refused") ended.set(point, refusedBy(result));
    else if (result?.outcome === "not-sent") ended.set(point, "ACTUATION_NOT_SENT");
    else modes.set(point, "resolve");
    left ||= leaving.has(result?.code);
    if (result?.outcome === "written" || result?.code === undefined) continue;
    words.push(`${point}: ${result.code} ${result.detail ?? ""}`.trim());
  }
  const all = [...modes.values()];
  const [wrote, unresolved] = [all.includes("confirm"), all.includes("resolve")];
  return { ended, modes, detail: words.join("; "), wrote, unresolved, left };
};
