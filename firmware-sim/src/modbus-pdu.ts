import { writeFunctions } from "./faults.ts";
import { decodeWrite, type OnWrite } from "./journal.ts";
import type { Table } from "./memory.ts";
import type { Plc } from "./plc.ts";

/** Modbus application protocol V1.1b3: at most so many bytes after the address. */
export const mostPduBytes = 253;
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
  plc.write(table, register, words);
  return { pdu: pdu.subarray(0, 5), write };
};

const resultOf = (plc: Plc, unit: number, pdu: Buffer): Result => {
  const code = pdu[0] ?? 0;
  const refusal = plc.faults.of("refuse", code, unit);
  if (refusal !== undefined) return exception(code, refusal.exception);
  const table = readTables[code];
  if (table !== undefined) return readResult(plc, code, table, pdu);
  if (writeFunctions.includes(code)) return writeResult(plc, code, pdu);
  return exception(code, exceptionIllegalFunction);
};

/** An answer, and what becomes of it on its way. */
export interface Answer {
  readonly pdu: Buffer;
  readonly lateMs: number;
  /** Half of it is sent, and the connection ends. */
  readonly cut: boolean;
  readonly wrongTransaction: boolean;
  readonly wrongChecksum: boolean;
}

/** Carries out one request as the faults in force allow; undefined where nobody answers. */
export const carryOut = (
  plc: Plc,
  { protocol, from, unit }: { protocol: "modbus-tcp" | "modbus-rtu"; from: string; unit: number },
  pdu: Buffer,
  onWrite: OnWrite,
): Answer | undefined => {
  const { faults } = plc;
  const code = pdu[0] ?? 0;
  if (faults.of("deaf", code, unit) !== undefined) return undefined;
  const { pdu: answer, write } = resultOf(plc, unit, pdu);
  if (write !== undefined) {
    const { table, register, words } = write;
    const value = decodeWrite(plc.memory, table, register, words);
    onWrite({ t: Date.now(), protocol, function: code, table, register, value, from });
  }
  if (faults.of("mute", code, unit) !== undefined) return undefined;
  return {
    pdu: answer,
    lateMs: faults.of("delay", code, unit)?.ms ?? 0,
    cut: faults.of("cut", code, unit) !== undefined,
    wrongTransaction: faults.of("wrong-transaction", code, unit) !== undefined,
    wrongChecksum: faults.of("crc", code, unit) !== undefined,
  };
};
