import type { AdapterOptions } from "./adapter.ts";
import { backOffMs } from "./delay.ts";
import { defaults, limits } from "./limits.ts";

/** Functions that only read, the likeliest first. */
const probeCodes: readonly number[] = [3, 4, 1, 2];

/** A read that was left unanswered: its answer may come late. */
export interface UnansweredRead {
  readonly functionCode: number;
  readonly count: number;
}

export interface Probe extends UnansweredRead {
  readonly timeoutMs: number;
}

/** One, or so many that the answer is of another length than the one that may be late. */
const countBeside = ({ functionCode, count }: UnansweredRead): number => {
  const perPart = functionCode <= 2 ? 8 : 1;
  return count > perPart ? 1 : perPart + 1;
};

/**
 * What a line knows of one physical unit, of which several devices may be names: whether it
 * answers, and which late answer it may still give. That answer can meet a request of any of them.
 */
export class UnitPresence {
  readonly #options: AdapterOptions;
  #up = false;
  #failures = 0;
  #probeMs = 0;
  /** Each probe goes to the end: the next one is by another function. */
  #order = probeCodes;
  #doubt: (UnansweredRead & { readonly sinceMs: number }) | undefined;

  constructor(options: AdapterOptions) {
    this.#options = options;
  }

  get up(): boolean {
    return this.#up;
  }

  /** Questions in a row that were left unanswered. */
  get failures(): number {
    return this.#failures;
  }

  /** When to ask next whether it is there, by the monotonic clock. */
  get probeMs(): number {
    return this.#probeMs;
  }

  /** Each time by another function, and not by the one in doubt while its answer may come. */
  nextProbe(mostMs: number): Probe {
    const doubt = this.#mayComeLate(mostMs) ? this.#doubt?.functionCode : undefined;
    const [functionCode = 3] = this.#order.filter((code) => code !== doubt);
    this.#order = [...this.#order.filter((code) => code !== functionCode), functionCode];
    const isSame = this.#doubt?.functionCode === functionCode;
    const count = this.#doubt !== undefined && isSame ? countBeside(this.#doubt) : 1;
    const timeoutMs = defaults.probeTimeoutMs * 2 ** Math.min(this.#failures, 10);
    return { functionCode, count, timeoutMs: Math.min(mostMs, timeoutMs) };
  }

  /** A unit that knows no other function is asked by that one again, but not before. */
  #mayComeLate(timeoutMs: number): boolean {
    if (this.#doubt === undefined) return false;
    const othersFailed = this.#failures >= probeCodes.length - 1;
    return !othersFailed || performance.now() - this.#doubt.sinceMs < limits.lateness * timeoutMs;
  }

  /** The line is open: ask at once. */
  opened(): void {
    this.#failures = 0;
    this.#probeMs = 0;
  }

  /** It answers in order: whatever was late has come before. */
  found(): void {
    this.#failures = 0;
    this.#order = probeCodes;
    this.#doubt = undefined;
    this.#up = true;
  }

  lost(read: UnansweredRead | undefined): void {
    const now = performance.now();
    this.#probeMs = now + backOffMs(this.#options, this.#failures);
    if (!this.#up) this.#failures += 1;
    else this.#doubt = read === undefined ? undefined : { ...read, sinceMs: now };
    this.#up = false;
  }
}
