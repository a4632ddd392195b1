import type { Log } from "@quorate/protocol";
import {
  decodeChunk,
  decodeSummary,
  encodeChunk,
  encodeSummary,
  type Kept,
  mergeSummary,
  summarise,
  type Summary,
  summaryMs,
} from "./chunk.ts";
import { limits } from "./limits.ts";
import { entryOf, inOrder, SeriesFold, seriesOf } from "./series.ts";
import type { AlarmEvent, CommandMark, Series } from "./shared/messages.ts";
import { type Database, dayKey, dayMs, dayOf, orderKey, under } from "./store.ts";

/** What has come of one point and is not stored yet. */
interface Tail {
  readonly samples: Kept[];
  /** The last one that was kept, and a later one that said the same. */
  last: Kept | null;
  skipped: Kept | null;
}

interface Write {
  readonly type: "put";
  readonly key: string;
  readonly value: string;
}

const isChange = (last: Kept, next: Kept, deadband: number): boolean => {
  if (last.quality !== next.quality || last.reason !== next.reason) return true;
  if (typeof last.value !== "number" || typeof next.value !== "number")
    return last.value !== next.value;
  return Math.abs(last.value - next.value) > deadband;
};

/** A guard's clock may be ahead of the site's: a failure is no older than the values before it. */
const forward = (newest: Kept | null, state: Kept): Kept =>
  newest !== null && state.quality < newest.quality && state.ms <= newest.ms
    ? { ...state, ms: newest.ms + 1 }
    : state;

/** The asker has left: it may be so from one read to the next. */
const hasLeft = (gone: AbortSignal | undefined): boolean => gone?.aborted === true;

export interface HistoryOptions {
  readonly database: Database;
  /** `DEVICE/POINT` by a point's number. */
  readonly names: readonly string[];
  /** Smaller changes of a point are not kept. */
  readonly deadbands: readonly number[];
  readonly log: Log;
}

/**
 * Agreed values over time, in the console's home. A value is kept when it changes and once a
 * minute, in chunks of a point and a minute; ten-minute summaries make weeks quick to draw. What is
 * lost with a crash is a minute, and the agents still have it.
 */
export class History {
  private readonly options: HistoryOptions;
  private readonly database: Database;
  private readonly tails: Tail[];
  private flushing: Promise<void> = Promise.resolve();
  private oldest = 0;

  constructor(options: HistoryOptions) {
    this.options = options;
    this.database = options.database;
    this.tails = options.names.map(() => ({ samples: [], last: null, skipped: null }));
  }

  /** Time of the oldest day that is kept; 0 without any. */
  get fromMs(): number {
    return this.oldest;
  }

  async open(): Promise<void> {
    const [first] = await this.database.keys({ ...under("day/"), limit: 1 }).all();
    this.oldest = first === undefined ? 0 : Number(first.split("/")[1]) * dayMs;
  }

  /**
   * Takes a new agreed state of a point. What does not go forward in time is left out, unless the
   * quality falls: that is dated right after the last one.
   */
  add(point: number, state: Kept): void {
    const tail = this.tails[point];
    if (tail === undefined) return;
    const { last } = tail;
    const sample = forward(tail.skipped ?? last, state);
    if (last !== null && sample.ms <= last.ms) return;
    const deadband = this.options.deadbands[point] ?? 0;
    const isNews = last !== null && isChange(last, sample, deadband);
    if (last !== null && !isNews && sample.ms - last.ms < limits.heartbeatMs) {
      tail.skipped = sample;
      return;
    }
    // Without it the way from an old value to this one would look like a slope.
    if (isNews && tail.skipped !== null && tail.skipped.ms < sample.ms)
      tail.samples.push(tail.skipped);
    tail.samples.push(sample);
    tail.last = sample;
    tail.skipped = null;
    if (tail.samples.length > limits.chunkSamples * 2)
      tail.samples.splice(0, tail.samples.length - limits.chunkSamples * 2);
  }

  /** Whether some point has as much as a chunk takes. */
  get isFull(): boolean {
    return this.tails.some(({ samples }) => samples.length >= limits.chunkSamples);
  }

  /**
   * Writes down what has come. A disk that takes nothing is told of; the newest is kept on. Throws
   * what reading of the database throws, and can be called again.
   */
  flush(): Promise<void> {
    const written = this.flushing.then(() => this.write());
    this.flushing = written.catch(() => {});
    return written;
  }

  /** Older samples by point, from the agents' buffers. */
  async insert(points: ReadonlyMap<number, readonly Kept[]>): Promise<void> {
    const thinned = [...points].map(
      ([point, samples]) => [point, this.thin(point, inOrder(samples))] as const,
    );
    await this.store(new Map(thinned));
    await this.open();
  }

  /** Until when an earlier run has kept values; 0 without one. */
  async flushedMs(): Promise<number> {
    return Number((await this.database.get("meta/flushed")) ?? 0);
  }

  /** A trend's curve; one of an asker that is gone ends early. */
  async series(
    point: number,
    fromMs: number,
    toMs: number,
    buckets: number,
    gone?: AbortSignal,
  ): Promise<Series> {
    const range = { point, fromMs, toMs, buckets };
    if ((toMs - fromMs) / buckets < summaryMs) {
      const fold = new SeriesFold({ ...range, gapMs: limits.gapMs });
      for await (const part of this.parts(point, fromMs, toMs, gone))
        for (const sample of part) {
          const entry = entryOf(sample);
          if (entry !== null) fold.add(entry);
        }
      return fold.end();
    }
    const stored = await this.summaries(point, fromMs, toMs);
    const recent = [...summarise(this.tails[point]?.samples ?? []).values()];
    return seriesOf([...stored, ...recent], { ...range, gapMs: 2 * summaryMs });
  }

  /** All that is kept of a point within a time, oldest first. */
  async samples(point: number, fromMs: number, toMs: number): Promise<Kept[]> {
    const found: Kept[] = [];
    for await (const part of this.parts(point, fromMs, toMs)) found.push(...part);
    return found;
  }

  /**
   * The same in parts of about a chunk, for what may be too large for memory: each is in order,
   * each time comes once, and no part overlaps the next. Ends early when the asker is gone.
   */
  async *parts(
    point: number,
    fromMs: number,
    toMs: number,
    gone?: AbortSignal,
  ): AsyncGenerator<Kept[]> {
    const isWithin = ({ ms }: Kept): boolean => ms >= fromMs && ms <= toMs;
    const { samples = [], skipped = null } = this.tails[point] ?? {};
    // As it is now: what is written down while this reads comes from both, and once.
    const newest = [...samples, ...(skipped === null ? [] : [skipped])].filter(isWithin);
    let [waiting, taken]: [Kept[], number] = [[], 0];
    for await (const chunk of this.chunks(point, fromMs, toMs, gone)) {
      // A backfill's chunk may lie across others, but none begins before those that came.
      const beginMs = chunk[0]?.ms ?? 0;
      const isReady = ({ ms }: Kept): boolean => ms < beginMs;
      const ready = waiting.filter(isReady);
      while ((newest[taken]?.ms ?? beginMs) < beginMs) ready.push(newest[taken++] as Kept);
      if (ready.length > 0) yield inOrder(ready);
      waiting = [...waiting.filter((one) => !isReady(one)), ...chunk.filter(isWithin)];
    }
    const left = inOrder([...waiting, ...newest.slice(taken)]);
    if (left.length > 0 && !hasLeft(gone)) yield left;
  }

  /** By their beginning, whole, and also one that begins before the time. */
  private async *chunks(
    point: number,
    fromMs: number,
    toMs: number,
    gone: AbortSignal | undefined,
  ): AsyncGenerator<Kept[]> {
    if (this.oldest === 0) return;
    const name = this.options.names[point] ?? "";
    // A chunk is filed under the day and time of its first sample.
    const beginMs = fromMs - limits.chunkMs - limits.heartbeatMs;
    const first = Math.max(dayOf(beginMs), dayOf(this.oldest));
    for (let day = first; day <= dayOf(toMs); day += 1) {
      const prefix = `day/${dayKey(day)}/${name}/`;
      const range = { gte: `${prefix}${orderKey(beginMs)}`, lte: `${prefix}${orderKey(toMs)}` };
      if (hasLeft(gone)) return;
      for await (const text of this.database.values(range)) {
        if (hasLeft(gone)) return;
        const chunk = decodeChunk(text);
        if (chunk.length > 0) yield chunk;
      }
    }
  }

  // marks and alarms ---------------------------------------------------------------------------

  async addMarks(marks: readonly CommandMark[]): Promise<void> {
    await this.put(
      marks.map((mark) => ({
        key: `mark/${orderKey(mark.ms)}/${mark.id}/${mark.point}`,
        value: JSON.stringify({ ...mark, name: this.options.names[mark.point] ?? "" }),
      })),
    );
  }

  async marks(points: readonly number[], fromMs: number, toMs: number): Promise<CommandMark[]> {
    const wanted = new Set(points.map((point) => this.options.names[point]));
    const range = { gte: `mark/${orderKey(fromMs)}`, lte: `mark/${orderKey(toMs)}~` };
    const found: CommandMark[] = [];
    for await (const text of this.database.values(range)) {
      const { name, ...mark } = JSON.parse(text) as CommandMark & { readonly name: string };
      if (wanted.has(name)) found.push({ ...mark, point: this.options.names.indexOf(name) });
      if (found.length >= limits.historyBuckets) break;
    }
    return found;
  }

  async addAlarmEvents(events: readonly AlarmEvent[]): Promise<void> {
    await this.put(
      events.map((event) => ({
        key: `alarm/${orderKey(event.ms)}/${event.id}`,
        value: JSON.stringify(event),
      })),
    );
  }

  /** Newest first. */
  async alarmEvents(fromMs: number, toMs: number, limit: number): Promise<AlarmEvent[]> {
    const range = { gte: `alarm/${orderKey(fromMs)}`, lte: `alarm/${orderKey(toMs)}~` };
    const texts = await this.database.values({ ...range, reverse: true, limit }).all();
    return texts.map((text) => JSON.parse(text) as AlarmEvent);
  }

  // keeping ------------------------------------------------------------------------------------

  /** Lets go of what is older than the retention, and of the oldest days over the bytes. */
  async retain(nowMs: number, bytes: number = limits.historyBytes): Promise<void> {
    let keepFrom = dayOf(nowMs - limits.retentionMs);
    await this.dropBefore(keepFrom);
    for (let days = 0; days < limits.retentionMs / dayMs; days += 1) {
      const size = await this.database.approximateSize("day/", "day0");
      await this.open();
      if (size <= bytes || this.oldest === 0 || dayOf(this.oldest) >= dayOf(nowMs)) break;
      keepFrom = dayOf(this.oldest) + 1;
      await this.dropBefore(keepFrom);
      await this.database.compactRange("day/", `day/${dayKey(keepFrom)}`);
    }
    await this.open();
  }

  /** What `add` would have kept of these. */
  private thin(point: number, samples: readonly Kept[]): Kept[] {
    const deadband = this.options.deadbands[point] ?? 0;
    const kept: Kept[] = [];
    let skipped: Kept | null = null;
    for (const sample of samples) {
      const last = kept.at(-1);
      const isNews = last !== undefined && isChange(last, sample, deadband);
      if (last === undefined || isNews || sample.ms - last.ms >= limits.heartbeatMs) {
        if (isNews && skipped !== null) kept.push(skipped);
        kept.push(sample);
        skipped = null;
      } else skipped = sample;
    }
    return kept;
  }

  private async dropBefore(day: number): Promise<void> {
    for (const kind of ["day", "sum"])
      await this.database.clear({ gte: `${kind}/`, lt: `${kind}/${dayKey(day)}` });
    for (const kind of ["mark", "alarm"])
      await this.database.clear({ gte: `${kind}/`, lt: `${kind}/${orderKey(day * dayMs)}` });
  }

  private async write(): Promise<void> {
    const taken = new Map<number, Kept[]>();
    this.tails.forEach(({ samples }, point) => {
      if (samples.length > 0) taken.set(point, [...samples]);
    });
    if (taken.size === 0 || !(await this.store(taken))) return;
    const newest = Math.max(...[...taken.values()].map((samples) => samples.at(-1)?.ms ?? 0));
    await this.put([{ key: "meta/flushed", value: String(newest) }]);
    if (this.oldest === 0) await this.open();
    // What came while the disk wrote stays.
    for (const [point, samples] of taken) {
      const until = samples.at(-1)?.ms ?? 0;
      const { samples: waiting } = this.tails[point] as Tail;
      const left = waiting.filter(({ ms }) => ms > until);
      waiting.splice(0, waiting.length, ...left);
    }
  }

  private async store(points: ReadonlyMap<number, readonly Kept[]>): Promise<boolean> {
    const writes: Write[] = [];
    const windows = new Map<string, Summary>();
    for (const [point, samples] of points) {
      const name = this.options.names[point];
      if (name === undefined) continue;
      for (const [day, part] of byDay(samples))
        writes.push(...chunksOf(`day/${dayKey(day)}/${name}/`, part));
      for (const [ms, summary] of summarise(samples))
        windows.set(`sum/${dayKey(dayOf(ms))}/${name}/${orderKey(ms)}`, summary);
    }
    const keys = [...windows.keys()];
    const known = await this.database.getMany(keys);
    keys.forEach((key, place) => {
      const before = decodeSummary(known[place]);
      const now = windows.get(key) as Summary;
      const value = encodeSummary(before === null ? now : mergeSummary(before, now));
      writes.push({ type: "put", key, value });
    });
    return this.put(writes);
  }

  private async put(writes: readonly Omit<Write, "type">[]): Promise<boolean> {
    if (writes.length === 0) return true;
    try {
      await this.database.batch(writes.map((write) => ({ ...write, type: "put" as const })));
      return true;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.options.log.warn("console", "HISTORY_WRITE", { detail });
      return false;
    }
  }

  private async summaries(point: number, fromMs: number, toMs: number): Promise<Summary[]> {
    const name = this.options.names[point] ?? "";
    const found: Summary[] = [];
    const first = Math.max(dayOf(fromMs), dayOf(this.oldest));
    for (let day = first; day <= dayOf(toMs); day += 1) {
      const prefix = `sum/${dayKey(day)}/${name}/`;
      const gte = `${prefix}${orderKey(fromMs - summaryMs)}`;
      const range = { gte, lte: `${prefix}${orderKey(toMs)}` };
      for (const text of await this.database.values(range).all())
        found.push(...[decodeSummary(text)].filter((one) => one !== null));
    }
    return found.filter(({ ms }) => ms >= fromMs && ms <= toMs);
  }
}

const byDay = (samples: readonly Kept[]): ReadonlyMap<number, Kept[]> => {
  const days = new Map<number, Kept[]>();
  for (const sample of samples) {
    const part = days.get(dayOf(sample.ms)) ?? [];
    part.push(sample);
    days.set(dayOf(sample.ms), part);
  }
  return days;
};

/** No chunk is longer than the time that a reader looks back for its beginning. */
const chunksOf = (prefix: string, samples: readonly Kept[]): Write[] => {
  const parts: Kept[][] = [];
  for (const sample of samples) {
    const part = parts.at(-1);
    const isOver = part === undefined || part.length >= limits.chunkSamples ||
      sample.ms - (part[0]?.ms ?? 0) > limits.chunkMs + limits.heartbeatMs;
    if (isOver) parts.push([sample]);
    else part.push(sample);
  }
  return parts.map((part) => ({
    ...{ type: "put", key: `${prefix}${orderKey(part[0]?.ms ?? 0)}` },
    value: encodeChunk(part),
  }));
};
