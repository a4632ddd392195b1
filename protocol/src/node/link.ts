import type { TLSSocket } from "node:tls";
import { utf8 } from "../bytes.ts";
import { CodedError, codeOf } from "../errors.ts";
import type { FrameLink } from "../io.ts";
import type { KeyHex } from "../site.ts";
import { FrameReader, joinFrames } from "./link-frames.ts";
import type { LinkLimits } from "./link-limits.ts";

/** Why a link ended: `code` is for programs and logs, `detail` for people. */
export interface CloseReason {
  readonly code: string;
  readonly detail?: string;
  readonly error?: unknown;
}

/** An authenticated connection that carries whole frames, in order, or ends. */
export interface Link extends FrameLink {
  /** The key that the other side proved to hold. */
  readonly peerKey: KeyHex;
  /** host:port of the other side. */
  readonly remote: string;
  /** Of the wire format, as both sides speak it; 0 before the peer's hello. */
  readonly version: number;
  readonly closed: boolean;
  /**
   * False when the link is gone, or when this frame passes its bound, which closes it with
   * LINK_BACKPRESSURE. Throws LINK_FRAME_SIZE for a frame no link can carry: empty or too long.
   */
  send(frame: Uint8Array): boolean;
  /** Nothing is read until there is a listener. One that throws closes the link with its code. */
  onFrame(listener: (frame: Uint8Array) => void): void;
  /**
   * Delivers and reads nothing more for so long, in milliseconds: what comes waits at the other
   * side, and what came in one chunk with the last frame waits here.
   */
  hold(forMs: number): void;
  /** Called once, later than the call that closed it. */
  onClose(listener: (reason: CloseReason) => void): void;
  /** Sends what waits, then ends; no further frame is delivered. */
  close(code?: string): void;
}

/** Versions of the wire format that a program speaks, from and to. */
export interface WireVersions {
  readonly lowest: number;
  readonly highest: number;
}

/** Both sides of a link say theirs first; they speak the highest that both know (docs/wire.md). */
export const wireVersions: WireVersions = { lowest: 1, highest: 1 };
const helloPrefix = "quorate-link/";
const refusalPrefix = "quorate-refused/";

const rangeText = ({ lowest, highest }: WireVersions): string =>
  lowest === highest ? String(lowest) : `${lowest}-${highest}`;

/** What a listener tells a peer that it does not let in. */
export const refusal = (code: string): Buffer => joinFrames([utf8(`${refusalPrefix}${code}`)]);

/** The version that both sides speak, or why there is none. */
const judgeHello = (frame: Uint8Array, own: WireVersions): number | CloseReason => {
  const text = new TextDecoder("latin1").decode(frame.subarray(0, 128));
  const refused = /^quorate-refused\/([A-Z_0-9]{1,64})$/.exec(text)?.[1];
  if (refused !== undefined)
    return { code: "LINK_REFUSED", detail: `the peer answered ${refused}` };
  const said = /^quorate-link\/(\d{1,9})(?:-(\d{1,9}))?$/.exec(text);
  if (said === null) return { code: "LINK_HELLO", detail: "the peer does not speak this protocol" };
  const lowest = Number(said[1]);
  const highest = Number(said[2] ?? said[1]);
  const version = Math.min(highest, own.highest);
  if (version >= Math.max(lowest, own.lowest)) return version;
  return {
    code: "LINK_VERSION",
    detail:
      `the peer speaks version ${rangeText({ lowest, highest })}, ` +
      `this program version ${rangeText(own)}`,
  };
};

/** A link on a finished TLS handshake; it is up when the peer's hello has come. */
export class TlsLink implements Link {
  readonly peerKey: KeyHex;
  readonly remote: string;
  version = 0;
  closed = false;
  private readonly socket: TLSSocket;
  private readonly limits: LinkLimits;
  private readonly versions: WireVersions;
  private readonly reader: FrameReader;
  private readonly onUp: () => void;
  private readonly timer: NodeJS.Timeout;
  private readonly closeListeners: ((reason: CloseReason) => void)[] = [];
  private frameListener: ((frame: Uint8Array) => void) | null = null;
  /** Frames of a chunk that was read before there was a listener, or before a hold. */
  private waiting: Uint8Array[] = [];
  private queue: Uint8Array[] = [];
  private queuedBytes = 0;
  private up = false;
  private ended: CloseReason | null = null;
  private holding: NodeJS.Timeout | null = null;
  private ticksSinceSent = 0;
  private ticksSinceHeard = 0;

  constructor(
    socket: TLSSocket,
    peer: { readonly key: KeyHex; readonly remote: string },
    limits: LinkLimits,
    onUp: () => void,
    versions: WireVersions = wireVersions,
  ) {
    this.versions = versions;
    this.socket = socket;
    this.peerKey = peer.key;
    this.remote = peer.remote;
    this.limits = limits;
    this.reader = new FrameReader(limits.frameBytes);
    this.onUp = onUp;
    this.timer = setInterval(() => this.tick(), this.tickMs);
    socket.on("data", (chunk: Uint8Array) => this.receive(chunk));
    socket.on("end", () => this.finish({ code: "LINK_CLOSED", detail: "closed by the peer" }));
    socket.on("error", (error) => this.abort({ code: "LINK_LOST", detail: codeOf(error), error }));
    socket.on("close", () => this.abort({ code: "LINK_LOST", detail: "the connection ended" }));
    this.enqueue(utf8(`${helloPrefix}${rangeText(versions)}`));
  }

  get waitingBytes(): number {
    return this.queuedBytes + this.socket.writableLength;
  }

  send(frame: Uint8Array): boolean {
    if (frame.length === 0 || frame.length > this.limits.frameBytes)
      throw new CodedError(
        "LINK_FRAME_SIZE",
        `a frame of ${frame.length} bytes, at least 1 and at most ${this.limits.frameBytes}`,
      );
    if (this.closed) return false;
    const { waitingBytes } = this;
    if (waitingBytes + frame.length > this.limits.queueBytes) {
      this.abort({ code: "LINK_BACKPRESSURE", detail: `${waitingBytes} bytes wait to be sent` });
      return false;
    }
    this.enqueue(frame);
    return true;
  }

  onFrame(listener: (frame: Uint8Array) => void): void {
    this.frameListener = listener;
    process.nextTick(() => this.goOn());
  }

  hold(forMs: number): void {
    if (this.closed) return;
    clearTimeout(this.holding ?? undefined);
    this.socket.pause();
    this.holding = setTimeout(() => {
      this.holding = null;
      this.goOn();
    }, forMs);
  }

  /** Delivers what waits, in its order, as far as no frame brings another hold; then reads on. */
  private goOn(): void {
    const { waiting, frameListener } = this;
    if (frameListener === null) return;
    let count = 0;
    while (count < waiting.length && this.holding === null && !this.closed) {
      this.hand(frameListener, waiting[count] as Uint8Array);
      count += 1;
    }
    this.waiting = waiting.slice(count);
    if (!this.closed && this.holding === null) this.socket.resume();
  }

  onClose(listener: (reason: CloseReason) => void): void {
    const { ended } = this;
    if (ended === null) this.closeListeners.push(listener);
    else process.nextTick(() => listener(ended));
  }

  close(code = "LINK_CLOSED"): void {
    this.finish({ code, detail: "closed here" });
  }

  /** As `close`, but without a wait for what is left to send. */
  abort(reason: CloseReason): void {
    this.end(reason);
    this.socket.destroy();
  }

  private finish(reason: CloseReason): void {
    if (this.closed) return;
    this.flush();
    this.end(reason);
    this.socket.end();
    this.socket.resume();
    setTimeout(() => this.socket.destroy(), this.limits.lingerMs).unref();
  }

  private end(reason: CloseReason): void {
    if (this.closed) return;
    this.closed = true;
    this.ended = reason;
    clearInterval(this.timer);
    clearTimeout(this.holding ?? undefined);
    this.queue = [];
    this.waiting = [];
    process.nextTick(() => {
      for (const listener of this.closeListeners) listener(reason);
    });
  }

  /** What is sent in one turn of the event loop leaves in one write. */
  private enqueue(frame: Uint8Array): void {
    if (this.queue.length === 0) setImmediate(() => this.flush());
    this.queue.push(frame);
    this.queuedBytes += frame.length;
  }

  private flush(): void {
    if (this.closed || this.queue.length === 0) return;
    const joined = joinFrames(this.queue);
    this.queue = [];
    this.queuedBytes = 0;
    this.ticksSinceSent = 0;
    this.socket.write(joined);
  }

  private receive(chunk: Uint8Array): void {
    if (this.closed) return;
    this.ticksSinceHeard = 0;
    try {
      for (const frame of this.reader.read(chunk)) {
        if (this.closed) return;
        if (frame.length > 0) this.deliver(frame);
      }
    } catch (error) {
      this.abort({ code: codeOf(error), detail: (error as Error).message, error });
    }
  }

  private deliver(frame: Uint8Array): void {
    if (this.closed) return;
    if (!this.up) {
      const judged = judgeHello(frame, this.versions);
      if (typeof judged !== "number") return this.finish(judged);
      this.version = judged;
      this.up = true;
      this.onUp();
    } else if (this.frameListener === null || this.holding !== null || this.waiting.length > 0) {
      this.waiting.push(frame);
    } else {
      this.hand(this.frameListener, frame);
    }
    if (this.frameListener === null) this.socket.pause();
  }

  private hand(listener: (frame: Uint8Array) => void, frame: Uint8Array): void {
    try {
      listener(frame);
    } catch (error) {
      this.finish({ code: codeOf(error), detail: (error as Error).message, error });
    }
  }

  private get tickMs(): number {
    return Math.max(5, Math.min(this.limits.idleMs, this.limits.silenceMs) / 4);
  }

  /**
   * Time is counted in ticks: a process that was stopped for a while takes up one tick, and so
   * does not blame its peers for its own silence.
   */
  private tick(): void {
    this.ticksSinceSent += 1;
    if (!this.socket.isPaused()) this.ticksSinceHeard += 1;
    if (this.ticksSinceHeard * this.tickMs >= this.limits.silenceMs)
      this.abort({ code: "LINK_SILENT", detail: `not heard for ${this.limits.silenceMs} ms` });
    else if (this.ticksSinceSent * this.tickMs >= this.limits.idleMs && this.queue.length === 0)
      this.enqueue(new Uint8Array(0));
  }
}
