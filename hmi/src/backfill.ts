import {
  type Envelope,
  faultsOf,
  isCoded,
  openGuardReading,
  type Reading,
  type Sample,
  type SiteAsker,
  toHex,
  type WireAnswer,
} from "@quorate/protocol";
import type { Kept } from "./chunk.ts";
import { limits } from "./limits.ts";
import { qualities } from "./values.ts";

interface Seen {
  readonly envelope: Envelope;
  readonly agents: Set<number>;
}

/** One question's harvest: readings by their signature, and until when all answers reach. */
interface Part {
  readonly readings: Seen[];
  readonly untilMs: number;
  readonly more: boolean;
}

const open = (links: SiteAsker, envelope: Envelope): Reading | null => {
  try {
    return openGuardReading(links.context, links.site, envelope, 0);
  } catch (error) {
    if (isCoded(error)) return null;
    throw error;
  }
};

const timeOf = (links: SiteAsker, envelope: Envelope | undefined): number =>
  envelope === undefined ? 0 : (open(links, envelope)?.timeMs ?? 0);

/** Until when this answer reaches; one that would hold the others up does not count. */
const reachOf = (links: SiteAsker, answer: WireAnswer, fromMs: number): number => {
  if (!answer.more) return Number.POSITIVE_INFINITY;
  const lastMs = timeOf(links, answer.readings.at(-1));
  return lastMs > fromMs ? lastMs : Number.POSITIVE_INFINITY;
};

const ask = async (links: SiteAsker, fromMs: number): Promise<Part> => {
  const query = { samples: { fromMs, fromPlace: 0, limit: limits.backfillSamples } };
  const all = await links.askAll(query, limits.answerMs);
  const answers = all.filter((answer) => answer !== null);
  const seen = new Map<string, Seen>();
  all.forEach((answer, agent) => {
    for (const envelope of answer?.readings.slice(0, limits.backfillSamples) ?? []) {
      const key = toHex(envelope.signature);
      const known = seen.get(key) ?? { envelope, agents: new Set() };
      known.agents.add(agent);
      seen.set(key, known);
    }
  });
  const untilMs = Math.min(...answers.map((answer) => reachOf(links, answer, fromMs)));
  const more = answers.length > faultsOf(links.site.agents.length) && Number.isFinite(untilMs);
  return { readings: [...seen.values()], untilMs, more };
};

export interface BackfillOptions {
  readonly links: SiteAsker;
  readonly fromMs: number;
  readonly toMs: number;
  indexOf(device: string, point: string): number;
  insert(points: ReadonlyMap<number, readonly Kept[]>): Promise<void>;
  readonly stopped: () => boolean;
}

/** A failure shows the last value with its old date: it begins when its guard told of it. */
const keptOf = (
  { timeMs }: Reading,
  { value, quality, reason = "", sourceTimeMs }: Sample,
): Kept => ({
  ...{ ms: quality === "bad" ? timeMs : sourceTimeMs, value },
  ...{ quality: qualities[quality], reason },
});

const gather = (
  { links, fromMs, toMs, indexOf }: BackfillOptions,
  part: Part,
): ReadonlyMap<number, Kept[]> => {
  const points = new Map<number, Kept[]>();
  const enough = faultsOf(links.site.agents.length) + 1;
  for (const { envelope, agents } of part.readings) {
    if (agents.size < enough) continue;
    const reading = open(links, envelope);
    if (reading === null || reading.timeMs > part.untilMs) continue;
    for (const sample of reading.samples) {
      const index = indexOf(reading.device, sample.point);
      const kept = keptOf(reading, sample);
      if (index < 0 || kept.ms <= fromMs || kept.ms > toMs) continue;
      const samples = points.get(index) ?? [];
      samples.push(kept);
      points.set(index, samples);
    }
  }
  return points;
};

/**
 * What f+1 agents have buffered of a time in which this console was away or cut off, part by part,
 * oldest first. Answers how many samples came.
 */
export const backfill = async (options: BackfillOptions): Promise<number> => {
  let [fromMs, count] = [options.fromMs, 0];
  for (let asked = 0; asked < limits.backfillQuestions && !options.stopped(); asked += 1) {
    const part = await ask(options.links, fromMs);
    const points = gather(options, part);
    for (const samples of points.values()) count += samples.length;
    if (points.size > 0) await options.insert(points);
    if (!part.more || part.untilMs >= options.toMs) break;
    fromMs = part.untilMs;
  }
  return count;
};
