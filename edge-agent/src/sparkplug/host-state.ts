/** What a STATE message of the primary host means for this edge node. */
export type HostNews = "online" | "offline" | "old" | "malformed";

interface State {
  readonly online: boolean;
  readonly timestamp: number;
}

const maxBytes = 1024;

/** tck-id-host-topic-phid-birth-payload: JSON with `online` and `timestamp`. */
const parse = (payload: Uint8Array): State | null => {
  if (payload.length > maxBytes) return null;
  try {
    const state: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    const { online, timestamp } = (state ?? {}) as Partial<Record<keyof State, unknown>>;
    if (typeof online !== "boolean" || !Number.isSafeInteger(timestamp)) return null;
    return { online, timestamp: timestamp as number };
  } catch {
    return null;
  }
};

/**
 * The primary host as one server's STATE messages tell of it (Sparkplug 3.0, sections 5.4 and 5.5).
 * Without a primary host it counts as online.
 */
export class HostState {
  private readonly host: string | undefined;
  /** By server: each keeps its own last STATE. */
  private readonly newestMs = new Map<string, number>();
  /** Null until this session has heard of it. */
  private online: boolean | null = null;

  constructor(host: string | undefined) {
    this.host = host;
  }

  get isOnline(): boolean {
    return this.host === undefined || this.online === true;
  }

  /** This session was told so; no word at all is something else. */
  get isOffline(): boolean {
    return this.host !== undefined && this.online === false;
  }

  /** A new session: whoever was online has to say it again. */
  begin(): void {
    this.online = null;
  }

  /**
   * tck-id-message-flow-edge-node-birth-publish-phid-wait-id, -wait-online, -wait-timestamp and
   * -phid-offline: only the configured host counts, and only what is not older than the newest;
   * tck-id-operational-behavior-edge-node-termination-host-offline-timestamp.
   */
  take(server: string, host: string, payload: Uint8Array): HostNews {
    const state = host === this.host ? parse(payload) : null;
    if (state === null) return "malformed";
    const newest = this.newestMs.get(server);
    if (newest !== undefined && state.timestamp < newest) return "old";
    this.newestMs.set(server, state.timestamp);
    this.online = state.online;
    return state.online ? "online" : "offline";
  }
}
