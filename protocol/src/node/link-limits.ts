import { limits } from "../limits.ts";

/** Bounds and times of links (S9); every one can be set where a link is made. */
export interface LinkLimits {
  /** Bytes of one frame. */
  readonly frameBytes: number;
  /** Bytes that wait to be sent before the link is closed with LINK_BACKPRESSURE. */
  readonly queueBytes: number;
  /** Connections that have not yet shown an allowed key and a hello. */
  readonly handshakes: number;
  /** From the connection to the peer's hello. */
  readonly handshakeMs: number;
  /** Links of one listener, in total and of one key. */
  readonly links: number;
  readonly linksPerKey: number;
  /** A link on which nothing was sent for so long sends an empty frame. */
  readonly idleMs: number;
  /** A peer that was not heard for so long is given up with LINK_SILENT. */
  readonly silenceMs: number;
  /** What is left to send at a close may take so long. */
  readonly lingerMs: number;
  /** Reconnecting: the first delay and the longest. */
  readonly backOffMs: number;
  readonly backOffMaxMs: number;
}

export const linkLimits: LinkLimits = {
  frameBytes: limits.frameBytes,
  queueBytes: limits.linkQueueBytes,
  handshakes: 64,
  handshakeMs: 5000,
  links: 512,
  linksPerKey: 64,
  idleMs: 1000,
  silenceMs: 3000,
  lingerMs: 500,
  backOffMs: 50,
  backOffMaxMs: 1000,
};
