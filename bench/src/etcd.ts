import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeBase } from "@quorate/deploy";

const program = "/usr/bin/etcd";
const readyMs = 60_000;
const members = ["a", "b", "c"] as const;

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Three nodes on the loopback, talked to by etcd's own JSON gateway (etcd 3.4, api-guide). */
export class Etcd {
  readonly clientPorts: readonly number[];
  private readonly folder = mkdtempSync(join(tmpdir(), "quorate-etcd-"));
  private readonly children: ChildProcess[];
  private readonly http = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly watches: { destroy(): unknown }[] = [];

  private constructor(base: number) {
    this.clientPorts = members.map((_, index) => base + index);
    const peer = (index: number): string => `http://127.0.0.1:${base + 100 + index}`;
    const cluster = members.map((name, index) => `${name}=${peer(index)}`).join(",");
    this.children = members.map((name, index) => {
      const client = `http://127.0.0.1:${base + index}`;
      return spawn(
        program,
        [
          ...["--name", name, "--data-dir", join(this.folder, name)],
          ...["--listen-client-urls", client, "--advertise-client-urls", client],
          ...["--listen-peer-urls", peer(index), "--initial-advertise-peer-urls", peer(index)],
          ...["--initial-cluster", cluster, "--initial-cluster-state", "new"],
          ...["--initial-cluster-token", this.folder, "--log-level", "error"],
        ],
        { stdio: "ignore" },
      );
    });
  }

  static async start(): Promise<Etcd> {
    if (!existsSync(program))
      throw new Error(`${program} is missing; install it: apt-get install -y etcd-server`);
    const base = await freeBase([0, 1, 2, 100, 101, 102]);
    const etcd = new Etcd(base);
    const deadlineMs = performance.now() + readyMs;
    for (let done = false; !done; ) {
      if (performance.now() > deadlineMs) {
        await etcd.stop();
        throw new Error("etcd has no leader");
      }
      done = await etcd.put(0, "ready", "1").catch(() => false);
    }
    return etcd;
  }

  get pids(): readonly number[] {
    return this.children.map(({ pid }) => pid ?? 0);
  }

  /** Puts a value by one of the nodes; resolves when a majority has it on the disk. */
  put(node: number, key: string, value: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const sent = request(
        { agent: this.http, method: "POST", path: "/v3/kv/put", ...this.node(node) },
        (answer) => {
          answer.resume().on("end", () => resolve(answer.statusCode === 200));
        },
      );
      sent.on("error", reject);
      sent.end(JSON.stringify({ key: base64(key), value: base64(value) }));
    });
  }

  /** Calls back with every value that is put under a key from now on, in order. */
  watch(node: number, key: string, listener: (value: string) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const watching = request(
        { method: "POST", path: "/v3/watch", ...this.node(node) },
        (answer) => {
          let text = "";
          answer.on("data", (chunk: Buffer) => {
            text += chunk.toString("utf8");
            for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
              const { result } = JSON.parse(text.slice(0, end)) as Watched;
              text = text.slice(end + 1);
              if (result?.created === true) resolve();
              for (const { kv } of result?.events ?? [])
                listener(Buffer.from(kv.value ?? "", "base64").toString("utf8"));
            }
          });
          answer.on("error", () => undefined);
        },
      );
      watching.on("error", reject);
      watching.write(JSON.stringify({ create_request: { key: base64(key) } }));
      watching.end();
      this.watches.push(watching);
    });
  }

  async stop(): Promise<void> {
    for (const watching of this.watches) watching.destroy();
    this.http.destroy();
    await Promise.all(
      this.children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
      }),
    );
    rmSync(this.folder, { recursive: true, force: true });
  }

  private node(index: number): { readonly host: string; readonly port: number } {
    return { host: "127.0.0.1", port: this.clientPorts[index] as number };
  }
}

interface Watched {
  readonly result?: {
    readonly created?: boolean;
    readonly events?: readonly { readonly kv: { readonly value?: string } }[];
  };
}
