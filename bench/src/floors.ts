import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeSigner, nodeVerify } from "@quorate/protocol/node";
import { percentileRow, type Percentiles, type Row, Stopwatch } from "./figures.ts";
import { rawModbusWrites } from "./raw.ts";

/** What nothing on this machine can be faster than, measured in the run that it is held against. */
export interface Floors {
  readonly rawModbusWrite: Percentiles;
  /** Ed25519 verifications a second on one core, as agents make them. */
  readonly verificationsPerSecond: number;
  /** 300 bytes appended and made durable, where the journals are. */
  readonly fdatasync: Percentiles;
  /** 300 bytes to a TCP server on the loopback and back. */
  readonly loopback: Percentiles;
}

const messageBytes = 300;

const verifications = (count: number): number => {
  const signer = nodeSigner(randomBytes(32));
  const signed = Array.from({ length: 16 }, () => {
    const message = randomBytes(messageBytes);
    return { message, signature: signer.sign(message) };
  });
  const begun = performance.now();
  for (let index = 0; index < count; index += 1) {
    const { message, signature } = signed[index % signed.length] as (typeof signed)[number];
    if (!nodeVerify(signer.publicKey, message, signature)) throw new Error("a signature is wrong");
  }
  return Math.round((count * 1000) / (performance.now() - begun));
};

const syncs = (count: number): Percentiles => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-floor-"));
  const file = openSync(join(folder, "journal"), "a");
  const stopwatch = new Stopwatch();
  const record = randomBytes(messageBytes);
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    writeSync(file, record);
    fdatasyncSync(file);
    stopwatch.record(performance.now() - begun);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return stopwatch.percentiles();
};

const roundTrips = async (count: number): Promise<Percentiles> => {
  const server = createServer((socket) => socket.setNoDelay(true).pipe(socket));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  const stopwatch = new Stopwatch();
  const message = randomBytes(messageBytes);
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    socket.write(message);
    for (let left = messageBytes; left > 0; ) {
      const [chunk] = (await once(socket, "data")) as [Buffer];
      left -= chunk.length;
    }
    stopwatch.record(performance.now() - begun);
  }
  socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  return stopwatch.percentiles();
};

/** `modbusPort`: of the device that the benchmark writes; `count`: how often each is done. */
export const measureFloors = async (modbusPort: number, count = 1000): Promise<Floors> => ({
  rawModbusWrite: await rawModbusWrites(modbusPort, count),
  verificationsPerSecond: verifications(2 * count),
  fdatasync: syncs(count),
  loopback: await roundTrips(count),
});

/** Rows of `percentileTable`. */
export const floorRows = ({ rawModbusWrite, fdatasync, loopback }: Floors): Row[] => [
  percentileRow("floor: raw Modbus write and answer", rawModbusWrite),
  percentileRow("floor: fdatasync of 300 bytes", fdatasync),
  percentileRow("floor: loopback round trip", loopback),
];

export const floorLine = ({ verificationsPerSecond }: Floors): string =>
  `floor: ${verificationsPerSecond} Ed25519 verifications a second on one core`;
