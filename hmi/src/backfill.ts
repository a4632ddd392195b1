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

/** Null where too few answer for anything to be believed, or to be known as missing. */
const ask = async (links: SiteAsker, fromMs: number): Promise<Part | null> => {
  const query = { samples: { fromMs, fromPlace: 0, limit: limits.backfillSamples } };
  const all = await links.askAll(query, limits.answerMs);
  const answers = all.filter((answer) => answer !== null);
  if (answers.length <= faultsOf(links.site.agents.length)) return null;
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
  return { readings: [...seen.values()], untilMs };
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

export interface Filled {
  readonly samples: number;
  /** Until when all that agents have has come; `toMs` where nothing is left. */
  readonly reachedMs: number;
}

/**
 * What f+1 agents have buffered of a time in which this console was away or cut off, part by part,
 * oldest first. Ends early when it is stopped, or contact is lost.
 */
export const backfill = async (options: BackfillOptions): Promise<Filled> => {
  const { links, toMs } = options;
  let [reachedMs, samples] = [options.fromMs, 0];
  for (let asked = 0; asked < limits.backfillQuestions; asked += 1) {
    const part = options.stopped() ? null : await ask(links, reachedMs);
    if (part === null) return { samples, reachedMs };
    const points = gather(options, part);
    for (const came of points.values()) samples += came.length;
    if (points.size > 0) await options.insert(points);
    if (part.untilMs >= toMs) return { samples, reachedMs: toMs };
    reachedMs = part.untilMs;
  }
  // No honest buffer is as long: somebody holds it up, and would the next time.
  return { samples, reachedMs: toMs };
};
