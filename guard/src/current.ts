import type { PointValue, PointWrite } from "@quorate/protocol";
import type { CloseTurn, WriteTurn } from "./turn.ts";
import type { Waiting } from "./waiting.ts";

/** The command whose turn it is. */
export interface Current extends Waiting<WriteTurn> {
  phase: "clock" | "read" | "fence" | "write";
  /** Came before the attempt: then the command is skipped after all. */
  closing: CloseTurn | null;
  before: ReadonlyMap<string, PointValue>;
}

export const lateness = ({ command }: WriteTurn, nowUs: number): string =>
  `${Math.round(nowUs / 1000 - command.notAfterMs)} ms past notAfter`;

export const hasValue = (
  pair: readonly [string, PointValue | null],
): pair is readonly [string, PointValue] => pair[1] !== null;

/** Every point of the command, as it was read just before. */
export const heldBefore = ({ turn, before }: Current): readonly PointWrite[] =>
  turn.command.writes.flatMap(({ point }) => {
    const value = before.get(point);
    return value === undefined ? [] : [{ point, value }];
  });
