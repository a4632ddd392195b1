import { limits } from "./limits.ts";
import type { ServerMessage } from "./shared/messages.ts";

/** What of a WebSocket is needed. */
export interface PageSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
  /** Bytes that have not left yet. */
  readonly bufferedAmount: number;
}

/**
 * One page that looks. A slow one does not make the server hold its messages: past the bound what
 * was to come is dropped, and when it reads again it gets a fresh snapshot (S9).
 */
export class Page {
  private readonly socket: PageSocket;
  private readonly snapshot: () => string;
  private readonly leaving = new AbortController();
  private behindSinceMs: number | null = null;
  private requestTimes: number[] = [];
  private open = 0;

  constructor(socket: PageSocket, snapshot: () => string) {
    this.socket = socket;
    this.snapshot = snapshot;
    socket.send(snapshot());
  }

  /** It has lost changes and is owed a snapshot. */
  get isBehind(): boolean {
    return this.behindSinceMs !== null;
  }

  /** Aborted once it has left: nobody waits for its answers. */
  get gone(): AbortSignal {
    return this.leaving.signal;
  }

  left(): void {
    this.leaving.abort();
  }

  /** A change, as text that all pages share. */
  tell(text: string, nowMs: number): void {
    const { bufferedAmount } = this.socket;
    if (this.behindSinceMs === null) {
      if (bufferedAmount <= limits.pageQueueBytes) return this.socket.send(text);
      this.behindSinceMs = nowMs;
      return;
    }
    if (bufferedAmount === 0) {
      this.behindSinceMs = null;
      this.socket.send(this.snapshot());
    } else if (nowMs - this.behindSinceMs > limits.pageSilentMs) this.socket.terminate();
  }

  answer(message: ServerMessage): void {
    if (this.socket.bufferedAmount <= 2 * limits.pageQueueBytes)
      this.socket.send(JSON.stringify(message));
  }

  /** False when this page asks more than it may; `done` has to be called for each that began. */
  begin(nowMs: number): boolean {
    this.requestTimes = this.requestTimes.filter((ms) => ms > nowMs - 10_000);
    const tooMany = this.requestTimes.length >= limits.requestsPerTenSeconds;
    if (this.open >= limits.openRequests || tooMany) return false;
    this.requestTimes.push(nowMs);
    this.open += 1;
    return true;
  }

  done(): void {
    this.open -= 1;
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }
}
