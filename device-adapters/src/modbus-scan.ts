import { registersOf } from "./codec.ts";
import { limits } from "./limits.ts";
import { type Block, type MappedPoint, splitBlock } from "./modbus-blocks.ts";
import {
  exceptionCode,
  type ModbusLink,
  priority,
  type RequestTerms,
} from "./modbus-request.ts";

/** What became of one point in one reading; the times are milliseconds since 1970. */
export type BlockResult = {
  readonly point: MappedPoint;
  readonly askedMs: number;
  readonly receivedMs: number;
} & (
  | { readonly kind: "words"; readonly words: readonly number[] }
  /** The device answered that it will not show the point. */
  | { readonly kind: "refused"; readonly code: string }
  /** The device did not answer. */
  | { readonly kind: "unreached"; readonly code: string }
);

/** Whom to ask, and by which wall clock the answers are dated. */
export interface Unit {
  readonly link: ModbusLink;
  readonly unit: number;
  readonly now: () => number;
}

/** Exceptions that may concern only part of a block: illegal data address, illegal data value. */
const maySplit = (exception: number): boolean => exception === 2 || exception === 3;

/**
 * Reads a block, in ever smaller parts where the device refuses the whole. `parts` are the blocks
 * to ask for next time.
 */
export const readBlock = async (
  from: Unit,
  block: Block,
  terms: RequestTerms,
): Promise<{ readonly results: readonly BlockResult[]; readonly parts: readonly Block[] }> => {
  const { table, register, count, points } = block;
  const askedMs = from.now();
  const request = { kind: "read", table, register, count } as const;
  const answer = await from.link.request(from.unit, request, terms);
  if (answer.kind === "exception" && maySplit(answer.exception) && points.length > 1) {
    const [left, right] = splitBlock(block);
    const first = await readBlock(from, left, terms);
    const second = await readBlock(from, right, terms);
    return {
      results: [...first.results, ...second.results],
      parts: [...first.parts, ...second.parts],
    };
  }
  const times = { askedMs, receivedMs: from.now() };
  const results = points.map((point): BlockResult => {
    switch (answer.kind) {
      case "ok": {
        const start = point.register - register;
        const words = answer.words.slice(start, start + registersOf(point));
        return { point, ...times, kind: "words", words };
      }
      case "exception":
        return { point, ...times, kind: "refused", code: exceptionCode(answer.exception) };
      default:
        return { point, ...times, kind: "unreached", code: answer.code };
    }
  });
  return { results, parts: [block] };
};

interface ScanTerms extends Unit {
  readonly intervalMs: number;
  readonly plan: () => readonly Block[];
  /** After every scan: all its points, each with the scans it has missed in a row. */
  readonly onResults: (results: readonly ScanResult[]) => void;
  /** When the next scan is due and these points have not been read by the present one. */
  readonly onMissed: (missed: readonly MissedPoint[]) => void;
}

export interface ScanResult {
  readonly result: BlockResult;
  readonly misses: number;
}

export interface MissedPoint {
  readonly point: MappedPoint;
  readonly misses: number;
}

/** Reads one group of points again and again. Scans never overlap. */
export class ModbusScan {
  readonly #terms: ScanTerms;
  readonly #misses = new Map<string, number>();
  #blocks: readonly Block[] = [];
  #plannedMs = Number.NEGATIVE_INFINITY;
  #unread = new Set<MappedPoint>();
  #timer: NodeJS.Timeout | undefined;
  #dueMs = 0;
  #state: "stopped" | "idle" | "reading" | "again" = "stopped";

  constructor(terms: ScanTerms) {
    this.#terms = terms;
  }

  start(): void {
    if (this.#state !== "stopped") return;
    this.#state = "idle";
    this.#dueMs = performance.now();
    this.#schedule();
  }

  stop(): void {
    this.#state = "stopped";
    clearTimeout(this.#timer);
  }

  /** Reads as soon as possible, between the regular scans. */
  scanNow(): void {
    if (this.#state === "idle") void this.#scan();
    else if (this.#state === "reading") this.#state = "again";
  }

  /** At a fixed rate by the monotonic clock; scans that are overdue are left out. */
  #schedule(): void {
    this.#dueMs = Math.max(this.#dueMs + this.#terms.intervalMs, performance.now());
    this.#timer = setTimeout(() => this.#tick(), this.#dueMs - performance.now());
  }

  #tick(): void {
    this.#schedule();
    if (this.#state === "idle") {
      void this.#scan();
      return;
    }
    const missed = [...this.#unread].map((point) => ({ point, misses: this.#miss(point) }));
    if (missed.length > 0) this.#terms.onMissed(missed);
  }

  async #scan(): Promise<void> {
    this.#state = "reading";
    this.#replan();
    const blocks = this.#blocks;
    this.#unread = new Set(blocks.flatMap((block) => block.points));
    const results: ScanResult[] = [];
    const answered: Block[] = [];
    const silent: Block[] = [];
    for (const block of blocks) {
      const reading = await readBlock(this.#terms, block, { priority: priority.scan });
      for (const result of reading.results) {
        const { point } = result;
        this.#unread.delete(point);
        if (result.kind !== "unreached") this.#misses.set(point.name, 0);
        const misses = result.kind === "unreached" ? this.#miss(point) : 0;
        results.push({ result, misses });
      }
      const cutOff = reading.results.some(
        (result) => result.kind === "unreached" && result.code !== "NOT_CONNECTED",
      );
      (cutOff ? silent : answered).push(...reading.parts);
    }
    this.#blocks = [...answered, ...silent];
    this.#finish(results);
  }

  #finish(results: readonly ScanResult[]): void {
    if (this.#state === "stopped") return;
    const again = this.#state === "again";
    this.#state = "idle";
    this.#terms.onResults(results);
    if (again) this.scanNow();
  }

  #miss(point: MappedPoint): number {
    const misses = (this.#misses.get(point.name) ?? 0) + 1;
    this.#misses.set(point.name, misses);
    return misses;
  }

  /** Until the next plan, refused blocks stay split and silent ones last. */
  #replan(): void {
    if (performance.now() - this.#plannedMs < limits.planLifeMs) return;
    this.#plannedMs = performance.now();
    this.#blocks = this.#terms.plan();
  }
}
