import { setTimeout as wait } from "node:timers/promises";
import modbusSerial from "modbus-serial";
import { Bank, floatOf } from "./bank.ts";
import { Etcd } from "./etcd.ts";
import { machine, percentileRow, type Percentiles, percentileTable, Stopwatch } from "./figures.ts";
import { floorLine, floorRows, type Floors, measureFloors } from "./floors.ts";
import { figuresOf, offered } from "./latency.ts";
import { nowMs, Operator } from "./operator.ts";
import { startBenchPlant } from "./plant.ts";
import { cpuMs } from "./proc.ts";

export interface PeersOptions {
  readonly agents: number;
  readonly rate: number;
  readonly seconds: number;
}

/** One system under the stream. */
export interface PeerRow {
  readonly system: string;
  readonly commands: number;
  /** From when a set point was due until a quorum had it, and until the register changed. */
  readonly msToAgreed: Percentiles;
  readonly msToRegister: Percentiles;
  /** CPU in a second of load: of etcd's nodes, or of agents, guard and PLC. */
  readonly cores: number;
}

export interface PeersFigures {
  readonly bench: "peers";
  readonly machine: ReturnType<typeof machine>;
  readonly options: PeersOptions;
  readonly floors: Floors;
  readonly rows: readonly PeerRow[];
  /** Quorate's figure by etcd's. */
  readonly price: Readonly<Record<"agreedP50" | "registerP50" | "registerP99" | "cores", number>>;
}

const register = 100;
const patienceMs = 20_000;

/** Reads set points from a watch and writes each, one after the other, to a register. */
const watchingWriter = async (etcd: Etcd, key: string, port: number) => {
  const client = new modbusSerial.default();
  await client.connectTCP("127.0.0.1", { port });
  client.setID(1);
  let last: Promise<unknown> = Promise.resolve();
  await etcd.watch(2, key, (text) => {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatBE(Number(text));
    const words = [bytes.readUInt16BE(0), bytes.readUInt16BE(2)];
    last = last.then(() => client.writeRegisters(register, words));
  });
  return async (): Promise<void> => {
    await last;
    await new Promise<void>((resolve) => client.close(() => resolve()));
  };
};

const valueOf = (index: number): number => 10 + (index % 8000) / 100;

/** The stream through etcd: a put by one node, a watch at another one, a Modbus write. */
export const throughEtcd = async ({ rate, seconds }: PeersOptions): Promise<PeerRow> => {
  const [bank, etcd] = [await Bank.start(), await Etcd.start()];
  try {
    const key = "intake/valve";
    const endWriter = await watchingWriter(etcd, key, bank.port);
    const [agreed, changed] = [new Stopwatch(), new Stopwatch()];
    const count = rate * seconds;
    const used = (): number => etcd.pids.reduce((sum, pid) => sum + cpuMs(pid), 0);
    const [before, begunMs] = [used(), nowMs()];
    const due = new Map<number, number>();
    const puts: Promise<unknown>[] = [];
    for (let index = 0; index < count; index += 1) {
      const dueMs = begunMs + (index * 1000) / rate;
      if (dueMs > nowMs()) await wait(dueMs - nowMs());
      due.set(Math.fround(valueOf(index)), dueMs);
      const put = etcd.put(0, key, String(valueOf(index)));
      puts.push(put.then((done) => done && agreed.record(nowMs() - dueMs)));
    }
    await Promise.all(puts);
    const cores = Number(((used() - before) / (nowMs() - begunMs)).toFixed(2));
    const writes = new Map<number, number>();
    for (const deadlineMs = nowMs() + patienceMs; writes.size < due.size; await wait(20)) {
      for (const [t, , , words] of await bank.written()) writes.set(floatOf(words), t);
      if (nowMs() > deadlineMs) break;
    }
    for (const [value, dueMs] of due)
      if (writes.has(value)) changed.record((writes.get(value) ?? 0) - dueMs);
    await endWriter();
    const figures = { msToAgreed: agreed.percentiles(), msToRegister: changed.percentiles() };
    return { system: "etcd, 3 nodes", commands: count, ...figures, cores };
  } finally {
    await etcd.stop();
    await bank.stop();
  }
};

const throughQuorate = async (options: PeersOptions): Promise<readonly [PeerRow, Floors]> => {
  const { agents, rate, seconds } = options;
  const plant = await startBenchPlant(agents);
  const operator = new Operator(plant.site, plant.operatorSeed);
  try {
    await plant.ready(() => operator.agentsUp === agents);
    const floors = await measureFloors(plant.modbusPort);
    await offered(operator, { rate: 10, seconds: 1 }, 7000);
    const used = (): number => plant.pids().reduce((sum, pid) => sum + cpuMs(pid), 0);
    const [before, begunMs] = [used(), nowMs()];
    const timed = await offered(operator, { rate, seconds }, 0);
    const cores = Number(((used() - before) / (nowMs() - begunMs)).toFixed(2));
    const { ms } = figuresOf("stream", timed, plant);
    const figures = { msToAgreed: ms.certified, msToRegister: ms.register };
    const row = { system: `Quorate, ${agents} agents`, commands: timed.length, ...figures, cores };
    return [row, floors];
  } finally {
    operator.close();
    await plant.stop();
  }
};

/** The same set points through etcd, which survives crashes only, and through Quorate. */
export const peers = async (options: PeersOptions): Promise<PeersFigures> => {
  const etcd = await throughEtcd(options);
  const [quorate, floors] = await throughQuorate(options);
  const by = (of: (row: PeerRow) => number): number =>
    Number((of(quorate) / Math.max(of(etcd), 0.01)).toFixed(2));
  const price = {
    agreedP50: by(({ msToAgreed }) => msToAgreed.p50),
    registerP50: by(({ msToRegister }) => msToRegister.p50),
    registerP99: by(({ msToRegister }) => msToRegister.p99),
    cores: by(({ cores }) => cores),
  };
  return { bench: "peers", machine: machine(), options, floors, rows: [etcd, quorate], price };
};

export const peersTable = ({ options, rows, floors, price }: PeersFigures): string =>
  [
    percentileTable(`${options.rate}/s, ms`, [
      ...rows.flatMap(({ system, msToAgreed, msToRegister }) => [
        percentileRow(`${system}: agreed`, msToAgreed),
        percentileRow(`${system}: register changed`, msToRegister),
      ]),
      ...floorRows(floors),
    ]),
    ...rows.map(
      ({ system, cores, commands }) => `${system}: ${commands} set points, ${cores} cores`,
    ),
    `price: ${price.agreedP50} times to agreement (p50), ${price.registerP50} times (p50) and ` +
      `${price.registerP99} times (p99) to the register, ${price.cores} times the processor`,
    floorLine(floors),
  ].join("\n");
