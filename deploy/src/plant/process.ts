import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { nodeEnvironment, nodeFlags } from "../node-flags.ts";
import { until } from "./until.ts";

/** One line of a process's log, as far as it is JSON. */
export interface LoggedLine {
  readonly stage?: string;
  readonly code?: string;
  readonly [fact: string]: unknown;
}

const children = new Set<ChildProcess>();

const killAll = (): void => {
  for (const child of children) child.kill("SIGKILL");
};

// Whatever becomes of the tests, no process of theirs outlives them.
process.on("exit", killAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => {
    // Somebody else hears it too and ends in order what it started; the rest ends with the process.
    if (process.listenerCount(signal) > 0) return;
    killAll();
    process.kill(process.pid, signal);
  });

/** Exit status, or the name of the signal that ended it. */
export type Ended = number | NodeJS.Signals;

/** A process of a plant that can be killed and started again. */
export class PlantProcess {
  readonly name: string;
  /** What it printed in all its runs, line by line. */
  readonly out: string[] = [];
  readonly err: string[] = [];
  private readonly command: readonly string[];
  private readonly env: Readonly<Record<string, string>>;
  private child: ChildProcess | null = null;
  private ended: Promise<Ended> = Promise.resolve(0);

  constructor(
    name: string,
    command: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ) {
    this.name = name;
    this.command = command;
    this.env = env;
  }

  get running(): boolean {
    return this.child !== null;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Starts it, unless it runs; `within` is a command that runs it elsewhere, such as a box. */
  start(within: readonly string[] = []): void {
    if (this.child !== null) return;
    const node = [process.execPath, ...nodeFlags];
    const [program = "", ...args] = [...within, ...node, ...this.command];
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...nodeEnvironment, ...process.env, ...this.env },
    });
    this.child = child;
    children.add(child);
    createInterface({ input: child.stdout }).on("line", (line) => this.out.push(line));
    createInterface({ input: child.stderr }).on("line", (line) => this.err.push(line));
    this.ended = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        children.delete(child);
        if (this.child === child) this.child = null;
        resolve(code ?? signal ?? 1);
      });
    });
  }

  /** Sends a signal; resolves when the process has ended (for SIGSTOP and SIGCONT at once). */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<Ended> {
    this.child?.kill(signal);
    if (signal === "SIGSTOP" || signal === "SIGCONT") return signal;
    return this.ended;
  }

  /** Resolves when it has ended by itself. */
  async end(): Promise<Ended> {
    return this.ended;
  }

  /** Its log so far; lines that are no JSON are left out. */
  logged(code?: string): LoggedLine[] {
    const lines = this.out.flatMap((line): LoggedLine[] => {
      try {
        return [JSON.parse(line) as LoggedLine];
      } catch {
        return [];
      }
    });
    return code === undefined ? lines : lines.filter((line) => line.code === code);
  }

  /** Waits for a line that it prints from now on, or has printed. */
  line(part: string, deadlineMs?: number): Promise<string> {
    return until(() => this.out.find((line) => line.includes(part)), {
      what: `${this.name} to print '${part}'; it printed:\n${this.tail()}`,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
  }

  tail(): string {
    return [...this.out.slice(-20), ...this.err.slice(-20)].join("\n");
  }
}
