import type { AdapterOptions } from "./adapter.ts";
import { backOffMs } from "./delay.ts";
import { defaults } from "./limits.ts";
import type { ModbusAnswer, ModbusLink, ModbusRequest, RequestTerms } from "./modbus-request.ts";
import { RequestQueue, type Waiting } from "./request-queue.ts";
import type { SerialLine } from "./serial-line.ts";

/** Functions that only read, the likeliest first. */
const probeCodes = [3, 4, 1, 2];

/** One unit on a serial line: its queue, and whether it answers. */
export class SerialUnit implements ModbusLink {
  readonly device: string;
  readonly number: number;
  readonly #line: SerialLine;
  readonly #options: AdapterOptions;
  readonly #queue = new RequestQueue();
  readonly #connectedListeners: (() => void)[] = [];
  readonly #upListeners: ((up: boolean, reason?: string) => void)[] = [];
  #up = false;
  #running = false;
  #failures = 0;
  #probeMs = 0;
  /** Function of the read that was left unanswered: its answer may come late. */
  #doubtful: number | undefined;

  constructor(line: SerialLine, device: string, number: number, options: AdapterOptions) {
    this.#line = line;
    this.device = device;
    this.number = number;
    this.#options = options;
  }

  get up(): boolean {
    return this.#up;
  }

  onConnected(listener: () => void): void {
    this.#connectedListeners.push(listener);
  }

  onUp(listener: (up: boolean, reason?: string) => void): void {
    this.#upListeners.push(listener);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#line.join(this);
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#line.leave(this);
  }

  request(unit: number, request: ModbusRequest, terms: RequestTerms): Promise<ModbusAnswer> {
    if (!this.#up) return Promise.resolve({ kind: "not-sent", code: "NOT_CONNECTED" });
    return new Promise((settle) => {
      this.#queue.put({ unit, request, terms, settle });
      this.#line.next();
    });
  }

  // What follows is for the line alone.

  get requestWaits(): boolean {
    return this.#queue.head !== undefined;
  }

  get writeWaits(): boolean {
    return this.#queue.head?.request.kind === "write";
  }

  take(): Waiting | undefined {
    return this.#queue.take();
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
  nextProbe(): { readonly functionCode: number; readonly timeoutMs: number } {
    const usable = probeCodes.filter((code) => code !== this.#doubtful);
    const functionCode = usable[this.#failures % usable.length] ?? 3;
    const most = this.#options.requestTimeoutMs ?? defaults.serialTimeoutMs;
    const timeoutMs = Math.min(most, defaults.probeTimeoutMs * 2 ** Math.min(this.#failures, 10));
    return { functionCode, timeoutMs };
  }

  /** The line is open: ask at once. */
  opened(): void {
    this.#failures = 0;
    this.#probeMs = 0;
  }

  found(): void {
    this.#failures = 0;
    this.#doubtful = undefined;
    this.#up = true;
    for (const listener of this.#upListeners) listener(true);
    for (const listener of this.#connectedListeners) listener();
  }

  lost(code: string, doubtful: number | undefined): void {
    const wasUp = this.#up;
    this.#up = false;
    this.#probeMs = performance.now() + backOffMs(this.#options, this.#failures);
    if (wasUp) this.#doubtful = doubtful;
    else this.#failures += 1;
    this.#queue.refuse("NOT_CONNECTED");
    if (!wasUp) return;
    this.#options.log?.({ code, device: this.device, detail: `unit ${this.number}` });
    for (const listener of this.#upListeners) listener(false, code);
  }
}
