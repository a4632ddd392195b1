import type {
  ClientSession,
  ClientSubscription,
  DataType,
  DataValue,
  OPCUAClient,
  StatusCode,
} from "node-opcua-client";
import type { Socket } from "node:net";
import type { SecuritySpec } from "@quorate/protocol";
import type { Credentials } from "./adapter.ts";
import { cutOff } from "./cut-off.ts";
import { afterInput } from "./delay.ts";
import { limits } from "./limits.ts";
import { loadOpcua, type OpcuaLibrary, statusCode } from "./opcua-library.ts";
import { namespaceArray, type Namespaces } from "./opcua-namespaces.ts";
import { certificateStore, DeviceTrust, ownCertificate, type TrustTerms } from "./opcua-trust.ts";

export interface Node {
  readonly name: string;
  readonly nodeId: string;
  readonly intervalMs: number;
}

export interface ConnectionTerms {
  readonly url: string;
  readonly security: SecuritySpec;
  readonly credentials: Credentials | undefined;
  /** Needed for every mode but None. */
  readonly trust: TrustTerms | undefined;
  readonly nodes: readonly Node[];
  readonly namespaces: Namespaces;
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly onValue: (name: string, value: DataValue) => void;
  /** The server told of its subscription: what it has not told anew holds still. */
  readonly onAlive: () => void;
  /** The server watches these too rarely for their interval. */
  readonly onSlow: (detail: string) => void;
  /** Once, for whatever reason; by then nothing more can leave this process. */
  readonly onLost: (code: string, detail: string) => void;
}

/** How a request to the server ended. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly detail: string };

/** Names and codes in the texts of the library's errors. */
const codeIn = (error: unknown, otherwise: string): string => {
  const text = error instanceof Error ? error.message : String(error);
  const status = /\bBad[A-Z]\w+/.exec(text)?.[0];
  if (status !== undefined) return statusCode(status);
  if (/user token policy/i.test(text)) return "OPCUA_IDENTITY";
  if (/cannot find an endpoint/i.test(text)) return "OPCUA_ENDPOINT";
  return /\bE[A-Z]{4,}\b/.exec(text)?.[0] ?? otherwise;
};

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]?.slice(0, 300) ?? "";

/**
 * One client, one session, one subscription, for as long as the TCP connection lasts; then it is
 * thrown away, and a new one made.
 *
 * By default the library repairs connections, and then sends again what it was asked to write
 * meanwhile, however late (S4, S5). So it is told not to repair, its queue for requests that wait
 * for a repair is bypassed, every request has a time after which the connection is reset, and
 * nothing is asked of a connection that was lost.
 */
export class OpcuaConnection {
  readonly library: OpcuaLibrary;
  readonly #terms: ConnectionTerms;
  readonly #client: OPCUAClient;
  readonly #trust: DeviceTrust | undefined;
  readonly #dataTypes = new Map<string, DataType>();
  #session: ClientSession | undefined;
  #subscription: ClientSubscription | undefined;
  #socket: (() => Socket | undefined) | undefined;
  #state: "connecting" | "open" | "lost" = "connecting";
  #namespaces: readonly string[] = [];
  readonly #watched = new Set<string>();
  readonly #waiting = new Set<(code: string) => void>();
  #gone: Promise<void> = Promise.resolve();
  #closed: Promise<unknown> | undefined;
  /** Why it is being given up, whatever the closing of its session brings. */
  #reason: { readonly code: string; readonly detail: string } | undefined;

  private constructor(
    library: OpcuaLibrary,
    terms: ConnectionTerms,
    client: OPCUAClient,
    trust: DeviceTrust | undefined,
  ) {
    this.library = library;
    this.#terms = terms;
    this.#client = client;
    this.#trust = trust;
    client.on("secure_channel_created", (channel) => {
      this.#socket = () =>
        (channel.getTransport() as { _socket?: Socket } | undefined)?._socket ?? undefined;
    });
    const lost = (): void => this.lose("CONNECTION_CLOSED", terms.url);
    client.on("connection_lost", lost).on("close", lost).on("abort", lost);
    client.on("timed_out_request", () => {
      if (this.#state === "connecting") void this.#giveUp("TIMEOUT", terms.url);
      else this.lose("TIMEOUT", terms.url);
    });
  }

  /** Nothing is sent yet; `connect` does. */
  static async make(terms: ConnectionTerms): Promise<OpcuaConnection> {
    const library = await loadOpcua();
    const { policy, mode } = terms.security;
    const { MessageSecurityMode, SecurityPolicy, OPCUAClient: Client } = library;
    const { keyPair, applicationUri } = await ownCertificate(library, terms.trust?.folder);
    const trust = terms.trust === undefined ? undefined : new DeviceTrust(terms.trust);
    const client = Client.create({
      applicationName: "Quorate",
      applicationUri,
      certificateKeyPairProvider: keyPair,
      clientCertificateManager: certificateStore(library, trust),
      securityMode: MessageSecurityMode[mode],
      securityPolicy: SecurityPolicy[policy as keyof typeof SecurityPolicy],
      // A server behind a NAT or in a container names itself by an address of its own.
      endpointMustExist: false,
      connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 100 },
      keepSessionAlive: false,
      defaultTransactionTimeout: terms.requestTimeoutMs,
      // Half of it is how long the connection may rest; that is watched here, more closely.
      transportTimeout: 2 * limits.sessionMs,
      requestedSessionTimeout: limits.sessionMs,
    });
    return new OpcuaConnection(library, terms, client, trust);
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  /** URIs of the server's namespaces, by their numbers. */
  get namespaces(): readonly string[] {
    return this.#namespaces;
  }

  /** True once everything is there; otherwise the connection is lost, and `onLost` was told. */
  async connect(): Promise<boolean> {
    const opened = await this.#bounded(this.#open(), this.#terms.connectTimeoutMs);
    if (this.#state !== "connecting") return false;
    if (opened.ok) {
      if (this.#closed === undefined) this.#state = "open";
      return this.isOpen;
    }
    const refusal = this.#trust?.refusal;
    if (refusal !== undefined) this.lose("OPCUA_CERTIFICATE_UNTRUSTED", refusal);
    else if (opened.code === "TIMEOUT") await this.#giveUp("CONNECT_TIMEOUT", this.#terms.url);
    else await this.#giveUp(opened.code, opened.detail);
    return false;
  }

  /** Of an opening that failed. A small PLC has ten sessions, and would keep one for each try. */
  async #giveUp(code: string, detail: string): Promise<void> {
    this.#reason ??= { code, detail };
    await this.#closeSession();
    this.lose(code, detail);
  }

  /** In good order where that is quick, so that the server keeps no session for nobody. */
  async #closeSession(): Promise<void> {
    const session = this.#session;
    if (session === undefined || this.#state === "lost") return;
    this.#closed ??= this.#bounded(session.close(true), limits.closeMs);
    await this.#closed;
  }

  async #open(): Promise<void> {
    const { url, credentials, nodes } = this.#terms;
    await this.#client.connect(url);
    const { UserTokenType } = this.library;
    const session = await this.#client.createSession(
      credentials === undefined
        ? { type: UserTokenType.Anonymous }
        : {
            type: UserTokenType.UserName,
            userName: credentials.user,
            password: credentials.password,
          },
    );
    this.#session = session;
    withoutReplay(session);
    session.on("session_closed", () => this.lose("OPCUA_SESSION_CLOSED", url));
    await this.#checkNamespaces();
    const values = await this.#readAll(nodes.map(({ nodeId }) => nodeId));
    values.forEach((value, index) => {
      const node = nodes[index];
      if (node === undefined) return;
      this.#learnType(node.nodeId, value);
      this.#terms.onValue(node.name, value);
    });
    this.#terms.onAlive();
    await this.#subscribe(session);
  }

  async #checkNamespaces(): Promise<void> {
    const [listed] = await this.#readAll([namespaceArray]);
    const uris: unknown = listed?.value?.value;
    this.#namespaces = Array.isArray(uris) ? uris.map(String) : [];
    const fault = this.#terms.namespaces.fault(this.#namespaces);
    if (fault !== null) throw new Unanswered("OPCUA_NAMESPACES", fault);
  }

  async #subscribe(session: ClientSession): Promise<void> {
    const { nodes, url, onAlive } = this.#terms;
    const fastest = Math.min(...nodes.map(({ intervalMs }) => intervalMs));
    // The library asks for a sign of life at every third report at least: one for each scan.
    const publishMs = Math.min(limits.publishMaxMs, Math.max(limits.publishMinMs, fastest / 3));
    const subscription = await session.createSubscription2({
      requestedPublishingInterval: publishMs,
      requestedMaxKeepAliveCount: 3,
      requestedLifetimeCount: Math.max(30, Math.ceil(30_000 / publishMs)),
      maxNotificationsPerPublish: 0,
      publishingEnabled: true,
      priority: 0,
    });
    this.#subscription = subscription;
    subscription.on("keepalive", onAlive).on("received_notifications", onAlive);
    const gone = (): void => this.lose("OPCUA_SUBSCRIPTION_LOST", url);
    subscription.on("terminated", gone).on("internal_error", gone).on("status_changed", gone);
    await this.#watch(nodes);
  }

  /** How long the server may say nothing while all is well. */
  get silenceMs(): number {
    const subscription = this.#subscription;
    if (subscription === undefined) return 0;
    return subscription.publishingInterval * subscription.maxKeepAliveCount;
  }

  /** False for nodes that the server does not watch, or not as often as their interval asks. */
  isWatched(name: string): boolean {
    return this.#watched.has(name);
  }

  /**
   * Those that the server does not know spoil no others. What it looks at too rarely would seem
   * fresh by every sign of life in between; it is asked for instead, and its reports are not taken.
   */
  async #watch(nodes: readonly Node[]): Promise<void> {
    const { AttributeIds, ClientMonitoredItemGroup, TimestampsToReturn } = this.library;
    const subscription = this.#subscription;
    if (subscription === undefined) return;
    const slow = new Map<string, number>();
    for (const intervalMs of new Set(nodes.map((node) => node.intervalMs))) {
      const group = nodes.filter((node) => node.intervalMs === intervalMs);
      for (const part of chunks(group)) {
        const watching = ClientMonitoredItemGroup.create(
          subscription,
          part.map(({ nodeId }) => ({ nodeId, attributeId: AttributeIds.Value })),
          { samplingInterval: intervalMs, queueSize: 1, discardOldest: true },
          TimestampsToReturn.Both,
        );
        watching.on("changed", (_item, value, index) => {
          const node = part[index];
          if (node === undefined || slow.has(node.name) || this.#state === "lost") return;
          this.#terms.onValue(node.name, value);
        });
        await new Promise<void>((resolve, reject) => {
          watching.on("initialized", () => resolve());
          watching.on("err", (message) => reject(new Error(message)));
        });
        watching.monitoredItems.forEach((item, index) => {
          const node = part[index];
          if (node === undefined || !item.statusCode.isGood()) return;
          const { samplingInterval } = item.monitoringParameters;
          const samplingMs = samplingMsOf(samplingInterval, subscription.publishingInterval);
          if (samplingMs <= intervalMs * limits.samplingSlack) this.#watched.add(node.name);
          else slow.set(node.name, samplingMs);
        });
      }
    }
    if (slow.size === 0) return;
    const [[name, ms]] = [...slow] as [[string, number]];
    this.#terms.onSlow(`${slow.size} points, among them ${name} only every ${ms} ms`);
  }

  /** Reads now, past the server's cache. */
  read(nodeIds: readonly string[], withinMs?: number): Promise<Answer<readonly DataValue[]>> {
    const { requestTimeoutMs } = this.#terms;
    const parts = Math.max(1, Math.ceil(nodeIds.length / limits.nodesPerRequest));
    const mostMs = requestTimeoutMs * parts;
    return this.#asked(this.#readAll(nodeIds), mostMs, withinMs);
  }

  async #readAll(nodeIds: readonly string[]): Promise<readonly DataValue[]> {
    const { AttributeIds } = this.library;
    const values: DataValue[] = [];
    for (const part of chunks(nodeIds)) {
      const session = this.#session;
      if (session === undefined) throw new Error("the session is closed");
      const asked = part.map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value }));
      const answers = await session.read(asked, 0);
      if (answers.length !== part.length) throw new Error("BadUnexpectedError: answers missing");
      values.push(...answers);
    }
    return values;
  }

  /** Anything else that only reads, bounded like the rest. */
  ask<T>(work: (session: ClientSession) => Promise<T>): Promise<Answer<T>> {
    const session = this.#session;
    const detail = "nothing was sent to the server";
    if (session === undefined || !this.isOpen)
      return Promise.resolve({ ok: false, code: "NOT_CONNECTED", detail });
    return this.#asked(work(session), this.#terms.requestTimeoutMs);
  }

  /** The type that the server holds a node in; null where it will not say. */
  async dataTypeOf(nodeId: string): Promise<DataType | null> {
    const known = this.#dataTypes.get(nodeId);
    const session = this.#session;
    if (known !== undefined) return known;
    if (session === undefined || !this.isOpen) return null;
    const asking = session.getBuiltInDataType(this.library.resolveNodeId(nodeId));
    const answer = await this.#asked(asking, this.#terms.requestTimeoutMs);
    if (!answer.ok || answer.value === this.library.DataType.Null) return null;
    this.#dataTypes.set(nodeId, answer.value);
    return answer.value;
  }

  #learnType(nodeId: string, { value }: DataValue): void {
    const type = value?.dataType;
    if (type !== undefined && type !== this.library.DataType.Null)
      this.#dataTypes.set(nodeId, type);
  }

  /** One node, in the type that the server holds it in. A write without an answer ends this. */
  async write(nodeId: string, dataType: DataType, value: unknown): Promise<Answer<StatusCode>> {
    const session = this.#session;
    if (session === undefined || !this.isOpen) {
      const detail = "nothing was sent to the server";
      return { ok: false, code: "NOT_CONNECTED", detail };
    }
    const { AttributeIds, VariantArrayType } = this.library;
    // Without times and status: many servers refuse to be told those.
    const variant = { dataType, arrayType: VariantArrayType.Scalar, value };
    const item = { nodeId, attributeId: AttributeIds.Value, value: { value: variant } };
    const answer = await this.#asked(session.write(item), this.#terms.requestTimeoutMs);
    // Whatever the library made of it, nothing of it may be left waiting in there.
    if (!answer.ok && answer.code === "REQUEST_FAILED") this.lose(answer.code, answer.detail);
    return answer;
  }

  /** Bounded twice: `withinMs` is how long the caller waits, the other ends the connection. */
  async #asked<T>(work: Promise<T>, mostMs: number, withinMs = mostMs): Promise<Answer<T>> {
    const whole = this.#bounded(work, mostMs).then((answer) => {
      if (!answer.ok && endsConnection.test(answer.code)) this.lose(answer.code, answer.detail);
      return answer;
    });
    return withinMs >= mostMs ? whole : this.#bounded(whole.then(unwrap), withinMs);
  }

  /** Never rejects, and settles in time whatever the library does. */
  #bounded<T>(work: Promise<T>, mostMs: number): Promise<Answer<T>> {
    return new Promise((resolve) => {
      const end = (answer: Answer<T>): void => {
        clearTimeout(timer);
        this.#waiting.delete(lost);
        resolve(answer);
      };
      const lost = (code: string): void =>
        end({ ok: false, code, detail: "the connection was lost" });
      const detail = `no answer within ${mostMs} ms`;
      const timer = afterInput(mostMs, () => end({ ok: false, code: "TIMEOUT", detail }));
      this.#waiting.add(lost);
      work.then(
        (value) => end({ ok: true, value }),
        (error: unknown) => {
          const code = error instanceof Unanswered ? error.code : codeIn(error, "REQUEST_FAILED");
          end({ ok: false, code, detail: firstLine(error) });
        },
      );
    });
  }

  /**
   * Ends the connection so that nothing which was not sent yet can be: a reset throws away what the
   * system still holds, where closing would go on to deliver it.
   */
  lose(why: string, what: string): void {
    if (this.#state === "lost") return;
    const { code, detail } = this.#reason ?? { code: why, detail: what };
    this.#state = "lost";
    const socket = this.#socket?.();
    if (socket !== undefined && !socket.destroyed) {
      socket.on("error", () => undefined);
      cutOff(socket);
    }
    this.#session = undefined;
    this.#gone = this.#client.disconnect().catch(() => undefined);
    for (const settle of [...this.#waiting]) settle(code);
    this.#terms.onLost(code, detail);
  }

  async close(): Promise<void> {
    await this.#closeSession();
    this.lose("STOPPED", this.#terms.url);
    await this.#bounded(this.#gone, limits.closeMs);
  }
}

/** Of a revised interval (Part 4, 7.21): 0 is on every change, negative the publishing interval. */
const samplingMsOf = (revisedMs: number, publishingMs: number): number =>
  revisedMs < 0 ? publishingMs : revisedMs;

/** After these, the server and this side do not mean the same connection any more. */
const endsConnection = /TIMEOUT|SESSION|CHANNEL|CONNECTION|TCP|SHUTDOWN|HALTED/;

class Unanswered extends Error {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

const unwrap = <T>(answer: Answer<T>): T => {
  if (!answer.ok) throw new Unanswered(answer.code, answer.detail);
  return answer.value;
};

const chunks = <T>(all: readonly T[]): T[][] => {
  const parts: T[][] = [];
  for (let start = 0; start < all.length; start += limits.nodesPerRequest)
    parts.push(all.slice(start, start + limits.nodesPerRequest));
  return parts;
};

interface Transactions {
  performMessageTransaction?: unknown;
  _performMessageTransaction?: unknown;
}

/**
 * The session's own way to the channel keeps requests for later and sends them again, in a new
 * session too; beneath it lies one that sends once. A release without the latter is not used.
 */
const withoutReplay = (session: ClientSession): void => {
  const transactions = session as unknown as Transactions;
  const once = transactions._performMessageTransaction;
  if (typeof once !== "function") throw new Error("OPCUA_LIBRARY: it cannot be kept from replays");
  transactions.performMessageTransaction = once;
};
