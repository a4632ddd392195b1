import {
  decodeEntry,
  decodeHeader,
  type Entry,
  readReport,
  type WireBlock,
} from "@quorate/protocol";
import type { Lives } from "./lives.ts";
import { outcomeOfAction } from "./alarms.ts";
import { outcomeOfDenial } from "./machine.ts";

const recallEntry = (lives: Lives, block: number, { sequence, timeUs, item }: Entry): void => {
  const timeMs = Math.floor(timeUs / 1000);
  if (item.kind === "report") {
    const { id, outcome, code, detail } = readReport(item.report);
    const end = { stage: "ended", outcome, code, detail, sequence, report: item.report } as const;
    lives.move(id, timeMs, end);
  } else if (item.kind === "verdict" && item.decision === "deny") {
    const { id, code, detail } = item;
    const outcome = outcomeOfDenial(code);
    lives.move(id, timeMs, { stage: "ended", outcome, code, detail, sequence, block });
  } else if (item.kind === "alarm") {
    const { id, code, detail } = item;
    const outcome = outcomeOfAction(code);
    lives.move(id, timeMs, { stage: "ended", outcome, code, detail, sequence, block });
  } else if (item.kind === "verdict") {
    const stage = item.decision === "wait" ? "waiting" : "certified";
    lives.move(item.id, timeMs, { stage, sequence, block });
  }
};

/** What a certified block of the log says of the commands in it, after a start from a snapshot. */
export const recallBlock = (lives: Lives, block: WireBlock): void => {
  const { number } = decodeHeader(block.header);
  for (const entry of block.entries) recallEntry(lives, number, decodeEntry(entry));
};
