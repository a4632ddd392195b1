import { type LeveledLog, leveledLog } from "@quorate/protocol/node";
import { pino } from "pino";

export type ProcessLog = Omit<LeveledLog, "level">;

/** JSON lines on standard output; every line has a `stage` and a `code`. */
export const jsonLog = (base: Readonly<Record<string, string>>, level = "info"): LeveledLog =>
  leveledLog(pino({ level, base: { ...base }, timestamp: pino.stdTimeFunctions.isoTime }));
