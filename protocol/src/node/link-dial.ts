import { connect, type SecureContext, type TLSSocket } from "node:tls";
import { CodedError, codeOf } from "../errors.ts";
import { parseAddress } from "../site-address.ts";
import type { KeyHex } from "../site.ts";
import { type CloseReason, type Link, TlsLink, type WireVersions } from "./link.ts";
import { linkContext, provenKey } from "./link-identity.ts";
import { type LinkLimits, linkLimits } from "./link-limits.ts";

export interface DialOptions {
  /** host:port, `[...]` around IPv6. */
  readonly address: string;
  readonly seed: Uint8Array;
  /** The only key that may answer there, as the site file says. */
  readonly expectKey: KeyHex;
  readonly limits?: Partial<LinkLimits>;
  /** What this side speaks; this program's own where absent. */
  readonly versions?: WireVersions;
  readonly signal?: AbortSignal;
}

const remedies: Readonly<Record<string, string>> = {
  LINK_CONNECT: "check that the process runs there, the address in the site file, and firewalls",
  LINK_KEY_WRONG: "another process listens there, or the site file has another key for it",
  LINK_REFUSED: "list this key in the site file that the other side runs with",
  LINK_VERSION: "upgrade the older side: releases next to each other speak with one another",
};

const failure = (address: string, reason: CloseReason): CodedError =>
  new CodedError(reason.code, `no link to ${address}: ${reason.detail ?? reason.code}`, {
    fields: { address },
    cause: reason.error,
    ...(remedies[reason.code] === undefined ? {} : { remedy: remedies[reason.code] ?? "" }),
  });

/** A peer that goes away between its handshake and its hello has refused this one. */
const beforeHello = (reason: CloseReason): CloseReason =>
  reason.code === "LINK_CLOSED" || reason.code === "LINK_LOST"
    ? { ...reason, code: "LINK_REFUSED", detail: "the peer closed it before its hello" }
    : reason;

const dial = (options: DialOptions, context: SecureContext): Promise<Link> => {
  const { address, expectKey, signal } = options;
  const limits = { ...linkLimits, ...options.limits };
  const place = parseAddress(address);
  if (place === null)
    throw new CodedError("LINK_ADDRESS", `"${address}" is not host:port`, { fields: { address } });
  return new Promise((resolve, reject) => {
    let settled = false;
    const fail = (reason: CloseReason): void => {
      if (settled) return;
      cleanUp();
      socket.destroy();
      reject(failure(address, reason));
    };
    const late = (): void =>
      fail({ code: "LINK_TIME", detail: `no hello within ${limits.handshakeMs} ms` });
    const aborted = (): void => fail({ code: "LINK_CLOSED", detail: "given up here" });
    const cleanUp = (): void => {
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", aborted);
    };
    const timer = setTimeout(late, limits.handshakeMs);
    const socket: TLSSocket = connect({
      ...place,
      secureContext: context,
      rejectUnauthorized: false,
    });
    socket.setNoDelay(true);
    const early = (error: unknown): void =>
      fail({ code: "LINK_CONNECT", detail: codeOf(error), error });
    const closedEarly = (): void => early(new CodedError("ECONNRESET", "closed in the handshake"));
    socket.on("error", early);
    socket.on("close", closedEarly);
    socket.once("secureConnect", () => {
      const key = provenKey(socket);
      if (key !== expectKey)
        return fail({ code: "LINK_KEY_WRONG", detail: `it has ${key ?? "no Ed25519"} key` });
      socket.off("close", closedEarly);
      const up = (): void => {
        cleanUp();
        resolve(link);
      };
      const link = new TlsLink(socket, { key, remote: address }, limits, up, options.versions);
      link.onClose((reason) => fail(beforeHello(reason)));
      socket.off("error", early);
    });
    if (signal?.aborted === true) aborted();
    else signal?.addEventListener("abort", aborted, { once: true });
  });
};

/**
 * A link that is up: the peer has proved its key and said hello. Rejects with LINK_ADDRESS,
 * LINK_CONNECT, LINK_TIME, LINK_KEY_WRONG, LINK_REFUSED, LINK_HELLO, LINK_VERSION, LINK_CLOSED.
 */
export const dialLink = async (options: DialOptions): Promise<Link> =>
  dial(options, linkContext(options.seed));

export interface KeepOptions extends Omit<DialOptions, "signal"> {
  readonly onUp: (link: Link) => void;
  /** A link that was up has ended. */
  readonly onDown?: (reason: CloseReason, link: Link) => void;
  /** An attempt failed; the next one starts after `retryMs`. */
  readonly onFailed?: (reason: CloseReason, retryMs: number) => void;
}

export interface KeptLink {
  /** Null while it is down. */
  readonly link: Link | null;
  /** Ends the link, or the attempts at one. */
  close(): void;
}

/** Exponential from the first delay to the cap, half of it random so that peers spread out. */
const backOff = (attempt: number, limits: LinkLimits): number => {
  const full = Math.min(limits.backOffMaxMs, limits.backOffMs * 2 ** Math.min(attempt, 20));
  return full / 2 + (Math.random() * full) / 2;
};

class Keeper implements KeptLink {
  link: Link | null = null;
  private readonly options: KeepOptions;
  private readonly limits: LinkLimits;
  private readonly context: SecureContext;
  private readonly abort = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private attempt = 0;

  constructor(options: KeepOptions) {
    this.options = options;
    this.limits = { ...linkLimits, ...options.limits };
    this.context = linkContext(options.seed);
    if (parseAddress(options.address) === null)
      throw new CodedError("LINK_ADDRESS", `"${options.address}" is not host:port`);
    void this.connect();
  }

  close(): void {
    this.abort.abort();
    clearTimeout(this.timer);
    this.link?.close();
  }

  private async connect(): Promise<void> {
    let link: Link;
    try {
      link = await dial({ ...this.options, signal: this.abort.signal }, this.context);
    } catch (error) {
      if (this.abort.signal.aborted) return;
      const retryMs = this.retry();
      const reason = { code: codeOf(error), detail: (error as Error).message, error };
      this.options.onFailed?.(reason, retryMs);
      return;
    }
    this.up(link);
  }

  private up(link: Link): void {
    if (this.abort.signal.aborted) return link.close();
    this.link = link;
    const sinceMs = performance.now();
    link.onClose((reason) => {
      this.link = null;
      // A peer that lets links in only to end them is not dialled at the shortest delay.
      if (performance.now() - sinceMs >= this.limits.backOffMaxMs) this.attempt = 0;
      if (!this.abort.signal.aborted) this.retry();
      this.options.onDown?.(reason, link);
    });
    this.options.onUp(link);
  }

  private retry(): number {
    const delayMs = backOff(this.attempt, this.limits);
    this.attempt += 1;
    this.timer = setTimeout(() => void this.connect(), delayMs);
    return delayMs;
  }
}

/** Keeps a link up until it is closed here. Throws LINK_ADDRESS, SEED_LENGTH. */
export const keepLink = (options: KeepOptions): KeptLink => new Keeper(options);
