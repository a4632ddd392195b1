import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { PlcError } from "./errors.ts";
import { isFaultKind, parseFault } from "./faults.ts";
import type { Plc } from "./plc.ts";

const mostLineBytes = 4096;
const mostConnections = 8;

/** What the control port can do to a running PLC. */
export interface Controlled {
  readonly plc: Plc;
  /** Closes all Modbus connections. */
  readonly drop: () => void;
}

type Reply = Readonly<Record<string, unknown>>;

/** Carries out one order, such as `{"fault":"stuck","actuator":"valve"}`. */
export const obey = ({ plc, drop }: Controlled, order: unknown): Reply => {
  if (typeof order !== "object" || order === null) {
    throw new PlcError("ORDER_INVALID", "an order is a JSON object", '{"do":"state"}');
  }
  const input = order as Record<string, unknown>;
  if ("fault" in input) {
    plc.faults.set(parseFault(input, plc.skid.plant.actuators));
    return { ok: true, faults: plc.faults.list() };
  }
  switch (input["do"]) {
    case "clear": {
      const kind = input["kind"];
      if (kind !== undefined && !isFaultKind(kind)) {
        throw new PlcError("ORDER_INVALID", `no fault '${String(kind)}'`, "leave kind out for all");
      }
      plc.faults.clear(kind);
      return { ok: true, faults: plc.faults.list() };
    }
    case "drop":
      drop();
      return { ok: true };
    case "state": {
      const values = plc.skid.map.map((point) => [point.name, plc.memory.get(point.name)]);
      const { cycles, faults, skid } = plc;
      const memory = Object.fromEntries(values) as Reply;
      return { ok: true, cycles, plant: skid.plant.state(), memory, faults: faults.list() };
    }
    default:
      throw new PlcError(
        "ORDER_INVALID",
        `no order '${String(input["do"])}'`,
        'use {"fault":…}, or "do" with clear, drop or state',
      );
  }
};

const replyTo = (controlled: Controlled, line: string): Reply => {
  try {
    return obey(controlled, JSON.parse(line) as unknown);
  } catch (error) {
    if (error instanceof PlcError) {
      return { ok: false, code: error.code, message: error.message, remedy: error.remedy };
    }
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, code: "ORDER_INVALID", message, remedy: "one JSON object a line" };
  }
};

/** A line-based TCP port: one JSON object in, one JSON object out. */
export class ControlServer {
  readonly #controlled: Controlled;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(controlled: Controlled) {
    this.#controlled = controlled;
    this.#server = createServer((socket) => this.#serve(socket));
    this.#server.maxConnections = mostConnections;
  }

  async listen(host: string, port: number): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (error) => {
        const message = `cannot listen on ${host}:${port}: ${error.message}`;
        reject(new PlcError("LISTEN_FAILED", message, "choose a free port, or port 0 for any"));
      });
      this.#server.listen(port, host, resolve);
    });
    const bound = this.#server.address() as AddressInfo;
    return { host: bound.address, port: bound.port };
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    let text = "";
    this.#sockets.add(socket);
    socket.setEncoding("utf8");
    socket.on("error", () => socket.destroy());
    socket.once("close", () => this.#sockets.delete(socket));
    socket.on("data", (chunk) => {
      text += String(chunk);
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
        const line = text.slice(0, end).trim();
        text = text.slice(end + 1);
        if (line !== "") socket.write(`${JSON.stringify(replyTo(this.#controlled, line))}\n`);
      }
      if (text.length > mostLineBytes) socket.destroy();
    });
  }
}
