import { createServer } from "node:net";

/** Below the range from which the system takes ports, also for whoever asks for any. */
const [lowest, highest] = [12_000, 32_000];

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** Ports that this process has given away. */
const given = new Set<number>();

/**
 * For a server that has to be told its port: one that is free now, and that the system gives to
 * nobody else until the server has it.
 */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
};
