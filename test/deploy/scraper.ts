import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { type Address, parseAddress, parseLocalOrThrow, parseSiteOrThrow } from "@quorate/protocol";
import { Database } from "./prometheus.ts";

interface Process {
  readonly name: string;
  readonly address: string;
}

/** Every process of a demo, and where it says that it serves its metrics. */
const processesOf = (folder: string): Process[] => {
  const { agents, guards } = parseSiteOrThrow(readFileSync(join(folder, "site.yaml")));
  const homes = [
    ...agents.map(({ name }) => ({ name, home: join(folder, "agents", name) })),
    ...guards.map(({ name }) => ({ name, home: join(folder, "guards", name) })),
    { name: "console", home: join(folder, "console") },
  ];
  return homes.map(({ name, home }) => {
    const { listen } = parseLocalOrThrow(readFileSync(join(home, "local.yaml")));
    return { name, address: listen.metrics ?? "" };
  });
};

const pageOf = async (address: string): Promise<string | null> => {
  try {
    const answer = await fetch(`http://${address}/metrics`);
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
};

/** Looks at a demo as Prometheus would, with the job and the names of docs/operations.md. */
export class Scraper {
  readonly database = new Database();
  private readonly processes: readonly Process[];

  constructor(folder: string) {
    this.processes = processesOf(folder);
  }

  get names(): string[] {
    return this.processes.map(({ name }) => name);
  }

  /** Answers when that was; `silent` is one that is taken for dead. */
  async scrape(silent?: string): Promise<number> {
    const answers = await Promise.all(
      this.processes.map(async ({ name, address }) => ({
        target: { instance: name, job: "demo" },
        page: name === silent ? null : await pageOf(address),
      })),
    );
    const atMs = performance.now();
    this.database.add(atMs, answers);
    return atMs;
  }
}

/** Somebody who is no agent knocks at one: that is a coded event. */
export const knock = (address: string): Promise<void> => {
  const { host, port } = parseAddress(address) as Address;
  return new Promise((resolve) => {
    const socket = connect(port, host, () => socket.end("GET / HTTP/1.0\r\n\r\n"));
    socket.on("error", () => {}).on("close", () => resolve()).resume();
  });
};
