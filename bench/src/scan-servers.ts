import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import modbusSerial from "modbus-serial";

// A process of its own: Modbus TCP devices, and one that takes connections and never answers.
// Sent the number of devices, it tells their ports, the dead one's last. Sent "die", the last of
// the living takes no notice of anything any more either.

type Words = (register: number, length: number) => number[];

/** Registers that change from second to second. */
const registers: Words = (register, length) => {
  const second = Math.floor(Date.now() / 1000);
  return Array.from({ length }, (_, index) => (register + index + second) & 0x3fff);
};

type Answer = (error: Error | null, words: number[]) => void;

/** The place of the device that answers nothing any more. */
let died = -1;

const startDevice = async (place: number): Promise<number> => {
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const server = new modbusSerial.ServerTCP(
    {
      // With four parameters it may answer later, or never.
      getMultipleHoldingRegisters: (register, length, _unit, answer: Answer) => {
        if (place !== died) answer(null, registers(register, length));
      },
    },
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

let living = 0;

const start = async (devices: number): Promise<void> => {
  const ports: number[] = [];
  for (; living < devices; living += 1) ports.push(await startDevice(living));
  process.send?.([...ports, await startBlackHole()]);
};

process.on("message", (message: number | "die") => {
  if (message === "die") died = living - 1;
  else void start(message);
});
process.on("disconnect", () => process.exit(0));
