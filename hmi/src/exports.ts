import { askEvidence, CodedError, LogExport, type WireBlock } from "@quorate/protocol";
import { csvRow } from "./csv.ts";
import { limits } from "./limits.ts";
import type { Plant } from "./plant.ts";
import { dayMs } from "./store.ts";

const bad = (what: string): CodedError =>
  new CodedError("CONSOLE_REQUEST", what, {
    remedy: "ask as /export/history.csv?points=DEVICE/POINT,...&from=MS&to=MS",
  });

export interface HistoryRange {
  readonly points: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
}

const time = (text: string | undefined, name: string): number => {
  if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text);
  throw bad(`${name} is no time in milliseconds since 1970`);
};

/** Throws CONSOLE_REQUEST. */
export const readRange = (
  plant: Plant,
  query: Readonly<Record<string, string | undefined>>,
): HistoryRange => {
  const [fromMs, endMs] = [time(query["from"], "from"), time(query["to"], "to")];
  if (endMs < fromMs) throw bad("the end is before the beginning");
  if (endMs - fromMs > limits.historySpanMs)
    throw bad(`over ${limits.historySpanMs / dayMs} days from beginning to end`);
  const names = (query["points"] ?? "").split(",");
  if (names.length > limits.historyPoints) throw bad(`over ${limits.historyPoints} points`);
  const points = names.map((name) => {
    const [device = "", point = ""] = name.split("/");
    const index = plant.values.indexOf(device, point);
    if (index < 0) throw bad("a point that this site has not");
    return index;
  });
  // Nothing is dated later; agents' clocks may be ahead of this one.
  const toMs = Math.min(endMs, Math.max(Date.now(), plant.clock.siteMs));
  return { points, fromMs, toMs };
};

const qualities = ["bad", "uncertain", "good"] as const;

/**
 * History as CSV (RFC 4180), point after point, each oldest first; times as ISO 8601 and as
 * milliseconds. Ends early when the asker is gone.
 */
export const historyCsv = async function* (
  plant: Plant,
  { points, fromMs, toMs }: HistoryRange,
  gone?: AbortSignal,
): AsyncGenerator<string> {
  yield csvRow(["time", "milliseconds", "point", "value", "units", "quality", "reason"]);
  let rows = 0;
  for (const index of points) {
    const place = plant.values.places[index];
    if (place === undefined) continue;
    const name = `${place.device.name}/${place.point.name}`;
    for await (const chunk of plant.history.parts(index, fromMs, toMs, gone)) {
      const text = chunk.map(({ ms, value, quality, reason }) =>
        csvRow([
          ...[new Date(ms).toISOString(), ms, name, value, place.point.units ?? ""],
          ...[qualities[quality], reason],
        ]),
      );
      rows += text.length;
      if (rows > limits.csvRows) return;
      yield text.join("");
    }
  }
};

/** The log as `quorate export` writes it. */
export const logExport = async function* (plant: Plant): AsyncGenerator<Uint8Array> {
  const { keeper, links, site } = plant;
  const writer = new LogExport(site);
  yield writer.head();
  const last = keeper.next - 1;
  for (let next = 1; next <= last; ) {
    const count = Math.min(limits.blocksAnswered, last - next + 1);
    const blocks: readonly WireBlock[] = await keeper.read(next, count, Number.POSITIVE_INFINITY);
    if (blocks.length === 0) break;
    for (const block of blocks) yield writer.block(block);
    next += blocks.length;
  }
  yield writer.tail((await askEvidence(links)).map(({ evidence }) => evidence));
};
