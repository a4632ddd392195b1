import { limits } from "./limits.ts";
import {
  type ModbusAnswer,
  type ModbusRequest,
  priority,
  type RequestTerms,
} from "./modbus-request.ts";

export interface Waiting {
  readonly unit: number;
  readonly request: ModbusRequest;
  readonly terms: RequestTerms;
  readonly settle: (answer: ModbusAnswer) => void;
}

/** Requests that wait for their turn, the most urgent first. Bounded (S9). */
export class RequestQueue {
  #waiting: Waiting[] = [];

  get head(): Waiting | undefined {
    return this.#waiting[0];
  }

  /**
   * Past a limit a request is answered at once, not kept: a raw read itself, or else the last raw
   * read for it. Other parties' readers take no place of a write or a scan.
   */
  put(waiting: Waiting): void {
    const full: ModbusAnswer = { kind: "not-sent", code: "QUEUE_FULL" };
    const isRaw = waiting.terms.priority === priority.raw;
    const raw = this.#waiting.filter((other) => other.terms.priority === priority.raw).length;
    if (isRaw && raw >= limits.queuedRawReads) return waiting.settle(full);
    if (this.#waiting.length >= limits.queuedRequests) {
      if (isRaw || raw === 0) return waiting.settle(full);
      this.#waiting.pop()?.settle(full);
    }
    const behind = this.#waiting.findIndex(
      (other) => other.terms.priority > waiting.terms.priority,
    );
    if (behind < 0) this.#waiting.push(waiting);
    else this.#waiting.splice(behind, 0, waiting);
  }

  /** The next request that is still wanted and in time (S5); the others are answered. */
  take(): Waiting | undefined {
    for (;;) {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) return undefined;
      const { deadline, isWanted } = waiting.terms;
      if (isWanted?.() === false) {
        waiting.settle({ kind: "not-sent", code: "REQUEST_DROPPED" });
        continue;
      }
      if (deadline === undefined || performance.now() < deadline) return waiting;
      const code = waiting.request.kind === "write" ? "EXPIRED" : "TIMEOUT";
      waiting.settle({ kind: "not-sent", code });
    }
  }

  refuse(code: string): void {
    const refused = this.#waiting;
    this.#waiting = [];
    for (const { settle } of refused) settle({ kind: "not-sent", code });
  }
}
