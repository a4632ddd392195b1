import type { AdapterOptions } from "./adapter.ts";
import { backOffMs } from "./delay.ts";
import { defaults } from "./limits.ts";

/** Functions that only read, the likeliest first. */
const probeCodes = [3, 4, 1, 2];

/**
 * What a line knows of one physical unit, of which several devices may be names: whether it
 * answers, and which late answer it may still give. That answer can meet a request of any of them.
 */
export class UnitPresence {
  readonly #options: AdapterOptions;
  #up = false;
  #failures = 0;
  #probeMs = 0;
  /** Function of the read that was left unanswered: its answer may come late. */
  #doubtful: number | undefined;

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

  /** Never by the function that is in doubt, and each time by another. */
  nextProbe(mostMs: number): { readonly functionCode: number; readonly timeoutMs: number } {
    const usable = probeCodes.filter((code) => code !== this.#doubtful);
    const functionCode = usable[this.#failures % usable.length] ?? 3;
    const timeoutMs = defaults.probeTimeoutMs * 2 ** Math.min(this.#failures, 10);
    return { functionCode, timeoutMs: Math.min(mostMs, timeoutMs) };
  }

  /** The line is open: ask at once. */
  opened(): void {
    this.#failures = 0;
    this.#probeMs = 0;
  }

  /** It answers in order: whatever was late has come before. */
  found(): void {
    this.#failures = 0;
    this.#doubtful = undefined;
    this.#up = true;
  }

  lost(doubtful: number | undefined): void {
    this.#probeMs = performance.now() + backOffMs(this.#options, this.#failures);
    if (this.#up) this.#doubtful = doubtful;
    else this.#failures += 1;
    this.#up = false;
  }
}
