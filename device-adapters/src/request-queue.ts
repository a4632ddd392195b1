import { limits } from "./limits.ts";
import type { ModbusAnswer, ModbusRequest, RequestTerms } from "./modbus-request.ts";

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

  /** Past the limit the request is answered at once, not kept. */
  put(waiting: Waiting): void {
    if (this.#waiting.length >= limits.queuedRequests)
      return waiting.settle({ kind: "not-sent", code: "QUEUE_FULL" });
    const { priority } = waiting.terms;
    const behind = this.#waiting.findIndex((other) => other.terms.priority > priority);
    if (behind < 0) this.#waiting.push(waiting);
    else this.#waiting.splice(behind, 0, waiting);
  }

  /** The next request that may still be sent; those whose time is over are answered (S5). */
  take(): Waiting | undefined {
    for (;;) {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) return undefined;
      const { deadline } = waiting.terms;
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
