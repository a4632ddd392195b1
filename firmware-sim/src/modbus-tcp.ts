import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { PlcError } from "./errors.ts";
import { decodeWrite, type WriteRecord } from "./journal.ts";
import type { Table } from "./memory.ts";
import type { Plc } from "./plc.ts";

/** Modbus application protocol V1.1b3; MBAP is the TCP header of the messaging guide V1.0b. */
const mbapBytes = 7;
const mostPduBytes = 253;
const mostConnections = 64;
const exceptionIllegalFunction = 1;
const exceptionIllegalAddress = 2;
const exceptionIllegalValue = 3;

const readTables: Readonly<Record<number, Table>> = {
  1: "coil",
  2: "discrete",
  3: "holding",
  4: "input",
};

interface Write {
  readonly table: Table;
  readonly register: number;
  readonly words: readonly number[];
}

interface Result {
  readonly pdu: Buffer;
  readonly write?: Write;
}

const exception = (code: number, number: number): Result => ({
  pdu: Buffer.from([code | 0x80, number]),
});

const readResult = (plc: Plc, code: number, table: Table, pdu: Buffer): Result => {
  if (pdu.length !== 5) return exception(code, exceptionIllegalValue);
  const register = pdu.readUInt16BE(1);
  const count = pdu.readUInt16BE(3);
  const bits = table === "coil" || table === "discrete";
  if (count < 1 || count > (bits ? 2000 : 125)) return exception(code, exceptionIllegalValue);
  if (!plc.memory.exists(table, register, count)) return exception(code, exceptionIllegalAddress);
  const words = plc.memory.read(table, register, count);
  const data = Buffer.alloc(bits ? Math.ceil(count / 8) : count * 2);
  words.forEach((word, index) => {
    if (!bits) data.writeUInt16BE(word, index * 2);
    else if (word !== 0) data[index >> 3] = (data[index >> 3] ?? 0) | (1 << (index & 7));
  });
  return { pdu: Buffer.concat([Buffer.from([code, data.length]), data]) };
};

/** The write that a request asks for, or undefined where its lengths or values disagree. */
const parseWrite = (code: number, pdu: Buffer): Write | undefined => {
  if (pdu.length < 5) return undefined;
  const register = pdu.readUInt16BE(1);
  const second = pdu.readUInt16BE(3);
  if (code === 5) {
    if (pdu.length !== 5 || (second !== 0 && second !== 0xff00)) return undefined;
    return { table: "coil", register, words: [second === 0 ? 0 : 1] };
  }
  if (code === 6) {
    return pdu.length === 5 ? { table: "holding", register, words: [second] } : undefined;
  }
  const bits = code === 15;
  const bytes = bits ? Math.ceil(second / 8) : second * 2;
  const most = bits ? 1968 : 123;
  if (second < 1 || second > most || pdu[5] !== bytes || pdu.length !== 6 + bytes) return undefined;
  const words = Array.from({ length: second }, (_, index) =>
    bits ? ((pdu[6 + (index >> 3)] ?? 0) >> (index & 7)) & 1 : pdu.readUInt16BE(6 + index * 2),
  );
  return { table: bits ? "coil" : "holding", register, words };
};

const writeResult = (plc: Plc, code: number, pdu: Buffer): Result => {
  const write = parseWrite(code, pdu);
  if (write === undefined) return exception(code, exceptionIllegalValue);
  const { table, register, words } = write;
  if (!plc.memory.exists(table, register, words.length)) {
    return exception(code, exceptionIllegalAddress);
  }
  plc.memory.write(table, register, words);
  return { pdu: pdu.subarray(0, 5), write };
};

const resultOf = (plc: Plc, pdu: Buffer): Result => {
  const code = pdu[0] ?? 0;
  const refusal = plc.faults.of("refuse", code);
  if (refusal !== undefined) return exception(code, refusal.exception);
  const table = readTables[code];
  if (table !== undefined) return readResult(plc, code, table, pdu);
  if ([5, 6, 15, 16].includes(code)) return writeResult(plc, code, pdu);
  return exception(code, exceptionIllegalFunction);
};

/** The PLC's Modbus TCP port. Answers every unit id. */
export class ModbusTcpServer {
  readonly #plc: Plc;
  readonly #onWrite: (record: WriteRecord) => void;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(plc: Plc, onWrite: (record: WriteRecord) => void) {
    this.#plc = plc;
    this.#onWrite = onWrite;
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
    this.#server.maxConnections = mostConnections;
  }

  /** The bound host and port. */
  async listen(host: string, port: number): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (error: NodeJS.ErrnoException) => {
        reject(
          new PlcError(
            "LISTEN_FAILED",
            `cannot listen on ${host}:${port}: ${error.message}`,
            "choose a free port, or port 0 for any",
          ),
        );
      });
      this.#server.listen(port, host, resolve);
    });
    const bound = this.#server.address() as AddressInfo;
    return { host: bound.address, port: bound.port };
  }

  /** Closes every connection; new ones are welcome. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
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
    const { faults } = this.#plc;
    const pdu = frame.subarray(mbapBytes);
    const code = pdu[0] ?? 0;
    if (faults.of("deaf", code) !== undefined) return;
    const { pdu: answer, write } = resultOf(this.#plc, pdu);
    if (write !== undefined) {
      const { table, register, words } = write;
      const value = decodeWrite(this.#plc.memory, table, register, words);
      const common = { t: Date.now(), protocol: "modbus-tcp" as const, function: code };
      this.#onWrite({ ...common, table, register, value, from });
    }
    if (faults.of("mute", code) !== undefined) return;
    const header = Buffer.from(frame.subarray(0, mbapBytes));
    header.writeUInt16BE(answer.length + 1, 4);
    if (faults.of("wrong-transaction", code) !== undefined) {
      header.writeUInt16BE((header.readUInt16BE(0) + 1) & 0xffff, 0);
    }
    const bytes = Buffer.concat([header, answer]);
    const lateMs = faults.of("delay", code)?.ms ?? 0;
    const cut = faults.of("cut", code) !== undefined;
    const send = (): void => {
      if (!socket.writable) return;
      if (cut) socket.end(bytes.subarray(0, bytes.length >> 1));
      else socket.write(bytes);
    };
    if (lateMs > 0) setTimeout(send, lateMs).unref();
    else send();
  }
}
