import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import type { Envelope, Sample, Signer } from "@quorate/protocol";
import { systemClock } from "@quorate/protocol/node";
import { dialer, type DialerOptions } from "../../edge-agent/src/io/sparkplug/dial.ts";
import { OutageFile } from "../../edge-agent/src/io/sparkplug/outage-file.ts";
import { EdgeNode } from "../../edge-agent/src/sparkplug/edge-node.ts";
import { chain, edgeSite } from "../edge-agent/site.ts";
import { type Mosquitto, users } from "./mosquitto.ts";

export interface EdgeOptions {
  readonly urls: readonly string[];
  readonly mosquitto: Mosquitto;
  readonly primaryHost?: string;
  readonly plainTopics?: boolean;
  readonly store?: { readonly values: number; readonly bytes: number };
  readonly dialer?: Partial<DialerOptions>;
  readonly signer?: Signer;
  readonly submit?: (command: Envelope) => void;
}

const quiet = { info: () => undefined, warn: () => undefined };

/** An edge node on real sockets and files, told of readings by the test. */
export class Edge {
  /** The last block, as the node tells it. */
  block = 7;
  readonly dir = mkdtempSync(join(tmpdir(), "quorate-edge-"));
  readonly counts = new Map<string, number>();
  readonly bdSeqs: number[] = [];
  readonly refused: (readonly [device: string, code: string])[] = [];
  readonly site = edgeSite();
  node!: EdgeNode;
  private readonly options: EdgeOptions;
  private idle: () => Promise<void> = () => Promise.resolve();
  private store!: OutageFile;

  constructor(options: EdgeOptions) {
    this.options = options;
  }

  /** Starts, or starts again from the same folder. */
  start(): void {
    const { mosquitto, urls, primaryHost, plainTopics = false } = this.options;
    const { store = { values: 1_000_000, bytes: 64 * 1024 * 1024 } } = this.options;
    const read = (name: string): Buffer => readFileSync(mosquitto.path(name));
    const connections = dialer({
      ...{ clientId: "edge-agent0", user: "plant", password: users.plant },
      secureContext: createSecureContext({
        ...{ ca: read("ca.pem"), cert: read("agent.pem"), key: read("agent.key") },
      }),
      ...this.options.dialer,
    });
    this.idle = connections.idle;
    this.store = new OutageFile(this.dir, store, quiet);
    this.node = new EdgeNode({
      ...{ site: this.site, chain, ids: { group: "edge", node: "agent0" }, clock: systemClock },
      settings: { urls, plainTopics, ...(primaryHost === undefined ? {} : { primaryHost }) },
      ...{ bdSeq: this.bdSeqs.at(-1) ?? null, outage: this.store.outage, log: quiet },
      ...{ dial: connections.dial, signer: this.options.signer ?? null },
      random: Math.random,
      nonce: () => new Uint8Array(randomBytes(16)),
      count: (code) => this.counts.set(code, (this.counts.get(code) ?? 0) + 1),
      refused: (device, code) => this.refused.push([device, code]),
      saveBdSeq: (bdSeq) => this.bdSeqs.push(bdSeq),
      status: () => ({ ordering: true, why: "", block: this.block, pending: 0, agents: [] }),
      rejected: () => 0,
      submit: (command) => this.options.submit?.(command),
    });
    this.node.start();
  }

  get outage() {
    return this.store.outage;
  }

  /** A reading of the tank; what is not named keeps away. */
  tank(values: Readonly<Record<string, Sample["value"]>>, timeMs = Date.now(), up = true): void {
    this.node.reading("tank", up, samplesOf(values, timeMs));
  }

  async stop(): Promise<void> {
    this.node.stop();
    await this.idle();
    await this.store.close();
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export const samplesOf = (
  values: Readonly<Record<string, Sample["value"]>>,
  timeMs: number,
): Sample[] =>
  Object.entries(values).map(([point, value]) => ({
    ...{ point, value, sourceTimeMs: timeMs, receivedTimeMs: timeMs },
    quality: value === null ? "bad" : "good",
    ...(value === null ? { reason: "NOT_CONNECTED" } : {}),
  }));
