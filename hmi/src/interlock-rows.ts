import type { SiteAsker } from "@quorate/protocol";
import { limits } from "./limits.ts";
import type { InterlockRow } from "./shared/messages.ts";
import type { Place } from "./place.ts";

type Fields = Readonly<Record<string, unknown>>;

const states: ReadonlySet<unknown> = new Set(["fulfilled", "contradicted", "unread"]);

const textOf = (value: unknown): string =>
  typeof value === "string" ? value.slice(0, limits.interlockChars) : "";

const rowOf = (agent: number, line: Fields): InterlockRow[] => {
  const { because, state, reads } = line;
  if (!states.has(state)) return [];
  const list = Array.isArray(reads) ? (reads as Fields[]).slice(0, limits.interlockReads) : [];
  return [
    {
      ...{ agent, because: textOf(because), state: state as InterlockRow["state"] },
      reads: list.map((read) => textOf(read?.["text"])).filter((text) => text !== ""),
    },
  ];
};

/** What one agent answered (docs/wire.md, "Queries"); an agent may send anything (S10). */
export const interlockRows = (agent: number, json: string, place: Place): InterlockRow[] => {
  let lines: unknown;
  try {
    lines = JSON.parse(json);
  } catch {
    return [];
  }
  if (!Array.isArray(lines)) return [];
  const own = (lines as (Fields | null)[]).flatMap((line) =>
    line?.["device"] === place.device.name && line["point"] === place.point.name ? [line] : [],
  );
  return own.slice(0, limits.interlocks).flatMap((line) => rowOf(agent, line));
};

/** What holds a command of this point back now, as each agent that answers judges it. */
export const askInterlocks = async (
  links: SiteAsker,
  place: Place | undefined,
): Promise<InterlockRow[]> => {
  if (place === undefined) return [];
  const answers = await links.askAll({ interlocks: true }, limits.answerMs);
  return answers.flatMap((answer, agent) =>
    answer === null ? [] : interlockRows(agent, answer.json, place),
  );
};
