import { createServer, type Server, type Socket } from "node:net";
import type { OnWrite } from "./journal.ts";
import type { Link } from "./link.ts";
import { type Answer, carryOut, mostPduBytes } from "./modbus-pdu.ts";
import type { Plc } from "./plc.ts";
import { type HostPort, listen, textOf } from "./tcp.ts";

/** MBAP: the TCP header of the messaging implementation guide V1.0b. */
const mbapBytes = 7;
const mostConnections = 64;

const frameOf = (request: Buffer, { pdu, wrongTransaction }: Answer): Buffer => {
  const header = Buffer.from(request.subarray(0, mbapBytes));
  header.writeUInt16BE(pdu.length + 1, 4);
  if (wrongTransaction) header.writeUInt16BE((header.readUInt16BE(0) + 1) & 0xffff, 0);
  return Buffer.concat([header, pdu]);
};

/** The PLC's Modbus TCP port. Answers every unit id. */
export class ModbusTcpServer implements Link {
  readonly protocol = "modbus-tcp";
  readonly #plc: Plc;
  readonly #onWrite: OnWrite;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #at: HostPort = { host: "", port: 0 };

  private constructor(plc: Plc, onWrite: OnWrite) {
    this.#plc = plc;
    this.#onWrite = onWrite;
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
    this.#server.maxConnections = mostConnections;
  }

  static async open(plc: Plc, at: HostPort, onWrite: OnWrite): Promise<ModbusTcpServer> {
    const server = new ModbusTcpServer(plc, onWrite);
    server.#at = await listen(server.#server, at);
    return server;
  }

  get address(): string {
    return textOf(this.#at);
  }

  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async suspend(): Promise<void> {
    await this.close();
  }

  async resume(): Promise<void> {
    await listen(this.#server, this.#at);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.drop();
    await closed;
  }

  #serve(socket: Socket): void {
    const from = `${socket.remoteAddress}:${socket.remotePort}`;
    let received = Buffer.alloc(0);
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => this.#sockets.delete(socket));
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= mbapBytes && !socket.destroyed) {
        const length = received.readUInt16BE(4);
        const foreign = received.readUInt16BE(2) !== 0;
        if (foreign || length < 2 || length > mostPduBytes + 1) {
          socket.destroy();
          return;
        }
        if (received.length < 6 + length) return;
        this.#answer(socket, from, received.subarray(0, 6 + length));
        received = received.subarray(6 + length);
      }
    });
  }

  #answer(socket: Socket, from: string, frame: Buffer): void {
    const about = { protocol: this.protocol, from, unit: frame[6] ?? 0 } as const;
    const answer = carryOut(this.#plc, about, frame.subarray(mbapBytes), this.#onWrite);
    if (answer === undefined) return;
    const bytes = frameOf(frame, answer);
    const send = (): void => {
      if (!socket.writable) return;
      if (answer.cut) socket.end(bytes.subarray(0, bytes.length >> 1));
      else socket.write(bytes);
    };
    if (answer.lateMs > 0) setTimeout(send, answer.lateMs).unref();
    else send();
  }
}
