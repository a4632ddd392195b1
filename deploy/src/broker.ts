import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type { Site } from "@quorate/protocol";
import { Aedes } from "aedes";

/** The usual port, and one among the demo's own where that is taken or others are in use. */
const usualPort = 1883;
const usualBase = 7401;
const offset = 296;

const mark = "# Written by the demo at every start; without this line it is left alone.";

const portsOf = (site: Site): readonly number[] => {
  const base = Number(site.agents[0]?.address.split(":").pop());
  return base === usualBase ? [usualPort, base + offset] : [base + offset];
};

const listen = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });

/** Every agent publishes as a Sparkplug edge node; one of them in plain topics too. */
const writeSettings = (folder: string, site: Site, port: number): void => {
  site.agents.forEach(({ name }, index) => {
    const path = join(folder, "agents", name, "local.yaml");
    if (existsSync(path) && !readFileSync(path, "utf8").startsWith(mark)) return;
    const plain = index === 0 ? ", plainTopics: true" : "";
    writeFileSync(path, `${mark}\nmqtt: { url: "mqtt://127.0.0.1:${port}"${plain} }\n`);
  });
};

export interface OpenBroker {
  readonly port: number;
  /** Publishes as if it came from a client. */
  publish(topic: string, payload: Uint8Array): void;
  close(): Promise<void>;
}

/**
 * A broker in this process, on this machine alone and open to everybody on it, at the first of
 * these ports that can be had; null when none can. `published` is told of every message.
 */
export const openBroker = async (
  ports: readonly number[],
  published: (topic: string, bytes: number) => void = () => undefined,
): Promise<OpenBroker | null> => {
  const aedes = await Aedes.createBroker();
  aedes.on("publish", ({ topic, payload }) => published(topic, payload.length));
  const end = (): Promise<void> => new Promise((resolve) => aedes.close(() => resolve()));
  for (const port of ports) {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      aedes.handle(socket);
    });
    if (!(await listen(server, port))) continue;
    const at = server.address();
    return {
      port: typeof at === "object" ? (at?.port ?? port) : port,
      publish: (topic, payload) => {
        const packet = { topic, payload: Buffer.from(payload), qos: 0, retain: false } as const;
        aedes.publish({ ...packet, cmd: "publish", dup: false }, () => undefined);
      },
      close: async () => {
        const closed = new Promise((resolve) => server.close(resolve));
        for (const socket of sockets) socket.destroy();
        await closed;
        await end();
      },
    };
  }
  await end();
  return null;
};

let lines: readonly string[] = [];

/** How to watch the demo's broker; empty when there is none. */
export const watchLines = (): readonly string[] => lines;

/**
 * The demo's broker shows how telemetry gets out; nothing that comes in through it moves anything.
 * Answers how to end it.
 */
export const startBroker = async (folder: string, site: Site): Promise<() => Promise<void>> => {
  const broker = await openBroker(portsOf(site));
  if (broker === null) return async () => undefined;
  const { port } = broker;
  writeSettings(folder, site, port);
  lines = [
    `  npx mqtt sub -h 127.0.0.1 -p ${port} -t 'quorate/#' -v      (telemetry as JSON)`,
    `  a Sparkplug host at mqtt://127.0.0.1:${port}, group ${site.name}: every agent is a node`,
  ];
  return () => broker.close();
};
