import type { AdapterOptions } from "./adapter.ts";
import { defaults } from "./limits.ts";
import {
  type ModbusAnswer,
  type ModbusLink,
  type ModbusRequest,
  priority,
  type RequestTerms,
} from "./modbus-request.ts";
import { RequestQueue, type Waiting } from "./request-queue.ts";
import type { SerialLine } from "./serial-line.ts";
import type { UnitPresence } from "./serial-presence.ts";

/** A device's way to its unit on a serial line, and the queue of what it asks. */
export class SerialUnit implements ModbusLink {
  readonly device: string;
  readonly number: number;
  /** The same for all devices that are names for one unit of the line. */
  readonly presence: UnitPresence;
  readonly #line: SerialLine;
  readonly #options: AdapterOptions;
  readonly #queue = new RequestQueue();
  readonly #connectedListeners: (() => void)[] = [];
  readonly #upListeners: ((up: boolean, reason?: string) => void)[] = [];
  #up = false;
  #running = false;
  /** What was logged of it since it was up last: a unit that never was is told as well. */
  #told: string | undefined;

  constructor(line: SerialLine, device: string, number: number, options: AdapterOptions) {
    this.#line = line;
    this.device = device;
    this.number = number;
    this.presence = line.presenceOf(number);
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
    this.#told = undefined;
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

  /** How long it may take to answer, beside the time that the bytes take. */
  get timeoutMs(): number {
    return this.#options.requestTimeoutMs ?? defaults.serialTimeoutMs;
  }

  get requestWaits(): boolean {
    return this.#queue.head !== undefined;
  }

  get writeWaits(): boolean {
    return this.#queue.head?.request.kind === "write";
  }

  /** What a guard reads for a command, which has its time. */
  get freshWaits(): boolean {
    const { head } = this.#queue;
    return head !== undefined && head.terms.priority <= priority.fresh;
  }

  take(): Waiting | undefined {
    return this.#queue.take();
  }

  found(): void {
    this.#up = true;
    this.#told = undefined;
    for (const listener of this.#upListeners) listener(true);
    for (const listener of this.#connectedListeners) listener();
  }

  lost(code: string): void {
    const wasUp = this.#up;
    this.#up = false;
    this.#queue.refuse("NOT_CONNECTED");
    if (code !== this.#told) {
      const detail = `unit ${this.number} on ${this.#line.path}`;
      this.#options.log?.({ code, device: this.device, detail });
    }
    this.#told = code;
    if (wasUp) for (const listener of this.#upListeners) listener(false, code);
  }
}
