import { fileURLToPath } from "node:url";
import type { PlantProcess } from "@quorate/deploy";
import { residentBytes } from "./proc.ts";

/** Memory of a process, bytes. */
export interface Memory {
  /** Resident when the question came. */
  readonly before: number;
  /** Resident after its garbage was collected, and what was alive then: heap and buffers. */
  readonly resident: number;
  readonly live: number;
  /** Bytes that its sockets have sent, by local and remote port; 0 and 0 are those that closed. */
  readonly sent: readonly SentBytes[];
}

export type SentBytes = readonly [localPort: number, remotePort: number, bytes: number];

interface Told {
  readonly probe?: {
    readonly rss: number;
    readonly heapUsed: number;
    readonly external: number;
    readonly sent: readonly SentBytes[];
  };
}

const hook = fileURLToPath(new URL("../bin/memory-probe.cjs", import.meta.url));
const patienceMs = 20_000;

/** Processes that `start` starts can be probed. */
export const probing = async <Started>(start: () => Promise<Started>): Promise<Started> => {
  const before = process.env["NODE_OPTIONS"];
  process.env["NODE_OPTIONS"] = `${before ?? ""} --require=${hook}`.trim();
  try {
    return await start();
  } finally {
    if (before === undefined) delete process.env["NODE_OPTIONS"];
    else process.env["NODE_OPTIONS"] = before;
  }
};

/** Has a process collect its garbage and tell. Rejects when it does not answer. */
export const probed = async (asked: PlantProcess): Promise<Memory> => {
  const before = residentBytes(asked.pid);
  const from = asked.err.length;
  process.kill(asked.pid, "SIGUSR2");
  const askedMs = performance.now();
  while (performance.now() - askedMs < patienceMs) {
    const line = asked.err.slice(from).find((one) => one.startsWith('{"probe"'));
    if (line !== undefined) {
      const { rss, heapUsed, external, sent } = (JSON.parse(line) as Required<Told>).probe;
      return { before, resident: rss, live: heapUsed + external, sent };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${asked.name} does not tell its memory`);
};
