import { Socket } from "node:net";
import type { DeviceSpec } from "@quorate/protocol";
import { AdapterError, type AdapterOptions, type DeviceAdapter } from "./adapter.ts";
import { cutOff } from "./cut-off.ts";
import { afterInput, backOffMs } from "./delay.ts";
import { defaults } from "./limits.ts";
import { ModbusDevice } from "./modbus-device.ts";
import {
  exchange,
  ModbusClient,
  type ModbusAnswer,
  type ModbusLink,
  type ModbusRequest,
  type RequestTerms,
} from "./modbus-request.ts";
import { RequestQueue, type Waiting } from "./request-queue.ts";

/** The adapter of a Modbus TCP device at `host:port` or `[address]:port`. */
export const openModbusTcp = (device: DeviceSpec, options: AdapterOptions): DeviceAdapter => {
  const match = /^(?:\[(?<six>[^\]]+)\]|(?<host>[^:]+)):(?<port>\d{1,5})$/.exec(device.address);
  const host = match?.groups?.["six"] ?? match?.groups?.["host"];
  const port = Number(match?.groups?.["port"]);
  if (host === undefined || !(port >= 1 && port <= 65_535)) {
    const detail = `address '${device.address}' is not host:port`;
    throw new AdapterError("ADDRESS_INVALID", device.name, detail);
  }
  return new ModbusDevice(device, new TcpLink(device.name, host, port, options), options);
};

interface Connection {
  readonly socket: Socket;
  client?: ModbusClient;
  answered: boolean;
  outstanding?: Waiting;
  timer?: NodeJS.Timeout;
}

/**
 * One TCP connection, one request at a time. A connection on which a request went unanswered is
 * closed, so that its late answer meets no later request; the client matches transaction ids.
 */
class TcpLink implements ModbusLink {
  readonly #device: string;
  readonly #host: string;
  readonly #port: number;
  readonly #options: AdapterOptions;
  readonly #connectedListeners: (() => void)[] = [];
  readonly #upListeners: ((up: boolean, reason?: string) => void)[] = [];
  readonly #queue = new RequestQueue();
  #connection: Connection | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #failures = 0;
  #running = false;

  constructor(device: string, host: string, port: number, options: AdapterOptions) {
    this.#device = device;
    this.#host = host;
    this.#port = port;
    this.#options = options;
  }

  get up(): boolean {
    return this.#connection?.answered ?? false;
  }

  onConnected(listener: () => void): void {
    this.#connectedListeners.push(listener);
  }

  onUp(listener: (up: boolean, reason?: string) => void): void {
    this.#upListeners.push(listener);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#connect();
  }

  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#reconnect);
    const connection = this.#connection;
    if (connection === undefined) return;
    const closed = new Promise<void>((resolve) => {
      if (connection.socket.closed) resolve();
      else connection.socket.once("close", () => resolve());
    });
    this.#lose(connection, "STOPPED");
    await closed;
  }

  request(unit: number, request: ModbusRequest, terms: RequestTerms): Promise<ModbusAnswer> {
    const client = this.#connection?.client;
    if (client === undefined || (request.kind === "write" && !this.up)) {
      return Promise.resolve({ kind: "not-sent", code: "NOT_CONNECTED" });
    }
    return new Promise((settle) => {
      this.#queue.put({ unit, request, terms, settle });
      this.#next();
    });
  }

  #connect(): void {
    // Half open, so that Node does not answer the device's end with ours, in order: it is cut off.
    const socket = new Socket({ allowHalfOpen: true });
    const connection: Connection = { socket, answered: false };
    this.#connection = connection;
    const timeoutMs = this.#options.connectTimeoutMs ?? defaults.connectTimeoutMs;
    connection.timer = setTimeout(() => this.#lose(connection, "CONNECT_TIMEOUT"), timeoutMs);
    socket.once("connect", () => this.#connected(connection));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      this.#lose(connection, error.code ?? "CONNECTION_FAILED");
    });
    const ended = (): void => this.#lose(connection, "CONNECTION_CLOSED");
    socket.once("end", ended).once("close", ended);
    socket.connect({ host: this.#host, port: this.#port });
  }

  #connected(connection: Connection): void {
    if (this.#connection !== connection) return;
    clearTimeout(connection.timer);
    connection.socket.setNoDelay(true);
    connection.socket.setKeepAlive(true, 10_000);
    const client = new ModbusClient();
    client.linkTCP(connection.socket, { port: this.#port }, () => {
      connection.client = client;
    });
    for (const listener of this.#connectedListeners) listener();
  }

  #next(): void {
    const connection = this.#connection;
    if (connection?.client === undefined || connection.outstanding !== undefined) return;
    const waiting = this.#queue.take();
    if (waiting === undefined) return;
    connection.outstanding = waiting;
    const timeoutMs = this.#options.requestTimeoutMs ?? defaults.requestTimeoutMs;
    connection.timer = afterInput(timeoutMs, () => {
      if (connection.outstanding === waiting) this.#lose(connection, "TIMEOUT");
    });
    void exchange(connection.client, waiting.unit, waiting.request).then((answer) => {
      if (connection.outstanding === waiting) this.#answered(connection, waiting, answer);
    });
  }

  #answered(connection: Connection, waiting: Waiting, answer: ModbusAnswer): void {
    if (answer.kind === "no-answer") {
      this.#lose(connection, answer.code);
      return;
    }
    clearTimeout(connection.timer);
    delete connection.outstanding;
    if (!connection.answered) {
      connection.answered = true;
      this.#failures = 0;
      for (const listener of this.#upListeners) listener(true);
    }
    waiting.settle(answer);
    this.#next();
  }

  #lose(connection: Connection, code: string): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    clearTimeout(connection.timer);
    if (connection.client === undefined) connection.socket.destroy();
    else cutOff(connection.socket);
    this.#options.log?.({ code, device: this.#device, detail: `${this.#host}:${this.#port}` });
    connection.outstanding?.settle({ kind: "no-answer", code });
    this.#queue.refuse("NOT_CONNECTED");
    if (connection.answered) for (const listener of this.#upListeners) listener(false, code);
    if (!this.#running) return;
    const waitMs = backOffMs(this.#options, this.#failures);
    this.#failures += 1;
    this.#reconnect = setTimeout(() => this.#connect(), waitMs);
  }
}
