import type { Socket } from "node:net";
import { Readable } from "node:stream";
import fastifyStatic from "@fastify/static";
import fastifyWebsocket from "@fastify/websocket";
import { CodedError, type Log } from "@quorate/protocol";
import {
  fastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteOptions,
} from "fastify";
import { Answers } from "./answers.ts";
import { historyCsv, logExport, readRange } from "./exports.ts";
import { type ConsoleTls, showAddress } from "./home.ts";
import { limits } from "./limits.ts";
import { Page, type PageSocket } from "./page.ts";
import type { Plant } from "./plant.ts";
import { livePath } from "./shared/messages.ts";
import { codedRead } from "./store.ts";

/** What the page may do: load its own files and speak to this server, nothing else. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types quorate-worker",
].join("; ");

const headers: Readonly<Record<string, string>> = {
  "content-security-policy": contentPolicy,
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

declare module "fastify" {
  interface FastifyContextConfig {
    /** A route without this mark answers nobody. */
    allowed?: "file" | "live" | "export" | "demo";
  }
}

export interface ServerOptions {
  readonly plant: Plant;
  /** Folder of the built page. */
  readonly page: string;
  readonly host: string;
  readonly port: number;
  readonly tls: ConsoleTls | null;
  readonly log: Log;
  /** A whole snapshot, as text. */
  readonly snapshot: () => string;
  /** Key files of demo operators, by name; none outside the demo. */
  readonly demoKeys: ReadonlyMap<string, string>;
}

/** Connections have so long to end by themselves when the console ends, ms. */
const closeMs = 500;

const statusOf: Readonly<Record<string, number>> = {
  CONSOLE_HOST: 421,
  CONSOLE_ORIGIN: 403,
  CONSOLE_ROUTE: 404,
  CONSOLE_METHOD: 405,
  CONSOLE_REQUEST: 400,
  CONSOLE_BUSY: 429,
};

/** Names under which a browser may have come here; with any other one a web site has sent it. */
const hostsOf = ({ host, port, tls }: ServerOptions, bound: number): ReadonlySet<string> => {
  const at = port === 0 ? bound : port;
  const names = tls === null ? [host, "127.0.0.1", "localhost", "::1"] : [host, ...tls.names];
  const usual = at === (tls === null ? 80 : 443);
  return new Set(
    names.flatMap((name) => {
      const shown = showAddress(name, at);
      return usual ? [shown, shown.slice(0, shown.lastIndexOf(":"))] : [shown];
    }),
  );
};

/** The console's HTTP server: the page's files, one WebSocket, two exports. */
export class Server {
  readonly app: FastifyInstance;
  private readonly made: RouteOptions[] = [];
  private readonly options: ServerOptions;
  private readonly answers: Answers;
  private readonly pages = new Set<Page>();
  private readonly sockets = new Set<Socket>();
  private hosts: ReadonlySet<string> = new Set();
  private exporting = 0;

  constructor(options: ServerOptions) {
    this.options = options;
    this.answers = new Answers(options.plant, options.log);
    const { tls } = options;
    const common = {
      ...{ bodyLimit: limits.httpBodyBytes, requestTimeout: 30_000, keepAliveTimeout: 10_000 },
      ...{ logger: false, exposeHeadRoutes: true, forceCloseConnections: true },
      routerOptions: { caseSensitive: true, maxParamLength: 100 },
    };
    this.app = (
      tls === null
        ? fastify(common)
        : fastify({ ...common, https: { cert: tls.cert, key: tls.key, minVersion: "TLSv1.3" } })
    ) as unknown as FastifyInstance;
    this.app.server.maxConnections = limits.connections;
    this.app.server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
    });
  }

  /** Begins to listen; answers the address for a browser. Throws CONSOLE_LISTEN. */
  async start(): Promise<string> {
    const { app, options } = this;
    app.addHook("onRoute", (route) => void this.made.push(route));
    app.addHook("onRequest", async (request, reply) => this.guard(request, reply));
    app.setErrorHandler((error, _request, reply) => this.refuse(error, reply));
    app.setNotFoundHandler((_request, reply) =>
      this.refuse(new CodedError("CONSOLE_ROUTE", "there is nothing here"), reply),
    );
    await app.register(fastifyWebsocket, {
      options: { maxPayload: limits.pageMessageBytes, perMessageDeflate: false },
    });
    await app.register(async (scope) => this.files(scope));
    await app.register(async (scope) => this.live(scope));
    this.exports();
    this.demo();
    try {
      await app.listen({ host: options.host, port: options.port });
    } catch (error) {
      const address = showAddress(options.host, options.port);
      const cause = error instanceof Error ? error.message : String(error);
      throw new CodedError("CONSOLE_LISTEN", `cannot listen on ${address}: ${cause}`, {
        cause: error,
        remedy: "end what listens there, or set listen: { http: HOST:PORT } in local.yaml",
      });
    }
    const bound = app.server.address();
    const port = typeof bound === "object" && bound !== null ? bound.port : options.port;
    this.hosts = hostsOf(options, port);
    return `${this.scheme}://${showAddress(options.host, port)}`;
  }

  /** Every route that was made, and as what it is allowed. */
  get routes(): { readonly method: string; readonly url: string; readonly kind: string }[] {
    return this.made.flatMap(({ method, url, config }) => {
      const { allowed: kind = "" } = (config ?? {}) as { readonly allowed?: string };
      return [method].flat().map((one) => ({ method: one, url, kind }));
    });
  }

  /** To all pages. */
  tell(text: string): void {
    const nowMs = performance.now();
    for (const page of this.pages) page.tell(text, nowMs);
  }

  get pageCount(): number {
    return this.pages.size;
  }

  async stop(): Promise<void> {
    for (const page of this.pages) page.close(1001, "the console ends");
    const closed = this.app.close();
    // What was upgraded, or refused in the middle of it, is not among those that the server ends.
    const timer = setTimeout(() => {
      for (const socket of this.sockets) socket.destroy();
    }, closeMs);
    await closed;
    clearTimeout(timer);
  }

  private get scheme(): "http" | "https" {
    return this.options.tls === null ? "http" : "https";
  }

  /** Before anything else: who asks under which name, from where, and for what. */
  private guard(request: FastifyRequest, reply: FastifyReply): void {
    const { allowed } = request.routeOptions.config;
    reply.headers(allowed === "file" ? headers : { ...headers, "cache-control": "no-store" });
    const { host = "", origin, "sec-fetch-site": from } = request.headers;
    // A web site can make its own name lead here (DNS rebinding); the browser still says the name.
    if (!this.hosts.has(host.toLowerCase()))
      throw new CodedError("CONSOLE_HOST", "this console has another name");
    const isOwn = origin === undefined || origin === `${this.scheme}://${host}`;
    const isLive = allowed === "live";
    const isForeign = from === "cross-site" || from === "same-site";
    // A link elsewhere may open the page. An export would be work for a web site's asking.
    const isOpening = request.headers["sec-fetch-mode"] === "navigate" && allowed === "file";
    if (!isOwn || (isLive && origin === undefined) || (isForeign && !isOpening))
      throw new CodedError("CONSOLE_ORIGIN", "only this console's own page may ask");
    if (request.method !== "GET" && request.method !== "HEAD")
      throw new CodedError("CONSOLE_METHOD", "this console answers GET alone");
    if (allowed === undefined)
      throw new CodedError("CONSOLE_ROUTE", "there is nothing here");
  }

  private refuse(error: unknown, reply: FastifyReply): void {
    const coded = codedRead(error);
    const given = (error as { readonly statusCode?: number } | null)?.statusCode;
    const status = coded === null ? (given ?? 500) : (statusOf[coded.code] ?? 500);
    const code = coded?.code ?? (status < 500 ? "CONSOLE_REQUEST" : "CONSOLE_ERROR");
    if (status >= 500) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.options.log.warn("console", code, { detail });
    }
    const message = coded?.message ?? (status < 500 ? "not understood" : "the console has failed");
    const { remedy = "" } = coded ?? {};
    void reply.code(status).headers(headers).send({ code, message, remedy });
  }

  /** One route for each file that is there; what is not there has none. */
  private async files(scope: FastifyInstance): Promise<void> {
    scope.addHook("onRoute", (route) => {
      route.config = { ...route.config, allowed: "file" };
    });
    await scope.register(fastifyStatic, {
      ...{ root: this.options.page, wildcard: false, dotfiles: "deny", cacheControl: false },
      index: ["index.html"],
      setHeaders: (reply, path) => {
        // Names of assets hold a digest of their contents.
        const isAsset = /[\\/]assets[\\/]/.test(path);
        reply.setHeader("cache-control", isAsset ? "max-age=31536000, immutable" : "no-cache");
      },
    });
  }

  private async live(scope: FastifyInstance): Promise<void> {
    const options = { websocket: true, config: { allowed: "live" } } as const;
    scope.get(livePath, options, (socket) => {
      if (this.pages.size >= limits.pages) {
        socket.close(1013, "CONSOLE_BUSY");
        return;
      }
      const page = new Page(socket as PageSocket, this.options.snapshot);
      this.pages.add(page);
      socket.on("message", (data: Buffer, isBinary: boolean) => {
        if (isBinary) return socket.close(1003, "CONSOLE_REQUEST");
        this.answers.take(page, data.toString()).catch((error: unknown) => {
          const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
          this.options.log.warn("console", "CONSOLE_ERROR", { detail });
          socket.terminate();
        });
      });
      socket.on("error", () => socket.terminate());
      socket.on("close", () => {
        page.left();
        this.pages.delete(page);
      });
    });
  }

  private exports(): void {
    const { plant } = this.options;
    const config = { allowed: "export" } as const;
    this.app.get("/export/history.csv", { config }, async (request, reply) => {
      const query = request.query as Readonly<Record<string, string | undefined>>;
      const range = readRange(plant, query);
      reply.header("content-type", "text/csv; charset=utf-8; header=present");
      reply.header("content-disposition", 'attachment; filename="history.csv"');
      const leaving = new AbortController();
      reply.raw.once("close", () => leaving.abort());
      return reply.send(this.stream(historyCsv(plant, range, leaving.signal)));
    });
    this.app.get("/export/log.qlog", { config }, async (_request, reply) => {
      if (plant.keeper.view(0).firstBlock > 1)
        throw new CodedError("CONSOLE_REQUEST", "this console does not keep the log's beginning", {
          remedy: "quorate export asks the agents, who keep all of it",
        });
      reply.header("content-type", "application/octet-stream");
      reply.header("content-disposition", `attachment; filename="${plant.site.name}.qlog"`);
      return reply.send(this.stream(logExport(plant)));
    });
  }

  /** Demo key files, and only where `npm start` runs the plant. */
  private demo(): void {
    const config = { allowed: "demo" } as const;
    for (const [name, text] of this.options.demoKeys)
      this.app.get(`/demo/${name}.pem`, { config }, async (_request, reply) => {
        reply.header("content-type", "application/x-pem-file");
        reply.header("content-disposition", `attachment; filename="demo-${name}.pem"`);
        return reply.send(text);
      });
  }

  private stream(parts: AsyncIterable<string | Uint8Array>): Readable {
    if (this.exporting >= limits.exports)
      throw new CodedError("CONSOLE_BUSY", "another export is not at its end yet", {
        remedy: "wait for it",
      });
    this.exporting += 1;
    const stream = Readable.from(parts, { objectMode: false });
    stream.once("close", () => {
      this.exporting -= 1;
    });
    return stream;
  }
}
