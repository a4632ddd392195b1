import { fileURLToPath } from "node:url";
import type { PlantProcess } from "@quorate/deploy";

/** Memory of a process, bytes. */
export interface Memory {
  readonly resident: number;
  /** On V8's heap and in buffers beside it; alive if garbage was collected before. */
  readonly used: number;
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

const answered = async (asked: PlantProcess, signal: NodeJS.Signals): Promise<Memory> => {
  const from = asked.err.length;
  process.kill(asked.pid, signal);
  const askedMs = performance.now();
  while (performance.now() - askedMs < patienceMs) {
    const line = asked.err.slice(from).find((one) => one.startsWith('{"probe"'));
    if (line !== undefined) {
      const { rss, heapUsed, external, sent } = (JSON.parse(line) as Required<Told>).probe;
      return { resident: rss, used: heapUsed + external, sent };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${asked.name} does not tell its memory`);
};

/** Has a process tell. Rejects when it does not answer. */
export const probed = (asked: PlantProcess): Promise<Memory> => answered(asked, "SIGWINCH");

/** The same after its garbage was collected, which slows it down for seconds. */
export const collected = (asked: PlantProcess): Promise<Memory> => answered(asked, "SIGURG");
