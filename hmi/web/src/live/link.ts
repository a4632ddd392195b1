import {
  type AnswerMessage,
  livePath,
  messageVersion,
  openRequests,
  type PageMessage,
  type ServerMessage,
  type SettledMessage,
} from "../../../src/shared/messages.ts";
import type { LiveState } from "./state.ts";

/** Ticks come every second; a page that hears nothing for so long has lost its server, ms. */
const silenceMs = 1800;
const lookEveryMs = 100;
/** How often ages are drawn while no tick comes, ms. */
const ageEveryMs = 1000;
/** Looks further apart than this: the page itself was held up, ms. */
const heldUpMs = 400;
/** First pause before a new attempt, and the longest, ms. */
const retry = { firstMs: 250, longestMs: 2000 };
/** A question that is not answered by then fails, ms. */
const answerMs = 15_000;

/** Every member of a union without its request number, which the link chooses. */
type WithoutRequest<T> = T extends unknown ? Omit<T, "request"> : never;
export type Question = WithoutRequest<PageMessage>;

interface Waiting {
  readonly settle: (answer: AnswerMessage | null) => void;
  readonly timer: number;
}

export class LinkError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy = "") {
    super(message);
    this.name = "LinkError";
    this.code = code;
    this.remedy = remedy;
  }
}

/** The one WebSocket to the console's server. Nothing that was asked or sent is ever sent again. */
export class Link {
  private readonly state: LiveState;
  private readonly changed: () => void;
  private socket: WebSocket | null = null;
  /** By the page's monotonic clock: a step of the machine's time is no silence. */
  private heardMs = 0;
  private lookedMs = 0;
  private pauseMs = retry.firstMs;
  private nextRequest = 1;
  private readonly waiting = new Map<number, Waiting>();
  private readonly settled = new Map<number, (message: SettledMessage | null) => void>();

  constructor(state: LiveState, changed: () => void) {
    this.state = state;
    this.changed = changed;
  }

  start(): void {
    this.connect();
    window.setInterval(() => this.watch(), lookEveryMs);
    window.setInterval(() => this.age(), ageEveryMs);
  }

  /** Throws LinkError when there is no contact, no answer, or the server refuses. */
  async ask<K extends AnswerMessage["kind"]>(
    question: Question,
    kind: K,
  ): Promise<Extract<AnswerMessage, { kind: K }>> {
    return (await this.send(question, kind)).answer;
  }

  /** Hands in a signed envelope; `settled` tells the end of an approval or alarm action. */
  async submit(
    question: Extract<Question, { kind: "submit" }>,
  ): Promise<{ readonly id: string; readonly settled: Promise<SettledMessage | null> }> {
    let settle: (message: SettledMessage | null) => void = () => {};
    const settled = new Promise<SettledMessage | null>((resolve) => {
      settle = resolve;
    });
    const { answer } = await this.send(question, "submitted", settle);
    return { id: answer.id, settled };
  }

  private async send<K extends AnswerMessage["kind"]>(
    question: Question,
    kind: K,
    settled?: (message: SettledMessage | null) => void,
  ): Promise<{ readonly answer: Extract<AnswerMessage, { kind: K }> }> {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN)
      throw new LinkError("LINK_LOST", "there is no contact to the console's server");
    if (this.waiting.size >= openRequests)
      throw new LinkError("CONSOLE_BUSY", "too many questions are open");
    const request = this.nextRequest++;
    const answer = await new Promise<AnswerMessage | null>((resolve) => {
      const timer = window.setTimeout(() => this.settle(request, null), answerMs);
      this.waiting.set(request, { settle: resolve, timer });
      if (settled !== undefined) this.settled.set(request, settled);
      socket.send(JSON.stringify({ ...question, request }));
    });
    if (answer === null) throw new LinkError("LINK_LOST", "no answer came");
    if (answer.kind === "failed") {
      this.settled.delete(request);
      throw new LinkError(answer.code, answer.message, answer.remedy);
    }
    if (answer.kind !== kind) throw new LinkError("LINK_ANSWER", `${answer.kind} is no answer`);
    return { answer: answer as Extract<AnswerMessage, { kind: K }> };
  }

  private connect(): void {
    const url = new URL(livePath, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    this.socket = socket;
    this.heardMs = performance.now();
    socket.onmessage = ({ data }) => {
      if (this.socket === socket) this.take(JSON.parse(String(data)) as ServerMessage);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lose();
    };
  }

  private take(message: ServerMessage): void {
    const nowMs = Date.now();
    this.heardMs = performance.now();
    if (message.kind === "snapshot") {
      // The server was replaced by one of another make: its page comes with it.
      if (message.version !== messageVersion) return location.reload();
      this.pauseMs = retry.firstMs;
      this.state.begin(message, nowMs);
      this.state.setContact("live", nowMs);
    } else if (message.kind === "tick") this.state.tick(message, nowMs);
    else if (message.kind === "changes") this.state.change(message);
    else if (message.kind === "settled") {
      this.settled.get(message.request)?.(message);
      this.settled.delete(message.request);
    } else this.settle(message.request, message);
    this.changed();
  }

  private settle(request: number, answer: AnswerMessage | null): void {
    const waiting = this.waiting.get(request);
    if (waiting === undefined) return;
    window.clearTimeout(waiting.timer);
    this.waiting.delete(request);
    waiting.settle(answer);
  }

  /** A server that says nothing is as good as none, whatever the connection seems to be. */
  private watch(): void {
    const nowMs = performance.now();
    // A page that was held up itself has messages waiting: they are read before it judges.
    const wasHeldUp = nowMs - this.lookedMs > heldUpMs;
    this.lookedMs = nowMs;
    if (wasHeldUp || this.socket === null || nowMs - this.heardMs < silenceMs) return;
    this.lose();
  }

  private age(): void {
    if (this.state.contact !== "lost") return;
    this.state.age();
    this.changed();
  }

  private lose(): void {
    const { socket } = this;
    this.socket = null;
    socket?.close();
    const heardMs = Date.now() - (performance.now() - this.heardMs);
    this.state.setContact(this.state.snapshot === null ? "connecting" : "lost", heardMs);
    for (const request of [...this.waiting.keys()]) this.settle(request, null);
    for (const settle of this.settled.values()) settle(null);
    this.settled.clear();
    window.setTimeout(() => this.connect(), this.pauseMs);
    this.pauseMs = Math.min(retry.longestMs, this.pauseMs * 2);
    this.changed();
  }
}
