import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

export interface Request {
  readonly transaction: number;
  readonly unit: number;
  readonly pdu: Buffer;
  /** Sends a PDU as the answer to this request, or under another transaction id. */
  readonly reply: (pdu: readonly number[], transaction?: number) => void;
  readonly socket: Socket;
}

export interface ScriptedDevice {
  readonly address: string;
  readonly requests: readonly Request[];
  /** Replaces the script from the next request on. */
  script: (request: Request, index: number) => void;
  connections: number;
  stop(): Promise<void>;
}

/** A Modbus TCP peer that misbehaves exactly as told. */
export const startScriptedDevice = async (
  script: ScriptedDevice["script"],
): Promise<ScriptedDevice> => {
  const sockets = new Set<Socket>();
  const requests: Request[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    device.connections += 1;
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    let received = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 8 && received.length >= 6 + received.readUInt16BE(4)) {
        const frame = received.subarray(0, 6 + received.readUInt16BE(4));
        received = received.subarray(frame.length);
        const request = requestOf(frame, socket);
        requests.push(request);
        device.script(request, requests.length - 1);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const device: ScriptedDevice = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    script,
    connections: 0,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return device;
};

const requestOf = (frame: Buffer, socket: Socket): Request => {
  const transaction = frame.readUInt16BE(0);
  const unit = frame[6] ?? 0;
  const reply = (pdu: readonly number[], as = transaction): void => {
    if (!socket.writable) return;
    const answer = Buffer.from([0, 0, 0, 0, 0, pdu.length + 1, unit, ...pdu]);
    answer.writeUInt16BE(as, 0);
    socket.write(answer);
  };
  return { transaction, unit, pdu: frame.subarray(7), reply, socket };
};

/** Answers a register read (function codes 3 and 4) with this word throughout. */
export const wordsOf = (request: Request, word: number): readonly number[] => {
  const count = request.pdu.readUInt16BE(3);
  const data = Array.from({ length: count }, () => [word >> 8, word & 0xff]).flat();
  return [request.pdu[0] ?? 0, data.length, ...data];
};

/** Listens and never runs again: once the backlog is full, Linux leaves every SYN unanswered. */
const blackHole = `
  const { parentPort } = require("node:worker_threads");
  const server = require("node:net").createServer();
  server.listen({ host: "127.0.0.1", port: 0, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** A peer whose host takes connections until it has a few, and is silent from then on. */
export const startBlackHole = async (): Promise<{ address: string; end: () => Promise<void> }> => {
  const worker = new Worker(blackHole, { eval: true, execArgv: [] });
  const [port] = (await once(worker, "message")) as [number];
  const end = async (): Promise<void> => void (await worker.terminate());
  return { address: `127.0.0.1:${port}`, end };
};
