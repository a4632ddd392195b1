import { createServer, type Server, type Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { CodedError, codeOf } from "../errors.ts";
import { formatAddress } from "../site-address.ts";
import type { KeyHex } from "../site.ts";
import { type Link, refusal, TlsLink, type WireVersions } from "./link.ts";
import { linkContext, provenKey } from "./link-identity.ts";
import { type LinkLimits, linkLimits } from "./link-limits.ts";

/** A connection that did not become a link. */
export interface RefusedInfo {
  readonly code: string;
  readonly remote: string;
  readonly key?: KeyHex;
  readonly detail?: string;
}

type Refusal = Omit<RefusedInfo, "remote">;

export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly seed: Uint8Array;
  readonly allow: (key: KeyHex) => boolean;
  readonly onLink: (link: Link) => void;
  readonly onRefused?: (info: RefusedInfo) => void;
  readonly limits?: Partial<LinkLimits>;
  /** What this side speaks; this program's own where absent. */
  readonly versions?: WireVersions;
}

export interface LinkListener {
  readonly host: string;
  readonly port: number;
  /** host:port, as `dialLink` takes it. */
  readonly address: string;
  /** Refused connections by code, since the start. */
  readonly refused: Readonly<Record<string, number>>;
  readonly links: ReadonlySet<Link>;
  /** Stops listening and ends all links; resolves when the port is free. */
  close(): Promise<void>;
}

class Listener implements LinkListener {
  host = "";
  port = 0;
  readonly refused: Record<string, number> = {};
  readonly links = new Set<TlsLink>();
  private readonly options: ListenOptions;
  private readonly limits: LinkLimits;
  private readonly context: SecureContext;
  private readonly server: Server;
  /** Unfinished handshakes, oldest first, with what ends each of them. */
  private readonly handshakes = new Map<Socket, (reason: Refusal) => void>();

  constructor(options: ListenOptions) {
    this.options = options;
    this.limits = { ...linkLimits, ...options.limits };
    this.context = linkContext(options.seed);
    this.server = createServer({ noDelay: true }, (socket) => this.accept(socket));
    this.server.maxConnections = this.limits.links + this.limits.handshakes;
    this.server.on("drop", (from) => {
      const { remoteAddress: host = "", remotePort: port = 0 } = from ?? {};
      const remote = formatAddress({ host, port });
      this.refuse({ code: "LINK_FULL", remote, detail: "too many connections" });
    });
  }

  get address(): string {
    return formatAddress(this);
  }

  listen(): Promise<this> {
    const { host, port } = this.options;
    return new Promise((resolve, reject) => {
      this.server.once("error", (error) =>
        reject(
          new CodedError("LINK_LISTEN", `cannot listen on ${formatAddress({ host, port })}`, {
            cause: error,
            fields: { cause: codeOf(error) },
            remedy: "free the port or set another listen address in local.yaml",
          }),
        ),
      );
      this.server.listen({ host, port }, () => {
        const bound = this.server.address();
        if (bound === null || typeof bound === "string") return;
        this.server.on("error", () => undefined);
        this.host = bound.address;
        this.port = bound.port;
        resolve(this);
      });
    });
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const end of [...this.handshakes.values()]) end({ code: "LINK_CLOSED" });
    for (const link of this.links) link.close();
    await closed;
  }

  private refuse(info: RefusedInfo): void {
    this.refused[info.code] = (this.refused[info.code] ?? 0) + 1;
    this.options.onRefused?.(info);
  }

  private accept(raw: Socket): void {
    const remote = formatAddress({ host: raw.remoteAddress ?? "", port: raw.remotePort ?? 0 });
    const [oldest] = this.handshakes.values();
    if (oldest !== undefined && this.handshakes.size >= this.limits.handshakes)
      oldest({ code: "LINK_HANDSHAKES", detail: "too many unfinished handshakes" });
    const socket = new TLSSocket(raw, {
      isServer: true,
      secureContext: this.context,
      requestCert: true,
      rejectUnauthorized: false,
    });
    /** Ends the handshake's part, once; a reason means that it became no link. */
    const settle = (reason: Refusal | null): void => {
      if (!this.handshakes.delete(raw)) return;
      clearTimeout(timer);
      if (reason !== null) this.refuse({ remote, ...reason });
    };
    const end = (reason: Refusal): void => {
      settle(reason);
      socket.destroy();
    };
    const timer = setTimeout(
      () => end({ code: "LINK_HANDSHAKE_TIME", detail: `over ${this.limits.handshakeMs} ms` }),
      this.limits.handshakeMs,
    );
    this.handshakes.set(raw, end);
    raw.on("error", () => undefined);
    raw.on("close", () =>
      settle({ code: "LINK_HANDSHAKE", detail: "closed before its handshake was finished" }),
    );
    socket.on("error", (error) => settle({ code: "LINK_HANDSHAKE", detail: codeOf(error) }));
    socket.on("secure", () => this.secure(socket, remote, settle));
  }

  /** The handshake has proved the peer's key; nothing that the peer sent has been read yet. */
  private secure(
    socket: TLSSocket,
    remote: string,
    settle: (reason: Refusal | null) => void,
  ): void {
    const key = provenKey(socket);
    const defect = key === null ? "LINK_KEY_MISSING" : this.defectOf(key);
    if (key === null || defect !== null) {
      settle({ code: defect ?? "LINK_KEY_MISSING", ...(key === null ? {} : { key }) });
      socket.resume();
      socket.end(refusal(defect ?? "LINK_KEY_MISSING"));
      setTimeout(() => socket.destroy(), this.limits.lingerMs).unref();
      return;
    }
    const up = (): void => {
      settle(null);
      this.options.onLink(link);
    };
    const link = new TlsLink(socket, { key, remote }, this.limits, up, this.options.versions);
    this.links.add(link);
    link.onClose(({ code, detail }) => {
      this.links.delete(link);
      settle({ code, key, ...(detail === undefined ? {} : { detail }) });
    });
  }

  private defectOf(key: KeyHex): string | null {
    if (!this.options.allow(key)) return "LINK_KEY_UNLISTED";
    if (this.links.size >= this.limits.links) return "LINK_FULL";
    const ofKey = [...this.links].filter((link) => link.peerKey === key).length;
    return ofKey >= this.limits.linksPerKey ? "LINK_FULL" : null;
  }
}

/** Serves links to peers whose keys are allowed. Throws LINK_LISTEN, SEED_LENGTH. */
export const listenLink = async (options: ListenOptions): Promise<LinkListener> =>
  new Listener(options).listen();
