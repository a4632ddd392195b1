import { readFileSync } from "node:fs";
import { type AddressInfo } from "node:net";
import { extname, join } from "node:path";
import fastifyWebsocket from "@fastify/websocket";
import fastify, { type FastifyInstance } from "fastify";
import type { Site } from "@quorate/protocol";
import type {
  AgentView,
  AlarmView,
  PageMessage,
  PointState,
  ServerMessage,
  SnapshotMessage,
} from "../../hmi/src/shared/messages.ts";
import { livePath, messageVersion } from "../../hmi/src/shared/messages.ts";
import { contentPolicy } from "../../hmi/src/server.ts";
import { mimics } from "./scripted-mimics.ts";

/*
 * A console server that says what a test wants it to say: for what is the page's own work (how each
 * quality looks, what happens when the link goes). Commands are tested with real agents.
 */

interface Peer {
  send(text: string): void;
  terminate(): void;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const agentView = (name: string): AgentView => ({
  ...{ name, up: true, reason: "", round: 812, block: 37, lagMs: 120, skewMs: 3, outlier: false },
  ...{ heardBy: 3, pending: 0, voted: 37 },
  ...{ observer: "", why: "", lastEvent: 4100, lastEventMs: Date.now() },
  ...{ lastCode: "", equivocated: false, equivocation: 0, diverged: false, lies: [] },
});

export const alarmsOfSite = (site: Site): AlarmView[] =>
  site.devices.flatMap(({ name: device, points }) =>
    points.flatMap(({ name: point, alarms }) =>
      (["highHigh", "high", "low", "lowLow"] as const).flatMap((kind): AlarmView[] =>
        alarms?.[kind] === undefined
          ? []
          : [
              {
                ...{ id: `${device}/${point}/${kind}`, device, point, kind, agreed: true },
                ...{ priority: alarms.priority, agree: 4, condition: "normal", state: "NORMAL" },
                ...{ below: "NORMAL", raisedMs: null, clearedMs: null, value: null },
                ...{ limit: alarms[kind], acknowledged: null, shelved: null },
                ...{ held: false, outOfService: null },
              },
            ],
      ),
    ),
  );

const defaults: Readonly<Record<string, number | boolean | string>> = {
  ...{ valve: 42, "valve-position": 41.9, level: 2.31, outflow: 38.4, pump: true, dosing: 4.5 },
  ...{ outlet: 64.2, inlet: 81.7, "outlet-target": 64, recipe: "R-17" },
};

export const valuesOfSite = (site: Site, nowMs: number): PointState[] =>
  site.devices
    .flatMap(({ points }) => points)
    .map(({ name }, index) => [index, defaults[name] ?? index % 100, 2, "", nowMs, 4, 1]);

export const snapshotOf = (site: Site): SnapshotMessage => {
  const nowMs = Date.now();
  return {
    kind: "snapshot",
    version: messageVersion,
    console: {
      ...{ version: "0.1.0", demo: false, demoKeys: [], retentionMs: 30 * 86_400_000 },
      historyFromMs: nowMs - 86_400_000,
    },
    site,
    mimics,
    link: {
      ...{ state: "live", answering: 4, needed: 2, sinceMs: nowMs, missing: "" },
    },
    tick: { serverMs: nowMs, siteMs: nowMs, skewMs: 2, lagMs: 12 },
    status: {
      ...{ ordering: true, why: "", waits: "", block: 37 },
      agents: site.agents.map(({ name }) => agentView(name)),
      guards: site.guards.map(({ name }) => ({ name, up: true, links: 4, twice: false })),
      devices: site.devices.map(({ name, guard }) => ({
        ...{ name, guard, up: true, sequence: 3, open: 0 },
      })),
    },
    values: valuesOfSite(site, nowMs),
    alarms: alarmsOfSite(site),
    alarmFigures: {
      ...{ perTenMinutes: 0, peakPerTenMinutes: 2, flood: false, standing: [], chattering: [] },
    },
    commands: [],
    log: {
      ...{ block: 37, sequence: 61, blockMs: nowMs - 4000, firstBlock: 1, agentsBlock: 37 },
      fault: "",
    },
  };
};

export class ScriptedServer {
  private readonly folder: string;
  private readonly app: FastifyInstance;
  private readonly pages = new Set<Peer>();
  /** Connected while it hung, and told nothing yet. */
  private readonly unmet = new Set<Peer>();
  private ticking: NodeJS.Timeout | null = null;
  snapshot: SnapshotMessage;
  /** What pages sent, oldest first. */
  readonly received: PageMessage[] = [];
  /** Answers a page's message; null: no answer. */
  answer: (message: PageMessage) => ServerMessage | null = () => null;

  constructor(folder: string, snapshot: SnapshotMessage) {
    this.folder = folder;
    this.snapshot = snapshot;
    this.app = fastify({ forceCloseConnections: true });
  }

  async listen(): Promise<string> {
    await this.app.register(fastifyWebsocket);
    this.app.get(livePath, { websocket: true }, (socket) => this.connect(socket));
    this.app.get("/*", (request, reply) => {
      const path = request.url.split("?")[0] === "/" ? "/index.html" : request.url.split("?")[0];
      void reply.headers({ "content-security-policy": contentPolicy });
      void reply.type(types[extname(path ?? "")] ?? "application/octet-stream");
      return readFileSync(join(this.folder, path ?? ""));
    });
    await this.app.listen({ host: "127.0.0.1", port: 0 });
    this.tickOn();
    return `http://127.0.0.1:${(this.app.server.address() as AddressInfo).port}`;
  }

  say(message: ServerMessage): void {
    for (const page of this.pages) page.send(JSON.stringify(message));
  }

  /** Nothing more, to pages that come anew as well: a server that hangs, its connections open. */
  hang(): void {
    if (this.ticking !== null) clearInterval(this.ticking);
    this.ticking = null;
  }

  tickOn(): void {
    this.hang();
    for (const page of this.unmet) this.greet(page);
    this.unmet.clear();
    const tick = (): void => {
      const nowMs = Date.now();
      this.say({ kind: "tick", serverMs: nowMs, siteMs: nowMs, skewMs: 2, lagMs: 12 });
    };
    tick();
    this.ticking = setInterval(tick, 500);
  }

  async close(): Promise<void> {
    this.hang();
    for (const page of this.pages) page.terminate();
    await this.app.close();
  }

  private connect(socket: Peer & { on(event: string, listener: (data: Buffer) => void): void }) {
    this.pages.add(socket);
    socket.on("close", () => {
      this.pages.delete(socket);
      this.unmet.delete(socket);
    });
    socket.on("message", (data) => {
      const message = JSON.parse(data.toString()) as PageMessage;
      this.received.push(message);
      const answer = this.answer(message);
      if (answer !== null) socket.send(JSON.stringify(answer));
    });
    if (this.ticking === null) this.unmet.add(socket);
    else this.greet(socket);
  }

  private greet(page: Peer): void {
    const nowMs = Date.now();
    const tick = { ...this.snapshot.tick, serverMs: nowMs, siteMs: nowMs };
    page.send(JSON.stringify({ ...this.snapshot, tick }));
  }
}
