import type { MailboxSpec } from "@quorate/protocol";
import type { PointWritten, Settled } from "./adapter.ts";
import { defaults, limits } from "./limits.ts";
import {
  exceptionCode,
  type ModbusAnswer,
  type ModbusRequest,
  priority,
  provesUnwritten,
  type RequestTerms,
} from "./modbus-request.ts";

/** Registers of one number: 32 bits, the high word first. */
const numberRegisters = 2;
const highestSequence = 0xffff_ffff;

/** What the PLC program says of the sequence that it looked at last (docs/operations.md). */
const taken = 1;
const refusals: Readonly<Record<number, { readonly code: string; readonly detail: string }>> = {
  2: { code: "MAILBOX_ARGUMENT", detail: "the program found an argument out of range" },
  3: { code: "MAILBOX_SEQUENCE", detail: "the program had used this number, or a higher one" },
  4: { code: "MAILBOX_FORBIDDEN", detail: "a trip or interlock of the program forbids it" },
};
const notAbove = 3;

/** The way to the registers, and the time. */
export interface MailboxAccess {
  request(request: ModbusRequest, terms: RequestTerms): Promise<ModbusAnswer>;
  /** Monotonic, milliseconds; the clock of `RequestTerms.deadline`. */
  nowMs(): number;
  wait(ms: number): Promise<void>;
}

interface Registers {
  readonly sequence: number;
  readonly echo: number;
  readonly result: number;
}

export interface MailboxArgument {
  readonly point: string;
  readonly request: Extract<ModbusRequest, { kind: "write" }>;
}

/** What an order wrote, and what the same registers held before. */
export interface MailboxArguments {
  readonly asked: readonly MailboxArgument[];
  readonly held: readonly MailboxArgument[];
}

/** How a mailbox write ended. */
export type MailboxEnd = Settled & {
  /** The point whose argument failed, where it was one. */
  readonly at?: string;
  /** Arguments stand in the mailbox that no sequence follows. */
  readonly left?: boolean;
};

const split = (number: number): readonly number[] => [number >>> 16, number & 0xffff];
const unknown = (code: string, detail: string): Settled => ({ outcome: "unknown", code, detail });

/**
 * Writes through a mailbox of the PLC's program: the arguments first, the sequence last. The
 * program takes the arguments as one when the sequence is above every one it ever took, and says
 * so: the fence then stands in the PLC itself (S4). Used by one caller at a time.
 */
export class Mailbox {
  readonly #spec: MailboxSpec;
  readonly #access: MailboxAccess;
  readonly #echoMs: number;
  #stopped = false;

  constructor(spec: MailboxSpec, access: MailboxAccess, echoMs: number = defaults.mailboxEchoMs) {
    this.#spec = spec;
    this.#access = access;
    this.#echoMs = echoMs;
  }

  /** Whatever waits for the program ends as unknown. */
  stop(): void {
    this.#stopped = true;
  }

  /** `unknown` when the program did not answer within the echo time: then `settle` tells. */
  async write(
    args: readonly MailboxArgument[],
    sequence: number,
    terms: RequestTerms,
  ): Promise<MailboxEnd> {
    const free = await this.#checkFree(sequence, terms);
    if (free !== null) return free;
    for (const [index, { point, request }] of args.entries()) {
      const failed = notDone(await this.#access.request(request, terms));
      if (failed !== null) return { ...failed, at: point, left: index > 0 };
    }
    const failed = notDone(await this.#put(sequence, terms));
    if (failed !== null && failed.outcome !== "unknown") return { ...failed, left: true };
    const untilMs = this.#access.nowMs() + this.#echoMs;
    const end = await this.#poll(untilMs, (seen) => this.#ended(seen, sequence));
    return end ?? unknown("MAILBOX_SILENT", `no echo within ${this.#echoMs} ms`);
  }

  /**
   * Finds out what became of a sequence that may have been written, and takes back one that the
   * program has not looked at: a program that starts again an hour later must not find it (S5).
   * Arguments that were not taken are put back, or the next sequence would take them too. Null when
   * that is not done within the time.
   */
  async settle(
    sequence: number,
    args: MailboxArguments,
    withinMs: number,
  ): Promise<Settled | null> {
    const untilMs = this.#access.nowMs() + withinMs;
    const settled = await this.#find(sequence, untilMs);
    if (settled === null || !leavesArguments(settled)) return settled;
    return (await this.#putBack(args)) ? settled : null;
  }

  /** Only where registers still hold what was asked: a program may have put them back itself. */
  async #putBack({ asked, held }: MailboxArguments): Promise<boolean> {
    for (const { point, request } of held) {
      const own = asked.find((argument) => argument.point === point)?.request.words;
      const { table, register, words } = request;
      const read = { kind: "read", table, register, count: words.length } as const;
      const now = await this.#access.request(read, { priority: priority.fresh });
      if (now.kind !== "ok") return false;
      if (own === undefined || !sameWords(now.words, own) || sameWords(own, words)) continue;
      const answer = await this.#access.request(request, { priority: priority.write });
      if (answer.kind !== "ok") return false;
    }
    return true;
  }

  async #find(sequence: number, untilMs: number): Promise<Settled | null> {
    let pendingMs: number | null = null;
    let absentMs: number | null = null;
    return this.#poll<Settled>(untilMs, async (seen, nowMs) => {
      const end = await this.#ended(seen, sequence);
      if (end !== null) return end;
      if (seen.sequence === sequence) {
        absentMs = null;
        pendingMs ??= nowMs;
        if (nowMs - pendingMs >= this.#echoMs)
          await this.#put(seen.echo, { priority: priority.write, deadline: untilMs });
        return null;
      }
      // An echo of less with this result: somebody made the program look again, so that what it
      // said of ours, if it ever did, is gone.
      if (seen.result === notAbove)
        return unknown("MAILBOX_OVERTAKEN", `the echo shows ${seen.echo}, refused`);
      // A request of a connection that broke may be under way: only what lasts is believed.
      absentMs ??= nowMs;
      if (nowMs - absentMs < this.#echoMs) return null;
      // Never used, or it lost its memory, and with it what it may have said of ours.
      if (seen.echo === 0) return unknown("MAILBOX_EMPTY", "the program remembers no sequence");
      const detail = `the program looked at ${seen.echo} last; ${sequence} never reached it`;
      return { outcome: "not-sent", code: "MAILBOX_NOT_TAKEN", detail };
    });
  }

  /** Null when the program can take this sequence; nothing has been written else. */
  async #checkFree(sequence: number, terms: RequestTerms): Promise<Settled | null> {
    if (!Number.isInteger(sequence) || sequence < 1 || sequence > highestSequence) {
      const detail = `a mailbox takes 1 to ${highestSequence}, not ${sequence}`;
      return { outcome: "not-sent", code: "MAILBOX_RANGE", detail };
    }
    const seen = await this.#read(terms);
    if ("code" in seen)
      return { outcome: "not-sent", code: seen.code, detail: "the mailbox could not be read" };
    const highest = Math.max(seen.echo, seen.sequence);
    if (highest < sequence) return null;
    if (highest === sequence && seen.echo < sequence)
      return unknown("MAILBOX_PENDING", "this very number waits for the program already");
    const detail = `the mailbox stands at ${highest} already: another guard wrote it`;
    return { outcome: "refused", code: "MAILBOX_AHEAD", detail };
  }

  /** What the program says of this sequence; null while it says nothing. */
  async #ended(seen: Registers, sequence: number): Promise<Settled | null> {
    if (seen.echo < sequence) return null;
    // Registers can change between two words of one answer: what decides has to be seen twice.
    const again = await this.#read({ priority: priority.fresh });
    if ("code" in again || again.echo !== seen.echo) return null;
    if (again.echo > sequence)
      return unknown("MAILBOX_OVERTAKEN", `the echo shows ${again.echo} already`);
    if (again.result === taken) return { outcome: "written" };
    const refusal = refusals[again.result];
    if (refusal !== undefined) return { outcome: "refused", ...refusal };
    return unknown("MAILBOX_RESULT", `the program's result is ${again.result}`);
  }

  async #poll<T>(
    untilMs: number,
    judge: (seen: Registers, nowMs: number) => Promise<T | null>,
  ): Promise<T | null> {
    let pauseMs: number = limits.mailboxPollMinMs;
    for (;;) {
      const seen = await this.#read({ priority: priority.fresh, deadline: untilMs });
      const end = "code" in seen ? null : await judge(seen, this.#access.nowMs());
      if (end !== null) return end;
      const leftMs = untilMs - this.#access.nowMs();
      if (this.#stopped || leftMs <= 0) return null;
      await this.#access.wait(Math.min(pauseMs, leftMs));
      pauseMs = Math.min(2 * pauseMs, limits.mailboxPollMaxMs);
    }
  }

  #put(sequence: number, terms: RequestTerms): Promise<ModbusAnswer> {
    const { sequence: register } = this.#spec;
    const words = split(sequence);
    const request = { kind: "write", table: "holding", register, words, multiple: true } as const;
    return this.#access.request(request, terms);
  }

  /** In one request where the three lie close enough. */
  async #read(terms: RequestTerms): Promise<Registers | { readonly code: string }> {
    const { sequence, echo, result } = this.#spec;
    const first = Math.min(sequence, echo, result);
    const count = Math.max(sequence, echo, result) + numberRegisters - first;
    if (count <= limits.registersPerRead) {
      const words = await this.#words(first, count, terms);
      if ("code" in words) return words;
      const at = (register: number): number => numberAt(words, register - first);
      return { sequence: at(sequence), echo: at(echo), result: at(result) };
    }
    const values: number[] = [];
    for (const register of [echo, result, sequence]) {
      const words = await this.#words(register, numberRegisters, terms);
      if ("code" in words) return words;
      values.push(numberAt(words, 0));
    }
    const [echoed = 0, said = 0, asked = 0] = values;
    return { sequence: asked, echo: echoed, result: said };
  }

  async #words(
    register: number,
    count: number,
    terms: RequestTerms,
  ): Promise<readonly number[] | { readonly code: string }> {
    const request = { kind: "read", table: "holding", register, count } as const;
    const answer = await this.#access.request(request, terms);
    if (answer.kind === "ok") return answer.words;
    return { code: answer.kind === "exception" ? exceptionCode(answer.exception) : answer.code };
  }
}

const numberAt = (words: readonly number[], index: number): number =>
  (words[index] ?? 0) * 0x1_0000 + (words[index + 1] ?? 0);

/** Point by point: the program takes all of them or none. */
export const writtenOf = (
  args: readonly MailboxArgument[],
  end: MailboxEnd,
): readonly PointWritten[] =>
  args.map(({ point }): PointWritten => {
    if (end.outcome === "written") return { point, ok: true, outcome: "written" };
    const { outcome, code, detail, at, left } = end;
    if (outcome === "unknown" || (at === undefined ? left !== true : at === point))
      return { point, ok: false, outcome, code, detail };
    const why = "no sequence followed the arguments, so they have no effect";
    const other = left === true ? "MAILBOX_LEFT" : "EARLIER_POINT_FAILED";
    const unsent = { point, ok: false, outcome: "not-sent", code: other } as const;
    return { ...unsent, detail: at === undefined ? `${code}: ${why}` : why };
  });

const sameWords = (left: readonly number[], right: readonly number[]): boolean =>
  left.length === right.length && left.every((word, index) => word === right[index]);

/** After these the order's arguments may stand in the mailbox, and nobody took them. */
const leavesArguments = (settled: Settled): boolean =>
  settled.outcome === "refused" ||
  settled.outcome === "not-sent" ||
  (settled.outcome === "unknown" && settled.code === "MAILBOX_EMPTY");

/** Null when the request was done. */
const notDone = (answer: ModbusAnswer): Settled | null => {
  if (answer.kind === "ok") return null;
  if (answer.kind === "exception") {
    const { exception } = answer;
    const outcome = provesUnwritten(exception) ? "refused" : "unknown";
    const detail = `the device answered Modbus exception ${exception}`;
    return { outcome, code: exceptionCode(exception), detail };
  }
  const outcome = answer.kind === "not-sent" ? "not-sent" : "unknown";
  return { outcome, code: answer.code, detail: "the write was not acknowledged" };
};

/** A pause that `stop` ends. */
export class Pauses {
  readonly #open = new Map<NodeJS.Timeout, () => void>();

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#open.delete(timer);
        resolve();
      }, ms);
      this.#open.set(timer, resolve);
    });
  }

  stop(): void {
    for (const [timer, resolve] of this.#open) {
      clearTimeout(timer);
      resolve();
    }
    this.#open.clear();
  }
}
