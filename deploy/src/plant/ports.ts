import { createServer, type Server } from "node:net";

/** Ports that a plant takes, counted from its base port (edge-agent/src/cli/init.ts). */
const span = 300;
/** No plant takes this one of them: whoever listens there has the block. */
const claimOffset = 280;
/** Below the range from which the system takes ports for outgoing connections. */
const [lowest, highest] = [12_000, 32_000];

/** Null where something else listens. */
const listenAt = (port: number): Promise<Server | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1" }, () => resolve(server));
  });

const isFree = async (port: number): Promise<boolean> => {
  const server = await listenAt(port);
  if (server === null) return false;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return true;
};

/**
 * A base port such that it and `offsets` from it are free now. Another process that looks for one
 * before anything listens there gets another one, as long as this process lives.
 */
export const freeBase = async (offsets: readonly number[]): Promise<number> => {
  const blocks = Math.floor((highest - lowest) / span);
  const first = Math.floor(Math.random() * blocks);
  for (let tried = 0; tried < blocks; tried += 1) {
    const base = lowest + ((first + tried) % blocks) * span;
    const claim = await listenAt(base + claimOffset);
    if (claim === null) continue;
    const free = await Promise.all(offsets.map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) {
      claim.unref();
      return base;
    }
    claim.close();
  }
  throw new Error("no free ports for a plant");
};
