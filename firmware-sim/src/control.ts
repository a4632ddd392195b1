import { createServer, type Server, type Socket } from "node:net";
import { PlcError } from "./errors.ts";
import { faultKinds, isFaultKind, parseFault } from "./fault-orders.ts";
import type { Fault } from "./faults.ts";
import type { Links, Protocol } from "./link.ts";
import type { Plc } from "./plc.ts";
import { type HostPort, listen, textOf } from "./tcp.ts";

const mostLineBytes = 4096;
const mostConnections = 8;
const mostOffMs = 600_000;

/** What the control port can do to a running PLC. */
export interface Controlled {
  readonly plc: Plc;
  readonly links: Links;
  /** Connections end; the memory is kept, or as at power-on. */
  readonly restart: (keep: boolean) => void;
  /** Undefined where OPC UA is not served. */
  readonly opcua: () => OpcuaControl | undefined;
}

/** What only OPC UA can do. */
export interface OpcuaControl {
  /** Ends sessions and leaves their connections. */
  dropSessions(): void;
  /** Whether the specification has a status of this name. */
  knowsStatus(name: string): boolean;
}

type Input = Readonly<Record<string, unknown>>;
type Reply = Readonly<Record<string, unknown>>;

const bad = (message: string, remedy: string): PlcError =>
  new PlcError("ORDER_INVALID", message, remedy);

const protocols: readonly Protocol[] = ["modbus-tcp", "modbus-rtu", "opcua"];

const protocolOf = ({ link }: Input): Protocol | undefined => {
  const protocol = protocols.find((one) => one === link);
  if (link === undefined || protocol !== undefined) return protocol;
  throw bad(`no link '${String(link)}'`, `one of ${protocols.join(", ")}, or none for all`);
};

const millisecondsOf = ({ ms }: Input, otherwise?: number): number => {
  const value = ms ?? otherwise;
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= mostOffMs) {
    return value as number;
  }
  throw bad(`ms is no whole number 0..${mostOffMs}`, 'for example "ms": 2000');
};

const servedOpcua = ({ opcua }: Controlled): OpcuaControl => {
  const server = opcua();
  if (server !== undefined) return server;
  throw bad("opcua is not served", "start the PLC with --opcua PORT");
};

/** A fault that could never show is a mistake. */
const checkServed = (controlled: Controlled, fault: Fault): void => {
  if (fault.fault === "mailbox" && !controlled.plc.memory.has("mailbox-sequence")) {
    throw new PlcError("FAULT_INVALID", "this PLC has no mailbox", "start it with --mailbox");
  }
  if (fault.fault !== "opcua-status" || servedOpcua(controlled).knowsStatus(fault.status)) return;
  const message = `OPC UA has no status '${fault.status}'`;
  throw new PlcError("FAULT_INVALID", message, 'for example "status": "BadNotConnected"');
};

const setFault = (controlled: Controlled, input: Input): Reply => {
  const { plc } = controlled;
  const { skid, faults } = plc;
  const fault = parseFault(input, {
    actuators: skid.plant.actuators,
    sensors: skid.sensors,
    setPoints: skid.setPoints.map(({ name }) => name),
    points: skid.map.map(({ name }) => name),
  });
  checkServed(controlled, fault);
  faults.set(fault);
  return { ok: true, faults: faults.list() };
};

const clearFaults = ({ plc }: Controlled, { kind, target }: Input): Reply => {
  if (kind !== undefined && !isFaultKind(kind)) {
    throw bad(`no fault '${String(kind)}'`, `one of ${faultKinds.join(", ")}, or none for all`);
  }
  if (target !== undefined && (typeof target !== "string" || kind === undefined)) {
    throw bad("target needs a kind and is text", '{"do":"clear","kind":"stuck","target":"valve"}');
  }
  plc.faults.clear(kind, target);
  return { ok: true, faults: plc.faults.list() };
};

/** A controller that restarts loses its connections; with `ms` it also stays away so long. */
const restart = async (controlled: Controlled, input: Input): Promise<Reply> => {
  const { keep = false } = input;
  if (typeof keep !== "boolean") throw bad("keep is neither true nor false", '"keep": true');
  const ms = millisecondsOf(input, 0);
  controlled.restart(keep);
  if (ms > 0) await controlled.links.off(ms);
  return { ok: true };
};

const stateOf = ({ plc, links }: Controlled): Reply => {
  const { cycles, faults, skid } = plc;
  const mailbox = ["mailbox-sequence", "mailbox-echo", "mailbox-result"];
  const names = [...skid.map.map(({ name }) => name), ...(plc.mailbox ? mailbox : [])];
  const memory = Object.fromEntries(names.map((name) => [name, plc.memory.get(name)])) as Reply;
  const served = links.all.map(({ protocol, address }) => ({ protocol, address }));
  return { ok: true, cycles, plant: skid.plant.state(), memory, faults: faults.list(), served };
};

type Act = (controlled: Controlled, input: Input) => Reply | Promise<Reply>;

const acts: Readonly<Record<string, Act>> = {
  clear: clearFaults,
  drop: ({ links }, input) => {
    links.drop(protocolOf(input));
    return { ok: true };
  },
  "drop-sessions": (controlled) => {
    servedOpcua(controlled).dropSessions();
    return { ok: true };
  },
  off: async ({ links }, input) => {
    await links.off(millisecondsOf(input), protocolOf(input));
    return { ok: true };
  },
  restart,
  state: stateOf,
};

/** Carries out one order, such as `{"fault":"stuck","actuator":"valve"}`. */
export const obey = async (controlled: Controlled, order: unknown): Promise<Reply> => {
  if (typeof order !== "object" || order === null || Array.isArray(order)) {
    throw bad("an order is a JSON object", '{"do":"state"}');
  }
  const input = order as Input;
  if ("fault" in input) return setFault(controlled, input);
  const name = String(input["do"]);
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
  if (act !== undefined) return await act(controlled, input);
  const remedy = `use {"fault":…}, or "do" with one of ${Object.keys(acts).join(", ")}`;
  throw bad(`no order '${name}'`, remedy);
};

const replyTo = async (controlled: Controlled, line: string): Promise<Reply> => {
  try {
    return await obey(controlled, JSON.parse(line) as unknown);
  } catch (error) {
    if (error instanceof PlcError) {
      return { ok: false, code: error.code, message: error.message, remedy: error.remedy };
    }
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, code: "ORDER_INVALID", message, remedy: "one JSON object a line" };
  }
};

/** A line-based TCP port: one JSON object in, one JSON object out, in the same order. */
export class ControlServer {
  readonly #controlled: Controlled;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(controlled: Controlled) {
    this.#controlled = controlled;
    this.#server = createServer((socket) => this.#serve(socket));
    this.#server.maxConnections = mostConnections;
  }

  async listen(at: HostPort): Promise<string> {
    return textOf(await listen(this.#server, at));
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    let text = "";
    let before = Promise.resolve();
    const answer = async (line: string): Promise<void> => {
      const reply = await replyTo(this.#controlled, line);
      if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
    };
    this.#sockets.add(socket);
    socket.setEncoding("utf8");
    socket.on("error", () => socket.destroy());
    socket.once("close", () => this.#sockets.delete(socket));
    socket.on("data", (chunk) => {
      text += String(chunk);
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
        const line = text.slice(0, end).trim();
        text = text.slice(end + 1);
        if (line !== "") before = before.then(() => answer(line));
      }
      if (text.length > mostLineBytes) socket.destroy();
    });
  }
}
