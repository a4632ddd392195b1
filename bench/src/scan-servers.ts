import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import modbusSerial from "modbus-serial";

// A process of its own: Modbus TCP devices, and one that takes connections and never answers.
// Sent the number of devices, it tells their ports, the dead one's last.

type Words = (register: number, length: number) => number[];

/** Registers that change from second to second. */
const registers: Words = (register, length) => {
  const second = Math.floor(Date.now() / 1000);
  return Array.from({ length }, (_, index) => (register + index + second) & 0x3fff);
};

const startDevice = async (): Promise<number> => {
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const server = new modbusSerial.ServerTCP(
    { getMultipleHoldingRegisters: registers },
    { host: "127.0.0.1", port, unitID: 1 },
  );
  server.on("socketError", () => undefined);
  await once(server, "initialized");
  return port;
};

const startBlackHole = async (): Promise<number> => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.resume();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
};

process.on("message", (devices: number) => {
  const start = async (): Promise<void> => {
    const ports: number[] = [];
    for (let index = 0; index < devices; index += 1) ports.push(await startDevice());
    process.send?.([...ports, await startBlackHole()]);
  };
  void start();
});
process.on("disconnect", () => process.exit(0));
