import { createServer } from "node:net";

/** Ports that a plant takes, counted from its base port (edge-agent/src/cli/init.ts). */
const span = 300;
/** Below the range from which the system takes ports for outgoing connections. */
const [lowest, highest] = [12_000, 32_000];

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1" }, () => server.close(() => resolve(true)));
  });

/** Bases that this process has given away. */
const given = new Set<number>();

/** A base port such that it and `offsets` from it are free now. */
export const freeBase = async (offsets: readonly number[]): Promise<number> => {
  const blocks = Math.floor((highest - lowest) / span);
  const first = Math.floor(Math.random() * blocks);
  for (let tried = 0; tried < blocks; tried += 1) {
    const base = lowest + ((first + tried) % blocks) * span;
    if (given.has(base)) continue;
    const free = await Promise.all(offsets.map((offset) => isFree(base + offset)));
    if (!free.every(Boolean)) continue;
    given.add(base);
    return base;
  }
  throw new Error("no free ports for a plant");
};
