import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { nodeEnvironment, nodeFlags } from "./node-flags.ts";

export interface Supervised {
  readonly name: string;
  readonly command: readonly string[];
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface SupervisorHost {
  /** One line that this process printed. */
  line(name: string, line: string): void;
  /** What became of a process. */
  news(name: string, text: string): void;
}

/** Waits before a process that died is started again, ms; after a good run they begin anew. */
const backOffMs = [1000, 2000, 5000, 10_000, 30_000] as const;
const goodRunMs = 60_000;
/** A process that was asked to end may take so long, ms. */
const endMs = 10_000;

interface Child {
  readonly spec: Supervised;
  process: ChildProcess | null;
  failures: number;
  timer: NodeJS.Timeout | undefined;
}

/** Keeps processes running, as systemd would, and ends them all together. */
export class Supervisor {
  private readonly host: SupervisorHost;
  private readonly children: Child[] = [];
  private stopping = false;

  constructor(host: SupervisorHost) {
    this.host = host;
    process.on("exit", () => this.killAll());
  }

  start(spec: Supervised): void {
    const child: Child = { spec, process: null, failures: 0, timer: undefined };
    this.children.push(child);
    this.run(child);
  }

  /** Asks all to end and waits for it; who does not end is killed. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.children.map((child) => this.end(child)));
  }

  killAll(): void {
    for (const { process: running } of this.children) running?.kill("SIGKILL");
  }

  private run(child: Child): void {
    const { name, command, env } = child.spec;
    const running = spawn(process.execPath, [...nodeFlags, ...command], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...nodeEnvironment, ...process.env, ...env },
    });
    const startedMs = performance.now();
    child.process = running;
    for (const stream of [running.stdout, running.stderr])
      createInterface({ input: stream }).on("line", (line) => this.host.line(name, line));
    running.once("close", (code, signal) => {
      child.process = null;
      if (this.stopping) return;
      if (performance.now() - startedMs > goodRunMs) child.failures = 0;
      const waitMs = backOffMs[Math.min(child.failures, backOffMs.length - 1)] as number;
      child.failures += 1;
      const how = signal === null ? `exit status ${code}` : signal;
      this.host.news(name, `ENDED unexpectedly (${how}); again in ${waitMs / 1000} s`);
      child.timer = setTimeout(() => this.run(child), waitMs);
    });
  }

  private async end(child: Child): Promise<void> {
    clearTimeout(child.timer);
    const { process: running, spec } = child;
    if (running === null) return;
    const closed = new Promise<void>((resolve) => running.once("close", () => resolve()));
    running.kill("SIGTERM");
    const timer = setTimeout(() => {
      this.host.news(spec.name, "does not end; killed");
      running.kill("SIGKILL");
    }, endMs);
    await closed;
    clearTimeout(timer);
  }
}
