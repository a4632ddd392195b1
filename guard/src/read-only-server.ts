import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { DeviceAdapter, RawRead } from "@quorate/device-adapters";
import { type DeviceSpec, isSameUnit, readUnitOf, type Table } from "@quorate/protocol";

/** Bounds of the read-only server (S9). */
export const readOnlyLimits = {
  /** Every agent has one for each device that an interlock reads. */
  connections: 256,
  /** Bytes of one connection that wait to be answered or to be taken by the peer. */
  bufferedBytes: 64 * 1024,
  cachedAnswers: 1024,
  idleMs: 300_000,
  /** Refusals told to the logger in a second; the rest is counted. */
  refusalsPerSecond: 10,
} as const;

/** Messaging on TCP V1.0b section 3: 7 bytes of header, at most 253 of PDU. */
const mbapBytes = 7;
const mostPduBytes = 253;
const readPduBytes = 5;

/** Application protocol V1.1b3 section 7. */
const illegalFunction = 1;
const gatewayPathUnavailable = 10;
const gatewayTargetSilent = 11;

const tables: Readonly<Record<number, Table>> = {
  1: "coil",
  2: "discrete",
  3: "holding",
  4: "input",
};

/** A request that was not a read. */
export interface Refusal {
  readonly code: "READ_ONLY_REFUSED";
  /** Address and port of who asked. */
  readonly peer: string;
  readonly function: number;
  readonly unit: number;
  /** Refusals since the last one told, left out to keep the log readable. */
  readonly suppressed: number;
}

export interface ReadOnlyServerOptions {
  /** HOST:PORT; port 0 takes any free port. */
  readonly listen: string;
  /** Modbus devices. With one, every unit id is its own; with several, `readUnit` selects. */
  readonly adapters: readonly DeviceAdapter[];
  readonly onRefused: (refusal: Refusal) => void;
}

export interface ReadOnlyServer {
  /** Bound host:port. */
  readonly address: string;
  /** How many peers are connected. */
  readonly connections: number;
  stop(): Promise<void>;
}

/** A read-only server that cannot start. */
export class ReadOnlyServerError extends Error {
  readonly code: "ADDRESS_INVALID" | "LISTEN_FAILED" | "DEVICE_NOT_MODBUS" | "UNIT_AMBIGUOUS";

  constructor(code: ReadOnlyServerError["code"], detail: string) {
    super(`${code}: ${detail}`);
    this.name = "ReadOnlyServerError";
    this.code = code;
  }
}

interface Source {
  readonly device: DeviceSpec;
  readonly unit: number;
  /** How long an answer may be given again. */
  readonly scanMs: number;
  read: NonNullable<DeviceAdapter["readRaw"]>;
}

const sourceOf = (adapter: DeviceAdapter): Source => {
  const { device } = adapter;
  if (adapter.readRaw === undefined) {
    throw new ReadOnlyServerError("DEVICE_NOT_MODBUS", `'${device.name}' has no registers`);
  }
  const read = adapter.readRaw.bind(adapter);
  return { device, unit: readUnitOf(device), scanMs: device.scanMs, read };
};

/** Agents add a device's own scan to the age of its answer, whichever name it was read by. */
const withLeastScan = (sources: readonly Source[]): readonly Source[] =>
  sources.map((source) => {
    const scans = sources.filter(({ unit }) => unit === source.unit).map(({ scanMs }) => scanMs);
    return { ...source, scanMs: Math.min(...scans) };
  });

const checkUnits = (sources: readonly Source[]): void => {
  for (const { unit, device } of sources) {
    const same = sources.filter((source) => source.unit === unit);
    if (same.every((source) => isSameUnit(source.device, device))) continue;
    const names = same.map((source) => source.device.name).join(", ");
    const detail = `${names} would all be unit ${unit}; give each a readUnit of its own`;
    throw new ReadOnlyServerError("UNIT_AMBIGUOUS", detail);
  }
};

const parseListen = (listen: string): { host: string; port: number } => {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(listen);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port > 65_535) {
    throw new ReadOnlyServerError("ADDRESS_INVALID", `'${listen}' is not host:port`);
  }
  return { host, port };
};

/**
 * Serves the devices' registers to whoever may reach the port. Function codes 1 to 4 pass; every
 * other one is refused here and never reaches a device.
 * @throws ReadOnlyServerError
 */
export const startReadOnlyServer = async (
  options: ReadOnlyServerOptions,
): Promise<ReadOnlyServer> => {
  const { host, port } = parseListen(options.listen);
  const sources = options.adapters.map(sourceOf);
  checkUnits(sources);
  const server = new Gateway(withLeastScan(sources), options.onRefused);
  const address = await server.listen(host, port);
  return {
    address,
    get connections() {
      return server.connections;
    },
    stop: () => server.stop(),
  };
};

interface Cached {
  readonly atMs: number;
  /** Who waits for it: the device is not asked for peers that are gone. */
  readonly askers: Set<Socket>;
  readonly answer: Promise<RawRead>;
}

/** Gives one answer of the device to all who ask the same within a scan. */
class Cache {
  readonly #entries = new Map<string, Cached>();

  read(
    asker: Socket,
    source: Source,
    { table, register, count }: { table: Table; register: number; count: number },
  ): Promise<RawRead> {
    const key = `${source.unit}/${table}/${register}/${count}`;
    const nowMs = performance.now();
    const cached = this.#entries.get(key);
    if (cached !== undefined && nowMs - cached.atMs < source.scanMs) {
      cached.askers.add(asker);
      return cached.answer;
    }
    const askers = new Set([asker]);
    const isWanted = (): boolean => [...askers].some(({ writable }) => writable);
    const answer = source.read(table, register, count, isWanted);
    const entry: Cached = { atMs: nowMs, askers, answer };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    void answer.then((read) => {
      // What gave way to others, or was dropped, is no word of the device.
      const isTold = read.ok || read.exception !== undefined;
      if (!isTold && this.#entries.get(key) === entry) this.#entries.delete(key);
      askers.clear();
    });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > readOnlyLimits.cachedAnswers && oldest !== undefined) {
      this.#entries.delete(oldest);
    }
    return answer;
  }
}

/** Tells of refusals, but of no more in a second than a log can bear. */
class Refusals {
  readonly #tell: (refusal: Refusal) => void;
  #secondMs = Number.NEGATIVE_INFINITY;
  #told = 0;
  #suppressed = 0;

  constructor(tell: (refusal: Refusal) => void) {
    this.#tell = tell;
  }

  add(peer: string, code: number, unit: number): void {
    const nowMs = performance.now();
    if (nowMs - this.#secondMs >= 1000) [this.#secondMs, this.#told] = [nowMs, 0];
    if (this.#told >= readOnlyLimits.refusalsPerSecond) {
      this.#suppressed += 1;
      return;
    }
    this.#told += 1;
    const suppressed = this.#suppressed;
    this.#suppressed = 0;
    this.#tell({ code: "READ_ONLY_REFUSED", peer, function: code, unit, suppressed });
  }
}

class Gateway {
  readonly #sources: readonly Source[];
  readonly #refusals: Refusals;
  readonly #cache = new Cache();
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(sources: readonly Source[], onRefused: (refusal: Refusal) => void) {
    this.#sources = sources;
    this.#refusals = new Refusals(onRefused);
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
    this.#server.maxConnections = readOnlyLimits.connections;
  }

  async listen(host: string, port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (error) => {
        reject(new ReadOnlyServerError("LISTEN_FAILED", `${host}:${port}: ${error.message}`));
      });
      this.#server.listen(port, host, resolve);
    });
    const bound = this.#server.address() as AddressInfo;
    const name = bound.family === "IPv6" ? `[${bound.address}]` : bound.address;
    return `${name}:${bound.port}`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    let received = Buffer.alloc(0);
    let answering = false;
    this.#sockets.add(socket);
    socket.setTimeout(readOnlyLimits.idleMs, () => socket.destroy());
    socket.on("error", () => socket.destroy());
    socket.once("close", () => this.#sockets.delete(socket));

    /** One request at a time and in order. */
    const answerAll = async (): Promise<void> => {
      answering = true;
      for (let frame = frameOf(received); frame !== undefined; frame = frameOf(received)) {
        if (frame === "malformed" || socket.writableLength > readOnlyLimits.bufferedBytes) {
          socket.destroy();
          break;
        }
        received = received.subarray(frame.length);
        const pdu = await this.#answer(socket, peer, frame);
        if (!socket.writable) break;
        socket.write(answerFrame(frame, pdu));
      }
      answering = false;
      socket.resume();
    };
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length > readOnlyLimits.bufferedBytes * 2) socket.destroy();
      else if (!answering) void answerAll();
      // More stays with the peer. One that waits for its answer is read on, to see it leave.
      else if (received.length > mbapBytes + mostPduBytes) socket.pause();
    });
  }

  async #answer(socket: Socket, peer: string, frame: Buffer): Promise<Buffer> {
    const unit = frame[6] ?? 0;
    const code = frame[7] ?? 0;
    const refuse = (exception: number): Buffer => Buffer.from([code | 0x80, exception]);
    const table = tables[code];
    if (table === undefined) {
      this.#refusals.add(peer, code, unit);
      return refuse(illegalFunction);
    }
    const [only, ...others] = this.#sources;
    const source = others.length === 0 ? only : this.#sources.find((some) => some.unit === unit);
    if (source === undefined) return refuse(gatewayPathUnavailable);
    const register = frame.readUInt16BE(8);
    const count = frame.readUInt16BE(10);
    const answer = await this.#cache.read(socket, source, { table, register, count });
    if (!answer.ok) return refuse(answer.exception ?? gatewayTargetSilent);
    const pack = table === "coil" || table === "discrete" ? bits : words;
    const data = pack(answer.words);
    return Buffer.concat([Buffer.from([code, data.length]), data]);
  }
}

/** The first whole frame, undefined while it is incomplete. */
const frameOf = (received: Buffer): Buffer | "malformed" | undefined => {
  if (received.length < mbapBytes) return undefined;
  const length = received.readUInt16BE(4);
  if (received.readUInt16BE(2) !== 0 || length < 2 || length > mostPduBytes + 1) return "malformed";
  const frame = received.subarray(0, 6 + length);
  if (frame.length < 6 + length) return undefined;
  const isRead = tables[frame[7] ?? 0] !== undefined;
  return isRead && length !== 1 + readPduBytes ? "malformed" : frame;
};

const answerFrame = (request: Buffer, pdu: Buffer): Buffer => {
  const header = Buffer.from(request.subarray(0, mbapBytes));
  header.writeUInt16BE(pdu.length + 1, 4);
  return Buffer.concat([header, pdu]);
};

const bits = (values: readonly number[]): Buffer => {
  const data = Buffer.alloc(Math.ceil(values.length / 8));
  values.forEach((value, index) => {
    if (value !== 0) data[index >> 3] = (data[index >> 3] ?? 0) | (1 << (index & 7));
  });
  return data;
};

const words = (values: readonly number[]): Buffer => {
  const data = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => data.writeUInt16BE(value, index * 2));
  return data;
};
