import {
  type ChainPlace,
  type CheckedBlock,
  checkBlock,
  decode,
  decodeEntry,
  decodeHeader,
  encode,
  isCoded,
  type Log,
  type LogLine,
  LogLines,
  readBallot,
  type SealContext,
  type Site,
  startOf,
  type WireBlock,
  wire,
} from "@quorate/protocol";
import type { Lies } from "./lies.ts";
import { limits } from "./limits.ts";
import type { LogView } from "./shared/messages.ts";
import { type Database, orderKey, under } from "./store.ts";

/** Blocks of an earlier run from which the lives of commands are known again. */
const replayed = 500;

interface Put {
  readonly type: "put";
  readonly key: string;
  readonly value: string;
}

/** A place holds maps, which JSON has not. */
const writePlace = (place: ChainPlace): string =>
  JSON.stringify(place, (_key, value: unknown) =>
    value instanceof Map ? { map: [...(value as Map<unknown, unknown>)] } : value,
  );

const readPlace = (text: string): ChainPlace =>
  JSON.parse(text, (_key, value: { readonly map?: [unknown, unknown][] } | null) =>
    Array.isArray(value?.map) ? new Map(value.map) : value,
  ) as ChainPlace;

/** A block of the own database: it was checked when it was put there. */
const stored = (block: WireBlock, next: ChainPlace): CheckedBlock => ({
  header: decodeHeader(block.header),
  entries: block.entries.map(decodeEntry),
  agents: block.ballots.map((ballot) => readBallot(ballot).agent),
  next,
});

export interface LogKeeperOptions {
  readonly site: Site;
  readonly context: SealContext;
  readonly database: Database;
  readonly lies: Lies;
  readonly log: Log;
  /** `isNew` is false for those of an earlier run. */
  readonly onBlock: (wire: WireBlock, block: CheckedBlock, isNew: boolean) => void;
}

/**
 * The ordered log, block by block: each is checked against the site file, its ballots and the block
 * before it, whoever gave it, and kept in the console's home.
 */
export class LogKeeper {
  private readonly options: LogKeeperOptions;
  private readonly prefix: string;
  private readonly lines: LogLines;
  private place: ChainPlace;
  private firstBlock = 1;
  private sequence = 0;
  private fault = "";
  private readonly waiting: Put[] = [];
  private writing: Promise<void> = Promise.resolve();
  private changed = true;

  constructor(options: LogKeeperOptions) {
    this.options = options;
    const { site, context } = options;
    this.prefix = `log/${site.chain.slice(0, 16)}/`;
    this.place = startOf(site);
    this.lines = new LogLines(site, context);
  }

  /** Number of the block that is wanted next. */
  get next(): number {
    return this.place.number;
  }

  view(agentsBlock: number): LogView {
    const { number, timeUs } = this.place;
    return {
      ...{ block: number - 1, sequence: this.sequence, blockMs: Math.floor(timeUs / 1000) },
      ...{ firstBlock: this.firstBlock, agentsBlock, fault: this.fault },
    };
  }

  takeChanged(): boolean {
    const { changed } = this;
    this.changed = false;
    return changed;
  }

  /** Goes on where an earlier run of this console ended. */
  async open(): Promise<void> {
    const { database, site } = this.options;
    const text = await database.get(`${this.prefix}place`);
    if (text === undefined) return;
    this.place = readPlace(text);
    this.sequence = this.place.firstSequence - 1;
    const [first] = await database.keys({ ...under(`${this.prefix}b/`), limit: 1 }).all();
    this.firstBlock = first === undefined ? this.place.number : Number(first.split("/").pop());
    const from = Math.max(this.firstBlock, this.place.number - replayed);
    for (const block of await this.read(from, replayed, Number.POSITIVE_INFINITY)) {
      const checked = stored(block, startOf(site));
      this.lines.of(checked);
      this.options.onBlock(block, checked, false);
    }
  }

  /** Blocks that an agent answered. What does not stand the check is that agent's lie. */
  take(agent: number, blocks: readonly WireBlock[], nowMs: number): void {
    const { context, site, lies, onBlock } = this.options;
    for (const block of blocks) {
      let checked: CheckedBlock;
      try {
        // One that another agent has given in the meantime.
        if (decodeHeader(block.header).number < this.place.number) continue;
        checked = checkBlock(context, site, block, { after: this.place });
      } catch (error) {
        if (!isCoded(error)) throw error;
        this.fault = `${error.code}: ${error.message}`;
        this.changed = true;
        const about = `block ${this.place.number}`;
        lies.add(agent, { code: "LIE_BLOCK", about, detail: this.fault }, nowMs);
        return;
      }
      this.fault = "";
      this.changed = true;
      this.place = checked.next;
      this.sequence = checked.next.firstSequence - 1;
      this.keep(block, checked);
      onBlock(block, checked, true);
    }
    this.flush();
  }

  /** Waits until all that was taken is in the database. */
  async settled(): Promise<void> {
    await this.writing;
  }

  /** Lines with a smaller sequence than `before` (0: the newest) that hold the text. */
  async search(
    before: number,
    limit: number,
    text: string,
  ): Promise<{ readonly lines: LogLine[]; readonly before: number }> {
    await this.writing;
    const prefix = `${this.prefix}l/`;
    const lt = before > 0 ? `${prefix}${orderKey(before)}` : `${prefix}~`;
    const range = { gte: prefix, lt, reverse: true, limit: limits.linesSearched };
    const wanted = text.toLowerCase();
    const lines: LogLine[] = [];
    let [looked, last] = [0, 0];
    for await (const [key, value] of this.options.database.iterator(range)) {
      looked += 1;
      last = Number(key.slice(prefix.length));
      if (wanted !== "" && !value.toLowerCase().includes(wanted)) continue;
      lines.push(JSON.parse(value) as LogLine);
      if (lines.length >= limit) break;
    }
    const isEnd = looked < limits.linesSearched && lines.length < limit;
    return { lines, before: isEnd || last <= 1 ? 0 : last };
  }

  /** Encoded blocks from this number on, as many as fit. */
  async blocks(from: number, limit: number): Promise<string[]> {
    await this.writing;
    const texts: string[] = [];
    let bytes = 0;
    const range = { gte: `${this.prefix}b/${orderKey(from)}`, lt: `${this.prefix}b/~`, limit };
    for await (const text of this.options.database.values(range)) {
      bytes += text.length;
      if (bytes > limits.blocksAnsweredBytes && texts.length > 0) break;
      texts.push(text);
    }
    return texts;
  }

  async read(from: number, limit: number, maxBytes: number): Promise<WireBlock[]> {
    await this.writing;
    const blocks: WireBlock[] = [];
    let bytes = 0;
    const range = { gte: `${this.prefix}b/${orderKey(from)}`, lt: `${this.prefix}b/~`, limit };
    for await (const text of this.options.database.values(range)) {
      bytes += text.length;
      if (bytes > maxBytes && blocks.length > 0) break;
      blocks.push(decode(wire.Block, Uint8Array.from(Buffer.from(text, "base64")), "BLOCK"));
    }
    return blocks;
  }

  /** Lets go of the oldest tenth while the log takes more than its bytes. */
  async retain(bytes: number = limits.logBytes): Promise<void> {
    const { database } = this.options;
    const size = await database.approximateSize(`${this.prefix}b/`, `${this.prefix}b0`);
    if (size <= bytes) return;
    const upTo = this.firstBlock + Math.ceil((this.place.number - this.firstBlock) / 10);
    const [gone] = await this.read(upTo, 1, Number.POSITIVE_INFINITY);
    if (gone === undefined) return;
    const { firstSequence } = decodeHeader(gone.header);
    await database.clear({ gte: `${this.prefix}b/`, lt: `${this.prefix}b/${orderKey(upTo)}` });
    await database.clear({
      ...{ gte: `${this.prefix}l/`, lt: `${this.prefix}l/${orderKey(firstSequence)}` },
    });
    this.firstBlock = upTo;
    this.changed = true;
  }

  private keep(block: WireBlock, checked: CheckedBlock): void {
    const bytes = Buffer.from(encode(wire.Block, block)).toString("base64");
    const { number } = checked.header;
    this.waiting.push({ type: "put", key: `${this.prefix}b/${orderKey(number)}`, value: bytes });
    for (const line of this.lines.of(checked)) {
      const key = `${this.prefix}l/${orderKey(line.sequence)}`;
      this.waiting.push({ type: "put", key, value: JSON.stringify(line) });
    }
  }

  /** Blocks, lines and the place behind them go in one batch: all of it is there, or none. */
  private flush(): void {
    if (this.waiting.length === 0) return;
    const { database, log } = this.options;
    const batch = this.waiting.splice(0);
    batch.push({ type: "put", key: `${this.prefix}place`, value: writePlace(this.place) });
    this.writing = this.writing
      .then(() => database.batch(batch))
      .catch((error: unknown) => {
        const detail = error instanceof Error ? error.message : String(error);
        log.warn("console", "HISTORY_WRITE", { detail });
        // The next batch tries again; past the bound what is kept begins behind the hole (S9).
        const isOver = this.waiting.length + batch.length > limits.logWaiting;
        if (isOver) this.firstBlock = this.place.number;
        else this.waiting.unshift(...batch);
      });
  }
}
