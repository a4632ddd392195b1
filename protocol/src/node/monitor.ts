import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { CodedError, codeOf } from "../errors.ts";
import { formatAddress, parseAddress } from "../site-address.ts";

export { codedEvents, type Labels, Metrics, processMetrics, type Reading } from "./metrics.ts";

/** Whether a process does what it is there for; the reason is for people. */
export interface Readiness {
  readonly ready: boolean;
  /** Empty when it is ready. */
  readonly code: string;
  readonly reason: string;
}

export const isReady: Readiness = { ready: true, code: "", reason: "" };

export interface MonitorOptions {
  /** host:port; port 0 takes any free one. */
  readonly listen: string;
  /** Who answers: `agent agent-a`, for example. */
  readonly name: string;
  readonly contentType: string;
  readonly page: () => Promise<string>;
  readonly ready: () => Readiness;
}

export interface Monitor {
  readonly address: string;
  close(): Promise<void>;
}

/** Several scrapers and a person; one that says nothing is let go (S9). */
const connectionsMax = 16;
const requestMs = 5000;
const headerBytes = 8192;

const json = (answer: ServerResponse, status: number, body: object): void => {
  answer.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  answer.end(`${JSON.stringify(body)}\n`);
};

const answerTo = async (
  { name, contentType, page, ready }: MonitorOptions,
  request: IncomingMessage,
  answer: ServerResponse,
): Promise<void> => {
  if (request.method !== "GET" && request.method !== "HEAD")
    return json(answer, 405, { code: "MONITOR_METHOD", reason: "this address can only be read" });
  switch (request.url?.split("?")[0]) {
    case "/metrics": {
      const text = await page();
      answer.writeHead(200, { "content-type": contentType });
      answer.end(text);
      return;
    }
    // That it answers at all is the answer.
    case "/live":
      return json(answer, 200, { live: true, name });
    case "/ready": {
      const readiness = ready();
      return json(answer, readiness.ready ? 200 : 503, { ...readiness, name });
    }
    default:
      return json(answer, 404, { code: "MONITOR_PATH", reason: "/metrics, /live and /ready" });
  }
};

const listen = (server: Server, address: string): Promise<string> => {
  const place = parseAddress(address, true);
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void =>
      reject(
        new CodedError("MONITOR_LISTEN", `cannot listen on ${address}: ${codeOf(error)}`, {
          cause: error,
          remedy: "free the port, or set another address under listen: metrics: in local.yaml",
        }),
      );
    if (place === null) return failed(new CodedError("MONITOR_LISTEN", "no host:port"));
    server.once("error", failed);
    server.listen(place, () => {
      const bound = server.address();
      if (bound === null || typeof bound === "string") return;
      resolve(formatAddress({ host: bound.address, port: bound.port }));
    });
  });
};

/** Serves metrics and health, to be read and nothing else. Throws MONITOR_LISTEN. */
export const startMonitor = async (options: MonitorOptions): Promise<Monitor> => {
  const server = createServer(
    {
      ...{ maxHeaderSize: headerBytes, requestTimeout: requestMs, headersTimeout: requestMs },
      keepAliveTimeout: requestMs,
    },
    (request, answer) => {
      answerTo(options, request, answer).catch((error: unknown) =>
        json(answer, 500, { code: codeOf(error), reason: (error as Error).message }),
      );
    },
  );
  server.maxConnections = connectionsMax;
  const address = await listen(server, options.listen);
  return {
    address,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
