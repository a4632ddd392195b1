import modbusSerial from "modbus-serial";
import { type Percentiles, Stopwatch } from "./figures.ts";

/** The floor: one Modbus TCP write of a float32 and its answer, nothing of Quorate in between. */
export const rawModbusWrites = async (port: number, count: number): Promise<Percentiles> => {
  const client = new modbusSerial.default();
  await client.connectTCP("127.0.0.1", { port });
  client.setID(1);
  const stopwatch = new Stopwatch();
  const bytes = Buffer.alloc(4);
  for (let index = 0; index < count; index += 1) {
    bytes.writeFloatBE(20 + (index % 20));
    const begun = performance.now();
    await client.writeRegisters(100, [bytes.readUInt16BE(0), bytes.readUInt16BE(2)]);
    stopwatch.record(performance.now() - begun);
  }
  await new Promise<void>((resolve) => client.close(() => resolve()));
  return stopwatch.percentiles();
};
