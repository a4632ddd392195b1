import { createServer, type AddressInfo, type Socket } from "node:net";

// A process of its own: a Modbus TCP device of bare holding registers for every unit, with no
// process behind them, so that a benchmark measures what stands before the device. It tells its
// port; sent "written", it tells the writes since it was asked last.

/** One write: when, to which unit and register, and its words. */
export type BankWrite = readonly [t: number, unit: number, register: number, words: number[]];

const registers = 4096;
/** Writes that are kept for whoever asks; the oldest go first. */
const writesMax = 200_000;
const [readHolding, writeSingle, writeMultiple] = [3, 6, 16];
const [illegalFunction, illegalAddress] = [1, 2];

const memories = new Map<number, Uint16Array>();
let writes: BankWrite[] = [];

const memoryOf = (unit: number): Uint16Array => {
  const memory = memories.get(unit) ?? new Uint16Array(registers);
  memories.set(unit, memory);
  return memory;
};

const now = (): number => performance.timeOrigin + performance.now();

const write = (unit: number, register: number, words: number[]): void => {
  memoryOf(unit).set(words, register);
  writes.push([now(), unit, register, words]);
  if (writes.length > writesMax) writes = writes.slice(writesMax / 2);
};

const wordsOf = (bytes: Buffer, at: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => bytes.readUInt16BE(at + 2 * index));

/** The answer's function code and data to a request's (Modbus Application Protocol 1.1b3, 6). */
const answerOf = (unit: number, request: Buffer): Buffer => {
  const code = request.readUInt8(0);
  const exception = (why: number): Buffer => Buffer.from([code | 0x80, why]);
  if (![readHolding, writeSingle, writeMultiple].includes(code)) return exception(illegalFunction);
  const register = request.readUInt16BE(1);
  const count = code === writeSingle ? 1 : request.readUInt16BE(3);
  if (register + count > registers) return exception(illegalAddress);
  if (code === readHolding) {
    const answer = Buffer.alloc(2 + 2 * count);
    answer.writeUInt8(code, 0);
    answer.writeUInt8(2 * count, 1);
    memoryOf(unit)
      .subarray(register, register + count)
      .forEach((word, index) => answer.writeUInt16BE(word, 2 + 2 * index));
    return answer;
  }
  write(unit, register, wordsOf(request, code === writeSingle ? 3 : 6, count));
  return Buffer.from(request.subarray(0, 5));
};

const serve = (socket: Socket): void => {
  socket.setNoDelay(true);
  socket.on("error", () => undefined);
  let waiting: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    // MBAP: transaction, protocol, length of what follows, unit (Modbus TCP guide 1.0b, 3.1.3).
    while (waiting.length >= 7 && waiting.length >= 6 + waiting.readUInt16BE(4)) {
      const end = 6 + waiting.readUInt16BE(4);
      const answer = answerOf(waiting.readUInt8(6), waiting.subarray(7, end));
      const head = Buffer.from(waiting.subarray(0, 7));
      head.writeUInt16BE(answer.length + 1, 4);
      socket.write(Buffer.concat([head, answer]));
      waiting = waiting.subarray(end);
    }
  });
};

const server = createServer(serve).listen(0, "127.0.0.1", () =>
  process.send?.((server.address() as AddressInfo).port),
);
process.on("message", () => {
  process.send?.(writes);
  writes = [];
});
process.on("disconnect", () => process.exit(0));
